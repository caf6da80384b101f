"""The phrases of risk factors, those of the article and the person's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cramp_diary.analysis.inference.negative_control import NEGATIVE_CONTROL
from cramp_diary.analysis.risk_factors import MEDICATION, POOR_SHOES, RiskFactor, list_risk_factors
from cramp_diary.core.model import Factor, Medication
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import Direction, FactorKind
from cramp_diary.wording.factor_phrases import phrases_for

START = date(2026, 3, 1)
EMPTY = Period(start=START, end=START + timedelta(3))


def own(*factors: Factor) -> tuple[RiskFactor, ...]:
    found = list_risk_factors(Period(start=START, end=START, factors=factors))
    return found[len(found) - len(factors) :]


@pytest.mark.parametrize("name", ["alcohol", "50% {rum}"])
def test_a_level_of_an_own_factor_can_be_formatted_whatever_its_name(name: str) -> None:
    bare, with_unit, yes_no = own(
        Factor(name), Factor(f"{name} 2", unit="{ml}"), Factor("yes", FactorKind.YES_NO)
    )
    assert phrases_for(bare).format_levels("2 against 1") == f"2 against 1 of {name}"
    assert phrases_for(with_unit).format_levels("2.5") == f"2.5 {{ml}} of {name} 2"
    assert phrases_for(yes_no).presence == "with yes"


def test_every_factor_has_a_phrase_for_a_level_or_a_presence() -> None:
    for factor in list_risk_factors(EMPTY):
        assert phrases_for(factor).format_levels("1")
        assert phrases_for(factor).presence or factor.column == "medication: none"


def test_more_exposed_is_named_in_the_direction_of_the_factor() -> None:
    (sleep,) = own(Factor("sleep", unit="h", more_exposed=Direction.LESS))
    named = [phrases_for(factor).more_exposed for factor in (*list_risk_factors(EMPTY), sleep)]
    assert named == [
        "less water",
        "fewer electrolyte servings",
        "more sitting",
        "more exertion",
        "more hours in poor shoes",
        "having nerve symptoms",
        "taking a medication",
        "less sleep",
    ]
    assert [phrases_for(factor).is_plural for factor in list_risk_factors(EMPTY)] == [
        *(False, True, False, False, True, False, False)
    ]


def test_a_medication_is_taken_and_an_own_factor_named_like_one_is_not() -> None:
    (*_, furosemide) = list_risk_factors(
        Period(start=START, end=START, medications=(Medication("furosemide"),))
    )
    assert phrases_for(furosemide).more_exposed == "taking furosemide"
    assert phrases_for(furosemide).presence == "with furosemide"
    (own_one,) = own(Factor(MEDICATION))
    assert phrases_for(own_one).more_exposed == f"more {MEDICATION}"


def test_the_negative_control_and_poor_shoes_have_phrases_of_their_own() -> None:
    assert phrases_for(NEGATIVE_CONTROL).more_exposed == "days of heads"
    assert phrases_for(NEGATIVE_CONTROL).presence == "of heads"
    assert phrases_for(POOR_SHOES).more_exposed == "wearing poor shoes"
    assert phrases_for(POOR_SHOES).presence == "in poor shoes"
