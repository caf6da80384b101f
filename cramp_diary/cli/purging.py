"""Forgetting diary days for good, for the commands that do it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cramp_diary.cli import clock
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.prompts.confirm import ERASE_CONFIRMATIONS, confirm
from cramp_diary.cli.session import diary_session
from cramp_diary.core.when import diary_day

UNTIL_WHERE = (
    "It leaves the diary, its history and the backups beside it, with what was undone; older steps"
    " can then not be undone any more. Copies elsewhere, exports and reports stay."
)


def forget_days(db: Path, command: str, start: date | None, end: date, *, yes: bool) -> None:
    """Say what lies in ``[start, end)``, ask twice, and forget it.

    Raises
    ------
    NobodyToAsk, Declined
        As `confirm` says.
    """
    refuse_damage(db)
    with diary_session(db) as diary:
        episodes, days = diary.days_within(start, end)
    amount = f"{episodes} episode{'s' * (episodes != 1)} and {days} day{'s' * (days != 1)}"
    print_result(f"To be forgotten: {amount}.\n{UNTIL_WHERE}")
    confirm(command, *ERASE_CONFIRMATIONS, yes=yes)
    with diary_session(db) as diary:
        diary.forget_days(start, end)
    renew_backups(db)
    print_result(f"Forgotten: {amount}.")


def refuse_damage(db: Path) -> None:
    """Look the whole file through first: what is damaged is to be restored, not forgotten.

    Raises
    ------
    NoDiary, NotADiary, NewerDiary, DiaryUnusable
        If it is not whole.
    """
    from cramp_diary.store.backups.integrity import examine

    examine(db)


def renew_backups(db: Path) -> None:
    """Put one new backup in the place of those beside the diary, which hold what is forgotten."""
    from cramp_diary.store.backups.backup import replace_backups

    with diary_session(db) as diary:
        starts = diary.settings().day_starts_at
    removed = replace_backups(db, diary_day(clock.now(), None, starts))
    print_notice(f"{removed} file{'s' * (removed != 1)} beside the diary gave way to a new backup.")
