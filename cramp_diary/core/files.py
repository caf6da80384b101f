"""Writing files whole: the old one or the new one, never a half."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cramp_diary.core.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO


def write_atomically(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a file beside `path`, readable by its owner only, and put it in place.

    Raises
    ------
    CannotWrite
        If the system refuses; nothing is left behind and an old file stays as it was.
    """
    import tempfile  # noqa: PLC0415 - a log writes no such file

    try:
        descriptor, name = tempfile.mkstemp(".part", f".{path.name[:100]}.", path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            unlink_quietly(Path(name))
            raise
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error


def unlink_quietly(path: Path) -> None:
    """Remove what is left over, as far as the system lets; what matters is done by then."""
    with suppress(OSError):
        path.unlink()


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can do so."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def path_exists(path: Path) -> bool:
    """Tell whether there is something, as far as may be known."""
    try:
        return path.exists()
    except OSError:
        return False


def is_same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file that is there."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def is_open_to_others(path: Path) -> bool:
    """Tell whether anyone but the owner may read or write a file."""
    try:
        return os.name == "posix" and bool(path.stat().st_mode & 0o077)
    except OSError:
        return False
