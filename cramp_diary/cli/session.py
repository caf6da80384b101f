"""The diary of a command: opened with the time it is, backed up after the first change of a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from cramp_diary.cli import clock
from cramp_diary.cli.afterwards import do_afterwards
from cramp_diary.cli.output.streams import print_error, print_notice
from cramp_diary.core.errors import DiaryError
from cramp_diary.core.files import is_open_to_others
from cramp_diary.core.when import diary_day
from cramp_diary.store import Diary, open_diary
from cramp_diary.store.backup_paths import daily_backup

UNDO_HINT = "To take it back: cramp undo"
"""The last line of the answer to a command that changed something."""


@contextmanager
def diary_session(db: Path, *, create: bool = False) -> Iterator[Diary]:
    """Open the diary at `db`; what is changed in it is journalled as done now."""
    now = clock.now()
    with open_diary(db, create=create, now=now) as diary:
        if is_open_to_others(db):
            print_notice(f"Others on this machine may read {db}: chmod 600 makes it yours alone.")
        starts = diary.settings().day_starts_at
        try:
            yield diary
        finally:
            if diary.changed:
                do_afterwards(partial(_back_up_quietly, db, diary_day(now, None, starts)))


def print_undo_hint() -> None:
    """End the answer of a command that changed something."""
    print_notice(UNDO_HINT)


def _back_up_quietly(db: Path, day: date) -> None:
    """Make the backup of the day, if this command was the first to change the diary today.

    The answer is on the screen by then: nobody waits for a backup to see that a line is kept, and
    what was asked is done whether there is room for a backup or not.
    """
    try:
        if daily_backup(db, day).exists() or not db.exists():
            return
        from cramp_diary.store.backups.backup import back_up_daily

        back_up_daily(db, day, clock.now())
    except (DiaryError, OSError) as error:
        print_error(f"The change is kept, but not backed up. {error}")
    except KeyboardInterrupt:
        print_error("The change is kept, but not backed up: the next change today does that.")
