"""``cramp factors``: compare more-exposed with less-exposed days, factor by factor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.streams import (
    new_console,
    print_json,
    print_notice,
    print_result,
    sanitize,
)
from cramp_diary.cli.parsing.periods import parse_span
from cramp_diary.cli.session import diary_session

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.findings import Findings

app = options.new_app()

NARROW = 72
"""The width of a terminal, in columns, below which sentences replace the table."""

_EXPLANATION = (
    "More-exposed days: those with more of it; of water and servings, those with less.\n"
    "Ratio: their rate of episodes over that of the other days, adjusted for slow drift and"
    " yesterday's cramps.\n"
    "More days: until a first verdict, or until a ratio of 2 would show.\n"
    "One in full: cramp factors NAME\n"
    "Associations are not causes."
)


@app.command(epilog="Example: cramp factors sitting --nights")
def factors(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help='One factor in full: sitting, "poor circulation", a medication.',
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
    """
    from cramp_diary.analysis.inference.findings import all_findings

    with diary_session(db) as diary:
        first, last = parse_span(diary, since, until)
        period = diary.read(first, last + timedelta(days=1))
    found = all_findings(period.asleep_only() if nights else period, last)
    if nights:
        print_notice("Only episodes asleep are counted; a day with none of them is one without.")
    if name:
        _print_details(found, " ".join(name), as_json=as_json)
    else:
        _print_all(found, as_json=as_json)


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


def _print_all(found: Findings, *, as_json: bool) -> None:
    from cramp_diary.wording.findings import format_negative_control
    from cramp_diary.wording.findings_table import findings_to_dicts

    if as_json:
        print_json(findings_to_dicts(found))
        return
    _print_table(found)
    print_notice("\n".join(filter(None, (_EXPLANATION, format_negative_control(found)))))


def _print_table(found: Findings) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from cramp_diary.wording.findings import format_finding
    from cramp_diary.wording.findings_table import FINDINGS_HEADER, format_finding_row

    console = new_console()
    if console.width < NARROW:
        print_result("\n".join(map(format_finding, found.shown)))
        return
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in FINDINGS_HEADER:
        table.add_column(heading, no_wrap=heading in FINDINGS_HEADER[1:3])
    for finding in found.shown:
        table.add_row(*(Text(sanitize(cell)) for cell in format_finding_row(finding)))
    console.print(table)
