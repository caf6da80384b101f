"""``cramp undo``: the last change taken back."""

from __future__ import annotations

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import say, tell
from cramp_diary.cli.session import opened

app = options.new_app()


@app.command(epilog="Example: cramp undo")
def undo(db: options.Db = options.USUAL_PLACE) -> None:
    """Take back the last change, and with each further call the one before it."""
    with opened(db) as diary:
        step = diary.undo()
    say(f"Undone: {step.what}.")
    tell("To make it again: cramp redo")
