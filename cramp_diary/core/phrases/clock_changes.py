"""Wall-clock times in a time zone whose clocks are put forward and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cramp_diary.core.errors import RepeatedTime, SkippedTime
from cramp_diary.core.phrases.clock_times import Refusal

HALF_HOUR = timedelta(minutes=30)
LONGEST_CHANGE = timedelta(hours=3)


def has_come(at: datetime, now: datetime) -> bool:
    """Return whether a time is past, compared in UTC: wall-clock times can repeat."""
    return at.astimezone(UTC) <= now.astimezone(UTC)


def earlier(now: datetime, passed: timedelta) -> datetime:
    """Return the time this long before `now`, counted in UTC, in the same time zone."""
    return (now.astimezone(UTC) - passed).astimezone(now.tzinfo)


def past_reading(wall: datetime, now: datetime) -> datetime | None:
    """Return a wall-clock time in the time zone of `now`; None if it is in the future.

    Raises
    ------
    Refusal
        If a clock change skipped it, or repeated it and both times are past.
    """
    first, second = _folds(wall, now)
    if first.utcoffset() == second.utcoffset():
        return first if has_come(first, now) else None
    if not _is_repeated(first, second):
        if now.replace(tzinfo=None) < wall:
            return None
        raise _skipped_time_refusal(first, second, now)
    if has_come(second, now):
        raise Refusal(lambda phrase, _: RepeatedTime(phrase, first, second))
    return first if has_come(first, now) else None


def assumed_reading(wall: datetime, now: datetime) -> datetime:
    """Return an assumed wall-clock time, moved to before a clock change in half hours.

    Raises
    ------
    Refusal
        If the hours before were skipped as well, as when a place crosses the date line.
    """
    for half_hours in range(LONGEST_CHANGE // HALF_HOUR):
        first, second = _folds(wall - half_hours * HALF_HOUR, now)
        if first.utcoffset() == second.utcoffset():
            return first
    raise _skipped_time_refusal(*_folds(wall, now), now)


def _folds(wall: datetime, now: datetime) -> tuple[datetime, datetime]:
    first, second = (wall.replace(tzinfo=now.tzinfo, fold=fold) for fold in (0, 1))
    return first, second


def _is_repeated(first: datetime, second: datetime) -> bool:
    return first.astimezone(UTC) < second.astimezone(UTC)


def _skipped_time_refusal(first: datetime, second: datetime, now: datetime) -> Refusal:
    # First the reading of a clock that was not put forward: that time was most likely meant.
    after, before = (at.astimezone(UTC).astimezone(now.tzinfo) for at in (first, second))
    return Refusal(SkippedTime, f"{after:%Y-%m-%d %H:%M}", f"{before:%Y-%m-%d %H:%M}")
