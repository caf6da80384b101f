"""Why a diary cannot be read or written by you, and what of it others can read."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from stat import S_IRUSR, S_IWUSR, S_IXUSR
from typing import TYPE_CHECKING

from cramp_diary.core.files import is_open_to_others, is_same_file
from cramp_diary.core.operating_system import format_file_command, is_windows, shell_quote
from cramp_diary.store.backup_paths import backup_folder
from cramp_diary.store.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def find_access_problems(diary: Path) -> Iterator[Problem]:
    """Yield what keeps you from writing a diary, its folder, or the folder of its backups.

    SQLite writes its journal beside the diary, so that the file alone is not enough.
    """
    file = diary.resolve()
    if is_windows():  # there are no owners and modes, but files that may only be read
        if file.exists() and not os.access(file, os.W_OK):
            yield Problem(f"{file} may only be read", format_file_command("chmod u+w", file))
        return
    for place in (file.parent, file, backup_folder(file)):
        if place.exists() and not os.access(place, _needed(place)):
            yield _describe_access_problem(place, file)
        elif place == file and place.exists() and not _is_own(place):
            what = f"{place} belongs to {_format_user(place.stat().st_uid)}, not to you"
            yield Problem(what, _format_take_over(place))


def _needed(place: Path) -> int:
    return os.R_OK | os.W_OK | (os.X_OK if place.is_dir() else 0)


def _is_own(place: Path) -> bool:
    return place.stat().st_uid == os.geteuid()


def _describe_access_problem(place: Path, file: Path) -> Problem:
    what = f"nothing can be written in {place}"
    if place == file:
        what = f"{place} {'may only' if os.access(place, os.R_OK) else 'may not'} be read"
    if not _is_own(place):
        owner = _format_user(place.stat().st_uid)
        return Problem(f"{what}, as it belongs to {owner}", _format_take_over(place))
    bits = {"r": S_IRUSR, "w": S_IWUSR} | ({"x": S_IXUSR} if place.is_dir() else {})
    missing = "".join(letter for letter, bit in bits.items() if not place.stat().st_mode & bit)
    if missing:
        return Problem(what, format_file_command(f"chmod u+{missing}", place))
    # The disk may only be read, or the system refuses for a reason of its own.
    elsewhere = shell_quote(Path.home() / file.name)
    return Problem(
        f"{what}, though its mode allows it", f"cramp backup {elsewhere}, then use --db {elsewhere}"
    )


def _format_take_over(place: Path) -> str:
    """Format the command that makes you the owner of a place."""
    you = _format_user(os.geteuid())
    sudo = "" if os.geteuid() == 0 else "sudo "
    return sudo + format_file_command(f"chown {you}", place)


def _format_user(user_id: int) -> str:
    from pwd import getpwuid  # noqa: PLC0415 - not on Windows

    try:
        return getpwuid(user_id).pw_name
    except KeyError:
        return str(user_id)


def find_privacy_problems(diary: Path, backups: Iterable[Path]) -> Iterator[Problem]:
    """Yield what others on this machine may read: the diary, its backups, or their folder."""
    folder = backup_folder(diary)
    folders = [(folder, 700)] if folder.is_dir() else []
    for place, mode in (*folders, *((file, 600) for file in (diary, *backups))):
        if is_open_to_others(place) and (_is_own(place) or os.geteuid() == 0):
            yield Problem(f"others may read {place}", format_file_command(f"chmod {mode}", place))


def programs_holding(path: Path) -> list[str]:
    """Return the other programs that have a file open, as ``name (process 123)``.

    Only Linux tells, and only of the programs of the same user; elsewhere the list is empty.
    """
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if process.name != str(os.getpid()) and any(
                is_same_file(descriptor, path) for descriptor in (process / "fd").iterdir()
            ):
                name = (process / "comm").read_text(errors="replace").strip()
                found.append(f"{name} (process {process.name})")
    return found
