"""What the first hundred bytes of a file tell about it, read without SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.store.backup_paths import list_backups
from cramp_diary.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

SQLITE_MAGIC = b"SQLite format 3\x00"
AGE_MAGIC = b"age-encryption.org/v1\n"
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
HEADER_BYTES = 100
_OWN_ID = APPLICATION_ID.to_bytes(4, "big")


def has_own_header(path: Path) -> bool:
    """Tell whether the file begins with the header of a diary."""
    return is_own_header(_read_header(path))


def is_own_header(header: bytes) -> bool:
    """Tell whether these first bytes are those of a diary."""
    return header.startswith(SQLITE_MAGIC) and header[68:72] == _OWN_ID


def has_age_header(path: Path) -> bool:
    """Tell whether the file begins as every file in the age format does."""
    return _read_header(path).startswith(AGE_MAGIC)


def is_rollback_journal(path: Path) -> bool:
    """Tell whether the file is a journal that SQLite would apply; one that is done is zeroed."""
    return _read_header(path).startswith(JOURNAL_MAGIC)


def has_rollback_journal_mode(path: Path) -> bool:
    """Tell whether a database is in the mode of rollback journals, in which it has no -wal."""
    header = _read_header(path)
    return header.startswith(SQLITE_MAGIC) and header[18:20] == b"\x01\x01"


def looks_like_a_diary(path: Path) -> bool:
    """Tell whether the file is or was a diary: it has the application id, or there are backups."""
    header = _read_header(path)
    application_id = header[68:72]
    if application_id == _OWN_ID:
        return True
    has_other_id = header.startswith(SQLITE_MAGIC) and application_id not in (bytes(4), b"")
    return bool(list_backups(path)) and not has_other_id


def _read_header(path: Path) -> bytes:
    try:
        if not path.is_file():  # a pipe would be waited for
            return b""
        with path.open("rb") as file:
            return file.read(HEADER_BYTES)
    except OSError:
        return b""
