"""What people do that spoils a diary: habits of the week, reacting, forgetting, giving up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.support.simulated_diaries import Process

    Floats = NDArray[np.float64]

WEEK, YEAR, CYCLE = 7, 365, 28
GOES_ALONG = 0.8
"""How far, in standard deviations, the latent exposure goes along with a season or a cycle."""

ON_WEEKDAYS, AT_WEEKENDS = 0.70, 0.15
"""Share of exposed days, where the exposure follows the week."""

MOST_LIKELY = 0.95
"""A night has no greater probability of a cramp."""

FORTNIGHT = 14
BAD = 1.5
"""A fortnight with so many times the mean of episodes before it leads to a course."""

BEGUN = 0.2
"""Probability a day that a course begins after a bad fortnight."""

MANY = np.arange(1, 7)
_START_DAYS = 21 / math.log(2)


def is_weekday(days: int) -> NDArray[np.bool_]:
    """Return which days are Mondays to Fridays, the first day being a Wednesday."""
    return (np.arange(days) + 2) % WEEK < 5


def rate_course(process: Process) -> Floats:
    """Return what the log rate of each day is higher by, shape (days,)."""
    t = np.arange(process.days)
    course = math.log(process.weekday_ratio) * (is_weekday(process.days) - 5 / WEEK)
    course += math.log(process.season_ratio) / 2 * np.cos(2 * np.pi * t / YEAR)
    course += math.log(process.cycle_ratio) / 2 * np.cos(2 * np.pi * t / CYCLE)
    course += process.bad_start * np.exp(-t / _START_DAYS)
    return np.asarray(course)


def exposure_course(process: Process) -> Floats:
    """Return what the latent exposure of each day is higher by, shape (days,)."""
    t = np.arange(process.days)
    course = np.zeros(process.days)
    if process.weekday_ratio != 1:
        shares = np.where(is_weekday(process.days), ON_WEEKDAYS, AT_WEEKENDS)
        course += ndtri(shares) - ndtri(process.share)
    for ratio, length in ((process.season_ratio, YEAR), (process.cycle_ratio, CYCLE)):
        course += GOES_ALONG * (ratio != 1) * np.cos(2 * np.pi * t / length)
    return course


def draw_night(rng: np.random.Generator, nights: str, means: Floats) -> Floats:
    """Draw the episodes of a day from their means, shape (diaries,)."""
    if nights == "any number":
        return rng.poisson(means).astype(float)
    many = nights == "one to six"
    mean = float(MANY.mean()) if many else 1.0
    cramps = rng.random(means.shape) < np.minimum(means / mean, MOST_LIKELY)
    return np.asarray(cramps * (rng.choice(MANY, means.shape) if many else 1.0))


def spells_series(
    rng: np.random.Generator, shape: tuple[int, int, int], days: int, share: float
) -> Floats:
    """Return spells of exposure, geometric with a mean of `days`, as +inf and -inf."""
    chance = rng.random(shape)
    begins = share / (1 - share) / days
    exposed = np.zeros(shape, dtype=bool)
    exposed[..., 0] = chance[..., 0] < share
    for t in range(1, shape[-1]):
        before = exposed[..., t - 1]
        exposed[..., t] = np.where(before, chance[..., t] >= 1 / days, chance[..., t] < begins)
    return np.where(exposed, np.inf, -np.inf)


def begin_courses(
    rng: np.random.Generator, length: int, episodes: Floats, exposures: Floats
) -> None:
    """Put the last day on a course, or off it; one begins after a bad fortnight.

    Parameters
    ----------
    episodes
        Of the days before, shape (diaries, days - 1).
    exposures
        Shape (diaries, factors, days); the last day is filled in.
    """
    before = exposures[:, 0, :-1]
    days = before.shape[1]
    today = np.zeros(len(exposures))
    if days > 2 * FORTNIGHT:
        lately, ever = episodes[:, -FORTNIGHT:].mean(axis=1), episodes.mean(axis=1)
        # A course ends after its days, and the next begins after as many without.
        taken = before[:, -length:].sum(axis=1)
        goes_on = (before[:, -1] == 1) & (taken < length)
        begins = (taken == 0) & (lately > BAD * ever) & (rng.random(len(today)) < BEGUN)
        today = (goes_on | begins).astype(float)
    exposures[:, :, -1] = today[:, None]


def react_today(
    rng: np.random.Generator, process: Process, episodes: Floats, exposures: Floats
) -> None:
    """Add what is drunk or taken after the cramps of the day, exposures of shape (diaries, k)."""
    if process.drunk_after:
        exposures += process.drunk_after * episodes[:, None]
    if process.taken_after:
        after = (episodes[:, None] > 0) & (rng.random(exposures.shape) < process.taken_after)
        np.maximum(exposures, after, out=exposures)


def hide_days(rng: np.random.Generator, process: Process, episodes: Floats) -> NDArray[np.bool_]:
    """Return which days are left out: quiet ones, bad ones, more and more of them."""
    chance, quiet = rng.random(episodes.shape), episodes == 0
    gone = chance < np.where(quiet, process.missing_quiet, process.missing_bad)
    tired = process.fatigue * np.arange(process.days) / process.days
    return np.asarray(gone | (rng.random(episodes.shape) < tired))


def recall(
    rng: np.random.Generator, process: Process, episodes: Floats, exposures: Floats
) -> Floats:
    """Return the exposures as recorded: forgotten on days without a cramp, or rounded."""
    if process.forgotten:
        missed = (episodes[:, None] == 0) & (rng.random(exposures.shape) < process.forgotten)
        exposures = np.where(missed, 0.0, exposures)
    return np.round(exposures) if process.rounded else exposures
