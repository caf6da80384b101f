"""Time phrases, diary days and weeks; pure functions of the phrase, of now and of its zone.

A phrase is refused rather than guessed at: the result is the one past time that it can mean, and
the error suggests similar phrases that can be read. Read at breakfast on Sunday, 22 November 2026,
07:30 (about = precision "about", with the assumed time in `Moment.at`):

=================================  ==========================================================
now, just now                      this second
20m ago, 1h30 ago, 1.5h ago,       that long before, in true time across clock changes;
an hour and a half ago, 30s ago    units fall in size: weeks, days, hours, minutes, seconds
2 days ago, a week ago             about, that many times 24 hours before
2 days ago 04:30                   Friday 04:30; only whole days and weeks ago take a time
03:10, 22:30, 3:10am, noon         the last time the clock stood there: today or yesterday
midnight                           the last one, 00:00 today
today 06:00, yesterday 22:30       the calendar day, also at one in the morning
today, yesterday                   about noon, or now if noon is to come; "today" not before 4
last night 23:30, last night 3am   Saturday 23:30, Sunday 03:00: from 18:00 to 08:59. Before
                                   04:00 "last night 1am" is refused: this night, or the last?
last night 8:30                    refused, both 08:30 and 20:30 are night; 8:30am is read
last night midnight                the one in between, Sunday 00:00
tonight 23:00, tonight 3am         from 18:00, the night to come; before 04:00, the one that
                                   still runs; in between it is to come, and refused
last night, tonight                about 02:00, or now if that is to come; before 04:00 "last
                                   night" is refused
this morning 3am                   00:00 to 11:59; afternoon 12:00 to 17:59, evening from 17:00
this morning, afternoon, evening   about 07:00, 15:00, 20:00, or now if it has begun
yesterday evening, tue morning     the same of that day; "monday night" takes evening times
monday 14:00, last mon, on tue     the last such day before today; on a Monday "monday" may
                                   be today or last week's and is refused, unless today's time
                                   is to come; "last monday" is never today
17 nov 3am, nov 17th, tue 17 nov   the last one, if at most 300 days back; the weekday must
                                   agree
monday, 17 nov, 2026-11-17         about noon
yesterday midnight                 refused, a day has two; yesterday 00:00 is read
2026-11-20 03:10                   in the zone of now, also with T, seconds or am and pm
2026-11-20T03:10+09:00             at that offset, which is kept; Z is UTC
5, 3.10, 0310, 3:5, 25:10, 13pm,   refused: could mean several times, or none
03/04, 20m, -5m ago, noon ago
this morning 11pm                  refused: contradicts itself
=================================  ==========================================================

Case, extra spaces, final punctuation and the order of day and time do not matter; digits and
letters are ASCII. A time that a clock change skipped is refused, and so is one that it repeated,
once both are past. An assumed time is moved away from a clock change instead.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from cramp_diary.core.errors import InTheFuture, UnreadableDay, UnreadableTime
from cramp_diary.core.phrases.clock_times import (
    Refusal,
    duration_ago,
    normalize_phrase,
    split_clock,
)
from cramp_diary.core.phrases.day_times import (
    EARLIEST,
    assumed_time,
    stated_time,
    time_at_offset,
    time_before,
)
from cramp_diary.core.phrases.day_words import (
    DAY,
    DayWords,
    is_first_word,
    match_day,
    match_day_words,
)
from cramp_diary.core.phrases.near_misses import near_misses
from cramp_diary.core.phrases.spoken import (
    WEEKDAYS,
    format_day,
    format_moment,
    format_short_month,
    format_short_weekday,
)
from cramp_diary.core.text import join_words
from cramp_diary.core.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cramp_diary.core.errors import DiaryError

__all__ = [
    "NOON",
    "WEEKDAYS",
    "Moment",
    "count_day_words",
    "count_time_words",
    "days_into_week",
    "diary_day",
    "format_day",
    "format_moment",
    "format_short_month",
    "list_weekdays",
    "parse_day",
    "parse_when",
    "week_start",
]

NOON = time(12)
MOST_OFFERED = 3
_MOST_WORDS = 8
"""The words of the longest phrase: "an hour and a half ago", "tue 17 nov 2026 at 3:10 am"."""


class Moment(NamedTuple):
    """A time that was read from a phrase."""

    at: datetime
    precision: Literal["exact", "about"] = "exact"
    """About: the phrase had no clock time and `at` is assumed, which the caller should show."""


def parse_when(phrase: str, now: datetime) -> Moment:
    """Read a time phrase as of `now`; the result is in the past.

    Parameters
    ----------
    phrase
        One of the forms in the table of this module.
    now
        An aware datetime; its zone is where the person is.

    Raises
    ------
    UnreadableTime, InTheFuture, SkippedTime, RepeatedTime
        If it is none of these forms, in the future, or skipped or repeated by a clock change.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> breakfast = datetime(2026, 3, 1, 7, 30, tzinfo=ZoneInfo("Europe/Paris"))
    >>> parse_when("last night 3am", breakfast).at.isoformat()
    '2026-03-01T03:00:00+01:00'
    >>> parse_when("last night", breakfast).precision
    'about'
    """
    now = now.replace(microsecond=0)
    today = now.date()
    text = normalize_phrase(phrase)
    try:
        return _parse_moment(text, now)
    except Refusal as refusal:
        usual = ("20m ago", "03:10", "last night 3am", f"{today - DAY} 03:10")
        groups = (refusal.instead, *near_misses(text, today, "03:10"), usual)
        near = _join_readable(groups, lambda near: _parse_moment(near, now))
        raise refusal.error(phrase, near) from None


def parse_day(phrase: str, today: date) -> date:
    """Read a diary day as of `today`, in the words for a day that `parse_when` reads.

    >>> parse_day("tuesday", date(2026, 3, 1)).isoformat()
    '2026-02-24'

    Raises
    ------
    UnreadableDay, InTheFuture
        If it is none of these, could mean several days, or is in the future.
    """
    text = normalize_phrase(phrase)
    try:
        return _read_past_day(text, today)
    except Refusal as refusal:
        usual = ("yesterday", WEEKDAYS[(today - 2 * DAY).weekday()], str(today - 9 * DAY))
        groups = (refusal.instead, *near_misses(text, today, ""), usual)
        raise refusal.error(
            phrase, _join_readable(groups, lambda near: _read_past_day(near, today))
        ) from None


def count_time_words(words: Sequence[str], now: datetime) -> int:
    """Return how many words at the beginning are a time phrase, 0 if they begin with none.

    A phrase that `parse_when` refuses, because it is in the future or could mean several times, is
    one, too; what is no time at all is not.

    >>> now = datetime.fromisoformat("2026-03-01T07:30+01:00")
    >>> count_time_words("20m ago severity 4".split(), now), count_time_words(["calf"], now)
    (2, 0)
    """
    return _count_readable(words, lambda text: _parse_moment(text, now), UnreadableTime)


def count_day_words(words: Sequence[str], today: date) -> int:
    """Return how many words at the beginning are a phrase for a day, as `count_time_words`.

    >>> count_day_words("2 days ago none".split(), date(2026, 3, 1))
    3
    """
    return _count_readable(words, lambda text: _read_past_day(text, today), UnreadableDay)


def _count_readable(
    words: Sequence[str], read: Callable[[str], object], unreadable: type[DiaryError]
) -> int:
    if not words or not is_first_word(normalize_phrase(words[0])):
        return 0
    for number in range(min(len(words), _MOST_WORDS), 0, -1):
        try:
            read(normalize_phrase(" ".join(words[:number])))
        except Refusal as refusal:
            if refusal.error is unreadable:
                continue
        return number
    return 0


def diary_day(started_at: datetime, state: State | None, day_starts_at: time) -> date:
    """Return the diary day that a time belongs to.

    Asleep or in bed before noon belongs to the day before, and so does anything else before
    `day_starts_at`.

    >>> diary_day(datetime(2026, 3, 1, 5), State.ASLEEP, time(4)).isoformat()
    '2026-02-28'
    """
    begins = NOON if state in (State.ASLEEP, State.IN_BED) else day_starts_at
    return started_at.date() - timedelta(days=started_at.time() < begins)


def week_start(day: date, week_starts_on: int) -> date:
    """Return the first day of the week of `day`; 0 is Monday, 6 is Sunday."""
    return day - timedelta(days=days_into_week(day, week_starts_on))


def days_into_week(day: date, week_starts_on: int) -> int:
    """Return how many days of its week come before `day`.

    >>> days_into_week(date(2026, 3, 1), 0), days_into_week(date(2026, 3, 1), 6)
    (6, 0)
    """
    return (day.weekday() - week_starts_on) % len(WEEKDAYS)


def list_weekdays(week_starts_on: int) -> tuple[str, ...]:
    """Return the short names of the weekdays in the order of the week.

    >>> list_weekdays(6)
    ('Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat')
    """
    days = range(len(WEEKDAYS))
    return tuple(format_short_weekday((week_starts_on + n) % len(WEEKDAYS)) for n in days)


def _parse_moment(text: str, now: datetime) -> Moment:
    if text in ("now", "just now"):
        return Moment(now)
    if ago := duration_ago(text):
        at = time_before(ago.passed, now)
        return Moment(at, "about" if ago.is_in_days else "exact")
    today = now.date()
    if day_words := match_day_words(text, today):
        return Moment(assumed_time(day_words, text, now), "about")
    words, clock = split_clock(text) or ("", None)
    day_words = match_day_words(words, today) if words else DayWords((today, today - DAY))
    if clock is None or day_words is None:
        raise Refusal(UnreadableTime)
    if clock.offset:
        return Moment(time_at_offset(day_words, clock, now))
    return Moment(stated_time(day_words, words, clock, now))


def _read_past_day(text: str, today: date) -> date:
    day_words = match_day(text, today)
    if day_words is None or day_words.days[-1] < EARLIEST:
        raise Refusal(UnreadableDay)
    if day_words.is_today_or_last_week:
        near = ("today", f"last {WEEKDAYS[today.weekday()]}")
        why = "could be today or a week ago"
        raise Refusal(lambda phrase, instead: UnreadableDay(phrase, instead, why), *near)
    for day in day_words.days:
        if day <= today:
            return day
    first = day_words.days[0]
    raise Refusal(
        lambda phrase, instead: InTheFuture(phrase, format_day(first), instead),
        "yesterday",
        "today",
    )


def _join_readable(groups: Iterable[tuple[str, ...]], read: Callable[[str], object]) -> str:
    """Join the readable phrases of the first group that has any, one for each meaning."""
    offers = (found for group in groups if (found := _readable_by_meaning(group, read)))
    return join_words(list(next(offers).values())[:MOST_OFFERED])


def _readable_by_meaning(
    phrases: tuple[str, ...], read: Callable[[str], object]
) -> dict[object, str]:
    found: dict[object, str] = {}
    for phrase in phrases:
        with suppress(Refusal):
            found.setdefault(read(phrase), phrase)
    return found
