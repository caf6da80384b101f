"""``cramp list``: the episodes, the latest first."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.json_objects import episode_object
from cramp_diary.cli.output.record_text import episode_words, time_words
from cramp_diary.cli.output.streams import aligned, say, say_json, tell
from cramp_diary.cli.session import opened

app = options.new_app()


@app.command("list", epilog="Example: cramp list --limit 5")
def list_episodes(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    as_json: options.AsJson = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """List the episodes, the latest first."""
    with opened(db) as diary:
        episodes, settings = diary.episodes(), diary.settings()
    shown = episodes[::-1] if everything else episodes[::-1][:limit]
    if as_json:
        say_json([episode_object(episode) for episode in shown])
        return
    if not episodes:
        tell("There are no episodes in the diary: log one with cramp log.")
        return
    say(aligned([(str(e.id), time_words(e, settings), episode_words(e)) for e in shown]))
    if len(shown) < len(episodes):
        tell(f"{len(shown)} of {len(episodes)} episodes; cramp list --all shows the rest.")
