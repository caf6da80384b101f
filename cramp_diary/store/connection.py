"""Opening a diary file: private, durable, and only if it is one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from cramp_diary.store.diary import Diary
from cramp_diary.store.errors import DiaryUnusable, NewerDiary, NoDiary, NotADiary
from cramp_diary.store.schema import APPLICATION_ID, FORMAT
from cramp_diary.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

BUSY_SECONDS = 5
_PRIVATE = 0o077
_WHAT_AND_INSTEAD = {
    "SQLITE_BUSY": ("is being written by another program", "try again in a moment"),
    "SQLITE_CANTOPEN": ("cannot be opened", "look at the folder and who may write there"),
    "SQLITE_CORRUPT": ("is damaged", "keep a copy, then put a backup in its place"),
    "SQLITE_FULL": (
        "has no room left on its disk and nothing was written",
        "make room, then say it again",
    ),
    "SQLITE_IOERR": ("could not be read or written by the system", "look at the disk"),
    "SQLITE_PERM": ("may not be opened by you", "look at who owns it"),
    "SQLITE_READONLY": ("may only be read", "give yourself the right to write it and its folder"),
}


@contextmanager
def open_diary(path: Path, *, create: bool = False, now: datetime | None = None) -> Iterator[Diary]:
    """Open the diary at `path`, and close it after the block.

    Parameters
    ----------
    path
        The diary file.
    create
        Begin a diary if there is none, with its folder, readable by its owner only.
    now
        When what is done in the block is done, for the diary's journal.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        If there is none, it is something else, of a later version, or the system refuses it.
        Any of these may also come from inside the block, of what is done there.
    """
    with _worded(path), closing(_connect(path, create=create)) as connection:
        _prepare(connection, path, create=create)
        yield Diary(connection, now)


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    """Word the faults of the file; faults of the program pass as they are."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if not name and "decode" in str(error):
            name = "SQLITE_CORRUPT"
        if name == "SQLITE_NOTADB":
            raise NotADiary(path, "no SQLite file") from error
        code = "_".join(name.split("_")[:2])
        if code not in _WHAT_AND_INSTEAD:
            raise
        raise DiaryUnusable(path, *_WHAT_AND_INSTEAD[code]) from error


def _connect(path: Path, *, create: bool) -> sqlite3.Connection:
    before = os.umask(_PRIVATE)
    try:
        if path.is_dir():
            raise NotADiary(path, "a folder")
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.exists():
            raise NoDiary(path)
        mode = "rwc" if create else "rw"
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    except OSError as error:
        why = f"cannot be reached ({error.strerror})"
        raise DiaryUnusable(path, why, "name another place with --db") from error
    finally:
        os.umask(before)
    connection.row_factory = sqlite3.Row
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    for pragma in ("synchronous = EXTRA", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    if _format(connection, path) == FORMAT:
        return
    if not create and _is_empty(connection):
        raise NoDiary(path)
    from cramp_diary.store.migrations import migrate  # noqa: PLC0415 - loads pandas, see design 7

    with transaction(connection):
        if _format(connection, path) < FORMAT:
            migrate(connection)


def _format(connection: sqlite3.Connection, path: Path) -> int:
    """Return the format of the diary, 0 for an empty file; refuse what is none or newer."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        if _is_empty(connection) and application_id == version == 0:
            return 0
        raise NotADiary(path, "the file of another program")
    if version > FORMAT:
        raise NewerDiary(path, version, FORMAT)
    return int(version)


def _is_empty(connection: sqlite3.Connection) -> bool:
    (objects,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(objects == 0)
