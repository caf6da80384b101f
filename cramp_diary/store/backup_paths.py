"""Where a diary's backups lie: in a folder beside it, for its owner only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    """Return where the backup of a diary day lies."""
    return backup_folder(diary) / f"{day.isoformat()}.db"


def list_backups(diary: Path) -> list[Path]:
    """Return what lies in the folder of backups, the newest first."""
    try:
        found = [
            (path.stat().st_mtime, path.name, path) for path in backup_folder(diary).glob("*.db")
        ]
    except OSError:
        return []
    return [path for *_, path in sorted(found, reverse=True)]


def is_pre_restore_copy(backup: Path) -> bool:
    """Tell whether it is a diary that a restore put aside, not a backup that was checked."""
    return backup.name.startswith(PRE_RESTORE)


def unused_path(path: Path) -> Path:
    """Return the path, with a number if there is a file of that name."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner can look into, and those above it that are missing."""
    if not folder.parent.exists():
        make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
