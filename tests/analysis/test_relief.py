"""Minutes until it eased, with distribution-free intervals, and the habits."""

from __future__ import annotations

import math
from dataclasses import asdict, replace
from datetime import date, time, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cramp_diary.analysis.summaries.relief import (
    FEWEST_FOR_INTERVAL,
    ReliefSummary,
    median_interval,
    relief_summary,
)
from cramp_diary.core.model import Activity, Day, Episode, Relief, Shoe, Wear
from cramp_diary.core.period import Period
from cramp_diary.core.settings import Settings
from cramp_diary.core.vocabulary import NONE, ReliefMethod
from tests.support.factories import an_episode
from tests.support.simulated_changes import numbers

START = date(2026, 3, 1)
STRETCHING, WATER, HEAT = ReliefMethod.STRETCHING, ReliefMethod.WATER, ReliefMethod.HEAT


def on(day: int) -> date:
    return START + timedelta(days=day)


def eased(*reliefs: Relief, severity: int | None = 5, minute: int = 0) -> Episode:
    return replace(an_episode(at=time(20, minute), severity=severity), reliefs=reliefs)


MARCH = Period(start=START, end=on(28))


def summary(*episodes: Episode) -> ReliefSummary:
    return relief_summary(replace(MARCH, episodes=episodes))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=80))
def test_the_interval_is_that_of_the_binomial_order_statistics(minutes: list[int]) -> None:
    found = median_interval(minutes)
    expected: Any = stats.quantile_test(minutes, q=0, p=0.5)
    expected = expected.confidence_interval(0.95)
    if found is None:
        assert len(minutes) < 6
        assert math.isnan(expected.low)
        assert math.isnan(expected.high)
    else:
        assert found == (expected.low, expected.high)


@pytest.mark.parametrize("n", range(6, 200, 7))
def test_the_ranks_are_the_innermost_that_keep_95_percent(n: int) -> None:
    low, high = median_interval(list(range(1, n + 1))) or (0, 0)
    rank = int(low)
    assert high == n + 1 - rank
    # The interval misses if fewer than `rank` values lie on one side of the median.
    assert 2 * stats.binom.cdf(rank - 1, n, 0.5) <= 0.05
    assert 2 * stats.binom.cdf(rank, n, 0.5) > 0.05


def test_the_interval_covers_the_median_of_a_skewed_distribution() -> None:
    rng = np.random.default_rng(4)
    draws = rng.exponential(size=(2000, 15))
    ends = [median_interval(row) or (0, 0) for row in draws.tolist()]
    covered = np.mean([low <= math.log(2) <= high for low, high in ends])
    # The exact coverage at n = 15, ranks 4 and 12.
    exact = 1 - 2 * stats.binom.cdf(3, 15, 0.5)
    assert covered == pytest.approx(exact, abs=3 * math.sqrt(exact * (1 - exact) / 2000))


def test_methods_are_counted_with_and_without_minutes() -> None:
    found = summary(
        eased(Relief(STRETCHING, 2), severity=4),
        eased(Relief(STRETCHING, 5), Relief(WATER), severity=8, minute=1),
        eased(Relief(STRETCHING), severity=None, minute=2),
        eased(minute=3),
    )
    assert (found.episodes, found.without_relief) == (4, 1)
    stretching, water = found.methods
    assert stretching.method is STRETCHING
    counts = (stretching.episodes, stretching.without_minutes, stretching.with_others)
    assert counts == (3, 1, 1)
    assert (stretching.severities, stretching.mean_severity) == (2, 6.0)
    assert stretching.minutes is not None
    assert (stretching.minutes.count, stretching.minutes.median) == (2, 3.5)
    assert (stretching.minutes.low, stretching.minutes.high) == (None, None)
    assert (water.method, water.without_minutes, water.minutes) == (WATER, 1, None)
    assert water.mean_severity == 8.0


def test_a_method_named_twice_is_used_once_and_took_the_longer_time() -> None:
    (heat,) = summary(eased(Relief(HEAT, 2), Relief(HEAT, 6), Relief(HEAT))).methods
    assert (heat.episodes, heat.without_minutes, heat.with_others) == (1, 0, 0)
    assert heat.minutes is not None
    assert heat.minutes.median == 6


def test_the_most_used_comes_first() -> None:
    found = summary(
        eased(Relief(STRETCHING)), eased(Relief(WATER), minute=1), eased(Relief(WATER), minute=2)
    )
    assert [m.method for m in found.methods] == [WATER, STRETCHING]


def test_the_habits_are_counted_on_the_days_they_were_recorded() -> None:
    days = (
        Day(diary_day=on(0), water_ml=1500, stretch_minutes=0, electrolyte_servings=0),
        Day(diary_day=on(1), water_ml=1499, stretch_minutes=5, electrolyte_servings=3),
        Day(diary_day=on(2), water_ml=3000, electrolyte_servings=1),
        Day(diary_day=on(3), no_cramps=True),
    )
    found = relief_summary(replace(MARCH, days=days, settings=Settings(water_goal=1500))).habits
    assert (found.water_goal_ml, found.water_goal_days, found.water_days) == (1500, 2, 3)
    assert (found.stretch_days, found.stretch_recorded_days) == (1, 2)
    assert (found.median_servings, found.servings_days) == (1.0, 3)
    assert (found.median_good_shoe_hours, found.good_shoe_recorded_days) == (None, 0)


def test_hours_in_good_shoes_are_known_only_where_shoes_and_hours_are() -> None:
    shoes = (Shoe("good", arch_support=True, toe_room=True), Shoe("bad", False), Shoe("unknown"))  # noqa: FBT003
    wear = (
        *(Wear(on(0), "good", 3), Wear(on(0), "bad", 5)),
        Wear(on(1), NONE, 0),
        Wear(on(2), "bad"),
        *(Wear(on(3), "good", 4), Wear(on(3), "unknown", 1)),
        Wear(on(4), "good"),
        *(Wear(on(5), "good", 4), Wear(on(5), "unknown", 0)),
    )
    found = relief_summary(replace(MARCH, shoes=shoes, wear=wear)).habits
    # Days 0, 1, 2 and 5: 3, 0, 0 and 4 hours.
    assert (found.good_shoe_recorded_days, found.median_good_shoe_hours) == (4, 1.5)


@pytest.mark.parametrize(
    "found",
    [
        summary(),
        relief_summary(Period(start=START, end=START)),
        relief_summary(Period(start=date.min, end=date.min)),
        summary(eased(Relief(STRETCHING), severity=None)),
        relief_summary(replace(MARCH, activities=(Activity(START, "run", 5),))),
        summary(eased(Relief(STRETCHING, 0))),
    ],
)
def test_awkward_diaries_have_a_summary_with_finite_numbers(found: ReliefSummary) -> None:
    assert all(math.isfinite(n) for n in numbers(asdict(found)))


def test_six_values_have_an_interval_and_five_have_none() -> None:
    assert FEWEST_FOR_INTERVAL == 6
    minutes = [Relief(HEAT, n) for n in (2, 9, 4, 7, 1, 5)]
    for count, ends in ((5, (None, None)), (6, (1, 9))):
        episodes = [eased(relief, minute=n) for n, relief in enumerate(minutes[:count])]
        (heat,) = summary(*episodes).methods
        assert heat.minutes is not None
        assert (heat.minutes.count, heat.minutes.low, heat.minutes.high) == (count, *ends)
