"""The episode rate that the model of one exposure expects along it, with the band of its interval.

See analysis/README.md, "Fitted curve".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.association import Association, Comparison
    from cramp_diary.analysis.inference.model_matrix import Floats

_CURVES_IN_BAND = 9


@dataclass(frozen=True, slots=True)
class FittedCurve:
    """Expected episodes a recorded day at some amounts of an exposure.

    Attributes
    ----------
    amounts
        In the unit of the exposure, ascending, shape (k,).
    per_day
        Of the rate ratio as it is estimated, shape (k,).
    low, high
        The least and the most of all ratios in the 95% interval, shape (k,).
    """

    amounts: Floats
    per_day: Floats
    low: Floats
    high: Floats


def fit_curve(compared: Comparison, association: Association, amounts: Floats) -> FittedCurve:
    """Return what the model expects at some amounts, everything else being as it was.

    With the log ratio of one coded unit fixed, and the nuisance columns fitted beside it, the model
    expects some episodes of each used day. The curve of a ratio is what it would expect on average
    had all of these days had the same amount, scaled so that in all it expects as many episodes as
    were recorded. The band holds the curves of all ratios in the interval. So it has the interval's
    ends as the steepest curves, and a level line fits in it where the interval holds 1.

    Parameters
    ----------
    association
        Of the comparison.
    amounts
        In the unit of the exposure, ascending, shape (k,).
    """
    coded = compared.coded.code(amounts)
    ratios = np.array([association.rate_ratio, association.low, association.high])
    farthest = compared.test.bound_search(np.inf)
    best, low, high = np.clip(np.log(ratios) / compared.coded.step, -farthest, farthest)
    curve = _expect(compared, best, coded)
    band = [curve, *(_expect(compared, b, coded) for b in np.linspace(low, high, _CURVES_IN_BAND))]
    return FittedCurve(amounts, curve, np.min(band, axis=0), np.max(band, axis=0))


def _expect(compared: Comparison, log_ratio: float, coded: Floats) -> Floats:
    test = compared.test
    means = test.fit_at(log_ratio).fit.means
    scale = float(test.y.sum() / means.sum())
    expected: Floats = (
        scale * (means * np.exp(-log_ratio * test.x)).mean() * np.exp(log_ratio * coded)
    )
    return expected
