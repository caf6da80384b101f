"""``cramp restore``: a backup in the place of the diary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output.record_text import amount_words
from cramp_diary.cli.output.streams import say, tell
from cramp_diary.cli.prompts.confirm import confirm
from cramp_diary.core.files import is_there, write_whole
from cramp_diary.store.errors import quoted

app = options.new_app()


@app.command(epilog="Example: cramp restore /media/stick/cramp-diary-2026-03-02-073000.db")
def restore(
    file: Annotated[Path, typer.Argument(readable=False, help="A backup, or another diary.")],
    yes: options.Yes = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Put a backup in the place of the diary, after a look at both, and a question.

    The diary that was there is put aside, so that it can be restored in its turn.
    """
    backup = options.expanded(file)
    with _opened_up(db, backup) as plain:
        _restore(db, backup, plain, yes=yes)


@contextmanager
def _opened_up(db: Path, backup: Path) -> Iterator[Path]:
    """Give the backup as it is, or decrypted where it is encrypted."""
    from cramp_diary.exchange import encrypted

    if not encrypted.needs_passphrase(backup):
        yield backup
        return
    from cramp_diary.cli.prompts.passphrase import passphrase, plain_file_beside

    encrypted.check_encryption()
    content = encrypted.decrypted(backup, passphrase("Passphrase of the backup: "))
    with plain_file_beside(db) as plain:
        write_whole(plain, lambda file: file.write(content))
        yield plain


def _restore(db: Path, backup: Path, plain: Path, *, yes: bool) -> None:
    from cramp_diary.store.backups.restore import compared, restore

    present, offered = compared(db, plain)
    if present:
        say(f"{db} now holds {amount_words(present)}.")
    elif is_there(db):
        say(f"{db} cannot be read as a diary; it is kept aside as it is.")
    say(f"{backup} holds {amount_words(offered)}.")
    confirm("cramp restore", ("Put it in the place of the diary? (yes or no)", "yes"), yes=yes)
    aside = restore(db, plain, clock.now())
    say(f"Restored {db}.")
    if aside and present:
        tell(f"What was there is kept; to bring it back: cramp restore {quoted(aside)}")
    elif aside:
        tell(f"What was there is kept at {aside}")
