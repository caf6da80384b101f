"""Usual methods on the same diary, each as the p-value of episodes against a 0/1 exposure.

For comparison in tests; the package uses none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STRATUM_DAYS = 28
SHUFFLES = 199


def exact_ratio(y: Floats, x: Floats) -> float:
    """Test the ratio of two Poisson rates exactly, given their sum."""
    exposed = x == 1
    share = float(exposed.mean())
    return float(stats.binomtest(int(y[exposed].sum()), int(y.sum()), share).pvalue)


def plain_poisson(y: Floats, x: Floats) -> float:
    """Test the coefficient of a Poisson regression on the exposure alone (Wald)."""
    exposed = x == 1
    a, b = y[exposed].sum(), y[~exposed].sum()
    if not a or not b:
        return 1.0
    z = np.log((a / exposed.sum()) / (b / (~exposed).sum())) / np.sqrt(1 / a + 1 / b)
    return float(2 * stats.norm.sf(abs(z)))


def shuffling(y: Floats, x: Floats) -> float:
    """Permute the exposure over the days."""
    rng = np.random.default_rng(int(1000 * y.sum()) + len(y))
    centred = y - y.mean()
    shuffled = rng.permuted(np.tile(x, (SHUFFLES, 1)), axis=1) @ centred
    beyond = np.abs(shuffled) >= abs(x @ centred) - 1e-9
    return float((1 + beyond.sum()) / (1 + SHUFFLES))


def chi_square(y: Floats, x: Floats) -> float:
    """Test a table of cramp days by exposed days."""
    table = [[int((((y > 0) == c) & (x == e)).sum()) for e in (0, 1)] for c in (False, True)]
    if min(map(sum, table)) == 0 or 0 in np.sum(table, axis=0):
        return 1.0
    return float(stats.chi2_contingency(table, correction=False).pvalue)


def case_crossover(y: Floats, x: Floats, day: NDArray[np.int_]) -> float:
    """Compare the days of each episode with the others of the same 28 (time-stratified)."""
    lead = spread = 0.0
    for stratum in np.unique(day // STRATUM_DAYS):
        inside = day // STRATUM_DAYS == stratum
        share, count = float(x[inside].mean()), float(y[inside].sum())
        lead += float(y[inside] @ x[inside]) - count * share
        spread += count * share * (1 - share)
    return float(2 * stats.norm.sf(abs(lead) / np.sqrt(spread))) if spread else 1.0


def all_p_values(episodes: Floats, exposure: Floats) -> dict[str, float]:
    """Return the p-value of each method on the days on which both are recorded."""
    used = ~np.isnan(episodes) & ~np.isnan(exposure)
    y, x = episodes[used], exposure[used]
    plain: dict[str, Callable[[Floats, Floats], float]] = {
        "exact ratio": exact_ratio,
        "plain Poisson": plain_poisson,
        "shuffling": shuffling,
        "chi-square": chi_square,
    }
    found = {name: method(y, x) for name, method in plain.items()}
    return found | {"28-day case-crossover": case_crossover(y, x, np.flatnonzero(used))}
