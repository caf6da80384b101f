"""``cramp relief``: show what eased the cramps, and how the four habits went."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import print_json, print_result, print_table
from cramp_diary.cli.parsing.periods import parse_span
from cramp_diary.cli.session import diary_session

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.relief import ReliefSummary
    from cramp_diary.core.settings import Settings

app = options.new_app()


@app.command(epilog="Example: cramp relief --since 2026-01-01")
def relief(
    since: options.SinceDay = None,
    until: options.UntilDay = None,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """Show what eased the cramps, and how the four habits went.

    Of each method, the minutes until the cramps eased.
    """
    from cramp_diary.analysis.summaries.relief import relief_summary

    with diary_session(db) as diary:
        first, last = parse_span(diary, since, until)
        period = diary.read(first, last + timedelta(days=1))
    summary = relief_summary(period)
    if as_json:
        from cramp_diary.wording.relief import format_relief_notes

        notes = format_relief_notes(summary)
        print_json({**asdict(summary), "last_day": last, "notes": notes})
    else:
        _print_summary(summary, period.settings)


def _print_summary(summary: ReliefSummary, settings: Settings) -> None:
    from cramp_diary.wording.relief import (
        RELIEF_HEADER,
        format_habits,
        format_relief_heading,
        format_relief_notes,
        format_relief_row,
    )

    print_result(format_relief_heading(summary))
    if summary.methods:
        print_result("")
        print_table([RELIEF_HEADER, *map(format_relief_row, summary.methods)])
        print_result("\n" + "\n".join(format_relief_notes(summary)))
    print_result("\n" + "\n".join(format_habits(summary.habits, settings)))
