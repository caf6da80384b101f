"""Poisson regression with Firth's penalty. See analysis/README.md, "Penalised fit"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.core.errors import CannotCompare

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.model_matrix import Floats, ModelMatrix

_MOST_NEWTON_STEPS = 500
_LONGEST_STEP = 2.0
_LAST_STEP = 1e-5
"""Steps shrink at least tenfold, so that what is left after so small a one is far smaller."""

_BOUNDLESS = 30.0


@dataclass(frozen=True, slots=True)
class FirthFit:
    """A fitted model.

    Attributes
    ----------
    coefficients
        Shape (r,), in the coordinates of the model matrix.
    means
        Shape (n,), in episodes a day.
    covariance
        The inverse of the Fisher information, shape (r, r).
    """

    coefficients: Floats
    means: Floats
    covariance: Floats


def firth_poisson(
    y: Floats, design: ModelMatrix, offset: Floats | None = None, start: Floats | None = None
) -> FirthFit:
    """Fit log E(y) = offset + design @ b, penalised by Jeffreys' prior (Firth 1993).

    Solves columns'(y - mu + h/2) = 0, h the hat values of the weighted columns, by Newton steps
    of at most 2 in any coefficient. Where the steps run away, as they can if an amount separates
    the episodes from all other days, the fit is given as far as they went.

    Parameters
    ----------
    y
        Episodes a day, shape (n,).
    design
        Model matrix of full rank, n days in r coordinates.
    offset
        Known part of the log rate, shape (n,); default 0.
    start
        Coefficients to begin at, shape (r,); default those of the constant rate.

    Raises
    ------
    CannotCompare
        If the steps neither settle nor run away.

    References
    ----------
    D. Firth, Bias reduction of maximum likelihood estimates, Biometrika 80 (1993) 27-38.

    Examples
    --------
    3 episodes on 20 exposed days against 0 on 40: the ratio is (3.5 / 20) / (0.5 / 40) = 14.

    >>> from cramp_diary.analysis.inference.model_matrix import ModelMatrix
    >>> exposed = np.repeat([1.0, 0.0], [20, 40])
    >>> y = np.zeros(60)
    >>> y[:3] = 1
    >>> fit = firth_poisson(y, ModelMatrix.plain(np.column_stack([np.ones(60), exposed])))
    >>> round(float(np.exp(fit.coefficients[1])), 6)
    14.0
    """
    known = np.zeros(len(y)) if offset is None else offset
    b = _start_at_constant_rate(y, design, known) if start is None else start
    for _ in range(_MOST_NEWTON_STEPS):
        mu = _bounded_exp(known + design.predict(b))
        covariance: Floats = np.linalg.inv(design.gram(mu)).astype(np.float64, copy=False)
        penalty = design.hat_values(mu, covariance) / 2
        step = covariance @ design.project(y - mu + penalty)
        longest = float(np.abs(step).max())
        b = b + step * min(1.0, _LONGEST_STEP / max(longest, _LAST_STEP))
        if longest < _LAST_STEP:
            break
    else:
        if not np.ptp(known + design.predict(b)) >= _BOUNDLESS:
            raise CannotCompare("the model of the episode rate does not settle")
    return FirthFit(b, _bounded_exp(known + design.predict(b)), covariance)


def _start_at_constant_rate(y: Floats, design: ModelMatrix, known: Floats) -> Floats:
    level = np.log(max(float(y.sum()), 0.5) / np.exp(known).sum())
    ones = np.ones(len(y))
    b = np.linalg.solve(design.gram(ones), design.project(level * ones))
    return b.astype(np.float64, copy=False)


def _bounded_exp(log_means: Floats) -> Floats:
    """Return exp without overflow, within e^-30..e^30."""
    means: Floats = np.exp(np.clip(log_means, -_BOUNDLESS, _BOUNDLESS))
    return means
