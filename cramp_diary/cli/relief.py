"""``cramp relief``: what was done about the cramps, and the four habits."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.opening import opened
from cramp_diary.cli.output import aligned, say, say_json
from cramp_diary.cli.spans import asked_day
from cramp_diary.errors import Contradiction

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.analysis.relief import ReliefSummary
    from cramp_diary.settings import Settings
    from cramp_diary.store import Diary

app = options.new_app()


@app.command(epilog="Example: cramp relief --since 2026-01-01")
def relief(
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="The first day.", show_default="the first")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day.", show_default="today")
    ] = None,
    as_json: options.AsJson = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Show the minutes until cramps eased, by what was done, and how the four habits went."""
    from cramp_diary.analysis.relief import relief_summary

    with opened(db) as diary:
        first, last = _asked(diary, since, until)
        period = diary.read(first, last + timedelta(days=1))
    summary = relief_summary(period)
    if as_json:
        say_json({**asdict(summary), "last_day": last, **_notes(summary)})
    else:
        _show(summary, period.settings)


def _asked(diary: Diary, since: str | None, until: str | None) -> tuple[date | None, date]:
    last = asked_day(diary, [until] if until else None)
    first = asked_day(diary, [since]) if since else None
    if first and first > last:
        raise Contradiction(
            f"the period begins on {first}",
            f"ends on {last}",
            "give a last day that is not before the first",
        )
    return first, last


def _notes(summary: ReliefSummary) -> dict[str, object]:
    from cramp_diary.analysis.words.relief import relief_notes

    return {"notes": relief_notes(summary)}


def _show(summary: ReliefSummary, settings: Settings) -> None:
    from cramp_diary.analysis.words.relief import (
        HEADER,
        habit_sentences,
        relief_heading,
        relief_notes,
        relief_row,
    )

    say(relief_heading(summary))
    if summary.methods:
        say(f"\n{aligned([HEADER, *map(relief_row, summary.methods)])}\n")
        say("\n".join(relief_notes(summary)))
    say("\n" + "\n".join(habit_sentences(summary.habits, settings)))
