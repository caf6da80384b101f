"""Rename and remove what has a name: a shoe, a medication or an own factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.prompts.confirm import confirm
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.model import Medication, Shoe
from cramp_diary.core.text import format_count

if TYPE_CHECKING:
    from pathlib import Path

    from cramp_diary.store.tables.catalog import NamedRecord, Uses


def rename_record(db: Path, kind: type[NamedRecord], name: str, new_name: str) -> None:
    """Give something another name, under which all that is recorded of it stays."""
    new_name = new_name.strip()
    with diary_session(db) as diary:
        old_name = diary.rename(kind, name.strip(), new_name)
    if old_name == new_name:
        print_notice(f"It is called {old_name} already, and nothing was changed.")
        return
    print_result(f"Renamed {old_name} to {new_name}.")
    print_undo_hint()


def remove_record(db: Path, kind: type[NamedRecord], name: str, command: str, *, yes: bool) -> None:
    """Remove something; if anything is recorded under its name, say what, and ask first.

    Parameters
    ----------
    command
        The command that asks, as it is typed.
    yes
        Whether to skip the question.
    """
    with diary_session(db) as diary:
        used = diary.uses(kind, name.strip())
        if (recorded := _format_uses(kind, used)) and not yes:
            print_result(
                f"With {used.name} goes what is recorded under this name: {recorded}.\n"
                "To bring it all back afterwards: cramp undo"
            )
            confirm(command, ("Remove it all? (yes or no)", "yes"), yes=yes)
        removed = _format_uses(kind, diary.remove(kind, used.name))
    print_result(f"Removed {used.name}{f', and with it {removed}' if removed else ''}.")
    print_undo_hint()


def _format_uses(kind: type[NamedRecord], used: Uses) -> str:
    """Format what is recorded under a name, empty if nothing is."""
    on_days = f"on {format_count(used.days, 'day')}"
    if kind is Shoe:
        parts = [f"the hours worn {on_days}"] if used.records else []
    elif kind is Medication:
        parts = [format_count(used.courses, "course")] if used.courses else []
        parts += [f"{format_count(used.records, 'dose')} {on_days}"] if used.records else []
    else:
        parts = [f"values {on_days}"] if used.records else []
    return " and ".join(parts)
