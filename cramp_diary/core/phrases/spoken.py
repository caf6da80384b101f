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
    weekday, month = WEEKDAYS[day.weekday()][:3], MONTHS[day.month - 1][:3]
    return f"{weekday.capitalize()} {day.day} {month.capitalize()} {day.year}"
