"""``cramp trend``: show whether the cramps persist or worsen."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.days import last_counted_day
from cramp_diary.cli.output.streams import print_json, print_notice, print_result, print_table
from cramp_diary.cli.parsing.periods import parse_diary_day
from cramp_diary.cli.session import diary_session

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.trend import Trend

app = options.new_app()


@app.command(epilog="Example: cramp trend --until 2026-03-31")
def trend(
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The last day of the four weeks.", show_default="today"),
    ] = None,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """Show whether cramps persist or worsen.

    The last four weeks are compared with the twelve before: rate and severity, on recorded days.
    After a year also June to August with December to February.
    """
    from cramp_diary.analysis.daily import daily_table
    from cramp_diary.analysis.summaries.trend import assess_trend

    with diary_session(db) as diary:
        last_day = parse_diary_day(diary, [until]) if until else last_counted_day(diary)
        period = diary.read()
    found = assess_trend(daily_table(period), last_day)
    print_json(_trend_object(found)) if as_json else _print_trend(found)
    last_recorded = max(period.recorded_days, default=None)
    if last_recorded and last_recorded <= last_day - timedelta(weeks=4):
        print_notice(
            f"The last recorded day is {last_recorded}: cramp trend --until {last_recorded}"
        )


def _print_trend(found: Trend) -> None:
    from cramp_diary.wording.trend import (
        format_season,
        format_trend_heading,
        format_trend_rows,
        format_trend_sentences,
        format_warnings,
    )

    print_result(f"{format_trend_heading(found)}\n")
    print_table(format_trend_rows(found))
    print_result("\n" + "\n".join(format_trend_sentences(found)))
    for sentences in (format_warnings(found), format_season(found.season)):
        if sentences:
            print_result("\n" + "\n".join(sentences))


def _trend_object(found: Trend) -> dict[str, object]:
    from cramp_diary.wording.trend import format_season, format_trend_sentences, format_warnings

    return {
        **asdict(found),
        "see_a_doctor": found.see_a_doctor,
        "sentences": format_trend_sentences(found),
        "warning": format_warnings(found),
        "season_sentences": format_season(found.season),
    }
