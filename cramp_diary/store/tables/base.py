"""What every class of tables shares: a connection, steps of changes, and a few SQL statements."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cramp_diary.core.errors import DiaryError
from cramp_diary.store.journal import Journal
from cramp_diary.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Tables:
    """The base of the classes that `Diary` is made of: an open connection and its journal.

    Table and column names come from this program; every value is a parameter.
    """

    def __init__(self, connection: sqlite3.Connection, now: datetime | None = None) -> None:
        self._connection = connection
        self._now = now
        self._journal = Journal(connection, now)
        self._is_writing = False
        self.changed = False
        """Whether a change was committed since the diary was opened."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the changes of a block one step: all of them are committed, or none.

        A block within another one belongs to the step of the outer one.
        """
        # Asking SQLite whether a transaction is open is not enough: SQLite may have ended it.
        if self._is_writing:
            yield
            return
        self._journal.watch()
        self._is_writing = True
        try:
            with transaction(self._connection):
                self._journal.begin()
                yield
                wrote = self._journal.write()
        finally:
            self._is_writing = False
        self.changed = self.changed or wrote

    @contextmanager
    def _attempt(self) -> Iterator[None]:
        """Take back the changes of a block that fails; the rest of the step stays."""
        changes, descriptions = len(self._journal.changes), len(self._journal.descriptions)
        self._execute("SAVEPOINT attempt")
        try:
            yield
        except DiaryError:
            self._execute("ROLLBACK TO attempt")
            self._execute("RELEASE attempt")
            del self._journal.changes[changes:]
            del self._journal.descriptions[descriptions:]
            raise
        self._execute("RELEASE attempt")

    def _describe_step(self, description: str, *, replace: bool = False) -> None:
        """Describe a change for the journal, in place of the step's other changes if `replace`."""
        if replace:
            self._journal.descriptions.clear()
        self._journal.descriptions.append(description)

    def _select(self, sql: str, *values: object) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def _execute(self, sql: str, *values: object) -> int:
        return self._connection.execute(sql, values).rowcount

    def _data_version(self) -> int:
        """Return a number that differs once another connection has changed the file."""
        ((version,),) = self._select("PRAGMA data_version")
        return int(version)

    def _insert(self, table: str, row: Mapping[str, object], on_conflict: str = "") -> int:
        statement = _insert_statement(table, row, on_conflict)
        cursor = self._connection.execute(statement, tuple(row.values()))
        return cursor.lastrowid or 0

    def _insert_all(self, table: str, rows: Sequence[Mapping[str, object]], key: str = "") -> None:
        """Insert rows with the same columns; with `key`, change the rows that have its values."""
        if rows:
            on_conflict = _update_on_conflict(rows[0], key) if key else ""
            self._connection.executemany(
                _insert_statement(table, rows[0], on_conflict),
                (tuple(row.values()) for row in rows),
            )

    def _delete_all(self, table: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Delete rows by all their columns; of several equal ones, the first."""
        for row in rows:
            same = " AND ".join(f"{column} IS ?" for column in row)
            self._execute(
                f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table} WHERE {same})",
                *row.values(),
            )

    def _upsert(self, table: str, row: Mapping[str, object], key: str) -> None:
        """Insert a row, or change these columns of the row with the same `key` columns."""
        self._insert(table, row, _update_on_conflict(row, key))

    def _clear_confirmation(self, day: date) -> None:
        """Remove the confirmation that a day had no cramps."""
        self._execute(
            "UPDATE days SET cramps = NULL, confirmed_at = NULL"
            " WHERE diary_day = ? AND cramps IS NOT NULL",
            day.isoformat(),
        )

    def _bounds(self, start: date | None, end: date | None) -> tuple[str, str]:
        """Return ``[start, end)`` as the texts that SQL compares; None is open."""
        return (start or date.min).isoformat(), (end or date.max).isoformat()


def _insert_statement(table: str, columns: Iterable[str], on_conflict: str) -> str:
    columns = list(columns)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {on_conflict}"


def _update_on_conflict(columns: Iterable[str], key: str) -> str:
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns)
    return f"ON CONFLICT ({key}) DO UPDATE SET {changes}"
