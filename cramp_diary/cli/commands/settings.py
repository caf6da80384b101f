"""``cramp settings``: show or change the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.recorded_days import print_notices, watched_days
from cramp_diary.cli.output.streams import print_notice, print_table
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.files import path_exists
from cramp_diary.core.settings import SETTINGS, Settings, find_setting

app = options.new_app()


@app.command(epilog="Example: cramp settings glass 200ml")
def settings(
    key: Annotated[
        str | None,
        typer.Argument(help="Which one; without it, all.", autocompletion=candidates.settings_keys),
    ] = None,
    value: Annotated[
        list[str] | None, typer.Argument(metavar="[VALUE]...", help="What it is to be.")
    ] = None,
    *,
    db: options.Db,
) -> None:
    """Show the settings, or change one.

    They are kept in the diary itself. There is no goal for water until you set one: if you take
    a diuretic, ask your doctor how much to drink.
    """
    if key is not None:
        find_setting(key)
    notices: list[str] = []
    with diary_session(db, create=bool(value)) as diary:
        if key and value:
            with watched_days(diary, names_new=True) as notices:
                diary.change_setting(key, " ".join(value))
        current = diary.settings()
    print_table(_format_setting(name, current) for name in SETTINGS if key in (None, name))
    print_notices(notices)
    if value and key == "inbox" and current.inbox and not path_exists(Path(current.inbox)):
        print_notice(f"{current.inbox} is not there yet: is the path right?")
    if value:
        print_undo_hint()
    elif current.water_goal is None and key in (None, "water_goal"):
        example = find_setting("water_goal").example
        print_notice(f"To set a goal for water: cramp settings water_goal {example}")


def _format_setting(name: str, current: Settings) -> tuple[str, str, str]:
    """Format the name of a setting, its value, and its meaning with its default."""
    setting = SETTINGS[name]
    value, default = (getattr(each, name) for each in (current, Settings()))
    shown = "not set" if value is None else setting.format(value)
    meaning = setting.meaning
    if default is not None:
        meaning += f" (default {setting.format(default)})"
    return name, shown, meaning
