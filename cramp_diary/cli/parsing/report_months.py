"""Parse which months a report is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import Contradiction, InTheFuture
from cramp_diary.core.month import Month, month_of, months_through, parse_month

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


def parse_months(
    month: str,
    year: int | None,
    span: tuple[str | None, str | None],
    today: date,
    recorded_days: Collection[date],
) -> tuple[Month, ...]:
    """Parse the months that were typed; by default the last complete one.

    Where that has no recorded day and the running month has, as in the first month of a diary,
    it is the running one.

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
        return (parse_month(month, today) if month else _default_month(today, recorded_days),)
    since, until = span
    last = parse_month(until or "this", today)
    first = parse_month(since, today) if since else Month(last.year, 1)
    if first > last:
        raise Contradiction(
            f"The months begin with {first}", f"end with {last}", "give a last one that is later"
        )
    return months_through(first, last)


def _default_month(today: date, recorded_days: Collection[date]) -> Month:
    running = month_of(today)
    recorded = {month_of(day) for day in recorded_days}
    is_first = running in recorded and running.previous not in recorded
    return running if is_first else running.previous
