"""``cramp check``: problems of a diary, its file and its backups, each with what corrects it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cramp_diary.core.errors import StoreError
from cramp_diary.core.operating_system import format_file_command, shell_quote
from cramp_diary.core.text import join_words
from cramp_diary.store.access import (
    find_access_problems,
    find_privacy_problems,
    programs_holding,
)
from cramp_diary.store.backup_paths import (
    is_pre_restore_copy,
    list_backups,
    list_unfinished,
    unused_path,
)
from cramp_diary.store.backups.backup import refuse_foreign_folder
from cramp_diary.store.backups.integrity import (
    Contents,
    count_contents,
    examine,
    find_faults,
    open_for_reading,
)
from cramp_diary.store.errors import DamagedDiary, ForeignBackupFolder
from cramp_diary.store.header import has_age_header
from cramp_diary.store.problem import Problem
from cramp_diary.store.schema import FORMAT
from cramp_diary.store.sidecars import sidecars
from cramp_diary.store.suspicious_values import find_suspicious_values
from cramp_diary.store.transaction import is_in_wal_mode

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
        if is_in_wal_mode(connection):
            found.append(_describe_wal_mode(path))
        if contents:
            found += _schema_problems(path, connection, contents)
            found += find_suspicious_values(connection, now)
    backups = [backup for backup in list_backups(path) if not is_pre_restore_copy(backup)]
    sound = [backup for backup in backups if _is_whole(backup)]
    in_the_way = [*_foreign_folder_problems(path), *find_access_problems(path)]
    found += [*in_the_way, *find_privacy_problems(path, backups)]
    found += [_describe_damaged_backup(backup) for backup in backups if backup not in sound]
    if contents and (lack := _describe_lack_of_backups(path, sound)):
        elsewhere = [p.mend for p in in_the_way if p.mend.startswith("cramp backup")]
        found.append(Problem(lack, (*elsewhere, "cramp backup")[0]))
    found += _unfinished_problems(path)
    return Health(contents, len(sound), tuple(found))


def _foreign_folder_problems(path: Path) -> Iterator[Problem]:
    try:
        refuse_foreign_folder(path)
    except ForeignBackupFolder as error:
        yield Problem(error.what, error.mend)


def _describe_wal_mode(path: Path) -> Problem:
    """Describe the mode that another program has set, and in which this one does not write."""
    what = "it is in WAL mode, which another program has set"
    programs = programs_holding(path)
    if not programs:
        return Problem(what, "cramp status")
    verb = "have" if len(programs) > 1 else "has"
    what += f", and {join_words(programs, 'and')} {verb} it open"
    return Problem(what, "close what has it open, then cramp status")


def _is_whole(backup: Path) -> bool:
    """Tell whether every record of a backup can be read; False if it cannot be opened."""
    try:
        examine(backup)
    except StoreError:
        return False
    return True


def _schema_problems(
    path: Path, connection: sqlite3.Connection, contents: Contents
) -> Iterator[Problem]:
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
            yield Problem(f"{name} in the file {what}", _format_cleaning(path))


def _format_cleaning(path: Path) -> str:
    """Format the commands that put a clean diary with the same records in the place of this one."""
    folder = shell_quote(unused_path(path.with_name(f"{path.name}.export")))
    clean = shell_quote(unused_path(path.with_name(f"{path.name}.clean")))
    return (
        f"cramp export {folder}, then cramp --db {clean} import {folder},"
        f" then cramp restore {clean}"
    )


def _schema_objects(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the SQL of each table and index by its name."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    return {name: " ".join((sql or "").split()) for name, sql in found}


def _describe_damaged_backup(backup: Path) -> Problem:
    beside = [path for path in sidecars(backup) if path.exists()]
    return Problem(f"the backup {backup} is damaged", format_file_command("rm", backup, *beside))


def _describe_lack_of_backups(path: Path, sound: list[Path]) -> str:
    """Describe that no backup is whole and recent; the text is empty if one is."""
    if not sound:
        return "there is no backup of it that is whole"
    behind = path.stat().st_mtime - max(backup.stat().st_mtime for backup in sound)
    if behind > LATE_SECONDS:
        return f"it was changed {behind / 86400:.0f} days after the last backup"
    return ""


def _unfinished_problems(path: Path) -> Iterator[Problem]:
    """Yield the temporary files of commands that were killed."""
    for part in list_unfinished(path):
        what = f"{part} is left of a command that was interrupted"
        if not has_age_header(part):
            what += ", and holds the diary unencrypted"
        yield Problem(what, format_file_command("rm", part))
