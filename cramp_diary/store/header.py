"""The first hundred bytes of a file, which say what it is before SQLite is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.store.backup_paths import backups_of
from cramp_diary.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"SQLite format 3\x00"
LENGTH = 100
_OWN = APPLICATION_ID.to_bytes(4, "big")


def has_own_header(path: Path) -> bool:
    """Tell whether the file begins as every diary does."""
    begins = _begins(path)
    return begins.startswith(MAGIC) and begins[68:72] == _OWN


def looks_like_a_diary(path: Path) -> bool:
    """Tell whether the file is, or once was, a diary: half of its name is there, or backups are."""
    begins = _begins(path)
    other = begins.startswith(MAGIC) and begins[68:72] not in (_OWN, bytes(4), b"")
    return begins[68:72] == _OWN or (bool(backups_of(path)) and not other)


def _begins(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LENGTH)
    except OSError:
        return b""
