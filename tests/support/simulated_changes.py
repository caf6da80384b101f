"""Simulates diaries in which the last weeks differ from those before by a known amount."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.inference.before_after import rate_change, severity_change
from tests.support.simulated_diaries import ErrorRates, Process, ar1_series, draw, error_rates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.analysis.inference.model_matrix import Floats

LEVEL, SPREAD = 5.0, 2.0
SEVERITY_MEMORY, REMEMBERED = 0.6, 0.5
"""Half of the variance of a severity is an AR(.6) of the days, the other half of the day's own."""


def _diaries(seed: int, process: Process, count: int, days: int, ratio: float) -> Floats:
    """Draw episodes; the rate of the last 28 days is `ratio` times that of the days before."""
    rng = np.random.default_rng(seed)
    steady = replace(process, days=days + 8, drift=0.0, rate=process.rate * max(ratio, 1.0))
    episodes = draw(rng, steady, count)[0][:, -days:]
    before = episodes[:, :-28]
    known = ~np.isnan(before)
    # Thinning keeps the streaks and makes the ratio of the means exactly what is asked.
    before[known] = rng.binomial(before[known].astype(int), 1 / ratio)
    return episodes


def rate_changes(
    seed: int, process: Process, count: int, days: int = 112, ratio: float = 1.0
) -> ErrorRates:
    """Judge the last 28 days of simulated diaries against the days before."""
    fewest = (28, 14) if days > 56 else (14, 14)
    diaries = _diaries(seed, process, count, days, ratio)
    changes = (rate_change(y, 28, fewest).ratio for y in diaries)
    found = [change for change in changes if change is not None]
    return error_rates(count, found, ratio)


def severity_changes(seed: int, process: Process, count: int, rise: float = 0.0) -> ErrorRates:
    """Judge the severities of the last 28 of 112 days; their mean is up by `rise`."""
    rng = np.random.default_rng(seed + 1)
    episodes = _diaries(seed, process, count, 112, 1.0)
    changes = (severity_change(row, 28).difference for row in _severities(rng, episodes, rise))
    found = [change for change in changes if change is not None]
    return error_rates(count, found, rise)


def _severities(rng: np.random.Generator, episodes: Floats, rise: float) -> Iterator[Floats]:
    behind = np.sqrt(REMEMBERED) * ar1_series(rng, episodes.shape, SEVERITY_MEMORY)
    behind += np.sqrt(1 - REMEMBERED) * rng.standard_normal(episodes.shape)
    severities = LEVEL - rise / 2 + SPREAD * behind
    severities[:, -28:] += rise
    severities = np.clip(np.round(severities), 0, 10)
    severities[~(episodes > 0)] = np.nan
    yield from severities


def numbers(value: object) -> list[float]:
    """Return all floats of nested results, as from `asdict`."""
    if isinstance(value, dict):
        return [n for inner in value.values() for n in numbers(inner)]
    if isinstance(value, (list, tuple)):
        return [n for inner in value for n in numbers(inner)]
    return [value] if isinstance(value, float) else []
