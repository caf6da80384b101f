"""Writing files whole: the old one or the new one, never a half."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cramp_diary.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a file beside `path`, readable by its owner only, and put it in place.

    Raises
    ------
    CannotWrite
        If the system refuses; nothing is left behind and an old file stays as it was.
    """
    try:
        descriptor, name = tempfile.mkstemp(".part", f".{path.name[:100]}.", path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                write(file)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
