"""``cramp delete``: delete an episode."""

from __future__ import annotations

from cramp_diary.cli import options
from cramp_diary.cli.output.record_text import format_episode
from cramp_diary.cli.output.recorded_days import print_notices, watched_days
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.session import diary_session, print_undo_hint

app = options.new_app()


@app.command(epilog="Example: cramp delete 12")
def delete(episode_id: options.EpisodeId, *, db: options.Db) -> None:
    """Delete one episode; what was said of its day stays."""
    with diary_session(db) as diary:
        with watched_days(diary) as notices:
            episode = diary.delete_episode(episode_id)
        text = format_episode(episode, diary.settings())
    print_result(f"Deleted {text}")
    print_notices(notices)
    print_undo_hint()
