"""``cramp import``: a CSV folder into the diary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output.streams import say
from cramp_diary.cli.session import opened, say_how_to_undo

app = options.new_app()


@app.command("import", epilog="Example: cramp import sample_data")
def import_csv(
    folder: Annotated[Path, typer.Argument(help="Holds episodes.csv, days.csv and so on.")],
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Add what a CSV folder holds and the diary does not, all of it or nothing."""
    from cramp_diary.exchange.csv_folder.folder import amounts_in_words, import_folder

    with opened(db, create=True) as diary:
        added = import_folder(folder, diary, clock.now())
    words = amounts_in_words(added)
    say(f"Imported {words}." if words else "Everything was there already.")
    if words:
        say_how_to_undo()
