"""``cramp history``: what was changed, and when."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.streams import aligned, say, say_json, tell
from cramp_diary.cli.session import opened
from cramp_diary.core.when import spoken

app = options.new_app()


@app.command(epilog="Example: cramp history --limit 5")
def history(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    as_json: options.AsJson = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """List the changes that cramp undo and cramp redo go through, the latest first."""
    with opened(db) as diary:
        steps = diary.steps()[:limit]
    if as_json:
        say_json([asdict(step) for step in steps])
    elif not steps:
        tell("Nothing was changed yet.")
    else:
        rows = (
            (spoken(s.at) if s.at else "", s.what, "(undone)" if s.undone else "") for s in steps
        )
        say(aligned(rows))
