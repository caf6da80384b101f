"""Words as people say them: what each means as an option, an answer and a cell, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.core import units
from cramp_diary.core.day_fields import DAY_FIELDS
from cramp_diary.core.errors import InputError
from cramp_diary.core.model import Factor, Relief, Site
from cramp_diary.core.record_phrases import (
    parse_amount_of,
    parse_day_entry,
    parse_episode_options,
    parse_reliefs,
    parse_severity,
)
from cramp_diary.core.units import Measures
from cramp_diary.core.vocabulary import DrugClass, Side, State, parse_yes_no
from tests.support.spoken_words import REFUSED, UNDERSTOOD

if TYPE_CHECKING:
    from collections.abc import Callable

FIELDS = {field.option: field for field in DAY_FIELDS}


def _day(option: str) -> Callable[[str], object]:
    return lambda text: FIELDS[option].parse_typed(text, Measures())


def _exposures(option: str) -> Callable[[str], object]:
    def read(text: str) -> str:
        typed: dict[str, Any] = {option: [text]}
        entry = parse_day_entry(Measures(), **typed)
        found = [(a.kind, a.minutes) for a in entry.activities]
        found += [(w.shoe, w.hours or 0) for w in entry.wear]
        found += [(d.medication, 0) for d in entry.doses]
        return "; ".join(f"{name} {units.format_number(number)}" for name, number in found)

    return read


def _own(unit: str) -> Callable[[str], object]:
    return lambda text: parse_amount_of(Factor("sleep", unit=unit), text)


READERS: dict[str, Callable[[str], object]] = {
    "site": lambda text: "; ".join(map(str, Site.parse_all(text))),
    "side": Side.parse,
    "state": State.parse,
    "relief": lambda text: "; ".join(map(str, parse_reliefs([text]))),
    "severity": parse_severity,
    "minutes": units.parse_minutes,
    "hours": units.parse_hours,
    "yes or no": parse_yes_no,
    "drug class": DrugClass.parse,
    "own hours": _own("hours"),
    "own ml": _own("ml"),
    "own cups": _own("cups"),
    **{option: _day(option) for option in FIELDS},
    **{option: _exposures(option) for option in ("activity", "shoes", "med")},
}


@pytest.mark.parametrize(
    ("field", "typed", "meaning"),
    [(field, *row) for field, rows in UNDERSTOOD.items() for row in rows.items()],
)
def test_a_word_means_what_people_mean_by_it(field: str, typed: str, meaning: object) -> None:
    assert READERS[field](typed) == meaning


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [(field, *row) for field, rows in REFUSED.items() for row in rows.items()],
)
def test_a_word_without_one_meaning_is_refused_as_it_was_typed(
    field: str, typed: str, said: str
) -> None:
    with pytest.raises(InputError) as refused:
        READERS[field](typed)
    assert said in str(refused.value)


def test_none_beside_something_else_is_refused() -> None:
    for texts in (["none", "heat"], ["walked", "no"]):
        with pytest.raises(InputError, match="--relief none, but also another --relief"):
            parse_reliefs(texts)


def test_what_is_typed_as_no_relief_takes_a_recorded_one_out() -> None:
    assert parse_episode_options(relief=["none"]) == {"reliefs": ()}
    assert parse_episode_options(relief=[]) == {}


@pytest.mark.parametrize("effort", ["7/10", "7 out of 10", "seven of ten"])
def test_an_effort_is_read_with_its_scale_like_a_severity(effort: str) -> None:
    (activity,) = parse_day_entry(Measures(), activity=[f"swim:1h:{effort}"]).activities
    assert activity.effort == 7


def test_one_place_is_not_several() -> None:
    with pytest.raises(InputError, match="does not fit one place"):
        Site.parse("calf and toes")
    assert Relief.parse("walked 2 min") == Relief.parse("walking:2")


WORDS = sorted(
    {*(w for r in UNDERSTOOD.values() for w in r), *(w for r in REFUSED.values() for w in r)}
)
PHRASES = st.lists(st.sampled_from(WORDS) | st.text(max_size=9), max_size=4).map(" ".join)


@given(st.sampled_from(sorted(READERS)), PHRASES)
def test_any_phrase_is_read_or_refused_in_a_sentence(field: str, phrase: str) -> None:
    try:
        READERS[field](phrase)
    except InputError as refused:
        assert str(refused).endswith((".", "?"))  # noqa: PT017 - most phrases are refused


@pytest.mark.parametrize("field", sorted(READERS.keys() - {"shoes", "med"}))  # names are free
@pytest.mark.parametrize("part", ["x", "calf ", "1 ", "half "])
def test_a_cell_of_megabytes_is_refused_at_once(field: str, part: str) -> None:
    text = part * 100_000
    with pytest.raises(InputError) as refused:
        READERS[field](f"{text}?")
    assert len(str(refused.value)) < 300


def test_a_factor_whose_name_says_hours_is_checked_like_one_in_hours() -> None:
    with pytest.raises(InputError, match=r"for 450 minutes give 7\.5 hours"):
        parse_amount_of(Factor("sleep hours"), "450")
    assert parse_amount_of(Factor("steps"), "450") == 450
