"""The days of the week: counts, and the rotations of days within their weeks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cramp_diary.analysis.rates import weekly_rate
from cramp_diary.analysis.summaries.weekdays import compare_weekdays
from tests.support.simulated_diaries import Process, draw
from tests.support.validation_measures import table

MONDAY = "2026-01-05"


def diary(values: list[float], start: str = MONDAY) -> pd.DataFrame:
    days = pd.date_range(start, periods=len(values))
    return pd.DataFrame({"episodes": np.array(values, dtype=float)}, days)


def test_each_day_of_the_week_has_its_counts_and_exact_interval() -> None:
    found = compare_weekdays(diary([2, 0, 0, np.nan, 1, 0, 0] * 14))
    assert [day.episodes for day in found.days] == [28, 0, 0, 0, 14, 0, 0]
    assert [day.recorded_days for day in found.days] == [14, 14, 14, 0, 14, 14, 14]
    assert found.days[0].rate == weekly_rate(28, 14)
    assert found.days[3].rate is None
    assert found.weeks == 14


@pytest.mark.parametrize("start", [MONDAY, "2026-01-08", "2026-01-11"])
def test_cramps_on_one_day_of_the_week_only_differ_whatever_day_the_diary_begins(
    start: str,
) -> None:
    found = compare_weekdays(diary([1, 0, 0, 0, 0, 0, 0] * 15, start))
    assert found.p_value == 1 / 5000
    with_cramps = [n for n, day in enumerate(found.days) if day.episodes]
    assert with_cramps == [pd.Timestamp(start).weekday()]


def test_the_p_value_is_that_of_all_rotations_of_a_short_diary() -> None:
    # Two weeks matter: the others are the same however they are rotated, so 49 rotations in all.
    calm = [1.0] * 7
    first, second = [3.0, 0, 0, 0, 0, 0, 0], [2.0, 0, 1, 0, 0, 0, 0]
    found = compare_weekdays(diary([*calm * 12, *first, *second]))
    totals = np.array(
        [12 + np.roll(first, a) + np.roll(second, b) for a in range(7) for b in range(7)]
    )
    expected = 12 + 6 / 7
    chi_square = ((totals - expected) ** 2).sum(axis=1) / expected
    exact = float(np.mean(chi_square >= chi_square[0] - 1e-9))
    assert found.p_value == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 5000))


@pytest.mark.parametrize(
    ("values", "lacking"),
    [
        ([1.0, 0, 0, 0, 0, 0, 0] * 11, {"weeks": 11}),
        ([1.0, *[np.nan] * 6] * 30, {"weeks": 0}),
        ([0.0] * 98, {"episodes": 0, "cramp days": 0}),
        ([12.0, *[0.0] * 97], {"cramp days": 1}),
        ([], {"weeks": 0, "episodes": 0, "cramp days": 0}),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_tested(
    values: list[float], lacking: dict[str, int]
) -> None:
    found = compare_weekdays(diary(values))
    assert {s.what: s.have for s in found.lacking} == lacking
    assert found.p_value is None


def test_the_same_cramps_every_night_do_not_differ() -> None:
    assert compare_weekdays(diary([1.0] * 100)).p_value == 1.0


def test_streaks_and_gaps_are_seldom_taken_for_a_pattern_of_the_week() -> None:
    rng = np.random.default_rng(1)
    y, x = draw(rng, Process(days=180, rate=0.4, clustering=0.8), 300)
    found = [compare_weekdays(table(*row)).p_value for row in zip(y, x[:, None], strict=True)]
    p_values = np.array([p for p in found if p is not None])
    assert len(p_values) > 250
    # Standard error .013 of .05.
    assert 0.015 < (p_values < 0.05).mean() < 0.09


def test_cramps_thrice_as_frequent_on_weekdays_are_seen_in_a_year() -> None:
    rng = np.random.default_rng(2)
    y, x = draw(rng, Process(days=365, rate=0.4, weekday_ratio=3.0), 60)
    p_values = [compare_weekdays(table(*row)).p_value for row in zip(y, x[:, None], strict=True)]
    assert np.mean([p is not None and p < 0.05 for p in p_values]) > 0.5
