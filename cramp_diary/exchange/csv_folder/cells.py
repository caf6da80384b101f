"""Conversion of CSV cells to values and back; an empty cell means not recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from cramp_diary.core.errors import (
    DiaryError,
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
"""The beginning of a text that a spreadsheet could take for a formula, with or without guards."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: its cells by column, with its file and line."""

    file: str
    line: int
    by_column: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return the text of a cell, empty if its column is missing."""
        return self.by_column.get(column, "")

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """Return the value of a cell, ``None`` if it is empty.

        Raises
        ------
        BadRow
            If the reader raises an error.
        """
        text = self.text(column).strip()
        if not text:
            return None
        try:
            return reader(text)
        except DiaryError as error:
            raise self.bad(column, str(error)) from error

    def need(self, column: str, reader: Callable[[str], T]) -> T:
        """Return the value of a cell that must not be empty.

        Raises
        ------
        BadRow
            If it is empty or the reader raises an error.
        """
        value = self.read(column, reader)
        if value is None:
            raise self.bad(column, "The cell is empty and cannot be: fill it in.")
        return value

    def amount(self, column: str, limits: Limits) -> float | None:
        """Return a number within limits."""
        return self.read(column, number_parser(limits))

    def bad(self, column: str, why: str) -> BadRow:
        """Return the error for a cell of this row."""
        return BadRow(self.file, self.line, column, why)


def parse_decimal(text: str) -> float:
    """Parse a number with a decimal point."""
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
    """Parse an ISO-8601 date."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UnreadablePart("a date", text, "2026-03-01") from None
    YEAR.check(day.year)
    return day


def parse_timestamp(text: str) -> datetime:
    """Parse an ISO-8601 date and time with its offset from UTC."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UnreadablePart("a time", text, "2026-03-01T03:10+01:00") from None
    if at.utcoffset() is None:
        raise NoZone(text)
    return at


def list_parser(reader: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    """Return a parser of parts that are separated by semicolons."""
    return lambda text: tuple(reader(part.strip()) for part in text.split(";") if part.strip())


def format_cell(value: object) -> str:
    """Format a value so that it is read back exactly."""
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
    """Remove the apostrophe that `guard_formula` added.

    >>> unguard_formula("'=1+1"), unguard_formula("=1+1"), unguard_formula("'twas")
    ('=1+1', '=1+1', "'twas")
    """
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
