"""``cramp show``: show one episode and its diary day."""

from __future__ import annotations

from dataclasses import asdict

from cramp_diary.cli import options
from cramp_diary.cli.output.json_objects import day_object
from cramp_diary.cli.output.record_text import format_diary_day, format_episode
from cramp_diary.cli.output.streams import print_json, print_result
from cramp_diary.cli.session import diary_session

app = options.new_app()


@app.command(epilog="Example: cramp show 12")
def show(episode_id: options.EpisodeId, as_json: options.AsJson = False, *, db: options.Db) -> None:
    """Show one episode, and the diary day it belongs to."""
    with diary_session(db) as diary:
        episode = diary.episode(episode_id)
        day = episode.diary_day or diary.diary_day_of(episode)
        if as_json:
            print_json(asdict(episode) | {"day": day_object(diary, day)})
            return
        text = f"{format_episode(episode, diary.settings())}\n{format_diary_day(diary, day)}"
    print_result(text)
