from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.core import units
from cramp_diary.core.errors import UnreadableAmount


@pytest.mark.parametrize(
    ("text", "ml"),
    [
        ("1.2l", 1200),
        ("1,2 L", 1200),
        ("300ml", 300),
        ("33 cl", 330),
        ("5dl", 500),
        ("0ml", 0),
        (".5l", 500),
    ],
)
def test_volumes_are_parsed_in_millilitres(text: str, ml: float) -> None:
    assert units.parse_volume(text) == ml


@pytest.mark.parametrize("text", ["", "l", "-1l", "1.2.3l", "2 buckets", "nan l", 400 * "9"])
def test_a_volume_needs_a_number_and_a_unit(text: str) -> None:
    with pytest.raises(UnreadableAmount, match=r"1\.2l, 300ml, 12 fl oz"):
        units.parse_volume(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("4", 4), ("90min", 90), ("1h30", 90), ("1h 30m", 90), ("2 h", 120), ("1.5h", 90), ("0", 0)],
)
def test_durations_are_parsed_in_minutes(text: str, minutes: float) -> None:
    assert units.parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"), [("5 min.", 5), ("1 hr. 30 min.", 90), ("90 sec.", 1.5), ("2 h.", 120)]
)
def test_an_abbreviated_unit_of_a_duration_may_have_a_full_stop(text: str, minutes: float) -> None:
    assert units.parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "-4", "long", "1h30m20", "h"])
def test_a_duration_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAmount, match="1h30"):
        units.parse_minutes(text)


@pytest.mark.parametrize(
    ("text", "hours"), [("9", 9), ("7,5", 7.5), ("1h30", 1.5), ("45min", 0.75)]
)
def test_durations_are_parsed_in_hours(text: str, hours: float) -> None:
    assert units.parse_hours(text) == hours


@given(st.floats(min_value=0, max_value=1e9, allow_subnormal=False))
def test_a_formatted_number_is_parsed_to_the_same_number(value: float) -> None:
    assert units.parse_number(units.format_number(value)) == value


@pytest.mark.parametrize("text", ["", "many", "1 2", "--1"])
def test_a_text_that_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAmount, match="number"):
        units.parse_number(text)
