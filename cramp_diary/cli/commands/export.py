"""``cramp export``: write the diary as a CSV folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.session import diary_session
from cramp_diary.core.period import list_record_counts
from cramp_diary.core.text import join_words

app = options.new_app()


@app.command("export", epilog="Example: cramp export my-diary-csv")
def export_csv(
    folder: Annotated[Path, typer.Argument(help="Is made if it is not there.")],
    *,
    db: options.Db,
) -> None:
    """Write the whole diary as a CSV folder.

    What cramp import reads back is the same diary. Files of the same names in the folder are
    replaced.
    """
    from cramp_diary.exchange.csv_folder.folder import export_folder

    with diary_session(db) as diary:
        period = diary.read()
    export_folder(period, folder)
    counts = list_record_counts(period) or ["an empty diary"]
    print_result(f"Wrote {join_words(counts, 'and')} to {folder}")
