"""Invented diaries whose truth is known: many at once, with the streaks of real ones."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CLUSTER_MEMORY = 0.6
"""Day-to-day correlation of what makes bad weeks."""

GAP_DAYS = 4
_DIARIES, _STEPS = 1000, 5
"""Enough to bring the mean rate of a process within a percent or two of what is asked."""

CO_DRIFT = 0.8
"""How far, in standard deviations, what lies behind the exposure drifts along with the rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """How diaries of one kind come about.

    Attributes
    ----------
    days
        Calendar days of a diary.
    ratio
        Rate ratio of the exposure, all else equal.
    rate
        Mean episodes a day, over all days.
    share, memory
        Share of exposed days, and the day-to-day correlation of the normal AR(1) behind them.
    clustering
        Standard deviation of the log-normal AR(.6) factor of the rate.
    after_cramp
        Factor of the rate on the day after a cramp day.
    drift, drift_shape
        The log rate goes from -drift to +drift, "linear" or as a "wave".
    co_drift
        Whether what lies behind the exposure drifts along, by 0.8 standard deviations.
    reaction
        By how many standard deviations a cramp day moves what lies behind tomorrow's exposure.
    missing
        Share of days not recorded, in runs of four days on average.
    missing_quiet
        Share of the days without cramps that are not recorded.
    """

    days: int = 120
    ratio: float = 1.0
    rate: float = 0.2
    share: float = 0.4
    memory: float = 0.7
    clustering: float = 0.5
    after_cramp: float = 2.0
    drift: float = 0.4
    drift_shape: str = "linear"
    co_drift: bool = False
    reaction: float = 0.0
    missing: float = 0.2
    missing_quiet: float = 0.0


def remembering(rng: np.random.Generator, shape: tuple[int, ...], memory: float) -> Floats:
    """Return stationary standard normal AR(1) series along the last axis."""
    values = rng.standard_normal(shape)
    fresh = math.sqrt(1 - memory**2)
    for t in range(1, shape[-1]):
        values[..., t] = memory * values[..., t - 1] + fresh * values[..., t]
    return values


def gaps(rng: np.random.Generator, shape: tuple[int, int], missing: float) -> NDArray[np.bool_]:
    """Return which days are missing, in runs of four days on average."""
    chance = rng.random(shape)
    begins = missing / (1 - missing) / GAP_DAYS
    gone = np.zeros(shape, dtype=bool)
    for t in range(1, shape[1]):
        gone[:, t] = np.where(gone[:, t - 1], chance[:, t] >= 1 / GAP_DAYS, chance[:, t] < begins)
    return gone


def draw(rng: np.random.Generator, process: Process, count: int) -> tuple[Floats, Floats]:
    """Draw diaries: episodes and exposure (0/1), each of shape (count, days), NaN = missing."""
    shape = (count, process.days)
    behind = remembering(rng, shape, process.memory)
    episodes, exposure = draw_episodes(rng, process, behind)
    exposure[np.isnan(episodes)] = np.nan
    return episodes, exposure


@cache
def quiet_rate(process: Process) -> float:
    """Return the rate without exposure or cramps before that makes the mean that of the process."""
    wanted = rate = process.rate
    for step in range(_STEPS):
        rng = np.random.default_rng(step)
        behind = remembering(rng, (_DIARIES, process.days), process.memory)
        episodes, _ = _lived(rng, process, behind, rate)
        rate *= wanted / episodes.mean()
    return float(rate)


def draw_episodes(
    rng: np.random.Generator, process: Process, behind: Floats
) -> tuple[Floats, Floats]:
    """Draw diaries, given what lies behind the exposure; the exposure has no gaps."""
    episodes, exposure = _lived(rng, process, behind, quiet_rate(process))
    gone = gaps(rng, episodes.shape, process.missing)
    gone |= (episodes == 0) & (rng.random(episodes.shape) < process.missing_quiet)
    episodes[gone] = np.nan
    return episodes, exposure


def _lived(
    rng: np.random.Generator, process: Process, behind: Floats, rate: float
) -> tuple[Floats, Floats]:
    drift, spread = drift_of(process), process.clustering
    log_rate = spread * remembering(rng, behind.shape, CLUSTER_MEMORY) - spread**2 / 2
    log_rate += math.log(rate) + process.drift * drift
    behind = behind + CO_DRIFT * drift * process.co_drift
    cut = ndtri(1 - process.share)
    episodes, exposure = np.zeros((2, *behind.shape))
    cramped = np.zeros(len(behind))
    for t in range(process.days):
        exposure[:, t] = behind[:, t] + process.reaction * cramped > cut
        factor = process.ratio ** exposure[:, t] * process.after_cramp**cramped
        episodes[:, t] = rng.poisson(np.exp(log_rate[:, t]) * factor)
        cramped = (episodes[:, t] > 0).astype(float)
    return episodes, exposure


def drift_of(process: Process) -> Floats:
    """Return the course of the drift over the days, from -1 to 1."""
    t = (np.arange(process.days) + 0.5) / process.days
    return np.sin(2 * np.pi * t) if process.drift_shape == "wave" else 2 * t - 1


def marginal_ratio(process: Process, days: int = 400_000) -> float:
    """Return the episode rate on exposed days over that on others, found by long simulation."""
    rng = np.random.default_rng(20261124)
    episodes, exposure = draw(rng, process, max(1, days // process.days))
    exposed, others = (np.nanmean(episodes[exposure == value]) for value in (1, 0))
    return float(exposed / others)
