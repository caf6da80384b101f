"""The phrases of risk factors, those of the article and the person's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cramp_diary.analysis.inference.negative_control import NEGATIVE_CONTROL
from cramp_diary.analysis.risk_factors import MEDICATION, POOR_SHOES, RiskFactor, list_risk_factors
from cramp_diary.core.model import Factor, Medication
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import Direction, FactorKind
from cramp_diary.wording.factor_phrases import (
    format_levels,
    format_more_exposed,
    format_presence,
    is_plural,
)

START = date(2026, 3, 1)
EMPTY = Period(start=START, end=START + timedelta(3))


def own(*factors: Factor) -> tuple[RiskFactor, ...]:
    found = list_risk_factors(Period(start=START, end=START, factors=factors))
    return found[len(found) - len(factors) :]


@pytest.mark.parametrize("name", ["alcohol", "50% {rum}"])
def test_a_level_of_an_own_factor_can_be_worded_whatever_its_name(name: str) -> None:
    bare, with_unit, yes_no = own(
        Factor(name), Factor(f"{name} 2", unit="{ml}"), Factor("yes", FactorKind.YES_NO)
    )
    assert format_levels(bare, "2 against 1") == f"2 against 1 of {name}"
    assert format_levels(with_unit, "2.5") == f"2.5 {{ml}} of {name} 2"
    assert format_presence(yes_no) == "with yes"


def test_every_factor_can_word_a_level_or_a_presence() -> None:
    for factor in list_risk_factors(EMPTY):
        assert format_levels(factor, "1")
        assert format_presence(factor) or factor.column == "medication: none"


def test_more_exposed_is_said_in_the_direction_of_the_factor() -> None:
    (sleep,) = own(Factor("sleep", unit="h", more_exposed=Direction.LESS))
    said = [format_more_exposed(factor) for factor in (*list_risk_factors(EMPTY), sleep)]
    assert said == [
        "less water",
        "fewer electrolyte servings",
        "more sitting",
        "more exertion",
        "more hours in poor shoes",
        "having nerve symptoms",
        "taking a medication",
        "less sleep",
    ]
    assert [is_plural(factor) for factor in list_risk_factors(EMPTY)] == [
        *(False, True, False, False, True, False, False)
    ]


def test_a_medication_is_taken_and_an_own_factor_named_like_one_is_not() -> None:
    (*_, furosemide) = list_risk_factors(
        Period(start=START, end=START, medications=(Medication("furosemide"),))
    )
    assert format_more_exposed(furosemide) == "taking furosemide"
    assert format_presence(furosemide) == "with furosemide"
    (own_one,) = own(Factor(MEDICATION))
    assert format_more_exposed(own_one) == f"more {MEDICATION}"


def test_the_coin_and_poor_shoes_have_phrases_of_their_own() -> None:
    assert format_more_exposed(NEGATIVE_CONTROL) == "days of heads"
    assert format_presence(NEGATIVE_CONTROL) == "of heads"
    assert format_more_exposed(POOR_SHOES) == "wearing poor shoes"
    assert format_presence(POOR_SHOES) == "in poor shoes"
