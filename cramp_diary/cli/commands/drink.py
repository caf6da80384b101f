"""``cramp drink``: add to the water of the diary day, from midnight on of the new one."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.meant_day import day_of_intake, format_intake_note
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.record_phrases import parse_drink
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
    """Add to the water of today.

    From midnight on it is that of the new day. Midnight is four hours before a diary day begins,
    and moves with day_starts_at.
    """
    with diary_session(db, create=True) as diary, diary.writing():
        settings, day = diary.settings(), day_of_intake(diary)
        changed = diary.drink(day, parse_drink(" ".join(amount), settings.measures))
        note = format_intake_note(diary, day)
    amounts = [changed.water_ml or 0]
    if settings.water_goal is not None:
        amounts.append(settings.water_goal)
    drunk = f"{format_day(day)}: {' of '.join(map(settings.format_volume, amounts))}."
    print_result("\n".join(filter(None, [drunk, note])))
    print_undo_hint()
