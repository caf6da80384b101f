"""The parts of a time phrase: clock times and durations; and the refusal of a phrase."""

from __future__ import annotations

import re
from datetime import UTC, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.errors import DiaryError, UnreadableTime

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 80
WIDEST_OFFSET = timedelta(hours=14)
HALF_DAY_HOURS = 12
LAST_MINUTE = 59
LONGEST_NUMBER = 6
DAY_SECONDS = 86_400

_SECONDS = {
    ("s", "sec", "secs", "second", "seconds"): 1,
    ("m", "min", "mins", "minute", "minutes"): 60,
    ("h", "hr", "hrs", "hour", "hours"): 3600,
    ("d", "day", "days"): DAY_SECONDS,
    ("w", "wk", "wks", "week", "weeks"): 7 * DAY_SECONDS,
}
_UNITS = {word: seconds for words, seconds in _SECONDS.items() for word in words}
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_COUNTED, 1)} | {
    "a": 1,
    "an": 1,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "ninety": 90,
}
NUMBER_WORDS = frozenset({*_NUMBERS, "half"})
"""The words with which an amount of time may begin."""
_AND_A_HALF = ["and", "a", "half"]

_WORDS = r"[0-9]+(?:[.,][0-9]{1,2}(?![0-9]))?|[a-z]+|[^ ]"
_CLOCK = (
    r"(?:([0-9]{1,2})(?::([0-9]{2}))?(?::([0-9]{2}))?(?: ?([ap])\.?m\.?)?"
    r"|(?:12 )?(noon|midday|midnight))"
)
_OFFSET = r"(?: ?(z|[+-][0-9]{2}:?[0-9]{2}(?::[0-9]{2})?))?"
_CLOCK_LAST = rf"(?:(?P<day>.+?) )??(?:at )?{_CLOCK}{_OFFSET}"
_CLOCK_FIRST = rf"(?:at )?{_CLOCK}(?P<offset>) (?P<day>.+)"


class Refusal(Exception):
    """Raised where a phrase is not exactly one past time.

    Parameters
    ----------
    error
        Returns the error to raise, given the phrase and what to try instead.
    instead
        Similar phrases; those among them that can be read are suggested.
    """

    def __init__(self, error: Callable[[str, str], DiaryError], *instead: str) -> None:
        super().__init__()
        self.error = error
        self.instead = instead


class Clock(NamedTuple):
    """A time of day, and how it was written."""

    at: time
    loose: bool = False
    """Could be in either half of the day: 8:30, but not 08:30, 20:30 or 8:30am."""
    is_midnight: bool = False
    """Written as the word midnight, which begins one day and ends another."""
    offset: tzinfo | None = None


class Ago(NamedTuple):
    """How long ago a time was."""

    passed: timedelta
    is_in_days: bool
    """Given in days or weeks and nothing smaller."""


def unclear(why: str, *instead: str) -> Refusal:
    """Return the refusal of a phrase that contradicts itself or means more than one time."""
    return Refusal(lambda phrase, near: UnreadableTime(phrase, near, why), *instead)


def normalize_phrase(phrase: str) -> str:
    """Return a phrase in lower case with single spaces, without final punctuation.

    A phrase that is too long or not ASCII becomes empty.

    >>> phrases = (" Sun  1 Mar 2026, 03:10. ", "2026-03-01T03:10Z", "\u0663am")
    >>> [normalize_phrase(phrase) for phrase in phrases]
    ['sun 1 mar 2026 03:10', '2026-03-01 03:10z', '']
    """
    text = " ".join(phrase.split()).rstrip(" .,!?")
    if len(text) > LONGEST or not text.isascii():
        return ""
    return re.sub(r"(?<=[0-9])t(?=[0-9])", " ", text.lower().replace(", ", " "))


def split_clock(text: str) -> tuple[str, Clock] | None:
    """Split a phrase into its words for the day, which may be empty, and its time of day.

    >>> split_clock("yesterday at 3:10am")
    ('yesterday', Clock(at=datetime.time(3, 10), loose=False, is_midnight=False, offset=None))
    >>> split_clock("yesterday at 3"), split_clock("25:10"), split_clock("13pm")
    (None, None, None)
    """
    for form in (_CLOCK_LAST, _CLOCK_FIRST):
        match = re.fullmatch(form, text)
        clock = _parse_clock(*_groups(match)) if match else None
        if match and clock:
            return match["day"] or "", clock
    return None


def _groups(match: re.Match[str]) -> list[str]:
    names = match.re.groupindex
    return [group or "" for n, group in enumerate(match.groups(), 1) if n != names["day"]]


def _parse_clock(*parts: str) -> Clock | None:
    *written, word, offset = parts
    if word == "midnight":
        clock: Clock | None = Clock(time(0), is_midnight=True)
    else:
        clock = Clock(time(12)) if word else _parse_digits(*written)
    zone = _parse_offset(offset) if offset else None
    if clock is None or (offset and zone is None):
        return None
    return clock._replace(offset=zone)


def _parse_digits(hour: str, minute: str, second: str, half: str) -> Clock | None:
    hours = int(hour)
    if half:
        if not 1 <= hours <= HALF_DAY_HOURS:
            return None
        hours = hours % HALF_DAY_HOURS + (HALF_DAY_HOURS if half == "p" else 0)
    elif not minute:
        return None
    loose = not half and not hour.startswith("0") and hours <= HALF_DAY_HOURS
    try:
        return Clock(time(hours, int(minute or 0), int(second or 0)), loose)
    except ValueError:
        return None


def _parse_offset(offset: str) -> tzinfo | None:
    if offset == "z":
        return UTC
    digits = offset[1:].replace(":", "").ljust(6, "0")
    hours, minutes, seconds = (int(digits[at : at + 2]) for at in (0, 2, 4))
    east = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if east > WIDEST_OFFSET or minutes > LAST_MINUTE:
        return None
    return timezone(east if offset[0] == "+" else -east)


def duration_ago(text: str) -> Ago | None:
    """Read how long ago.

    >>> str(duration_ago("1h30m ago").passed), duration_ago("a week ago").is_in_days
    ('1:30:00', True)
    >>> str(duration_ago("an hour and a half ago").passed), str(duration_ago("1,5 h ago").passed)
    ('1:30:00', '1:30:00')
    """
    if not text.endswith(" ago"):
        return None
    words = re.findall(_WORDS, text.removesuffix(" ago"))
    if re.search(r"[0-9] ?h ?[0-5]?[0-9] ago$", text):  # 1h30
        words.append("m")
    parts: list[tuple[float, int]] = []
    while words:
        amount, unit, words = _take_part(words)
        if not unit or (parts and unit >= parts[-1][1]):
            return None
        parts.append((amount, unit))
    if not parts:
        return None
    seconds = round(sum(amount * unit for amount, unit in parts))
    return Ago(timedelta(seconds=seconds), is_in_days=parts[-1][1] >= DAY_SECONDS)


def _take_part(words: list[str]) -> tuple[float, int, list[str]]:
    """Return the first amount, its unit in seconds (0 if there is none), and the other words."""
    amount, rest = _take_amount(words)
    if amount is None:
        return 0, 0, []
    if rest[:3] == _AND_A_HALF and amount.is_integer():  # two and a half hours
        amount, rest = amount + 0.5, rest[3:]
    unit = _UNITS.get("".join(rest[:1]), 0)
    rest = rest[1:]
    if rest[:3] == _AND_A_HALF and amount.is_integer():  # an hour and a half
        return amount + 0.5, unit, rest[3:]
    if rest[:1] == ["and"] and len(rest) > 1:
        rest = rest[1:]
    return amount, unit, rest


def _take_amount(words: list[str]) -> tuple[float | None, list[str]]:
    first, *rest = words
    if first == "half":
        return 0.5, rest[1:] if rest[:1] in (["a"], ["an"]) else rest
    if first[0].isdigit() and len(first) <= LONGEST_NUMBER:
        return float(first.replace(",", ".")), rest
    number = _NUMBERS.get(first)
    return number and float(number), rest
