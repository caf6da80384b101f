"""`associate` against a fit of statsmodels, in one process: ``make bench``.

Each row is the median of ratios of runs in turn, with the quartiles.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from typing import TYPE_CHECKING

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the command does

import numpy as np
import pandas as pd
import statsmodels.api as sm

from cramp_diary.analysis.inference.association import associate
from cramp_diary.analysis.inference.nuisance import cosine_count, cosines, yesterday
from tests.support.simulated_diaries import Process, draw

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR, TEN_YEARS = 365, 3650
ROUNDS = 15
LIMITS = (8.0, 12.0)


def a_diary(days: int) -> tuple[pd.Series[float], pd.Series[float]]:
    """Return episodes and a 0/1 exposure of one invented diary."""
    y, x = draw(np.random.default_rng(1), Process(days=days, ratio=2.0, rate=0.35), 1)
    index = pd.date_range("2016-01-01", periods=days)
    return pd.Series(y[0], index), pd.Series(x[0], index)


def glm_fit(episodes: pd.Series[float], exposure: pd.Series[float]) -> Callable[[], object]:
    """Return one fit of statsmodels' Poisson GLM of the same columns."""
    y = np.asarray(episodes, dtype=np.float64)
    count = 1 + cosine_count(len(y))
    columns = np.column_stack([cosines(len(y))[:, :count], yesterday(y), exposure.to_numpy()])
    used = ~np.isnan(y)
    return lambda: sm.GLM(y[used], columns[used], family=sm.families.Poisson()).fit()


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Print the two ratios, and fail if one is beyond its limit."""
    year, ten = a_diary(YEAR), a_diary(TEN_YEARS)
    fit = glm_fit(*year)

    def a_year() -> object:
        return associate(*year)

    pairs: tuple[tuple[str, str, Callable[[], object], Callable[[], object]], ...] = (
        ("associate, 365 days", "a Poisson GLM fit", lambda: associate(*year), fit),
        (
            "associate, 3650 days",
            "the same, 365",
            lambda: associate(*ten),
            lambda: associate(*year),
        ),
    )
    beyond = False
    for (name, against, work, other), limit in zip(pairs, LIMITS, strict=True):
        seconds(work), seconds(other)
        ratios = [seconds(work) / seconds(other) for _ in range(ROUNDS)]
        low, middle, high = statistics.quantiles(ratios, n=4)
        print(f"{name:28} {against:24} {middle:7.2f} {low:6.2f}-{high:.2f} {limit:6.2f}")
        beyond = beyond or middle > limit
    sys.exit(beyond)


if __name__ == "__main__":
    main()
