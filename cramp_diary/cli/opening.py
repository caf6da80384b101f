"""The diary of a command: opened with the time it is."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from cramp_diary.cli import clock
from cramp_diary.cli.output import tell
from cramp_diary.store import Diary, open_diary


def opened(db: Path, *, create: bool = False) -> AbstractContextManager[Diary]:
    """Open the diary at `db`; what is changed in it is journalled as done now."""
    return open_diary(db, create=create, now=clock.now())


def say_how_to_undo() -> None:
    """End the answer of a command that changed something."""
    tell("To take it back: cramp undo")
