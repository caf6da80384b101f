"""The first hundred bytes of a file, which say what it is before SQLite is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.store.backup_paths import list_backups
from cramp_diary.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

SQLITE_MAGIC = b"SQLite format 3\x00"
HEADER_BYTES = 100
_OWN = APPLICATION_ID.to_bytes(4, "big")


def has_own_header(path: Path) -> bool:
    """Tell whether the file begins as every diary does."""
    begins = _begins(path)
    return begins.startswith(SQLITE_MAGIC) and begins[68:72] == _OWN


def looks_like_a_diary(path: Path) -> bool:
    """Tell whether the file is, or once was, a diary: half of its name is there, or backups are."""
    begins = _begins(path)
    other = begins.startswith(SQLITE_MAGIC) and begins[68:72] not in (_OWN, bytes(4), b"")
    return begins[68:72] == _OWN or (bool(list_backups(path)) and not other)


def _begins(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEADER_BYTES)
    except OSError:
        return b""
