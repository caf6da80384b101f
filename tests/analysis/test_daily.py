"""The daily table keeps the four states apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pytest

from cramp_diary.analysis.daily import before_column, daily_table
from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Dose,
    Drink,
    Factor,
    FactorValue,
    Medication,
)
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import FactorKind, State
from tests.support.factories import BERLIN, a_period, an_episode

START = date(2026, 3, 1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (START + timedelta(n) for n in range(1, 5))
NAN = np.nan


def column(period: Period, name: str) -> list[float]:
    return [float(value) for value in daily_table(period)[name]]


def same(values: list[float], expected: list[float]) -> bool:
    return np.array_equal(values, expected, equal_nan=True)


def test_a_day_is_not_recorded_or_without_cramps_or_counted() -> None:
    period = a_period(START, [2, 0, None, 1])
    assert same(column(period, "episodes"), [2, 0, NAN, 1])


def test_an_episode_counts_even_where_none_was_confirmed_earlier() -> None:
    period = Period(
        start=START,
        end=MONDAY,
        episodes=(an_episode(START, time(20), state=State.RESTING),),
        days=(Day(diary_day=START, no_cramps=True),),
    )
    assert column(period, "episodes") == [1]


def test_saying_something_else_of_a_day_does_not_say_there_were_no_cramps() -> None:
    period = Period(start=START, end=MONDAY, days=(Day(diary_day=START, water_ml=2000),))
    assert same(column(period, "episodes"), [NAN])
    assert column(period, "water_ml") == [2000]


def test_the_rows_are_the_days_of_the_period_all_of_them_float() -> None:
    daily = daily_table(a_period(START, [1, None, 0]))
    assert daily.index.equals(pd.date_range("2026-03-01", "2026-03-03", freq="D"))
    assert isinstance(daily.index, pd.DatetimeIndex)
    assert daily.index.freqstr == "D"
    assert set(daily.dtypes) == {np.dtype(float)}


def test_a_period_without_days_is_a_table_without_rows() -> None:
    daily = daily_table(Period(start=START, end=START))
    assert len(daily) == 0
    assert "poor_shoe_hours" in daily


def test_the_worst_severity_of_the_day_is_kept_and_an_absent_one_is_missing() -> None:
    period = Period(
        start=START,
        end=WEDNESDAY,
        episodes=(
            an_episode(START, time(20), severity=3, state=State.RESTING),
            an_episode(START, time(21), severity=7, state=State.RESTING),
            an_episode(START, time(22), severity=None, state=State.RESTING),
            an_episode(TUESDAY, time(22), severity=None, state=State.RESTING),
        ),
    )
    assert same(column(period, "severity"), [7, NAN, NAN])


@pytest.mark.parametrize(
    ("name", "zero", "amount"),
    [
        ("water_ml", 0.0, 1500.0),
        ("electrolyte_servings", 0.0, 3.0),
        ("sitting_hours", 0.0, 9.5),
        ("stretch_minutes", 0.0, 10.0),
        ("nerve_symptoms", False, True),
    ],
)
def test_a_factor_is_not_recorded_or_zero_or_an_amount(
    name: str, zero: float, amount: float
) -> None:
    values: list[dict[str, float]] = [{}, {name: zero}, {name: amount}]
    days = tuple(
        Day(diary_day=START + timedelta(n), no_cramps=True, **said)  # type: ignore[arg-type]  # one name at a time
        for n, said in enumerate(values)
    )
    period = Period(start=START, end=WEDNESDAY + timedelta(1), days=days)
    assert same(column(period, name), [NAN, 0, float(amount), NAN])


def test_loads_are_summed_and_missing_where_an_effort_is() -> None:
    period = Period(
        start=START,
        end=THURSDAY + timedelta(1),
        activities=(
            Activity(START, "running", 30, 5),
            Activity(START, "walking", 60, 2.5),
            Activity(MONDAY, "running", 30, 5),
            Activity(MONDAY, "walking", 60),
            Activity(TUESDAY, "none", 0),
            Activity(WEDNESDAY, "none", 0),
            Activity(WEDNESDAY, "running", 10, 4),
        ),
    )
    # Session-RPE: 30 x 5 + 60 x 2.5 (Foster 2001).
    assert same(column(period, "exertion_load"), [300, NAN, 0, 40, NAN])


def test_a_medication_is_taken_on_its_course_and_not_on_other_recorded_days() -> None:
    period = Period(
        start=START,
        end=THURSDAY + timedelta(1),
        days=tuple(Day(diary_day=d, no_cramps=True) for d in (START, MONDAY, THURSDAY)),
        medications=(Medication("statin"), Medication("spray"), Medication("unused")),
        courses=(
            Course("statin", START - timedelta(30), START),
            Course("statin", TUESDAY, WEDNESDAY),
        ),
        doses=(Dose(WEDNESDAY, "spray"), Dose(THURSDAY, "spray"), Dose(THURSDAY, "spray")),
    )
    assert same(column(period, "medication: statin"), [1, 0, 1, 1, 0])
    assert same(column(period, "medication: spray"), [0, 0, NAN, 1, 1])
    assert same(column(period, "medication: unused"), [0, 0, NAN, NAN, 0])


def test_an_open_course_goes_on_to_the_end_and_not_before_its_first_day() -> None:
    period = Period(
        start=START,
        end=THURSDAY,
        days=(Day(diary_day=START, no_cramps=True),),
        medications=(Medication("statin"),),
        courses=(Course("statin", TUESDAY),),
    )
    assert same(column(period, "medication: statin"), [0, NAN, 1, 1])


def test_the_persons_own_factors_have_their_columns() -> None:
    period = Period(
        start=START,
        end=WEDNESDAY,
        factors=(Factor("alcohol", FactorKind.YES_NO), Factor("sleep", unit="h")),
        factor_values=(
            FactorValue(START, "alcohol", 1),
            FactorValue(MONDAY, "alcohol", 0),
            FactorValue(MONDAY, "sleep", 7.5),
        ),
    )
    assert same(column(period, "own: alcohol"), [1, 0, NAN])
    assert same(column(period, "own: sleep"), [NAN, 7.5, NAN])


def test_an_episode_without_a_diary_day_belongs_to_no_row() -> None:
    stray = an_episode(START, time(20), state=State.RESTING)
    unplaced = type(stray)(started_at=stray.started_at, severity=5)
    period = Period(start=START, end=MONDAY, episodes=(unplaced,))
    assert same(column(period, "episodes"), [NAN])
    assert same(column(period, "severity"), [NAN])


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), BERLIN)


def test_what_was_drunk_before_the_first_cramp_is_told_from_the_rest() -> None:
    # Two cramps a day at 20:00 and 20:01; the last day has none.
    period = replace(
        a_period(START, [2, 2, 2, 0]),
        days=tuple(
            Day(diary_day=START + timedelta(n), water_ml=1000, no_cramps=n == 3) for n in range(4)
        ),
        drinks=(
            Drink(START, at(START, 19, 59), 300),
            Drink(START, at(START, 9), 200),
            Drink(START, at(START, 20), 250),
            Drink(MONDAY, at(MONDAY, 20, 1), 250),
            Drink(WEDNESDAY, at(WEDNESDAY, 9), 500),
        ),
    )
    before = before_column("water_ml")
    assert same(column(period, before), [500, 0, 0, NAN])
    # Of a cramp whose time is approximate nothing is known to have come before.
    about = tuple(replace(e, about=True) for e in period.episodes)
    assert same(column(replace(period, episodes=about), before), [0, 0, 0, NAN])
    # A total that is less than its drinks was told anew: they are wrong.
    less = tuple(replace(day, water_ml=700) for day in period.days)
    assert same(column(replace(period, days=less), before), [0, 0, 0, NAN])


def test_a_dose_is_known_to_come_before_by_its_time_and_a_course_always() -> None:
    period = replace(
        a_period(START, [1, 1, 1, 1]),
        medications=(Medication("pill"),),
        courses=(Course("pill", WEDNESDAY),),
        doses=(
            Dose(START, "pill", taken_at=at(START, 19)),
            Dose(MONDAY, "pill", taken_at=at(MONDAY, 21)),
            Dose(TUESDAY, "pill"),
        ),
    )
    assert column(period, before_column("medication: pill")) == [1, 0, 0, 1]
