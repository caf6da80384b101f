"""Daily values from elsewhere, compared with a diary: what is new, there already, or different."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cramp_diary.core.errors import BadName
from cramp_diary.core.model import Drink, Factor, FactorValue
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import Direction, FactorKind, Keep
from cramp_diary.exchange.errors import OtherFactor
from cramp_diary.exchange.factor_table import (
    DailyValue,
    FactorPlan,
    FactorSeries,
    find_span,
    plan_factors,
)
from tests.support.factories import NOW, a_period

FIRST = date(2026, 2, 20)
LAST = FIRST + timedelta(4)
KNOWN = replace(
    a_period(FIRST, [1, 0, None, 2, 0]),
    factors=(Factor("steps", more_exposed=Direction.LESS, may_follow_cramp=True),),
    factor_values=(
        FactorValue(FIRST, "steps", 4000),
        FactorValue(FIRST + timedelta(1), "steps", 8000),
        FactorValue(FIRST - timedelta(400), "steps", 1),
    ),
)
"""Five days, one of them not recorded; values of an own factor on two of them and long before."""


def a_series(name: str, *values: float | None, start: date = FIRST) -> FactorSeries:
    """Return the values of consecutive days."""
    found = [
        DailyValue(start + timedelta(n), value, f"watch.csv, line {n + 2}")
        for n, value in enumerate(values)
        if value is not None
    ]
    return FactorSeries(Factor(name, source="watch.csv"), found)


def plan(*series: FactorSeries, keep: Keep | None = None, takes_all: bool = False) -> FactorPlan:
    return plan_factors(series, KNOWN, LAST + timedelta(2), keep, takes_all=takes_all)


def test_a_new_factor_gets_a_value_on_each_day_that_has_one_and_none_on_the_others() -> None:
    found = plan(a_series("heat", 21.5, None, 23))
    assert found.changes.added.factors == (Factor("heat", source="watch.csv"),)
    assert found.changes.added.factor_values == (
        FactorValue(FIRST, "heat", 21.5),
        FactorValue(FIRST + timedelta(2), "heat", 23),
    )
    (heat,) = found.series
    assert heat.is_new
    assert (heat.added, heat.recorded) == (2, 1)  # the third day is not recorded


def test_a_factor_of_the_diary_keeps_its_name_and_what_it_says_of_it() -> None:
    found = plan(a_series("STEPS", None, None, 5000))
    (steps,) = found.changes.changed.factors
    assert steps == replace(KNOWN.factors[0], source="watch.csv")
    assert found.changes.added.factor_values == (FactorValue(FIRST + timedelta(2), "steps", 5000),)


def test_what_is_there_already_adds_nothing_and_changes_no_source() -> None:
    found = plan(a_series("steps", 4000, 8000))
    assert not found.changes.format_counts()
    assert found.series[0].same == 2


def test_another_value_is_a_difference_and_only_theirs_replaces_it() -> None:
    series = a_series("steps", 4000, 9000.5, 100)
    for keep, changed in ((None, ()), (Keep.MINE, ()), (Keep.THEIRS, (9000.5,))):
        found = plan(series, keep=keep)
        assert tuple(v.value for v in found.changes.changed.factor_values) == changed
        assert [v.value for v in found.changes.added.factor_values] == [100]
        assert [str(difference) for difference in found.differences] == [
            "watch.csv, line 3: steps on Sat 21 Feb 2026: 8000 in the diary, 9000.5 in the file"
        ]


@pytest.mark.parametrize(("takes_all", "added", "outside"), [(False, 5, 4), (True, 9, 0)])
def test_days_that_the_diary_does_not_span_are_left_out_unless_all_are_taken(
    *, takes_all: bool, added: int, outside: int
) -> None:
    series = a_series("heat", *range(12), start=FIRST - timedelta(2))
    (heat,) = plan(series, takes_all=takes_all).series
    assert (heat.added, heat.outside, heat.to_come) == (added, outside, 3)
    assert heat.added + heat.same + heat.different + heat.outside + heat.to_come == 12
    assert heat.recorded == 4


def test_a_diary_spans_the_days_of_which_the_person_recorded_anything() -> None:
    assert find_span(KNOWN) == (FIRST, LAST)
    drink = Drink(NOW.date(), NOW, 250)
    assert find_span(replace(KNOWN, drinks=(drink,))) == (FIRST, NOW.date())
    empty = Period(start=FIRST, end=FIRST)
    assert find_span(empty) is None
    (series,) = plan_factors([a_series("heat", 1)], empty, LAST).series
    assert (series.added, series.outside) == (0, 1)


def test_values_of_another_kind_or_unit_are_refused() -> None:
    yes_no = Factor("steps", FactorKind.YES_NO)
    with pytest.raises(OtherFactor, match="as amount, and the values to import are yes/no"):
        plan(FactorSeries(yes_no, []))
    known = replace(KNOWN, factors=(Factor("heat", unit="\N{DEGREE SIGN}C"),))
    fahrenheit = FactorSeries(Factor("heat", unit="F"), [])
    with pytest.raises(OtherFactor, match="as \N{DEGREE SIGN}C, and the values to import are F"):
        plan_factors([fahrenheit], known, LAST)
    celsius = FactorSeries(Factor("heat", unit="c"), [DailyValue(FIRST, 20, "")])
    assert plan_factors([celsius], known, LAST).series[0].factor.unit == "\N{DEGREE SIGN}C"


def test_a_factor_cannot_be_called_like_what_a_day_has_already() -> None:
    with pytest.raises(BadName):
        plan(a_series("water_ml", 1500))


def test_yes_and_no_are_words_in_a_difference() -> None:
    heat = Factor("hot", FactorKind.YES_NO)
    known = replace(KNOWN, factors=(heat,), factor_values=(FactorValue(FIRST, "hot", 0),))
    found = plan_factors([FactorSeries(heat, [DailyValue(FIRST, 1, "a")])], known, LAST)
    assert str(found.differences[0]).endswith("no in the diary, yes in the file")
