"""``cramp import``: add what a CSV folder or an inbox holds, or write an empty folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.commands import day, log
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.inbox import LineImport, find_inbox
from cramp_diary.cli.output.recorded_days import print_if_far, print_notices, watched_days
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.errors import Contradiction, NothingGiven
from cramp_diary.core.files import has_content
from cramp_diary.core.operating_system import quote_argument
from cramp_diary.core.text import format_count, join_words
from cramp_diary.core.vocabulary import Keep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.exchange.csv_folder.folder import Imported
    from cramp_diary.exchange.inbox.grammar import LineOption, LineOptions

app = options.new_app()

NOT_IN_A_LINE = frozenset({"help", "db", "no_input", "missing", "clear", "done"})
"""The options of `cramp log` and `cramp day` that are about the command, or take something back."""


@cache
def read_line_options() -> LineOptions:
    """Return what a line of an inbox may give: what the commands take, as they say it."""
    from cramp_diary.exchange.inbox.grammar import LineOptions

    return LineOptions(dict(_list_options(log.app)), dict(_list_options(day.app)))


def _list_options(command: typer.Typer) -> Iterator[tuple[str, LineOption]]:
    from cramp_diary.exchange.inbox.grammar import LineOption

    for option in typer.main.get_command(command).params:
        name = option.name or ""
        if option.param_type_name != "option" or name in NOT_IN_A_LINE:
            continue
        is_flag = bool(getattr(option, "is_flag", False))
        for words, value in ((option.opts, True), (option.secondary_opts, False)):
            for word in words:
                given = value if is_flag else None
                yield word.removeprefix("--"), LineOption(name, given, is_list=option.multiple)


@app.command("import", epilog="Example: cramp import sample_data --dry-run")
def import_csv(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="A folder that holds episodes.csv, days.csv and so on, or one of these files; or"
            " text files with a line an entry, and folders of them.",
            show_default="the inbox of the settings",
        ),
    ] = None,
    *,
    keep: Annotated[
        str | None,
        typer.Option(
            metavar=f"[{'|'.join(Keep)}]",
            help="Where the folder differs: keep what the diary says, or take what it says.",
            autocompletion=candidates.kept_sides,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="An inbox, too: all of its lines, or none."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would come; change nothing.")
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar="FOLDER",
            help="Write the files, empty but for a row of example, to fill in with a spreadsheet.",
        ),
    ] = None,
    db: options.Db,
) -> None:
    """Add what a CSV folder or an inbox holds and the diary does not.

    Of a CSV folder it is all of it or nothing. An inbox is a text file that a phone writes, a line
    an entry; what was imported once does not come again, also after it was changed or deleted here.
    A line that cannot be read is named, and the others come.
    """
    side = None if keep is None else Keep.parse(keep)
    paths = paths or []
    if template is not None:
        _refuse_beside_template(template, paths, side, is_dry=dry_run)
        _write_template(template)
        return
    named = None if paths else find_inbox(db)
    lines = [named] if named else _list_inbox_files(paths)
    if lines:
        if side:
            raise Contradiction(
                f"--keep {side} is about a folder of CSV files", "these are lines", "leave it out"
            )
        found = LineImport(lines, bool(named), read_line_options(), strict)
        found.run(db, is_dry=dry_run)
    elif not paths:
        raise NothingGiven("cramp import sample_data", "import")
    elif len(paths) > 1:
        raise Contradiction(
            f"You name {paths[0]}", f"also {paths[1]}", "import one folder of CSV files at a time"
        )
    elif dry_run:
        _preview(paths[0], side, db)
    else:
        _import(paths[0], side, db)


def _list_inbox_files(paths: list[Path]) -> list[Path]:
    """Return the paths if they are of an inbox, none if there is none of one among them."""
    from cramp_diary.exchange.inbox.files import is_inbox

    found = [path for path in paths if is_inbox(path)]
    if found and len(found) < len(paths):
        other = next(path for path in paths if path not in found)
        raise Contradiction(
            f"{found[0]} is an inbox", f"{other} is none", "import them one after the other"
        )
    return found


def _import(folder: Path, keep: Keep | None, db: Path) -> None:
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


def _preview(folder: Path, keep: Keep | None, db: Path) -> None:
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


def _refuse_beside_template(
    template: Path, paths: list[Path], keep: Keep | None, *, is_dry: bool
) -> None:
    others = {
        "nothing is to be changed": is_dry,
        f"{join_words(map(str, paths), 'and') if paths else ''} is to be read": bool(paths),
        f"--keep {keep} is about a folder to read": keep is not None,
    }
    for other, is_given in others.items():
        if is_given:
            raise Contradiction(f"--template writes {template}", other, "do one after the other")


def _write_template(folder: Path) -> None:
    from cramp_diary.exchange.csv_folder.template import write_template

    files = write_template(folder)
    print_result(f"Wrote {len(files)} files to {folder}, each with a row of example.")
    print_notice(
        "Overwrite the rows of example, delete the files that you do not need, and look what"
        f" would come with cramp import --dry-run {quote_argument(str(folder))}"
    )
