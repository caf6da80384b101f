"""``cramp relief``: what was done about the cramps, and the four habits."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import aligned, say, say_json
from cramp_diary.cli.parsing.periods import asked_span
from cramp_diary.cli.session import opened

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.relief import ReliefSummary
    from cramp_diary.core.settings import Settings

app = options.new_app()


@app.command(epilog="Example: cramp relief --since 2026-01-01")
def relief(
    since: options.Since = None,
    until: options.Through = None,
    as_json: options.AsJson = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Show the minutes until cramps eased, by what was done, and how the four habits went."""
    from cramp_diary.analysis.summaries.relief import relief_summary

    with opened(db) as diary:
        first, last = asked_span(diary, since, until)
        period = diary.read(first, last + timedelta(days=1))
    summary = relief_summary(period)
    if as_json:
        say_json({**asdict(summary), "last_day": last, **_notes(summary)})
    else:
        _show(summary, period.settings)


def _notes(summary: ReliefSummary) -> dict[str, object]:
    from cramp_diary.wording.relief import relief_notes

    return {"notes": relief_notes(summary)}


def _show(summary: ReliefSummary, settings: Settings) -> None:
    from cramp_diary.wording.relief import (
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
