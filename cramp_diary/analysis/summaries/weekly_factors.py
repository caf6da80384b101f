"""The factors week by week, on the days on which each is recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.rates import DAYS_PER_WEEK
from cramp_diary.analysis.risk_factors import list_risk_factors
from cramp_diary.analysis.summaries.weekly import last_weeks
from cramp_diary.core.settings import Settings
from cramp_diary.core.when import week_start

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cramp_diary.analysis.risk_factors import RiskFactor
    from cramp_diary.analysis.summaries.weekly import Week
    from cramp_diary.core.period import Period

LEAST_WEEKS = 26
"""Of the factors beside a report, if the diary is as old."""


@dataclass(frozen=True, slots=True)
class FactorWeek:
    """One factor in one week: the mean of its recorded days, ``None`` without one."""

    recorded_days: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class FactorWeeks:
    """One factor in the weeks of a chart; of a yes or no the mean is the share of days with it.

    The water is shown in the unit of the `settings`.
    """

    risk_factor: RiskFactor
    weeks: tuple[FactorWeek, ...]
    settings: Settings = field(default_factory=Settings)

    @property
    def recorded(self) -> bool:
        """Whether any day is recorded."""
        return any(week.recorded_days for week in self.weeks)

    @property
    def highest(self) -> float:
        """The highest of the means, 0 without one."""
        return max((week.mean for week in self.weeks if week.mean is not None), default=0.0)


@dataclass(frozen=True, slots=True)
class WeeksWithFactors:
    """The weeks of a report, and in the same weeks each factor that is recorded in them."""

    weeks: tuple[Week, ...]
    factors: tuple[FactorWeeks, ...]


def weeks_with_factors(period: Period, first: date, end: date) -> WeeksWithFactors:
    """Return the weeks from a day to the day before another, at least half a year of them.

    Parameters
    ----------
    period
        The whole diary; no week before it is returned, and no day from `end` on counts.
    first, end
        The days of the report.
    """
    period = period.before(end)
    last, first = (
        week_start(day, period.settings.week_starts_on) for day in (end - timedelta(days=1), first)
    )
    began = week_start(min(period.start, last), period.settings.week_starts_on)
    first = max(began, min(first, last - timedelta(weeks=LEAST_WEEKS - 1)))
    weeks = last_weeks(period, (last - first).days // DAYS_PER_WEEK + 1, end)
    lanes = factor_weeks(period, list_risk_factors(period), weeks)
    return WeeksWithFactors(weeks, tuple(lane for lane in lanes if lane.recorded))


def factor_weeks(
    period: Period, factors: Sequence[RiskFactor], weeks: Sequence[Week]
) -> tuple[FactorWeeks, ...]:
    """Return the means of each factor in each week; what is not recorded counts nowhere.

    Parameters
    ----------
    period
        The days to count; others of a week are left out.
    factors
        As from `list_risk_factors`, in the order of the result.
    weeks
        As from `last_weeks`.
    """
    daily = daily_table(period)
    days = np.array([day.date() for day in daily.index])
    found = []
    for factor in factors:
        values = factor.series(daily).to_numpy(dtype=float)
        parts = []
        for week in weeks:
            inside = (days >= week.start) & (days < week.start + timedelta(days=DAYS_PER_WEEK))
            recorded = values[inside & ~np.isnan(values)]
            mean = float(recorded.mean()) if recorded.size else None
            parts.append(FactorWeek(int(recorded.size), mean))
        found.append(FactorWeeks(factor, tuple(parts), period.settings))
    return tuple(found)
