"""Writes diary files of older formats, as no command does any more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sqlite_utils import Database

from cramp_diary.store.keys import fill_keys
from cramp_diary.store.migrations import migrations
from cramp_diary.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS = "PRAGMA table_info(episodes)"


def of_first_format(path: Path) -> bytes:
    """Write a diary of the first format with one episode, and return its bytes."""
    return of_format(path, 1)


def of_format(path: Path, number: int) -> bytes:
    """Write a diary of an earlier format with one episode, and return its bytes."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        database = Database(connection)
        next_one = migrations.pending(database)[number]
        migrations.apply(database, stop_before=next_one.name)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(
            "INSERT INTO episodes (started_at, started_utc, diary_day, severity)"
            " VALUES ('2026-03-01T03:10:00+01:00', 1772331000.0, '2026-02-28', 6)"
        )
        if any(column == "key" for _, column, *_ in connection.execute(_COLUMNS)):
            fill_keys(connection)
        connection.commit()
    return path.read_bytes()
