"""``cramp restore``: replace the diary with a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output.record_text import format_contents
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.prompts.confirm import confirm
from cramp_diary.core.files import expand_home, path_exists, write_atomically
from cramp_diary.core.operating_system import shell_quote

app = options.new_app()


@app.command(epilog="Example: cramp restore /media/stick/cramp-diary-2026-03-02-073000.db")
def restore(
    file: Annotated[Path, typer.Argument(readable=False, help="A backup, or another diary.")],
    yes: options.Yes = False,
    *,
    db: options.Db,
) -> None:
    """Put a backup in the place of the diary, after a look at both, and a question.

    The diary that was there is put aside, so that it can be restored in its turn.
    """
    backup = expand_home(file)
    with _decrypt_if_needed(db, backup) as plain:
        _restore(db, backup, plain, yes=yes)


@contextmanager
def _decrypt_if_needed(db: Path, backup: Path) -> Iterator[Path]:
    """Yield the path of the backup, or of a decrypted copy if it is encrypted."""
    from cramp_diary.exchange import encrypted

    if not encrypted.needs_passphrase(backup):
        yield backup
        return
    from cramp_diary.cli.prompts.passphrase import ask_passphrase
    from cramp_diary.store.backups.backup import temporary_plain_file

    encrypted.require_encryption()
    content = encrypted.decrypt(backup, ask_passphrase("Passphrase of the backup: "))
    with temporary_plain_file(db) as plain:
        write_atomically(plain, lambda file: file.write(content))
        yield plain


def _restore(db: Path, backup: Path, plain: Path, *, yes: bool) -> None:
    from cramp_diary.store.backups.restore import compare, restore_diary

    current, new = compare(db, plain)
    if current:
        print_result(f"{db} now holds {format_contents(current)}.")
    elif path_exists(db):
        print_result(f"{db} cannot be read as a diary; it is kept aside as it is.")
    print_result(f"{backup} holds {format_contents(new)}.")
    confirm("cramp restore", ("Put it in the place of the diary? (yes or no)", "yes"), yes=yes)
    aside = restore_diary(db, plain, clock.now())
    print_result(f"Restored {db}.")
    if aside and current:
        print_notice(
            f"What was there is kept; to bring it back: cramp restore {shell_quote(aside)}"
        )
    elif aside:
        print_notice(f"What was there is kept at {aside}")
