"""Volumes and durations as people type them."""

from __future__ import annotations

import re

from cramp_diary.errors import UnreadableAmount

_ML_PER_UNIT = {"ml": 1.0, "cl": 10.0, "dl": 100.0, "l": 1000.0}
_NUMBER = r"(\d+(?:[.,]\d+)?(?:e-?\d+)?|[.,]\d+)"
_VOLUME = re.compile(rf"{_NUMBER}\s*(ml|cl|dl|l)")
_HOURS_AND_MINUTES = re.compile(
    rf"(?:{_NUMBER}\s*(?:h|hr|hrs|hours?)\s*)?(?:{_NUMBER}\s*(?:m|min|mins|minutes?)?)?"
)


def number(text: str) -> float:
    """Read a number with a decimal point or a decimal comma.

    >>> number("1,5"), number("2")
    (1.5, 2.0)

    Raises
    ------
    UnreadableAmount
        If it is no number.
    """
    if not re.fullmatch(_NUMBER, text.strip()):
        raise UnreadableAmount("number", text, "2 or 1.5")
    return float(text.strip().replace(",", "."))


def plain(value: float) -> str:
    """Write a number exactly, without a needless decimal point.

    >>> plain(1200.0), plain(7.5)
    ('1200', '7.5')
    """
    return str(int(value)) if value == int(value) else repr(float(value))


def millilitres(text: str) -> float:
    """Read a volume, in millilitres. The unit must be said: 100 may be ml or fluid ounces.

    >>> millilitres("1.2l"), millilitres("300 ml"), millilitres("1,5 L")
    (1200.0, 300.0, 1500.0)

    Raises
    ------
    UnreadableAmount
        If it is no volume with a unit.
    """
    match = _VOLUME.fullmatch(text.strip().casefold())
    if match is None:
        raise UnreadableAmount("volume", text, "1.2l or 300ml")
    return round(number(match[1]) * _ML_PER_UNIT[match[2]], 3)


def minutes(text: str) -> float:
    """Read a duration, in minutes; a bare number is minutes.

    >>> minutes("4"), minutes("90 min"), minutes("1h30"), minutes("2 h")
    (4.0, 90.0, 90.0, 120.0)

    Raises
    ------
    UnreadableAmount
        If it is no duration.
    """
    match = _HOURS_AND_MINUTES.fullmatch(text.strip().casefold())
    if match is None or match.lastindex is None:
        raise UnreadableAmount("duration", text, "4, 90min or 1h30")
    return number(match[1] or "0") * 60 + number(match[2] or "0")


def hours(text: str) -> float:
    """Read a duration, in hours; a bare number is hours.

    >>> hours("9"), hours("7.5h"), hours("1h30"), hours("90 min")
    (9.0, 7.5, 1.5, 1.5)

    Raises
    ------
    UnreadableAmount
        If it is no duration.
    """
    if re.fullmatch(_NUMBER, text.strip()):
        return number(text)
    return round(minutes(text) / 60, 4)
