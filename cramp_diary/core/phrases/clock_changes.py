"""Wall-clock times in a time zone whose clocks are put forward and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

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
    first, second = readings(wall, now.tzinfo)
    if first.utcoffset() == second.utcoffset():
        return first if has_come(first, now) else None
    if not is_repeated(first, second):
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
        first, second = readings(wall - half_hours * HALF_HOUR, now.tzinfo)
        if first.utcoffset() == second.utcoffset():
            return first
    raise _skipped_time_refusal(*readings(wall, now.tzinfo), now)


def readings(wall: datetime, zone: tzinfo | None) -> tuple[datetime, datetime]:
    """Return both readings of a wall-clock time; they differ at a change of the clocks only."""
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first, second


def is_repeated(first: datetime, second: datetime) -> bool:
    """Return whether two readings that differ are of a repeated time, not of a skipped one."""
    return first.astimezone(UTC) < second.astimezone(UTC)


def shifted_readings(first: datetime, second: datetime, zone: tzinfo | None) -> tuple[str, str]:
    """Return the times that may have been meant by a skipped one, given its readings.

    First the reading of a clock that was not put forward: that time was most likely meant.
    """
    after, before = (at.astimezone(UTC).astimezone(zone) for at in (first, second))
    return f"{after:%Y-%m-%d %H:%M}", f"{before:%Y-%m-%d %H:%M}"


def _skipped_time_refusal(first: datetime, second: datetime, now: datetime) -> Refusal:
    return Refusal(SkippedTime, *shifted_readings(first, second, now.tzinfo))
