"""A backup put in the place of the diary, and the diary that was there put aside."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cramp_diary.core.errors import StoreError
from cramp_diary.core.files import is_same_file, sync_folder, unlink_quietly
from cramp_diary.store.backup_paths import PRE_RESTORE, unused_path
from cramp_diary.store.backups.backup import PART_SUFFIX, make_backup_folder, write_checked_copy
from cramp_diary.store.backups.integrity import Contents, examine, open_for_reading
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
    import sqlite3
    from datetime import datetime

HELD_MEANWHILE = os.name == "posix"
"""Whether others are kept from writing meanwhile; Windows replaces no file that is open."""

_JOURNAL = "-journal"


def compare(diary: Path, backup: Path) -> tuple[Contents | None, Contents]:
    """Return what the diary holds, nothing if it cannot be told, and what the backup holds.

    Raises
    ------
    NothingToRestore, NewerDiary, DiaryUnusable, NotABackup
        If the backup cannot take the place of the diary.
    """
    if is_same_file(diary, backup):
        raise NotABackup(backup, "the diary itself")
    offered = _offered(backup)
    try:
        return examine(diary), offered
    except StoreError:
        return None, offered


def _offered(backup: Path) -> Contents:
    try:
        return examine(backup)
    except NoDiary as error:
        raise NothingToRestore(backup, "is not there") from error
    except NotADiary as error:
        raise NothingToRestore(backup, f"is {error.what}, not a cramp diary") from error


def restore(diary: Path, backup: Path, now: datetime) -> Path | None:
    """Put a checked copy of the backup in the place of the diary, whatever is there.

    The file that was there is put aside as it is, damaged or not, and comes back by restoring it.
    At every moment the old or the new file stands in its place, whole. Programs that had the old
    one open and wait to write are told so by SQLite, and write nothing.

    Returns
    -------
    Path
        Where the diary that was there lies now, if there was one.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable, BackupFailed
        Nothing has changed then.
    """
    place = diary.resolve()
    fresh = make_backup_folder(place) / f".restoring-{os.getpid()}{PART_SUFFIX}"
    try:
        with open_for_reading(backup) as source:
            write_checked_copy(source, backup, fresh)
        with ExitStack() as stack:
            if place.exists() and HELD_MEANWHILE:
                stack.enter_context(closing(_held(place)))
            aside = _put_aside(place, now)
            fresh.replace(place)
        sync_folder(place.parent)
    except OSError as error:
        raise BackupFailed(place, error.strerror or str(error)) from error
    finally:
        unlink_quietly(fresh)
    return aside


def _held(place: Path) -> sqlite3.Connection:
    """Hold the file that nobody writes meanwhile; one that SQLite cannot read needs no holding."""
    connection = connect(place)
    try:
        with translate_sqlite_errors(place):
            connection.execute("BEGIN EXCLUSIVE")
    except DiaryBusy:
        connection.close()
        raise
    except StoreError:
        pass
    return connection


def _put_aside(place: Path, now: datetime) -> Path | None:
    if not place.exists():
        return None
    aside = unused_path(_place_aside(place, now))
    for ending in (_JOURNAL, ""):
        there, away = Path(f"{place}{ending}"), Path(f"{aside}{ending}")
        if there.exists():
            _also_at(there, away)
    with suppress(OSError):
        aside.chmod(0o600)
    # A journal left behind would be played into the file that comes in.
    Path(f"{place}{_JOURNAL}").unlink(missing_ok=True)
    return aside


def _place_aside(place: Path, now: datetime) -> Path:
    """Return where a diary is put aside."""
    return make_backup_folder(place) / f"{PRE_RESTORE}-{now:%Y-%m-%d-%H%M%S}.db"


def _also_at(there: Path, away: Path) -> None:
    """Give a file a second name; a copy where the disk knows no second names."""
    try:
        away.hardlink_to(there)
    except OSError:
        shutil.copyfile(there, away)
        with away.open("rb") as file:
            os.fsync(file.fileno())
