"""Simulates diaries with one known rate ratio, and compares them one at a time."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.inference.association import Association, associate
from cramp_diary.analysis.inference.findings import Finding, all_findings
from cramp_diary.core.errors import CannotCompare
from cramp_diary.core.model import Day
from tests.support.factories import a_period
from tests.support.simulated_diaries import ErrorRates, ar1_series, error_rates, missing_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.analysis.inference.model_matrix import Floats
    from cramp_diary.core.period import Period

START = date(2025, 9, 10)

EXPOSURE_MEMORY = 0.7
EPISODE_MEMORY = 0.6
EPISODE_SPREAD = 0.8
EXPOSED_SHARE = 0.4
EXPOSURE_CUT = 0.2533
"""The standard normal quantile that leaves 40% above it."""

MISSING = 0.2


def values(series: pd.Series[float]) -> Floats:
    """Return the values of a series, NaN where missing."""
    return np.asarray(series, dtype=np.float64)


def a_diary(
    rng: np.random.Generator, days: int, ratio: float = 1.0, a_day: float = 0.4
) -> tuple[pd.Series[float], pd.Series[float]]:
    """Return episodes and a 0/1 exposure that comes in streaks, with clustering and gaps.

    `a_day` is the mean number of episodes on a less-exposed day.
    """
    index = pd.date_range("2025-01-01", periods=days)
    exposure = (ar1_series(rng, (days,), EXPOSURE_MEMORY) > EXPOSURE_CUT).astype(float)
    cluster = EPISODE_SPREAD * ar1_series(rng, (days,), EPISODE_MEMORY) - EPISODE_SPREAD**2 / 2
    episodes = rng.poisson(a_day * np.exp(cluster) * ratio**exposure).astype(float)
    (missing,) = missing_days(rng, (1, days), MISSING)
    episodes[missing] = exposure[missing] = np.nan
    return pd.Series(episodes, index), pd.Series(exposure, index)


def comparisons(seed: int, diaries: int, days: int, ratio: float) -> Iterator[Association]:
    """Compare simulated diaries, leaving out those that cannot be."""
    rng = np.random.default_rng(seed)
    for _ in range(diaries):
        episodes, exposure = a_diary(rng, days, ratio)
        try:
            yield associate(episodes, exposure)
        except CannotCompare:
            continue


def outcome(seed: int, diaries: int, days: int, ratio: float = 1.0) -> ErrorRates:
    """Count how often simulated diaries reject no association, and cover the true ratio."""
    return error_rates(diaries, list(comparisons(seed, diaries, days, ratio)), ratio)


def standard_error(share: float, count: int) -> float:
    """Return the Monte-Carlo standard error of a share."""
    return math.sqrt(share * (1 - share) / count)


def a_diary_of(
    days: int, *, sitting_ratio: float = 1.0, seed: int = 1, a_day: float = 0.3
) -> Period:
    """Return a diary with sitting, water and nerve symptoms on every day, linked by sitting alone.

    `sitting_ratio` is the rate ratio of sitting 10 hours against 6, each on half of the days.
    """
    rng = np.random.default_rng(seed)
    long = rng.random(days) < 0.5
    period = a_period(START, [int(n) for n in rng.poisson(a_day * sitting_ratio**long)])
    silent = {day.diary_day for day in period.days}
    said = tuple(
        Day(
            diary_day=day,
            no_cramps=day in silent,
            sitting_hours=float(np.round((10 if sat else 6) + rng.normal(), 1)),
            water_ml=float(rng.integers(10, 30) * 100),
            nerve_symptoms=bool(rng.random() < 0.4),
        )
        for day, sat in zip((START + timedelta(n) for n in range(days)), long, strict=True)
    )
    return replace(period, days=said)


def by_exposure(period: Period) -> dict[str, Finding]:
    return {f.risk_factor.exposure: f for f in all_findings(period).factors}
