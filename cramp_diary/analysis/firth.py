"""Poisson regression with Firth's penalty, which stays finite where no episode was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.errors import CannotCompare

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MOST_STEPS = 500
_LONGEST_STEP = 2.0
_CONVERGED = 1e-9
_BOUNDLESS = 30.0


@dataclass(frozen=True, slots=True)
class FirthFit:
    """A fitted model: `coefficients`, shape (p,), and `means`, shape (n,), in episodes a day."""

    coefficients: Floats
    means: Floats


def firth_poisson(y: Floats, columns: Floats, offset: Floats | None = None) -> FirthFit:
    """Fit log E(y) = offset + columns @ b, penalised by Jeffreys' prior (Firth 1993).

    Solves columns'(y - mu + h/2) = 0, h the hat values of the weighted columns, by Newton steps
    of at most 2 in any coefficient. Where the steps run away, as they can if an amount separates
    the episodes from all other days, the fit is given as far as they went.

    Parameters
    ----------
    y
        Episodes a day, shape (n,).
    columns
        Full-rank model matrix, shape (n, p).
    offset
        Known part of the log rate, shape (n,); default 0.

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

    >>> exposed = np.repeat([1.0, 0.0], [20, 40])
    >>> y = np.zeros(60)
    >>> y[:3] = 1
    >>> fit = firth_poisson(y, np.column_stack([np.ones(60), exposed]))
    >>> round(float(np.exp(fit.coefficients[1])), 6)
    14.0
    """
    known = np.zeros(len(y)) if offset is None else offset
    level = np.log(max(float(y.sum()), 0.5) / np.exp(known).sum())
    b = np.linalg.lstsq(columns, np.full(len(y), level), rcond=None)[0]
    for _ in range(_MOST_STEPS):
        mu = _means(known + columns @ b)
        root = np.sqrt(mu)
        q, r = np.linalg.qr(columns * root[:, None])
        hat = np.einsum("ij,ij->i", q, q)
        step = np.linalg.solve(r, q.T @ ((y - mu + hat / 2) / root))
        longest = float(np.abs(step).max())
        b = b + step * min(1.0, _LONGEST_STEP / max(longest, _CONVERGED))
        if longest < _CONVERGED:
            break
    else:
        if not np.ptp(known + columns @ b) >= _BOUNDLESS:
            raise CannotCompare("the model of the episode rate does not settle")
    return FirthFit(b, _means(known + columns @ b))


def _means(log_means: Floats) -> Floats:
    """Undo the logarithm without overflow; means beyond e^-30..e^30 tell no more."""
    means: Floats = np.exp(np.clip(log_means, -_BOUNDLESS, _BOUNDLESS))
    return means
