"""The power of a trial of one, told beforehand from the person's own diary.

See analysis/README.md, "Power told beforehand".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.inference.power import Shortfall
from cramp_diary.analysis.inference.trial import BLOCK_DAYS, OFFERED_LENGTHS, PAIR_DAYS, TRIAL_LEVEL
from cramp_diary.analysis.rates import weekly_rate
from cramp_diary.core.thresholds import FEWEST_CRAMP_DAYS, FEWEST_DAYS, FEWEST_EPISODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats
    from cramp_diary.analysis.rates import WeeklyRate

POWER_DRAWS = 2000
"""Simulated trials; the standard error of a power is .011 at most."""

SPELL_DAYS = 21
"""Days in a row of the diary that a simulated trial takes over as they are."""

RECENT_YEAR = 365
"""Older days say little of what a trial would meet now."""

PLANNED_RATIOS = (1 / 2, 2 / 3)
"""Halving, and a third less."""

SKIPPED = 0.2
CARRY_OVER = 0.5
LEAST_POWER = 0.5
"""With less for halving in the longest trial proposed, a trial is not worth it."""

_SIGNS = 1999
_ROUNDING = 1e-3


@dataclass(frozen=True, slots=True)
class TrialPower:
    """How often a trial would come out with p < .05 if the habit had a known effect.

    Attributes
    ----------
    days, ratio, skipped, carry_over
        As asked of `trial_power`.
    power, standard_error
        Share of the simulated trials, and its Monte-Carlo error.
    """

    days: int
    ratio: float
    skipped: float
    carry_over: float
    power: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """What a person is told before a trial.

    Attributes
    ----------
    rate
        Episodes a week on the recorded days of the last year of the diary.
    recorded_days
        Of that year.
    powers
        For each length proposed and both effects: as it should be, with one treated day in five
        skipped, and with half of the effect lasting into the next day. Empty where `lacking`.
    lacking
        What the diary has less of than a power can be told from.
    """

    rate: WeeklyRate | None
    recorded_days: int
    powers: tuple[TrialPower, ...]
    lacking: tuple[Shortfall, ...]

    def find(
        self, days: int, ratio: float, *, skipped: float = 0.0, carry_over: float = 0.0
    ) -> TrialPower:
        """Return the power of one of the trials proposed."""
        asked = (days, ratio, skipped, carry_over)
        return next(
            each
            for each in self.powers
            if (each.days, each.ratio, each.skipped, each.carry_over) == asked
        )

    @property
    def is_worth_it(self) -> bool:
        """Whether the longest trial would more likely than not show a halving."""
        if self.lacking:
            return False
        return self.find(max(OFFERED_LENGTHS), min(PLANNED_RATIOS)).power >= LEAST_POWER


def plan_trial(
    episodes: Floats, seed: int = 0, begin_step: Callable[[str], None] = lambda _: None
) -> TrialPlan:
    """Tell the power of the trials proposed, or what the diary lacks for it; in seconds.

    Parameters
    ----------
    episodes
        As for `trial_power`; of a longer calendar, the last 365 days are taken.
    seed
        Of the simulated trials.
    begin_step
        Called with a description as each of the lengths is begun.
    """
    recent = np.asarray(episodes, dtype=np.float64)[-RECENT_YEAR:]
    recorded = int((~np.isnan(recent)).sum())
    rate = weekly_rate(int(np.nansum(recent)), recorded)
    lacking = _find_shortfalls(recent)
    if lacking:
        return TrialPlan(rate, recorded, (), lacking)
    powers = []
    for days in OFFERED_LENGTHS:
        begin_step(f"{days} days")
        for ratio in PLANNED_RATIOS:
            for skipped, carry_over in ((0.0, 0.0), (SKIPPED, 0.0), (0.0, CARRY_OVER)):
                power = trial_power(
                    recent, days, ratio, seed, skipped=skipped, carry_over=carry_over
                )
                powers.append(power)
    return TrialPlan(rate, recorded, tuple(powers), ())


def trial_power(  # noqa: PLR0913 - each is a property of the trial
    episodes: Floats,
    days: int,
    ratio: float,
    seed: int = 0,
    *,
    skipped: float = 0.0,
    carry_over: float = 0.0,
    draws: int = POWER_DRAWS,
) -> TrialPower:
    """Simulate trials on the person's own nights, and count how many have p < .05.

    Each simulated trial takes spells of 21 days in a row from the diary, with their streaks and
    gaps, the last day of the diary being followed by the first. Each cramp of a treated day is
    left out with probability 1 - ratio. The test is that of `trial_result`, with 1,999 ways in
    which the coins could have fallen.

    Parameters
    ----------
    episodes
        Shape (T,), episodes a day from the first recorded day to the last; NaN = not recorded.
    days
        Of the trial, whole pairs as from `round_days`.
    ratio
        Treated over control rate, from 0 to 1, if the habit is kept and works on its own day alone.
    seed
        Of the simulation.
    skipped
        Share of the treated days, at random, on which the habit is not kept.
    carry_over
        Share of the effect that lasts into a control day after a treated one.
    draws
        Simulated trials.

    Raises
    ------
    ValueError
        If no day is recorded, or the days are not whole pairs.

    References
    ----------
    D. N. Politis, J. P. Romano, A circular block-resampling procedure for stationary data, in:
    Exploring the Limits of Bootstrap (1992) 263-270.

    Examples
    --------
    >>> one_night_in_three = np.tile([0.0, 1.0, 0.0], 40)
    >>> trial_power(one_night_in_three, 108, ratio=0.0).power
    1.0
    """
    if days <= 0 or days % PAIR_DAYS or np.isnan(episodes).all():
        message = "a power needs recorded days, and a trial of whole pairs of six days"
        raise ValueError(message)
    rng = np.random.default_rng(seed)
    nights = _resample(rng, np.asarray(episodes, dtype=np.float64), (draws, days))
    pairs = days // PAIR_DAYS
    treated_first = rng.integers(0, 2, size=(draws, pairs)).astype(bool)
    first = np.repeat([True, False], BLOCK_DAYS)
    arms = np.where(treated_first[:, :, None], first, ~first).reshape(draws, days)
    works = (arms & (rng.random(arms.shape) >= skipped)).astype(float)
    works[:, 1:] = np.where(arms[:, 1:], works[:, 1:], carry_over * works[:, :-1])
    known = ~np.isnan(nights)
    before = np.where(known, nights, 0).astype(np.int64)
    kept = np.where(known, rng.binomial(before, 1 - (1 - ratio) * works), np.nan)
    power = float(np.mean(_p_values(rng, kept, treated_first) < TRIAL_LEVEL))
    error = math.sqrt(power * (1 - power) / draws)
    return TrialPower(days, ratio, skipped, carry_over, power, error)


def _find_shortfalls(episodes: Floats) -> tuple[Shortfall, ...]:
    needs = (
        ("recorded days", int((~np.isnan(episodes)).sum()), FEWEST_DAYS),
        ("episodes", int(np.nansum(episodes)), FEWEST_EPISODES),
        ("cramp days", int((episodes > 0).sum()), FEWEST_CRAMP_DAYS),
    )
    return tuple(Shortfall(what, have, need) for what, have, need in needs if have < need)


def _resample(rng: np.random.Generator, episodes: Floats, shape: tuple[int, int]) -> Floats:
    """Put trials together from spells of the diary, bent to a circle."""
    draws, days = shape
    starts = rng.integers(len(episodes), size=(draws, math.ceil(days / SPELL_DAYS)))
    places = (starts[:, :, None] + np.arange(SPELL_DAYS)) % len(episodes)
    taken: Floats = episodes[places.reshape(draws, -1)[:, :days]]
    return taken


def _p_values(
    rng: np.random.Generator, episodes: Floats, treated_first: NDArray[np.bool_]
) -> Floats:
    """Return the p of each trial, shape (trials,), from the same drawn signs."""
    trials, pairs = treated_first.shape
    blocks = episodes.reshape(trials, pairs, 2, BLOCK_DAYS)
    counts = (~np.isnan(blocks)).sum(axis=3)
    rates = np.nansum(blocks, axis=3) / np.maximum(counts, 1)
    differences = np.where(treated_first, 1, -1) * (rates[:, :, 0] - rates[:, :, 1])
    differences[(counts == 0).any(axis=2)] = 0.0
    signs = rng.integers(0, 2, size=(pairs, _SIGNS)).astype(np.float32) * 2 - 1
    sums = np.abs(differences.astype(np.float32) @ signs)
    observed = np.abs(differences.sum(axis=1))[:, None]
    beyond: Floats = (sums >= observed - _ROUNDING).sum(axis=1)
    return (1 + beyond) / (1 + _SIGNS)
