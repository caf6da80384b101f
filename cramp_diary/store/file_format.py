"""Which format a file says it is, asked of an open connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.store.errors import NewerDiary, NotADiary
from cramp_diary.store.schema import APPLICATION_ID, FORMAT

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def read_format(connection: sqlite3.Connection, path: Path) -> int:
    """Return the format of the diary, 0 for an empty file.

    Raises
    ------
    NotADiary, NewerDiary
        If it is something else, or of a later version.
    """
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        if is_empty(connection) and application_id == version == 0:
            return 0
        raise NotADiary(path, "the file of another program")
    if version > FORMAT:
        raise NewerDiary(path, version, FORMAT)
    return int(version)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has no table yet."""
    (objects,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(objects == 0)
