"""``cramp forget``: an episode or a day, gone for good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.record_text import format_diary_day, format_episode
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.parsing.periods import parse_iso_day
from cramp_diary.cli.prompts.confirm import ERASE_CONFIRMATIONS, confirm
from cramp_diary.cli.purging import UNTIL_WHERE, forget_days, refuse_damage, renew_backups
from cramp_diary.cli.session import diary_session
from cramp_diary.core.errors import NoSuchEpisode

app = options.new_app()


@app.command(epilog="Example: cramp forget 12")
def forget(
    what: Annotated[
        str,
        typer.Argument(
            metavar="ID|DATE",
            help="An episode, as cramp list shows it, or a diary day such as 2026-03-01.",
            autocompletion=candidates.episode_ids,
        ),
    ],
    yes: options.Yes = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Forget an episode or all of a diary day, for good.

    It is taken out of the diary, the history and the free pages of the file, and the backups
    beside it are replaced by a new one. cramp delete can be taken back, this cannot.
    """
    if what.isdecimal() and len(what) <= len(str(2**63)) - 1:
        _forget_episode(db, int(what), yes=yes)
    else:
        day, following = parse_iso_day(what)
        with diary_session(db) as diary:
            print_result(format_diary_day(diary, day))
        forget_days(db, "cramp forget", day, following, yes=yes)


def _forget_episode(db: Path, episode_id: int, *, yes: bool) -> None:
    refuse_damage(db)
    with diary_session(db) as diary:
        try:
            print_result(format_episode(diary.episode(episode_id), diary.settings()))
        except NoSuchEpisode:
            print_result(
                f"Episode {episode_id} is not in the diary; the history may still know it."
            )
    print_result(UNTIL_WHERE)
    confirm("cramp forget", *ERASE_CONFIRMATIONS, yes=yes)
    with diary_session(db) as diary:
        diary.forget_episode(episode_id)
    renew_backups(db)
    print_result(f"Episode {episode_id} is forgotten.")
