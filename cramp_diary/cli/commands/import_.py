"""``cramp import``: add the records of a CSV folder to the diary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output.recorded_days import print_if_far, print_notices, watched_days
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.text import format_count

app = options.new_app()


@app.command("import", epilog="Example: cramp import sample_data")
def import_csv(
    folder: Annotated[Path, typer.Argument(help="Holds episodes.csv, days.csv and so on.")],
    *,
    db: options.Db,
) -> None:
    """Add what a CSV folder holds and the diary does not.

    It is all of it or nothing.
    """
    from cramp_diary.exchange.csv_folder.folder import format_record_counts, import_folder

    with diary_session(db, create=True) as diary, watched_days(diary, names_new=True) as notices:
        stray = set(diary.stray_days())
        added = import_folder(folder, diary, clock.now())
        far = {c.first_day for c in added.courses if diary.is_far(c.first_day)}
        far |= set(diary.stray_days()) - stray
        cramps = diary.cramps_by_day()
    covered = sum(day.no_cramps and cramps[day.diary_day] for day in added.days)
    counts = format_record_counts(added)
    print_result(f"Imported {counts}." if counts else "Everything was there already.")
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
