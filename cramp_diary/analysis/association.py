"""Does an exposure go together with the cramps? A rate ratio that does not cry wolf on streaks.

The method of design section 6: a Firth-penalised Poisson model of the episodes on the exposure,
slow drift and yesterday's cramps; a score test widened by what circular shifts of the exposure
calendar do to it; and the interval that inverts this test.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.coding import CodedExposure, Contrast, code_exposure
from cramp_diary.analysis.nuisance import independent, nuisance_columns
from cramp_diary.analysis.score_test import ScoreTest
from cramp_diary.analysis.shifts import inflation
from cramp_diary.errors import CannotCompare
from cramp_diary.vocabulary import Direction

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

BOUND = 1000.0
"""Ratios beyond this, or below its inverse, are given as this: no limit."""


@dataclass(frozen=True, slots=True)
class Association:
    """What goes together with the cramps, and how surely.

    Attributes
    ----------
    rate_ratio, low, high
        Episode rate on more-exposed days over that on less-exposed days, with its 95% interval;
        within 1/1000..1000, the ends meaning no limit.
    p_value
        Two-sided; below .05 exactly when the interval excludes 1.
    inflation
        How much wider than Poisson the score is on this diary, at least 1.
    days, episodes
        The days on which both were recorded, and the episodes on them.
    exposed_days, exposed_episodes
        Those of them on the more-exposed side (amounts: beyond the median).
    contrast
        The two levels of the exposure that the ratio compares.
    """

    rate_ratio: float
    low: float
    high: float
    p_value: float
    inflation: float
    days: int
    episodes: int
    exposed_days: int
    exposed_episodes: int
    contrast: Contrast


def associate(
    episodes: pd.Series[float],
    exposure: pd.Series[float],
    more_exposed: Direction | str = Direction.MORE,
    *,
    adjust: bool = True,
) -> Association:
    """Compare the episode rate on more-exposed days with that on less-exposed days.

    Parameters
    ----------
    episodes, exposure
        Episodes and exposure on daily ``DatetimeIndex``es, NaN = not recorded. The calendar is
        that from the first day with episodes recorded to the last. An exposure of only 0 and 1
        is taken as it is, any other as an amount.
    more_exposed
        "more" or "less": which way along the exposure is more exposed.
    adjust
        Whether drift and yesterday's cramps are in the model. Without them the ratio is the
        plain one of the two groups of days.

    Raises
    ------
    CannotCompare
        If no episode was recorded, the exposure does not vary, or there are too few days.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.date_range("2026-01-01", periods=120)
    >>> sitting = pd.Series([0.0, 0, 1] * 40, days)
    >>> cramps = pd.Series([0.0, 0, 1, 0, 1, 0] * 20, days)
    >>> a = associate(cramps, sitting)
    >>> a.episodes, a.exposed_episodes, a.days, a.exposed_days
    (40, 20, 120, 40)
    """
    calendar = episodes.dropna().asfreq("D").index
    y = np.asarray(episodes.reindex(calendar), dtype=np.float64)
    x = np.asarray(exposure.reindex(calendar), dtype=np.float64)
    used = ~np.isnan(y) & ~np.isnan(x)
    if not np.nansum(y[used]):
        raise CannotCompare("no episode falls on a day on which the exposure was recorded")
    coded = code_exposure(x[used], Direction(more_exposed))
    columns = nuisance_columns(y) if adjust else np.ones((len(y), 1))
    test = ScoreTest(y[used], coded.values, independent(columns, used))
    test.check()
    return _compared(test, coded, used)


def _compared(test: ScoreTest, coded: CodedExposure, used: NDArray[np.bool_]) -> Association:
    residuals, exposure = np.full((2, len(used)), np.nan)
    residuals[used] = test.y - test.fit().means
    exposure[used] = test.x
    streaks = inflation(residuals, exposure, float(test.y.mean()))
    low, high = test.interval(streaks, math.log(BOUND) / coded.step)
    return Association(
        rate_ratio=_ratio(test.estimate(), coded),
        low=_ratio(low, coded),
        high=_ratio(high, coded),
        p_value=test.p_value(streaks),
        inflation=streaks,
        days=len(test.y),
        episodes=int(test.y.sum()),
        exposed_days=int(coded.exposed.sum()),
        exposed_episodes=int(test.y[coded.exposed].sum()),
        contrast=coded.contrast,
    )


def _ratio(log_ratio: float, coded: CodedExposure) -> float:
    logged = log_ratio * coded.step
    if abs(logged) >= math.log(BOUND):
        return BOUND if logged > 0 else 1 / BOUND
    return math.exp(logged)
