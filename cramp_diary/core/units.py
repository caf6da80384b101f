"""Reading and formatting of numbers, volumes and durations."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from cramp_diary.core.errors import UnreadableAmount


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
_HOURS_AND_MINUTES = (
    rf"(?:{_NUMBER}\s*(?:h|hr|hrs|hours?)\s*)?(?:{_NUMBER}\s*(?:m|min|mins|minutes?)?)?"
)


def parse_number(text: str) -> float:
    """Read a number with a decimal point or a decimal comma.

    >>> parse_number("1,5"), parse_number("2")
    (1.5, 2.0)

    Raises
    ------
    UnreadableAmount
        If it is no number.
    """
    if not re.fullmatch(_NUMBER, text.strip()):
        raise UnreadableAmount("number", text, "2 or 1.5")
    return float(text.strip().replace(",", "."))


def format_number(value: float) -> str:
    """Format a number exactly, without a needless decimal point.

    >>> format_number(1200.0), format_number(7.5)
    ('1200', '7.5')
    """
    return str(int(value)) if value == int(value) else repr(float(value))


def parse_volume(text: str, measures: Measures | None = None) -> float:
    """Read a volume with its unit, in millilitres; without one, 100 could be ml or fluid ounces.

    >>> [parse_volume(text) for text in ("1.2l", "300 ml", "1,5 L", "2 glasses")]
    [1200.0, 300.0, 1500.0, 500.0]

    Raises
    ------
    UnreadableAmount
        If it is not a volume with a unit.
    """
    match = re.fullmatch(_VOLUME, " ".join(text.casefold().split()))
    known = (measures or Measures()).ml_per_unit()
    if match is None or match[2] not in known or _may_be_thousands(match[1], match[2]):
        raise UnreadableAmount("volume", text, "1.2l, 300ml, 12 fl oz, 2 cups or 1 glass")
    return round(parse_number(match[1]) * known[match[2]], 3)


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

    Raises
    ------
    UnreadableAmount
        If it is no duration.
    """
    match = re.fullmatch(_HOURS_AND_MINUTES, text.strip().casefold())
    if match is None or match.lastindex is None:
        raise UnreadableAmount("duration", text, "4, 90min or 1h30")
    return parse_number(match[1] or "0") * 60 + parse_number(match[2] or "0")


def parse_hours(text: str) -> float:
    """Read a duration, in hours; a bare number is hours.

    >>> parse_hours("9"), parse_hours("7.5h"), parse_hours("1h30"), parse_hours("90 min")
    (9.0, 7.5, 1.5, 1.5)

    Raises
    ------
    UnreadableAmount
        If it is no duration.
    """
    if re.fullmatch(_NUMBER, text.strip()):
        return parse_number(text)
    return round(parse_minutes(text) / 60, 4)
