"""Wall-clock times in a zone whose clocks are put forward and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cramp_diary.core.errors import RepeatedTime, SkippedTime
from cramp_diary.core.phrases.clock_times import Refusal

HALF_HOUR = timedelta(minutes=30)
LONGEST_CHANGE = timedelta(hours=3)


def has_come(at: datetime, now: datetime) -> bool:
    """Return whether a time is past, in true time: one zone's wall clocks cannot tell."""
    return at.astimezone(UTC) <= now.astimezone(UTC)


def earlier(now: datetime, passed: timedelta) -> datetime:
    """Return the time this long before, in true time, on the same wall clock."""
    return (now.astimezone(UTC) - passed).astimezone(now.tzinfo)


def past_reading(wall: datetime, now: datetime) -> datetime | None:
    """Place a time without a zone where the person is; None if it is to come.

    Raises
    ------
    Refusal
        If the clocks skipped it, or ran through it twice and both times have been.
    """
    first, second = _folds(wall, now)
    if first.utcoffset() == second.utcoffset():
        return first if has_come(first, now) else None
    if not _is_repeated(first, second):
        if now.replace(tzinfo=None) < wall:
            return None
        raise _skipped(first, second, now)
    if has_come(second, now):
        raise Refusal(lambda phrase, _: RepeatedTime(phrase, first, second))
    return first if has_come(first, now) else None


def assumed_reading(wall: datetime, now: datetime) -> datetime:
    """Place an assumed time, half an hour or more earlier where the clocks changed.

    Raises
    ------
    Refusal
        If the clocks skipped the hours before as well: a day lost to the date line.
    """
    for half_hours in range(LONGEST_CHANGE // HALF_HOUR):
        first, second = _folds(wall - half_hours * HALF_HOUR, now)
        if first.utcoffset() == second.utcoffset():
            return first
    raise _skipped(*_folds(wall, now), now)


def _folds(wall: datetime, now: datetime) -> tuple[datetime, datetime]:
    first, second = (wall.replace(tzinfo=now.tzinfo, fold=fold) for fold in (0, 1))
    return first, second


def _is_repeated(first: datetime, second: datetime) -> bool:
    return first.astimezone(UTC) < second.astimezone(UTC)


def _skipped(first: datetime, second: datetime, now: datetime) -> Refusal:
    # What a clock not yet put forward stood for comes first: whoever read it meant that.
    after, before = (at.astimezone(UTC).astimezone(now.tzinfo) for at in (first, second))
    return Refusal(SkippedTime, f"{after:%Y-%m-%d %H:%M}", f"{before:%Y-%m-%d %H:%M}")
