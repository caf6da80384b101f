"""Numbers as spreadsheets write them: decimal point or comma, thousands set apart or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cramp_diary.core.errors import UnreadableAmount
from cramp_diary.core.units import format_number
from cramp_diary.exchange.errors import AmbiguousNumber

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACES = " '\u2019\u00a0\u202f"
"""What sets thousands apart beside a point or comma; never a decimal mark."""

_MINUS = str.maketrans("\u2212", "-")


def _pattern(decimal: str, group: str) -> re.Pattern[str]:
    thousands = rf"[1-9]\d{{0,2}}(?:[{group}{_SPACES}]\d{{3}})+"
    number = rf"([+-]?(?:{thousands}|\d*))(?:{decimal}(\d*))?(e[+-]?\d+)?"
    return re.compile(number, re.IGNORECASE | re.ASCII)


_POINT = _pattern(r"\.", ",")
_COMMA = _pattern(",", ".")


def parse_number(text: str, separator: str = ",") -> float:
    """Parse a number as it stands in a file whose cells are separated by `separator`.

    A comma is a decimal comma where semicolons separate the cells, and a point is a decimal point
    where commas do. Elsewhere a mark before exactly three digits could set thousands apart as well.

    Raises
    ------
    UnreadableAmount
        If it is no number.
    AmbiguousNumber
        If it could be two numbers.
    """
    if separator == "," or "." not in text:
        try:
            if "_" not in text:
                return float(text)
        except ValueError:
            pass
    return _parse_written(text, separator)


def find_decimal_mark(texts: Iterable[str]) -> str:
    """Return the decimal mark that the numbers of a table show, empty if none or both do.

    >>> find_decimal_mark(["1.234", "1,5"]), find_decimal_mark(["1.234", "7"])
    (',', '')
    """
    marks = set()
    for text in texts:
        plain = text.strip().translate(_MINUS)
        readings = {".": _read(_POINT, plain), ",": _read(_COMMA, plain)}
        found = {mark for mark, value in readings.items() if value is not None}
        if len(found) == 1:
            marks |= found
    return marks.pop() if len(marks) == 1 else ""


def parse_with_mark(text: str, mark: str) -> float:
    """Parse a number whose decimal mark is known.

    Raises
    ------
    UnreadableAmount
        If it is no number.
    """
    value = _read(_COMMA if mark == "," else _POINT, text.strip().translate(_MINUS))
    if value is None:
        raise UnreadableAmount("number", text, "2 or 1.5")
    return value


def _parse_written(text: str, separator: str) -> float:
    plain = text.strip().translate(_MINUS)
    point, comma = _read(_POINT, plain), _read(_COMMA, plain)
    if point is None or comma is None:
        value = comma if point is None else point
        if value is None:
            raise UnreadableAmount("number", text, "2 or 1.5")
        return value
    if point == comma or (separator == "," and "," not in plain):
        return point
    if separator == ";" and "." not in plain:
        return comma
    raise AmbiguousNumber(text, *(format_number(n) for n in sorted((point, comma), reverse=True)))


def _read(pattern: re.Pattern[str], text: str) -> float | None:
    found = pattern.fullmatch(text)
    if found is None:
        return None
    whole, decimals, exponent = found.groups()
    digits = "".join(mark for mark in whole if mark in "+-0123456789")
    try:
        return float(f"{digits}.{decimals or ''}{exponent or ''}")
    except ValueError:
        return None
