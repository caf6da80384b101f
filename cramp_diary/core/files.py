"""Atomic writing of files, and checks of paths."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cramp_diary.core.errors import CannotWrite, format_os_error
from cramp_diary.core.operating_system import is_macos, is_windows

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO


PART_SUFFIX = ".part"
"""What the names of temporary files end with."""

F_FULLFSYNC = 51
"""`fcntl.F_FULLFSYNC`, which Python knows on macOS only."""


def create_part(target: Path) -> tuple[int, Path]:
    """Create a temporary file beside the file that it will replace; only its owner can read it.

    Returns
    -------
    tuple
        Its open descriptor and its path, as `tempfile.mkstemp` returns them.
    """
    import tempfile  # noqa: PLC0415 - cramp log does not need it

    descriptor, name = tempfile.mkstemp(PART_SUFFIX, f".{target.name[:100]}.", target.parent)
    return descriptor, Path(name)


def write_atomically(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file completely or not at all; only its owner can read it.

    `write` fills a temporary file in the same folder, which then replaces `path`.

    Raises
    ------
    CannotWrite
        If the system refuses; the temporary file is deleted and an old file stays as it was.
    """
    try:
        descriptor, part = create_part(path)
        try:
            with os.fdopen(descriptor, "wb") as file:
                write(file)
                file.flush()
                sync_file(file.fileno())
            part.replace(path)
        except BaseException:
            unlink_quietly(part)
            raise
    except OSError as error:
        raise CannotWrite(path, format_os_error(error)) from error


def unlink_quietly(path: Path) -> None:
    """Delete a file that is no longer needed; ignore errors of the system."""
    with suppress(OSError):
        path.unlink()


def make_private_folder(folder: Path, *, parents: bool = False) -> None:
    """Make a folder, if there is none yet, that only its owner can open.

    With `parents`, make the missing folders above it, too, as open as the system makes them.

    Raises
    ------
    CannotWrite
        If the system refuses.
    """
    try:
        folder.mkdir(0o700, parents=parents, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder, format_os_error(error)) from error


def sync_file(descriptor: int) -> None:
    """Flush an open file to the disk itself.

    On macOS fsync leaves it in the cache of the disk, which a power cut loses; F_FULLFSYNC does
    not, but some file systems, such as those of network drives, refuse it.

    Raises
    ------
    OSError
        If the system refuses.
    """
    if is_macos():
        import fcntl  # noqa: PLC0415 - not on Windows

        with suppress(OSError):
            fcntl.fcntl(descriptor, F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Flush the directory entries of a folder to disk, where the system supports it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            sync_file(descriptor)
        finally:
            os.close(descriptor)


def expand_home(path: Path) -> Path:
    """Return a path with ~ expanded, or unchanged if that user has no home directory."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def path_exists(path: Path) -> bool:
    """Tell whether a path exists; False if the system does not let it be known."""
    try:
        return path.exists()
    except OSError:
        return False


def has_content(path: Path) -> bool:
    """Tell whether there is a file that is not empty; False if the system does not say."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def is_same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to the same existing file."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def is_open_to_others(path: Path) -> bool:
    """Tell whether anyone but the owner may read or write a file; Windows does not say so."""
    try:
        return not is_windows() and bool(path.stat().st_mode & 0o077)
    except OSError:
        return False
