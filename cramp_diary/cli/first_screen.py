"""What ``cramp`` prints when it is called alone: where the diary stands, and what one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.cli.days import FORTNIGHT, missing_days, today
from cramp_diary.cli.meant_day import day_spoken_of, describe_day
from cramp_diary.cli.output.named_commands import is_diary_named, name_diary
from cramp_diary.cli.output.record_text import (
    format_called_day,
    format_cramps,
    format_episode_time,
)
from cramp_diary.cli.output.streams import print_error, print_result, print_table
from cramp_diary.cli.session import diary_session
from cramp_diary.cli.trial_days import format_trial_day
from cramp_diary.core.errors import DiaryError
from cramp_diary.store.errors import NoDiary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cramp_diary.store import Diary

_FIRST_STEPS = (
    ("log", "record a cramp: when, where, how bad"),
    ("day", "record what a day was like, with cramps or without"),
    ("status", "see today, and what is missing"),
    ("report", "draw a month on one page"),
    ("undo", "take back the last change"),
)


def print_first_screen(db: Path) -> None:
    """Print where the diary stands, the commands that one uses most, and where the others are.

    A diary that cannot be read is named on stderr, and none is created.
    """
    lines: list[str] = []
    try:
        with diary_session(db) as diary:
            lines += _format_state(diary)
    except NoDiary:
        where = f" at {db}" if is_diary_named() else ""
        lines.append(f"There is no diary{where} yet: it begins with cramp log")
        if not is_diary_named():
            lines.append("To look around in that of an invented person first: cramp demo")
    except DiaryError as error:
        print_error(str(error))
    print_result(name_diary("\n".join([*lines, ""])))
    _print_first_steps()
    print_result("All commands: cramp --help")


def _format_state(diary: Diary) -> Iterator[str]:
    day = day_spoken_of(diary)
    named = format_called_day(day, describe_day(diary, day))
    yield f"{named}: {format_cramps(diary, diary.day(day))}."
    if told := format_trial_day(diary, today(diary)):
        yield f"Today: {told}."
    missing = len(missing_days(diary, today(diary)))
    if missing:
        verb = "is" if missing == 1 else "are"
        yield f"{missing} of the last {FORTNIGHT} days {verb} not recorded: cramp day --missing"
    days = diary.episode_days()
    if days:
        latest = diary.episodes_on(max(days))[-1]
        yield f"Last episode: {format_episode_time(latest, diary.settings())}."


def _print_first_steps() -> None:
    """Print a line for each; where the diary was named, its path stands once above them."""
    if is_diary_named():
        print_result(f"{name_diary('cramp log').removesuffix('log')}and one of these:")
        print_table(_FIRST_STEPS)
    else:
        print_table((f"cramp {name}", what) for name, what in _FIRST_STEPS)
