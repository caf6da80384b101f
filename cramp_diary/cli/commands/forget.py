"""``cramp forget``: permanently erase an episode, a diary day, or all before a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.days import today
from cramp_diary.cli.output.record_text import format_diary_day, format_episode
from cramp_diary.cli.output.recorded_days import print_notices, watched_days
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.parsing.periods import parse_iso_day
from cramp_diary.cli.prompts.confirm import confirm
from cramp_diary.cli.session import diary_session
from cramp_diary.core.errors import Contradiction, NoSuchEpisode, NothingGiven
from cramp_diary.core.text import format_count, join_words

app = options.new_app()

COMMAND = "cramp forget"
ERASURE_NOTICE = (
    "It leaves the diary, its history and the backups beside it, with what was undone; older steps"
    " can then not be undone any more. Copies elsewhere, exports and reports stay."
)
CONFIRMATIONS = (
    ("Forget it for good? (yes or no)", "yes"),
    ("There is no way back. Type forget to go on.", "forget"),
)
MOST_ID_DIGITS = len(str(2**63)) - 1


@app.command(epilog="Example: cramp forget 12")
def forget(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID|DATE]",
            help="An episode, as cramp list shows it, or a diary day such as 2026-03-01.",
            autocompletion=candidates.episode_ids,
        ),
    ] = None,
    before: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="All before it; the first diary day that stays."),
    ] = None,
    yes: options.Yes = False,
    *,
    db: options.Db,
) -> None:
    """Erase an episode, a day, or all before a date, for good.

    It is taken out of the diary, the history and the free pages of the file, and the backups
    beside it are replaced by a new one. With --before go courses, months of symptoms and trials
    that ended before the date, too, and shoes, medications and own factors that were used only
    then. cramp delete can be taken back, this cannot.
    """
    if what and before:
        raise Contradiction("You give --before", "also one episode or day", "leave out one")
    if before:
        _forget_days(db, None, parse_iso_day(before), yes=yes)
    elif not what:
        raise NothingGiven("cramp forget 12", "forget")
    elif what.isdecimal() and len(what) <= MOST_ID_DIGITS:
        _forget_episode(db, int(what), yes=yes)
    else:
        day = parse_iso_day(what)
        with diary_session(db) as diary:
            print_result(format_diary_day(diary, day))
        _forget_days(db, day, day + timedelta(days=1), yes=yes)


def _forget_episode(db: Path, episode_id: int, *, yes: bool) -> None:
    _refuse_what_cannot_be_erased(db)
    with diary_session(db) as diary:
        try:
            print_result(format_episode(diary.episode(episode_id), diary.settings()))
        except NoSuchEpisode:
            print_result(
                f"Episode {episode_id} is not in the diary; the history may still know it."
            )
    print_result(ERASURE_NOTICE)
    confirm(COMMAND, *CONFIRMATIONS, yes=yes)
    with diary_session(db) as diary, watched_days(diary) as notices:
        diary.forget_episode(episode_id)
    _renew_backups(db)
    print_result(f"Episode {episode_id} is forgotten.")
    print_notices(notices)


def _forget_days(db: Path, start: date | None, end: date, *, yes: bool) -> None:
    """Print what lies in ``[start, end)``, ask twice, and erase it."""
    _refuse_what_cannot_be_erased(db)
    with diary_session(db) as diary:
        episodes, days = diary.days_within(start, end)
    amount = f"{format_count(episodes, 'episode')} and {format_count(days, 'day')}"
    print_result(f"To be forgotten: {amount}.\n{ERASURE_NOTICE}")
    confirm(COMMAND, *CONFIRMATIONS, yes=yes)
    with diary_session(db) as diary:
        diary.forget_days(start, end)
    _renew_backups(db)
    print_result(f"Forgotten: {amount}.")


def _refuse_what_cannot_be_erased(db: Path) -> None:
    """Check the whole file and the folder of its backups before anything is erased.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        If the file cannot be used, or is damaged: it must be restored first.
    ForeignBackupFolder
        If the folder of its backups is another one's.
    """
    from cramp_diary.store.backups.backup import refuse_foreign_folder
    from cramp_diary.store.backups.integrity import examine

    examine(db)
    refuse_foreign_folder(db)


def _renew_backups(db: Path) -> None:
    """Replace the backups beside the diary, which still contain what is erased, with a new one."""
    from cramp_diary.store.backups.backup import replace_backups

    with diary_session(db) as diary:
        day = today(diary)
    removed, foreign = replace_backups(db, day)
    print_notice(f"{format_count(removed, 'file')} beside the diary gave way to a new backup.")
    if foreign:
        names = join_words(map(str, foreign), "and")
        print_notice(f"Not a backup of this program, and left as it is: {names}")
