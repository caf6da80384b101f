"""Time phrases, diary days, weeks and months; pure functions of the phrase and of now.

A phrase is refused rather than guessed at: what comes back is the one time it can mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from cramp_diary.errors import (
    InTheFuture,
    RepeatedTime,
    SkippedTime,
    UnreadableDay,
    UnreadableTime,
)
from cramp_diary.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Callable

EARLIEST = date(1900, 1, 1)
NOON = time(12)
EVENING = time(18)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DURATION = re.compile(
    r"(?:(\d{1,3}) ?d(?:ays?)?)? ?(?:(\d{1,3}) ?h(?:(?:ou)?rs?)?)? ?"
    r"(?:(\d{1,4}) ?m(?:in(?:ute)?s?)?)? ago"
)
_ISO = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)[t ](\d{1,2}):(\d\d)(?::(\d\d))? ?(z|[+-]\d\d:?\d\d)?")
_DAY_AND_CLOCK = re.compile(
    r"(?:(today|yesterday|last night) )?(?:at )?(\d{1,2})(?::(\d\d))? ?(am|pm)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as it was understood."""

    at: datetime
    precision: Literal["exact", "about"] = "exact"


def parse_when(phrase: str, now: datetime) -> Moment:
    """Read a time phrase, as of `now`; the past is preferred, the future refused.

    Parameters
    ----------
    phrase
        now, "20m ago", "1h30m ago", "03:10", "3:10am", "yesterday 22:30", "last night 3am", or
        ISO-8601 with or without an offset.
    now
        An aware datetime; its zone is where the person is.

    Raises
    ------
    UnreadableTime, InTheFuture, SkippedTime, RepeatedTime
        If it is none of these, has not been yet, or is not one time because of a clock change.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> breakfast = datetime(2026, 3, 1, 7, 30, tzinfo=ZoneInfo("Europe/Paris"))
    >>> parse_when("last night 3am", breakfast).at.isoformat()
    '2026-03-01T03:00:00+01:00'
    """
    text = " ".join(phrase.casefold().split())
    readers: tuple[Callable[[str, datetime], datetime | None], ...] = (_ago, _iso, _clock)
    if text == "now":
        return Moment(now.replace(microsecond=0))
    for reader in readers:
        at = reader(text, now)
        if at is not None:
            break
    else:
        raise UnreadableTime(phrase, _nearest(text))
    if at.astimezone(UTC) > now.astimezone(UTC):
        raise InTheFuture(phrase, spoken(at), "the same with yesterday, or now")
    return Moment(at)


def parse_day(phrase: str, today: date) -> date:
    """Read a diary day as of `today`: today, yesterday, a weekday, "3 days ago" or an ISO date.

    >>> parse_day("tuesday", date(2026, 3, 1)).isoformat()
    '2026-02-24'

    Raises
    ------
    UnreadableDay, InTheFuture
        If it is none of these, or has not been yet.
    """
    text = " ".join(phrase.casefold().split())
    if text in ("today", "yesterday"):
        return today - timedelta(days=text == "yesterday")
    if match := re.fullmatch(r"(\d{1,3}) days? ago", text):
        return today - timedelta(days=int(match[1]))
    weekdays = [i for i, name in enumerate(WEEKDAYS) if text in (name, name[:3])]
    if weekdays:
        return today - timedelta(days=(today.weekday() - weekdays[0] - 1) % 7 + 1)
    try:
        day = date.fromisoformat(text)
        if day < EARLIEST:
            raise UnreadableDay(phrase)
    except ValueError:
        raise UnreadableDay(phrase) from None
    if day > today:
        raise InTheFuture(phrase, f"{day:%a} {day}", "yesterday, or today")
    return day


def diary_day(started_at: datetime, state: State | None, day_starts_at: time) -> date:
    """Return the diary day that a time belongs to (design section 4).

    Asleep or in bed before noon belongs to the day before, and so does anything else before
    `day_starts_at`.

    >>> diary_day(datetime(2026, 3, 1, 5, tzinfo=UTC), State.ASLEEP, time(4)).isoformat()
    '2026-02-28'
    """
    begins = NOON if state in (State.ASLEEP, State.IN_BED) else day_starts_at
    return started_at.date() - timedelta(days=started_at.time() < begins)


def week_start(day: date, week_starts_on: int) -> date:
    """Return the first day of the week of `day`; 0 is Monday, 6 is Sunday."""
    return day - timedelta(days=(day.weekday() - week_starts_on) % 7)


def spoken(at: datetime) -> str:
    """Say a time so that it can be checked at a glance.

    >>> spoken(datetime(2026, 3, 1, 3, 10, tzinfo=UTC))
    'Sun 1 Mar 2026, 03:10'
    """
    return f"{spoken_day(at.date())}, {at:%H:%M}"


def spoken_day(day: date) -> str:
    """Say a day with its weekday.

    >>> spoken_day(date(2026, 3, 1))
    'Sun 1 Mar 2026'
    """
    return f"{day:%a} {day.day} {day:%b %Y}"


def _ago(text: str, now: datetime) -> datetime | None:
    match = _DURATION.fullmatch(text)
    if match is None or match.lastindex is None:
        return None
    days, hours, minutes = (int(part or 0) for part in match.groups())
    passed = timedelta(days=days, hours=hours, minutes=minutes)
    return (now.replace(microsecond=0).astimezone(UTC) - passed).astimezone(now.tzinfo)


def _iso(text: str, now: datetime) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    day, hour, minute, second, offset = match.groups()
    try:
        clock = time(int(hour), int(minute), int(second or 0))
        wall = datetime.combine(date.fromisoformat(day), clock)
        if offset:
            return datetime.fromisoformat(wall.isoformat() + offset.upper())
    except ValueError:
        return None
    return _in_zone(wall, now, text)


def _clock(text: str, now: datetime) -> datetime | None:
    match = _DAY_AND_CLOCK.fullmatch(text)
    if match is None:
        return None
    day_word, hour, minute, half = match.groups()
    clock = _time_of_day(int(hour), minute, half)
    if clock is None:
        return None
    day = now.date()
    if day_word == "yesterday" or (day_word == "last night" and clock >= EVENING):
        day -= timedelta(days=1)
    elif day_word == "last night" and clock >= NOON:
        return None
    elif day_word is None and clock > now.time():
        day -= timedelta(days=1)
    return _in_zone(datetime.combine(day, clock), now, text)


def _time_of_day(hour: int, minute: str | None, half: str | None) -> time | None:
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - a half day has twelve hours
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif minute is None:
        return None
    try:
        return time(hour, int(minute or 0))
    except ValueError:
        return None


def _in_zone(wall: datetime, now: datetime, phrase: str) -> datetime:
    """Place a wall-clock time in the zone of `now`, unless a clock change makes it none or two."""
    first, second = (wall.replace(tzinfo=now.tzinfo, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC) > second.astimezone(UTC):
        after = first.astimezone(UTC).astimezone(now.tzinfo)
        raise SkippedTime(phrase, f"{after:%H:%M}")
    if second.astimezone(UTC) > now.astimezone(UTC):
        return first
    raise RepeatedTime(phrase, *(f"{at:%Y-%m-%dT%H:%M}{_offset(at)}" for at in (first, second)))


def _offset(at: datetime) -> str:
    return at.isoformat()[-6:]


def _nearest(text: str) -> str:
    if re.fullmatch(r"\d{1,2}", text) and int(text) < 24:  # noqa: PLR2004 - hours of a day
        return f"{text}:00, or {text}h ago"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return f"{text} 03:10, with the time"
    return "20m ago, 03:10, 'last night 3am' or '2026-03-01 03:10'"
