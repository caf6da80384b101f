"""Whether a diary file is whole, and what it contains; the file is only read."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cramp_diary.core.day_fields import FIELD_COLUMNS
from cramp_diary.core.errors import DiaryError, StoreError, format_os_error
from cramp_diary.store.backups.foreign_sidecars import refuse_foreign_sidecars
from cramp_diary.store.diary import Diary
from cramp_diary.store.errors import DamagedDiary, DiaryUnusable, NotADiary, missing_diary_error
from cramp_diary.store.schema import DAY_TABLES, LATER_TABLES, read_format
from cramp_diary.store.sidecars import has_sidecars
from cramp_diary.store.sqlite_errors import is_broken, translate_sqlite_errors
from cramp_diary.store.tables import rows
from cramp_diary.store.transaction import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_ADDED_LATER = {
    **dict.fromkeys(FIELD_COLUMNS),
    "precision": "exact",
    "logged_at": None,
    "confirmed_at": None,
    "key": None,
    "taken_at": None,
    "may_follow_cramp": 0,
    "source": "",
}
"""The columns that earlier formats do not have, with the values they are read as."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a diary contains, in numbers.

    `days` counts the diary days with any record, `last_day` is the latest of them.
    """

    format: int
    episodes: int
    days: int
    last_day: date | None


def examine(path: Path) -> Contents:
    """Return what a diary contains, after checking that all of it can be read.

    Raises
    ------
    NoDiary, DiaryGone, NotADiary, NewerDiary, DiaryUnusable, ForeignSidecar
        If there is none, or the file is something else, was written by a later version, is
        damaged, or the system refuses access.
    """
    with open_for_reading(path) as connection:
        return require_whole(connection, path)


def require_whole(connection: sqlite3.Connection, path: Path) -> Contents:
    """Return what an open diary contains, after checking that all of it can be read.

    Raises
    ------
    DamagedDiary
        If a part of it is lost or invalid.
    """
    if find_faults(connection):
        raise DamagedDiary(path)
    return count_contents(connection)


@contextmanager
def open_for_reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a diary of any format up to the current one to read it in one transaction.

    Raises
    ------
    NoDiary, DiaryGone, NotADiary, NewerDiary, DiaryUnusable, ForeignSidecar
        As `examine` does; reading inside the block may raise them, too.
    """
    _require_file(path)
    if has_sidecars(path):
        refuse_foreign_sidecars(path)
    with translate_sqlite_errors(path), closing(connect(path)) as connection:
        connection.execute("BEGIN")
        version = read_format(connection, path)
        if version == 0:
            raise missing_diary_error(path)
        _add_later_tables(connection, version)
        yield connection


def _add_later_tables(connection: sqlite3.Connection, version: int) -> None:
    """Let the tables that a diary of an earlier format lacks be read as empty ones."""
    for table, (first_format, columns) in LATER_TABLES.items():
        if version < first_format:
            connection.execute(f"CREATE TEMP TABLE {table} ({columns})")


def _require_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise NotADiary(path, "a folder")
        if not path.exists():
            raise missing_diary_error(path)
        if not path.is_file():
            raise NotADiary(path, "a pipe or a device")
    except OSError as error:
        why = f"cannot be reached ({format_os_error(error)})"
        raise DiaryUnusable(path, why, "look at the folders and who may read them") from error


def is_damaged(path: Path) -> bool:
    """Tell whether a part of a diary is lost or invalid; False if it cannot be opened."""
    try:
        examine(path)
    except DamagedDiary:
        return True
    except StoreError:
        return False
    return False


def find_faults(connection: sqlite3.Connection) -> list[str]:
    """Return what is damaged in a diary: pages, references, or records that cannot be read."""
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
    return found or [
        f"a record in the table {table} cannot be read" for table in _unreadable_tables(connection)
    ]


def _unreadable_tables(connection: sqlite3.Connection) -> Iterator[str]:
    def read(sql: str, to_record: Callable[[dict[str, Any]], object], *values: str) -> None:
        for row in connection.execute(sql, values):
            to_record({**_ADDED_LATER, **dict(row)})

    diary, all_days = Diary(connection), ("0001-01-01", "9999-12-31")
    readers: dict[str, Callable[[], object]] = {
        "settings": diary.settings,
        "episodes": lambda: read("SELECT * FROM episodes", rows.to_episode),
        "episode_sites": lambda: read("SELECT * FROM episode_sites", rows.to_site),
        "episode_reliefs": lambda: read("SELECT * FROM episode_reliefs", rows.to_relief),
        "days": lambda: read("SELECT * FROM days", rows.to_day),
        "activities": lambda: read(rows.SELECT_ACTIVITIES, rows.to_activity, *all_days),
        "wear": lambda: read(rows.SELECT_WEAR, rows.to_wear, *all_days),
        "doses": lambda: read(rows.SELECT_DOSES, rows.to_dose, *all_days),
        "drinks": lambda: read(rows.SELECT_DRINKS, rows.to_drink, *all_days),
        "factor_values": lambda: read(rows.SELECT_VALUES, rows.to_value, *all_days),
        "monthly_symptoms": diary.monthly_symptoms,
        "inbox_lines": diary.known_lines,
        "trials": diary.trials,
        "trial_days": diary.trial_days,
        "shoes": diary.shoes,
        "medications": diary.medications,
        "courses": diary.courses,
        "factors": lambda: read("SELECT * FROM factors", rows.to_factor),
    }
    for table, read_all in readers.items():
        try:
            read_all()
        except (sqlite3.Error, DiaryError, ValueError, TypeError, LookupError):
            yield table


def count_contents(connection: sqlite3.Connection) -> Contents:
    """Return what an open diary contains."""
    days = " UNION ".join(f"SELECT diary_day FROM {table}" for table in DAY_TABLES)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (episodes,) = connection.execute("SELECT count(*) FROM episodes").fetchone()
    count, last = connection.execute(f"SELECT count(*), max(diary_day) FROM ({days})").fetchone()
    return Contents(version, episodes, count, date.fromisoformat(last) if last else None)
