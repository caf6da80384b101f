"""The closed sets of words that the diary stores, and the ranges of its numbers."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Self

from cramp_diary.core.errors import BadName, BadText, OutOfRange, UnknownChoice

LIMITS: dict[str, tuple[float, float, str]] = {
    "severity": (0, 10, ""),
    "duration_minutes": (0, 1440, "minutes"),
    "soreness_hours": (0, 336, "hours"),
    "relief_minutes": (0, 1440, "minutes"),
    "water_ml": (0, 15_000, "ml"),
    "sitting_hours": (0, 24, "hours"),
    "electrolyte_servings": (0, 30, ""),
    "stretch_minutes": (0, 600, "minutes"),
    "activity_minutes": (0, 1440, "minutes"),
    "effort": (0, 10, "on the Borg CR10 scale"),
    "wear_hours": (0, 24, "hours"),
    "value": (-1e9, 1e9, ""),
    "year": (1900, 2200, ""),
}
"""The least and the greatest amount accepted, and the unit."""

NONE = "none"
"""What is said to record a zero: no activity, no shoes."""


class Choice(StrEnum):
    """A closed set of words; reads them as people type them."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the member that `text` names, whatever its case, hyphens or underscores.

        Raises
        ------
        UnknownChoice
            If it names none.
        """
        wanted = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
        for member in cls:
            if member.value.casefold().replace("-", " ") == wanted:
                return member
        noun = re.sub(r"\B([A-Z])", r" \1", cls.__name__).lower()
        raise UnknownChoice(noun, text, list(cls))


class State(Choice):
    """What the person was doing when it began; in bed is awake, resting is awake elsewhere."""

    ASLEEP = "asleep"
    IN_BED = "in bed"
    RESTING = "resting"
    EXERCISING = "exercising"
    AFTER_EXERCISE = "after exercise"


class Muscle(Choice):
    """Where it cramped."""

    ARCH = "arch"
    TOES = "toes"
    HEEL = "heel"
    CALF = "calf"
    SHIN = "shin"
    HAMSTRING = "hamstring"
    THIGH = "thigh"
    OTHER = "other"


class Side(Choice):
    """Which leg or foot."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class ReliefMethod(Choice):
    """What was done about it."""

    STRETCHING = "stretching"
    WALKING = "walking"
    MASSAGE = "massage"
    HEAT = "heat"
    WATER = "water"
    ELECTROLYTE_DRINK = "electrolyte drink"
    REST = "rest"
    OTHER = "other"


class DrugClass(Choice):
    """The classes that are looked at for cramps."""

    THIAZIDE_LIKE = "thiazide-like"
    LOOP = "loop"
    POTASSIUM_SPARING = "potassium-sparing diuretic"
    STATIN = "statin"
    LABA_INHALER = "LABA inhaler"
    OTHER = "other"


class FactorKind(Choice):
    """How one of the person's own factors is measured."""

    AMOUNT = "amount"
    YES_NO = "yes/no"


class Direction(Choice):
    """Which way along a risk factor is more exposed."""

    MORE = "more"
    LESS = "less"


def check_limits(field_name: str, value: float | None) -> None:
    """Refuse a number outside its limits; ``None`` passes.

    Raises
    ------
    OutOfRange
        If it is below or above the limits, or no number at all.
    """
    low, high, unit = LIMITS[field_name]
    if value is not None and not low <= value <= high:
        name = re.sub("_(hours|minutes|ml)$", "", field_name).replace("_", " ")
        raise OutOfRange(name, value, (low, high), unit)


def name_key(name: str) -> str:
    """Return what two names have in common if they are the same to a person.

    >>> name_key("ÄRGER") == name_key("a\u0308rger")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def parse_yes_no(text: str) -> bool:
    """Read yes or no.

    Raises
    ------
    UnknownChoice
        If it is neither.
    """
    answer = text.strip().casefold()
    if answer in ("yes", "y", "true", "1"):
        return True
    if answer in ("no", "n", "false", "0"):
        return False
    raise UnknownChoice("answer", text, ("yes", "no"))


def check_text(what: str, text: str) -> None:
    """Refuse text that could not be stored or written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadText(what) from None


def check_name(what: str, name: str) -> None:
    """Refuse a name that the options and CSV columns could not tell from their own marks."""
    check_text(f"name of {what}", name)
    if not name or name != name.strip():
        raise BadName(what, "cannot be empty or begin or end with a space")
    if any(mark in name for mark in ":;=\n\r\0") or name.casefold() == NONE:
        raise BadName(what, f"cannot be '{NONE}' or hold any of : ; = or a line break")
