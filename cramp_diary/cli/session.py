"""Open the diary for a command, and back it up after the first change of a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from cramp_diary.cli import clock
from cramp_diary.cli.days import today
from cramp_diary.cli.output.streams import print_error, print_notice
from cramp_diary.cli.postponed import postpone
from cramp_diary.core.errors import DiaryError, format_os_error
from cramp_diary.core.files import has_content, is_open_to_others
from cramp_diary.core.operating_system import format_file_command
from cramp_diary.store import Diary, open_diary
from cramp_diary.store.backup_paths import backup_folder, daily_backup
from cramp_diary.store.errors import BackupFailed

UNDO_HINT = "To take it back: cramp undo"
"""The last line that a command prints when it has changed something."""


@contextmanager
def diary_session(db: Path, *, create: bool = False) -> Iterator[Diary]:
    """Open the diary at `db`; its journal records changes with the current time.

    With `create`, make one if there is none, and say where: the path may be mistyped.
    """
    now = clock.now()
    is_new = create and not has_content(db)
    with open_diary(db, create=create, now=now) as diary:
        if is_new:
            print_notice(f"A new diary at {db}")
        if is_open_to_others(db):
            mend = format_file_command("chmod 600", db)
            print_notice(f"Others on this machine may read {db}: make it yours alone with {mend}")
        day = today(diary)
        try:
            yield diary
        finally:
            if diary.changed:
                postpone(partial(_back_up_quietly, db, day))


def print_undo_hint() -> None:
    """Print how to undo what the command has changed."""
    print_notice(UNDO_HINT)


def _back_up_quietly(db: Path, day: date) -> None:
    """Make the backup of the day, if this command was the first to change the diary today.

    It runs after the answer is printed, so that nobody waits for it. If it fails, an error is
    printed, but the change is kept and the exit code stays as it is.
    """
    try:
        if daily_backup(db, day).exists() or not db.exists():
            return
        from cramp_diary.store.backups.backup import back_up_daily

        back_up_daily(db, day, clock.now())
    except DiaryError as error:
        print_error(f"The change is kept, but not backed up. {error}")
    except OSError as error:
        refused = BackupFailed(backup_folder(db), format_os_error(error))
        print_error(f"The change is kept, but not backed up. {refused}")
    except KeyboardInterrupt:
        print_error("The change is kept, but not backed up: the next change today does that.")
