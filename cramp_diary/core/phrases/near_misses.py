"""Suggestions: phrases similar to one that cannot be read."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CENTURY = 2000

# Patterns and their replacements, in order; the first group with a readable result is suggested.
_REPAIRS = (
    (r"^-+ ?(?=[0-9])", ("",)),  # -5m ago
    (r"^(?:this|next) (?=[a-z]+day)|^past ", ("last ",)),
    (r"^last (?=evening)", ("yesterday ",)),
    (r"^(?:on )?[a-z]{3,9} (?=[0-9]{1,2}[a-z]* [a-z]{3}|[a-z]{3,9} [0-9])", ("",)),  # mon 17 nov
    (r" ago (?:at )?(.+)$", (" ago", None)),  # 1h ago 04:30
    (r" ?[+-][0-9:]+$", ("",)),  # +15:00
    (r"\b([0-9]{1,2}):([0-9])(?![0-9])", (r"\1:0\2", r"\1:\g<2>0")),  # 3:5
    (r"(?<![0-9:])([0-9]{1,2})[h.]([0-9]{2})(?![0-9])", (r"\1:\2",)),  # 3h10
    (r"(?<![0-9:-])([0-9]{2})([0-9]{2})(?![0-9-])", (r"\1:\2",)),  # 0310
    (r"\b24:", ("00:",)),
    (r"\b(?:2[5-9]|[3-9][0-9]):", ("23:", "01:")),
    (r":[6-9][0-9]\b", (":00", ":59")),
    (r"\b([0-9]{1,2}):([0-9]{2}) ?[ap]m$", (r"\1:\2",)),  # 13:10pm
    (r"\b([0-9]{1,2}) ?[ap]m$", (r"\1:00",)),  # 13pm
    (r"$", (" ago",)),  # 20m
    (r"(?<![0-9:])([0-9]{1,2})(?: ?o'?clock)?$", (r"\1am", r"\1pm", r"\1m ago", r"\1:00")),
    (r"\b31\b", ("30",)),
    (r"\b3[01]\b", ("29",)),
    (r"\b(?:3[01]|29)\b", ("28",)),
)


def near_misses(text: str, today: date, clock: str) -> Iterator[tuple[str, ...]]:
    """Yield groups of phrases similar to a plain text, the likeliest first; not all can be read.

    `clock` is the time of day to add where a date is suggested, or empty.

    >>> next(near_misses("03/04", date(2026, 5, 1), "03:10"))
    ('2026-04-03 03:10', '2026-03-04 03:10')
    """
    yield tuple(_numeric_dates(text, today, clock))
    for pattern, near in _REPAIRS:
        if match := re.search(pattern, text):
            yield tuple(
                match[1] if to is None else text[: match.start()] + match.expand(to) + _rest(match)
                for to in near
            )


def _rest(match: re.Match[str]) -> str:
    return match.string[match.end() :]


def _numeric_dates(text: str, today: date, clock: str) -> Iterator[str]:
    if match := re.search(r"\b((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\b", text):
        yield from _dates(match, [(int(match[1]), int(match[2]), int(match[3]))], clock)
        return
    match = re.search(r"(?<![0-9:])([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{2}){0,2})?\b", text)
    if match is None:
        return
    if match[2] == "." and match[4] is None:  # 3.10
        yield text.replace(".", ":")
    first, second = int(match[1]), int(match[3])
    given = match[0].split(match[2])[2:]
    year = int(given[0]) if given and given[0] else None
    for month, day in dict.fromkeys([(second, first), (first, second)]):
        yield from _dates(match, [(_full_year(year, month, day, today), month, day)], clock)


def _full_year(given: int | None, month: int, day: int, today: date) -> int:
    if given is not None:
        return given if given > CENTURY else CENTURY + given % 100
    return today.year - ((month, day) > (today.month, today.day))


def _dates(match: re.Match[str], given: list[tuple[int, int, int]], clock: str) -> Iterator[str]:
    rest = (match.string[: match.start()] + _rest(match)).strip() or clock
    for year, month, day in given:
        # For a day that the month lacks, such as 2026-02-30, its last day is suggested.
        for nearest in range(day, min(day, 28) - 1, -1):
            with suppress(ValueError):
                yield f"{date(year, month, nearest)} {rest}".strip()
                break
