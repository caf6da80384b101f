"""Backups: written to a temporary file, read again and checked, and only then put in place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, closing
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from cramp_diary.core.errors import StoreError, format_os_error
from cramp_diary.core.files import (
    PART_SUFFIX,
    is_same_file,
    sync_folder,
    unlink_quietly,
)
from cramp_diary.core.operating_system import is_windows
from cramp_diary.core.text import join_words
from cramp_diary.store.backup_paths import (
    DAILY,
    backup_folder,
    daily_backup,
    list_unfinished,
    unused_path,
)
from cramp_diary.store.backups.integrity import (
    Contents,
    count_contents,
    find_faults,
    open_for_reading,
)
from cramp_diary.store.errors import (
    BackupFailed,
    DamagedDiary,
    DiaryBusy,
    ForeignBackupFolder,
    HeldByAnotherProgram,
    NotABackup,
    NotRemoved,
)
from cramp_diary.store.header import has_age_header, has_own_header
from cramp_diary.store.sidecars import (
    database_of,
    sidecars,
    temporary_database,
    unlink_with_sidecars,
)
from cramp_diary.store.sqlite_errors import is_broken, translate_sqlite_errors
from cramp_diary.store.transaction import begin, connect

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

DAILY_KEPT = 7
WEEKLY_KEPT = 4
_STALE_SECONDS = 3600


def back_up(diary: Path, target: Path) -> Contents:
    """Write a backup with SQLite's backup API; other programs may write the diary meanwhile.

    Returns
    -------
    Contents
        What the backup contains, counted in the backup itself.

    Raises
    ------
    NotABackup
        If `target` is a file of another kind, which would be lost.
    BackupFailed
        If it cannot be written; an old backup at `target` is unchanged.
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        If the diary cannot be read.
    """
    with open_for_reading(diary) as source:
        _refuse_to_replace(target, diary)
        return write_checked_copy(source, diary, target)


def _refuse_to_replace(target: Path, diary: Path) -> None:
    try:
        if target.is_dir():
            raise NotABackup(target, "a folder")
        if is_same_file(target, diary):
            raise NotABackup(target, "the diary itself")
        if target.exists() and not has_own_header(target):
            raise NotABackup(target, "no backup of a diary")
    except OSError as error:
        raise BackupFailed(target, format_os_error(error)) from error


def write_checked_copy(source: sqlite3.Connection, diary: Path, target: Path) -> Contents:
    """Copy an open diary, check the copy by reading it, and move it to `target`.

    Raises
    ------
    BackupFailed, DiaryUnusable
        As `back_up` does.
    """
    try:
        with temporary_database(target) as part:
            contents = _write_copy(part, source, diary)
            _replace(target, part)
        sync_folder(target.parent)
    except OSError as error:
        raise BackupFailed(target, format_os_error(error)) from error
    except sqlite3.Error as error:
        if is_broken(error):
            raise DamagedDiary(diary) from error
        raise BackupFailed(target, str(error)) from error
    return contents


def _write_copy(part: Path, source: sqlite3.Connection, diary: Path) -> Contents:
    """Copy an open diary to `part`, and return what the copy contains if it is whole."""
    with closing(connect(part)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # a copy of a file in WAL mode is in it, too
    with open_for_reading(part) as copy:
        if not find_faults(copy):
            return count_contents(copy)
    if find_faults(source):
        raise DamagedDiary(diary)
    raise BackupFailed(part, "it was not whole when read again")


def _replace(target: Path, part: Path) -> None:
    """Put a checked file in the place of an older backup, and of the files that belong to it.

    Raises
    ------
    HeldByAnotherProgram
        If another program has the old one open in WAL mode: it would write to the new one.
    """
    if any(sidecar.exists() for sidecar in sidecars(target)):
        with ExitStack() as stack:
            lock_if_readable(target, stack)
        for sidecar in sidecars(target):
            sidecar.unlink(missing_ok=True)
    part.replace(target)


def lock_if_readable(database: Path, stack: ExitStack) -> sqlite3.Connection | None:
    """Lock a database against all others until the stack closes, if SQLite can read it.

    It is all in one file then: what a killed program left half done is rolled back, and a
    write-ahead log is folded in.

    Raises
    ------
    DiaryBusy
        If another program is using it.
    """
    if not database.exists():
        return None
    try:
        with translate_sqlite_errors(database):
            connection = stack.enter_context(closing(connect(database)))
            begin(connection, "EXCLUSIVE")
    except DiaryBusy:
        raise
    except StoreError:
        return None
    return connection


def back_up_daily(diary: Path, day: date, now: datetime) -> bool:
    """Back up a diary once a diary day; keep the last 7 daily backups and 4 weekly ones before.

    Returns
    -------
    bool
        Whether a backup was made: False if there is one of that day already.

    Raises
    ------
    BackupFailed, NoDiary, NotADiary, NewerDiary, DiaryUnusable
        As `back_up` does.
    """
    target = daily_backup(diary, day)
    if target.exists():
        return False
    make_backup_folder(diary)
    _remove_stale_parts(diary, now)
    back_up(diary, target)
    for old in _expired(target):
        unlink_with_sidecars(old)
    return True


def make_backup_folder(diary: Path) -> Path:
    """Return the folder of a diary's backups; create it, readable by its owner only, if missing.

    Raises
    ------
    BackupFailed
        If the system refuses.
    """
    folder = backup_folder(diary)
    try:
        _make_private_folders(folder)
    except OSError as error:
        raise BackupFailed(folder, format_os_error(error)) from error
    return folder


def _make_private_folders(folder: Path) -> None:
    """Create a folder and the missing ones above it, all private; make one that exists private."""
    if not folder.parent.exists():
        _make_private_folders(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)


def _remove_stale_parts(diary: Path, now: datetime) -> None:
    """Remove the temporary files of commands that were killed."""
    for part in list_unfinished(diary):
        if now.timestamp() - part.stat().st_mtime > _STALE_SECONDS:
            unlink_quietly(part)


def _expired(newest: Path) -> list[Path]:
    """Return the daily backups that are neither recent nor the last of an earlier week."""
    found = sorted(p for p in newest.parent.iterdir() if DAILY.fullmatch(p.name))[::-1]
    older = found[DAILY_KEPT:]
    weeks = [next(days) for _, days in groupby(older, key=_week)][:WEEKLY_KEPT]
    return [path for path in older if path not in weeks and path != newest]


def _week(backup: Path) -> tuple[int, int]:
    try:
        return date.fromisoformat(backup.stem).isocalendar()[:2]
    except ValueError:
        return (0, 0)


def back_up_before_upgrade(diary: Path, version: int) -> Path:
    """Back up a diary of an old format before it is upgraded, and return the path.

    Raises
    ------
    BackupFailed, DiaryUnusable
        As `back_up` does; the diary must not be upgraded then.
    """
    target = unused_path(make_backup_folder(diary) / f"format-{version}.db")
    back_up(diary, target)
    return target


def refuse_foreign_folder(diary: Path) -> None:
    """Refuse what is in the place of the folder of backups, if it is another one's.

    Raises
    ------
    ForeignBackupFolder
        If it is a link, no folder, or a folder of somebody else.
    """
    folder = backup_folder(diary)
    if folder.is_symlink():
        raise ForeignBackupFolder(folder, "a link")
    if folder.exists():
        if not folder.is_dir():
            raise ForeignBackupFolder(folder, "a file")
        if not is_windows() and folder.stat().st_uid != os.geteuid():
            raise ForeignBackupFolder(folder, "somebody else's folder")


def replace_backups(diary: Path, day: date) -> tuple[int, list[Path]]:
    """Back up the diary as it is now, then remove the other backups that this program wrote.

    Returns
    -------
    int
        How many files were removed.
    list of Path
        What else is in the folder of backups, which is left as it is.

    Raises
    ------
    ForeignBackupFolder, BackupFailed, NoDiary, NotADiary, NewerDiary, DiaryUnusable
        As `refuse_foreign_folder` and `back_up` do; nothing is removed then.
    NotRemoved
        If the system refuses to remove some; all others are removed all the same.
    """
    refuse_foreign_folder(diary)
    target = make_backup_folder(diary) / daily_backup(diary, day).name
    try:
        back_up(diary, target)
    except HeldByAnotherProgram:  # which loses nothing when the file it has open is deleted
        target = unused_path(target)
        back_up(diary, target)
    others = sorted(path for path in target.parent.iterdir() if path != target)
    own = [path for path in others if _is_own(path)]
    kept: dict[Path, str] = {}
    for path in own:
        try:
            path.unlink()
        except OSError as error:
            kept[path] = format_os_error(error)
    sync_folder(target.parent)
    if kept:
        raise NotRemoved(list(kept), join_words(dict.fromkeys(kept.values()), "and"))
    return len(own), [path for path in others if path not in own]


def _is_own(path: Path) -> bool:
    """Tell whether this program wrote a file in the folder of backups."""
    if path.is_symlink() or not path.is_file():
        return False
    is_unfinished = path.name.startswith(".") and PART_SUFFIX in path.name
    is_encrypted = path.name.endswith(".db.age") and has_age_header(path)
    return is_unfinished or is_encrypted or has_own_header(database_of(path))
