"""The diary by years, day by day, each of twelve months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.summaries.monthly import CalendarDay, calendar_days
from cramp_diary.core.month import month_of

if TYPE_CHECKING:
    from cramp_diary.core.month import Month
    from cramp_diary.core.period import Period


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """Twelve months, all their days in order; those outside the period are not reached.

    `recorded_days` and `episodes` count the days reached.
    """

    week_starts_on: int
    days: tuple[CalendarDay, ...]
    recorded_days: int
    episodes: int

    @property
    def first_month(self) -> Month:
        """The first of the twelve months."""
        return month_of(self.days[0].day)

    @property
    def last_month(self) -> Month:
        """The last of the twelve months."""
        return month_of(self.days[-1].day)


def calendar_years(period: Period) -> tuple[CalendarYear, ...]:
    """Return the twelve months up to the last day of a period, and those before, in order."""
    daily = daily_table(period)
    starts_on = period.settings.week_starts_on
    years: list[CalendarYear] = []
    last = month_of(period.end - timedelta(days=1))
    while last.end > period.start:
        first = last.first_of_year
        days = calendar_days(daily, (first.start, last.end), (period.start, period.end))
        known = [day.episodes for day in days if day.episodes is not None]
        years.insert(0, CalendarYear(starts_on, days, len(known), sum(known)))
        last = first.previous
    return tuple(years)
