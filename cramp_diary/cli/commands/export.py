"""``cramp export``: the diary as a CSV folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import say
from cramp_diary.cli.session import opened

app = options.new_app()


@app.command("export", epilog="Example: cramp export my-diary-csv")
def export_csv(
    folder: Annotated[Path, typer.Argument(help="Is made if it is not there.")],
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Write the whole diary as a CSV folder that cramp import reads back exactly.

    Files of the same names in the folder are replaced.
    """
    from cramp_diary.exchange.csv_folder.folder import amounts_in_words, export_folder

    with opened(db) as diary:
        period = diary.read()
    export_folder(period, folder)
    say(f"Wrote {amounts_in_words(period) or 'an empty diary'} to {folder}")
