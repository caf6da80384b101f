"""``cramp list``: list the episodes, the latest first."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.record_text import format_episode_line, format_episode_time
from cramp_diary.cli.output.streams import print_json, print_notice, print_table
from cramp_diary.cli.session import diary_session

app = options.new_app()


@app.command("list", epilog="Example: cramp list --limit 5")
def list_episodes(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """List the episodes, the latest first."""
    with diary_session(db) as diary:
        episodes, settings = diary.episodes(), diary.settings()
    shown = episodes[::-1] if everything else episodes[::-1][:limit]
    if as_json:
        print_json([asdict(episode) for episode in shown])
        return
    if not episodes:
        print_notice("There are no episodes in the diary: log one with cramp log")
        return
    print_table(
        (str(e.id), format_episode_time(e, settings), format_episode_line(e)) for e in shown
    )
    if len(shown) < len(episodes):
        print_notice(f"{len(shown)} of {len(episodes)} episodes; cramp list --all shows the rest.")
