"""``cramp restore``: a backup in the place of the diary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.confirming import confirm
from cramp_diary.cli.output import say, tell
from cramp_diary.cli.saying import amount_words
from cramp_diary.store.errors import quoted

app = options.new_app()


@app.command(epilog="Example: cramp restore /media/stick/cramp-diary-2026-03-02-073000.db")
def restore(
    file: Annotated[Path, typer.Argument(readable=False, help="A backup, or another diary.")],
    yes: options.Yes = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Put a backup in the place of the diary, after a look at both, and a question.

    The diary that was there is put aside, so that it can be restored in its turn.
    """
    from cramp_diary.store.restore import compared, restore

    backup = options.expanded(file)
    present, offered = compared(db, backup)
    if present:
        say(f"{db} now holds {amount_words(present)}.")
    elif db.exists():
        say(f"{db} cannot be read as a diary; it is kept aside as it is.")
    say(f"{backup} holds {amount_words(offered)}.")
    confirm("cramp restore", ("Put it in the place of the diary? (yes or no)", "yes"), yes=yes)
    aside = restore(db, backup, clock.now())
    say(f"Restored {db}.")
    if aside and present:
        tell(f"What was there is kept; to bring it back: cramp restore {quoted(aside)}")
    elif aside:
        tell(f"What was there is kept at {aside}")
