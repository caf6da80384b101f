"""Cells of a CSV row to values and back; an empty cell is not recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from cramp_diary.core.errors import (
    DiaryError,
    NotWhole,
    NoZone,
    UnreadableAmount,
    UnreadablePart,
)
from cramp_diary.core.limits import YEAR
from cramp_diary.core.units import format_number
from cramp_diary.exchange.errors import BadRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cramp_diary.core.limits import Limits

T = TypeVar("T")

_FORMULA = re.compile("'*[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20]")
"""How text begins that a spreadsheet may run, and how it begins once it is guarded."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: its cells by column, and where it stands."""

    file: str
    line: int
    by_column: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return a cell as it stands, empty if its column is missing."""
        return self.by_column.get(column, "")

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """Read a cell, ``None`` if it is empty.

        Raises
        ------
        BadRow
            If the reader refuses it.
        """
        text = self.text(column).strip()
        if not text:
            return None
        try:
            return reader(text)
        except DiaryError as error:
            raise self.bad(column, str(error)) from error

    def need(self, column: str, reader: Callable[[str], T]) -> T:
        """Read a cell that cannot be empty.

        Raises
        ------
        BadRow
            If it is empty or the reader refuses it.
        """
        value = self.read(column, reader)
        if value is None:
            raise self.bad(column, "The cell is empty and cannot be: fill it in.")
        return value

    def amount(self, column: str, limits: Limits) -> float | None:
        """Read a number within limits."""
        return self.read(column, number_parser(limits))

    def whole(self, column: str, limits: Limits) -> int | None:
        """Read a whole number within limits."""

        def reader(text: str) -> int:
            value = number_parser(limits)(text)
            if not value.is_integer():
                raise NotWhole(column, value)
            return int(value)

        return self.read(column, reader)

    def bad(self, column: str, why: str) -> BadRow:
        """Return the error that names this row."""
        return BadRow(self.file, self.line, column, why)


def parse_decimal(text: str) -> float:
    """Read a number written with a decimal point."""
    try:
        if "_" not in text:
            return float(text)
    except ValueError:
        pass
    raise UnreadableAmount("number", text, "2 or 1.5")


def number_parser(limits: Limits) -> Callable[[str], float]:
    """Return a parser of numbers within limits."""

    def reader(text: str) -> float:
        value = parse_decimal(text)
        limits.check(value)
        return value

    return reader


def parse_date(text: str) -> date:
    """Read a date."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UnreadablePart("a date", text, "2026-03-01") from None
    YEAR.check(day.year)
    return day


def parse_timestamp(text: str) -> datetime:
    """Read a time with its offset from UTC."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UnreadablePart("a time", text, "2026-03-01T03:10+01:00") from None
    if at.utcoffset() is None:
        raise NoZone(text)
    return at


def list_parser(reader: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    """Read parts between semicolons."""
    return lambda text: tuple(reader(part.strip()) for part in text.split(";") if part.strip())


def format_cell(value: object) -> str:
    """Write a value so that it reads back exactly."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return format_number(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return guard_formula(str(value))


def guard_formula(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet might take for a formula.

    >>> guard_formula("=1+1"), guard_formula("'=1+1"), guard_formula("'twas")
    ("'=1+1", "''=1+1", "'twas")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_formula(cell: str) -> str:
    """Take the apostrophe away that `guard_formula` put there.

    >>> unguard_formula("'=1+1"), unguard_formula("=1+1"), unguard_formula("'twas")
    ('=1+1', '=1+1', "'twas")
    """
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
