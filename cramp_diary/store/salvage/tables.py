"""Which table the rows on a page belong to: by the schema of the file, else by what they fit."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

from cramp_diary.core.errors import DiaryError
from cramp_diary.core.settings import parse_settings
from cramp_diary.store.salvage.formats import Column, Formats, list_columns, migrate_to
from cramp_diary.store.salvage.records import Lost
from cramp_diary.store.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cramp_diary.store.salvage.pages import Cell, Pages
    from cramp_diary.store.salvage.records import Value

    Row = dict[str, Value]

SCHEMA, SEQUENCE, MIGRATIONS = "schema_rows", "sequence_rows", "_sqlite_migrations"
_STAND_INS = (
    f"""
    CREATE TABLE {SCHEMA} (
        type TEXT NOT NULL CHECK (type IN ('table', 'index', 'trigger', 'view')),
        name TEXT NOT NULL CHECK (name <> ''),
        tbl_name TEXT NOT NULL,
        rootpage INTEGER,
        sql TEXT
    ) STRICT
    """,
    f"CREATE TABLE {SEQUENCE} (name TEXT NOT NULL, seq INTEGER NOT NULL) STRICT",
)
"""For sqlite_schema and sqlite_sequence, into which nothing can be inserted."""

GREATEST_ID = 2**32
"""Far beyond what is ever given; from an id near 2**63 SQLite could not go on counting."""

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "TEXT": (str,),
    "INTEGER": (int,),
    "REAL": (int, float),
}

TO_RECORD: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "episodes": rows.to_episode,
    "episode_sites": rows.to_site,
    "episode_reliefs": rows.to_relief,
    "days": rows.to_day,
    "activities": rows.to_activity,
    "shoes": rows.to_shoe,
    "wear": lambda row: rows.to_wear({**row, "name": ""}),
    "medications": rows.to_medication,
    "courses": lambda row: rows.to_course({**row, "medication": ""}),
    "doses": lambda row: rows.to_dose({**row, "name": ""}),
    "drinks": rows.to_drink,
    "factors": rows.to_factor,
    "factor_values": lambda row: rows.to_value({**row, "name": ""}),
    "monthly_symptoms": rows.to_monthly_symptoms,
    "inbox_lines": rows.to_line_key,
    "trials": rows.to_trial,
    "trial_days": rows.to_trial_day,
    "settings": lambda row: parse_settings({row["key"]: row["value"]}),
}
"""How the program reads a row: one that it cannot read would damage the new diary, too."""


@dataclass(slots=True)
class FoundRows:
    """The rows of a file by table, and what could not be used.

    Attributes
    ----------
    rows
        By table, each row as its values by column, without those that are lost.
    named
        The tables that the file's own schema names, as far as that can be read.
    refused
        By table, how many rows cannot be read, or hold what the table does not allow.
    cut
        By table, how many of `rows` have lost a value.
    unassigned
        How many rows fit no table, or several equally well.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    unassigned: int = 0


def find_rows(pages: Pages, formats: Formats) -> FoundRows:
    """Return all rows that can be read, each in the table to which its page belongs.

    A page belongs to the table from whose root it is reached if most of its rows fit that table,
    else to the table that more of them fit than any other.
    """
    found = FoundRows()
    late: dict[str, list[Row]] = {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        fitting = _Fitting(connection, formats)
        reached = _reach(pages, _find_roots(pages, fitting, found))
        unreached = sorted(pages.rows.keys() - reached.keys() - pages.free)
        for number in (*(page for page in reached if page in pages.rows), *unreached):
            cells = pages.rows[number]
            table = fitting.choose_table(cells, reached.get(number))
            if table is None:
                found.unassigned += len(cells) + pages.broken_cells[number]
                continue
            found.refused[table] += pages.broken_cells[number]
            for cell in cells:
                row = fitting.fit(table, cell)
                if row is None:
                    found.refused[table] += 1
                else:
                    (found.rows if cell.is_in_order else late).setdefault(table, []).append(row)
                    found.cut[table] += Lost.LOST in cell.values
    # A damaged id must not keep out the row that has this id by right.
    for table, rows_of_table in late.items():
        found.rows.setdefault(table, []).extend(rows_of_table)
    return found


def _find_roots(pages: Pages, fitting: _Fitting, found: FoundRows) -> Iterator[tuple[str, int]]:
    """Yield each table that the schema names, with the page at which it begins.

    The schema is read page by page as the tables are, because page 1 may be lost.
    """
    yield SCHEMA, 1
    for number, cells in pages.rows.items():
        if number in pages.free or fitting.share(SCHEMA, cells) <= 1 / 2:
            continue
        for row in filter(None, (fitting.fit(SCHEMA, cell) for cell in cells)):
            if row["type"] == "table" and isinstance(name := row["name"], str):
                found.named.add(name)
                name = SEQUENCE if name == "sqlite_sequence" else name
                if name in fitting.columns and isinstance(root := row.get("rootpage"), int):
                    yield name, root


def _reach(pages: Pages, roots: Iterable[tuple[str, int]]) -> dict[int, str]:
    """Return the pages below each root with the table of the root, in the order of the rows.

    A page that two tables claim is left to the first.
    """
    reached: dict[int, str] = {}
    for table, root in roots:
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number not in reached:
                reached[number] = table
                waiting += reversed(pages.children.get(number, []))
    return reached


class _Fitting:
    """Tries whether rows fit tables, in a database with the schema of the latest format.

    Attributes
    ----------
    columns
        The columns of each table.
    """

    def __init__(self, connection: sqlite3.Connection, formats: Formats) -> None:
        connection.row_factory = sqlite3.Row
        self._connection = connection
        self._formats = formats
        migrate_to(connection, len(formats.names))
        connection.execute(f"DELETE FROM {MIGRATIONS}")
        for statement in _STAND_INS:
            connection.execute(statement)
        self.columns = list_columns(connection)
        # Undone row by row: this takes the constraints, not the rows.
        connection.execute("BEGIN")

    def choose_table(self, cells: list[Cell], reached_from: str | None) -> str | None:
        """Return the table of the rows of a page, None if that cannot be told."""
        if reached_from and (not cells or self.share(reached_from, cells) > 1 / 2):
            return reached_from
        shares = {table: self.share(table, cells) for table in self.columns}
        best = max(shares.values())
        likeliest = [table for table, share in shares.items() if share == best]
        return likeliest[0] if best > 0 and len(likeliest) == 1 else None

    def share(self, table: str, cells: list[Cell]) -> float:
        """Return the share of rows that fit a table."""
        return sum(self.fit(table, cell) is not None for cell in cells) / max(len(cells), 1)

    def fit(self, table: str, cell: Cell) -> Row | None:
        """Return a row as a table takes it, None if the table or the program refuses it."""
        row = self._to_row(table, cell)
        if row is None:
            return None
        marks = ", ".join("?" * len(row))
        insert = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks}) RETURNING *"
        try:
            (stored,) = self._connection.execute(insert, tuple(row.values())).fetchall()
            TO_RECORD.get(table, dict)(stored)
        except (sqlite3.Error, DiaryError, ValueError, TypeError, LookupError):
            return None
        finally:
            self._connection.execute(f"DELETE FROM {table}")
        return row

    def _to_row(self, table: str, cell: Cell) -> Row | None:
        """Return the values by column, None if their number or their types are not the table's."""
        columns = self.columns[table]
        widths = self._formats.widths(table) or range(len(columns), len(columns) + 1)
        if len(cell.values) not in widths:
            return None
        row: Row = {}
        for column, value in zip(columns, cell.values, strict=False):
            if column.is_rowid:
                if value is not None or not 0 < cell.rowid <= GREATEST_ID:
                    return None
                row[column.name] = cell.rowid
            elif value is not Lost.LOST:
                if not _is_of_type(value, column):
                    return None
                row[column.name] = value
        return row


def _is_of_type(value: Value, column: Column) -> bool:
    """Tell whether a value is stored as this column stores it; SQLite would convert others."""
    if isinstance(value, float) and not isfinite(value):
        return False
    return value is None or isinstance(value, _PYTHON_TYPES[column.type])
