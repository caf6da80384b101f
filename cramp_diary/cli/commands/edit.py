"""``cramp edit``: change what is recorded of an episode."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output.record_text import format_episode
from cramp_diary.cli.output.recorded_days import print_if_far, print_notices, watched_days
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.parsing.cleared_fields import parse_cleared
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.cli.prompts.which_time import parse_or_ask_time
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.errors import NothingGiven
from cramp_diary.core.record_phrases import parse_episode_options

app = options.new_app()

EMPTY_VALUES: dict[str, tuple[str, Any]] = {
    "severity": ("severity", None),
    "minutes": ("duration_minutes", None),
    "site": ("sites", ()),
    "state": ("state", None),
    "relief": ("reliefs", ()),
    "woke": ("woke", None),
    "soreness": ("soreness_hours", None),
    "note": ("note", ""),
}
"""The fields that --clear takes: each attribute, and its value when it is not recorded."""


@app.command(epilog='Example: cramp edit 12 --severity 6 --when "last night 2am" --clear note')
def edit(
    episode_id: options.EpisodeId,
    when: Annotated[
        str | None, typer.Option(metavar="WHEN", help="When it really was, as in cramp log.")
    ] = None,
    severity: options.Severity = None,
    minutes: options.Minutes = None,
    site: options.Sites = None,
    state: options.State = None,
    relief: options.Reliefs = None,
    woke: options.Woke = None,
    soreness: options.Soreness = None,
    note: options.Note = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD", help=f"Make it not recorded: {', '.join(EMPTY_VALUES)}."),
    ] = None,
    no_input: options.NoInput = False,
    *,
    db: options.Db,
) -> None:
    """Change what is recorded of an episode.

    Sites and reliefs given replace those there were.
    """
    given: dict[str, Any] = {"severity": severity, "minutes": minutes, "site": site}
    given |= {"state": state, "relief": relief, "woke": woke, "soreness": soreness, "note": note}
    changes = parse_cleared(clear or [], EMPTY_VALUES) | parse_episode_options(**given)
    if when is not None:
        moment = parse_or_ask_time(when, asks=can_ask(no_input=no_input))
        changes |= {"started_at": moment.at, "about": moment.precision == "about"}
    if not changes:
        raise NothingGiven(f"cramp edit {episode_id} --severity 6")
    with diary_session(db) as diary, diary.writing():
        changed = diary.episode(episode_id).change(**changes)
        with watched_days(diary) as notices:
            edited = diary.replace_episode(episode_id, changed)
        text = format_episode(edited, diary.settings())
        day = edited.diary_day
        far = [day] if when is not None and day and diary.is_far(day) else []
    print_result(text)
    print_notices(notices)
    print_if_far(far)
    print_undo_hint()
