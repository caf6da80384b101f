"""``cramp month``: a month as a calendar in the terminal."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import format_table, print_json, print_notice, print_result
from cramp_diary.cli.parsing.periods import today
from cramp_diary.cli.session import diary_session
from cramp_diary.core.month import parse_month
from cramp_diary.core.when import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cramp_diary.analysis.summaries.monthly import CalendarDay
    from cramp_diary.core.month import Month
    from cramp_diary.core.period import Period

app = options.new_app()

_STYLES = ((3, "black on bright_yellow"), (6, "black on yellow"), (10, "bold white on red"))
"""The look of a day up to each worst severity; the numbers say the same."""


@app.command(epilog="Example: cramp month march")
def month(
    month: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MONTH]...", help="2026-03, march, this or last.", show_default="this"
        ),
    ] = None,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """Show a month as a calendar: episodes of each day, and the worst severity."""
    from cramp_diary.wording.months import MONTH_LEGEND, format_month

    with diary_session(db) as diary:
        day = today(diary)
        asked = parse_month(" ".join(month or ["this"]), day)
        period = diary.read(asked.start, min(asked.end, day + timedelta(days=1)))
    days = _days_of(asked, period)
    if as_json:
        print_json([asdict(one) for one in days])
        return
    print_result(format_month(asked, days))
    _show(days, period.settings.week_starts_on)
    print_notice(MONTH_LEGEND)


def _days_of(asked: Month, period: Period) -> tuple[CalendarDay, ...]:
    from cramp_diary.analysis.daily import daily_table
    from cramp_diary.analysis.summaries.medication_timeline import changes_between
    from cramp_diary.analysis.summaries.monthly import calendar_days

    reached = (period.start, period.end)
    changes = changes_between(period, *reached)
    return calendar_days(daily_table(period), asked.span, reached, changes)


def _show(days: Sequence[CalendarDay], week_starts_on: int) -> None:
    names = [WEEKDAYS[(week_starts_on + n) % 7][:3].capitalize() for n in range(7)]
    weeks = list(_weeks(days, week_starts_on))
    if sys.stdout.isatty():
        _show_in_colour(names, weeks)
    else:
        from cramp_diary.wording.months import format_calendar_day

        rows = [[format_calendar_day(day) if day else "" for day in week] for week in weeks]
        print_result(format_table([names, *rows]))


def _weeks(days: Sequence[CalendarDay], week_starts_on: int) -> Iterator[list[CalendarDay | None]]:
    """Return seven places a week, empty before the first day and after the last."""
    before = (days[0].day.weekday() - week_starts_on) % 7
    places: list[CalendarDay | None] = [*[None] * before, *days]
    places += [None] * (-len(places) % 7)
    yield from (places[n : n + 7] for n in range(0, len(places), 7))


def _show_in_colour(names: list[str], weeks: list[list[CalendarDay | None]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from cramp_diary.wording.months import format_calendar_day

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, no_wrap=True)
    for week in weeks:
        cells = (Text(format_calendar_day(day), _style(day)) if day else Text() for day in week)
        table.add_row(*cells)
    Console().print(table)


def _style(day: CalendarDay) -> str:
    if not day.episodes:
        return "" if day.reached else "dim"
    worst = 0 if day.worst_severity is None else day.worst_severity
    return next(style for highest, style in _STYLES if worst <= highest)
