"""Conversion of CSV cells to values and back; an empty cell means not recorded."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from cramp_diary.core.errors import DiaryError
from cramp_diary.core.files import write_atomically
from cramp_diary.core.units import format_number
from cramp_diary.core.vocabulary import is_none
from cramp_diary.exchange.csv_folder.numbers import parse_number
from cramp_diary.exchange.errors import BadRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from cramp_diary.core.limits import Limits
    from cramp_diary.exchange.csv_folder.dates import DateParser

T = TypeVar("T")

_FORMULA = re.compile("'*[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20]")
"""The beginning of a text that a spreadsheet could take for a formula, with or without guards."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: its cells by column, with its file and line, and how its file writes values."""

    file: str
    line: int
    by_column: Mapping[str, str]
    dates: DateParser
    separator: str
    header_line: int

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

    def parse_number(self, text: str) -> float:
        """Parse a number as the file writes it."""
        return parse_number(text, self.separator)

    def parse_amount(self, text: str) -> float:
        """Parse a number, or a word that means none."""
        return 0.0 if is_none(text) else self.parse_number(text)

    def number_parser(self, limits: Limits) -> Callable[[str], float]:
        """Return a parser of numbers within limits."""

        def reader(text: str) -> float:
            value = self.parse_number(text)
            limits.check(value)
            return value

        return reader

    def amount(self, column: str, limits: Limits) -> float | None:
        """Return a number within limits."""
        return self.read(column, self.number_parser(limits))

    def bad(self, column: str, why: str) -> BadRow:
        """Return the error for a cell of this row."""
        return BadRow(self.file, self.line, column, why)


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


def write_csv(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """Write rows of values as a CSV file; the first one is the header.

    Raises
    ------
    CannotWrite
        If the system refuses.
    """
    text = io.StringIO(newline="")
    # The usual line ends of CSV; with \n alone, a \r in a note would not be quoted and be lost.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(map(format_cell, row) for row in rows)
    write_atomically(path, lambda file: file.write(text.getvalue().encode()))


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
