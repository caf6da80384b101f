"""``cramp settings``: show or change the settings."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.recorded_days import print_notices, watched_days
from cramp_diary.cli.output.streams import format_table, print_result
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.settings import SETTINGS, Settings, find_setting

app = options.new_app()


@app.command(epilog="Example: cramp settings water_goal 2.5l")
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
    """Show the settings, or change one; they live in the diary itself."""
    if key is not None:
        find_setting(key)
    notices: list[str] = []
    with diary_session(db, create=bool(value)) as diary:
        if key and value:
            with watched_days(diary, names_new=True) as notices:
                diary.change_setting(key, " ".join(value))
        current = diary.settings()
    rows = [
        (
            name,
            setting.format(getattr(current, name)),
            f"{setting.meaning} (default {setting.format(getattr(Settings(), name))})",
        )
        for name, setting in SETTINGS.items()
        if key in (None, name)
    ]
    print_result(format_table(rows))
    print_notices(notices)
    if value:
        print_undo_hint()
