"""Dates and times as spreadsheets write them: year, day or month first, with or without a time."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.errors import NoZone, UnreadablePart
from cramp_diary.core.limits import YEAR
from cramp_diary.core.phrases.clock_times import HALF_DAY_HOURS, WIDEST_OFFSET
from cramp_diary.core.zones import read_in_zone
from cramp_diary.exchange.errors import AmbiguousDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import tzinfo

DATE_COLUMNS = frozenset(
    {
        "started_at",
        "logged_at",
        "diary_day",
        "confirmed_at",
        "first_day",
        "last_day",
        "taken_at",
        "drunk_at",
        "month",
        "trial",
        "stopped_on",
    }
)

A_DATE = ("a date", "2026-03-01")
A_TIME = ("a time", "2026-03-01 03:10")

_NUMBERS = r"(?P<a>\d{1,4})(?P<mark>[./-])\s?(?P<b>\d{1,2})(?P=mark)\s?(?P<c>\d{1,4})\.?"
_NAMED = (
    r"(?:(?P<day>\d{1,2})\.?[ -](?P<month>[a-z]{3,9})\.?,?[ -]"
    r"|(?P<month2>[a-z]{3,9})\.? (?P<day2>\d{1,2}),? )(?P<year>\d{4}|\d{2})"
)
_CLOCK = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?)?"
_HALF = r"(?: ?(?P<half>[ap])\.? ?m\b\.?)?"
_OFFSET = r"(?: ?(?:GMT|UTC)?(?P<offset>[+-]\d{1,2}(?::?\d\d)?)| ?(?P<utc>GMT|UTC|Z))?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_WRITTEN = re.compile(
    rf"{_WEEKDAY}(?:{_NUMBERS}|{_NAMED})"
    rf"(?:(?:,|,? at|T)? ?(?<=[ ,T]){_CLOCK}{_HALF}{_OFFSET})?",
    re.IGNORECASE | re.ASCII,
)
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|\d{8})[T ](?P<clock>\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?)"
    r"(?: ?(?P<offset>Z|[+-]\d\d(?::?\d\d)?))?(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_SLASHED = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2\d{2,4}(?!\d)", re.ASCII)

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FIRST_YEAR_OF_TWO_DIGITS = 1969
"""Two digits are a year from this on, as POSIX has it: 69 is 1969, 68 is 2068."""


class Order(NamedTuple):
    """What the dates of a file show: some have the day first, some the month."""

    day_first: bool
    month_first: bool


def find_order(cells: Iterable[str]) -> Order:
    """Return what the cells with dates of a file show about the order of day and month."""
    day_first = month_first = False
    for cell in cells:
        if found := _SLASHED.match(cell):
            first, second = int(found[1]), int(found[3])
            day_first |= first > len(_MONTHS) >= second
            month_first |= second > len(_MONTHS) >= first
    return Order(day_first, month_first)


def split_time(text: str) -> tuple[str, str]:
    """Split a text into the date and time that it begins with, as `DateParser` reads them.

    >>> split_time("11/25/26, 3:12 AM calf"), split_time("20261125T031200 +0100: calf")
    (('11/25/26, 3:12 AM', ' calf'), ('20261125T031200+0100', ': calf'))
    >>> split_time("calf")
    ('', 'calf')
    """
    if found := _ISO.match(text):
        when = f"{found['day']}T{found['clock']}{found['offset'] or ''}".upper()
    elif (found := _WRITTEN.match(text)) and _has_clock(found):
        when = found[0]
    else:
        return "", text
    return when, text[found.end() :]


def _has_clock(found: re.Match[str]) -> bool:
    return bool(found["minute"] or found["half"]) and not found.string[found.end() :][:1].isalnum()


class DateParser:
    """Parses the dates and times of one file.

    Parameters
    ----------
    zone
        The zone of times without an offset; without it they are refused.
    read_order
        Reads through the file for the order of day and month; called only if that matters.
    """

    def __init__(self, zone: tzinfo | None, read_order: Callable[[], Order]) -> None:
        self._zone = zone
        self._read_order = read_order
        self._order: Order | None = None

    def parse_day(self, text: str) -> date:
        """Parse a date; a time of midnight after it, as spreadsheets add it, is ignored.

        Raises
        ------
        InputError
            If it is no date, or could be two.
        """
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day, at, _ = self._split(text, A_DATE)
            if at is not None and at != time.min:
                raise UnreadablePart(*_expected(A_DATE, text)) from None
        YEAR.check(day.year)
        return day

    def parse_month(self, text: str) -> date:
        """Parse a month, given by itself or by one of its days, and return its first day.

        Raises
        ------
        InputError
            If it is neither, or could be two.
        """
        whole = f"{text}-01" if re.fullmatch(r"\d{4}-\d\d", text, re.ASCII) else text
        return self.parse_day(whole).replace(day=1)

    def parse_time(self, text: str) -> datetime:
        """Parse a date and time; one without an offset is in the zone of the diary.

        Raises
        ------
        InputError
            If it is no time, could be two, or has no offset where no zone is known.
        """
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            day, clock, offset = self._split(text, A_TIME)
            if clock is None:
                raise UnreadablePart(*_expected(A_TIME, text)) from None
            at = datetime.combine(day, clock, offset)
        YEAR.check(at.year)
        if at.tzinfo is None:
            return self._in_zone(at, text)
        if self._zone and text[-1] in "zZtTcC":  # UTC or GMT says nothing of the place
            return _with_offset(at.astimezone(self._zone))
        return at

    def _in_zone(self, wall: datetime, text: str) -> datetime:
        if wall.time() == time.min:
            with suppress(ValueError):
                date.fromisoformat(text)  # no time of day is not midnight
                raise UnreadablePart(*_expected(A_TIME, text))
        if self._zone is None:
            raise NoZone(text)
        return _with_offset(read_in_zone(wall, self._zone, text))

    def _split(self, text: str, kind: tuple[str, str]) -> tuple[date, time | None, tzinfo | None]:
        found = _WRITTEN.fullmatch(" ".join(text.split()))
        if found is None:
            raise UnreadablePart(*_expected(kind, text))
        try:
            day = _named_day(found) if found["year"] else self._numbered_day(found, text)
            return day, _clock(found), _offset(found)
        except ValueError:
            raise UnreadablePart(*_expected(kind, text)) from None

    def _numbered_day(self, found: re.Match[str], text: str) -> date:
        a, b, c, mark = found["a"], found["b"], found["c"], found["mark"]
        if len(a) == len("2026"):
            return date(int(a), int(b), int(c))
        year = _year(c)
        if mark == ".":
            return date(year, int(b), int(a))
        if mark == "-" and len(c) != len("2026"):
            raise ValueError  # 26-03-01 is a year first as often as a day
        day_first = _day(year, int(b), int(a))
        month_first = _day(year, int(a), int(b))
        if day_first is None or month_first is None or day_first == month_first:
            found_day = day_first or month_first
            if found_day is None:
                raise ValueError
            return found_day
        if self._order is None:
            self._order = self._read_order()
        if self._order.day_first == self._order.month_first:
            raise AmbiguousDate(text, day_first, month_first)
        return day_first if self._order.day_first else month_first


def _named_day(found: re.Match[str]) -> date:
    word = (found["month"] or found["month2"]).casefold()
    (month,) = (n for n, name in enumerate(_MONTHS, 1) if name.startswith(word))
    return date(_year(found["year"]), month, int(found["day"] or found["day2"]))


def _expected(kind: tuple[str, str], text: str) -> tuple[str, str, str]:
    what, example = kind
    return what, text, example


def _with_offset(at: datetime) -> datetime:
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta()), fold=0)


def _year(digits: str) -> int:
    if len(digits) == len("2026"):
        return int(digits)
    if len(digits) != len("26"):
        raise ValueError
    year = 1900 + int(digits)
    return year if year >= _FIRST_YEAR_OF_TWO_DIGITS else year + 100


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _offset(found: re.Match[str]) -> tzinfo | None:
    if found["utc"]:
        return UTC
    if not found["offset"]:
        return None
    digits = found["offset"][1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > len("11") else (digits, "0")
    east = timedelta(hours=int(hours), minutes=int(minutes))
    if east > WIDEST_OFFSET:
        raise ValueError
    return timezone(east if found["offset"][0] == "+" else -east)


def _clock(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    if half:
        if not 1 <= hour <= HALF_DAY_HOURS:
            raise ValueError
        hour = hour % HALF_DAY_HOURS + HALF_DAY_HOURS * (half == "p")
    elif found["minute"] is None:
        raise ValueError
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0))
