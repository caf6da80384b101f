"""``cramp check``: problems of a diary, its file and its backups, each with what corrects it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cramp_diary.core.errors import StoreError
from cramp_diary.core.files import is_open_to_others
from cramp_diary.core.operating_system import format_file_command
from cramp_diary.store.backup_paths import (
    backup_folder,
    is_pre_restore_copy,
    list_backups,
    list_unfinished,
)
from cramp_diary.store.backups.integrity import (
    Contents,
    count_contents,
    examine,
    find_faults,
    open_for_reading,
)
from cramp_diary.store.errors import DamagedDiary
from cramp_diary.store.header import has_age_header
from cramp_diary.store.schema import FORMAT
from cramp_diary.store.suspicious_values import Problem, find_suspicious_values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

LATE_SECONDS = 2 * 86400
FAULTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Health:
    """What a diary contains, how many of its backups are whole, and the problems found."""

    contents: Contents | None
    sound_backups: int
    problems: tuple[Problem, ...]


def check_health(path: Path, now: datetime) -> Health:
    """Check a diary, its file and its backups, without changing anything.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        If it cannot be opened.
    """
    with open_for_reading(path) as connection:
        faults = find_faults(connection)
        contents = None if faults else count_contents(connection)
        found = [
            Problem(text, str(DamagedDiary(path)), is_damage=True) for text in faults[:FAULTS_SHOWN]
        ]
        if contents:
            found += _schema_problems(connection, contents)
            found += find_suspicious_values(connection, now)
    backups = [backup for backup in list_backups(path) if not is_pre_restore_copy(backup)]
    sound = [backup for backup in backups if _is_whole(backup)]
    found += _permission_problems(path, backups)
    found += _backup_problems(path, backups, sound)
    found += _unfinished_problems(path)
    return Health(contents, len(sound), tuple(found))


def _is_whole(backup: Path) -> bool:
    """Tell whether every record of a backup can be read; False if it cannot be opened."""
    try:
        examine(backup)
    except StoreError:
        return False
    return True


def _schema_problems(connection: sqlite3.Connection, contents: Contents) -> Iterator[Problem]:
    """Compare the schema with that of a new diary, if the diary is of the current format."""
    from cramp_diary.store.migrations import migrate  # noqa: PLC0415 - loads pandas, 0.3 s

    if contents.format != FORMAT:
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        ours, theirs = _schema_objects(fresh), _schema_objects(connection)
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            what = "is not as this program made it" if name in ours else "is not of this program"
            mend = "cramp export FOLDER, then cramp --db NEW import FOLDER, gives a clean file"
            yield Problem(f"{name} in the file {what}", mend)


def _schema_objects(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the SQL of each table and index by its name."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    return {name: " ".join((sql or "").split()) for name, sql in found}


def _permission_problems(path: Path, backups: list[Path]) -> Iterator[Problem]:
    folder = backup_folder(path)
    for place, mode in ((folder, 700), *((file, 600) for file in (path, *backups))):
        if is_open_to_others(place):
            yield Problem(f"others may read {place}", format_file_command(f"chmod {mode}", place))
    if not os.access(path, os.W_OK):
        yield Problem(f"{path} may only be read", format_file_command("chmod u+w", path))


def _backup_problems(path: Path, backups: list[Path], sound: list[Path]) -> Iterator[Problem]:
    for backup in backups:
        if backup not in sound:
            yield Problem(f"the backup {backup} is damaged", format_file_command("rm", backup))
    if not sound:
        yield Problem("there is no backup of it that is whole", "cramp backup")
        return
    behind = path.stat().st_mtime - max(backup.stat().st_mtime for backup in sound)
    if behind > LATE_SECONDS:
        days = f"{behind / 86400:.0f} days"
        yield Problem(f"it was changed {days} after the last backup", "cramp backup")


def _unfinished_problems(path: Path) -> Iterator[Problem]:
    """Yield the temporary files of backups and restores that were killed."""
    for part in list_unfinished(backup_folder(path)):
        what = f"{part} is left of a backup or restore that was interrupted"
        if not has_age_header(part):
            what += ", and holds the diary unencrypted"
        yield Problem(what, format_file_command("rm", part))
