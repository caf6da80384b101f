"""The minimum data, the smallest detectable ratio and the days still needed."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cramp_diary.analysis.inference.power import (
    GREATEST_RATIO,
    LEAST_AHEAD,
    MOST_DAYS_NEEDED,
    Counts,
    count_days,
    days_needed,
    days_to_first_verdict,
    find_shortfalls,
    smallest_detectable_ratio,
)
from cramp_diary.core.vocabulary import Direction

NAN = math.nan
ENOUGH = Counts(calendar_days=28, days=28, episodes=10, cramp_days=8, exposed_days=8, spells=3)


def daily(values: list[float]) -> pd.Series[float]:
    return pd.Series(values, pd.date_range("2026-01-01", periods=len(values)), dtype=float)


def missing(c: Counts) -> list[tuple[str, int, int]]:
    return [(s.what, s.have, s.need) for s in find_shortfalls(c)]


def test_the_gate_passes_at_its_six_requirements() -> None:
    assert find_shortfalls(ENOUGH) == ()
    assert days_to_first_verdict(ENOUGH) == 0


@pytest.mark.parametrize(
    ("c", "lacking"),
    [
        (replace(ENOUGH, days=27), ("recorded days", 27, 28)),
        (replace(ENOUGH, episodes=9), ("episodes", 9, 10)),
        (replace(ENOUGH, cramp_days=7), ("cramp days", 7, 8)),
        (replace(ENOUGH, exposed_days=7), ("more-exposed days", 7, 8)),
        (replace(ENOUGH, exposed_days=21), ("less-exposed days", 7, 8)),
        (replace(ENOUGH, spells=2), ("separate spells of exposure", 2, 3)),
    ],
)
def test_each_requirement_alone_fails_the_gate(c: Counts, lacking: tuple[str, int, int]) -> None:
    assert missing(c) == [lacking]


def test_a_long_diary_with_few_recorded_days_needs_more_of_them() -> None:
    # 3650 days have 4 + 3650 // 60 = 64 columns; twice as many days and ten to spare.
    assert missing(replace(ENOUGH, calendar_days=3650, days=130)) == [("recorded days", 130, 138)]


def test_counts_are_of_the_days_with_both_recorded() -> None:
    episodes = daily([1, 0, NAN, 2, 0, 0, 1])
    exposure = daily([1, 1, 1, NAN, 1, 0, 1])
    found = count_days(episodes, exposure, Direction.MORE)
    # The gap on days 3 and 4 does not end the spell that goes on around it.
    assert found == Counts(
        calendar_days=7, days=5, episodes=2, cramp_days=2, exposed_days=4, spells=2
    )


def test_counts_follow_the_direction_and_the_median() -> None:
    episodes, water = daily([1, 0, 0, 0, 1, 0]), daily([500, 3000, 2500, 400, 600, 2800])
    assert count_days(episodes, water, Direction.LESS).exposed_days == 3
    assert count_days(episodes, water, Direction.LESS).spells == 2
    assert count_days(episodes, water, Direction.MORE).spells == 2


def test_nothing_recorded_counts_zero() -> None:
    found = count_days(daily([NAN] * 3), daily([NAN] * 3), Direction.MORE)
    assert found == Counts(3, 0, 0, 0, 0, 0)
    assert days_to_first_verdict(found) is None


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_the_minimum_data_is_blind_to_which_days_the_episodes_fall_on(seed: int) -> None:
    rng = np.random.default_rng(seed)
    episodes = rng.poisson(0.5, 40).astype(float)
    exposure = daily(list((rng.random(40) < 0.3).astype(float)))
    other = daily(list(rng.permutation(episodes)))
    shortfalls = [
        find_shortfalls(count_days(y, exposure, Direction.MORE))
        for y in (daily(list(episodes)), other)
    ]
    assert shortfalls[0] == shortfalls[1]


@pytest.mark.parametrize(
    ("c", "days"),
    [
        (replace(ENOUGH, days=20, calendar_days=20), 8),
        # 4 more episodes at 6 in 28 days: 18.7 days.
        (replace(ENOUGH, episodes=6), 19),
        # 6 more cramp days at 2 in 28 days, longer than the episodes take.
        (replace(ENOUGH, cramp_days=2, episodes=6), 84),
        (replace(ENOUGH, spells=0, exposed_days=0), None),
        (replace(ENOUGH, episodes=0, cramp_days=0), None),
    ],
)
def test_days_to_the_first_verdict_go_on_at_the_present_pace(c: Counts, days: int | None) -> None:
    assert days_to_first_verdict(c) == days


def imbalance(ratio: float, c: Counts, inflation: float, days: float) -> float:
    """Return |q - p| sqrt(N) less its noise, at any number of days."""
    scale = days / c.days
    share = c.exposed_days / c.days
    q = share * ratio / (share * ratio + 1 - share)
    m = 4 + math.floor(c.calendar_days * scale) // 60
    wide = max(inflation, 1.25 * min(1, inflation)) * days / (days - 2 * m)
    noise = 1.96 * math.sqrt(wide * share * (1 - share)) + 0.842 * math.sqrt(wide * q * (1 - q))
    return abs(q - share) * math.sqrt(c.episodes * scale) - noise


some_counts = st.builds(
    lambda days, gaps, episodes, share: Counts(
        days + gaps, days, episodes, episodes, max(1, int(days * share)), 5
    ),
    days=st.integers(40, 400),
    gaps=st.integers(0, 100),
    episodes=st.integers(10, 300),
    share=st.floats(0.05, 0.95),
)


@settings(deadline=None, max_examples=60)
@given(c=some_counts, inflation=st.floats(0.3, 4))
def test_the_smallest_detectable_ratio_solves_its_equation(c: Counts, inflation: float) -> None:
    ratio = smallest_detectable_ratio(c, inflation)
    if ratio is None:
        assert imbalance(1000, c, inflation, c.days) < 0
        return
    assert 1 < ratio <= 1000
    assert imbalance(ratio, c, inflation, c.days) == pytest.approx(0, abs=1e-4)


@settings(deadline=None, max_examples=60)
@given(c=some_counts, inflation=st.floats(0.3, 4))
def test_the_days_needed_are_the_fewest_that_show_the_ratio(c: Counts, inflation: float) -> None:
    more = days_needed(2.0, c, inflation)
    now = smallest_detectable_ratio(c, inflation)
    assert (more == 0) == (now is not None and now <= 2)
    if more is None:
        assert imbalance(2.0, c, inflation, c.days + 20_000) < 0
    else:
        assert imbalance(2.0, c, inflation, c.days + more) >= 0
        assert all(
            imbalance(2.0, c, inflation, c.days + n) < 0 for n in range(max(0, more - 90), more)
        )


def test_doubling_the_diary_as_often_as_told_turns_round() -> None:
    c = Counts(50, 50, 25, 20, 20, 8)
    more = days_needed(2.0, c)
    assert more is not None
    times = math.ceil((50 + more) / 50)
    longer = Counts(*(times * n for n in (50, 50, 25, 20, 20, 8)))
    shorter = Counts(*((times - 2) * n for n in (50, 50, 25, 20, 20, 8)))
    detectable = [smallest_detectable_ratio(counted) for counted in (longer, shorter)]
    assert detectable[0] is not None
    assert detectable[1] is not None
    assert detectable[0] <= 2 < detectable[1]


@pytest.mark.parametrize(
    "c",
    [
        replace(ENOUGH, episodes=0),
        replace(ENOUGH, exposed_days=0),
        replace(ENOUGH, exposed_days=28),
        Counts(0, 0, 0, 0, 0, 0),
    ],
)
def test_without_a_contrast_nothing_can_be_detected(c: Counts) -> None:
    assert smallest_detectable_ratio(c) is None
    assert days_needed(2.0, c) is None


def test_too_short_a_diary_detects_nothing_yet_but_knows_its_pace() -> None:
    short = Counts(9, 8, 3, 3, 4, 2)
    assert smallest_detectable_ratio(short) is None
    assert days_needed(2.0, short)
    assert smallest_detectable_ratio(Counts(40, 40, 1, 1, 20, 5)) is None
    # One day in 3650 recorded leaves fewer days than columns, however long it goes on.
    assert days_needed(2.0, Counts(3650, 60, 12, 8, 20, 5)) is None


def test_looking_ahead_counts_on_an_inflation_of_at_least_1_25() -> None:
    c = Counts(120, 100, 40, 30, 40, 12)
    assert LEAST_AHEAD == 1.25
    for found in (smallest_detectable_ratio, lambda c, wide: days_needed(2.0, c, wide)):
        assert found(c, 1.0) == found(c, 1.249) == found(c, 1.25)
        assert (found(c, 1.3) or 0) > (found(c, 1.25) or 0)


def test_nights_that_vary_less_than_poisson_promise_fewer_days() -> None:
    c = Counts(120, 100, 40, 30, 40, 12)
    for found in (smallest_detectable_ratio, lambda c, wide: days_needed(2.0, c, wide)):
        assert (found(c, 0.7) or 0) < (found(c, 1.0) or 0)
    wait, before = (days_needed(2.0, c, inflation) or 0 for inflation in (0.7, 1.0))
    assert wait < 0.75 * before


def test_no_ratio_beyond_1000_is_named_and_no_wait_beyond_20_000_days() -> None:
    assert (GREATEST_RATIO, MOST_DAYS_NEEDED) == (1000, 20_000)
    # The fewest episodes that show any ratio show one just below the greatest.
    c = Counts(400, 400, 1, 1, 40, 12)
    shown = [smallest_detectable_ratio(replace(c, episodes=n)) for n in range(1, 40)]
    first = next(n for n, ratio in enumerate(shown, 1) if ratio)
    assert imbalance(1000, replace(c, episodes=first - 1), 1, 400) < 0
    assert imbalance(1000, replace(c, episodes=first), 1, 400) >= 0
    waits = [days_needed(ratio / 1000, ENOUGH) for ratio in range(1010, 1500)]
    known = [wait for wait in waits if wait is not None]
    assert None in waits
    assert 19_000 < max(known) <= 20_000
