"""The files that SQLite keeps beside a database while it changes it; all of them are one unit.

A rollback journal (``-journal``) or a write-ahead log (``-wal``) is applied to whatever file has
its name without the ending, so that none may stay where another file takes the place of the
database. Source: https://www.sqlite.org/howtocorrupt.html, section 1.4.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cramp_diary.core.files import create_part, unlink_quietly

if TYPE_CHECKING:
    from collections.abc import Iterator

SIDECAR_ENDINGS = JOURNAL, WAL, SHARED_MEMORY = "-journal", "-wal", "-shm"


def database_of(path: Path) -> Path:
    """Return the database that a file belongs to by its name: the file itself, if it is no sidecar.

    >>> database_of(Path("diary.db-wal")).name, database_of(Path("diary.db")).name
    ('diary.db', 'diary.db')
    """
    for ending in SIDECAR_ENDINGS:
        path = path.with_name(path.name.removesuffix(ending))
    return path


def sidecars(database: Path) -> tuple[Path, ...]:
    """Return the paths of all files that SQLite may keep beside a database file."""
    return tuple(Path(f"{database}{ending}") for ending in SIDECAR_ENDINGS)


def has_sidecars(database: Path) -> bool:
    """Tell whether a part of a database may be in a second file, as while it is being written."""
    return any(Path(f"{database}{ending}").exists() for ending in (JOURNAL, WAL))


@contextmanager
def temporary_database(target: Path) -> Iterator[Path]:
    """Yield an empty file beside `target` for a database, and delete what is left of it.

    Only its owner can read it. What is to stay is given another name in the block.

    Raises
    ------
    OSError
        If it cannot be created.
    """
    descriptor, part = create_part(target)
    os.close(descriptor)
    try:
        yield part
    finally:
        unlink_with_sidecars(part)


def unlink_with_sidecars(database: Path) -> None:
    """Delete a database that is no longer needed; ignore errors of the system."""
    for path in (database, *sidecars(database)):
        unlink_quietly(path)
