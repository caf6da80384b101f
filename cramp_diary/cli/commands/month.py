"""``cramp month``: print a month as a calendar."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.days import last_counted_day, today
from cramp_diary.cli.output.streams import (
    new_console,
    print_json,
    print_notice,
    print_result,
    print_table,
)
from cramp_diary.cli.session import diary_session
from cramp_diary.core.month import parse_month
from cramp_diary.core.when import days_into_week, list_weekdays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.summaries.monthly import CalendarDay

app = options.new_app()

_STYLES = ((3, "black on bright_yellow"), (6, "black on yellow"), (10, "bold white on red"))
"""The style of a day up to each worst severity; the calendar prints the severity as well."""


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
    """Show a month as a calendar, with episodes and worst severity."""
    from cramp_diary.analysis.daily import daily_table
    from cramp_diary.analysis.summaries.medication_timeline import changes_between
    from cramp_diary.analysis.summaries.monthly import calendar_days
    from cramp_diary.wording.months import MONTH_LEGEND, format_month

    with diary_session(db) as diary:
        day = today(diary)
        shown = parse_month(" ".join(month or ["this"]), day)
        period = diary.read(shown.start, min(shown.end, day + timedelta(days=1)))
        reached = (shown.start, min(shown.end, last_counted_day(diary) + timedelta(days=1)))
    changes = changes_between(period, period.start, period.end)
    days = calendar_days(daily_table(period), shown.span, reached, changes)
    if as_json:
        print_json([asdict(each) for each in days])
        return
    print_result(format_month(shown, days))
    _print_calendar(days, period.settings.week_starts_on)
    print_notice(MONTH_LEGEND)


def _print_calendar(days: Sequence[CalendarDay], week_starts_on: int) -> None:
    names = list_weekdays(week_starts_on)
    weeks = _split_into_weeks(days, week_starts_on)
    if sys.stdout.isatty():
        _print_in_colour(names, weeks)
    else:
        from cramp_diary.wording.months import format_calendar_day

        rows = [[format_calendar_day(day) if day else "" for day in week] for week in weeks]
        print_table([names, *rows])


def _split_into_weeks(
    days: Sequence[CalendarDay], week_starts_on: int
) -> list[list[CalendarDay | None]]:
    """Return seven cells a week, empty before the first day and after the last."""
    before = days_into_week(days[0].day, week_starts_on)
    cells: list[CalendarDay | None] = [*[None] * before, *days]
    cells += [None] * (-len(cells) % 7)
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]


def _print_in_colour(names: Sequence[str], weeks: list[list[CalendarDay | None]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from cramp_diary.wording.months import format_calendar_day

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, no_wrap=True)
    for week in weeks:
        cells = (
            Text(format_calendar_day(day), _choose_style(day)) if day else Text() for day in week
        )
        table.add_row(*cells)
    new_console().print(table)


def _choose_style(day: CalendarDay) -> str:
    if not day.episodes:
        return "" if day.reached else "dim"
    worst = 0 if day.worst_severity is None else day.worst_severity
    return next(style for highest, style in _STYLES if worst <= highest)
