"""``cramp restore``: replace the diary with a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output.record_text import format_contents
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.prompts.confirm import confirm
from cramp_diary.core.errors import Contradiction
from cramp_diary.core.files import expand_home, path_exists
from cramp_diary.core.operating_system import shell_quote

if TYPE_CHECKING:
    from cramp_diary.store.backups.in_memory import Source

app = options.new_app()


@app.command(epilog="Example: cramp restore /media/stick/cramp-diary-2026-03-02-073000.db")
def restore(
    file: Annotated[Path, typer.Argument(readable=False, help="A backup, or another diary.")],
    yes: options.Yes = False,
    salvage: Annotated[
        bool,
        typer.Option(
            "--salvage", help="Read what can be read of a damaged FILE into a new diary, NEW."
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="NEW", help="With --salvage: where to; no file is replaced."
        ),
    ] = None,
    *,
    db: options.Db,
) -> None:
    """Put a backup in the place of the diary.

    It shows both first, and asks. The diary that was there is put aside, so that it can be
    restored in its turn.

    With --salvage, no diary is replaced: all rows that can still be read of a damaged diary are
    written to a new one, which you can then restore. The damaged file stays as it is.
    """
    if salvage or output:
        _salvage(file, output, is_asked=salvage)
        return
    from cramp_diary.store.backups.restore import compare, restore_diary

    backup = expand_home(file)
    source = _decrypt_if_needed(backup)
    current, new = compare(db, source)
    if current:
        print_result(f"{db} now holds {format_contents(current)}.")
    elif path_exists(db):
        print_result(f"{db} cannot be read as a diary; it is kept aside as it is.")
    print_result(f"{backup} holds {format_contents(new)}.")
    confirm("cramp restore", ("Put it in the place of the diary? (yes or no)", "yes"), yes=yes)
    trials = _read_trials(db) if current else {}
    aside = restore_diary(db, source, clock.now())
    print_result(f"Restored {db}.")
    for first_day, habit in trials.items() - _read_trials(db).items():
        print_notice(
            f"The trial of {habit} from {first_day} is not in this backup, as it began later: its"
            " days and answers are in what was there before."
        )
    if aside and current:
        print_notice(
            f"What was there is kept; to bring it back: cramp restore {shell_quote(aside)}"
        )
    elif aside:
        print_notice(f"What was there is kept at {aside}")


def _read_trials(db: Path) -> dict[str, str]:
    """Return the habit of each trial of a diary of any format, by its first day."""
    from cramp_diary.store.backups.integrity import open_for_reading

    with open_for_reading(db) as connection:
        return dict(connection.execute("SELECT first_day, habit FROM trials ORDER BY first_day"))


def _salvage(file: Path, output: Path | None, *, is_asked: bool) -> None:
    """Write what can be read of a damaged diary to a new file, and print what came."""
    if output is None:
        raise Contradiction("You give --salvage", "no file for the new diary", "add -o NEW")
    if not is_asked:
        raise Contradiction("You give -o", "not --salvage", "add --salvage, or leave out -o")
    from cramp_diary.cli.output.salvage_text import format_salvaged
    from cramp_diary.store.salvage.salvage import salvage

    new = expand_home(output)
    salvaged = salvage(expand_home(file), new)
    print_result(format_salvaged(salvaged))
    print_notice(f"Checked: {format_contents(salvaged.contents)}.")
    print_notice(f"To go on with the new diary: cramp restore {shell_quote(new)}")


def _decrypt_if_needed(backup: Path) -> Source:
    """Return the backup itself, or what it contains if it is encrypted."""
    from cramp_diary.exchange import encrypted

    if not encrypted.needs_passphrase(backup):
        return backup
    from cramp_diary.cli.prompts.passphrase import ask_passphrase
    from cramp_diary.store.backups.in_memory import DecryptedBackup

    encrypted.require_encryption()
    typed = ask_passphrase("Passphrase of the backup: ")
    return DecryptedBackup(backup, encrypted.decrypt(backup, typed))
