"""The diary week by week, on recorded days only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.rates import DAYS_PER_WEEK, WeeklyRate, weekly_rate
from cramp_diary.when import week_start

if TYPE_CHECKING:
    from cramp_diary.settings import Settings


@dataclass(frozen=True, slots=True)
class Week:
    """One week: `rate` is ``None`` without a recorded day, the severities without one given.

    `days` is how many of its days lie in the table.
    """

    start: date
    days: int
    recorded_days: int
    episodes: int
    rate: WeeklyRate | None
    median_severity: float | None
    worst_severity: float | None


def weekly_table(daily: pd.DataFrame, settings: Settings) -> tuple[Week, ...]:
    """Return the weeks that the rows of a daily table lie in, in order.

    Parameters
    ----------
    daily
        As from `daily_table`; its rows bound the first and last week.
    settings
        Gives the first day of the week.
    """
    dates = [stamp.date() for stamp in daily.index]
    starts = np.array([week_start(day, settings.week_starts_on) for day in dates])
    return tuple(_week(start, daily[starts == start]) for start in sorted(set(starts)))


def _week(start: date, rows: pd.DataFrame) -> Week:
    recorded = int(rows["episodes"].count())
    episodes = int(rows["episodes"].sum())
    severity = rows["severity"].dropna()
    return Week(
        start=start,
        days=len(rows),
        recorded_days=recorded,
        episodes=episodes,
        rate=weekly_rate(episodes, recorded),
        median_severity=float(severity.median()) if len(severity) else None,
        worst_severity=float(severity.max()) if len(severity) else None,
    )


def last_weeks(daily: pd.DataFrame, settings: Settings, count: int, end: date) -> tuple[Week, ...]:
    """Return `count` weeks, the last of them holding the day before `end`, empty ones included."""
    last = week_start(end - timedelta(days=1), settings.week_starts_on)
    first = last - timedelta(days=DAYS_PER_WEEK * (count - 1))
    days = pd.date_range(first, end, inclusive="left", freq="D")
    return weekly_table(daily.reindex(days), settings)
