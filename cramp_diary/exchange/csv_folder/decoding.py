"""Decoding of CSV files, and splitting them into rows of cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEPARATORS: tuple[str, ...] = (",", ";", "\t", "|")
LARGEST_CELL = 16_000_000
LONGEST_WORD = 15

_BLANK = "".join(SEPARATORS) + '" \r\n'

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STATED = re.compile(r'"?sep=(?P<separator>[^"\w\s]|\t)"?[,;\t|]*\s*', re.IGNORECASE)
"""The first line by which a file tells Excel what separates its cells."""


class Decoded(NamedTuple):
    """The text of a file, and a word of it to look at where the encoding had to be guessed."""

    text: str
    guessed_word: str = ""


def decode(content: bytes) -> Decoded:
    """Decode a file: UTF-8 or UTF-16 if it says so or is, otherwise as Excel on Windows writes it.

    Raises
    ------
    UnicodeDecodeError
        If it is none of these. A file whose lines end as on old Macs is in another code of bytes,
        and one that is UTF-8 for a while is damaged.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return Decoded(content.decode(encoding))
    try:
        return Decoded(content.decode())
    except UnicodeDecodeError as error:
        at = error.start
        if (b"\r" in content and b"\n" not in content) or not content[:at].isascii():
            raise
        text = content.decode("cp1252")
    before = re.findall(r"\w*$", text[max(0, at - LONGEST_WORD) : at])[0]
    return Decoded(text, before + re.findall(r".\w*", text[at : at + LONGEST_WORD], re.DOTALL)[0])


class BrokenRow(ValueError):
    """A row that is no CSV, with its line."""

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        self.why = why
        super().__init__(why)


class Table:
    """The rows of cells of a CSV file.

    Parameters
    ----------
    text
        What the file holds.
    is_column
        Whether a cell of the header names one of the columns that the file can have. They are
        known, so that nothing has to be guessed from how often a separator occurs: a note may
        hold any of them.

    Attributes
    ----------
    separator
        What separates the cells: with it, most cells of the header are columns.
    """

    def __init__(self, text: str, is_column: Callable[[str], bool]) -> None:
        self._text = text
        self._lines_above = 0
        candidates = SEPARATORS
        header = ""
        for number, line in enumerate(io.StringIO(text, newline="")):
            stated = None if number else _STATED.fullmatch(line)
            if stated:
                candidates = (stated["separator"], *SEPARATORS)
            elif line.strip(_BLANK):
                header, self._lines_above = line, number
                break

        def count_columns(separator: str) -> int:
            return sum(map(is_column, next(csv.reader([header], delimiter=separator), [])))

        self.separator = max(candidates, key=count_columns)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row with its line, the header first; rows without any text are left out.

        Raises
        ------
        BrokenRow
            If a row is no CSV.
        """
        csv.field_size_limit(LARGEST_CELL)
        lines = io.StringIO(self._text, newline="")
        reader = csv.reader(
            islice(lines, self._lines_above, None), delimiter=self.separator, strict=True
        )
        line = self._lines_above + 1
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield line, cells
                line = self._lines_above + reader.line_num + 1
        except csv.Error as error:
            raise BrokenRow(line, str(error)) from error
