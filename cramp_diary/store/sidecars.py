"""The files that SQLite keeps beside a database while it changes it; all of them are one unit.

A rollback journal (``-journal``) or a write-ahead log (``-wal``) is applied to whatever file has
its name without the ending, so that none may stay where another file takes the place of the
database. Source: https://www.sqlite.org/howtocorrupt.html, section 1.4.
"""

from __future__ import annotations

from pathlib import Path

from cramp_diary.core.files import unlink_quietly

SIDECAR_ENDINGS = JOURNAL, WAL, SHARED_MEMORY = "-journal", "-wal", "-shm"


def sidecars(database: Path) -> tuple[Path, ...]:
    """Return the paths of all files that SQLite may keep beside a database file."""
    return tuple(Path(f"{database}{ending}") for ending in SIDECAR_ENDINGS)


def has_sidecars(database: Path) -> bool:
    """Tell whether a part of a database may be in a second file, as while it is being written."""
    return any(Path(f"{database}{ending}").exists() for ending in (JOURNAL, WAL))


def unlink_with_sidecars(database: Path) -> None:
    """Delete a database that is no longer needed; ignore errors of the system."""
    for path in (database, *sidecars(database)):
        unlink_quietly(path)
