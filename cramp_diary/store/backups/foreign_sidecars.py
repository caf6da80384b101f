"""Journals and write-ahead logs that are not of this copy of the diary, and would damage it.

A program that copies files one by one, such as a sync tool, may put the journal of another machine
beside the diary. SQLite applies it when the diary is next opened, and then it is too late.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from cramp_diary.store.errors import ForeignSidecar
from cramp_diary.store.header import has_rollback_journal_mode, is_rollback_journal
from cramp_diary.store.sidecars import JOURNAL, WAL, temporary_database
from cramp_diary.store.transaction import connect

OLDER_SECONDS = 600
"""A journal this much older than the diary is of an earlier time: it is written with the diary."""

SETTLED_SECONDS = 0.1
"""What was written longer ago than this has a new time of change when it is written again."""

WAL_HEADER_BYTES = 32


def refuse_foreign_sidecars(path: Path) -> None:
    """Refuse a journal or write-ahead log that is not of this copy of a diary.

    It is one that is older than the diary, that a diary in its mode does not have, that is left of
    a diary that is gone, or with which a whole diary would be damaged; that is tried on a copy.
    Those of a program that is writing now, or was killed while writing, pass.

    Raises
    ------
    ForeignSidecar
        If there is such a file.
    """
    with suppress(OSError):  # what cannot be looked at is left to SQLite
        journal, wal = Path(f"{path}{JOURNAL}"), Path(f"{path}{WAL}")
        if _size(wal) > WAL_HEADER_BYTES:
            if not _size(path):
                raise ForeignSidecar(wal, "is left of a diary that is not there any more")
            if has_rollback_journal_mode(path):
                raise ForeignSidecar(wal, "is not of this copy of the diary")
            _try_on_a_copy(path, wal)
        if _size(path) and is_rollback_journal(journal):
            if path.stat().st_mtime - journal.stat().st_mtime > OLDER_SECONDS:
                raise ForeignSidecar(journal, "is older than the diary")
            _try_on_a_copy(path, journal)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _try_on_a_copy(path: Path, sidecar: Path) -> None:
    """Refuse a sidecar that turns a whole diary into a damaged one."""
    with temporary_database(path) as copy:
        before = _times(path, sidecar)
        if max(before) > copy.stat().st_mtime - SETTLED_SECONDS:
            return
        shutil.copyfile(path, copy)
        alone_is_whole = _is_whole(copy)
        shutil.copyfile(path, copy)
        shutil.copyfile(sidecar, Path(f"{copy}{sidecar.name.removeprefix(path.name)}"))
        is_consistent = _times(path, sidecar) == before
        if is_consistent and alone_is_whole and not _is_whole(copy):
            raise ForeignSidecar(sidecar, "is not of this copy of the diary")


def _times(*paths: Path) -> list[float]:
    return [path.stat().st_mtime for path in paths]


def _is_whole(path: Path) -> bool:
    try:
        with closing(connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False
