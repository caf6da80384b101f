"""The score test of one exposure, and the interval that inverts it.

See analysis/README.md, "Score test" and "p, and interval by inversion".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtr, stdtrit

from cramp_diary.analysis.inference.firth import FirthFit, firth_poisson
from cramp_diary.core.errors import CannotCompare

if TYPE_CHECKING:
    from collections.abc import Callable

    from cramp_diary.analysis.inference.model_matrix import Floats, ModelMatrix

_MOST_ROOT_STEPS = 60
_PRECISION = 1e-6
_NEARLY_ZERO = 1e-3
_LEAST_UNEXPLAINED_SHARE = 1e-9
"""Of the variation of an exposure; with less, the nuisance columns explain it whole."""

_FARTHEST = 30.0


@dataclass(frozen=True, slots=True)
class ConstrainedFit:
    """The nuisance columns fitted with the log ratio of one unit of `x` fixed at a value.

    Attributes
    ----------
    log_ratio
        The fixed value.
    fit
        Of the nuisance columns.
    path
        Derivative of the coefficients of `fit` by the log ratio, shape (r,).
    score
        In standard deviations of a Poisson model with as many episodes as were observed.
    information
        Inverse variance of the log ratio in that model.
    shown_variance
        Of the score, as the days themselves show it, over that of the Poisson model.
    """

    log_ratio: float
    fit: FirthFit
    path: Floats
    score: float
    information: float
    shown_variance: float

    def inflation(self, streaks: float) -> float:
        """Return the variance of the score, over that of the Poisson model, to reckon with.

        That which streaks give it, and no less than what the days show or Poisson has: nights of
        at most one cramp vary less than Poisson.
        """
        return max(streaks, min(1.0, self.shown_variance))

    def statistic(self, streaks: float) -> float:
        """Return the score in standard deviations, its variance being `inflation`."""
        return self.score / math.sqrt(self.inflation(streaks))


@dataclass(frozen=True, slots=True)
class ScoreTest:
    """Test log ratios of the episodes on a coded exposure, given the nuisance columns.

    Attributes
    ----------
    y, x
        Episodes and coded exposure, shape (n,).
    nuisance
        Model matrix of n days.
    null
        The fit without association.
    """

    y: Floats
    x: Floats
    nuisance: ModelMatrix
    null: ConstrainedFit

    @classmethod
    def of(cls, y: Floats, x: Floats, nuisance: ModelMatrix) -> ScoreTest:
        """Fit the model without association.

        Raises
        ------
        CannotCompare
            If there are no more days than columns, or `x` is a combination of nuisance columns.
        """
        if len(y) - nuisance.rank - 1 < 1:
            raise CannotCompare("there are too few of them for the length of the diary")
        if not _adds_information(x, nuisance):
            raise CannotCompare("the exposure follows the calendar or yesterday's cramps exactly")
        return cls(y, x, nuisance, _fit_nuisance(y, x, nuisance, 0.0, None))

    @property
    def spare_days(self) -> int:
        """Days minus nuisance columns minus 1."""
        return len(self.y) - self.nuisance.rank - 1

    def fit_at(self, log_ratio: float, near: ConstrainedFit | None = None) -> ConstrainedFit:
        """Fit the nuisance columns with the log ratio fixed, starting from a fit near it."""
        return _fit_nuisance(self.y, self.x, self.nuisance, log_ratio, near or self.null)

    def estimate(self) -> float:
        """Return the log ratio of one unit of `x`, Firth-penalised."""
        # One step of the score from the null is most of the way.
        step = self.null.score / math.sqrt(self.null.information)
        step = math.copysign(min(abs(step), 1.0), step)
        start = np.append(self.null.fit.coefficients + step * self.null.path, step)
        design = self.nuisance.with_columns(self.x[:, None])
        return float(firth_poisson(self.y, design, start=start).coefficients[-1])

    def score(self, log_ratio: float = 0.0) -> float:
        """Return sum x~ (y - mu) / sqrt(sum mu x~^2 sum y / sum mu).

        x~ is x minus its mu-weighted projection. Firth's means add up to half an episode a column
        more than were observed; the last factor makes up for that.
        """
        return self.fit_at(log_ratio).score

    def p_value(self, streaks: float, degrees: float) -> float:
        """Return the two-sided p of no association.

        Parameters
        ----------
        streaks
            Variance of the score that streaks give it, over that of a Poisson model.
        degrees
            Degrees of freedom of Student's t.
        """
        return two_sided_p(self.null.statistic(streaks), degrees)

    def interval(self, streaks: float, degrees: float, farthest: float) -> tuple[float, float]:
        """Return the log ratios that the same test does not reject, each at its own inflation.

        The search ends at +-`farthest`, or where rates would differ e^30-fold between days; an
        end that lies beyond is infinite.
        """
        farthest = self.bound_search(farthest)
        reach = t_quantile(degrees)
        low, high = (self._crossing(level, streaks, farthest) for level in (reach, -reach))
        return low, high

    def bound_search(self, farthest: float) -> float:
        """Return a log ratio, or the one beyond which rates would differ e^30-fold, if smaller."""
        return min(farthest, _FARTHEST / float(np.ptp(self.x)))

    def _crossing(self, level: float, streaks: float, farthest: float) -> float:
        latest = self.null

        def beyond(fit: ConstrainedFit) -> float:
            return fit.score - level * math.sqrt(fit.inflation(streaks))

        def beyond_at(log_ratio: float) -> float:
            nonlocal latest
            latest = self.fit_at(log_ratio, latest)
            return beyond(latest)

        at_null = beyond(self.null)
        guess = abs(at_null) / math.sqrt(self.null.information)
        return _find_root(beyond_at, at_null, min(guess, farthest / 2), farthest)


def t_quantile(degrees: float) -> float:
    """Return how many standard errors a two-sided 95% interval reaches on either side."""
    return float(stdtrit(degrees, 0.975))


def two_sided_p(t: float, degrees: float) -> float:
    """Return the two-sided p-value of a t statistic."""
    return float(2 * stdtr(degrees, -abs(t)))


def _adds_information(x: Floats, nuisance: ModelMatrix) -> bool:
    centred = x - x.mean()
    along = nuisance.project(centred)
    explained = along @ np.linalg.solve(nuisance.gram(np.ones(len(x))), along)
    return bool(centred @ centred - explained > _LEAST_UNEXPLAINED_SHARE * (centred @ centred))


def _fit_nuisance(
    y: Floats, x: Floats, nuisance: ModelMatrix, log_ratio: float, near: ConstrainedFit | None
) -> ConstrainedFit:
    start = None
    if near is not None:
        start = near.fit.coefficients + (log_ratio - near.log_ratio) * near.path
    fit = firth_poisson(y, nuisance, log_ratio * x, start)
    mu = fit.means
    centred = x - np.average(x, weights=mu)
    slope = fit.covariance @ nuisance.project(mu * centred)
    rest = centred - nuisance.predict(slope)
    # The penalty adds half an episode a column; the information is that of the observed episodes.
    information = float(mu @ rest**2) * float(y.sum() / mu.sum())
    residuals = y - mu
    shown = len(y) / (len(y) - nuisance.rank - 1) * float(residuals**2 @ rest**2)
    return ConstrainedFit(
        log_ratio=log_ratio,
        fit=fit,
        path=-fit.covariance @ nuisance.project(mu * x),
        score=float(rest @ residuals) / math.sqrt(information),
        information=information,
        shown_variance=shown / information,
    )


def _find_root(
    falling: Callable[[float], float], at_zero: float, step: float, farthest: float
) -> float:
    """Find the zero of a falling function; infinite where it lies beyond +-`farthest`.

    Walks outwards from 0, the first step being `step`, then false position with the Illinois
    correction. Near the zero the function is so straight that the last step is not evaluated.
    """
    here, there = 0.0, 0.0
    at_here = at_there = at_zero
    sign = math.copysign(1.0, at_zero)
    while at_there * sign > 0:
        if abs(there) >= farthest:
            return sign * math.inf
        here, at_here = there, at_there
        there = sign * min(farthest, max(2 * abs(there), step, _PRECISION))
        at_there = falling(there)
    slope = (at_there - at_here) / (there - here) if there != here else -1.0
    for _ in range(_MOST_ROOT_STEPS):
        if abs(there - here) < _PRECISION or abs(at_there) < _NEARLY_ZERO:
            break
        middle = there - at_there * (there - here) / (at_there - at_here)
        at_middle = falling(middle)
        slope = (at_middle - at_there) / (middle - there)
        if at_middle * at_there < 0:
            here, at_here = there, at_there
        else:
            at_here /= 2
        there, at_there = middle, at_middle
    inside = sorted((here, there))
    return min(max(there - at_there / slope, inside[0]), inside[1])
