"""Inflation of the score's variance, estimated from circular shifts of the exposure calendar.

See analysis/README.md, "Inflation from circular shifts and from the days".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.model_matrix import Floats

FEWEST_OVERLAPPING_DAYS = 11
FEWEST_SHIFTS = 20
LEAST_INFLATION = 1.5
"""Assumed at least, where there are too few shifts to estimate it."""

_LEAST_SPREAD_SHARE = 1e-9
"""Of the greatest sum of squares of a shift; with less, the exposure does not vary on it."""


def shifted_scores(residuals: Floats, exposure: Floats) -> Floats:
    """Return the score of the residuals on every circular shift of the exposure calendar.

    Shift k moves the exposure by k days with its gaps; over the n days where both are known,
    s_k = (Srx - Sr Sx / n) / sqrt(Sxx - Sx^2 / n). All shifts at once by FFT.

    Parameters
    ----------
    residuals, exposure
        Shape (T,) on the same calendar; NaN is unknown.

    Returns
    -------
    Floats
        The scores of shifts 1..T-1 that leave more than 10 days and a varying exposure.
    """
    known = (~np.isnan(residuals)).astype(float)
    recorded = (~np.isnan(exposure)).astype(float)
    r = np.nan_to_num(residuals)
    # Centred, so that the sums of squares below do not cancel.
    x = np.nan_to_num(exposure - np.nansum(exposure) / max(recorded.sum(), 1.0))
    left = np.conj(np.fft.rfft([known, r]))
    right = np.fft.rfft([recorded, x, x**2])
    sums = np.fft.irfft(left[:, None, :] * right[None, :, :], n=len(r))[..., 1:]
    (n, sum_x, sum_xx), (sum_r, sum_rx, _) = sums
    n = np.round(n)
    enough = n >= FEWEST_OVERLAPPING_DAYS
    n = np.where(enough, n, 1.0)
    spread = sum_xx - sum_x**2 / n
    varies = enough & (spread > _LEAST_SPREAD_SHARE * sum_xx.max())
    scores = (sum_rx - sum_r * sum_x / n)[varies] / np.sqrt(spread[varies])
    return np.asarray(scores, dtype=float)


def unshifted_score(residuals: Floats, exposure: Floats) -> float:
    """Return the same score on the calendar as it is, on the days where both are known."""
    known = ~np.isnan(residuals) & ~np.isnan(exposure)
    centred = exposure[known] - exposure[known].mean()
    return float(residuals[known] @ centred) / float(np.sqrt(centred @ centred))


def estimate_inflation(scores: Floats, variance: float) -> float:
    """Return the variance that streaks give the score, over that of a Poisson model.

    The mean square of the shifted scores over the variance that Poisson residuals would have:
    above 1 where both episodes and exposure come in streaks, or where episodes cluster; below 1
    where no night has more than one. At least 1.5 where fewer than 20 shifts can be used, as when
    few days of a long diary are recorded: no inflation seen is then no sign that there is none.

    Parameters
    ----------
    scores
        As from `shifted_scores`.
    variance
        Mean episodes a day, less the share that the fit has taken out of the residuals.
    """
    shown = float(np.mean(scores**2)) / variance if len(scores) else 0.0
    return shown if len(scores) >= FEWEST_SHIFTS else max(shown, LEAST_INFLATION)
