"""``cramp delete``: an episode that was not."""

from __future__ import annotations

from cramp_diary.cli import options
from cramp_diary.cli.output.record_text import episode_block
from cramp_diary.cli.output.streams import say, tell
from cramp_diary.cli.session import opened, say_how_to_undo
from cramp_diary.core.when import spoken_day

app = options.new_app()


@app.command(epilog="Example: cramp delete 12")
def delete(
    episode_id: options.EpisodeId,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Delete one episode; what was said of its day stays."""
    with opened(db) as diary:
        episode = diary.delete_episode(episode_id)
        others = episode.diary_day and diary.episodes_on(episode.diary_day)
        said = episode_block(episode, diary.settings())
    say(f"Deleted {said}")
    if episode.diary_day and not others:
        tell(
            f"{spoken_day(episode.diary_day)} is now not recorded; if there were no cramps:"
            f" cramp day {episode.diary_day} --no-cramps"
        )
    say_how_to_undo()
