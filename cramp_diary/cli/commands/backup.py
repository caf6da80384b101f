"""``cramp backup``: write a backup and check it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output.record_text import format_contents
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.parsing.output_paths import is_folder
from cramp_diary.core.files import expand_home

if TYPE_CHECKING:
    from cramp_diary.store.backups.integrity import Contents

app = options.new_app()


@app.command(epilog="Example: cramp backup /media/stick/")
def backup(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            readable=False,
            help="Where to; a folder will do.",
            show_default="beside the diary",
        ),
    ] = None,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Ask for a passphrase that opens it (age format).")
    ] = False,
    *,
    db: options.Db,
) -> None:
    """Write a backup of the diary, and read it again as a check.

    One is made by itself after the first change of a day, in the folder of backups beside the
    diary, where the last 7 days and 4 weeks before them are kept. A copy on another disk outlives
    this one.
    """
    from cramp_diary.store.backups.backup import back_up, make_backup_folder

    name = f"cramp-diary-{clock.now():%Y-%m-%d-%H%M%S}.db{'.age' if encrypt else ''}"
    target = expand_home(file) if file else make_backup_folder(db)
    if is_folder(target):
        target /= name
    contents = (_back_up_encrypted if encrypt else back_up)(db, target)
    print_result(str(target))
    print_notice(f"Checked: {format_contents(contents)}.")


def _back_up_encrypted(db: Path, target: Path) -> Contents:
    from cramp_diary.cli.prompts.passphrase import ask_new_passphrase
    from cramp_diary.exchange import encrypted
    from cramp_diary.store.backups.in_memory import copy_to_memory

    encrypted.require_encryption()
    encrypted.refuse_to_replace(target)
    passphrase = ask_new_passphrase()
    content, contents = copy_to_memory(db)
    encrypted.encrypt(target, content, passphrase)
    return contents
