"""What the words for a day and a clock time mean as of now: one past time, or a refusal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.errors import InTheFuture, UnreadableTime
from cramp_diary.core.phrases.clock_changes import assumed_reading, earlier, has_come, past_reading
from cramp_diary.core.phrases.clock_times import HALF_DAY_HOURS, Refusal, unclear
from cramp_diary.core.phrases.day_words import DAY, DayWords
from cramp_diary.core.phrases.spoken import WEEKDAYS, format_moment

if TYPE_CHECKING:
    from collections.abc import Container

    from cramp_diary.core.phrases.clock_times import Clock

EARLIEST = date(1900, 1, 1)
DAWN = time(4)
NIGHTS = ("last night", "tonight", "night")
TWO_NIGHTS = "could be this night or the one before"


class _Part(NamedTuple):
    hours: Container[int]
    begins: time
    """Before this the part is still to come; a day does not begin with its small hours."""
    usual: time
    """Assumed when no time is said."""


_PARTS = {
    "": _Part(range(24), DAWN, time(12)),
    "morning": _Part(range(12), DAWN, time(7)),
    "afternoon": _Part(range(12, 18), time(12), time(15)),
    "evening": _Part(range(17, 24), time(17), time(20)),
    "night": _Part((*range(18, 24), *range(9)), time(18), time(2)),
}


def time_before(passed: timedelta, now: datetime) -> datetime:
    """Return the time this long before now.

    Raises
    ------
    Refusal
        If that is before 1900.
    """
    try:
        at = earlier(now, passed)
    except OverflowError:
        raise Refusal(UnreadableTime) from None
    if at.date() < EARLIEST:
        raise Refusal(UnreadableTime)
    return at


def time_at_offset(said: DayWords, clock: Clock, now: datetime) -> datetime:
    """Return a time with an offset from UTC, which only an ISO date can carry.

    Raises
    ------
    Refusal
        If the day is no ISO date, or the time is to come.
    """
    if not said.is_iso or said.part or clock.is_midnight:
        raise Refusal(UnreadableTime)
    at = datetime.combine(said.days[0], clock.at, clock.offset)
    if not has_come(at, now):
        raise _to_come(at, "", now)
    return at


def said_time(said: DayWords, words: str, clock: Clock, now: datetime) -> datetime:
    """Return the last past time that these words for a day and this clock time can mean.

    Raises
    ------
    Refusal
        If they contradict each other, mean more than one time, or one that is to come.
    """
    _refuse_other_half(said, words, clock, now)
    days = _days(_running_night(said, now), words, clock, now)
    for day in days:
        at = past_reading(datetime.combine(day, clock.at), now)
        if at is None:
            continue
        if said.is_today_or_last_week and day == now.date():
            raise _today_or_last_week(f"{clock.at:%H:%M}", now)
        return at
    raise _to_come(datetime.combine(days[0], clock.at), said.part, now)


def assumed_time(said: DayWords, words: str, now: datetime) -> datetime:
    """Return the time to assume for words for a day without a clock time.

    Raises
    ------
    Refusal
        If they mean more than one day, or one that is to come.
    """
    if said.part == "night":
        was_last = said.days[0] == now.date() - DAY
        raise unclear("needs a time of day", *["last night"] * was_last, f"{words} 23:00")
    if said.part == "last night" and now.time() < DAWN:
        raise unclear(TWO_NIGHTS, "tonight", "yesterday evening")
    if said.is_today_or_last_week:
        raise _today_or_last_week(said.part, now)
    said = _running_night(said, now)
    day = next((day for day in said.days if day <= now.date()), said.days[0])
    part = _part(said)
    wall = datetime.combine(day + DAY * (said.part in NIGHTS), part.usual)
    if datetime.combine(day, part.begins) > now.replace(tzinfo=None):
        raise _part_to_come(wall, said.part, now)
    at = assumed_reading(wall, now)
    return at if has_come(at, now) else now


def _part(said: DayWords) -> _Part:
    return _PARTS["night" if said.part in NIGHTS else said.part]


def _running_night(said: DayWords, now: datetime) -> DayWords:
    """Tonight began yesterday until the night is over."""
    if said.part == "tonight" and now.time() < DAWN:
        return said._replace(days=(said.days[0] - DAY,))
    return said


def _refuse_other_half(said: DayWords, words: str, clock: Clock, now: datetime) -> None:
    """Refuse 11pm of a morning, and 8:30 of a night, which has two."""
    hours = _part(said).hours
    other = clock.at.replace(hour=(clock.at.hour + 12) % 24)
    here, there = (f"{words} {at:%H:%M}" for at in (clock.at, other))
    if clock.loose and said.part and clock.at.hour in hours and other.hour in hours:
        raise unclear("could be in the evening or in the morning", here, there)
    if clock.at.hour not in hours or (clock.is_midnight and said.part not in ("", *NIGHTS)):
        day = f"{said.days[0]} " if said.days[0] < now.date() else ""
        at = other if clock.loose and not day else clock.at
        raise unclear("contradicts itself", there, f"{day}{at:%H:%M}")


def _days(said: DayWords, words: str, clock: Clock, now: datetime) -> tuple[date, ...]:
    """Return the calendar days to look for the time on."""
    is_early = clock.at.hour < HALF_DAY_HOURS
    minute = f"{clock.at:%H:%M}"
    day = next((day for day in said.days if day <= now.date()), said.days[0])
    both = (f"{day} {minute}", f"{day + DAY} {minute}")
    if said.part == "night" and is_early:
        raise unclear("could be the night before that day or after it", *both)
    if said.part == "last night" and is_early and now.time() < DAWN:
        raise unclear(TWO_NIGHTS, f"today {minute}", f"yesterday {minute}")
    if said.part in NIGHTS and is_early:
        return (day + DAY,)
    if clock.is_midnight and words and day < now.date():
        raise unclear("could begin that day or end it", *both)
    return said.days


def _today_or_last_week(rest: str, now: datetime) -> Refusal:
    name = WEEKDAYS[now.weekday()]
    near = (f"today {rest}", f"last {name} {rest}")
    return unclear("could be today or a week ago", *(phrase.strip() for phrase in near))


def _to_come(at: datetime, part: str, now: datetime) -> Refusal:
    minute = f"{at:%H:%M}"
    near = [f"last night {minute}"] if part == "tonight" else []
    if at.date() > now.date() + DAY:
        near.append(f"{_a_year_before(at.date())} {minute}")
    return _in_the_future(at, *near, f"yesterday {minute}", "now")


def _part_to_come(at: datetime, part: str, now: datetime) -> Refusal:
    near = ["last night" if part == "tonight" else f"yesterday {part}".strip()]
    if at.date() > now.date() + DAY:
        near.insert(0, str(_a_year_before(at.date())))
    return _in_the_future(at, *near, "now")


def _in_the_future(at: datetime, *instead: str) -> Refusal:
    return Refusal(lambda phrase, near: InTheFuture(phrase, format_moment(at), near), *instead)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=day.day - 1)
