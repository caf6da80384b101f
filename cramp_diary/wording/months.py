"""A month as it is printed in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.text import format_count
from cramp_diary.core.vocabulary import NO_CRAMPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.summaries.monthly import CalendarDay
    from cramp_diary.core.month import Month

MONTH_LEGEND = f"After the date: episodes/worst severity, as in 2/7; 0 {NO_CRAMPS}; - not recorded."


def format_month(month: Month, days: Sequence[CalendarDay]) -> str:
    """Format a month with its episodes and recorded days."""
    recorded = [day.episodes for day in days if day.episodes is not None]
    reached = format_count(sum(day.reached for day in days), "day")
    episodes = format_count(sum(recorded), "episode")
    return f"{month.title}: {episodes}, {len(recorded)} of {reached} recorded."


def format_calendar_day(day: CalendarDay) -> str:
    """Format a day of the month with what is recorded of it.

    >>> from datetime import date
    >>> from cramp_diary.analysis.summaries.monthly import CalendarDay
    >>> format_calendar_day(CalendarDay(date(2026, 3, 2), True, 2, 7.0))
    ' 2 2/7'
    """
    date_only = f"{day.day.day:2d}"
    if not day.reached:
        return date_only
    if day.episodes is None:
        return f"{date_only} -"
    worst = "" if day.worst_severity is None else f"/{day.worst_severity:g}"
    return f"{date_only} {day.episodes}{worst}"
