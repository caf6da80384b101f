"""The association of one exposure with the episodes: rate ratio, 95% interval and p-value.

A Firth-penalised Poisson model of the episodes on the exposure, slow drift and yesterday's cramps;
a score test whose variance is what circular shifts of the exposure calendar and the days themselves
show; and the interval that inverts this test. See analysis/README.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.inference.circular_shifts import (
    estimate_inflation,
    shifted_scores,
    unshifted_score,
)
from cramp_diary.analysis.inference.coding import (
    CodedExposure,
    Contrast,
    code_exposure,
    count_spells,
)
from cramp_diary.analysis.inference.nuisance import nuisance_columns, only_constant
from cramp_diary.analysis.inference.score_test import ScoreTest, t_quantile
from cramp_diary.core.errors import CannotCompare
from cramp_diary.core.vocabulary import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats

BOUND = 1000.0
"""Ratios beyond this, or below its inverse, are given as this: no limit."""

DEGREES_A_SPELL = 2.5
"""Degrees of freedom of t for each separate spell of exposure: days of one spell are alike."""

FEWEST_DEGREES = 3


@dataclass(frozen=True, slots=True)
class Association:
    """The association of one exposure with the episodes.

    Attributes
    ----------
    rate_ratio, low, high
        Episode rate on more-exposed days over that on less-exposed days, with its 95% interval;
        within 1/1000..1000, the ends meaning no limit.
    p_value
        Two-sided; below .05 exactly when the interval excludes 1.
    inflation
        Variance of the score of no association over that of a Poisson model; below 1 where the
        days vary less, as nights of at most one cramp do.
    degrees_of_freedom
        Of the t distribution behind p and interval: at most 2.5 for each separate spell of
        exposure.
    days, episodes
        The days on which both were recorded, and the episodes on them.
    exposed_days, exposed_episodes
        Those of them on the more-exposed side (amounts: beyond the median).
    contrast
        The two levels of the exposure that the ratio compares.
    shifted_calendars, as_far
        The circular shifts of the exposure calendar that were tried, and how many of them go
        together with the cramps at least as strongly as the calendar itself.
    """

    rate_ratio: float
    low: float
    high: float
    p_value: float
    inflation: float
    degrees_of_freedom: float
    days: int
    episodes: int
    exposed_days: int
    exposed_episodes: int
    contrast: Contrast
    shifted_calendars: int = 0
    as_far: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One exposure and the episodes, with all that a test needs.

    Attributes
    ----------
    test, coded
        The fitted null model, and the exposure as it enters it.
    streaks
        Variance that streaks give the score, over that of a Poisson model.
    degrees_of_freedom, shifted_calendars, as_far
        As in `Association`.
    """

    test: ScoreTest
    coded: CodedExposure
    streaks: float
    degrees_of_freedom: float
    shifted_calendars: int
    as_far: int

    @property
    def p_value(self) -> float:
        """Two-sided p-value of no association."""
        return self.test.p_value(self.streaks, self.degrees_of_freedom)

    @property
    def score(self) -> float:
        """Score of no association in standard deviations, the inflation taken into account."""
        return self.test.null.statistic(self.streaks)

    @property
    def inflation(self) -> float:
        """Variance of the score of no association over that of a Poisson model."""
        return self.test.null.inflation(self.streaks)

    def covers(self, rate_ratio: float) -> bool:
        """Tell whether the 95% interval holds a ratio: the test does not reject it."""
        statistic = self.test.fit_at(math.log(rate_ratio) / self.coded.step).statistic(self.streaks)
        return abs(statistic) <= t_quantile(self.degrees_of_freedom)

    def association(self) -> Association:
        """Estimate the ratio and its interval, and return them with the counts."""
        y, exposed = self.test.y, self.coded.exposed
        farthest = math.log(BOUND) / self.coded.step
        low, high = self.test.interval(self.streaks, self.degrees_of_freedom, farthest)
        estimate = self.test.estimate()
        # The penalty draws the estimate to 1; where hardly a night differs from the others, past
        # the end of an interval that is very narrow, or one-sided.
        low, high = min(low, estimate), max(high, estimate)
        return Association(
            rate_ratio=_bound_ratio(estimate, self.coded),
            low=_bound_ratio(low, self.coded),
            high=_bound_ratio(high, self.coded),
            p_value=self.p_value,
            inflation=self.inflation,
            degrees_of_freedom=self.degrees_of_freedom,
            days=len(y),
            episodes=int(y.sum()),
            exposed_days=int(exposed.sum()),
            exposed_episodes=int(y[exposed].sum()),
            contrast=self.coded.contrast,
            shifted_calendars=self.shifted_calendars,
            as_far=self.as_far,
        )


def all_recorded(*columns: Floats) -> NDArray[np.bool_]:
    """Return a mask of the days, shape (T,), on which every column, shape (T,), is recorded."""
    used = ~np.isnan(columns[0])
    for column in columns[1:]:
        used &= ~np.isnan(column)
    return used


def prepare_comparison(
    episodes: Floats,
    exposure: Floats,
    more_exposed: Direction,
    *,
    adjust: bool = True,
    beside: Sequence[Floats] = (),
) -> Comparison:
    """Code the exposure, fit the null model and estimate the variance; as `associate`.

    Parameters
    ----------
    episodes, exposure
        On every day of the calendar, shape (T,), NaN = not recorded.
    more_exposed
        Which way along the exposure is more exposed.
    adjust
        As in `associate`.
    beside
        Coded exposures, each of shape (T,), that are in the model, too.

    Raises
    ------
    CannotCompare
        If no episode was recorded, the exposure does not vary, or there are too few days.
    """
    used = all_recorded(episodes, exposure, *beside)
    y = episodes[used]
    if not y.sum():
        raise CannotCompare("no episode falls on a day on which the exposure was recorded")
    coded = code_exposure(exposure[used], more_exposed)
    others = np.column_stack([np.empty((len(y), 0)), *(x[used] for x in beside)])
    nuisance = nuisance_columns(episodes, used, others) if adjust else only_constant(len(y))
    test = ScoreTest.of(y, coded.column, nuisance)
    residuals, shifted = np.full((2, len(used)), np.nan)
    residuals[used], shifted[used] = y - test.null.fit.means, test.x
    scores, own = shifted_scores(residuals, shifted), unshifted_score(residuals, shifted)
    spells = DEGREES_A_SPELL * count_spells(coded.exposed)
    return Comparison(
        test,
        coded,
        estimate_inflation(scores, float(y.mean()) * test.spare_days / len(y)),
        max(FEWEST_DEGREES, min(test.spare_days, spells)),
        shifted_calendars=len(scores),
        as_far=int((np.abs(scores) >= abs(own)).sum()),
    )


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

    Notes
    -----
    See analysis/README.md, from "Nuisance columns" to "p, and interval by inversion".

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
    y, x = (
        np.asarray(series.reindex(calendar), dtype=np.float64) for series in (episodes, exposure)
    )
    return prepare_comparison(y, x, Direction(more_exposed), adjust=adjust).association()


def _bound_ratio(log_ratio: float, coded: CodedExposure) -> float:
    logged = log_ratio * coded.step
    if abs(logged) >= math.log(BOUND):
        return BOUND if logged > 0 else 1 / BOUND
    return math.exp(logged)
