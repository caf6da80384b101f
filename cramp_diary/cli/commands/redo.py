"""``cramp redo``: make the change again that was undone last."""

from __future__ import annotations

from cramp_diary.cli import options
from cramp_diary.cli.output.recorded_days import print_notices, watched_days
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.session import diary_session, print_undo_hint

app = options.new_app()


@app.command(epilog="Example: cramp redo")
def redo(*, db: options.Db) -> None:
    """Make again what was undone last.

    This works as long as nothing else was recorded since.
    """
    with diary_session(db) as diary, watched_days(diary, names_new=True) as notices:
        step = diary.redo()
    print_result(f"Done again: {step.what}.")
    print_notices(notices)
    print_undo_hint()
