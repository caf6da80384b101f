"""The seven of the article, each with one exposure, and the person's own."""

from __future__ import annotations

from datetime import date, timedelta

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.risk_factors import list_risk_factors
from cramp_diary.core.model import Factor, Medication
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import Direction
from tests.support.factories import a_period

START = date(2026, 3, 1)
EMPTY = Period(start=START, end=START + timedelta(3))


def test_the_seven_are_those_of_the_article_in_its_order() -> None:
    # The causes that the article names, each with its one column and direction.
    assert [(f.factor, f.column, f.more_exposed.value) for f in list_risk_factors(EMPTY)] == [
        ("dehydration", "water_ml", "less"),
        ("electrolyte imbalance", "electrolyte_servings", "less"),
        ("poor circulation", "sitting_hours", "more"),
        ("overexertion", "exertion_load", "more"),
        ("improper footwear", "poor_shoe_hours", "more"),
        ("nerve compression", "nerve_symptoms", "more"),
        ("medication side effects", "medication: none", "more"),
    ]


def test_each_medication_and_each_own_factor_is_one_of_the_family() -> None:
    period = Period(
        start=START,
        end=START + timedelta(3),
        medications=(Medication("statin"), Medication("diuretic")),
        factors=(Factor("sleep", unit="h", more_exposed=Direction.LESS),),
    )
    *_, statin, diuretic, sleep = list_risk_factors(period)
    assert [f.factor for f in (statin, diuretic)] == ["medication side effects"] * 2
    assert [f.exposure for f in (statin, diuretic)] == ["statin", "diuretic"]
    assert sleep.more_exposed is Direction.LESS
    assert sleep.unit == "h"


def test_every_factor_has_a_daily_series_recorded_or_not() -> None:
    period = a_period(START, [0, 1, None])
    daily = daily_table(period)
    for factor in list_risk_factors(period):
        series = factor.series(daily)
        assert series.index.equals(daily.index)
        assert series.isna().all()
