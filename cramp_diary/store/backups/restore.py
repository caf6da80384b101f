"""Restoring: a backup replaces the diary, and the old diary is kept in the folder of backups."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cramp_diary.core.errors import StoreError
from cramp_diary.core.files import (
    PART_SUFFIX,
    is_same_file,
    sync_file,
    sync_folder,
    unlink_quietly,
)
from cramp_diary.core.operating_system import is_windows
from cramp_diary.store.backup_paths import PRE_RESTORE, unused_path
from cramp_diary.store.backups.backup import make_backup_folder, write_checked_copy
from cramp_diary.store.backups.in_memory import Source, examine_source, open_source, path_of
from cramp_diary.store.backups.integrity import Contents, examine
from cramp_diary.store.errors import (
    BackupFailed,
    DiaryBusy,
    NoDiary,
    NotABackup,
    NotADiary,
    NothingToRestore,
)
from cramp_diary.store.sqlite_errors import translate_sqlite_errors
from cramp_diary.store.transaction import connect

if TYPE_CHECKING:
    from datetime import datetime

CAN_REPLACE_OPEN_FILES = not is_windows()
"""Whether the old file can stay open, and so locked, while it is replaced; not on Windows."""

_JOURNAL = "-journal"


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
    except NoDiary as error:
        raise NothingToRestore(path_of(backup), "is not there") from error
    except NotADiary as error:
        raise NothingToRestore(path_of(backup), f"is {error.what}, not a cramp diary") from error
    _refuse_folder(diary)
    try:
        return examine(diary), offered
    except StoreError:
        return None, offered


def restore_diary(diary: Path, backup: Source, now: datetime) -> Path | None:
    """Replace the diary, damaged or not, with a checked copy of the backup.

    The old file is kept as it is in the folder of backups, and can be restored from there. At every
    moment there is a whole file at the path: the old or the new one. Programs that have the old
    file open and then write to it get an error from SQLite, and write nothing.

    Returns
    -------
    Path
        Where the old diary is now, None if there was none.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable, BackupFailed
        The diary is unchanged then.
    """
    _refuse_folder(diary)
    place = diary.resolve()
    fresh = make_backup_folder(place) / f".restoring-{os.getpid()}{PART_SUFFIX}"
    try:
        with open_source(backup) as source:
            write_checked_copy(source, path_of(backup), fresh)
        with ExitStack() as stack:
            if place.exists() and CAN_REPLACE_OPEN_FILES:
                _lock(place, stack)
            aside = _keep_old_file(place, now)
            fresh.replace(place)
        sync_folder(place.parent)
    except OSError as error:
        raise BackupFailed(place, error.strerror or str(error)) from error
    finally:
        unlink_quietly(fresh)
    return aside


def _refuse_folder(diary: Path) -> None:
    try:
        is_folder = diary.is_dir()
    except OSError:
        return
    if is_folder:
        raise NotADiary(diary, "a folder")


def _lock(place: Path, stack: ExitStack) -> None:
    """Lock the file against other writers until the stack closes, if SQLite can read it."""
    try:
        with translate_sqlite_errors(place):
            connection = stack.enter_context(closing(connect(place)))
            connection.execute("BEGIN EXCLUSIVE")
    except DiaryBusy:
        raise
    except StoreError:
        return


def _keep_old_file(place: Path, now: datetime) -> Path | None:
    if not place.exists():
        return None
    aside = unused_path(make_backup_folder(place) / f"{PRE_RESTORE}-{now:%Y-%m-%d-%H%M%S}.db")
    for ending in (_JOURNAL, ""):
        old, new = Path(f"{place}{ending}"), Path(f"{aside}{ending}")
        if old.exists():
            _link_or_copy(old, new)
    with suppress(OSError):
        aside.chmod(0o600)
    # SQLite would apply a journal left behind to the restored file.
    Path(f"{place}{_JOURNAL}").unlink(missing_ok=True)
    return aside


def _link_or_copy(old: Path, new: Path) -> None:
    """Make a hard link to a file, or a copy if the file system has no hard links."""
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copyfile(old, new)
        with new.open("rb") as file:
            sync_file(file.fileno())
