"""``cramp purge``: all before a day, gone for good."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.parsing.periods import parse_iso_day
from cramp_diary.cli.purging import forget_days

app = options.new_app()


@app.command(epilog="Example: cramp purge --before 2024-01-01")
def purge(
    before: Annotated[
        str, typer.Option(metavar="DATE", help="The first diary day that stays: 2024-01-01.")
    ],
    yes: options.Yes = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Forget all that was said of the diary days before a date, for good.

    Courses that ended before it go, and so do shoes, medications and own factors that were used
    only then. What goes is taken out of the diary, the history and the free pages of the file,
    and the backups beside it are replaced by a new one.
    """
    end, _ = parse_iso_day(before)
    forget_days(db, "cramp purge", None, end, yes=yes)
