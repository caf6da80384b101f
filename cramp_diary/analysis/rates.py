"""Episode rates, a day and a week, with exact Poisson intervals."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import gammaincinv

DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class WeeklyRate:
    """Episodes a week on recorded days, with the exact 95% Poisson interval."""

    per_week: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DailyRate:
    """Episodes a recorded day, with the exact 95% Poisson interval."""

    per_day: float
    low: float
    high: float


def weekly_rate(episodes: int, recorded_days: int) -> WeeklyRate | None:
    """Return the episode rate a week, or ``None`` without a recorded day.

    The interval is Garwood's exact one; it takes episodes as independent, so on clustered days
    it is too narrow. See analysis/README.md, "Rates, medians and plain ratios".

    Parameters
    ----------
    episodes, recorded_days
        Counts, 0 or more.

    References
    ----------
    F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936) 437-442.

    Examples
    --------
    >>> rate = weekly_rate(0, 7)
    >>> rate.per_week, rate.low, round(rate.high, 3)
    (0.0, 0.0, 3.689)
    """
    if recorded_days == 0:
        return None
    weeks = recorded_days / DAYS_PER_WEEK
    low, high = _garwood_interval(episodes)
    return WeeklyRate(episodes / weeks, low / weeks, high / weeks)


def daily_rate(episodes: int, recorded_days: int) -> DailyRate | None:
    """Return the episode rate a day, as `weekly_rate` does that a week.

    >>> rate = daily_rate(12, 60)
    >>> rate.per_day, round(rate.low, 3), round(rate.high, 3)
    (0.2, 0.103, 0.349)
    """
    if recorded_days == 0:
        return None
    low, high = _garwood_interval(episodes)
    return DailyRate(episodes / recorded_days, low / recorded_days, high / recorded_days)


def _garwood_interval(episodes: int) -> tuple[float, float]:
    low = float(gammaincinv(episodes, 0.025)) if episodes else 0.0
    return low, float(gammaincinv(episodes + 1, 0.975))
