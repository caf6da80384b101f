"""Where the backups of a diary are: in a folder beside it that only its owner can open."""

from __future__ import annotations

import glob
import re
from typing import TYPE_CHECKING

from cramp_diary.core.files import PART_SUFFIX

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

DAILY = re.compile(r"\d{4}-\d\d-\d\d\.db")
PRE_RESTORE = "before-restore"


def backup_folder(diary: Path) -> Path:
    """Return the folder of a diary's backups."""
    real = diary.resolve()
    return real.with_name(f"{real.name}.backups")


def daily_backup(diary: Path, day: date) -> Path:
    """Return the path of the backup of a diary day."""
    return backup_folder(diary) / f"{day.isoformat()}.db"


def list_backups(diary: Path) -> list[Path]:
    """Return the files in the folder of backups, the newest first."""
    try:
        found = [
            (path.stat().st_mtime, path.name, path) for path in backup_folder(diary).glob("*.db")
        ]
    except OSError:
        return []
    return [path for *_, path in sorted(found, reverse=True)]


def list_unfinished(diary: Path) -> list[Path]:
    """Return the temporary files of a diary and its backups: being written, or left by a kill."""
    folder, real = backup_folder(diary), diary.resolve()
    try:
        beside = real.parent.glob(f".{glob.escape(real.name)}.*{PART_SUFFIX}*")
        return sorted([*folder.glob(f".*{PART_SUFFIX}*"), *beside])
    except OSError:
        return []


def is_pre_restore_copy(backup: Path) -> bool:
    """Tell whether it is a diary that a restore replaced, which is not checked as backups are."""
    return backup.name.startswith(PRE_RESTORE)


def unused_path(path: Path) -> Path:
    """Return the path, with a number added if there is a file of that name."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
