"""When the days still needed will have been recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from cramp_diary.analysis.inference.pace import MOST_DAYS_AHEAD, RECENT_DAYS, expected_on

START = date(2026, 1, 1)
AS_OF = START + timedelta(99)


def recorded(days: list[bool]) -> pd.Series[bool]:
    return pd.Series(days, pd.date_range(START, periods=len(days)))


@pytest.mark.parametrize(
    ("days", "wait"),
    [
        # Each day, every other day, and each day of the last 28 of 56.
        ([True] * 100, 10),
        ([True, False] * 50, 20),
        ([False] * 72 + [True] * 28, 20),
        # A diary younger than eight weeks has its own days only.
        ([False] * 80 + [True] * 20, 28),
    ],
)
def test_the_pace_is_that_of_the_last_eight_weeks(days: list[bool], wait: int) -> None:
    assert expected_on(recorded(days), 10, AS_OF) == AS_OF + timedelta(wait)


def test_a_young_diary_has_the_pace_of_its_days() -> None:
    used = recorded([True, False, True, True])
    assert expected_on(used, 6, START + timedelta(3)) == START + timedelta(3 + 8)


def test_a_pause_slows_the_pace() -> None:
    used = recorded([True] * 60)
    later = date(2026, 4, 10)
    # 16 of the last 56 days, though all up to 1 March.
    assert expected_on(used, 16, later) == later + timedelta(56)


def test_no_date_without_a_pace() -> None:
    assert expected_on(recorded([True] * 10), None, AS_OF) is None
    assert expected_on(recorded([True] * 10), 5, AS_OF) is None
    assert expected_on(recorded([]), 5, AS_OF) is None
    assert expected_on(recorded([True] * 100), 4000, AS_OF) is None


def test_nothing_needed_is_today() -> None:
    assert expected_on(recorded([True] * 100), 0, AS_OF) == AS_OF


@pytest.mark.parametrize(("days_ago", "is_known"), [(55, True), (56, False)])
def test_a_day_counts_for_the_pace_for_56_days(days_ago: int, *, is_known: bool) -> None:
    days = [False] * 100
    days[99 - days_ago] = True
    found = expected_on(recorded(days), 1, AS_OF)
    assert found == (AS_OF + timedelta(56) if is_known else None)
    assert RECENT_DAYS == 56


def test_a_date_is_given_up_to_ten_years_ahead() -> None:
    daily = recorded([True] * 100)
    assert expected_on(daily, 3653, AS_OF) == AS_OF + timedelta(3653)
    assert expected_on(daily, 3654, AS_OF) is None
    assert MOST_DAYS_AHEAD == 3653
