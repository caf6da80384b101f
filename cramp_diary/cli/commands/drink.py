"""``cramp drink``: add to the water of the current diary day."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.days import today
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core import units
from cramp_diary.core.when import format_day

app = options.new_app()


@app.command(epilog="Example: cramp drink 300ml")
def drink(
    amount: Annotated[
        list[str], typer.Argument(metavar="VOLUME...", help="300ml, 1 glass, 12 fl oz.")
    ],
    *,
    db: options.Db,
) -> None:
    """Add to the water of the current diary day."""
    with diary_session(db, create=True) as diary, diary.writing():
        settings, day = diary.settings(), today(diary)
        changed = diary.drink(day, units.parse_volume(" ".join(amount), settings.measures))
    so_far, goal = map(settings.format_volume, (changed.water_ml or 0, settings.water_goal))
    print_result(f"{format_day(day)}: {so_far} of {goal}.")
    print_undo_hint()
