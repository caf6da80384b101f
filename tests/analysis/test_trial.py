"""A trial of one: its schedule, and its result against plain loops and published examples."""

from __future__ import annotations

import hashlib
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cramp_diary.analysis.inference.trial import (
    LONGEST_TRIAL,
    PAIR_DAYS,
    SHORTEST_TRIAL,
    draw_arms,
    round_days,
    trial_result,
)
from cramp_diary.analysis.rates import weekly_rate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from cramp_diary.analysis.inference.trial import Arms

    Floats = NDArray[np.float64]

NAN = float("nan")
CROSSED = "23.5 12 21 22 19.125 21.5 22.125 20.375 18.25 21.625 23.25 21 22.125 23 12"
SELFED = "17.375 20.375 20 20 18.375 18.625 18.625 15.25 16.5 18 16.25 18 12.75 15.5 18"
"""Darwin's maize: heights in inches of 15 pairs of plants, as in HistData::ZeaMays of R."""


def a_trial(treated: ArrayLike, control: ArrayLike, seed: int = 3) -> tuple[Floats, Arms]:
    """Return a trial with one recorded day a block: the outcome, and which days are treated."""
    sides = np.array([treated, control], dtype=float)
    arms = draw_arms(PAIR_DAYS * sides.shape[1], seed)
    outcome = np.full(len(arms), NAN)
    treated_first = arms[::PAIR_DAYS]
    outcome[1::PAIR_DAYS] = np.where(treated_first, *sides)
    outcome[4::PAIR_DAYS] = np.where(treated_first, *sides[::-1])
    return outcome, arms


def loop_over_signs(differences: Sequence[float]) -> float:
    """Return the two-sided p, by all signs one after the other."""
    observed = abs(sum(differences))
    hits: int = 0
    for signs in product((1, -1), repeat=len(differences)):
        total = sum(sign * one for sign, one in zip(signs, differences, strict=True))
        hits += int(abs(total) >= observed - 1e-9)
    return hits / int(2 ** len(differences))


diaries = st.integers(0, 2**32 - 1).map(np.random.default_rng)


@given(st.integers(SHORTEST_TRIAL // PAIR_DAYS, LONGEST_TRIAL // PAIR_DAYS), st.integers())
def test_a_schedule_is_pairs_of_three_days_a_side(pairs: int, seed: int) -> None:
    blocks = draw_arms(PAIR_DAYS * pairs, seed).reshape(pairs, 2, 3)
    assert (blocks == blocks[:, :, :1]).all()
    assert (blocks[:, 0, 0] != blocks[:, 1, 0]).all()


def test_the_coins_are_the_bits_of_a_published_standard() -> None:
    # SHAKE-256 of the text of the seed, the highest bit first; kept for ever.
    bits = "".join(
        f"{byte:08b}" for byte in hashlib.shake_256(b"cramp-diary trial arms 7").digest(4)
    )
    drawn = draw_arms(28 * PAIR_DAYS, 7)
    assert "".join(str(int(first)) for first in drawn[::PAIR_DAYS]) == bits[:28]
    assert (draw_arms(14 * PAIR_DAYS, 7) == drawn[: 14 * PAIR_DAYS]).all()


def test_the_coins_are_fair_and_independent() -> None:
    first = np.array([draw_arms(168, seed)[::PAIR_DAYS] for seed in range(2000)])
    # Standard errors: .011 each, .002 of all, .0043 of two neighbours.
    assert first.mean(axis=0) == pytest.approx(0.5, abs=0.045)
    assert first.mean() == pytest.approx(0.5, abs=0.007)
    assert (first[:, 1:] == first[:, :-1]).mean() == pytest.approx(0.5, abs=0.009)
    assert len({tuple(row) for row in first.tolist()}) == 2000


@pytest.mark.parametrize("days", [0, -6, 100])
def test_days_that_are_not_whole_pairs_have_no_schedule(days: int) -> None:
    with pytest.raises(ValueError, match="whole pairs"):
        draw_arms(days, 1)


@given(st.integers(-10, 1000))
def test_days_are_rounded_to_whole_pairs(days: int) -> None:
    rounded = round_days(days)
    assert rounded % PAIR_DAYS == 0
    assert SHORTEST_TRIAL <= rounded <= LONGEST_TRIAL
    if SHORTEST_TRIAL <= days <= LONGEST_TRIAL - 3:
        assert abs(rounded - days) <= 3


@given(diaries, st.integers(1, 9))
def test_p_is_that_of_a_loop_over_all_signs(rng: np.random.Generator, pairs: int) -> None:
    arms = draw_arms(PAIR_DAYS * pairs, 1)
    episodes = rng.poisson(0.7, len(arms)).astype(float)
    episodes[rng.random(len(arms)) < 0.3] = NAN
    differences = []
    for start in range(0, len(arms), PAIR_DAYS):
        days = slice(start, start + PAIR_DAYS)
        treated, control = (
            [y for y, t in zip(episodes[days], arms[days], strict=True) if t == side and y >= 0]
            for side in (True, False)
        )
        if treated and control:
            differences.append(sum(treated) / len(treated) - sum(control) / len(control))
    found = trial_result(episodes, arms)
    assert found.estimate.pairs == len(differences)
    assert found.unused_pairs == pairs - len(differences)
    if differences:
        assert found.estimate.p_value == pytest.approx(loop_over_signs(differences), abs=1e-12)
        assert found.estimate.difference == pytest.approx(np.mean(differences), abs=1e-12)


def test_p_is_that_of_scipy() -> None:
    rng = np.random.default_rng(4)
    treated, control = rng.poisson(1.0, 13), rng.poisson(2.0, 13)
    found = trial_result(*a_trial(treated, control)).estimate
    oracle = stats.permutation_test(
        (treated, control),
        lambda one, other: np.sum(one - other),
        permutation_type="samples",
        n_resamples=2**13,  # all of them
    )
    assert found.p_value == pytest.approx(oracle.pvalue, abs=1e-12)


def test_darwins_maize_gives_the_p_that_fisher_counted() -> None:
    # Fisher, The Design of Experiments (1935), section 21: 863 of the 32,768 ways give at least
    # the 314 eighths of an inch found, so that the two-sided p is 1,726 / 32,768.
    crossed, selfed = ([8 * float(height) for height in side.split()] for side in (CROSSED, SELFED))
    found = trial_result(*a_trial(crossed, selfed)).estimate
    assert found.difference == pytest.approx(314 / 15)
    assert found.p_value == 1726 / 32768


@pytest.mark.parametrize(("pairs", "least"), [(5, 2 / 32), (6, 2 / 64), (14, 2 / 2**14)])
def test_the_least_p_is_two_ways_of_all(pairs: int, least: float) -> None:
    found = trial_result(*a_trial([0.0] * pairs, [1.0] * pairs)).estimate
    assert found.p_value == least


def test_beyond_twenty_pairs_p_is_drawn_and_always_the_same() -> None:
    rng = np.random.default_rng(5)
    treated, control = rng.poisson(1.0, 21), rng.poisson(1.6, 21)
    drawn = trial_result(*a_trial(treated, control))
    # All 2^21 ways, by the distribution of the sum.
    ways = {0: 1}
    for one in (treated - control).tolist():
        following: dict[int, int] = {}
        for total, count in ways.items():
            for signed in (total + one, total - one):
                following[signed] = following.get(signed, 0) + count
        ways = following
    observed = abs(int((treated - control).sum()))
    exact = sum(count for total, count in ways.items() if abs(total) >= observed) / 2**21
    assert 0.01 < exact < 0.2
    assert not drawn.is_enumerated
    # The standard error of 100,000 draws.
    assert drawn.estimate.p_value == pytest.approx(exact, abs=3 * (exact / 100_000) ** 0.5)
    again = trial_result(*a_trial(treated, control, seed=99))
    assert again.estimate == drawn.estimate
    assert trial_result(*a_trial([0.0] * 66, [3.0] * 66)).estimate.p_value == 1 / 100_001


@given(diaries, st.integers(6, 10))
def test_the_interval_is_every_ratio_that_is_not_rejected(
    rng: np.random.Generator, pairs: int
) -> None:
    treated, control = rng.poisson(1.0, pairs), 1 + rng.poisson(1.0, pairs)
    found = trial_result(*a_trial(treated, control)).estimate
    if not treated.any():
        assert (found.ratio, found.low, found.high) == (0.0, None, None)
        return
    assert found.ratio == treated.sum() / control.sum()
    is_one_inside = (found.low or 0) <= 1 <= (found.high or np.inf)
    assert (found.p_value >= 0.05) == is_one_inside
    for ratio in rng.uniform(0, 3, 5):
        kept = loop_over_signs(
            [float(t - ratio * c) for t, c in zip(treated, control, strict=True)]
        )
        is_inside = (found.low or 0) <= ratio <= (found.high or np.inf)
        assert (kept >= 0.05) == is_inside


def test_a_side_without_an_episode_has_no_limits() -> None:
    none_treated = trial_result(*a_trial([0.0] * 8, [1.0] * 8)).estimate
    assert (none_treated.ratio, none_treated.low, none_treated.high) == (0.0, None, None)
    none_control = trial_result(*a_trial([1.0] * 8, [0.0] * 8)).estimate
    assert (none_control.ratio, none_control.low, none_control.high) == (None, None, None)
    assert none_control.p_value == none_treated.p_value == 2 / 256


def test_turning_the_sides_round_turns_the_result_round() -> None:
    rng = np.random.default_rng(6)
    treated, control = 1.0 + rng.poisson(1.0, 12), 1.0 + rng.poisson(2.0, 12)
    one = trial_result(*a_trial(treated, control)).estimate
    other = trial_result(*a_trial(control, treated)).estimate
    assert one.p_value == other.p_value
    assert one.difference == -(other.difference or 0)
    ends = [one.ratio, one.low, one.high]
    assert ends == pytest.approx([1 / (end or NAN) for end in (other.ratio, other.high, other.low)])


def test_each_side_is_counted_whatever_was_done() -> None:
    arms = draw_arms(36, 1)
    episodes = np.where(arms, 1.0, 2.0)
    episodes[[0, 1, 2]] = NAN  # control, as seed 1 has it
    episodes[5] = 0.0
    found = trial_result(episodes, arms)
    assert (found.treated.days, found.treated.recorded_days, found.treated.missing_days) == (
        18,
        18,
        0,
    )
    assert (found.treated.cramp_days, found.treated.episodes) == (17, 17)
    assert found.treated.rate == weekly_rate(17, 18)
    assert found.treated.severity is None
    assert (found.control.days, found.control.recorded_days, found.control.missing_days) == (
        18,
        15,
        3,
    )
    first, second = found.pairs[:2]
    assert (first.treated_first, first.control_days, first.control) == (False, 0, None)
    assert not first.is_used
    assert (second.treated_days, second.treated, second.control) == (3, 1.0, 2.0)
    assert (len(found.pairs), found.unused_pairs, found.estimate.pairs) == (6, 1, 5)


def test_missing_days_may_have_been_cramp_days() -> None:
    arms = draw_arms(84, 2)
    episodes = np.where(arms, 0.0, 2.0)
    episodes[np.flatnonzero(arms)[::6]] = NAN
    found = trial_result(episodes, arms)
    assert found.if_control_cramped is None
    assert found.worst_case == found.if_treated_cramped
    assert found.if_treated_cramped is not None
    # Seven treated blocks of fourteen get one day of two cramps, the number of other cramp days.
    assert found.if_treated_cramped.difference == pytest.approx(7 * (2 / 3) / 14 - 2)
    assert found.if_treated_cramped.p_value >= found.estimate.p_value
    turned = trial_result(np.where(arms, 2.0, np.where(episodes == 2.0, 0.0, episodes)), arms)
    assert turned.worst_case == turned.if_control_cramped is None


def test_severity_is_the_other_outcome() -> None:
    arms = draw_arms(84, 2)
    episodes = np.ones(84)
    episodes[::4] = 0
    severities = np.where(episodes > 0, np.where(arms, 2.0, 6.0), NAN)
    by_number = trial_result(episodes, arms).estimate
    found = trial_result(episodes, arms, severities)
    assert by_number.p_value > 0.2
    assert found.estimate.p_value < 0.001
    assert found.treated.severity == pytest.approx(2 * episodes[arms].mean())
    assert found.treated.episodes == episodes[arms].sum()
    unsaid = severities.copy()
    cramped = np.flatnonzero(arms & (episodes > 0))[:3]
    unsaid[cramped] = NAN
    lacking = trial_result(episodes, arms, unsaid)
    assert lacking.treated.missing_days == 3
    assert lacking.if_treated_cramped is not None


def test_nothing_recorded_shows_nothing() -> None:
    arms = draw_arms(36, 1)
    found = trial_result(np.full(36, NAN), arms, np.full(36, NAN))
    assert found.estimate.pairs == 0
    assert found.estimate.p_value == 1.0
    assert (found.estimate.difference, found.estimate.ratio) == (None, None)
    assert (found.treated.rate, found.treated.severity) == (None, None)
    # Without a cramp to be usual, it is one.
    assert found.worst_case == found.if_treated_cramped
    assert found.if_treated_cramped is not None
    no_cramps = trial_result(np.zeros(36), arms).estimate
    assert (no_cramps.p_value, no_cramps.ratio, no_cramps.low, no_cramps.high) == (
        1,
        None,
        None,
        None,
    )


def test_a_trial_that_ended_early_keeps_the_days_it_had() -> None:
    arms = draw_arms(84, 1)[:46]
    found = trial_result(np.where(arms, 0.0, 1.0), arms)
    assert [pair.treated_days + pair.control_days for pair in found.pairs] == [6] * 7 + [4]
    assert found.estimate.pairs == 8
    assert trial_result(np.where(arms[:44], 0.0, 1.0), arms[:44]).estimate.pairs == 7


@pytest.mark.parametrize("spoil", [lambda arms: ~arms[1:], lambda arms: arms[:-1]])
def test_days_that_are_no_schedule_are_refused(
    spoil: Callable[[Arms], Arms],
) -> None:
    arms = draw_arms(36, 1)
    with pytest.raises(ValueError, match="schedule"):
        trial_result(np.zeros(36), spoil(arms))
    mixed = arms.copy()
    mixed[1] = ~mixed[1]
    with pytest.raises(ValueError, match="schedule"):
        trial_result(np.zeros(36), mixed)
