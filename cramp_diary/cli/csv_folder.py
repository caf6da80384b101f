"""A folder of CSV files: its import, the look before it, and an empty folder to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cramp_diary.cli import clock
from cramp_diary.cli.output.recorded_days import print_if_far, print_notices, watched_days
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.files import has_content
from cramp_diary.core.operating_system import quote_argument
from cramp_diary.core.text import format_count
from cramp_diary.core.vocabulary import Keep

if TYPE_CHECKING:
    from cramp_diary.exchange.csv_folder.folder import Imported


def import_folder(folder: Path, keep: Keep | None, db: Path) -> None:
    """Add what a folder holds and the diary does not, and print it."""
    from cramp_diary.exchange.csv_folder.folder import FolderImport

    found = FolderImport(folder, clock.now(), keep)
    if not has_content(db):  # a folder that cannot be read leaves no empty diary behind
        found.compare()
    with diary_session(db, create=True) as diary, watched_days(diary, names_new=True) as notices:
        stray = set(diary.stray_days())
        imported = found.add_to(diary)
        changes = imported.changes
        courses = (*changes.added.courses, *changes.changed.courses)
        far = {c.first_day for c in courses if diary.is_far(c.first_day)}
        far |= set(diary.stray_days()) - stray
        cramps = diary.cramps_by_day()
    days = (*changes.added.days, *changes.changed.days)
    covered = sum(day.no_cramps and cramps[day.diary_day] for day in days)
    print_notices(imported.notices)
    counts = changes.format_counts()
    print_result(f"Imported {counts}." if counts else _format_nothing(imported, "was"))
    _print_differences(imported, "was", keep)
    print_notices(notices)
    print_if_far(sorted(far))
    if covered:
        print_notice(f"{_format_covered(covered)} with cramps.")
    if counts:
        print_undo_hint()


def preview_folder(folder: Path, keep: Keep | None, db: Path) -> None:
    """Print what an import would do; change nothing."""
    from cramp_diary.core.changes import NOTHING
    from cramp_diary.exchange.csv_folder.folder import FolderImport

    known = NOTHING
    if has_content(db):
        with diary_session(db) as diary:
            known = diary.read()
    imported = FolderImport(folder, clock.now(), keep).compare(known)
    print_notices(imported.notices)
    counts = imported.changes.format_counts()
    print_result(f"Would import {counts}." if counts else _format_nothing(imported, "is"))
    _print_differences(imported, "would be", keep)


def _format_nothing(imported: Imported, verb: str) -> str:
    if imported.has_rows:
        return f"Everything {verb} there already."
    return "There is nothing to import: no file has a row."


def _print_differences(imported: Imported, verb: str, keep: Keep | None) -> None:
    if imported.differences:
        places = format_count(len(imported.differences), "place")
        mine, theirs = f"what the diary says {verb} kept", f"the folder's {verb} taken"
        whose = mine if keep is Keep.MINE else theirs
        print_notice(f"In {places} where they differ, {whose}.")


def _format_covered(days: int) -> str:
    return format_count(
        days,
        "day said to be without cramps has an episode, and counts as one",
        "days said to be without cramps have an episode, and count as days",
    )


def write_empty_folder(folder: Path) -> None:
    """Write the files with a row of example each, and print what to do with them."""
    from cramp_diary.exchange.csv_folder.template import write_template

    files = write_template(folder)
    print_result(f"Wrote {len(files)} files to {folder}, each with a row of example.")
    print_notice(
        "Overwrite the rows of example, delete the files that you do not need, and look what"
        f" would come with cramp import --dry-run {quote_argument(str(folder))}"
    )
