"""Whether a diary file is whole, and what it holds; the file is only read."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cramp_diary.core.errors import DiaryError, StoreError
from cramp_diary.store.diary import Diary
from cramp_diary.store.errors import DamagedDiary, DiaryUnusable, NoDiary, NotADiary
from cramp_diary.store.schema import DAY_TABLES, read_format
from cramp_diary.store.sqlite_errors import is_broken, translate_sqlite_errors
from cramp_diary.store.tables import rows
from cramp_diary.store.transaction import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ADDED_LATER = {"precision": "exact", "logged_at": None, "confirmed_at": None}
"""What a diary of an earlier format is read without."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a diary holds, in numbers.

    `days` are the diary days of which something was said, `last_day` the latest of them.
    """

    format: int
    episodes: int
    days: int
    last_day: date | None


def examine(path: Path) -> Contents:
    """Return what a diary holds, if all of it is whole and can be read.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        If there is none, it is something else, of a later version, damaged, or out of reach.
    """
    with open_for_reading(path) as connection:
        if find_faults(connection):
            raise DamagedDiary(path)
        return count_contents(connection)


@contextmanager
def open_for_reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a diary of any format up to ours, only to read it, all of it at one moment.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        As `examine` says; also of what is read in the block.
    """
    _refuse_what_is_no_file(path)
    with translate_sqlite_errors(path), closing(connect(path)) as connection:
        connection.execute("BEGIN")
        if read_format(connection, path) == 0:
            raise NotADiary(path, "an empty file")
        yield connection


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise NotADiary(path, "a folder")
        if not path.exists():
            raise NoDiary(path)
    except OSError as error:
        why = f"cannot be reached ({error.strerror})"
        raise DiaryUnusable(path, why, "look at the folders and who may read them") from error


def is_sound(path: Path) -> bool:
    """Tell whether the file is whole and every record in it can be read, as far as can be told."""
    try:
        examine(path)
    except DamagedDiary:
        return False
    except StoreError:
        return True
    return True


def find_faults(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with a diary: its pages, its references, records that make no sense."""
    try:
        found = [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
        found += [
            f"a row of {table} belongs to none of {parent}"
            for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
        ]
    except sqlite3.DatabaseError as error:
        if is_broken(error):
            return [f"the file cannot be read through: {error}"]
        raise
    return found or [f"a record cannot be read: {why}" for why in _unreadable(connection)]


def _unreadable(connection: sqlite3.Connection) -> Iterator[str]:
    diary, everything = Diary(connection), ("0001-01-01", "9999-12-31")
    try:
        diary.settings()
        for row in connection.execute("SELECT * FROM episodes"):
            rows.to_episode({**_ADDED_LATER, **dict(row)}, (), ())
        for row in connection.execute("SELECT * FROM episode_sites"):
            rows.to_site(row)
        for row in connection.execute("SELECT * FROM episode_reliefs"):
            rows.to_relief(row)
        for row in connection.execute("SELECT * FROM days"):
            rows.to_day({**_ADDED_LATER, **dict(row)})
        for sql, reader in (
            (rows.SELECT_ACTIVITIES, rows.to_activity),
            (rows.SELECT_WEAR, rows.to_wear),
            (rows.SELECT_DOSES, rows.to_dose),
            (rows.SELECT_VALUES, rows.to_value),
        ):
            for row in connection.execute(sql, everything):
                reader(row)
        for read in (diary.shoes, diary.medications, diary.courses, diary.factors):
            read()
    except (sqlite3.Error, DiaryError, ValueError, TypeError, LookupError) as error:
        yield type(error).__name__


def count_contents(connection: sqlite3.Connection) -> Contents:
    """Return what an open diary holds."""
    days = " UNION ".join(f"SELECT diary_day FROM {table}" for table in DAY_TABLES)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (episodes,) = connection.execute("SELECT count(*) FROM episodes").fetchone()
    count, last = connection.execute(f"SELECT count(*), max(diary_day) FROM ({days})").fetchone()
    return Contents(version, episodes, count, date.fromisoformat(last) if last else None)
