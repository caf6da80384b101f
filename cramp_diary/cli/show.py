"""``cramp show``: one episode and its diary day."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output import say
from cramp_diary.cli.saying import day_words, episode_words, heading
from cramp_diary.store import open_diary

app = options.new_app()


@app.command(epilog="Example: cramp show 12")
def show(
    episode_id: Annotated[int, typer.Argument(metavar="ID", help="As cramp list shows it.")],
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Show one episode, and the diary day it belongs to."""
    with open_diary(db) as diary:
        episode = diary.episode(episode_id)
        day = day_words(diary, episode.diary_day) if episode.diary_day else ""
    note = f"\n  note: {episode.note}" if episode.note else ""
    say(f"{heading(episode)}\n  {episode_words(episode)}{note}\n{day}")
