"""The words for a day: yesterday, tuesday, 17 nov, 2026-11-17, 2 days ago."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from cramp_diary.core.phrases.clock_times import NUMBER_WORDS, duration_ago
from cramp_diary.core.phrases.spoken import MONTHS, WEEKDAYS

DAY = timedelta(days=1)
FAR_BACK = timedelta(days=300)
"""A date without a year that only fits longer ago than this was more likely mistyped."""
FARTHEST = timedelta(days=36_500)

_RELATIVE = {"tomorrow": -1, "today": 0, "yesterday": 1}
_WEEKDAY = {word: n for n, name in enumerate(WEEKDAYS) for word in (name, name[:3])} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_MONTH = {word: n for n, name in enumerate(MONTHS, 1) for word in (name, name[:3])} | {"sept": 9}
_FIRST = frozenset(
    {*_RELATIVE, *_WEEKDAY, *_MONTH, *NUMBER_WORDS, "now", "just", "last", "tonight", "this", "on"}
    | {"at", "noon", "midday", "midnight"}
)
_PART = r"(.+) (morning|afternoon|evening|night)"
_DATE = (
    r"(?:([a-z]+) )?(?:([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)"
    r"|([a-z]+) ([0-9]{1,2})(?:st|nd|rd|th)?)(?: ((?:19|20)[0-9]{2}))?"
)
_ISO = r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})"


class DayWords(NamedTuple):
    """The days that a phrase can mean, the latest first, and the part of the day."""

    days: tuple[date, ...]
    part: str = ""
    """Morning, afternoon, evening, night; or "last night" and "tonight" of that evening."""
    is_today_or_last_week: bool = False
    """A weekday named on that weekday."""
    is_iso: bool = False


def is_first_word(word: str) -> bool:
    """Return whether a phrase for a time or a day may begin with this word, in plain text.

    >>> is_first_word("last"), is_first_word("3am"), is_first_word("calf")
    (True, True, False)
    """
    return word[:1].isdigit() or word in _FIRST


def match_day_words(text: str, today: date) -> DayWords | None:
    """Read the words for a day, and for a part of it, in plain text.

    >>> match_day_words("yesterday evening", date(2026, 3, 1))[:2]
    ((datetime.date(2026, 2, 28),), 'evening')
    """
    if text == "last night":
        return DayWords((today - DAY,), text)
    if text == "tonight":
        return DayWords((today,), text)
    match = re.fullmatch(_PART, text)
    if match is None:
        return match_day(text, today)
    if match[1] == "this" and match[2] != "night":
        return DayWords((today,), match[2])
    day_words = match_day(match[1], today)
    return day_words and day_words._replace(part=match[2])


def match_day(text: str, today: date) -> DayWords | None:
    """Read the words for a day, in plain text.

    A weekday is the last one; a date without a year that of the last twelve months, unless that
    is more than 300 days back.

    >>> match_day("tue", date(2026, 3, 1)).days, match_day("17 nov", date(2026, 3, 1)).days[-1]
    ((datetime.date(2026, 2, 24),), datetime.date(2025, 11, 17))
    """
    if text in _RELATIVE:
        return DayWords((today - _RELATIVE[text] * DAY,))
    ago = duration_ago(text)
    if ago is not None:
        known = ago.is_in_days and not ago.passed % DAY and ago.passed <= FARTHEST
        return DayWords((today - ago.passed,)) if known else None
    text = text.removeprefix("on ")
    if text.removeprefix("last ") in _WEEKDAY:
        return _read_weekday(text, today)
    if match := re.fullmatch(_ISO, text):
        day = _valid_date(int(match[1]), int(match[2]), int(match[3]))
        return DayWords((day,), is_iso=True) if day else None
    return _read_date(text, today)


def _read_weekday(text: str, today: date) -> DayWords:
    weekday = _WEEKDAY[text.removeprefix("last ")]
    before = today - DAY * ((today.weekday() - weekday - 1) % 7 + 1)
    if text.startswith("last ") or weekday != today.weekday():
        return DayWords((before,))
    return DayWords((today, before), is_today_or_last_week=True)


def _read_date(text: str, today: date) -> DayWords | None:
    match = re.fullmatch(_DATE, text)
    if match is None:
        return None
    weekday, day, month = match[1], int(match[2] or match[5]), _MONTH.get(match[3] or match[4])
    if month is None or (weekday and weekday not in _WEEKDAY):
        return None
    years = (int(match[6]),) if match[6] else (today.year, today.year - 1)
    found = [_valid_date(year, month, day) for year in years]
    days = [
        day
        for day in found
        if day
        and (match[6] or day > today or today - day <= FAR_BACK or day.year == today.year)
        and (not weekday or day.weekday() == _WEEKDAY[weekday])
    ]
    return DayWords(tuple(days)) if days else None


def _valid_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
