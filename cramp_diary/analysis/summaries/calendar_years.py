"""The diary by calendar years, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.summaries.monthly import CalendarDay, calendar_days

if TYPE_CHECKING:
    from cramp_diary.core.period import Period


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year, all its days in order; those outside the period are not reached.

    `recorded_days` and `episodes` count the days reached.
    """

    year: int
    week_starts_on: int
    days: tuple[CalendarDay, ...]
    recorded_days: int
    episodes: int


def calendar_years(period: Period) -> tuple[CalendarYear, ...]:
    """Return each calendar year that a period reaches into, in order."""
    daily, last = daily_table(period), period.end - timedelta(days=1)
    years = []
    for year in range(period.start.year, last.year + 1):
        span = date(year, 1, 1), date(year + 1, 1, 1)
        days = calendar_days(daily, span, (period.start, period.end))
        known = [day.episodes for day in days if day.episodes is not None]
        starts_on = period.settings.week_starts_on
        years.append(CalendarYear(year, starts_on, days, len(known), sum(known)))
    return tuple(years)
