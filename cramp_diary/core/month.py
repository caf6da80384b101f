"""Calendar months, and how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cramp_diary.core.errors import InTheFuture, UnreadableMonth
from cramp_diary.core.phrases.spoken import MONTHS


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; its days are ``[start, end)``.

    >>> str(Month(2026, 3)), Month(2026, 3).title, Month(2026, 1).previous
    ('2026-03', 'March 2026', Month(year=2025, month=12))
    """

    year: int
    month: int

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The first day of the next month."""
        return self.next.start

    @property
    def span(self) -> tuple[date, date]:
        """The first day and the first day of the next month: ``[start, end)``."""
        return self.start, self.end

    @property
    def previous(self) -> Month:
        """The month before."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    @property
    def next(self) -> Month:
        """The month after."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def first_of_year(self) -> Month:
        """The first of the twelve months of which this is the last.

        >>> str(Month(2026, 4).first_of_year), str(Month(2026, 12).first_of_year)
        ('2025-05', '2026-01')
        """
        return Month(self.year - 1, self.month).next

    @property
    def name(self) -> str:
        """The name of the month, without its year."""
        return MONTHS[self.month - 1].capitalize()

    @property
    def title(self) -> str:
        """The month as a heading."""
        return f"{self.name} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def month_of(day: date) -> Month:
    """Return the month that `day` lies in."""
    return Month(day.year, day.month)


def months_through(first: Month, last: Month) -> tuple[Month, ...]:
    """Return all months from the first through the last.

    >>> [str(month) for month in months_through(Month(2025, 12), Month(2026, 2))]
    ['2025-12', '2026-01', '2026-02']
    """
    months = [first]
    while months[-1] < last:
        months.append(month_of(months[-1].end))
    return tuple(months)


def parse_month(phrase: str, today: date) -> Month:
    """Read a month as of `today`: "2026-03", "march", "mar 2025", "this" or "last" (month).

    >>> str(parse_month("december", date(2026, 3, 1))), str(parse_month("last", date(2026, 3, 1)))
    ('2025-12', '2026-02')

    Raises
    ------
    UnreadableMonth, InTheFuture
        If it is none of these, or has not begun yet.
    """
    this = month_of(today)
    text = " ".join(phrase.casefold().split())
    if text in ("this", "this month"):
        return this
    if text in ("last", "last month"):
        return this.previous
    month = _parse_iso_month(text) or _parse_month_name(text, this)
    if month is None:
        raise UnreadableMonth(phrase)
    if month > this:
        raise InTheFuture(phrase, month.title, "last, for the last complete month")
    return month


def _parse_iso_month(text: str) -> Month | None:
    match = re.fullmatch(r"([1-9]\d{3})-(0[1-9]|1[0-2])", text)
    return Month(int(match[1]), int(match[2])) if match else None


def _parse_month_name(text: str, this: Month) -> Month | None:
    match = re.fullmatch(r"([a-z]{3,9})(?: ([1-9]\d{3}))?", text)
    found = [n for n, name in enumerate(MONTHS, 1) if match and match[1] in (name, name[:3])]
    if not match or not found:
        return None
    year = int(match[2]) if match[2] else this.year - (found[0] > this.month)
    return Month(year, found[0])
