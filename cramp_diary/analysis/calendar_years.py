"""The diary by calendar years, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.monthly import CalendarDay

if TYPE_CHECKING:
    from cramp_diary.period import Period


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
    last = period.end - timedelta(days=1)
    return tuple(_year(year, period) for year in range(period.start.year, last.year + 1))


def calendar_days(period: Period, start: date, end: date) -> tuple[CalendarDay, ...]:
    """Return the days ``[start, end)``; those outside the period are not reached."""
    daily = daily_table(period)[["episodes", "severity"]]
    rows = daily.reindex(pd.date_range(start, end, inclusive="left", freq="D"))
    return tuple(
        CalendarDay(
            day=stamp.date(),
            reached=period.start <= stamp.date() < period.end,
            episodes=None if np.isnan(episodes) else int(episodes),
            worst_severity=None if np.isnan(severity) else float(severity),
        )
        for stamp, episodes, severity in rows.itertuples()
    )


def _year(year: int, period: Period) -> CalendarYear:
    days = calendar_days(period, date(year, 1, 1), date(year + 1, 1, 1))
    recorded = [day.episodes for day in days if day.episodes is not None]
    return CalendarYear(year, period.settings.week_starts_on, days, len(recorded), sum(recorded))
