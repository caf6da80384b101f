"""Files with a row a day, of a weather station or a watch, read as values of own factors.

CSV in any of the ways in which spreadsheets write it, through the reader of the diary's own files,
or JSON lines: an object a line.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.day_fields import RESERVED_WORDS
from cramp_diary.core.errors import DiaryError, format_os_error
from cramp_diary.core.limits import FACTOR_VALUE, Limits, check_unit
from cramp_diary.core.model import Factor
from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.text import format_count, join_words
from cramp_diary.core.vocabulary import FactorKind, is_yes_no_word, name_key, parse_ticked
from cramp_diary.exchange.csv_folder.cells import unguard_formula
from cramp_diary.exchange.csv_folder.dates import DateParser, find_order
from cramp_diary.exchange.csv_folder.decoding import BrokenRow, Table, decode
from cramp_diary.exchange.csv_folder.numbers import (
    find_decimal_mark,
    parse_number,
    parse_with_mark,
)
from cramp_diary.exchange.csv_folder.reader import column_key
from cramp_diary.exchange.errors import AmbiguousDate, AmbiguousNumber, BadRow, BadTable
from cramp_diary.exchange.factor_table import DailyValue, FactorSeries, unit_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import tzinfo
    from pathlib import Path

LARGEST_TABLE = 100_000_000
"""Bytes: fifty columns for every day of a life take a tenth of it."""

MOST_COLUMNS = 6
"""Of a table with more columns, those to import must be named: each is a further factor to test."""

DATE_NAMES = frozenset(
    {
        *("date", "day", "diary_day", "time", "datetime", "date_time", "timestamp", "started_at"),
        *("datum", "tag", "messdatum", "mess_datum", "fecha", "dia", "data", "jour", "dag"),
    }
)
"""Names of the column with the day, which goes before others that hold dates."""

MISSING = frozenset(
    {"", "-", "--", "---", "?", ".", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "missing"}
)
"""What stands in a cell without a value; programs write None where nothing was measured."""

NO_MEASUREMENT = frozenset({-999.0, -9999.0, -99999.0})
"""Numbers that weather services write where nothing was measured."""

NEVER_SET = frozenset({date(1970, 1, 1), date(1969, 12, 31)})
"""The days on which a clock stands that was never set."""

UNIT_RANGES: dict[str, tuple[float, float]] = {
    "%": (0, 100),
    "percent": (0, 100),
    "h": (0, 24),
    "hours": (0, 24),
    "min": (0, 1440),
    "minutes": (0, 1440),
    "c": (-90, 60),
    "celsius": (-90, 60),
    "f": (-130, 140),
    "fahrenheit": (-130, 140),
    "mm": (0, 2000),
    "steps": (0, 200_000),
    "hpa": (850, 1100),
}
"""What is possible in a day, or in the weather of one, by unit."""

_UNIT_IN_NAME = re.compile(r"(?P<name>.*?)\s*[(\[](?P<unit>[^()\[\]]{1,15})[)\]]\s*")
_UNIT_IN_CELL = re.compile(r"(?P<number>[-+\u2212]?[\d.,]*\d)\s*(?P<unit>[^\W\d_]\w*|%|\u00b0\w?)")
_SAMPLE = 200
"""Cells by which it is told whether a column holds dates."""

_LONGEST_PREAMBLE = 40
"""Rows among which the header is looked for: some weather services put others above it."""


class TableOptions(NamedTuple):
    """What is to be taken from a table, and under which names.

    Attributes
    ----------
    date_column
        The name of the column with the day, empty to find it.
    columns
        The names of the columns to take, empty for all with values.
    names, units
        Of the factors, in the order of `columns`; empty to take those of the file. One unit is that
        of each column.
    shift
        How many days before the day of its row a value belongs.
    """

    date_column: str = ""
    columns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    shift: int = 0


class ColumnValues(NamedTuple):
    """The values of one column.

    Each row has a value, or none (`empty`), or says again what an earlier row of the day says
    (`repeated`), or cannot be used (`unusable`): the counts add up.
    """

    column: str
    series: FactorSeries
    empty: int
    repeated: int
    unusable: int


class DailyTable(NamedTuple):
    """What was read from a file.

    Attributes
    ----------
    date_column
        The name of the column with the day.
    rows
        How many rows the file has below its header.
    columns
        The columns that are taken.
    problems
        What cannot be used, with its place; the rest can.
    notices
        Sentences: what is not taken, or was read in a way that is to be looked at.
    """

    date_column: str
    rows: int
    columns: tuple[ColumnValues, ...]
    problems: tuple[str, ...]
    notices: tuple[str, ...]


class _Row(NamedTuple):
    line: int
    cells: Sequence[str]


class _SortedCells(NamedTuple):
    values: dict[date, DailyValue]
    contrary: set[date]
    problems: list[tuple[_Row, str]]
    counts: Counter[str]


class _Contents(NamedTuple):
    header: list[str]
    rows: list[_Row]
    separator: str
    problems: list[str]
    notices: list[str]


def read_table_file(path: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    BadTable
        If it is none, cannot be read or is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_TABLE + 1)
    except OSError as error:
        raise BadTable(path, f"cannot be read ({format_os_error(error)}).") from error
    if len(content) > LARGEST_TABLE:
        most = f"{LARGEST_TABLE // 1_000_000} MB"
        raise BadTable(path, f"is larger than {most}: is it a table with a row a day?")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadTable(path, "is a spreadsheet or an archive: save the sheet as CSV.")
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not is_utf16:
        raise BadTable(path, "is the file of another program, and no text: save it as CSV.")
    return content


def read_daily_table(  # noqa: PLR0913 - each is another thing that is known of it
    path: Path,
    content: bytes,
    options: TableOptions,
    known: Iterable[Factor],
    zone: tzinfo,
    *,
    count: Callable[[], None] = lambda: None,
) -> DailyTable:
    """Read a table with a row a day.

    A column is yes or no if its cells are words for it, or all of them 0 or 1, and otherwise an
    amount; one that the diary has already is what it is there. An empty cell is not recorded.

    Parameters
    ----------
    path, content
        The file, for messages, and what it holds.
    options
        What is to be taken from it.
    known
        The own factors of the diary.
    zone
        The zone of the diary, for times in UTC; a time at midnight is its date as it is written.
    count
        Called for each row of each column that is read.

    Raises
    ------
    BadTable, BadRow
        If it is no such table, or does not have the columns.
    """
    contents = _read_contents(path, content)
    dates = _find_dates(path, contents, options.date_column)
    parser = DateParser(zone, lambda: find_order(row.cells[dates] for row in contents.rows))
    reader = _ColumnReader(path, contents, options, {name_key(f.name): f for f in known})
    days = reader.read_days(dates, parser)
    found = (reader.read_column(place, days, count) for place in reader.find_columns(dates))
    columns = [column for column in found if column is not None]
    _check_columns(path, columns, options)
    if not options.columns and (options.names or options.units):
        named = options._replace(columns=tuple(column.column for column in columns))
        return read_daily_table(path, content, named, known, zone)
    return DailyTable(
        contents.header[dates],
        len(contents.rows),
        tuple(columns),
        tuple(contents.problems),
        tuple(contents.notices),
    )


def _check_columns(path: Path, columns: Sequence[ColumnValues], options: TableOptions) -> None:
    if not columns:
        raise BadTable(path, "has no column with numbers, or with yes and no, beside the day.")
    names = ", ".join(column.column for column in columns)
    if not options.columns and len(columns) > MOST_COLUMNS:
        raise BadTable(
            path,
            f"has {len(columns)} columns with values. Each that is imported is one more factor to"
            f" test, and makes a true one harder to find: choose with --columns from {names}.",
        )
    for option, given in (("--name", options.names), ("--unit", options.units)):
        if len(given) not in (0, len(columns)) and (option == "--name" or len(given) != 1):
            raise BadTable(
                path,
                f"gives values for {format_count(len(columns), 'factor')}, from {names}, and"
                f" {option} names {len(given)}: give one for each of them, with commas between.",
            )
    counts = Counter(name_key(column.series.factor.name) for column in columns)
    for column in columns:
        name = column.series.factor.name
        if counts[name_key(name)] > 1:
            raise BadTable(path, f"would give two columns the name {name}: leave out one of them.")


def _read_contents(path: Path, content: bytes) -> _Contents:
    try:
        text, guessed = decode(content)
    except UnicodeDecodeError as error:
        raise BadTable(path, "is neither UTF-8 nor Windows-1252: save it as CSV UTF-8.") from error
    notices = []
    if guessed:
        notices.append(f"{path.name} is not UTF-8 and was read as Windows-1252: is '{guessed}' it?")
    read = _read_json_lines if text.lstrip().startswith(("{", "[")) else _read_csv
    header, rows, separator, problems = read(path, text)
    if not rows:
        raise BadTable(path, "has no row below its header.")
    return _Contents(header, rows, separator, problems, notices)


def _read_csv(path: Path, text: str) -> tuple[list[str], list[_Row], str, list[str]]:
    table = Table(text, lambda name: bool(name.strip()))
    problems: list[str] = []
    try:
        header, *found = _skip_preamble(list(table.rows()))
    except BrokenRow as error:
        raise BadRow(path.name, error.line, "", f"The row is no CSV ({error.why}).") from error
    width = len(header.cells)
    if found and len(found[-1].cells) < width and text[-1] not in "\r\n":
        why = "The row ends early: is the file whole?"
        problems.append(BadRow(path.name, found.pop().line, "", why).reason)
    rows = []
    for line, cells in found:
        if any(map(str.strip, cells[width:])):
            why = f"The row has {len(cells)} cells, the header {width}."
            problems.append(BadRow(path.name, line, "", why).reason)
            continue
        padding = [""] * (width - len(cells))
        rows.append(_Row(line, [*map(unguard_formula, cells[:width]), *padding]))
    names = [unguard_formula(name.strip()) for name in header.cells]
    return names, rows, table.separator, problems


def _skip_preamble(rows: list[tuple[int, list[str]]]) -> list[_Row]:
    """Return the header and what is below it: the header is the row above the first date."""
    found = [_Row(line, cells) for line, cells in rows] or [_Row(1, [])]
    for number, row in enumerate(found[:_LONGEST_PREAMBLE]):
        if number and any(_is_date(cell.strip()) for cell in row.cells):
            is_header = not any(map(_is_number, found[number - 1].cells))
            return found[number - 1 :] if is_header else found
    return found


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except DiaryError:
        return False
    return True


def _read_json_lines(path: Path, text: str) -> tuple[list[str], list[_Row], str, list[str]]:
    columns: dict[str, None] = {}
    objects: list[tuple[int, dict[str, str]]] = []
    problems = []
    for line, written in enumerate(text.splitlines(), 1):
        if not written.strip():
            continue
        try:
            found = json.loads(written, parse_float=str, parse_int=str, parse_constant=str)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            why = "The line is no JSON object: write one on each line, or save the table as CSV."
            problems.append(BadRow(path.name, line, "", why).reason)
            continue
        columns |= dict.fromkeys(found)
        objects.append((line, {name: _format_json(value) for name, value in found.items()}))
    if not objects:
        raise BadTable(path, "holds no JSON object on a line of its own: save the table as CSV.")
    header = [name.strip() for name in columns]
    rows = [_Row(line, [found.get(name, "") for name in columns]) for line, found in objects]
    return header, rows, ",", problems


def _format_json(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value)


def _find_dates(path: Path, contents: _Contents, named: str) -> int:
    """Return the place of the column with the day."""
    header = contents.header
    if named:
        return _find_column(path, header, named)
    named_so = [n for n, name in enumerate(header) if column_key(name) in DATE_NAMES]
    for place in (*named_so, *(n for n in range(len(header)) if n not in named_so)):
        cells = islice(filter(None, (row.cells[place].strip() for row in contents.rows)), _SAMPLE)
        readable = [_is_date(cell) for cell in cells]
        if readable and 2 * sum(readable) > len(readable):
            return place
    columns = join_words(filter(None, header), "and") if any(header) else "none"
    raise BadTable(
        path, f"has no column with dates. It has {columns}: name the one with the day with --date."
    )


def _is_date(text: str) -> bool:
    try:
        _parse_stamp(text, DateParser(UTC, lambda: find_order(())))
    except AmbiguousDate:
        return True
    except DiaryError:
        return False
    return True


def _parse_stamp(text: str, parser: DateParser) -> date:
    """Return the date of a day or a time; of a time at midnight, the date as it is written."""
    try:
        return parser.parse_day(text)
    except AmbiguousDate:
        raise
    except DiaryError as error:
        try:
            return parser.parse_time(text).date()
        except DiaryError:
            raise error from None


def _find_column(path: Path, header: Sequence[str], name: str) -> int:
    keys = [column_key(column) for column in header]
    for key in (name.strip(), column_key(name)):
        for found in (header, keys):
            if key in found:
                return list(found).index(key)
    columns = join_words(filter(None, header), "and")
    raise BadTable(path, f"has no column '{name}'. It has {columns}.")


class _ColumnReader:
    """Reads the columns of a table, and adds what is wrong to its problems and notices."""

    def __init__(
        self, path: Path, contents: _Contents, options: TableOptions, known: dict[str, Factor]
    ) -> None:
        self._path = path
        self._contents = contents
        self._options = options
        self._known = known

    def find_columns(self, dates: int) -> list[int]:
        """Return the places of the columns to take: those that are named, or all but the day."""
        header, options = self._contents.header, self._options
        if options.columns:
            return [_find_column(self._path, header, name) for name in options.columns]
        found = [n for n, name in enumerate(header) if n != dates and name]
        taken = [n for n in found if name_key(_split_name(header[n])[0]) in RESERVED_WORDS]
        if taken:
            names = join_words((header[n] for n in taken), "and")
            self._contents.notices.append(
                f"Not taken: {names}, which a day of the diary has already."
            )
        return [n for n in found if n not in taken]

    def read_days(self, place: int, parser: DateParser) -> list[date | None]:
        """Return the diary day of each row, None where it cannot be read."""
        days = [self._read_day(row, place, parser) for row in self._contents.rows]
        present = [day for day in days if day]
        if not present:
            raise BadTable(self._path, f"has no date in its column {self._contents.header[place]}.")
        if len(set(present)) * 2 <= len(present):
            raise BadTable(
                self._path,
                f"has {len(present)} rows for {format_count(len(set(present)), 'day')}: make it a"
                " table with a row a day first.",
            )
        return days

    def _read_day(self, row: _Row, place: int, parser: DateParser) -> date | None:
        text = row.cells[place].strip()
        try:
            day = _parse_stamp(text, parser)
        except AmbiguousDate as error:
            column = self._contents.header[place]
            raise BadRow(self._path.name, row.line, column, str(error)) from error
        except DiaryError as error:
            self._add_problem(row, place, str(error))
            return None
        if day in NEVER_SET:
            self._add_problem(row, place, f"{day} is the date of a clock that was never set.")
            return None
        return day - timedelta(self._options.shift)

    def read_column(
        self, place: int, days: Sequence[date | None], count: Callable[[], None]
    ) -> ColumnValues | None:
        """Return the values of a column, None if it has none and was not asked for by its name."""
        column, rows = self._contents.header[place], self._contents.rows
        texts = [row.cells[place].strip() for row in rows]
        factor, parse = self._find_parser(place, texts)
        found = _SortedCells({}, set(), [], Counter())
        for row, text, day in zip(rows, texts, days, strict=True):
            count()
            if day is None:
                found.counts["unusable"] += 1
            elif text.casefold() in MISSING:
                found.counts["empty"] += 1
            else:
                self._sort_cell(row, day, text, parse, found)
        values, problems, counts = found.values, found.problems, found.counts
        if not self._options.columns and (not values or len(problems) > len(values)):
            why = problems[0][1] if problems else "it holds no value."
            self._contents.notices.append(f"Not taken: {column}: {why}")
            return None
        for row, why in problems:
            self._add_problem(row, place, why)
        for day in found.contrary:  # neither value is known to be right
            del values[day]
        if unmeasured := counts["unmeasured"]:
            cells = f"{column}: {format_count(unmeasured, 'cell')} of -999 or the like"
            self._contents.notices.append(f"{cells}, which stands for no measurement.")
        return ColumnValues(
            column,
            FactorSeries(factor, tuple(values.values())),
            counts["empty"] + counts["unmeasured"],
            counts["repeated"],
            counts["unusable"] + len(problems) + len(found.contrary),
        )

    def _sort_cell(
        self,
        row: _Row,
        day: date,
        text: str,
        parse: Callable[[str], float],
        found: _SortedCells,
    ) -> None:
        """Add a cell with text to the values, the problems, or what is only counted."""
        try:
            value = parse(text)
        except DiaryError as error:
            found.problems.append((row, str(error)))
            return
        if value in NO_MEASUREMENT:
            found.counts["unmeasured"] += 1
        elif day not in found.values:
            where = f"{self._path.name}, line {row.line}"
            found.values[day] = DailyValue(day, value, where)
        elif found.values[day].value == value:
            found.counts["repeated"] += 1
        else:
            where = found.values[day].where
            found.problems.append((row, f"{where} has another value of {day}: neither is taken."))
            found.contrary.add(day)

    def _find_factor(self, place: int, texts: Iterable[str]) -> Factor:
        """Return the factor of a column: its name, kind, unit and source."""
        options, column = self._options, self._contents.header[place]
        name, unit = _split_name(column)
        if options.columns:
            wanted = [_find_column(self._path, self._contents.header, c) for c in options.columns]
            number = wanted.index(place)
            # How many there are is checked once the columns are known.
            name = (options.names[number : number + 1] or (name,))[0]
            unit = (options.units[number : number + 1] or options.units or (unit,))[0]
        if (mine := self._known.get(name_key(name))) is not None:
            kind = mine.kind
        else:
            words = [text for text in texts if text.casefold() not in MISSING]
            is_yes_no = bool(words) and (
                all(map(is_yes_no_word, words)) or (not unit and {*words} == {"0", "1"})
            )
            kind = FactorKind.YES_NO if is_yes_no else FactorKind.AMOUNT
        unit = "" if kind is FactorKind.YES_NO else unit
        return Factor(name, kind, unit, source=f"{self._path.name}, column {column}")

    def _find_parser(
        self, place: int, texts: Sequence[str]
    ) -> tuple[Factor, Callable[[str], float]]:
        """Return the factor of a column, with its unit, and the parser of its cells."""
        factor = self._find_factor(place, texts)
        if factor.kind is FactorKind.YES_NO:
            return factor, lambda text: float(parse_ticked(text))
        found = [_UNIT_IN_CELL.fullmatch(text) for text in texts]
        units = Counter(each["unit"] for each in found if each)
        cell_unit = units.most_common(1)[0][0] if units else ""
        if cell_unit and factor.unit and unit_key(cell_unit) != unit_key(factor.unit):
            column = self._contents.header[place]
            raise BadTable(self._path, f"has column {column} in {cell_unit}, not in {factor.unit}.")
        factor = changed_unchecked(factor, unit=factor.unit or cell_unit)
        known = self._known.get(name_key(factor.name))
        unit = factor.unit or (known.unit if known else "")
        limits = Limits(factor.name, *UNIT_RANGES.get(unit_key(unit), FACTOR_VALUE[1:3]), unit)
        separator = self._contents.separator
        mark = find_decimal_mark(
            each["number"] if each else text for each, text in zip(found, texts, strict=True)
        )

        def parse(text: str) -> float:
            with_unit = _UNIT_IN_CELL.fullmatch(text)
            if with_unit and with_unit["unit"] == cell_unit:
                text = with_unit["number"]
            try:
                value = parse_number(text, separator)
            except AmbiguousNumber:
                if not mark:
                    raise
                value = parse_with_mark(text, mark)
            if value not in NO_MEASUREMENT:
                check_unit(factor.name, value, unit)
                limits.check(value)
            return value

        return factor, parse

    def _add_problem(self, row: _Row, place: int, why: str) -> None:
        column = self._contents.header[place]
        self._contents.problems.append(BadRow(self._path.name, row.line, column, why).reason)


def _split_name(header: str) -> tuple[str, str]:
    """Return the name that a column gives a factor, and the unit in brackets behind it.

    >>> _split_name("Temp. max (\N{DEGREE SIGN}C)"), _split_name("tmin")
    (('Temp. max', '\N{DEGREE SIGN}C'), ('tmin', ''))
    """
    found = _UNIT_IN_NAME.fullmatch(header)
    name, unit = (found["name"], found["unit"]) if found else (header, "")
    return " ".join(re.sub(r"[:;=]", " ", name or header).split()), unit
