"""The diary week by week, on recorded days only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.rates import DAYS_PER_WEEK, WeeklyRate, weekly_rate
from cramp_diary.core.when import week_start

if TYPE_CHECKING:
    from cramp_diary.core.period import Period


@dataclass(frozen=True, slots=True)
class Week:
    """One week: `rate` is ``None`` without a recorded day, the severities without one given.

    `days` is how many of its days are counted; the severities are of all its episodes.
    """

    start: date
    days: int
    recorded_days: int
    episodes: int
    rate: WeeklyRate | None
    median_severity: float | None
    worst_severity: float | None


def weekly_table(period: Period) -> tuple[Week, ...]:
    """Return the weeks that the days of a period lie in, in order.

    They begin on the day of its settings.
    """
    return _build_weeks(period, period.start, period.end)


def last_weeks(period: Period, count: int, end: date) -> tuple[Week, ...]:
    """Return `count` weeks, the last of them holding the day before `end`, empty ones included."""
    last = week_start(end - timedelta(days=1), period.settings.week_starts_on)
    first = last - timedelta(days=DAYS_PER_WEEK * (count - 1))
    return _build_weeks(period, first, end)


def _build_weeks(period: Period, first: date, end: date) -> tuple[Week, ...]:
    period = period.since(first).before(end)
    days = pd.date_range(first, end, inclusive="left", freq="D")
    counts = daily_table(period)["episodes"].reindex(days)
    starts = np.array([week_start(d.date(), period.settings.week_starts_on) for d in days])
    severities: dict[date, list[int]] = defaultdict(list)
    for episode in period.episodes:
        if episode.diary_day and episode.severity is not None:
            start = week_start(episode.diary_day, period.settings.week_starts_on)
            severities[start].append(episode.severity)
    return tuple(
        _build_week(start, counts[starts == start], severities[start])
        for start in sorted(set(starts))
    )


def _build_week(start: date, counts: pd.Series[float], severities: list[int]) -> Week:
    recorded, episodes = int(counts.count()), int(counts.sum())
    return Week(
        start=start,
        days=len(counts),
        recorded_days=recorded,
        episodes=episodes,
        rate=weekly_rate(episodes, recorded),
        median_severity=float(median(severities)) if severities else None,
        worst_severity=max(severities, default=None),
    )
