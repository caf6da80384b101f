"""Simulates many trials of one at once: the true ratio is known, the days autocorrelated."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.inference.trial import draw_arms, trial_result
from cramp_diary.analysis.inference.trial_power import trial_power
from tests.support.simulated_diaries import ar1_series, missing_days
from tests.support.simulated_habits import YEAR, draw_night

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.trial import Arms

    Floats = NDArray[np.float64]
    Shares = dict[str, tuple[float, int]]
    """Each a share and the number of trials that it is a share of."""

DIARY_DAYS = 180
"""Of the diary from which a power is told."""

TRIALS_A_PERSON = 20
PERSONAL_RATES = (0.1, 0.6)
_START_DAYS = 21 / math.log(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialProcess:
    """The parameters of simulated trials of one kind.

    Attributes
    ----------
    days
        Of a trial.
    rate
        Mean episodes a day over all days, treated and control, where the habit is always kept and
        works on its own day alone.
    ratio
        Treated over control rate.
    skipped, carry_over
        Share of the treated days on which the habit is not kept, and share of its effect that
        lasts into the next day.
    memory, clustering
        Day-to-day correlation, and standard deviation, of the log-normal factor of the rate.
    drift
        The log rate goes from -drift to +drift.
    season_ratio
        Rate at the height of a year, when a trial begins, over that at its depth.
    bad_start
        What the log rate is higher by on the first day, falling by half every three weeks.
    nights
        "any number": Poisson; "at most one"; "one to six": a cramp night has 1 to 6.
    missing
        Share of days not recorded, in runs of four days on average.
    missing_treated
        Share of the treated days, at random, that are not recorded besides.
    """

    days: int = 84
    rate: float = 0.3
    ratio: float = 1.0
    skipped: float = 0.0
    carry_over: float = 0.0
    memory: float = 0.8
    clustering: float = 0.5
    drift: float = 0.0
    season_ratio: float = 1.0
    bad_start: float = 0.0
    nights: str = "any number"
    missing: float = 0.0
    missing_treated: float = 0.0


def draw_trials(
    rng: np.random.Generator, process: TrialProcess, count: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """Draw trials: episodes, NaN where not recorded, and arms; each of shape (count, days)."""
    arms = np.stack([draw_arms(process.days, int(rng.integers(2**62))) for _ in range(count)])
    episodes = draw_episodes(rng, process, arms)
    episodes[missing_days(rng, arms.shape, process.missing)] = np.nan
    episodes[arms & (rng.random(arms.shape) < process.missing_treated)] = np.nan
    return episodes, arms


def draw_episodes(rng: np.random.Generator, process: TrialProcess, arms: Arms) -> Floats:
    """Draw the episodes of all days on the schedules of `arms`, shape (count, days)."""
    count, days = arms.shape
    kept = arms & (rng.random(arms.shape) >= process.skipped)
    works = kept.astype(float)
    works[:, 1:] = np.where(arms[:, 1:], works[:, 1:], process.carry_over * works[:, :-1])
    t = np.arange(days)
    log_rate = process.clustering * ar1_series(rng, (count, days), process.memory)
    log_rate += process.drift * (2 * (t + 0.5) / days - 1)
    log_rate += math.log(process.season_ratio) / 2 * np.cos(2 * np.pi * t / YEAR)
    log_rate += process.bad_start * np.exp(-t / _START_DAYS)
    log_rate += math.log(process.rate * 2 / (1 + process.ratio)) - process.clustering**2 / 2
    means = np.exp(log_rate) * (1 - (1 - process.ratio) * works)
    return draw_night(rng, process.nights, means).astype(float)


def judged_trials(process: TrialProcess, count: int, seed: int) -> Shares:
    """Measure how often p is below .05, and the interval holds the true ratio."""
    rejected, covered, limited = 0, 0, 0
    for episodes, arms in zip(
        *draw_trials(np.random.default_rng(seed), process, count), strict=True
    ):
        found = trial_result(episodes, arms).estimate
        low, high = found.low or 0.0, math.inf if found.high is None else found.high
        rejected += found.p_value < 0.05
        covered += low <= process.ratio <= high
        limited += found.low is not None and found.high is not None
    return {
        "p < .05": (rejected / count, count),
        "covered": (covered / count, count),
        "both limits": (limited / count, count),
    }


def told_powers(process: TrialProcess, people: int, seed: int) -> Shares:
    """Compare the power told from diaries of people of their own rates with what comes out.

    Each person has a rate of .1 to .6 a day without the habit, a diary of 180 days, from which the
    power is told, and 20 trials afterwards.
    """
    rng = np.random.default_rng(seed)
    told, came_out = [], []
    for _ in range(people):
        # The rate is that of all days of the trial, the control rate that of the diary.
        own = rng.uniform(*PERSONAL_RATES)
        before = replace(process, days=DIARY_DAYS, rate=own, ratio=1.0)
        diary = draw_episodes(rng, before, np.zeros((1, DIARY_DAYS), dtype=bool))
        diary[missing_days(rng, diary.shape, process.missing)] = np.nan
        power = trial_power(
            diary[0],
            process.days,
            process.ratio,
            int(rng.integers(2**62)),
            skipped=process.skipped,
            carry_over=process.carry_over,
        )
        told.append(power.power)
        after = replace(process, rate=own * (1 + process.ratio) / 2)
        trials = judged_trials(after, TRIALS_A_PERSON, int(rng.integers(2**62)))
        came_out.append(trials["p < .05"][0])
    measures = {
        "told": np.array(told),
        "came out": np.array(came_out),
        "told less came out": np.array(told) - np.array(came_out),
    }
    shares = {name: (float(each.mean()), people) for name, each in measures.items()}
    spread = {
        f"deviation of {name}": (float(each.std()), people) for name, each in measures.items()
    }
    return shares | spread
