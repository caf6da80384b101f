"""What can be wrong with a diary file, each in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.errors import DiaryError, StoreError

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


class NotADiary(StoreError):
    """A file that something else wrote."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path} is {what}, not a cramp diary, and was left as it is: name another file"
            " with --db."
        )


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
