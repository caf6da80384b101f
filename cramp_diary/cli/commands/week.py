"""``cramp week``: print the last weeks as text bars."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.layout import GAP
from cramp_diary.cli.output.streams import (
    can_encode,
    format_table,
    new_console,
    print_json,
    print_notice,
    print_result,
    terminal_columns,
)
from cramp_diary.cli.parsing.periods import parse_diary_day
from cramp_diary.cli.session import diary_session
from cramp_diary.core.errors import NothingRecorded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.analysis.summaries.weekly import Week
    from cramp_diary.store import Diary

app = options.new_app()

_LONGEST_BAR, _LEAST_BAR_ROOM = 30, 5


@app.command(epilog="Example: cramp week --weeks 12")
def week(
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How many weeks.")] = 8,
    until: options.UntilWeek = None,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """Show the last weeks as bars.

    The length of a bar is the rate: episodes per recorded day, times seven.
    """
    with diary_session(db) as diary:
        shown = _read_weeks(diary, weeks, until)
    if as_json:
        print_json([asdict(each) for each in shown])
        return
    _print_weeks(shown)
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


def _print_weeks(weeks: tuple[Week, ...]) -> None:
    """Print a row for each week; on a terminal, no wider than that, and with bars in colour."""
    if not sys.stdout.isatty():
        print_result("\n".join(_format_rows(weeks)))
        return
    from rich.text import Text

    text = Text("\n".join(_format_rows(weeks, terminal_columns())))
    text.highlight_regex(r"[█#]+", "cyan")
    new_console().print(text)


def _format_rows(weeks: tuple[Week, ...], columns: int | None = None) -> list[str]:
    """Return a line for each week, the heading first; bars are shorter in few columns."""
    counts = ("week of", "recorded", "episodes", "worst"), *map(_format_counts, weeks)
    starts = format_table(counts).split("\n")
    width = max(map(len, starts))
    rates = ["rate", *(f"{week.rate.per_week:.1f}" if week.rate else "" for week in weeks)]
    digits = max(map(len, rates))
    longest = _LONGEST_BAR
    if columns is not None:
        longest = min(longest, max(columns - width - digits - 2 * len(GAP), _LEAST_BAR_ROOM))
    ends = (
        f"{rate:{digits}}{GAP}{bar}" if rate else bar
        for rate, bar in zip(rates, ["", *_format_bars(weeks, longest)], strict=True)
    )
    return [f"{start:{width}}{GAP}{end}".rstrip() for start, end in zip(starts, ends, strict=True)]


def _format_counts(week: Week) -> tuple[str, str, str, str]:
    from cramp_diary.wording.formatting import format_date

    start, recorded = format_date(week.start), f"{week.recorded_days} of 7 days"
    if week.rate is None:
        return start, recorded, "", ""
    worst = "" if week.worst_severity is None else f"{week.worst_severity:.0f}"
    return start, recorded, str(week.episodes), worst


def _format_bars(weeks: tuple[Week, ...], longest: int) -> Iterator[str]:
    """Yield a bar a week; one with an episode is seen, however low its rate is."""
    bar = "█" if can_encode("█") else "#"
    highest = max([week.rate.per_week for week in weeks if week.rate] + [1.0])
    for week in weeks:
        if week.rate is None:
            yield "not recorded"
        elif week.episodes:
            yield bar * max(round(week.rate.per_week / highest * longest), 1)
        else:
            yield "no cramps"
