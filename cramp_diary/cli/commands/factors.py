"""``cramp factors``: compare more-exposed with less-exposed days, factor by factor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.findings_table import print_findings
from cramp_diary.cli.output.streams import print_json, print_notice, print_result, print_table
from cramp_diary.cli.parsing.factor_names import refuse_factors_of_trial
from cramp_diary.cli.parsing.periods import parse_span
from cramp_diary.cli.session import diary_session
from cramp_diary.core.day_fields import WEEKDAYS_WORD

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.findings import Findings
    from cramp_diary.core.period import Period

app = options.new_app()


@app.command(epilog="Example: cramp factors sitting --nights")
def factors(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help='One factor in full: sitting, "poor circulation", a medication.'
            " weekdays: the days of the week.",
            show_default="all, as a table",
            autocompletion=candidates.exposures,
        ),
    ] = None,
    nights: Annotated[bool, typer.Option("--nights", help="Only episodes asleep.")] = False,
    since: options.SinceDay = None,
    until: options.UntilDay = None,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """Compare more-exposed with less-exposed days, factor by factor.

    Associations are not causes. Below 28 recorded days and 10 episodes nothing is compared, only
    counted.

    The name weekdays shows the days of the week themselves, unless a factor has that name.
    """
    from cramp_diary.analysis.inference.findings import all_findings

    asked = " ".join(name or [])
    with diary_session(db) as diary:
        first, last = parse_span(diary, since, until)
        period = diary.read(first, last + timedelta(days=1))
    if nights:
        period = period.asleep_only()
        print_notice("Only episodes asleep are counted; a day with none of them is one without.")
    if _means_weekdays(asked, period):
        _print_weekdays(period, as_json=as_json)
        return
    if name:
        refuse_factors_of_trial(asked, period)
    found = all_findings(period, last)
    if name:
        _print_details(found, asked, as_json=as_json)
    elif as_json:
        from cramp_diary.wording.findings_table import findings_to_dicts
        from cramp_diary.wording.trial import format_left_out_note

        print_json(findings_to_dicts(found))
        if note := format_left_out_note(found.left_out, found.trial):
            print_notice(note)
    else:
        print_findings(found)


def _print_details(found: Findings, name: str, *, as_json: bool) -> None:
    from cramp_diary.wording.factor_details import format_factor_paragraphs
    from cramp_diary.wording.findings_table import finding_to_dict, select_findings

    selected = select_findings(found, name)
    if as_json:
        print_json([finding_to_dict(finding, found) for finding in selected])
        return
    control = found.negative_control
    print_result(
        "\n\n".join("\n".join(format_factor_paragraphs(f, found.tested, control)) for f in selected)
    )


def _means_weekdays(asked: str, period: Period) -> bool:
    """Tell whether the days of the week are asked for, not a factor that has this name."""
    from cramp_diary.core.vocabulary import name_key

    names = [f.name for f in period.factors] + [m.name for m in period.medications]
    return name_key(asked) == WEEKDAYS_WORD and WEEKDAYS_WORD not in map(name_key, names)


def _print_weekdays(period: Period, *, as_json: bool) -> None:
    from cramp_diary.analysis.daily import daily_table
    from cramp_diary.analysis.inference.findings import recorded_calendar
    from cramp_diary.analysis.summaries.weekdays import compare_weekdays
    from cramp_diary.wording.weekdays import (
        EXPLANATION,
        format_weekday_rows,
        format_weekday_test,
        weekdays_to_dict,
    )

    found = compare_weekdays(recorded_calendar(daily_table(period)))
    if as_json:
        print_json(weekdays_to_dict(found))
        return
    print_table(format_weekday_rows(found))
    print_result(f"\n{format_weekday_test(found)}")
    print_notice(EXPLANATION)
