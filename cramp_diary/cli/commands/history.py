"""``cramp history``: list what was changed, and when."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import print_json, print_notice, print_table
from cramp_diary.cli.session import diary_session
from cramp_diary.core.when import format_moment

app = options.new_app()


@app.command(epilog="Example: cramp history --limit 5")
def history(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """List the changes that undo and redo go through, latest first."""
    with diary_session(db) as diary:
        steps = diary.steps()[:limit]
    if as_json:
        print_json([step._asdict() for step in steps])
    elif not steps:
        print_notice("Nothing was changed yet.")
    else:
        rows = (
            (format_moment(s.at) if s.at else "", s.what, "(undone)" if s.undone else "")
            for s in steps
        )
        print_table(rows)
