"""The models of statsmodels that fit counts of days, each returning the p-value of an exposure.

They are what a person who knows statistics would take. The package uses none of them.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import statsmodels.api as sm

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WEEK = 7


def glm(y: Floats, columns: Floats, _: NDArray[np.int_]) -> float:
    """Test the exposure in a Poisson GLM (Wald)."""
    return float(sm.GLM(y, columns, family=sm.families.Poisson()).fit().pvalues[1])


def gee(y: Floats, columns: Floats, week: NDArray[np.int_]) -> float:
    """Test the exposure in a Poisson GEE with weeks as exchangeable groups, robust errors."""
    model = sm.GEE(
        y,
        columns,
        groups=week,
        family=sm.families.Poisson(),
        cov_struct=sm.cov_struct.Exchangeable(),
    )
    return float(model.fit().pvalues[1])


def negative_binomial(y: Floats, columns: Floats, _: NDArray[np.int_]) -> float:
    """Test the exposure in a negative binomial regression (Wald)."""
    return float(sm.NegativeBinomial(y, columns).fit(disp=0, maxiter=200).pvalues[1])


METHODS: dict[str, Callable[[Floats, Floats, NDArray[np.int_]], float]] = {
    "GLM": glm,
    "GEE, weeks": gee,
    "negative binomial": negative_binomial,
}


def all_p_values(episodes: Floats, exposure: Floats) -> dict[str, float]:
    """Return the p-value of each model on the days on which both are recorded.

    A model without a standard error has none: the negative binomial on nights of at most one
    cramp, which vary less than it can.
    """
    used = ~np.isnan(episodes) & ~np.isnan(exposure)
    columns = np.column_stack([np.ones(used.sum()), exposure[used]])
    week = np.flatnonzero(used) // WEEK
    found = {}
    for name, method in METHODS.items():
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                found[name] = method(episodes[used], columns, week)
            except np.linalg.LinAlgError:
                continue
    return {name: p for name, p in found.items() if not np.isnan(p)}
