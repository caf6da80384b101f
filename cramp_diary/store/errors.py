"""The errors of the store, each in one sentence: what is wrong, then what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import DiaryError, StoreError
from cramp_diary.core.operating_system import format_file_command, shell_quote
from cramp_diary.core.text import join_words
from cramp_diary.store.backup_paths import is_pre_restore_copy, list_backups, unused_path

if TYPE_CHECKING:
    from pathlib import Path

    from cramp_diary.store.problem import Problem


class NothingToUndo(DiaryError):
    """No step is left to undo."""

    def __init__(self) -> None:
        super().__init__("There is nothing to undo: cramp history shows the steps.")


class NothingToRedo(DiaryError):
    """No step was undone, or something else was recorded since."""

    def __init__(self) -> None:
        super().__init__("There is nothing to redo: only what was just undone can be redone.")


class NoDiary(StoreError):
    """There is no diary to read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no diary at {path}: begin one with cramp log, or name another with --db."
        )


class DiaryGone(StoreError):
    """The diary is missing or empty, but there are backups of it."""

    def __init__(self, path: Path, backups: list[Path]) -> None:
        super().__init__(
            f"{path} is gone or empty, but there are backups of it in {backups[0].parent}: move"
            " that folder away to begin anew, or bring the diary back with"
            f" {_format_restore_command(backups)}"
        )


class NotADiary(StoreError):
    """A file that another program wrote, or no file."""

    def __init__(self, path: Path, what: str) -> None:
        self.what = what
        super().__init__(
            f"{path} is {what}, not a cramp diary, and was left as it is: name another file"
            " with --db."
        )


class NothingToRestore(StoreError):
    """The file to restore is missing, or is not a diary."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}, and nothing was changed: name a backup or a diary.")


class NothingToSalvage(StoreError):
    """The file to salvage is missing, is not a diary, or nothing of it can be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} {why}, so there is nothing to salvage and nothing was written: name a damaged"
            " diary or backup."
        )


class NewerDiary(StoreError):
    """A diary that a later version of this program wrote."""

    def __init__(self, path: Path, theirs: int, ours: int) -> None:
        super().__init__(
            f"{path} was written by a newer cramp-diary (format {theirs}, this one knows {ours})"
            " and was left as it is: upgrade cramp-diary."
        )


class DiaryUnusable(StoreError):
    """The system refuses to read or write the diary."""

    def __init__(self, path: Path, why: str, instead: str, stop: str = ".") -> None:
        super().__init__(f"{path} {why}: {instead}{stop}")


class DiaryBusy(DiaryUnusable):
    """Another program has been writing the diary for longer than this one waits."""

    def __init__(
        self,
        path: Path,
        why: str = "is being written by another program",
        instead: str = "try again in a moment",
    ) -> None:
        super().__init__(path, why, instead)


class NoAccess(DiaryUnusable):
    """The diary, or the folder it is in, is not yours to read or write."""

    def __init__(self, problem: Problem) -> None:
        StoreError.__init__(
            self, f"{problem.what}, and the diary was left as it is: {problem.mend}"
        )


class HeldByAnotherProgram(DiaryBusy):
    """Another program has the diary open in WAL mode, in which this one does not write."""

    def __init__(self, path: Path, programs: list[str]) -> None:
        who = join_words(programs, "and") if programs else "another program"
        why = f"is held open by {who} in WAL mode and was left as it is"
        super().__init__(path, why, "close that program, then try again")


class ForeignSidecar(StoreError):
    """A journal or write-ahead log beside the diary that SQLite would apply to it wrongly."""

    def __init__(self, sidecar: Path, what: str) -> None:
        super().__init__(
            f"{sidecar} {what} and would damage the diary, and nothing was changed: move it away"
            f" with {format_file_command('mv', sidecar, unused_path(_away(sidecar)))}"
        )


class NotReadBack(StoreError):
    """A backup is in the place of the diary, but not all of it can be read there."""

    def __init__(self, path: Path, what: str, instead: Path) -> None:
        super().__init__(
            f"{what} could not be read back at {path} after the backup was put in place: look"
            f" whether the disk is failing, then try cramp restore {shell_quote(instead)}"
        )


class NotCleaned(StoreError):
    """What was forgotten is deleted from the tables, but may still be in the file's free pages."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"It is forgotten, but the free pages of the file could not be cleaned ({why}): make"
            " room, then say cramp forget --before 1900-01-01, which cleans them."
        )


class NotRemoved(StoreError):
    """Backups that may contain what was forgotten could not be removed."""

    def __init__(self, paths: list[Path], why: str) -> None:
        names = join_words(map(str, paths), "and")
        super().__init__(
            f"It is forgotten in the diary, but {names} may hold it still and could not be removed"
            f" ({why}): remove {'it' if len(paths) == 1 else 'them'} yourself."
        )


class ForeignBackupFolder(StoreError):
    """Something else is where the folder of backups should be."""

    def __init__(self, folder: Path, what: str) -> None:
        self.what = f"{folder} is {what}, not a folder of backups"
        self.mend = format_file_command("mv", folder, unused_path(_away(folder)))
        super().__init__(f"{self.what}, and nothing was changed: move it away with {self.mend}")


class NotABackup(StoreError):
    """A backup would replace a file that is not a backup."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} is {what} and was left as it is: name another file.")


class BackupFailed(StoreError):
    """A backup could not be written, or was not whole when read again."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"No backup was made at {path} ({why}), the diary is as it was: make room or name"
            " another place with cramp backup FILE"
        )


class DamagedDiary(DiaryUnusable):
    """A diary of which a part is lost or invalid; names the backup to restore, or the salvage.

    `changed` tells that something was written before the damage was found.
    """

    def __init__(self, path: Path, *, changed: bool = False) -> None:
        why = (
            "is damaged; what was asked is written, but cannot all be read back"
            if changed
            else "is damaged and was left as it is"
        )
        if backups := list_backups(path):
            instead = f"put a backup in its place with {_format_restore_command(backups)}"
        else:
            new = unused_path(path.with_stem(f"{path.stem}-salvaged"))
            command = f"cramp restore --salvage {shell_quote(path)} -o {shell_quote(new)}"
            instead = f"save what can be read of it with {command}"
        super().__init__(path, why, instead, stop="")


def _format_restore_command(backups: list[Path]) -> str:
    """Return the command that restores the newest backup, a checked one if there is one."""
    best, *_ = sorted(backups, key=is_pre_restore_copy)
    return f"cramp restore {shell_quote(best)}"


def missing_diary_error(path: Path) -> DiaryGone | NoDiary:
    """Return the error for a diary that is missing or empty."""
    backups = list_backups(path)
    return DiaryGone(path, backups) if backups else NoDiary(path)


def _away(path: Path) -> Path:
    return path.with_name(f"{path.name}.away")
