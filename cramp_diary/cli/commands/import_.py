"""``cramp import``: add the records of a CSV folder to the diary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.session import diary_session, print_undo_hint

app = options.new_app()


@app.command("import", epilog="Example: cramp import sample_data")
def import_csv(
    folder: Annotated[Path, typer.Argument(help="Holds episodes.csv, days.csv and so on.")],
    *,
    db: options.Db,
) -> None:
    """Add what a CSV folder holds and the diary does not, all of it or nothing."""
    from cramp_diary.exchange.csv_folder.folder import format_record_counts, import_folder

    with diary_session(db, create=True) as diary:
        added = import_folder(folder, diary, clock.now())
    counts = format_record_counts(added)
    print_result(f"Imported {counts}." if counts else "Everything was there already.")
    if counts:
        print_undo_hint()
