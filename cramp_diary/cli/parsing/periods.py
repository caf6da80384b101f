"""The days, spans and weeks of the diary that a command is given."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cramp_diary.cli import clock
from cramp_diary.core.errors import Contradiction, NothingRecorded, UnreadableDay
from cramp_diary.core.when import diary_day, parse_day

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.weekly import Week
    from cramp_diary.store import Diary


FORTNIGHT = 14
NONE_MISSING = "No day of the last fortnight is missing."


def today(diary: Diary) -> date:
    """Return the diary day that now belongs to."""
    return diary_day(clock.now(), None, diary.settings().day_starts_at)


def parse_diary_day(diary: Diary, words: list[str] | None) -> date:
    """Parse the diary day that was typed; without words, it is today's.

    Raises
    ------
    UnreadableDay, InTheFuture
        If it cannot be read, or is still to come.
    """
    return parse_day(" ".join(words or ["today"]), today(diary))


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


def missing_days(diary: Diary, day: date) -> tuple[date, ...]:
    """Return the unrecorded days of the fortnight before `day`, since the diary began."""
    first = diary.first_day()
    recorded = diary.recorded_days()
    fortnight = (day - timedelta(days=n) for n in range(FORTNIGHT, 0, -1))
    return tuple(d for d in fortnight if first and first <= d and d not in recorded)


def format_day_commands(day: date) -> str:
    """Return the commands that record a day, with cramps or without."""
    return f"cramp day {day} --no-cramps, or cramp log {day} 22:00"


def read_weeks(diary: Diary, count: int, until: str | None) -> tuple[Week, ...]:
    """Read the weeks up to the one that includes `until`, by default today.

    Raises
    ------
    NothingRecorded
        If none of their days is recorded.
    """
    from cramp_diary.analysis.summaries.weekly import last_weeks

    end = parse_diary_day(diary, [until] if until else None) + timedelta(days=1)
    period = diary.read()
    weeks = last_weeks(period, count, end)
    if not any(week.recorded_days for week in weeks):
        last_day = max(period.recorded_days, default=None)
        span = f"the weeks from {weeks[0].start} to {end - timedelta(days=1)}"
        raise NothingRecorded(span if last_day else "the diary", last_day)
    return weeks
