"""Simulates many diaries at once: the true rate ratios are known, the days autocorrelated."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.special import ndtri

from tests.support.simulated_habits import (
    begin_courses,
    draw_night,
    exposure_course,
    hide_days,
    rate_course,
    react_today,
    recall,
    spells_series,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CLUSTER_MEMORY = 0.6
"""Day-to-day correlation of the factor that makes bad weeks."""

GAP_DAYS = 4
QUARTILES = 1.349
"""The distance between the quartiles of a standard normal."""

_DIARIES, _STEPS = 1000, 5
"""Enough to bring the mean rate of a process within a percent or two of what is asked."""

CO_DRIFT = 0.8
"""How far, in standard deviations, the latent exposure drifts along with the rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """The parameters of simulated diaries of one kind.

    Attributes
    ----------
    days
        Calendar days of a diary.
    ratio
        Rate ratio of the exposure, all else equal.
    rate
        Mean episodes a day, over all days.
    share, memory, amount
        Share of exposed days, and the day-to-day correlation of the normal AR(1) behind them. An
        amount is that AR(1) itself, and the ratio is between its quartiles.
    clustering
        Standard deviation of the log-normal AR(.6) factor of the rate.
    after_cramp
        Factor of the rate on the day after a cramp day.
    drift, drift_shape
        The log rate goes from -drift to +drift, "linear" or as a "wave".
    co_drift
        Whether the latent exposure drifts along, by 0.8 standard deviations.
    reaction
        By how many standard deviations a cramp day moves the latent series of tomorrow's exposure.
    missing
        Share of days not recorded, in runs of four days on average.
    missing_quiet, missing_bad
        Share of the days without cramps, and of those with, that are not recorded.
    fatigue
        Share of days not recorded at the end, from none at the beginning.
    nights
        "any number": Poisson; "at most one"; "one to six": a cramp night has 1 to 6.
    cluster_memory
        Day-to-day correlation of the factor that makes bad weeks.
    spell_days
        Mean days of a spell of exposure, which then is not an AR(1); 0 is an AR(1).
    weekday_ratio
        Rate from Monday to Friday over that at weekends; other than 1, the exposure comes on 70%
        of the days from Monday to Friday and on 15% of the others (amounts: likewise higher).
    season_ratio, cycle_ratio
        Rate at the height over that at the depth of a year, and of 28 days; other than 1, the
        latent exposure goes along by 0.8 standard deviations.
    bad_start
        What the log rate is higher by on the first day, falling by half every three weeks.
    drunk_after
        By how many standard deviations each cramp raises an amount on its own day.
    taken_after
        Share of cramp days on which a 0/1 exposure follows the cramp.
    times_known
        Whether it is recorded when something was drunk or taken.
    course_days
        Days of a course, the exposure then, begun after a bad fortnight.
    forgotten
        Share of exposed days recorded as unexposed where there was no cramp to remember them by.
    rounded
        Whether an amount is rounded to whole standard deviations.
    """

    days: int = 120
    ratio: float = 1.0
    rate: float = 0.2
    share: float = 0.4
    memory: float = 0.7
    amount: bool = False
    clustering: float = 0.5
    after_cramp: float = 2.0
    drift: float = 0.4
    drift_shape: str = "linear"
    co_drift: bool = False
    reaction: float = 0.0
    missing: float = 0.2
    missing_quiet: float = 0.0
    missing_bad: float = 0.0
    fatigue: float = 0.0
    nights: str = "any number"
    cluster_memory: float = CLUSTER_MEMORY
    spell_days: int = 0
    weekday_ratio: float = 1.0
    season_ratio: float = 1.0
    cycle_ratio: float = 1.0
    bad_start: float = 0.0
    drunk_after: float = 0.0
    taken_after: float = 0.0
    times_known: bool = False
    course_days: int = 0
    forgotten: float = 0.0
    rounded: bool = False


def ar1_series(rng: np.random.Generator, shape: tuple[int, ...], memory: float) -> Floats:
    """Return stationary standard normal AR(1) series along the last axis."""
    values = rng.standard_normal(shape)
    fresh = math.sqrt(1 - memory**2)
    for t in range(1, shape[-1]):
        values[..., t] = memory * values[..., t - 1] + fresh * values[..., t]
    return values


def missing_days(
    rng: np.random.Generator, shape: tuple[int, int], missing: float
) -> NDArray[np.bool_]:
    """Return which days are missing, in runs of four days on average."""
    chance = rng.random(shape)
    begins = missing / (1 - missing) / GAP_DAYS
    gone = np.zeros(shape, dtype=bool)
    for t in range(1, shape[1]):
        gone[:, t] = np.where(gone[:, t - 1], chance[:, t] >= 1 / GAP_DAYS, chance[:, t] < begins)
    return gone


def draw(rng: np.random.Generator, process: Process, count: int) -> tuple[Floats, Floats]:
    """Draw diaries with one exposure: episodes and exposure, each of shape (count, days).

    NaN is missing, of both on the same days.
    """
    episodes, exposures = draw_family(rng, process, (process.ratio,), 0.0, count)
    return episodes, exposures[:, 0]


def draw_family(
    rng: np.random.Generator,
    process: Process,
    ratios: tuple[float, ...],
    correlation: float,
    count: int,
) -> tuple[Floats, Floats]:
    """Draw diaries with several exposures, the latent series of any two of them being correlated.

    Returns
    -------
    tuple of Floats
        Episodes, shape (count, days), and exposures, shape (count, factors, days).
    """
    rate = quiet_rate(process, ratios, correlation)
    episodes, exposures = _simulate(rng, process, ratios, correlation, count, rate)
    gone = missing_days(rng, episodes.shape, process.missing) | hide_days(rng, process, episodes)
    exposures = recall(rng, process, episodes, exposures)
    episodes[gone] = np.nan
    exposures[np.repeat(gone[:, None], len(ratios), axis=1)] = np.nan
    return episodes, exposures


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """How often an interval and its p-value were right; the shares are of the diaries compared."""

    diaries: int
    compared: int
    rejected: float
    covered: float


class Estimate(Protocol):
    """What is judged: an interval, and the p-value of no difference."""

    @property
    def p_value(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


def error_rates(diaries: int, found: Sequence[Estimate], truth: float) -> ErrorRates:
    """Count how often no difference is rejected at .05, and the truth lies in the interval."""
    return ErrorRates(
        diaries=diaries,
        compared=len(found),
        rejected=sum(one.p_value < 0.05 for one in found) / len(found),
        covered=sum(one.low < truth < one.high for one in found) / len(found),
    )


@cache
def quiet_rate(process: Process, ratios: tuple[float, ...], correlation: float) -> float:
    """Return the rate without exposure or cramps before that makes the mean that of the process."""
    wanted = rate = process.rate
    for step in range(_STEPS):
        rng = np.random.default_rng(step)
        episodes, _ = _simulate(rng, process, ratios, correlation, _DIARIES, rate)
        rate *= wanted / float(episodes.mean())
    return rate


def _simulate(
    rng: np.random.Generator,
    process: Process,
    ratios: tuple[float, ...],
    correlation: float,
    count: int,
    rate: float,
) -> tuple[Floats, Floats]:
    drift, spread, shape = drift_of(process), process.clustering, (count, process.days)
    log_rate = spread * ar1_series(rng, shape, process.cluster_memory) - spread**2 / 2
    log_rate += math.log(rate) + process.drift * drift + rate_course(process)
    latent = _latent_exposures(rng, process, len(ratios), correlation, count)
    cut, each = ndtri(1 - process.share), np.log(ratios)
    episodes, exposures = np.zeros(shape), np.zeros(latent.shape)
    cramped = np.zeros(count)
    for t in range(process.days):
        level = latent[:, :, t] + process.reaction * cramped[:, None]
        exposures[:, :, t] = level if process.amount else level > cut
        if process.course_days:
            begin_courses(rng, process.course_days, episodes[:, :t], exposures[:, :, : t + 1])
        steps = np.clip(level, -1.5, 1.5) / QUARTILES if process.amount else exposures[:, :, t]
        log_factor = steps @ each + math.log(process.after_cramp) * cramped
        episodes[:, t] = draw_night(rng, process.nights, np.exp(log_rate[:, t] + log_factor))
        cramped = (episodes[:, t] > 0).astype(float)
        react_today(rng, process, episodes[:, t], exposures[:, :, t])
    return episodes, exposures


def _latent_exposures(
    rng: np.random.Generator, process: Process, factors: int, correlation: float, count: int
) -> Floats:
    shape = (count, factors, process.days)
    if process.spell_days:
        return spells_series(rng, shape, process.spell_days, process.share)
    own = ar1_series(rng, shape, process.memory)
    if correlation:
        common = ar1_series(rng, (count, 1, process.days), process.memory)
        own = math.sqrt(1 - correlation) * own + math.sqrt(correlation) * common
    return own + CO_DRIFT * drift_of(process) * process.co_drift + exposure_course(process)


def drift_of(process: Process) -> Floats:
    """Return the course of the drift over the days, from -1 to 1."""
    t = (np.arange(process.days) + 0.5) / process.days
    return np.sin(2 * np.pi * t) if process.drift_shape == "wave" else 2 * t - 1


def marginal_ratio(process: Process, days: int = 400_000) -> float:
    """Return the episode rate on exposed days over that on others, found by long simulation."""
    rng = np.random.default_rng(20261124)
    episodes, exposure = draw(rng, process, max(1, days // process.days))
    if process.amount:
        message = "an amount has no two sides"
        raise ValueError(message)
    exposed, others = (np.nanmean(episodes[exposure == value]) for value in (1, 0))
    return float(exposed / others)
