"""What is to be forgotten for good: out of the tables, the journal and the free pages."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cramp_diary.core.errors import NoSuchEpisode
from cramp_diary.store.errors import NotCleaned
from cramp_diary.store.journal import TABLES
from cramp_diary.store.schema import DAY_TABLES
from cramp_diary.store.tables.base import Tables
from cramp_diary.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cramp_diary.store.journal import RowPredicate, Value

_NAMED = {
    "shoes": "SELECT shoe_id FROM wear WHERE shoe_id IS NOT NULL",
    "medications": "SELECT medication_id FROM doses UNION SELECT medication_id FROM courses",
    "factors": "SELECT factor_id FROM factor_values",
}
"""The tables of names, each with where a name is used."""


class Erasure(Tables):
    """What the diary does to forget."""

    def forget_episode(self, episode_id: int) -> None:
        """Forget an episode, also one that was deleted and stands only in the journal.

        Steps can be undone only in their order, so those before the last one about the episode
        are forgotten with it; later ones stay.

        Raises
        ------
        NoSuchEpisode
            If neither the diary nor the journal knows it.
        NotCleaned
            If it is forgotten, but the free pages could not be cleaned.
        """

        def concerns(table: str, row: dict[str, Value]) -> bool:
            return row.get("id" if table == "episodes" else "episode_id") == episode_id

        with self._forgetting():
            found = self._execute("DELETE FROM episodes WHERE id = ?", episode_id)
            if not self._journal.forget(concerns) and not found:
                raise NoSuchEpisode(episode_id)

    def days_within(self, start: date | None, end: date) -> tuple[int, int]:
        """Return how many episodes and days of which something was said lie in ``[start, end)``."""
        bounds = self._bounds(start, end)
        days = " UNION ".join(
            f"SELECT diary_day FROM {table} WHERE diary_day >= ?1 AND diary_day < ?2"
            for table in DAY_TABLES
        )
        ((count,),) = self._select(f"SELECT count(*) FROM ({days})", *bounds)
        ((episodes,),) = self._select(
            "SELECT count(*) FROM episodes WHERE diary_day >= ? AND diary_day < ?", *bounds
        )
        return episodes, count

    def forget_days(self, start: date | None, end: date) -> None:
        """Forget the diary days ``[start, end)``, courses that lie within, and names left unused.

        Steps before the last one about any of it are forgotten, too.

        Raises
        ------
        NotCleaned
            If it is forgotten, but the free pages could not be cleaned.
        """
        bounds = self._bounds(start, end)
        with self._forgetting():
            self._journal.forget(self._concerning(bounds, self._forget_within(bounds)))

    def _forget_within(self, bounds: tuple[str, str]) -> set[tuple[str, Value]]:
        """Delete what lies within the bounds; return the tables and ids of what has an id."""
        within = "diary_day >= ? AND diary_day < ?"
        ids = self._select(f"SELECT id FROM episodes WHERE {within}", *bounds)
        gone: set[tuple[str, Value]] = {("episodes", row["id"]) for row in ids}
        used = {table: self._ids_in(sql) for table, sql in _NAMED.items()}
        for table in DAY_TABLES:
            self._execute(f"DELETE FROM {table} WHERE {within}", *bounds)
        self._execute("DELETE FROM courses WHERE first_day >= ? AND last_day < ?", *bounds)
        for table, sql in _NAMED.items():
            for unused in used[table] - self._ids_in(sql):
                self._execute(f"DELETE FROM {table} WHERE id = ?", unused)
                gone.add((table, unused))
        return gone

    def _ids_in(self, sql: str) -> set[int]:
        return {number for (number,) in self._select(sql)}

    def _concerning(self, bounds: tuple[str, str], gone: set[tuple[str, Value]]) -> RowPredicate:
        start, end = bounds

        def concerns(table: str, row: dict[str, Value]) -> bool:
            day, last = row.get("diary_day"), row.get("last_day")
            return (
                (table, row.get("id")) in gone
                or ("episodes", row.get("episode_id")) in gone
                or (isinstance(day, str) and start <= day < end)
                or (isinstance(last, str) and start <= str(row["first_day"]) and last < end)
            )

        return concerns

    @contextmanager
    def _forgetting(self) -> Iterator[None]:
        """Keep all of the block or nothing, let nobody in, and then write the file anew."""
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        with transaction(self._connection):
            yield
        self.changed = True
        before = self._rowids()
        try:
            # Deleted bytes are overwritten, but where a page was rearranged copies may be left.
            self._connection.execute("PRAGMA temp_store = MEMORY")
            self._connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise NotCleaned(str(error)) from error
        if self._rowids() != before:
            # SQLite may number rows anew, which the journal's steps would not know.
            self._execute("DELETE FROM journal")

    def _rowids(self) -> list[tuple[object, ...]]:
        return [
            tuple(row) for table in TABLES for row in self._select(f"SELECT rowid, * FROM {table}")
        ]
