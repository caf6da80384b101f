"""The few SQL shapes that the rest of the store is made of."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from cramp_diary.period import Settings
from cramp_diary.store.writing import writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from contextlib import AbstractContextManager


class Tables:
    """A connection to an open diary.

    Table and column names come from this program; every value is a parameter.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def writing(self) -> AbstractContextManager[None]:
        """Make several changes one: all of the block is kept, or nothing."""
        return writing(self._connection)

    def settings(self) -> Settings:
        """Return how the person's days and weeks run."""
        stored = {row["key"]: row["value"] for row in self._select("SELECT * FROM settings")}
        default = Settings()
        return Settings(
            day_starts_at=time.fromisoformat(
                stored.get("day_starts_at", default.day_starts_at.isoformat())
            ),
            week_starts_on=int(stored.get("week_starts_on", default.week_starts_on)),
        )

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

    def _bounds(self, start: date | None, end: date | None) -> tuple[str, str]:
        return (start or date.min).isoformat(), (end or date.max).isoformat()
