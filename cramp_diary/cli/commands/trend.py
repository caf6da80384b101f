"""``cramp trend``: whether the cramps persist or worsen."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import aligned, say, say_json, tell
from cramp_diary.cli.parsing.periods import asked_day
from cramp_diary.cli.session import opened

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.trend import Trend

app = options.new_app()

_MONTH = timedelta(days=28)


@app.command(epilog="Example: cramp trend --until 2026-03-31")
def trend(
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The last day of the four weeks.", show_default="today"),
    ] = None,
    as_json: options.AsJson = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Compare the last four weeks with the twelve before: whether cramps persist or worsen.

    Rate and severity, on recorded days. After a year also June to August beside December to
    February.
    """
    from cramp_diary.analysis.daily import daily_table
    from cramp_diary.analysis.summaries.trend import trend as trend_of

    with opened(db) as diary:
        last_day = asked_day(diary, [until] if until else None)
        period = diary.read()
    found = trend_of(daily_table(period), last_day)
    say_json(_object(found)) if as_json else _show(found)
    _hint(max(period.recorded_days, default=None), last_day)


def _show(found: Trend) -> None:
    from cramp_diary.wording.trend import (
        season_sentences,
        trend_heading,
        trend_rows,
        trend_sentences,
        warning_sentences,
    )

    say(f"{trend_heading(found)}\n")
    say(f"{aligned(trend_rows(found))}\n")
    say("\n".join(trend_sentences(found)))
    for sentences in (warning_sentences(found), season_sentences(found.season)):
        if sentences:
            say("\n" + "\n".join(sentences))


def _object(found: Trend) -> dict[str, object]:
    from cramp_diary.wording.trend import (
        season_sentences,
        trend_sentences,
        warning_sentences,
    )

    return {
        **asdict(found),
        "see_a_doctor": found.see_a_doctor,
        "sentences": trend_sentences(found),
        "warning": warning_sentences(found),
        "season_sentences": season_sentences(found.season),
    }


def _hint(last_recorded: date | None, last_day: date) -> None:
    if last_recorded and last_recorded <= last_day - _MONTH:
        tell(f"The last recorded day is {last_recorded}: cramp trend --until {last_recorded}")
