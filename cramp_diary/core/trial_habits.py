"""The habits that a trial can be of, and what no trial is ever of: medicines, fluids, stopping."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.errors import (
    NothingGiven,
    TakenOrNot,
    TrialOfFluids,
    TrialOfMedicine,
    TrialOfStopping,
)
from cramp_diary.core.vocabulary import Arm, check_name, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable


class Habit(NamedTuple):
    """A habit that is kept on some days and left on others.

    Attributes
    ----------
    name
        What it is called.
    treated, control
        What is to be done on a day with it, and on one without.
    columns
        The columns of the daily table that show it: they are left out while a trial runs.
    words
        Other words for it.
    """

    name: str
    treated: str
    control: str
    columns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def tell(self, arm: Arm) -> str:
        """Return what is to be done on a day of an arm."""
        return self.treated if arm is Arm.TREATED else self.control


STRETCHING = Habit(
    "stretching",
    "stretch tonight",
    "do not stretch tonight",
    ("stretch_minutes",),
    ("stretch", "stretches", "calf stretches", "stretching before bed"),
)
WATER = Habit(
    "water",
    "drink a glass of water more than usual today",
    "drink as much as usual today",
    ("water_ml",),
    ("a glass of water", "a glass of water more", "drinking", "drinking water"),
)
HABITS = (
    STRETCHING,
    Habit(
        "walking",
        "take a walk today",
        "take no walk beyond what you must today",
        ("exertion_load",),
        ("walk", "walks", "a walk"),
    ),
    Habit(
        "sitting breaks",
        "get up once an hour while you sit today",
        "sit as you usually do today",
        ("sitting_hours",),
        ("sitting", "breaks", "sitting break", "breaks from sitting"),
    ),
    Habit(
        "shoes",
        "wear the roomy shoes with support today",
        "wear your usual shoes today",
        ("poor_shoe_hours", "poor_shoes"),
        ("shoe", "good shoes", "roomy shoes"),
    ),
    WATER,
    Habit("bedtime routine", "do the bedtime routine tonight", "no bedtime routine tonight"),
)

_TAKEN = (
    *("magnesium", "potassium", "calcium", "sodium", "zinc", "iron", "salt", "mineral"),
    *("electrolyte", "vitamin", "supplement", "quinine", "tonic", "pill", "tablet", "capsule"),
    *("medicine", "medication", "medicament", "drug", "dose", "dosing", "syrup"),
    *("statin", "diuretic", "baclofen", "gabapentin", "verapamil", "diltiazem", "insulin"),
    *("ibuprofen", "paracetamol", "aspirin", "cbd", "cannabis", "herbal", "powder", "injection"),
)
_FLUIDS = ("water", "fluid", "drink", "drinking", "litre", "liter", "thirst", "fast", "fasting")
_STOPPING = (
    *("stop", "stopping", "skip", "skipping", "without", "quit", "quitting", "pause", "pausing"),
    *("no", "not", "less", "fewer", "omit", "omitting", "prescribed", "prescription"),
)


def find_habit(name: str) -> Habit:
    """Return the habit that a stored name stands for; one in own words is put in these."""
    for habit in HABITS:
        if name_key(name) == habit.name:
            return habit
    return Habit(name, f"{name} today", f"no {name} today")


def parse_habit(typed: str, medications: Iterable[str], *, is_taken: bool | None = None) -> Habit:
    """Return the habit that was typed, if a trial can be of it.

    Parameters
    ----------
    typed
        One of `HABITS`, or own words.
    medications
        The names in the diary.
    is_taken
        The answer to whether own words are something that is taken; None if it was not asked.

    Raises
    ------
    NothingGiven, BadName
        If nothing, or what is no name, was typed.
    TrialOfMedicine, TrialOfStopping, TrialOfFluids
        If no trial is of such a thing.
    TakenOrNot
        If it is to be asked first.
    """
    name = " ".join(typed.split())
    if not name:
        raise NothingGiven("cramp trial plan stretching", "try")
    key = name_key(name)
    for medication in sorted({name_key(each) for each in medications}):
        if re.search(rf"(?<!\w){re.escape(medication)}(?!\w)", key):
            raise TrialOfMedicine(name, medication)
    for habit in HABITS:
        if key in {habit.name, *habit.words}:
            return habit
    _check_own_words(name)
    if is_taken is None:
        raise TakenOrNot(name)
    if is_taken:
        raise TrialOfMedicine(name, name)
    return find_habit(name)


def _check_own_words(name: str) -> None:
    words = re.findall(r"[^\W_]+", name_key(name))
    plain = {*words, *(word.removesuffix("s") for word in words)}
    if found := next((word for word in _TAKEN if word in plain), None):
        raise TrialOfMedicine(name, found)
    if any(word in plain for word in _STOPPING):
        raise TrialOfStopping(name)
    if any(word in plain for word in _FLUIDS):
        raise TrialOfFluids(name)
    check_name("a habit", name)
