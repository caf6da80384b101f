"""What is wrong or odd about a diary, its file and its backups, each with what mends it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cramp_diary.core.errors import StoreError
from cramp_diary.core.files import is_open_to_others
from cramp_diary.store.backup_paths import backup_folder, is_pre_restore_copy, list_backups
from cramp_diary.store.backups.integrity import (
    Contents,
    count_contents,
    examine,
    find_faults,
    open_for_reading,
)
from cramp_diary.store.backups.plausibility import find_oddities
from cramp_diary.store.errors import DamagedDiary, shell_quote
from cramp_diary.store.schema import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

LATE_SECONDS = 2 * 86400
FAULTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be: what it is, and what mends it.

    `is_damage` tells that the file itself is broken.
    """

    what: str
    mend: str
    is_damage: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """What a diary holds, how many backups of it are whole, and what was found."""

    contents: Contents | None
    sound_backups: int
    findings: tuple[Problem, ...]


def check_health(path: Path, now: datetime) -> Health:
    """Look at a diary from all sides, and change nothing.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        If it cannot even be looked at.
    """
    with open_for_reading(path) as connection:
        faults = find_faults(connection)
        contents = None if faults else count_contents(connection)
        found = [Problem(text, str(DamagedDiary(path)), is_damage=True) for text in faults]
        if contents:
            found += _schema(connection, contents)
            found += [Problem(odd.what, odd.mend) for odd in find_oddities(connection, now)]
    backups = [backup for backup in list_backups(path) if not is_pre_restore_copy(backup)]
    sound = [backup for backup in backups if _is_sound(backup)]
    found += _access(path, backups)
    found += _backups(path, backups, sound)
    return Health(contents, len(sound), tuple(_cut(found)))


def _cut(found: list[Problem]) -> list[Problem]:
    damage = [finding for finding in found if finding.is_damage]
    return damage[:FAULTS_SHOWN] + [finding for finding in found if not finding.is_damage]


def _is_sound(backup: Path) -> bool:
    try:
        examine(backup)
    except StoreError:
        return False
    return True


def _schema(connection: sqlite3.Connection, contents: Contents) -> Iterator[Problem]:
    """Compare the tables with those of a diary just begun, if it is of our format."""
    from cramp_diary.store.migrations import migrate  # noqa: PLC0415 - loads pandas, see design 7

    if contents.format != FORMAT:
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        ours, theirs = _objects(fresh), _objects(connection)
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            what = "is not as this program made it" if name in ours else "is not of this program"
            mend = "cramp export FOLDER, then cramp --db NEW import FOLDER, gives a clean file"
            yield Problem(f"{name} in the file {what}", mend)


def _objects(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    return {name: " ".join((sql or "").split()) for name, sql in found}


def _access(path: Path, backups: list[Path]) -> Iterator[Problem]:
    folder = backup_folder(path)
    for place, mode in ((folder, 700), *((file, 600) for file in (path, *backups))):
        if is_open_to_others(place):
            yield Problem(f"others may read {place}", f"chmod {mode} {shell_quote(place)}")
    if not os.access(path, os.W_OK):
        yield Problem(f"{path} may only be read", f"chmod u+w {shell_quote(path)}")


def _backups(path: Path, backups: list[Path], sound: list[Path]) -> Iterator[Problem]:
    for backup in backups:
        if backup not in sound:
            yield Problem(f"the backup {backup} is damaged", f"rm {shell_quote(backup)}")
    if not sound:
        yield Problem("there is no backup of it that is whole", "cramp backup")
        return
    behind = path.stat().st_mtime - max(backup.stat().st_mtime for backup in sound)
    if behind > LATE_SECONDS:
        days = f"{behind / 86400:.0f} days"
        yield Problem(f"it was changed {days} after the last backup", "cramp backup")
