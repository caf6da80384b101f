"""Parse which months a report is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import Contradiction, InTheFuture
from cramp_diary.core.month import Month, month_of, months_through, parse_month

if TYPE_CHECKING:
    from datetime import date


def parse_months(
    month: str, year: int | None, span: tuple[str | None, str | None], today: date
) -> tuple[Month, ...]:
    """Parse the months that were typed; by default the last complete one.

    Raises
    ------
    UnreadableMonth, InTheFuture
        If a month cannot be read, or has not begun.
    Contradiction
        If more than one of month, year and span is given, or the span ends before it begins.
    """
    choices = (("a month", month), ("a year", year), ("a span", any(span)))
    given = [name for name, value in choices if value]
    if len(given) > 1:
        raise Contradiction(f"The report is of {given[0]}", f"{given[1]} is given", "leave out one")
    if year:
        if year > today.year:
            raise InTheFuture(str(year), f"the year {year}", str(today.year))
        return months_through(Month(year, 1), min(Month(year, 12), month_of(today)))
    if not any(span):
        return (parse_month(month or "last", today),)
    since, until = span
    last = parse_month(until or "this", today)
    first = parse_month(since, today) if since else Month(last.year, 1)
    if first > last:
        raise Contradiction(
            f"The months begin with {first}", f"end with {last}", "give a last one that is later"
        )
    return months_through(first, last)
