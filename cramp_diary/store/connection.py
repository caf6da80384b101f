"""Opening a diary file: readable by its owner only, written durably, and only if it is one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from cramp_diary.core.errors import format_os_error
from cramp_diary.store.backup_paths import list_backups
from cramp_diary.store.diary import Diary
from cramp_diary.store.errors import DiaryUnusable, NoDiary, NotADiary, missing_diary_error
from cramp_diary.store.schema import FORMAT, is_empty, read_format
from cramp_diary.store.sidecars import has_sidecars
from cramp_diary.store.sqlite_errors import translate_sqlite_errors, unreadable_file_error
from cramp_diary.store.transaction import (
    connect,
    leave_wal_mode,
    no_other_transaction,
    transaction,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SMALLEST_PAGE = 512


@contextmanager
def open_diary(
    path: Path | str, *, create: bool = False, now: datetime | None = None
) -> Iterator[Diary]:
    """Open the diary at `path`, and close it after the block.

    Parameters
    ----------
    path
        The diary file.
    create
        Create a diary if there is none, with its folder, readable by its owner only.
    now
        The time that the journal gives to the changes made in the block.

    Raises
    ------
    NoDiary, DiaryGone, NotADiary, NewerDiary, DiaryUnusable
        If there is none, or only backups of one, if the file is something else, was written by a
        later version, is damaged, or the system refuses access.
        Reading and writing inside the block may raise them, too.
    """
    path = Path(path)
    opened: list[Diary] = []

    def changed() -> bool:
        return any(diary.changed for diary in opened)

    with (
        translate_sqlite_errors(path, _is_damaged, changed),
        closing(_connect(path, create=create)) as connection,
    ):
        _prepare(connection, path, create=create)
        opened.append(Diary(connection, now))
        yield opened[0]


def _connect(path: Path, *, create: bool) -> sqlite3.Connection:
    before = os.umask(0o077)  # what is created is readable by its owner only
    try:
        size = _size(path)
        if not size and (not create or list_backups(path)):
            raise missing_diary_error(path)
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        if has_sidecars(path):
            from cramp_diary.store.backups.foreign_sidecars import refuse_foreign_sidecars  # noqa: PLC0415 - rare

            refuse_foreign_sidecars(path)
        return connect(path, create=create)
    except OSError as error:
        why = f"cannot be reached ({format_os_error(error)})"
        raise DiaryUnusable(path, why, "name another place with --db") from error
    finally:
        os.umask(before)


def _size(path: Path) -> int | None:
    """Return the file's size, None if there is no file; refuse a folder or an incomplete page."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if S_ISDIR(status.st_mode):
        raise NotADiary(path, "a folder")
    if status.st_size % SMALLEST_PAGE and not path.with_name(f"{path.name}-journal").exists():
        raise unreadable_file_error(path)
    return status.st_size


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    for pragma in ("synchronous = EXTRA", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    if read_format(connection, path) == FORMAT:
        with suppress(sqlite3.OperationalError):  # reading goes on in WAL mode; writing tries again
            leave_wal_mode(connection)
        return
    if not create and is_empty(connection):
        raise NoDiary(path)
    from cramp_diary.store.migrations import migrate  # noqa: PLC0415 - loads pandas, 0.3 s

    with transaction(connection), no_other_transaction(connection):
        version = read_format(connection, path)
        if 0 < version < FORMAT:
            from cramp_diary.store.backups.backup import back_up_before_upgrade  # noqa: PLC0415 - rare

            back_up_before_upgrade(path, version)
        if version < FORMAT:
            migrate(connection)


def _is_damaged(path: Path) -> bool:
    from cramp_diary.store.backups.integrity import is_damaged  # noqa: PLC0415 - only after an error

    return is_damaged(path)
