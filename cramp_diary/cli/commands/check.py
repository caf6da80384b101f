"""``cramp check``: check the diary file, its backups and what is recorded."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output.named_commands import name_diary
from cramp_diary.cli.output.record_text import format_contents
from cramp_diary.cli.output.streams import print_json, print_result
from cramp_diary.core.errors import StoreError
from cramp_diary.core.text import format_count

if TYPE_CHECKING:
    from cramp_diary.store.backups.health import Health

app = options.new_app()

EXIT_NOT_WELL = 1
"""The exit code if there are findings, but no damage."""


@app.command(epilog="Example: cramp check")
def check(as_json: options.AsJson = False, *, db: options.Db) -> None:
    """Look at the file, its backups and entries, and change nothing.

    The exit code is 0 if all is well, 1 if something is to be mended, and 3 if the file is
    damaged. Each finding comes with what mends it.
    """
    from cramp_diary.store.backups.health import check_health

    health = check_health(db, clock.now())
    if as_json:
        values = asdict(health)
        values["findings"] = [
            problem | {"mend": name_diary(problem["mend"])} for problem in values.pop("problems")
        ]
        print_json({"file": db, "well": not health.problems} | values)
    else:
        print_result("\n".join(_format_health(db, health)))
    if health.problems:
        is_damage = any(problem.is_damage for problem in health.problems)
        raise typer.Exit(StoreError.exit_code if is_damage else EXIT_NOT_WELL)


def _format_health(db: Path, health: Health) -> list[str]:
    backups = format_count(health.sound_backups, "whole backup")
    contents = format_contents(health.contents) if health.contents else "damaged"
    lines = [f"{db}: {contents}; {backups}."]
    lines += [f"- {p.what}\n    mend: {name_diary(p.mend)}" for p in health.problems]
    return lines if health.problems else [*lines, "All is well."]
