"""Errors of SQLite, and of unreadable records, translated into the errors of the store."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cramp_diary.core.errors import InputError
from cramp_diary.store.errors import (
    DamagedDiary,
    DiaryBusy,
    DiaryUnusable,
    HeldByAnotherProgram,
    NoAccess,
    NotADiary,
)
from cramp_diary.store.transaction import HeldInWalMode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PROBLEM_AND_ADVICE = {
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
    "SQLITE_READONLY_DBMOVED": (
        "was put in another place while it was being written",
        "say it again",
    ),
    "SQLITE_READONLY": ("may only be read", "give yourself the right to write it and its folder"),
}
"""What is wrong and what to do, by the code of an error, extended or primary."""

_ACCESS_CODES = {"SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_READONLY"}
"""The codes that may come from owners and modes."""


@contextmanager
def translate_sqlite_errors(
    path: Path,
    is_damaged: Callable[[Path], bool] = lambda _: False,
    changed: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Translate errors that the file causes; errors that the program causes pass unchanged.

    Parameters
    ----------
    path
        The diary file.
    is_damaged
        Called after an error that a whole file does not cause: if it returns False, the program is
        at fault.
    changed
        Returns whether something was written before the error.

    Raises
    ------
    NotADiary, DiaryUnusable
        If the file caused the error.
    """
    try:
        yield
    except sqlite3.Error as error:
        if is_broken(error):
            raise unreadable_file_error(path, changed=changed()) from error
        if isinstance(error, HeldInWalMode):
            from cramp_diary.store.access import programs_holding  # noqa: PLC0415 - rare

            raise HeldByAnotherProgram(path, programs_holding(path)) from error
        if _code(error) == "SQLITE_BUSY":
            raise DiaryBusy(path) from error
        for code in (getattr(error, "sqlite_errorname", ""), _code(error)):
            if code in _PROBLEM_AND_ADVICE:
                raise _refused_by_system(path, code) from error
        if is_damaged(path):
            raise DamagedDiary(path, changed=changed()) from error
        raise
    except (InputError, ValueError, LookupError, TypeError, AttributeError) as error:
        if is_damaged(path):
            raise DamagedDiary(path, changed=changed()) from error
        raise


def _refused_by_system(path: Path, code: str) -> DiaryUnusable:
    """Return the error for a diary that the system refuses, with the reason if one is found."""
    from cramp_diary.store.access import find_access_problems  # noqa: PLC0415 - rare

    if code in _ACCESS_CODES:
        for problem in find_access_problems(path):
            return NoAccess(problem)
    return DiaryUnusable(path, *_PROBLEM_AND_ADVICE[code])


def is_broken(error: sqlite3.Error) -> bool:
    """Tell whether the error means that the file is damaged, or is not an SQLite file."""
    return _code(error) in {"SQLITE_CORRUPT", "SQLITE_NOTADB"}


def _code(error: sqlite3.Error) -> str:
    """Return the primary code of an SQLite error; text that cannot be decoded counts as corrupt."""
    name = getattr(error, "sqlite_errorname", "")
    if not name and "decode" in str(error):
        return "SQLITE_CORRUPT"
    return "_".join(name.split("_")[:2])


def unreadable_file_error(path: Path, *, changed: bool = False) -> DiaryUnusable | NotADiary:
    """Return the error for a file that SQLite cannot read: a damaged diary, or another file."""
    from cramp_diary.store.header import looks_like_a_diary  # noqa: PLC0415 - only after an error

    if looks_like_a_diary(path):
        return DamagedDiary(path, changed=changed)
    return NotADiary(path, "no SQLite file")
