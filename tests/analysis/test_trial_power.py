"""The power of a trial of one, told from the person's own diary."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from cramp_diary.analysis.inference.trial import OFFERED_LENGTHS, draw_arms, trial_result
from cramp_diary.analysis.inference.trial_power import (
    CARRY_OVER,
    PLANNED_RATIOS,
    POWER_DRAWS,
    SKIPPED,
    plan_trial,
    trial_power,
)
from cramp_diary.analysis.rates import weekly_rate

NAN = float("nan")
HALF, THIRD_LESS = PLANNED_RATIOS
ERROR = 0.5 / POWER_DRAWS**0.5
"""The greatest standard error of a power."""


def steady_diary(
    rate: float, days: int = 200, seed: int = 1
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return nights that have nothing to do with each other."""
    return np.random.default_rng(seed).poisson(rate, days).astype(float)


def test_without_an_effect_the_power_is_the_level_of_the_test() -> None:
    found = trial_power(steady_diary(0.5), 108, ratio=1.0)
    assert found.power == pytest.approx(0.05, abs=4 * (0.05 * 0.95 / POWER_DRAWS) ** 0.5)
    assert (found.days, found.ratio, found.skipped, found.carry_over) == (108, 1.0, 0.0, 0.0)


def test_the_power_is_that_of_trials_on_such_nights() -> None:
    # Nights that have nothing to do with each other, so that the diary can be gone on with.
    diary, rng = steady_diary(0.8, days=4000), np.random.default_rng(2)
    found = 0
    for seed in range(500):
        arms = draw_arms(84, seed)
        episodes = rng.poisson(np.where(arms, 0.4, 0.8)).astype(float)
        found += trial_result(episodes, arms).estimate.p_value < 0.05
    told = trial_power(diary, 84, HALF)
    # Standard errors of 500 trials and of 2,000.
    assert told.power == pytest.approx(found / 500, abs=3 * (0.25 / 500 + ERROR**2) ** 0.5)
    assert told.standard_error == pytest.approx((told.power * (1 - told.power) / 2000) ** 0.5)


def test_the_power_is_about_that_of_a_paired_t_test() -> None:
    # Two Poisson totals of 84 days differ by (m - m r) / sqrt(m + m r) of their standard error.
    told = trial_power(steady_diary(1.0, days=5000, seed=3), 168, HALF).power
    control = 84 * steady_diary(1.0, days=5000, seed=3).mean()
    shift = control * HALF / (control * (1 + HALF)) ** 0.5
    assert told == pytest.approx(stats.nct.sf(stats.t.ppf(0.975, 27), 27, shift), abs=0.025)


def test_streaks_gaps_skipping_and_lasting_effects_cost_power() -> None:
    rng = np.random.default_rng(4)
    bad_weeks = rng.poisson(np.repeat(np.tile([0.1, 1.9], 30), 9)).astype(float)
    steady = steady_diary(1.0, days=540)
    gappy = np.where(rng.random(540) < 0.4, NAN, steady)
    plain = trial_power(steady, 108, HALF).power
    assert trial_power(gappy, 108, HALF).power < plain - 5 * ERROR
    assert trial_power(steady, 108, HALF, skipped=SKIPPED).power < plain - 5 * ERROR
    assert trial_power(steady, 108, HALF, carry_over=CARRY_OVER).power < plain - 5 * ERROR
    assert trial_power(steady, 84, HALF).power < plain - 5 * ERROR
    assert trial_power(steady, 108, THIRD_LESS).power < plain - 5 * ERROR
    shuffled = rng.permutation(bad_weeks)
    in_streaks, at_random = (trial_power(each, 108, HALF).power for each in (bad_weeks, shuffled))
    assert in_streaks < at_random - 5 * ERROR


def test_pairs_without_a_recorded_day_on_a_side_show_nothing() -> None:
    diary = np.tile([1.0, 1.0, 1.0, NAN, NAN, NAN], 30)
    assert trial_power(diary, 84, ratio=1.0).power == 0


def test_every_night_of_the_diary_may_come_up() -> None:
    for place in (0, 22):
        diary = np.zeros(25)
        diary[place : place + 3] = 5.0
        assert trial_power(diary, 108, ratio=0.0).power > 0.02


def test_the_same_seed_tells_the_same() -> None:
    diary = steady_diary(0.4)
    assert trial_power(diary, 84, HALF, 5) == trial_power(diary, 84, HALF, 5)
    assert trial_power(diary, 84, HALF, 5, draws=400) != trial_power(diary, 84, HALF, 6, draws=400)


@pytest.mark.parametrize(("episodes", "days"), [([NAN] * 40, 84), ([1.0] * 40, 100), ([], 84)])
def test_no_power_without_recorded_days_or_whole_pairs(episodes: list[float], days: int) -> None:
    with pytest.raises(ValueError, match="recorded days"):
        trial_power(np.array(episodes), days, HALF)


def test_a_plan_tells_each_length_both_effects_and_what_is_lost() -> None:
    diary = steady_diary(0.8)
    steps: list[str] = []
    plan = plan_trial(diary, 0, steps.append)
    assert steps == ["84 days", "108 days", "168 days"]
    assert plan.rate == weekly_rate(int(diary.sum()), 200)
    assert (plan.recorded_days, plan.lacking) == (200, ())
    assert len(plan.powers) == len(OFFERED_LENGTHS) * len(PLANNED_RATIOS) * 3
    plain = plan.find(108, THIRD_LESS)
    assert plain == trial_power(diary, 108, THIRD_LESS)
    assert plan.find(108, THIRD_LESS, skipped=SKIPPED).power < plain.power
    assert plan.find(108, THIRD_LESS, carry_over=CARRY_OVER).power < plain.power
    assert plan.is_worth_it
    assert plan.find(168, HALF).power > 0.8


def test_a_plan_is_of_the_last_year() -> None:
    quiet, recent = np.zeros(1000), steady_diary(0.8, days=365)
    assert plan_trial(np.concatenate([quiet, recent])) == plan_trial(recent)


def test_a_trial_of_rare_cramps_is_not_worth_it() -> None:
    plan = plan_trial(steady_diary(0.15))
    assert plan.lacking == ()
    assert plan.find(168, HALF).power < 0.5
    assert not plan.is_worth_it


def test_a_short_diary_tells_what_it_lacks() -> None:
    plan = plan_trial(np.array([1.0, NAN, 0.0, 2.0] * 5))
    assert [(each.what, each.have, each.need) for each in plan.lacking] == [
        ("recorded days", 15, 28)
    ]
    assert plan.powers == ()
    assert not plan.is_worth_it
    nothing = plan_trial(np.array([]))
    assert nothing.rate is None
    assert len(nothing.lacking) == 3
