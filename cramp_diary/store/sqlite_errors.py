"""What SQLite and the system say of a file, put into our sentences."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cramp_diary.core.errors import InputError
from cramp_diary.store.errors import DamagedDiary, DiaryBusy, DiaryUnusable, NotADiary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_WHAT_AND_INSTEAD = {
    "SQLITE_CANTOPEN": ("cannot be opened", "look at the folder and who may write there"),
    "SQLITE_FULL": (
        "has no room left on its disk and nothing was written",
        "make room, then say it again",
    ),
    "SQLITE_IOERR": (
        "could not be read or written by the system",
        "look whether the disk is full or failing, then say it again",
    ),
    "SQLITE_PERM": ("may not be opened by you", "look at who owns it"),
    "SQLITE_READONLY": ("may only be read", "give yourself the right to write it and its folder"),
}
_MOVED = ("was put in another place while it was being written", "say it again")
_BROKEN = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}


@contextmanager
def translate_sqlite_errors(
    path: Path,
    is_sound: Callable[[Path], bool] = lambda _: True,
    changed: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Word the faults of the file; faults of the program pass as they are.

    Parameters
    ----------
    path
        The file.
    is_sound
        Asked about an error that no file should give: it is the file's if this says no.
    changed
        Tells whether something was written before.

    Raises
    ------
    NotADiary, DiaryUnusable
        With what is wrong, and what to do.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = _code(error)
        if is_broken(error):
            raise unreadable_file_error(path, changed=changed()) from error
        if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED":
            raise DiaryUnusable(path, *_MOVED) from error
        if code == "SQLITE_BUSY":
            raise DiaryBusy(path) from error
        if code in _WHAT_AND_INSTEAD:
            raise DiaryUnusable(path, *_WHAT_AND_INSTEAD[code]) from error
        if is_sound(path):
            raise
        raise DamagedDiary(path, changed=changed()) from error
    except (InputError, ValueError, LookupError, TypeError, AttributeError) as error:
        if is_sound(path):
            raise
        raise DamagedDiary(path, changed=changed()) from error


def is_broken(error: sqlite3.Error) -> bool:
    """Tell whether the error says that the file itself is damaged, or no SQLite file."""
    return _code(error) in _BROKEN


def _code(error: sqlite3.Error) -> str:
    """Return the SQLite code without its detail, as for a file that is damaged if it tells none."""
    name = getattr(error, "sqlite_errorname", "")
    if not name and "decode" in str(error):
        return "SQLITE_CORRUPT"
    return "_".join(name.split("_")[:2])


def unreadable_file_error(path: Path, *, changed: bool = False) -> DiaryUnusable | NotADiary:
    """Return the error for a file that SQLite cannot read: a damaged diary, or none at all."""
    from cramp_diary.store.header import looks_like_a_diary  # noqa: PLC0415 - only after a fault

    if looks_like_a_diary(path):
        return DamagedDiary(path, changed=changed)
    return NotADiary(path, "no SQLite file")
