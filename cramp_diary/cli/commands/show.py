"""``cramp show``: one episode and its diary day."""

from __future__ import annotations

from cramp_diary.cli import options
from cramp_diary.cli.output.json_objects import day_object, episode_object
from cramp_diary.cli.output.record_text import day_words, episode_block
from cramp_diary.cli.output.streams import say, say_json
from cramp_diary.cli.session import opened

app = options.new_app()


@app.command(epilog="Example: cramp show 12")
def show(
    episode_id: options.EpisodeId,
    as_json: options.AsJson = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Show one episode, and the diary day it belongs to."""
    with opened(db) as diary:
        episode = diary.episode(episode_id)
        day = episode.diary_day or diary.diary_day_of(episode)
        if as_json:
            say_json(episode_object(episode) | {"day": day_object(diary, day)})
            return
        said = f"{episode_block(episode, diary.settings())}\n{day_words(diary, day)}"
    say(said)
