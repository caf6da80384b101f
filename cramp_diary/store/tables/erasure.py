"""Permanent erasure: from the tables, the journal and the free pages of the file."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from cramp_diary.core.errors import NoSuchEpisode
from cramp_diary.store.errors import NotCleaned
from cramp_diary.store.journal import TABLES
from cramp_diary.store.schema import DAY_TABLES, REFERENCES
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.base import Tables
from cramp_diary.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cramp_diary.store.journal import Value

_USED_IDS = {
    table: " UNION ".join(
        f"SELECT {column} FROM {user} WHERE {column} IS NOT NULL"
        for user, column in references.items()
    )
    for table, references in REFERENCES.items()
}
"""The tables of things that have a name, each with the query for the ids in use."""


def _is_month_within(month: str, bounds: tuple[str, str]) -> bool:
    """Tell whether all days of a month, given by its first, are within ``[start, end)``."""
    from cramp_diary.core.month import month_of  # noqa: PLC0415 - cramp log does not need it

    start, end = month_of(date.fromisoformat(month)).span
    return bounds[0] <= start.isoformat() and end.isoformat() <= bounds[1]


def _is_trial_within(row: Mapping[str, Any], bounds: tuple[str, str]) -> bool:
    """Tell whether all days of a trial, given by its row, are within ``[start, end)``."""
    trial = rows.to_trial(row)
    return bounds[0] <= trial.first_day.isoformat() and trial.end.isoformat() <= bounds[1]


class Erasure(Tables):
    """Methods for permanent erasure."""

    def forget_episode(self, episode_id: int) -> None:
        """Erase an episode, also one that was deleted and is only in the journal.

        A confirmation that its day had no cramps is erased, too: it would count again, and turn
        the day of an erased cramp into one without. Steps can be undone only in their order, so
        those up to the last one that changed the episode or holds the confirmation are erased;
        later ones stay.

        Raises
        ------
        NoSuchEpisode
            If it is neither in the diary nor in the journal.
        NotCleaned
            If it is erased, but the free pages could not be cleaned.
        """

        def is_of_episode(table: str, row: dict[str, Value]) -> bool:
            if table == "days":
                return row["diary_day"] == day and row["cramps"] is not None
            return row.get("id" if table == "episodes" else "episode_id") == episode_id

        with self._erasing():
            found = self._select("SELECT diary_day FROM episodes WHERE id = ?", episode_id)
            day = found[0]["diary_day"] if found else None
            if day:
                self._clear_confirmation(date.fromisoformat(day))
                self._execute("DELETE FROM episodes WHERE id = ?", episode_id)
            if not self._journal.forget(is_of_episode) and not day:
                raise NoSuchEpisode(episode_id)

    def days_within(self, start: date | None, end: date) -> tuple[int, int]:
        """Return the numbers of episodes and of days with any record in ``[start, end)``."""
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
        """Erase the days ``[start, end)``, what lies within them, and names now unused.

        Courses, months of symptoms and trials go with them if all of their days do.
        Steps up to the last one that changed any of it are erased, too.

        Raises
        ------
        NotCleaned
            If they are erased, but the free pages could not be cleaned.
        """
        bounds = first, after = self._bounds(start, end)

        def is_within(table: str, row: dict[str, Value]) -> bool:
            day, last = row.get("diary_day"), row.get("last_day")
            if table == "monthly_symptoms":
                return _is_month_within(str(row["month"]), bounds)
            if table == "trials":
                return _is_trial_within(row, bounds)
            if table == "trial_days":
                is_answered = row["done"] is not None and first <= str(row["day"]) < after
                return is_answered or ("trials", row["trial"]) in deleted
            return (
                (table, row.get("id")) in deleted
                or ("episodes", row.get("episode_id")) in deleted
                or (isinstance(day, str) and first <= day < after)
                or (isinstance(last, str) and first <= str(row["first_day"]) and last < after)
            )

        with self._erasing():
            deleted = self._delete_within(bounds)
            self._journal.forget(is_within)

    def _delete_within(self, bounds: tuple[str, str]) -> set[tuple[str, Value]]:
        """Delete what is within the bounds; return the tables and ids of what had an id."""
        within = "diary_day >= ? AND diary_day < ?"
        ids = self._select(f"SELECT id FROM episodes WHERE {within}", *bounds)
        deleted: set[tuple[str, Value]] = {("episodes", row["id"]) for row in ids}
        used = {table: self._ids_in(sql) for table, sql in _USED_IDS.items()}
        for table in DAY_TABLES:
            self._execute(f"DELETE FROM {table} WHERE {within}", *bounds)
        self._execute("DELETE FROM courses WHERE first_day >= ? AND last_day < ?", *bounds)
        for (month,) in self._select("SELECT month FROM monthly_symptoms"):
            if _is_month_within(month, bounds):
                self._execute("DELETE FROM monthly_symptoms WHERE month = ?", month)
        for trial in self._select(rows.SELECT_TRIALS):
            if _is_trial_within(trial, bounds):
                self._execute("DELETE FROM trial_days WHERE trial = ?", trial["first_day"])
                self._execute("DELETE FROM trials WHERE first_day = ?", trial["first_day"])
                deleted.add(("trials", trial["first_day"]))
        # Of a trial that goes on the answers are erased; its schedule stays as it was drawn.
        self._execute(
            "UPDATE trial_days SET done = NULL, changed = 0 WHERE day >= ? AND day < ?", *bounds
        )
        for table, sql in _USED_IDS.items():
            for unused in used[table] - self._ids_in(sql):
                self._execute(f"DELETE FROM {table} WHERE id = ?", unused)
                deleted.add((table, unused))
        return deleted

    def _ids_in(self, sql: str) -> set[int]:
        return {number for (number,) in self._select(sql)}

    @contextmanager
    def _erasing(self) -> Iterator[None]:
        """Make the block one transaction with the file locked, then rewrite the file."""
        with transaction(self._connection):
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            yield
        self.changed = True
        before = self._rowids()
        try:
            # secure_delete overwrites deleted bytes, but rearranged pages may leave copies.
            self._connection.execute("PRAGMA temp_store = MEMORY")
            self._connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise NotCleaned(str(error)) from error
        if self._rowids() != before:
            # VACUUM may renumber rows, and the journal's steps refer to the old numbers.
            self._execute("DELETE FROM journal")

    def _rowids(self) -> list[tuple[object, ...]]:
        return [
            tuple(row) for table in TABLES for row in self._select(f"SELECT rowid, * FROM {table}")
        ]
