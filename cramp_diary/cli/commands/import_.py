"""``cramp import``: add the records of a CSV folder to the diary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.recorded_days import print_if_far, print_notices, watched_days
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.text import format_count
from cramp_diary.core.vocabulary import Keep

app = options.new_app()

_NO_ROWS = "There is nothing to import: no file has a row."


@app.command("import", epilog="Example: cramp import sample_data")
def import_csv(
    folder: Annotated[Path, typer.Argument(help="Holds episodes.csv, days.csv and so on.")],
    *,
    keep: Annotated[
        str | None,
        typer.Option(
            metavar=f"[{'|'.join(Keep)}]",
            help="Where the folder differs: keep what the diary says, or take what it says.",
            autocompletion=candidates.kept_sides,
        ),
    ] = None,
    db: options.Db,
) -> None:
    """Add what a CSV folder holds and the diary does not.

    It is all of it or nothing.
    """
    from cramp_diary.exchange.csv_folder.folder import import_folder

    side = None if keep is None else Keep.parse(keep)
    with diary_session(db, create=True) as diary, watched_days(diary, names_new=True) as notices:
        stray = set(diary.stray_days())
        imported = import_folder(folder, diary, clock.now(), side)
        changes, differences = imported.changes, imported.differences
        courses = (*changes.added.courses, *changes.changed.courses)
        far = {c.first_day for c in courses if diary.is_far(c.first_day)}
        far |= set(diary.stray_days()) - stray
        cramps = diary.cramps_by_day()
    days = (*changes.added.days, *changes.changed.days)
    covered = sum(day.no_cramps and cramps[day.diary_day] for day in days)
    print_notices(imported.notices)
    counts = changes.format_counts()
    nothing = "Everything was there already." if imported.has_rows else _NO_ROWS
    print_result(f"Imported {counts}." if counts else nothing)
    if differences:
        whose = "what the diary says was kept" if side is Keep.MINE else "the folder's was taken"
        print_notice(f"In {format_count(len(differences), 'place')} where they differ, {whose}.")
    print_notices(notices)
    print_if_far(sorted(far))
    if covered:
        print_notice(f"{_format_covered(covered)} with cramps.")
    if counts:
        print_undo_hint()


def _format_covered(days: int) -> str:
    return format_count(
        days,
        "day said to be without cramps has an episode, and counts as one",
        "days said to be without cramps have an episode, and count as days",
    )
