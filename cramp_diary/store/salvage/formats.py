"""What the tables look like in each format that a diary can have, found out from the migrations."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from sqlite_utils import Database

from cramp_diary.store.migrations import migrations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cramp_diary.store.salvage.records import Value


class Column(NamedTuple):
    """A column of a table; one that `is_rowid` is not stored in the row itself."""

    name: str
    type: str
    is_rowid: bool


class Formats:
    """The columns of each table in each format, in the order in which a row stores them.

    Attributes
    ----------
    names
        The migrations in the order of the formats.
    columns
        The columns of each table in the latest format.
    """

    def __init__(self) -> None:
        self._counts: list[dict[str, int]] = []
        self.columns: dict[str, list[Column]] = {}
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            pending = migrations.pending(Database(connection, execute_plugins=False))
            self.names = [migration.name for migration in pending]
            for number in range(1, len(self.names) + 1):
                migrate_to(connection, number)
                self.columns = list_columns(connection)
                self._counts.append({name: len(found) for name, found in self.columns.items()})

    def widths(self, table: str) -> range:
        """Return how many values a row of a table may have.

        A column that a later format added is missing in the rows that were written before.
        """
        counts = [each[table] for each in self._counts if table in each]
        return range(min(counts), max(counts) + 1) if counts else range(0)


def takes(number: int, rows: Mapping[str, Iterable[Mapping[str, Value]]]) -> bool:
    """Tell whether a format has all columns of these rows by table, and allows their values."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate_to(connection, number)
        connection.execute("BEGIN")
        try:
            for table, found in rows.items():
                for row in found:
                    marks = ", ".join("?" * len(row))
                    insert = f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({marks})"
                    connection.execute(insert, tuple(row.values()))
        except sqlite3.Error:
            return False
    return True


def migrate_to(connection: sqlite3.Connection, number: int) -> None:
    """Apply the migrations up to a format, to a database that is of an earlier one."""
    database = Database(connection, execute_plugins=False)
    pending = migrations.pending(database)
    later = pending[number - len(migrations.applied(database)) :]
    migrations.apply(database, stop_before=later[0].name if later else None)


def list_columns(connection: sqlite3.Connection) -> dict[str, list[Column]]:
    """Return the columns of each table, those of SQLite itself excepted."""
    found = connection.execute(
        "SELECT t.name, c.name, c.type, c.pk AND c.type = 'INTEGER'"
        " AND (SELECT sum(pk) FROM pragma_table_info(t.name)) = 1"
        " FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        " ORDER BY t.name, c.cid"
    )
    columns: dict[str, list[Column]] = {}
    for table, name, kind, is_rowid in found:
        columns.setdefault(table, []).append(Column(name, kind, bool(is_rowid)))
    return columns
