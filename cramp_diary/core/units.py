"""Reading and formatting of numbers, volumes and durations."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.errors import AmbiguousWord, NoUnit, UnreadableAmount

if TYPE_CHECKING:
    from collections.abc import Callable


class CupSize(StrEnum):
    """The system of cups, pints and fluid ounces."""

    US = "us"
    METRIC = "metric"
    IMPERIAL = "imperial"


class VolumeUnit(StrEnum):
    """The units in which volumes can be shown."""

    ML = "ml"
    LITRE = "l"
    FLUID_OUNCE = "fl oz"
    CUP = "cup"


_US_OUNCE, _IMPERIAL_OUNCE = 29.5735295625, 28.4130625
_OUNCE_AND_CUP_ML = {
    CupSize.US: (_US_OUNCE, 8 * _US_OUNCE, 16 * _US_OUNCE),
    CupSize.METRIC: (_IMPERIAL_OUNCE, 250.0, 20 * _IMPERIAL_OUNCE),
    CupSize.IMPERIAL: (_IMPERIAL_OUNCE, 10 * _IMPERIAL_OUNCE, 20 * _IMPERIAL_OUNCE),
}
"""Millilitres of a fluid ounce, a cup and a pint: NIST Handbook 44 (2024), appendix C; the
Weights and Measures Act 1985. The imperial ounce and pint go with the metric cup."""


class Measures(NamedTuple):
    """The system of cups, pints and fluid ounces, and the size of a glass."""

    cup: CupSize = CupSize.US
    glass_ml: float = 250.0

    def ml_per_unit(self) -> dict[str, float]:
        """Return the millilitres in each unit in which a volume can be typed."""
        ounce, cup, pint = _OUNCE_AND_CUP_ML[self.cup]
        named = {"fl oz": ounce, "oz": ounce, "cup": cup, "pint": pint, "glass": self.glass_ml}
        plurals = {"cups": cup, "pints": pint, "glasses": self.glass_ml}
        return {"ml": 1.0, "cl": 10.0, "dl": 100.0, "l": 1000.0} | named | plurals


_NUMBER = r"(\d+(?:[.,]\d+)?(?:e-?\d+)?|[.,]\d+)"
_VOLUME = rf"{_NUMBER}\s*([a-z ]+)"
_DURATION = (
    rf"(?:{_NUMBER}\s*(?:h|hr|hrs|hours?)\.?\s*)?"
    rf"(?:{_NUMBER}\s*(?:(?:m|min|mins|minutes?)\.?|(?=$))\s*)?"
    rf"(?:{_NUMBER}\s*(?:s|sec|secs|seconds?)\.?)?"
)
_LARGEST_LITRES, _SMALLEST_ML, _LARGEST_OUNCES = 15, 50, 200
"""Of volumes without a unit: those that could be litres, millilitres and fluid ounces."""


def parse_number(text: str) -> float:
    """Read a number with a decimal point or a decimal comma, or in words.

    >>> parse_number("1,5"), parse_number("2"), parse_number("about seven")
    (1.5, 2.0, 7.0)

    Raises
    ------
    UnreadableAmount
        If it is no number.
    """
    if not re.fullmatch(_NUMBER, digits := text.strip()):
        from cramp_diary.core.words.amounts import to_digits  # noqa: PLC0415 - rare

        if not re.fullmatch(_NUMBER, digits := to_digits(text)):
            raise UnreadableAmount("number", text, "2 or 1.5")
    return float(digits.replace(",", "."))


def parse_out_of_ten(text: str) -> float:
    """Read a number on a scale to ten, also as in "7/10" and "7 out of 10".

    >>> parse_out_of_ten("7 out of 10"), parse_out_of_ten("7")
    (7.0, 7.0)

    Raises
    ------
    UnreadableAmount
        If it is no number.
    """
    if not text.isdecimal():
        from cramp_diary.core.words.amounts import drop_scale  # noqa: PLC0415 - rare

        text = drop_scale(text)
    return parse_number(text)


def format_number(value: float) -> str:
    """Format a number exactly, without a needless decimal point.

    >>> format_number(1200.0), format_number(7.5)
    ('1200', '7.5')
    """
    return str(int(value)) if value == int(value) else repr(float(value))


def parse_volume(text: str, measures: Measures | None = None) -> float:
    """Read a volume with its unit, in millilitres; without one, 100 could be ml or fluid ounces.

    >>> [parse_volume(text) for text in ("1.2l", "300 ml", "1,5 L", "half a litre", "two glasses")]
    [1200.0, 300.0, 1500.0, 500.0, 500.0]

    Raises
    ------
    NoUnit, UnreadableAmount
        If it has no unit, or is not a volume.
    """
    known = (measures or Measures()).ml_per_unit()
    ml = _read_volume(text, known)
    if ml is not None:
        return ml
    from cramp_diary.core.words.amounts import split_volumes, to_digits  # noqa: PLC0415 - rare

    parts = [_read_volume(part, known) for part in split_volumes(text)]
    found = [part for part in parts if part is not None]
    if len(found) == len(parts):
        return round(sum(found), 3)
    is_number = re.fullmatch(_NUMBER, digits := to_digits(text))
    if is_number and (number := parse_number(digits)) < float("inf"):
        raise NoUnit(text, _likely_volumes(number))
    raise UnreadableAmount("volume", text, "1.2l, 300ml, 12 fl oz, 2 cups or 1 glass")


def _read_volume(text: str, known: dict[str, float]) -> float | None:
    match = re.fullmatch(_VOLUME, " ".join(text.casefold().split()))
    if match is None or match[2] not in known or _may_be_thousands(match[1], match[2]):
        return None
    return round(parse_number(match[1]) * known[match[2]], 3)


def _likely_volumes(number: float) -> list[str]:
    amount = format_number(number)
    if number <= _LARGEST_LITRES:
        return [f"{amount}l", f"{amount} {'glass' if number == 1 else 'glasses'}"]
    ounces = [f"{amount} fl oz"] if number <= _LARGEST_OUNCES else []
    return [f"{amount}ml", *ounces] if number >= _SMALLEST_ML else ounces


def _may_be_thousands(amount: str, unit: str) -> bool:
    """Tell whether the comma may separate thousands, as in 1,500 ml."""
    return unit == "ml" and re.fullmatch(r"\d+[.,]\d{3}", amount) is not None


def millilitres_per(unit: VolumeUnit, measures: Measures | None = None) -> float:
    """Return the millilitres in a unit.

    >>> millilitres_per(VolumeUnit.LITRE)
    1000.0
    """
    return (measures or Measures()).ml_per_unit()[unit]


def format_volume(
    ml: float, unit: VolumeUnit = VolumeUnit.ML, measures: Measures | None = None
) -> str:
    """Format a volume in a unit.

    >>> format_volume(1200), format_volume(1250, VolumeUnit.LITRE)
    ('1200 ml', '1.25 l')
    >>> format_volume(1200, VolumeUnit.CUP)
    '5.1 cups'
    """
    if unit is VolumeUnit.ML:
        return f"{format_number(ml)} ml"
    if unit is VolumeUnit.LITRE:
        return f"{format_number(ml / 1000)} l"
    amount = round(ml / millilitres_per(unit, measures), 1)
    plural = "s" if unit is VolumeUnit.CUP and amount != 1 else ""
    return f"{format_number(amount)} {unit}{plural}"


def parse_minutes(text: str) -> float:
    """Read a duration, in minutes; a bare number is minutes.

    >>> parse_minutes("4"), parse_minutes("90 min"), parse_minutes("1h30"), parse_minutes("2 h")
    (4.0, 90.0, 90.0, 120.0)
    >>> parse_minutes("90s"), parse_minutes("an hour and a half")
    (1.5, 90.0)

    Raises
    ------
    AmbiguousWord, UnreadableAmount
        If it could be hours or minutes, as 1:30, or is no duration.
    """
    match = re.fullmatch(_DURATION, text.strip().casefold())
    if match is None or match.lastindex is None:
        from cramp_diary.core.words.amounts import to_duration  # noqa: PLC0415 - rare

        if parts := re.fullmatch(r"(\d+):(\d\d)", text.strip()):
            raise AmbiguousWord(text, (f"{parts[1]}h{parts[2]}", f"{parts[1]}m{parts[2]}s"))
        match = re.fullmatch(_DURATION, to_duration(text))
        if match is None or match.lastindex is None:
            raise UnreadableAmount("duration", text, "4, 90min or 1h30")
    hours, minutes, seconds = (parse_number(part or "0") for part in match.groups())
    return hours * 60 + minutes + round(seconds / 60, 4)


def parse_hours(text: str) -> float:
    """Read a duration, in hours; a bare number is hours.

    >>> parse_hours("9"), parse_hours("7.5h"), parse_hours("7:30"), parse_hours("90 min")
    (9.0, 7.5, 7.5, 1.5)

    Raises
    ------
    UnreadableAmount
        If it is no duration.
    """
    if re.fullmatch(_NUMBER, text.strip()):
        return parse_number(text)
    if not re.fullmatch(_DURATION, text.strip().casefold()):
        from cramp_diary.core.words.amounts import to_digits  # noqa: PLC0415 - rare

        if re.fullmatch(_NUMBER, digits := to_digits(text)):
            return parse_number(digits)
    text = re.sub(r"^(\d+):([0-5]\d)$", r"\1h\2", text.strip())
    return round(parse_minutes(text) / 60, 4)


def find_parser(unit: str) -> Callable[[str], float]:
    """Return the parser of amounts in a unit, which may be typed with another that is alike.

    >>> find_parser("hours")("450min"), find_parser("ml")("half a litre"), find_parser("cups")("2")
    (7.5, 500.0, 2.0)
    """
    parser = {"h": parse_hours, "hours": parse_hours, "minutes": parse_minutes}.get(unit)
    if parser or unit != "ml":
        return parser or parse_number
    return lambda text: parse_volume(f"{text} ml" if re.fullmatch(_NUMBER, text.strip()) else text)


def parse_servings(text: str) -> float:
    """Read a number of servings, or what they were.

    >>> parse_servings("2"), parse_servings("2 bananas")
    (2.0, 2.0)

    Raises
    ------
    UnreadableAmount
        If it is neither.
    """
    if re.fullmatch(_NUMBER, text.strip()):
        return parse_number(text)
    from cramp_diary.core.words import amounts  # noqa: PLC0415 - rare

    if re.fullmatch(_NUMBER, digits := amounts.to_digits(text)):
        return parse_number(digits)
    return amounts.parse_servings(text)
