"""The last days of a calendar against the days before them: rates and severities.

An exposure that begins once and does not end has few distinct circular shifts, which estimate the
inflation poorly. The test is therefore that of `association` without the cosines, which would
follow the exposure itself, and with t quantiles of 5 degrees of freedom in place of one per
recorded day. Measured (tests/analysis/test_before_after_simulation.py): with one degree per day 7
to 14% of unchanging diaries are judged changed at a nominal 5%, with five 1.8 to 7.1%. See
analysis/README.md, "Two spans of days".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.inference.association import Association, prepare_comparison
from cramp_diary.analysis.inference.circular_shifts import estimate_inflation, shifted_scores
from cramp_diary.analysis.inference.power import Shortfall
from cramp_diary.analysis.inference.score_test import t_quantile, two_sided_p
from cramp_diary.analysis.rates import WeeklyRate, weekly_rate
from cramp_diary.core.thresholds import FEWEST_CRAMP_DAYS, FEWEST_EPISODES
from cramp_diary.core.vocabulary import Direction

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats

DEGREES_OF_FREEDOM = 5
"""Of the t distribution; few, since one spell has few distinct shifts."""

RECORDED_BEFORE = "recorded days before"
RECORDED_AFTER = "recorded days after"
SEVERITIES_BEFORE = "cramp days with a severity before"
SEVERITIES_AFTER = "cramp days with a severity after"

FEWEST_RECORDED_A_MONTH = (14, 14)
"""Recorded days needed before and after, where two months, or two times 28 days, are compared."""

FEWEST_SEVERITIES = (8, 4)
"""Cramp days with a severity before and in the last days."""

WIDEST_DIFFERENCE = 10.0
_ROUNDING_VARIANCE = 1 / 12
"""Variance of the rounding to whole numbers: a severity is known no better."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Counts of a span of days; `rate` is ``None`` if none of them is recorded."""

    days: int
    recorded_days: int
    cramp_days: int
    episodes: int
    rate: WeeklyRate | None


@dataclass(frozen=True, slots=True)
class RateChange:
    """The episode rate before and after; `ratio`, after over before, is ``None`` if `lacking`.

    `ratio` counts the later days as the more-exposed ones.
    """

    before: DaySpan
    after: DaySpan
    ratio: Association | None
    lacking: tuple[Shortfall, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean worst severity after less that before, 95% interval, within -10..10.

    `p_value` is two-sided, below .05 exactly when the interval excludes 0; `inflation` is how
    much wider than independent the difference is, at least 1.
    """

    points: float
    low: float
    high: float
    p_value: float
    inflation: float


@dataclass(frozen=True, slots=True)
class SeverityChange:
    """The worst severity of the cramp days before and after.

    The days are those with a severity given; a mean is ``None`` where there are none, and
    `difference` where `lacking` names what there is too little of.
    """

    before_days: int
    after_days: int
    before_mean: float | None
    after_mean: float | None
    difference: Difference | None
    lacking: tuple[Shortfall, ...]


def day_span_of(episodes: Floats) -> DaySpan:
    """Count the days and episodes of a span; `episodes` has shape (T,), NaN = not recorded."""
    known = episodes[~np.isnan(episodes)]
    return DaySpan(
        days=len(episodes),
        recorded_days=len(known),
        cramp_days=int((known > 0).sum()),
        episodes=int(known.sum()),
        rate=weekly_rate(int(known.sum()), len(known)),
    )


def rate_change(episodes: Floats, after_days: int, fewest: tuple[int, int]) -> RateChange:
    """Compare the episode rate of the last days with that of the days before.

    A Firth-penalised Poisson model of the episodes on 0 before and 1 after, a score test widened
    by the circular shifts of this exposure (`association`, unadjusted), t quantiles of 5 degrees
    of freedom, and the interval that inverts the test. Assumes that apart from the change the
    days are alike: what else changed with them is in the ratio.

    Parameters
    ----------
    episodes
        Shape (T,), one value a calendar day, NaN = not recorded.
    after_days
        How many days at the end are compared.
    fewest
        Recorded days needed before and after; 10 episodes on 8 days in all, too. Blind to how
        the episodes are divided.

    Returns
    -------
    RateChange
        `ratio` is ``None`` where `lacking` names what there is too little of.

    Examples
    --------
    >>> change = rate_change(np.array([0.0, 0, 1, 0] * 14 + [0, 1, 1, 2] * 7), 28, (28, 14))
    >>> change.before.episodes, change.after.episodes, round(change.ratio.rate_ratio, 1)
    (14, 28, 3.9)
    """
    before, after = (day_span_of(part) for part in (episodes[:-after_days], episodes[-after_days:]))
    lacking = _find_shortfalls(
        (RECORDED_BEFORE, before.recorded_days, fewest[0]),
        (RECORDED_AFTER, after.recorded_days, fewest[1]),
        ("episodes", before.episodes + after.episodes, FEWEST_EPISODES),
        ("cramp days", before.cramp_days + after.cramp_days, FEWEST_CRAMP_DAYS),
    )
    ratio = None if lacking else _compare_rates(episodes, after_days)
    return RateChange(before, after, ratio, lacking)


def rate_change_on(episodes: pd.Series[float], start: date, turn: date, end: date) -> RateChange:
    """Compare the rate on the days ``[turn, end)`` with that on ``[start, turn)``.

    As `rate_change`, with 14 recorded days needed before and after.

    Parameters
    ----------
    episodes
        On a daily ``DatetimeIndex``, NaN = not recorded; other days than these are left out, and
        days that it lacks are not recorded.
    """
    days = pd.date_range(start, end, inclusive="left", freq="D")
    values = np.asarray(episodes.reindex(days), dtype=np.float64)
    return rate_change(values, (end - turn).days, FEWEST_RECORDED_A_MONTH)


def severity_change(severities: Floats, after_days: int) -> SeverityChange:
    """Compare the mean worst severity of the cramp days.

    The difference of two means with the standard error of a pooled variance, widened by the
    circular shifts of the calendar (0 before, 1 after) on the residuals, as the score of a rate
    is, and t quantiles of at most 5 degrees of freedom. Severities are taken as numbers, the
    variance as no smaller than that of rounding to whole ones (1/12).

    Parameters
    ----------
    severities
        Worst of each calendar day, shape (T,), NaN = no cramp, or no severity given.
    after_days
        How many days at the end are compared.
    """
    is_after = np.arange(len(severities)) >= len(severities) - after_days
    known = ~np.isnan(severities)
    before, after = (severities[known & side] for side in (~is_after, is_after))
    lacking = _find_shortfalls(
        (SEVERITIES_BEFORE, len(before), FEWEST_SEVERITIES[0]),
        (SEVERITIES_AFTER, len(after), FEWEST_SEVERITIES[1]),
    )
    return SeverityChange(
        before_days=len(before),
        after_days=len(after),
        before_mean=float(before.mean()) if len(before) else None,
        after_mean=float(after.mean()) if len(after) else None,
        difference=None if lacking else _compare_severities(severities, is_after),
        lacking=lacking,
    )


def _find_shortfalls(*needs: tuple[str, int, int]) -> tuple[Shortfall, ...]:
    return tuple(Shortfall(what, have, need) for what, have, need in needs if have < need)


def _compare_rates(episodes: Floats, after_days: int) -> Association:
    is_after = np.arange(len(episodes)) >= len(episodes) - after_days
    compared = prepare_comparison(episodes, is_after.astype(float), Direction.MORE, adjust=False)
    known = ~np.isnan(episodes)
    poisson = float(episodes[known].mean()) * (known.sum() - 2) / known.sum()
    recorded = np.where(known, is_after, np.nan)
    residuals = _subtract_means(episodes, is_after)
    streaks = max(1.0, estimate_inflation(shifted_scores(residuals, recorded), poisson))
    return replace(compared, streaks=streaks, degrees_of_freedom=DEGREES_OF_FREEDOM).association()


def _compare_severities(severities: Floats, is_after: NDArray[np.bool_]) -> Difference:
    known = ~np.isnan(severities)
    before, after = (severities[known & side] for side in (~is_after, is_after))
    points = float(after.mean() - before.mean())
    spare = len(before) + len(after) - 2
    residuals = _subtract_means(severities, is_after)
    variance = max(float((residuals[known] ** 2).sum()) / spare, _ROUNDING_VARIANCE)
    scores = shifted_scores(residuals, is_after.astype(float))
    streaks = max(1.0, estimate_inflation(scores, variance))
    error = math.sqrt(streaks * variance * (1 / len(before) + 1 / len(after)))
    degrees = min(DEGREES_OF_FREEDOM, spare)
    reach = t_quantile(degrees) * error
    return Difference(
        points=points,
        low=max(points - reach, -WIDEST_DIFFERENCE),
        high=min(points + reach, WIDEST_DIFFERENCE),
        p_value=two_sided_p(points / error, degrees),
        inflation=streaks,
    )


def _subtract_means(values: Floats, is_after: NDArray[np.bool_]) -> Floats:
    """Subtract the mean of each side, so that a true change does not count as a streak."""
    known = ~np.isnan(values)
    residuals = values.copy()
    for side in (known & is_after, known & ~is_after):
        residuals[side] -= values[side].mean()
    return residuals
