"""The score of one exposure at a supposed log ratio, and the interval that inverts its test."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtr, stdtrit

from cramp_diary.analysis.firth import FirthFit, firth_poisson
from cramp_diary.errors import CannotCompare

if TYPE_CHECKING:
    from collections.abc import Callable

    from cramp_diary.analysis.firth import Floats

_CONFIDENCE = 0.95
_MOST_STEPS = 60
_PRECISION = 1e-6
_NEGLIGIBLE = 1e-9
_FARTHEST = 30.0


@dataclass(frozen=True, slots=True)
class ScoreTest:
    """Test log ratios of the episodes `y` on the coded exposure `x`, given the columns `basis`.

    Shapes (n,), (n,) and (n, m). Scores are in standard deviations of a Poisson model.
    """

    y: Floats
    x: Floats
    basis: Floats

    @property
    def degrees_of_freedom(self) -> int:
        """Days less columns less 1."""
        return len(self.y) - int(self.basis.shape[1]) - 1

    def check(self) -> None:
        """Make sure that there are days to spare and that `x` adds something to the basis.

        Raises
        ------
        CannotCompare
            If not.
        """
        if self.degrees_of_freedom < 1:
            raise CannotCompare("there are too few of them for the length of the diary")
        centred = self.x - self.x.mean()
        rest = centred - self.basis @ np.linalg.lstsq(self.basis, centred, rcond=None)[0]
        if rest @ rest <= _NEGLIGIBLE * (centred @ centred):
            raise CannotCompare("the exposure follows the calendar or yesterday's cramps exactly")

    def fit(self, log_ratio: float = 0.0) -> FirthFit:
        """Fit the basis alone, the effect of one unit of `x` being held at `log_ratio`."""
        return firth_poisson(self.y, self.basis, log_ratio * self.x)

    def estimate(self) -> float:
        """Return the log ratio of one unit of `x`, Firth-penalised."""
        columns = np.column_stack([self.basis, self.x])
        return float(firth_poisson(self.y, columns).coefficients[-1])

    def score(self, log_ratio: float = 0.0) -> float:
        """Return sum x~ (y - mu) / sqrt(sum mu x~^2), x~ = x less its mu-weighted projection."""
        mu = self.fit(log_ratio).means
        root = np.sqrt(mu)
        q, _ = np.linalg.qr(self.basis * root[:, None])
        rest = (self.x - np.average(self.x, weights=mu)) * root
        for _ in range(2):  # the second time takes off what rounding left of the first
            rest = rest - q @ (q.T @ rest)
        return float(rest @ ((self.y - mu) / root)) / math.sqrt(float(rest @ rest))

    def p_value(self, inflation: float) -> float:
        """Return the two-sided p of no association, the variance widened by `inflation`."""
        statistic = abs(self.score()) / math.sqrt(inflation)
        return float(2 * stdtr(self.degrees_of_freedom, -statistic))

    def interval(self, inflation: float, farthest: float) -> tuple[float, float]:
        """Return the log ratios that the same test does not reject.

        The search ends at +-`farthest`, or where rates would differ e^30-fold between days; an
        end that lies beyond is infinite.
        """
        farthest = min(farthest, _FARTHEST / float(np.ptp(self.x)))
        t = float(stdtrit(self.degrees_of_freedom, (1 + _CONFIDENCE) / 2))
        reach = t * math.sqrt(inflation)
        low = _root(lambda b: self.score(b) - reach, farthest)
        high = _root(lambda b: self.score(b) + reach, farthest)
        return low, high


def _root(falling: Callable[[float], float], farthest: float) -> float:
    """Find the zero of a falling function; infinite where it lies beyond +-`farthest`.

    Starts from 0 and walks outwards, then false position with the Illinois correction.
    """
    here, there = 0.0, 0.0
    at_here = at_there = falling(0.0)
    sign = math.copysign(1.0, at_here)
    while at_there * sign > 0:
        if abs(there) >= farthest:
            return sign * math.inf
        here, at_here = there, at_there
        there = sign * min(farthest, 2 * abs(there) + 0.25)
        at_there = falling(there)
    for _ in range(_MOST_STEPS):
        if abs(there - here) < _PRECISION:
            break
        middle = there - at_there * (there - here) / (at_there - at_here)
        at_middle = falling(middle)
        if at_middle * at_there < 0:
            here, at_here = there, at_there
        else:
            at_here /= 2
        if abs(middle - there) < _PRECISION:
            return middle
        there, at_there = middle, at_middle
    return there
