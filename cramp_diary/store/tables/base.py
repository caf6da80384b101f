"""The few SQL shapes that the rest of the store is made of."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cramp_diary.core.settings import Settings, parse_settings
from cramp_diary.store.journal import Journal, Step
from cramp_diary.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping


class Tables:
    """A connection to an open diary.

    Table and column names come from this program; every value is a parameter.
    """

    def __init__(self, connection: sqlite3.Connection, now: datetime | None = None) -> None:
        self._connection = connection
        self._now = now
        self._journal = Journal(connection, now)
        self._is_writing = False
        self.changed = False
        """Whether something was changed, and kept, since the diary was opened."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make several changes one step: all of the block is kept, or nothing.

        Inside another such block it adds nothing: the outer one decides.
        """
        if self._is_writing:  # not asked of SQLite, which may have ended the transaction by itself
            yield
            return
        self._journal.watch()
        with self._alone(), transaction(self._connection):
            self._journal.begin()
            yield
            wrote = self._journal.write()
        self.changed = self.changed or wrote

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._is_writing = True
        try:
            yield
        finally:
            self._is_writing = False

    def undo(self) -> Step:
        """Take back the latest step, exactly, and return it.

        Raises
        ------
        NothingToUndo
            If there is none.
        """
        with transaction(self._connection):
            step = self._journal.undo()
        self.changed = True
        return step

    def redo(self) -> Step:
        """Make the step that was undone last again, and return it.

        Raises
        ------
        NothingToRedo
            If there is none.
        """
        with transaction(self._connection):
            step = self._journal.redo()
        self.changed = True
        return step

    def steps(self) -> tuple[Step, ...]:
        """Return the steps that can be undone or redone, the latest first."""
        return self._journal.steps()

    def _did(self, what: str, *, instead: bool = False) -> None:
        """Say what was done, for the journal; `instead` of all that was said in this step."""
        if instead:
            self._journal.said.clear()
        self._journal.said.append(what)

    def settings(self) -> Settings:
        """Return how the person's days, weeks and measures run."""
        stored = self._select("SELECT key, value FROM settings")
        return parse_settings({row["key"]: row["value"] for row in stored})

    def _select(self, sql: str, *values: object) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def _execute(self, sql: str, *values: object) -> int:
        return self._connection.execute(sql, values).rowcount

    def _insert(self, table: str, row: Mapping[str, object]) -> int:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values())
        )
        return cursor.lastrowid or 0

    def _end_no_cramps(self, day: date) -> None:
        self._execute(
            "UPDATE days SET cramps = NULL, confirmed_at = NULL"
            " WHERE diary_day = ? AND cramps IS NOT NULL",
            day.isoformat(),
        )

    def _bounds(self, start: date | None, end: date | None) -> tuple[str, str]:
        return (start or date.min).isoformat(), (end or date.max).isoformat()
