"""One factor in levels: how days are split, what is counted, and which days are gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cramp_diary.analysis.inference.findings import all_findings
from cramp_diary.analysis.rates import daily_rate
from cramp_diary.analysis.risk_factors import NERVES, SITTING, WATER, list_risk_factors
from cramp_diary.analysis.summaries.factor_levels import (
    AMOUNTS_A_LEVEL,
    FEWEST_DAYS_A_LEVEL,
    FactorLevel,
    LevelDay,
    factor_levels,
    split_levels,
)
from cramp_diary.core.model import Day
from tests.support.factories import a_period
from tests.support.known_ratio import a_diary_of

MONDAY = date(2026, 1, 26)


@pytest.mark.parametrize(
    ("amounts", "levels"),
    [
        ([], []),
        ([3.0] * 50, [(3, 3)]),
        (range(40), [(0, 7), (8, 15), (16, 23), (24, 31), (32, 39)]),
        (range(39), [(0, 9), (10, 18), (19, 28), (29, 38)]),
        (range(16), [(0, 7), (8, 15)]),
        (range(15), [(0, 14)]),
        (range(3), [(0, 2)]),
        # Most days are zero: they are one level.
        ([0] * 60 + list(range(1, 41)), [(0, 0), (1, 20), (21, 40)]),
        # Fifths would leave three days of 9 by themselves.
        ([1] * 30 + [5] * 30 + [9] * 3, [(1, 1), (5, 9)]),
    ],
)
def test_amounts_are_split_into_fifths_or_fewer(
    amounts: list[float], levels: list[tuple[float, float]]
) -> None:
    assert split_levels(np.array(amounts, dtype=float)) == levels


@given(st.lists(st.integers(-3, 12), min_size=1, max_size=120))
def test_every_amount_is_in_one_level_and_no_level_of_several_is_small(amounts: list[int]) -> None:
    levels = split_levels(np.array(amounts, dtype=float))
    inside = [[low <= amount <= high for low, high in levels] for amount in amounts]
    assert [sum(each) for each in inside] == [1] * len(amounts)
    assert 1 <= len(levels) <= 5
    assert levels == sorted(levels)
    if len(levels) > 1:
        assert np.array(inside).sum(axis=0).min() >= FEWEST_DAYS_A_LEVEL


@pytest.mark.parametrize(("episodes", "days"), [(0, 8), (1, 8), (17, 31), (400, 1000)])
def test_the_interval_of_a_level_is_garwoods(episodes: int, days: int) -> None:
    rate = daily_rate(episodes, days)
    assert rate is not None
    low = stats.chi2.ppf(0.025, 2 * episodes) / 2 if episodes else 0.0
    high = stats.chi2.ppf(0.975, 2 * episodes + 2) / 2
    assert rate.per_day == episodes / days
    assert (rate.low, rate.high) == pytest.approx((low / days, high / days))
    assert daily_rate(0, 0) is None


def test_each_level_counts_the_days_on_which_both_are_recorded() -> None:
    counts = [1, 0, None, 2, 0, 0]
    nerves = [True, True, True, False, None, False]
    days = [
        Day(diary_day=MONDAY + timedelta(n), no_cramps=count == 0, nerve_symptoms=there)
        for n, (count, there) in enumerate(zip(counts, nerves, strict=True))
    ]
    period = replace(a_period(MONDAY, counts), days=tuple(days))
    (shown,) = factor_levels(period, (NERVES,))
    no, yes = shown.levels
    assert (no.days, no.episodes, yes.days, yes.episodes) == (2, 2, 2, 1)
    assert shown.curve is None
    assert shown.finding.lacking
    # On the third day nobody said whether there were cramps, on the fifth nothing of nerves.
    assert [(day.level, day.episodes) for day in shown.days] == [
        (1, 1),
        (1, 0),
        (None, None),
        (0, 2),
        (None, 0),
        (0, 0),
    ]


def test_the_levels_are_those_of_the_finding() -> None:
    period = a_diary_of(200, sitting_ratio=3.0)
    found = {f.risk_factor: f for f in all_findings(period).factors}
    sitting, nerves = factor_levels(period, (SITTING, NERVES))
    for shown in (sitting, nerves):
        counts = found[shown.finding.risk_factor].counts
        assert shown.finding.association == found[shown.finding.risk_factor].association
        assert sum(level.days for level in shown.levels) == counts.days
        assert sum(level.episodes for level in shown.levels) == counts.episodes
        assert sum(day.level is not None for day in shown.days) == counts.days
    assert len(sitting.levels) == 5
    assert min(level.days for level in sitting.levels) >= 35
    curve = sitting.curve
    assert curve is not None
    assert len(curve.amounts) == 5 * AMOUNTS_A_LEVEL
    ends = [sitting.levels[0].least, sitting.levels[-1].greatest]
    assert curve.amounts[[0, -1]].tolist() == ends
    assert curve.per_day[-1] > 2 * curve.per_day[0]


def test_a_yes_or_no_that_was_always_no_has_a_level_without_days() -> None:
    days = [
        Day(diary_day=MONDAY + timedelta(n), no_cramps=True, nerve_symptoms=False) for n in (0, 1)
    ]
    period = replace(a_period(MONDAY, [0, 0]), days=tuple(days))
    (shown,) = factor_levels(period, (NERVES,))
    assert shown.levels[1] == FactorLevel(1, 1, 0, 0, None)


def test_what_is_never_recorded_has_no_level_and_the_days_have_no_shade() -> None:
    period = a_period(MONDAY, [None, 0, 1, None, 0, None])
    (shown,) = factor_levels(period, (WATER,))
    assert (shown.levels, shown.curve) == ((), None)
    assert shown.days[0] == LevelDay(MONDAY + timedelta(1), None, 0)
    assert len(shown.days) == 4


def test_a_diary_without_a_recorded_day_has_no_days() -> None:
    period = a_period(MONDAY, [None])
    assert {shown.days for shown in factor_levels(period, list_risk_factors(period))} == {()}
