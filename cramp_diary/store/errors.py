"""What can be wrong with a diary file, each in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import DiaryError, StoreError
from cramp_diary.store.backup_paths import is_pre_restore_copy, list_backups

if TYPE_CHECKING:
    from pathlib import Path


class NothingToUndo(DiaryError):
    """No step is left to take back."""

    def __init__(self) -> None:
        super().__init__("There is nothing to undo: cramp history shows the steps.")


class NothingToRedo(DiaryError):
    """No step was taken back, or something else was recorded since."""

    def __init__(self) -> None:
        super().__init__("There is nothing to redo: only what was just undone can be redone.")


class NoDiary(StoreError):
    """A diary to read that was never begun."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no diary at {path}: begin one with cramp log, or name another with --db."
        )


class DiaryGone(StoreError):
    """No diary, or an empty file, where one was: its backups are still there."""

    def __init__(self, path: Path, backups: list[Path]) -> None:
        super().__init__(
            f"{path} is gone or empty, but there are backups of it: bring it back with"
            f" {_restoring(backups)}, or begin anew after you moved the folder"
            f" {backups[0].parent} away."
        )


class NotADiary(StoreError):
    """A file that something else wrote."""

    def __init__(self, path: Path, what: str) -> None:
        self.what = what
        super().__init__(
            f"{path} is {what}, not a cramp diary, and was left as it is: name another file"
            " with --db."
        )


class NothingToRestore(StoreError):
    """A file to restore that is not there, or no diary."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}, and nothing was changed: name a backup or a diary.")


class NewerDiary(StoreError):
    """A diary of a later version of this program."""

    def __init__(self, path: Path, theirs: int, ours: int) -> None:
        super().__init__(
            f"{path} was written by a newer cramp-diary (format {theirs}, this one knows {ours})"
            " and was left as it is: upgrade cramp-diary."
        )


class DiaryUnusable(StoreError):
    """The system refuses to read or write the diary."""

    def __init__(self, path: Path, why: str, instead: str) -> None:
        super().__init__(f"{path} {why}: {instead}.")


class DiaryBusy(DiaryUnusable):
    """Another program has been writing the diary for longer than this one waits."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is being written by another program", "try again in a moment")


class NotCleaned(StoreError):
    """What was to be forgotten is out of the tables, but perhaps not out of every byte."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"It is forgotten, but the free pages of the file could not be cleaned ({why}): make"
            " room, then say cramp purge --before 1900-01-01, which cleans them."
        )


class NotRemoved(StoreError):
    """A backup that still holds what is forgotten everywhere else."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"It is forgotten in the diary, but {path} may hold it still and could not be removed"
            f" ({why}): remove it yourself."
        )


class NotABackup(StoreError):
    """A file in the way of a backup that no diary wrote."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} is {what} and was left as it is: name another file.")


class BackupFailed(StoreError):
    """A backup that could not be written, or was not whole when read again."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"No backup was made at {path} ({why}), the diary is as it was: make room or name"
            " another place with cramp backup FILE."
        )


class DamagedDiary(DiaryUnusable):
    """A diary of which a part is lost or makes no sense, with the way back.

    `changed` says that something was written before the damage was met.
    """

    def __init__(self, path: Path, *, changed: bool = False) -> None:
        why = (
            "is damaged; what was asked is written, but cannot all be read back"
            if changed
            else "is damaged and was left as it is"
        )
        instead = f"put a backup in its place with {_restoring(list_backups(path))}"
        super().__init__(path, why, instead)


def _restoring(backups: list[Path]) -> str:
    best = sorted(backups, key=is_pre_restore_copy)[:1]
    return f"cramp restore {shell_quote(best[0])}" if best else "cramp restore FILE"


def shell_quote(path: Path) -> str:
    """Return a path as a shell takes it."""
    from shlex import quote  # noqa: PLC0415 - a log quotes nothing

    return quote(str(path))
