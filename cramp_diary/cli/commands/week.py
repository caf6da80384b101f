"""``cramp week``: print the last weeks as text bars."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import (
    can_encode,
    format_table,
    print_json,
    print_notice,
    print_result,
)
from cramp_diary.cli.parsing.periods import parse_diary_day
from cramp_diary.cli.session import diary_session
from cramp_diary.core.errors import NothingRecorded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.analysis.summaries.weekly import Week
    from cramp_diary.store import Diary

app = options.new_app()

_LONGEST_BAR = 30


@app.command(epilog="Example: cramp week --weeks 12")
def week(
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How many weeks.")] = 8,
    until: options.UntilWeek = None,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """Show the last weeks as bars: episodes per recorded day, times seven."""
    with diary_session(db) as diary:
        shown = _read_weeks(diary, weeks, until)
    if as_json:
        print_json([asdict(each) for each in shown])
        return
    _print_table(format_table(_format_rows(shown)))
    print_notice("Rate: episodes per recorded day x 7. Days not recorded count as neither.")


def _read_weeks(diary: Diary, count: int, until: str | None) -> tuple[Week, ...]:
    """Read the weeks up to the one that includes `until`, by default today.

    Raises
    ------
    NothingRecorded
        If none of their days is recorded.
    """
    from cramp_diary.analysis.summaries.weekly import last_weeks

    end = parse_diary_day(diary, [until] if until else None) + timedelta(days=1)
    period = diary.read()
    weeks = last_weeks(period, count, end)
    if not any(week.recorded_days for week in weeks):
        last_day = max(period.recorded_days, default=None)
        span = f"the weeks from {weeks[0].start} to {end - timedelta(days=1)}"
        raise NothingRecorded(span if last_day else "the diary", last_day)
    return weeks


def _print_table(table: str) -> None:
    """Print the table; on a terminal, with its bars in colour."""
    if not sys.stdout.isatty():
        print_result(table)
        return
    from rich.console import Console
    from rich.text import Text

    text = Text(table)
    text.highlight_regex(r"[█#]+", "cyan")
    Console(highlight=False).print(text)


def _format_rows(weeks: tuple[Week, ...]) -> Iterator[tuple[str, ...]]:
    from cramp_diary.wording.formatting import format_date

    bar = "█" if can_encode("█") else "#"
    highest = max([week.rate.per_week for week in weeks if week.rate] + [1.0])
    yield "week of", "recorded", "episodes", "worst", "rate", ""
    for week in weeks:
        start, recorded = format_date(week.start), f"{week.recorded_days} of 7 days"
        if week.rate is None:
            yield start, recorded, "", "", "", "not recorded"
            continue
        worst = "" if week.worst_severity is None else f"{week.worst_severity:.0f}"
        length = round(week.rate.per_week / highest * _LONGEST_BAR)
        rate = f"{week.rate.per_week:.1f}"
        yield start, recorded, str(week.episodes), worst, rate, bar * length or "no cramps"
