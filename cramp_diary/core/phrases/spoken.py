"""Names of months and weekdays, and dates and times in English, whatever the locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def format_moment(at: datetime) -> str:
    """Format a time with its weekday and date.

    >>> from datetime import datetime
    >>> format_moment(datetime(2026, 3, 1, 3, 10))
    'Sun 1 Mar 2026, 03:10'
    """
    return f"{format_day(at.date())}, {at:%H:%M}"


def format_day(day: date) -> str:
    """Format a day with its weekday.

    >>> from datetime import date
    >>> format_day(date(2026, 3, 1))
    'Sun 1 Mar 2026'
    """
    weekday, month = format_short_weekday(day.weekday()), format_short_month(day.month)
    return f"{weekday} {day.day} {month} {day.year}"


def format_day_and_month(day: date) -> str:
    """Format a day with its weekday and month, without the year.

    >>> from datetime import date
    >>> format_day_and_month(date(2026, 3, 1))
    'Sun 1 Mar'
    """
    return format_day(day).rpartition(" ")[0]


def format_weekday(day: date) -> str:
    """Return the name of the weekday of a day.

    >>> from datetime import date
    >>> format_weekday(date(2026, 3, 1))
    'Sunday'
    """
    return WEEKDAYS[day.weekday()].capitalize()


def format_short_weekday(weekday: int) -> str:
    """Return the short name of a weekday; 0 is Monday, 6 is Sunday.

    >>> format_short_weekday(6)
    'Sun'
    """
    return WEEKDAYS[weekday][:3].capitalize()


def format_short_month(month: int) -> str:
    """Return the short name of a month, 1 to 12.

    >>> format_short_month(3)
    'Mar'
    """
    return MONTHS[month - 1][:3].capitalize()
