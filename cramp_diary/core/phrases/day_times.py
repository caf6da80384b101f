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
    """Before this time the part is in the future; a day counts as begun at dawn."""
    usual: time
    """Assumed when no time is given."""


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


def time_at_offset(day_words: DayWords, clock: Clock, now: datetime) -> datetime:
    """Return a time with an offset from UTC, which only an ISO date can carry.

    Raises
    ------
    Refusal
        If the day is not an ISO date, or the time is in the future.
    """
    if not day_words.is_iso or day_words.part or clock.is_midnight:
        raise Refusal(UnreadableTime)
    at = datetime.combine(day_words.days[0], clock.at, clock.offset)
    if not has_come(at, now):
        raise _future_time_refusal(at, "", now)
    return at


def stated_time(day_words: DayWords, words: str, clock: Clock, now: datetime) -> datetime:
    """Return the last past time that these words for a day and this clock time can mean.

    Raises
    ------
    Refusal
        If they contradict each other, or mean several times or one in the future.
    """
    _refuse_other_half(day_words, words, clock, now)
    days = _candidate_days(_resolve_tonight(day_words, now), words, clock, now)
    for day in days:
        at = past_reading(datetime.combine(day, clock.at), now)
        if at is None:
            continue
        if day_words.is_today_or_last_week and day == now.date():
            raise _weekday_refusal(f"{clock.at:%H:%M}", now)
        return at
    raise _future_time_refusal(datetime.combine(days[0], clock.at), day_words.part, now)


def assumed_time(day_words: DayWords, words: str, now: datetime) -> datetime:
    """Return the time to assume for words for a day without a clock time.

    Raises
    ------
    Refusal
        If they mean several days or one in the future.
    """
    if day_words.part == "night":
        was_last = day_words.days[0] == now.date() - DAY
        raise unclear("needs a time of day", *["last night"] * was_last, f"{words} 23:00")
    if day_words.part == "last night" and now.time() < DAWN:
        raise unclear(TWO_NIGHTS, "tonight", "yesterday evening")
    if day_words.is_today_or_last_week:
        raise _weekday_refusal(day_words.part, now)
    day_words = _resolve_tonight(day_words, now)
    day = next((day for day in day_words.days if day <= now.date()), day_words.days[0])
    part = _part_of_day(day_words)
    wall = datetime.combine(day + DAY * (day_words.part in NIGHTS), part.usual)
    if datetime.combine(day, part.begins) > now.replace(tzinfo=None):
        raise _future_part_refusal(wall, day_words.part, now)
    at = assumed_reading(wall, now)
    return at if has_come(at, now) else now


def _part_of_day(day_words: DayWords) -> _Part:
    return _PARTS["night" if day_words.part in NIGHTS else day_words.part]


def _resolve_tonight(day_words: DayWords, now: datetime) -> DayWords:
    """Move tonight to yesterday before dawn, while the night that began then still runs."""
    if day_words.part == "tonight" and now.time() < DAWN:
        return day_words._replace(days=(day_words.days[0] - DAY,))
    return day_words


def _refuse_other_half(day_words: DayWords, words: str, clock: Clock, now: datetime) -> None:
    """Refuse a time outside the part of the day, such as 11pm of a morning, or twice in it."""
    hours = _part_of_day(day_words).hours
    other = clock.at.replace(hour=(clock.at.hour + 12) % 24)
    here, there = (f"{words} {at:%H:%M}" for at in (clock.at, other))
    if clock.loose and day_words.part and clock.at.hour in hours and other.hour in hours:
        raise unclear("could be in the evening or in the morning", here, there)
    if clock.at.hour not in hours or (clock.is_midnight and day_words.part not in ("", *NIGHTS)):
        day = f"{day_words.days[0]} " if day_words.days[0] < now.date() else ""
        at = other if clock.loose and not day else clock.at
        raise unclear("contradicts itself", there, f"{day}{at:%H:%M}")


def _candidate_days(
    day_words: DayWords, words: str, clock: Clock, now: datetime
) -> tuple[date, ...]:
    """Return the calendar days on which the time can be."""
    is_early = clock.at.hour < HALF_DAY_HOURS
    minute = f"{clock.at:%H:%M}"
    day = next((day for day in day_words.days if day <= now.date()), day_words.days[0])
    both = (f"{day} {minute}", f"{day + DAY} {minute}")
    if day_words.part == "night" and is_early:
        raise unclear("could be the night before that day or after it", *both)
    if day_words.part == "last night" and is_early and now.time() < DAWN:
        raise unclear(TWO_NIGHTS, f"today {minute}", f"yesterday {minute}")
    if day_words.part in NIGHTS and is_early:
        return (day + DAY,)
    if clock.is_midnight and words and day < now.date():
        raise unclear("could begin that day or end it", *both)
    return day_words.days


def _weekday_refusal(rest: str, now: datetime) -> Refusal:
    name = WEEKDAYS[now.weekday()]
    near = (f"today {rest}", f"last {name} {rest}")
    return unclear("could be today or a week ago", *(phrase.strip() for phrase in near))


def _future_time_refusal(at: datetime, part: str, now: datetime) -> Refusal:
    minute = f"{at:%H:%M}"
    near = [f"last night {minute}"] if part == "tonight" else []
    if at.date() > now.date() + DAY:
        near.append(f"{_a_year_before(at.date())} {minute}")
    return _future_refusal(at, *near, f"yesterday {minute}", "now")


def _future_part_refusal(at: datetime, part: str, now: datetime) -> Refusal:
    near = ["last night" if part == "tonight" else f"yesterday {part}".strip()]
    if at.date() > now.date() + DAY:
        near.insert(0, str(_a_year_before(at.date())))
    return _future_refusal(at, *near, "now")


def _future_refusal(at: datetime, *instead: str) -> Refusal:
    return Refusal(lambda phrase, near: InTheFuture(phrase, format_moment(at), near), *instead)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=day.day - 1)
