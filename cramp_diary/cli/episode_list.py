"""``cramp list``: the episodes, the latest first."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output import aligned, say, tell
from cramp_diary.cli.saying import episode_words
from cramp_diary.store import open_diary
from cramp_diary.when import spoken

app = options.new_app()


@app.command("list", epilog="Example: cramp list --limit 5")
def list_episodes(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """List the episodes, the latest first."""
    with open_diary(db) as diary:
        episodes = diary.episodes()
    shown = episodes[::-1] if everything else episodes[::-1][:limit]
    if not episodes:
        tell("There are no episodes in the diary: log one with cramp log.")
        return
    say(aligned([(str(e.id), spoken(e.started_at), episode_words(e)) for e in shown]))
    if len(shown) < len(episodes):
        tell(f"{len(shown)} of {len(episodes)} episodes; cramp list --all shows the rest.")
