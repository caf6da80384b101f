"""``cramp delete``: an episode that was not."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output import say, tell
from cramp_diary.cli.saying import episode_words, heading, log_command
from cramp_diary.store import open_diary
from cramp_diary.when import spoken_day

app = options.new_app()


@app.command(epilog="Example: cramp delete 12")
def delete(
    episode_id: Annotated[int, typer.Argument(metavar="ID", help="As cramp list shows it.")],
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Delete one episode; what was said of its day stays."""
    with open_diary(db) as diary, diary.writing():
        episode = diary.delete_episode(episode_id)
        others = episode.diary_day and diary.episodes_on(episode.diary_day)
    say(f"Deleted {heading(episode)}\n  {episode_words(episode)}")
    if episode.diary_day and not others:
        tell(
            f"{spoken_day(episode.diary_day)} is now not recorded; if there were no cramps:"
            f" cramp day {episode.diary_day} --no-cramps"
        )
    tell(f"To take it back: {log_command(episode)}")
