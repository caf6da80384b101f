"""Backups in memory: what is to be encrypted, or was decrypted, is not written to a disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cramp_diary.store.backups.integrity import Contents, open_for_reading, require_whole
from cramp_diary.store.errors import DamagedDiary, NotADiary
from cramp_diary.store.header import is_own_header
from cramp_diary.store.schema import read_format
from cramp_diary.store.sqlite_errors import is_broken

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOURNAL_MODE = slice(18, 20)
"""Where the header says with what a database is changed, 1 for a journal, 2 for WAL mode."""


@dataclass(frozen=True, slots=True)
class DecryptedBackup:
    """The content of an encrypted backup, and the path of the file, by which it is named."""

    path: Path
    content: bytes = field(repr=False)


Source = Path | DecryptedBackup
"""What can be restored."""


def path_of(source: Source) -> Path:
    """Return the path of the file that a person named."""
    return source if isinstance(source, Path) else source.path


def copy_to_memory(diary: Path) -> tuple[bytes, Contents]:
    """Copy a diary with SQLite's backup API, check the copy by reading it, and return its bytes.

    Returns
    -------
    bytes
        What a file that holds the diary would contain.
    Contents
        What the diary contains, counted in these bytes.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        If the diary cannot be read, or is damaged.
    """
    with open_for_reading(diary) as source, closing(_connect()) as copy:
        source.backup(copy)
        content = _in_one_file(copy.serialize())
    return content, examine_source(DecryptedBackup(diary, content))


def examine_source(source: Source) -> Contents:
    """Return what a backup contains, after checking that all of it can be read.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        As `integrity.examine` does.
    """
    with open_source(source) as connection:
        return require_whole(connection, path_of(source))


@contextmanager
def open_source(source: Source) -> Iterator[sqlite3.Connection]:
    """Open a backup to read it in one transaction; one that was decrypted is opened in memory.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        As `integrity.open_for_reading` does; reading inside the block may raise them, too.
    """
    if isinstance(source, Path):
        with open_for_reading(source) as connection:
            yield connection
        return
    if not source.content:
        raise NotADiary(source.path, "an empty file")
    with closing(_connect()) as connection:
        try:
            connection.deserialize(_in_one_file(source.content))
            connection.execute("BEGIN")
            if read_format(connection, source.path) == 0:
                raise NotADiary(source.path, "an empty file")
            yield connection
        except sqlite3.Error as error:
            if not is_broken(error):
                raise
            if is_own_header(source.content):
                raise DamagedDiary(source.path) from error
            raise NotADiary(source.path, "no SQLite file") from error


def _connect() -> sqlite3.Connection:
    """Open an empty database in memory, whose temporary tables are in memory, too."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.row_factory = sqlite3.Row
    return connection


def _in_one_file(content: bytes) -> bytes:
    """Return a database without WAL mode, in which it could not be opened in memory.

    The bytes have all of it: a copy has no write-ahead log.
    """
    if content[_JOURNAL_MODE] != b"\x02\x02":
        return content
    changed = bytearray(content)
    changed[_JOURNAL_MODE] = b"\x01\x01"
    return bytes(changed)
