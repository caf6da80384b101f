"""Hours in poor shoes, poor shoes as 0/1, and which of the two is compared."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.risk_factors import POOR_SHOES, SHOE_HOURS, list_risk_factors
from cramp_diary.core.model import Shoe, Wear
from cramp_diary.core.period import Period

DAY = date(2026, 3, 1)
NAN = np.nan
SHOES = (
    Shoe("heels", arch_support=True, toe_room=False),
    Shoe("flats", arch_support=False),
    Shoe("boots", arch_support=True, toe_room=True),
    Shoe("gift", arch_support=True),
)


def worn(*wear: tuple[str, float | None]) -> Period:
    """Return one diary day with this wear."""
    return Period(
        start=DAY,
        end=DAY + timedelta(1),
        shoes=SHOES,
        wear=tuple(Wear(DAY, shoe, hours) for shoe, hours in wear),
    )


@pytest.mark.parametrize(
    ("wear", "hours", "yes_no"),
    [
        pytest.param([], NAN, NAN, id="nothing said"),
        pytest.param([("none", 0)], 0, 0, id="no shoes"),
        pytest.param([("boots", 9)], 0, 0, id="good shoes"),
        pytest.param([("boots", None)], 0, 0, id="good shoes, hours not given"),
        pytest.param([("heels", 4), ("boots", 5), ("flats", 2)], 6, 1, id="poor hours add up"),
        pytest.param([("heels", None)], NAN, 1, id="poor shoes, hours not given"),
        pytest.param([("heels", None), ("flats", 2)], NAN, 1, id="some hours not given"),
        pytest.param([("heels", 0)], 0, 0, id="poor shoes not worn"),
        pytest.param([("gift", 3)], NAN, NAN, id="nobody knows whether poor"),
        pytest.param([("gift", 0)], 0, 0, id="unknown shoes not worn"),
        pytest.param([("gift", 3), ("boots", 3)], NAN, NAN, id="unknown and good"),
        pytest.param([("gift", 3), ("flats", 3)], NAN, 1, id="unknown and poor"),
        pytest.param([("flats", 3), ("gift", None)], NAN, 1, id="poor and unknown"),
    ],
)
def test_a_day_in_shoes(wear: list[tuple[str, float | None]], hours: float, yes_no: float) -> None:
    daily = daily_table(worn(*wear))
    assert daily["poor_shoe_hours"].iloc[0] == pytest.approx(hours, nan_ok=True)
    assert daily["poor_shoes"].iloc[0] == pytest.approx(yes_no, nan_ok=True)


@pytest.mark.parametrize(
    ("wear", "in_hours"),
    [
        ([], True),
        ([("heels", 2)], True),
        ([("heels", 2), ("flats", None)], True),
        ([("heels", 2), ("flats", None), ("flats", None)], False),
        ([("heels", None)], False),
        # Only poor shoes decide: without hours in good ones nothing is missing.
        ([("heels", 2), ("boots", None), ("gift", None)], True),
    ],
)
def test_footwear_is_in_hours_where_at_least_half_have_them(
    wear: list[tuple[str, float | None]], *, in_hours: bool
) -> None:
    factors = list_risk_factors(worn(*wear))
    assert (SHOE_HOURS in factors, POOR_SHOES in factors) == (in_hours, not in_hours)
