"""The base class of the records does what ``@dataclass(frozen=True)`` does."""

from __future__ import annotations

import dataclasses
import pickle
from datetime import date

import pytest

from cramp_diary.core.model import Course, Day, Dose, Shoe
from cramp_diary.core.record import unchecked
from tests.support.factories import an_episode

MARCH = date(2026, 3, 1)


def test_fields_cannot_be_changed_added_or_deleted() -> None:
    shoe = Shoe("boots")
    with pytest.raises(dataclasses.FrozenInstanceError, match="'name'"):
        shoe.name = "slippers"  # type: ignore[misc] # what is refused
    with pytest.raises(dataclasses.FrozenInstanceError, match="'toe_room'"):
        shoe.toe_room = True  # type: ignore[misc] # a field that has its default
    with pytest.raises(dataclasses.FrozenInstanceError, match="'colour'"):
        shoe.colour = "red"  # no field of a shoe
    with pytest.raises(dataclasses.FrozenInstanceError, match="'name'"):
        del shoe.name
    read = unchecked(Shoe, name="boots")
    with pytest.raises(dataclasses.FrozenInstanceError, match="'name'"):
        read.name = "slippers"  # type: ignore[misc] # as above
    assert shoe == read == Shoe("boots")


def test_records_are_equal_by_class_and_value() -> None:
    assert Shoe("boots", toe_room=True) == Shoe("boots", toe_room=True, arch_support=None)
    assert hash(Shoe("boots", toe_room=True)) == hash(
        Shoe("boots", toe_room=True, arch_support=None)
    )
    assert Shoe("boots") != Shoe("boots", toe_room=True)
    assert Dose(MARCH, "x") != ("x", MARCH, "")
    assert len({Course("x", MARCH), Course("x", MARCH), Dose(MARCH, "x")}) == 2


def test_fields_that_are_not_compared_do_not_count() -> None:
    episode = an_episode()
    stored = dataclasses.replace(episode, id=7, diary_day=MARCH)
    assert stored == episode
    assert hash(stored) == hash(episode)
    assert dataclasses.replace(episode, note="at the cinema") != episode


def test_a_record_shows_its_fields_and_can_be_read_as_a_dict_and_pickled() -> None:
    shoe = Shoe("boots", toe_room=True)
    assert repr(shoe) == "Shoe(name='boots', arch_support=None, toe_room=True, ventilated=None)"
    assert dataclasses.asdict(shoe) == {
        "name": "boots",
        "arch_support": None,
        "toe_room": True,
        "ventilated": None,
    }
    assert pickle.loads(pickle.dumps(shoe)) == shoe  # noqa: S301 - our own


def test_the_constructor_takes_each_field_once() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        Shoe()  # type: ignore[call-arg] # what is refused
    with pytest.raises(TypeError, match="takes 1 positional argument"):
        Day(MARCH)  # type: ignore[call-arg] # its fields are keywords
