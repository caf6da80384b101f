"""``cramp undo``: take back the last change."""

from __future__ import annotations

from cramp_diary.cli import options
from cramp_diary.cli.output.recorded_days import print_notices, watched_days
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.session import diary_session

app = options.new_app()


@app.command(epilog="Example: cramp undo")
def undo(*, db: options.Db) -> None:
    """Take back the last change; once more, the change before it."""
    with diary_session(db) as diary, watched_days(diary, names_new=True) as notices:
        step = diary.undo()
    print_result(f"Undone: {step.what}.")
    print_notices(notices)
    print_notice("To make it again: cramp redo")
