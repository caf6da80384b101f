"""Parsing of a CSV folder into records, each with its file and line."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cramp_diary.core.errors import DiaryError, format_os_error
from cramp_diary.core.limits import FACTOR_VALUE, check_unit
from cramp_diary.core.model import Day, Factor, FactorValue
from cramp_diary.core.text import join_words
from cramp_diary.core.vocabulary import FactorKind, is_none, name_key, parse_yes_no
from cramp_diary.exchange.csv_folder.cells import Cells, number_parser, unguard_formula
from cramp_diary.exchange.csv_folder.schemas import DAYS, SCHEMAS, CsvSchema
from cramp_diary.exchange.errors import BadRow, NoCsvFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

R = TypeVar("R")

LARGEST_CELL = 16_000_000

OwnColumns = dict[str, list[tuple[Cells, Day]]]
"""The cells that are not empty in each column of an own factor, with the day of their row."""


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    """A record, with the file and line it was read from."""

    file: str
    line: int
    record: R

    def bad(self, column: str, why: str) -> BadRow:
        """Return the error for a column of this row."""
        return BadRow(self.file, self.line, column, why)


@dataclass(frozen=True, slots=True)
class ParsedFolder:
    """The rows of a folder by file, and the cells of own factors by their column of days.csv."""

    by_file: dict[str, list[Row[Any]]]
    own_columns: OwnColumns

    def rows(self, kind: CsvSchema[R]) -> list[Row[R]]:
        """Return the rows of one kind of file, in order."""
        return self.by_file[kind.file]


def parse_folder(folder: Path) -> ParsedFolder:
    """Read the files of a CSV folder; each of them is optional.

    Raises
    ------
    NoCsvFolder
        If the folder does not exist or holds none of the files.
    BadRow
        If a row cannot be used.
    """
    names = [kind.file for kind in SCHEMAS]
    try:
        if not folder.is_dir():
            raise NoCsvFolder(folder, "is no folder", names)
        if not any((folder / name).is_file() for name in names):
            raise NoCsvFolder(folder, "holds no part of a diary", names)
    except OSError as error:
        raise NoCsvFolder(folder, f"cannot be read ({format_os_error(error)})", names) from error
    own: OwnColumns = defaultdict(list)
    return ParsedFolder({k.file: list(_read_records(folder, k, own)) for k in SCHEMAS}, own)


def _read_records(folder: Path, kind: CsvSchema[R], own: OwnColumns) -> Iterator[Row[R]]:
    for cells in _read_cells(folder / kind.file, kind):
        try:
            record = kind.read(cells)
            if kind is DAYS:
                _keep_own(own, cells, record)  # type: ignore[arg-type]
        except BadRow:
            raise
        except DiaryError as error:
            raise cells.bad("", str(error)) from error
        yield Row(kind.file, cells.line, record)


def _keep_own(own: OwnColumns, cells: Cells, day: Day) -> None:
    for column, text in cells.by_column.items():
        if text.strip() and column not in DAYS.columns:
            own[column].append((cells, day))


def _read_cells(path: Path, kind: CsvSchema[Any]) -> Iterator[Cells]:
    if not path.is_file():
        return
    line = 1
    csv.field_size_limit(LARGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [unguard_formula(name.strip()) for name in next(reader, [])]
            _check_header(kind, header)
            line = reader.line_num + 1
            for cells in reader:
                if cells:
                    yield Cells(kind.file, line, _by_column(kind, line, header, cells))
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        why = "It or a row soon after is not UTF-8: save the file as CSV UTF-8."
        raise BadRow(kind.file, line, "", why) from error
    except csv.Error as error:
        raise BadRow(kind.file, line, "", f"The row is no CSV ({error}).") from error
    except OSError as error:
        raise NoCsvFolder(
            path, f"cannot be read ({format_os_error(error)})", [kind.file]
        ) from error


def _by_column(
    kind: CsvSchema[Any], line: int, header: list[str], cells: list[str]
) -> dict[str, str]:
    if len(cells) != len(header):
        why = f"The row has {len(cells)} cells, the header {len(header)}."
        raise BadRow(kind.file, line, "", f"{why} Put the missing comma or quote right.")
    return dict(zip(header, map(unguard_formula, cells), strict=True))


def _check_header(kind: CsvSchema[Any], header: list[str]) -> None:
    missing = [name for name in kind.required if name not in header]
    if missing:
        raise BadRow(kind.file, 1, missing[0], "The header lacks this column: add it.")
    twice = [name for name, count in Counter(header).items() if count > 1]
    if twice:
        raise BadRow(kind.file, 1, twice[0], "The header has this column twice: keep one.")
    unknown = [name for name in header if name not in kind.columns]
    if unknown and kind is not DAYS:
        why = f"There is no such column: use {join_words(kind.columns)}."
        raise BadRow(kind.file, 1, unknown[0], why)


def read_own_columns(
    own: OwnColumns, known: Iterable[Factor]
) -> tuple[list[Factor], list[Row[FactorValue]]]:
    """Return the own factors that are not known, and the values of all that have a column.

    A further column of days.csv is an own factor: one that is known, or a new one. A new one is a
    yes or no if all its cells are yes or no, and otherwise an amount.

    Raises
    ------
    BadRow
        If a cell is no value of its factor, or no new factor may have the name of a column.
    """
    factors = {name_key(factor.name): factor for factor in known}
    new = [
        _infer_factor(column, cells)
        for column, cells in own.items()
        if name_key(column) not in factors
    ]
    factors |= {name_key(factor.name): factor for factor in new}
    return new, list(_read_values(own, factors))


def _infer_factor(column: str, found: list[tuple[Cells, Day]]) -> Factor:
    words = {cells.text(column).strip().casefold() for cells, _ in found}
    cells, _ = found[0]
    kind = FactorKind.YES_NO if words <= {"yes", "no"} else FactorKind.AMOUNT
    try:
        return Factor(column, kind).as_new()
    except DiaryError as error:
        raise BadRow(cells.file, 1, column, str(error)) from error


def _read_values(own: OwnColumns, factors: Mapping[str, Factor]) -> Iterator[Row[FactorValue]]:
    for column, found in own.items():
        factor = factors[name_key(column)]
        reader = _value_parser(factor)
        for cells, day in found:
            value = float(cells.need(column, reader))
            yield Row(cells.file, cells.line, FactorValue(day.diary_day, factor.name, value))


def _value_parser(factor: Factor) -> Callable[[str], float]:
    """Return the parser of the values of an own factor; none is 0, or no."""
    if factor.kind is FactorKind.YES_NO:
        return parse_yes_no

    def reader(text: str) -> float:
        value = 0.0 if is_none(text) else number_parser(FACTOR_VALUE)(text)
        check_unit(factor.name, value, factor.unit)
        return value

    return reader
