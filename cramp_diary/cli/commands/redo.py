"""``cramp redo``: what was undone, made again."""

from __future__ import annotations

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import say
from cramp_diary.cli.session import opened, say_how_to_undo

app = options.new_app()


@app.command(epilog="Example: cramp redo")
def redo(db: options.Db = options.USUAL_PLACE) -> None:
    """Make again what was undone last, as long as nothing else was recorded since."""
    with opened(db) as diary:
        step = diary.redo()
    say(f"Done again: {step.what}.")
    say_how_to_undo()
