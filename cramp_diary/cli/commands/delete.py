"""``cramp delete``: delete an episode."""

from __future__ import annotations

from cramp_diary.cli import options
from cramp_diary.cli.meant_day import may_confirm_no_cramps
from cramp_diary.cli.output.record_text import format_episode
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.when import format_day

app = options.new_app()


@app.command(epilog="Example: cramp delete 12")
def delete(episode_id: options.EpisodeId, *, db: options.Db) -> None:
    """Delete one episode; what was said of its day stays."""
    with diary_session(db) as diary:
        episode = diary.delete_episode(episode_id)
        others = episode.diary_day and diary.episodes_on(episode.diary_day)
        text = format_episode(episode, diary.settings())
        confirmable = episode.diary_day and may_confirm_no_cramps(diary, episode.diary_day)
    print_result(f"Deleted {text}")
    if episode.diary_day and not others:
        hint = f"; if there were no cramps: cramp day {episode.diary_day} --no-cramps"
        print_notice(
            f"{format_day(episode.diary_day)} is now not recorded{hint if confirmable else '.'}"
        )
    print_undo_hint()
