"""Rates with Garwood's interval, and the diary week by week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cramp_diary.analysis.rates import weekly_rate
from cramp_diary.analysis.summaries.weekly import last_weeks, weekly_table
from cramp_diary.core.settings import Settings
from tests.support.factories import a_period

MONDAY_FIRST, SUNDAY_FIRST = Settings(), Settings(time(4), 6)
MONDAY = date(2026, 3, 2)


@settings(deadline=None, max_examples=50)
@given(episodes=st.integers(0, 500), days=st.integers(1, 400))
def test_the_interval_is_garwoods(episodes: int, days: int) -> None:
    rate = weekly_rate(episodes, days)
    assert rate is not None
    # Garwood 1936: chi2(.025; 2k) / 2 and chi2(.975; 2k + 2) / 2.
    low = stats.chi2.ppf(0.025, 2 * episodes) / 2 if episodes else 0
    high = stats.chi2.ppf(0.975, 2 * episodes + 2) / 2
    assert rate.per_week == pytest.approx(7 * episodes / days)
    assert (rate.low, rate.high) == pytest.approx((7 * low / days, 7 * high / days))


def test_no_episode_in_a_week_has_the_textbook_upper_limit() -> None:
    rate = weekly_rate(0, 7)
    assert rate is not None
    # -ln(.025) = 3.689: Garwood's table for an observed 0.
    assert (rate.per_week, rate.low) == (0, 0)
    assert rate.high == pytest.approx(3.689, abs=5e-4)


def test_without_a_recorded_day_there_is_no_rate() -> None:
    assert weekly_rate(0, 0) is None


def test_a_week_counts_its_recorded_days_alone() -> None:
    period = a_period(MONDAY, [2, 0, None, None, 1, None, None] + [None] * 7 + [0])
    first, second, third = weekly_table(period)
    assert (first.start, first.days, first.recorded_days, first.episodes) == (MONDAY, 7, 3, 3)
    assert first.rate == weekly_rate(3, 3)
    assert (first.median_severity, first.worst_severity) == (6, 6)
    assert (second.recorded_days, second.episodes, second.rate) == (0, 0, None)
    assert (third.days, third.recorded_days, third.episodes) == (1, 1, 0)
    assert third.rate == weekly_rate(0, 1)
    assert (third.median_severity, third.worst_severity) == (None, None)


@pytest.mark.parametrize(
    ("how", "starts"),
    [
        (MONDAY_FIRST, [date(2026, 2, 23), date(2026, 3, 2)]),
        (SUNDAY_FIRST, [date(2026, 3, 1)]),
    ],
)
def test_a_week_starts_on_the_day_the_person_chose(how: Settings, starts: list[date]) -> None:
    # Sunday 1 March to Saturday 7 March 2026.
    period = replace(a_period(date(2026, 3, 1), [1] * 7), settings=how)
    assert [week.start for week in weekly_table(period)] == starts
    assert sum(week.episodes for week in weekly_table(period)) == 7


def test_the_severities_of_a_week_are_those_of_its_episodes() -> None:
    period = a_period(MONDAY, [4, 0, 0, 1, 1])
    said = (2, 2, 3, 9, None, 10)
    episodes = (replace(e, severity=s) for e, s in zip(period.episodes, said, strict=True))
    period = replace(period, episodes=tuple(episodes))
    # Of 2, 2, 3, 9 and, on Friday, 10; not of the worst of each day, 9 and 10.
    (week,) = weekly_table(period)
    assert (week.median_severity, week.worst_severity) == (3, 10)
    (before,) = last_weeks(period, 1, end=date(2026, 3, 6))
    assert (before.median_severity, before.worst_severity) == (2.5, 9)


def test_a_table_without_rows_has_no_weeks() -> None:
    assert weekly_table(a_period(MONDAY, [])) == ()


def test_the_last_weeks_are_filled_up_with_empty_ones() -> None:
    period = a_period(MONDAY, [1, 0, 0])
    weeks = last_weeks(period, 4, end=date(2026, 3, 12))
    # The last week holds Wednesday 11 March; its days after that are not there.
    assert [week.start for week in weeks] == [
        date(2026, 2, 16),
        date(2026, 2, 23),
        date(2026, 3, 2),
        date(2026, 3, 9),
    ]
    assert [week.days for week in weeks] == [7, 7, 7, 3]
    assert [week.recorded_days for week in weeks] == [0, 0, 3, 0]
    assert [week.rate is None for week in weeks] == [True, True, False, True]


def test_the_last_weeks_start_on_the_day_the_person_chose() -> None:
    period = replace(a_period(MONDAY, [1, 0, 0]), settings=SUNDAY_FIRST)
    weeks = last_weeks(period, 2, end=date(2026, 3, 5))
    assert [week.start for week in weeks] == [date(2026, 2, 22), date(2026, 3, 1)]
    assert [week.days for week in weeks] == [7, 4]


def test_an_end_on_the_first_day_of_a_week_keeps_the_week_before() -> None:
    period = a_period(MONDAY, [1] * 7)
    (week,) = last_weeks(period, 1, end=date(2026, 3, 9))
    assert (week.start, week.days, week.episodes) == (MONDAY, 7, 7)
