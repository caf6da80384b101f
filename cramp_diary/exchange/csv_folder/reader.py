"""Parsing of a CSV folder into records, each with its file and line."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cramp_diary.core.errors import DiaryError
from cramp_diary.core.limits import FACTOR_VALUE, check_unit
from cramp_diary.core.model import Day, Factor, FactorValue
from cramp_diary.core.settings import LOCAL_ZONE
from cramp_diary.core.text import join_words
from cramp_diary.core.vocabulary import (
    FactorKind,
    is_none,
    is_yes_no_word,
    name_key,
    parse_ticked,
)
from cramp_diary.core.zones import load_zone
from cramp_diary.exchange.csv_folder.cells import Cells, unguard_formula
from cramp_diary.exchange.csv_folder.dates import DATE_COLUMNS, DateParser, Order, find_order
from cramp_diary.exchange.csv_folder.decoding import BrokenRow, Table, decode
from cramp_diary.exchange.csv_folder.examples import EXAMPLE_COLUMNS, EXAMPLES
from cramp_diary.exchange.csv_folder.files import find_files, read_bytes
from cramp_diary.exchange.csv_folder.problems import Problems
from cramp_diary.exchange.csv_folder.schemas import (
    DAYS,
    SCHEMAS,
    SETTINGS_FILE,
    CsvSchema,
    SettingValue,
)
from cramp_diary.exchange.errors import BadRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path

R = TypeVar("R")

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
    """The rows of a folder by file, and the cells of own factors by their column of days.csv.

    `notices` say, a sentence each, what was not read, or read in a way that is to be looked at.
    """

    by_file: dict[str, list[Row[Any]]]
    own_columns: OwnColumns
    notices: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no file has a row."""
        return not any(self.by_file.values())

    def rows(self, kind: CsvSchema[R]) -> list[Row[R]]:
        """Return the rows of one kind of file, in order."""
        return self.by_file[kind.file]


def parse_folder(
    folder: Path, zone: tzinfo | None = None, *, takes_settings: bool = True
) -> ParsedFolder:
    """Read the files of a CSV folder, or one of them; each of them is optional.

    Parameters
    ----------
    folder
        The folder, or a file that is named like one of its files.
    zone
        The zone of times without an offset; without it they are refused.
    takes_settings
        Whether the `time_zone` in the settings of the folder goes before `zone`.

    Raises
    ------
    NoCsvFolder, NoCsvFile
        If there is no such folder or file, it cannot be read, or it is no part of a diary.
    BadRow, BadRows
        If rows cannot be used.
    """
    files, notices = find_files(folder, [kind.file for kind in SCHEMAS])
    problems = Problems()
    by_file: dict[str, list[Row[Any]]] = {kind.file: [] for kind in SCHEMAS}
    own: OwnColumns = {}
    untouched = []
    for kind in (SETTINGS_FILE, *(other for other in SCHEMAS if other is not SETTINGS_FILE)):
        if kind.file in files:
            parser = _FileParser(kind, zone, problems)
            by_file[kind.file] = parser.parse(read_bytes(files[kind.file]))
            if kind is SETTINGS_FILE and takes_settings:
                zone = _find_zone(by_file[kind.file]) or zone
            own |= parser.own_columns
            untouched += [kind.file] * parser.has_example
            if parser.guessed_word:
                notices.append(_format_guess(kind.file, parser.guessed_word))
    problems.raise_any()
    if untouched:
        notices.append(f"The row of example was left out of {join_words(untouched, 'and')}.")
    return ParsedFolder(by_file, own, tuple(notices))


def _find_zone(rows: Iterable[Row[SettingValue]]) -> tzinfo | None:
    names = (row.record.value for row in rows if row.record.key == "time_zone")
    return next((load_zone(name) for name in names if name != LOCAL_ZONE), None)


def _format_guess(file: str, word: str) -> str:
    return (
        f"{file} is not UTF-8 and was read as Windows-1252: if '{word}' is not what it says, take"
        " the import back and save the file as CSV UTF-8."
    )


class _FileParser(Generic[R]):
    """Parses one file; what is wrong with it is added to the problems.

    Attributes
    ----------
    own_columns
        Of days.csv, the cells of the further columns.
    guessed_word
        A word of a file whose encoding had to be guessed.
    has_example
        Whether the unchanged row of a template was left out.
    """

    def __init__(self, kind: CsvSchema[R], zone: tzinfo | None, problems: Problems) -> None:
        self._kind = kind
        self._zone = zone
        self._problems = problems
        self.own_columns: OwnColumns = defaultdict(list)
        self.guessed_word = ""
        self.has_example = False

    def parse(self, content: bytes) -> list[Row[R]]:
        """Return the records of a file with this content."""
        try:
            text, self.guessed_word = decode(content)
        except UnicodeDecodeError as error:
            line = 1 + len(re.findall(rb"\r\n|\r|\n", content[: error.start]))
            why = "It is neither UTF-8 nor Windows-1252: save the file as CSV UTF-8."
            self._add(line, "", why)
            return []
        known = {column_key(column) for column in self._kind.columns}
        table = Table(text, lambda name: column_key(name) in known)
        records: list[Row[R]] = []
        try:
            records.extend(self._read_records(table))
        except BrokenRow as error:
            self._add(error.line, "", f"The row is no CSV ({error.why}).")
        return records

    def _add(self, line: int, column: str, why: str) -> None:
        self._problems.add(BadRow(self._kind.file, line, column, why))

    def _read_records(self, table: Table) -> Iterator[Row[R]]:
        mark = EXAMPLE_COLUMNS.get(self._kind.file, "")
        marked = EXAMPLES.get(self._kind.file, {}).get(mark)
        for cells in self._read_cells(table):
            if marked and cells.text(mark) == marked and _is_example(self._kind, cells):
                self.has_example = True
                continue
            try:
                record = self._kind.read(cells)
            except DiaryError:
                for error in _find_errors(self._kind, cells):
                    self._problems.add(error)
                self._check_own(cells)
                continue
            for column in self._check_own(cells):
                self.own_columns[column].append((cells, record))  # type: ignore[arg-type]
            yield Row(self._kind.file, cells.line, record)

    def _check_own(self, cells: Cells) -> list[str]:
        """Return the columns of own factors in which a row has a value of either kind."""
        if self._kind is not DAYS:
            return []
        good = []
        for column, text in cells.by_column.items():
            if text.strip() and column not in DAYS.columns:
                with self._problems.collected():
                    if not (is_yes_no_word(text) or is_none(text)):
                        cells.need(column, cells.number_parser(FACTOR_VALUE))
                    good.append(column)
        return good

    def _read_cells(self, table: Table) -> Iterator[Cells]:
        rows = table.rows()
        header_line, names = next(rows, (1, []))
        header = _name_columns(self._kind, names)
        if self._has_bad_header(header_line, header):
            return
        dates = DateParser(self._zone, lambda: _find_order(table, header))
        unnamed = [number for number, name in enumerate(header) if not name]
        for line, cells in rows:
            if len(cells) > len(header) and any(map(str.strip, cells[len(header) :])):
                why = f"The row has {len(cells)} cells, the header {len(header)}."
                self._add(line, "", f"{why} Put a text that holds a separator in quotes.")
                continue
            if any(cells[number].strip() for number in unnamed if number < len(cells)):
                self._add(line, "", "A cell with text has no name in the header: name its column.")
                continue
            by_column = dict(zip(header, map(unguard_formula, cells), strict=False))
            yield Cells(self._kind.file, line, by_column, dates, table.separator, header_line)

    def _has_bad_header(self, line: int, header: list[str]) -> bool:
        kind, names = self._kind, dict.fromkeys(filter(None, header))
        counts = Counter(map(name_key, filter(None, header)))
        # Of an own factor in two spellings, the last one is named.
        twice = {name_key(name): name for name in names if counts[name_key(name)] > 1}.values()
        missing = [name for name in kind.required if name not in names]
        unknown = [name for name in names if name not in kind.columns and kind is not DAYS]
        for name in missing:
            self._add(line, name, "The header lacks this column: add it.")
        for name in twice:
            self._add(line, name, "The header has this column twice: keep one.")
        for name in unknown:
            self._add(line, name, f"There is no such column: use {join_words(kind.columns)}.")
        return bool(missing or twice or unknown)


def column_key(name: str) -> str:
    """Return a key that is equal for spellings of a column: capitals, spaces, hyphens.

    >>> column_key(" Started at")
    'started_at'
    """
    return re.sub(r"[\s_-]+", "_", name_key(name.strip()))


def _name_columns(kind: CsvSchema[Any], names: list[str]) -> list[str]:
    """Return the names of a header, with the columns of the file in their own spelling.

    A column that is there in its own spelling has no other: a factor may be called "diary day".
    """
    header = [unguard_formula(name.strip()) for name in names]
    present = set(header)
    columns = {column_key(column): column for column in kind.columns if column not in present}
    return [columns.get(column_key(name), name) for name in header]


def _find_order(table: Table, header: list[str]) -> Order:
    places = [number for number, name in enumerate(header) if name in DATE_COLUMNS]
    return find_order(
        cells[place] for _, cells in table.rows() for place in places if place < len(cells)
    )


def _is_example(kind: CsvSchema[Any], cells: Cells) -> bool:
    """Return whether a row is that of a template, also if a spreadsheet has respelled it."""
    example = EXAMPLES[kind.file]
    if all(text == example.get(column, "") for column, text in cells.by_column.items()):
        return True
    try:
        unchanged: bool = kind.read(cells) == kind.read(replace(cells, by_column=example))
    except DiaryError:
        return False
    return unchanged


def _find_errors(kind: CsvSchema[Any], cells: Cells) -> Iterator[BadRow]:
    """Yield all errors of a row: each bad cell is replaced by a good one, and the row read again.

    What is wrong with the row as a whole can only be told once its cells are right.
    """
    good = EXAMPLES.get(kind.file, {})
    replaced: dict[str, str] = {}
    while True:
        try:
            kind.read(replace(cells, by_column={**cells.by_column, **replaced}))
        except BadRow as error:
            if error.column in replaced:
                return
            yield error
            replaced[error.column] = good.get(error.column, "")
        except DiaryError as error:
            if not replaced:
                yield cells.bad("", str(error))
            return
        else:
            return


def read_own_columns(
    own: OwnColumns, known: Iterable[Factor], problems: Problems
) -> tuple[list[Factor], list[Row[FactorValue]]]:
    """Return the own factors that are not known, and the values of all that have a column.

    A further column of days.csv is an own factor: one that is known, or a new one. A new one is a
    yes or no if its cells are words or ticks for yes or no, or none, and otherwise an amount.
    Cells that are no value of their factor, and columns whose name no new factor may have, are
    added to the problems.
    """
    factors = {name_key(factor.name): factor for factor in known}
    new = []
    for column, cells in own.items():
        if name_key(column) not in factors:
            with problems.collected():
                new.append(_infer_factor(column, cells))
    factors |= {name_key(factor.name): factor for factor in new}
    return new, list(_read_values(own, factors, problems))


def _infer_factor(column: str, found: list[tuple[Cells, Day]]) -> Factor:
    words = [cells.text(column) for cells, _ in found]
    is_yes_no = any(map(is_yes_no_word, words)) and all(
        is_yes_no_word(word) or (is_none(word) and not word.strip().isdigit()) for word in words
    )
    cells, _ = found[0]
    try:
        return Factor(column, FactorKind.YES_NO if is_yes_no else FactorKind.AMOUNT).as_new()
    except DiaryError as error:
        raise BadRow(cells.file, cells.header_line, column, str(error)) from error


def _read_values(
    own: OwnColumns, factors: Mapping[str, Factor], problems: Problems
) -> Iterator[Row[FactorValue]]:
    for column, found in own.items():
        if (factor := factors.get(name_key(column))) is None:
            continue
        for cells, day in found:
            with problems.collected():
                value = float(cells.need(column, _value_parser(factor, cells)))
                yield Row(cells.file, cells.line, FactorValue(day.diary_day, factor.name, value))


def _value_parser(factor: Factor, cells: Cells) -> Callable[[str], float]:
    """Return the parser of the values of an own factor; none is 0, or no."""
    if factor.kind is FactorKind.YES_NO:
        return parse_ticked

    def reader(text: str) -> float:
        value = cells.parse_amount(text)
        FACTOR_VALUE.check(value)
        check_unit(factor.name, value, factor.unit)
        return value

    return reader
