"""Restoring: a backup replaces the diary, and the old diary is kept in the folder of backups."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from cramp_diary.core.errors import StoreError, format_os_error
from cramp_diary.core.files import (
    PART_SUFFIX,
    is_same_file,
    path_exists,
    sync_folder,
    write_atomically,
)
from cramp_diary.core.operating_system import is_windows
from cramp_diary.store.backup_paths import PRE_RESTORE, unused_path
from cramp_diary.store.backups.backup import (
    lock_if_readable,
    make_backup_folder,
    write_checked_copy,
)
from cramp_diary.store.backups.in_memory import Source, examine_source, open_source, path_of
from cramp_diary.store.backups.integrity import (
    Contents,
    count_contents,
    examine,
    find_faults,
    open_for_reading,
)
from cramp_diary.store.errors import (
    BackupFailed,
    DiaryBusy,
    DiaryGone,
    ForeignSidecar,
    NoDiary,
    NotABackup,
    NotADiary,
    NothingToRestore,
    NotReadBack,
)
from cramp_diary.store.sidecars import sidecars, unlink_with_sidecars

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

CAN_REPLACE_OPEN_FILES = not is_windows()
"""Whether the old file can stay open, and so locked, while it is replaced; not on Windows."""


def compare(diary: Path, backup: Source) -> tuple[Contents | None, Contents]:
    """Return what the diary contains, None if it cannot be read, and what the backup contains.

    Raises
    ------
    NothingToRestore, NewerDiary, DiaryUnusable, NotABackup, NotADiary
        If the backup cannot replace the diary, or what should be replaced is a folder.
    """
    if is_same_file(diary, path_of(backup)):
        raise NotABackup(path_of(backup), "the diary itself")
    try:
        offered = examine_source(backup)
    except (NoDiary, DiaryGone) as error:
        why = "is empty" if path_exists(path_of(backup)) else "is not there"
        raise NothingToRestore(path_of(backup), why) from error
    except NotADiary as error:
        raise NothingToRestore(path_of(backup), f"is {error.what}, not a cramp diary") from error
    _refuse_folder(diary)
    try:
        return examine(diary), offered
    except (DiaryBusy, ForeignSidecar):
        raise
    except StoreError:
        return None, offered


def restore_diary(diary: Path, backup: Source, now: datetime) -> Path | None:
    """Replace the diary, damaged or not, with a checked copy of the backup.

    The old file is kept as it is in the folder of backups, and can be restored from there. At every
    moment there is a whole file at the path: the old or the new one. Programs that have the old
    file open and then write to it get an error from SQLite, and write nothing. Both files are
    read again where they are then, before the function returns.

    Returns
    -------
    Path
        Where the old diary is now, None if there was none.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable, BackupFailed
        The diary is unchanged then.
    NotReadBack
        The backup is in the place of the diary, but one of the two cannot be read.
    """
    _refuse_folder(diary)
    place = diary.resolve()
    fresh = make_backup_folder(place) / f".restoring-{os.getpid()}{PART_SUFFIX}"
    try:
        with open_source(backup) as source:
            expected = write_checked_copy(source, path_of(backup), fresh)
        with ExitStack() as stack:
            if CAN_REPLACE_OPEN_FILES:  # nobody writes the new file before it has been read back
                stack.enter_context(open_for_reading(fresh))
            old = lock_if_readable(place, stack)
            before = _count(old)
            aside = _keep_old_file(place, now, old)
            if not CAN_REPLACE_OPEN_FILES and old:
                old.close()
            for sidecar in sidecars(place):
                sidecar.unlink(missing_ok=True)  # SQLite would apply it to the restored file
            fresh.replace(place)
            sync_folder(place.parent)
            if not _holds(place, expected):
                raise NotReadBack(place, "What was restored", aside or path_of(backup))
    except OSError as error:
        raise BackupFailed(place, format_os_error(error)) from error
    finally:
        unlink_with_sidecars(fresh)
    if aside and before and not _holds(aside, before):
        raise NotReadBack(aside, "What was there before", path_of(backup))
    return aside


def _refuse_folder(diary: Path) -> None:
    try:
        is_folder = diary.is_dir()
    except OSError:
        return
    if is_folder:
        raise NotADiary(diary, "a folder")


def _count(old: sqlite3.Connection | None) -> Contents | None:
    """Return what the locked diary contains, None if there is none that can be read."""
    if old is None:
        return None
    try:
        return None if find_faults(old) else count_contents(old)
    except (sqlite3.Error, ValueError):
        return None


def _holds(path: Path, expected: Contents) -> bool:
    try:
        return examine(path) == expected
    except StoreError:
        return False


def _keep_old_file(place: Path, now: datetime, old: sqlite3.Connection | None) -> Path | None:
    """Give the old file and its sidecars another name, too; return it, None if there is none."""
    if not place.exists():
        return None
    aside = unused_path(make_backup_folder(place) / f"{PRE_RESTORE}-{now:%Y-%m-%d-%H%M%S}.db")
    for present, kept in zip((*sidecars(place), place), (*sidecars(aside), aside), strict=True):
        if present.exists():
            _link_or_copy(present, kept, old)
    with suppress(OSError):
        aside.chmod(0o600)
    sync_folder(aside.parent)
    return aside


def _link_or_copy(present: Path, kept: Path, old: sqlite3.Connection | None) -> None:
    """Make a hard link to a file, or a copy if the file system has no hard links."""
    try:
        kept.hardlink_to(present)
    except OSError:
        # To open and close a locked file would release its lock (POSIX): it is read through SQLite.
        content = old.serialize() if old else present.read_bytes()
        write_atomically(kept, lambda file: file.write(content))
