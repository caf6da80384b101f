"""Parse the days and spans of days that a command is given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cramp_diary.cli.days import today
from cramp_diary.cli.meant_day import day_spoken_of
from cramp_diary.core.errors import Contradiction, UnreadableDay
from cramp_diary.core.when import parse_day

if TYPE_CHECKING:
    from cramp_diary.store import Diary


def parse_diary_day(diary: Diary, words: list[str] | None) -> date:
    """Parse the diary day that was typed; without words, it is today's.

    Raises
    ------
    UnreadableDay, InTheFuture
        If it cannot be read, or is still to come.
    """
    return parse_day(" ".join(words or ["today"]), today(diary))


def parse_spoken_day(diary: Diary, words: list[str] | None) -> date:
    """Parse the diary day that was typed; without words, it is the one a person speaks of now.

    Raises
    ------
    UnreadableDay, InTheFuture
        As `parse_diary_day`.
    """
    return parse_diary_day(diary, words) if words else day_spoken_of(diary)


def parse_span(diary: Diary, since: str | None, until: str | None) -> tuple[date | None, date]:
    """Parse the first and last day that were typed; by default None, and today.

    Raises
    ------
    UnreadableDay, InTheFuture
        If a day cannot be read, or is still to come.
    Contradiction
        If the last day comes before the first.
    """
    last = parse_diary_day(diary, [until] if until else None)
    first = parse_diary_day(diary, [since]) if since else None
    if first and first > last:
        raise Contradiction(
            f"The period begins on {first}",
            f"ends on {last}",
            "give a last day that is not before the first",
        )
    return first, last


def parse_iso_day(text: str) -> date:
    """Parse a date, which may be in the future.

    Raises
    ------
    UnreadableDay
        If it is no date.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UnreadableDay(text, "2026-03-01") from None
    if day == date.max:  # no day comes after it
        raise UnreadableDay(text, "2026-03-01")
    return day
