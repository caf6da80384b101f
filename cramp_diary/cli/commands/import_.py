"""``cramp import``: add what a CSV folder, an inbox or a phone's export holds.

What is done with each of the three stands in `cli/csv_folder`, `cli/inbox` and `cli/apple_health`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.apple_health import HealthImport
from cramp_diary.cli.commands import day, log
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.csv_folder import import_folder, preview_folder, write_empty_folder
from cramp_diary.cli.inbox import LineImport, find_inbox
from cramp_diary.core.errors import Contradiction, NothingGiven
from cramp_diary.core.text import join_words
from cramp_diary.core.vocabulary import Keep

if TYPE_CHECKING:
    from collections.abc import Iterator

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
            " text files with a line an entry, and folders of them; or export.zip of Apple Health.",
            show_default="the inbox of the settings",
        ),
    ] = None,
    *,
    keep: Annotated[
        str | None,
        typer.Option(
            metavar=f"[{'|'.join(Keep)}]",
            help="Where the folder or export differs: keep what the diary says, or take theirs.",
            autocompletion=candidates.kept_sides,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="An inbox, too: all of its lines, or none."),
    ] = False,
    takes_all: Annotated[
        bool,
        typer.Option(
            "--all",
            help="An export: also days outside your diary, and days that seem half logged.",
        ),
    ] = False,
    yes: options.Yes = False,
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
    """Add what a CSV folder, an inbox or a phone's export holds.

    Of a CSV folder it is all of it or nothing. An inbox is a text file that a phone writes, a line
    an entry; what was imported once does not come again, also after it was changed or deleted here.
    A line that cannot be read is named, and the others come. Of an export of Apple Health come
    water, workouts, steps and sleep; what would come is shown before, and a question asked.
    """
    from cramp_diary.exchange.apple_health.files import is_phone_export

    side = None if keep is None else Keep.parse(keep)
    paths = paths or []
    if template is not None:
        _refuse_beside_template(template, paths, side, is_dry=dry_run)
        write_empty_folder(template)
        return
    if len(paths) == 1 and is_phone_export(paths[0]):
        HealthImport(paths[0], side, takes_all, yes).run(db, is_dry=dry_run)
        return
    if takes_all:
        raise Contradiction("--all is about the export of a phone", "none is named", "leave it out")
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
        preview_folder(paths[0], side, db)
    else:
        import_folder(paths[0], side, db)


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
