"""A long time in several rows of one picture, one under the other."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

MOST_ROWS = 40
"""A picture of more would be too tall to open; its rows grow longer instead."""


def split_rows(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """Cut a sequence into as few rows of at most `most` as will do, all but the last as long.

    >>> split_rows("abcdefg", 3)
    ['abc', 'def', 'g']
    >>> split_rows("abcdefg", 6)
    ['abcd', 'efg']
    >>> len(split_rows(range(1000), 10)), len(split_rows(range(1000), 10)[0])
    (40, 25)
    """
    rows = min(MOST_ROWS, ceil(len(items) / most))
    length = ceil(len(items) / rows)
    return [items[n : n + length] for n in range(0, len(items), length)]
