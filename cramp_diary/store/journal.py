"""The journal: every change, grouped into steps that can be undone and redone exactly."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.store.errors import NothingToRedo, NothingToUndo
from cramp_diary.store.transaction import require_transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

TABLES = (
    "episodes",
    "episode_sites",
    "episode_reliefs",
    "days",
    "activities",
    "shoes",
    "wear",
    "medications",
    "courses",
    "doses",
    "drinks",
    "factors",
    "factor_values",
    "monthly_symptoms",
    "inbox_lines",
    "trials",
    "trial_days",
    "settings",
)
"""The tables whose changes are recorded; a test compares them with the schema."""

STEPS_KEPT = 1000
"""Older steps are deleted, so that the file does not grow for ever."""

Value = str | int | float | None
Values = list[Value]
Change = tuple[str, "Values | None", "Values | None"]
"""A table and one of its rows before and after, each with its rowid first."""
RowPredicate = Callable[[str, dict[str, Value]], bool]
"""Takes the name of a table and one of its rows by column."""


class Step(NamedTuple):
    """The changes of one command: described in words, with the time they were made."""

    id: int
    at: datetime | None
    what: str
    undone: bool


class Journal:
    """Records the changes made through a connection, each step in the transaction that makes it.

    Temporary triggers, which exist in this connection only, pass every changed row to Python, so
    that numbers and texts are kept exactly, whichever statement changes them.
    """

    def __init__(self, connection: sqlite3.Connection, now: datetime | None = None) -> None:
        self.connection = connection
        self.now = now
        self.columns: dict[str, list[str]] = {}
        self.changes: list[Change] = []
        self.descriptions: list[str] = []
        self.replaying = False

    def watch(self) -> None:
        """Record every change from now on; to be called before a transaction, not within one."""
        if self.columns:
            return
        self.connection.create_function("record_change", -1, self._record_change)
        columns = self.connection.execute(
            "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c"
            " WHERE t.type = 'table' ORDER BY t.name, c.cid"
        )
        for table, column in columns:
            self.columns.setdefault(table, []).append(column)
        for table in TABLES:
            for kind, row in (("INSERT", "NEW"), ("DELETE", "OLD"), ("UPDATE", "OLD NEW")):
                values = ", ".join(
                    f"{version}.{column}"
                    for version in row.split()
                    for column in ("rowid", *self.columns[table])
                )
                self.connection.execute(
                    f"CREATE TEMP TRIGGER record_{kind}_{table} AFTER {kind} ON main.{table}"
                    f" BEGIN SELECT record_change('{table}', '{kind}', {values}); END"
                )

    def begin(self) -> None:
        """Start a step."""
        self.changes.clear()
        self.descriptions.clear()

    def write(self) -> bool:
        """End a step: store its changes, and delete the steps that were undone before it.

        Returns
        -------
        bool
            Whether anything changed.
        """
        if not self.changes:
            return False
        require_transaction(self.connection)
        self.connection.execute("DELETE FROM journal WHERE undone")
        used = {table for table, _, _ in self.changes}
        columns = {table: self.columns[table] for table in sorted(used)}
        self.connection.execute(
            "INSERT INTO journal (at, what, columns, changes) VALUES (?, ?, ?, ?)",
            (
                self.now and self.now.isoformat(),
                "; ".join(dict.fromkeys(self.descriptions)),
                json.dumps(columns),
                json.dumps(self.changes),
            ),
        )
        self.connection.execute(
            "DELETE FROM journal WHERE id <= (SELECT max(id) FROM journal) - ?", (STEPS_KEPT,)
        )
        return True

    def steps(self) -> tuple[Step, ...]:
        """Return the steps kept, the latest first."""
        found = self.connection.execute("SELECT id, at, what, undone FROM journal ORDER BY id DESC")
        return tuple(_to_step(row) for row in found)

    def forget(self, matches: RowPredicate) -> bool:
        """Delete the steps up to the last one that changed a matching row, and all undone ones.

        Returns
        -------
        bool
            Whether a step changed a matching row.
        """
        found = self.connection.execute("SELECT * FROM journal ORDER BY id DESC")
        last = next((row["id"] for row in found if _changes_a_row(row, matches)), 0)
        self.connection.execute("DELETE FROM journal WHERE id <= ? OR undone", (last,))
        return bool(last)

    def undo(self) -> Step:
        """Undo the latest step that is not yet undone.

        Raises
        ------
        NothingToUndo
            If there is none.
        """
        row = self._find_step("NOT undone ORDER BY id DESC")
        if row is None:
            raise NothingToUndo
        changes = [(table, new, old) for table, old, new in reversed(json.loads(row["changes"]))]
        return self._replay(row, changes, undone=True)

    def redo(self) -> Step:
        """Redo the earliest of the steps that are undone.

        Raises
        ------
        NothingToRedo
            If there is none.
        """
        row = self._find_step("undone ORDER BY id")
        if row is None:
            raise NothingToRedo
        return self._replay(row, json.loads(row["changes"]), undone=False)

    def _find_step(self, condition: str) -> sqlite3.Row | None:
        found = self.connection.execute(f"SELECT * FROM journal WHERE {condition} LIMIT 1")
        row: sqlite3.Row | None = found.fetchone()
        return row

    def _replay(self, row: sqlite3.Row, changes: Iterable[Change], *, undone: bool) -> Step:
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        columns = json.loads(row["columns"])
        self.replaying = True
        try:
            for table, before, after in changes:
                self._apply(table, ["rowid", *columns[table]], before, after)
        finally:
            self.replaying = False
        self.connection.execute("UPDATE journal SET undone = ? WHERE id = ?", (undone, row["id"]))
        return _to_step(row)

    def _apply(
        self, table: str, columns: list[str], before: Values | None, after: Values | None
    ) -> None:
        if after is None:
            self.connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (before or [None])[:1])
        elif before is None:
            marks = ", ".join("?" * len(columns))
            self.connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", after
            )
        else:
            changes = ", ".join(f"{column} = ?" for column in columns)
            self.connection.execute(
                f"UPDATE {table} SET {changes} WHERE rowid = ?", (*after, before[0])
            )

    def _record_change(self, table: str, kind: str, *values: Value) -> None:
        require_transaction(self.connection)
        if self.replaying:
            return
        half = len(self.columns[table]) + 1
        before = list(values[:half]) if kind != "INSERT" else None
        after = list(values[-half:]) if kind != "DELETE" else None
        if before != after:
            self.changes.append((table, before, after))


def _to_step(row: sqlite3.Row) -> Step:
    at = datetime.fromisoformat(row["at"]) if row["at"] else None
    return Step(row["id"], at, row["what"], bool(row["undone"]))


def _changes_a_row(step: sqlite3.Row, matches: RowPredicate) -> bool:
    columns = json.loads(step["columns"])
    return any(
        matches(table, dict(zip(columns[table], values[1:], strict=True)))
        for table, *versions in json.loads(step["changes"])
        for values in versions
        if values is not None
    )
