"""Days so far from the rest of a diary that their year is probably mistyped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.limits import FAR_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MOST_STRAY_DAYS = 3
"""More days together than these are a pause in the diary, not a mistyped year."""


def find_stray_days(days: Iterable[date]) -> tuple[date, ...]:
    """Return the days that are, alone or with two others, over a year from all other days.

    Those with which most other days are within a year of each other are never among them.

    >>> from datetime import date
    >>> march = [date(2026, 3, day) for day in (1, 2, 3, 4)]
    >>> find_stray_days([*march, date(2006, 3, 5)])
    (datetime.date(2006, 3, 5),)
    """
    groups: list[list[date]] = []
    for day in sorted(set(days)):
        if groups and (day - groups[-1][-1]).days <= FAR_DAYS:
            groups[-1].append(day)
        else:
            groups.append([day])
    largest = max(map(len, groups), default=0)
    return tuple(
        day
        for group in groups
        if len(group) <= MOST_STRAY_DAYS and len(group) < largest
        for day in group
    )
