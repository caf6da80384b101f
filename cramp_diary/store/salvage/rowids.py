"""Rowids that are damaged show by their order: on a page, each is greater than the one before."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def mend_rowids(rowids: Sequence[int | None]) -> list[int | None]:
    """Return the rowids of a page with those out of order mended, or None where that cannot be.

    They are mended where only one number is possible: between 7 and 9 stands 8. None among the
    given ones is a row that cannot be read.

    Examples
    --------
    >>> mend_rowids([1, 2, 67, 4, None, 6, 3])
    [1, 2, 3, 4, None, 6, None]
    """
    mended: list[int | None] = [None] * len(rowids)
    right = _longest_ascent(rowids)
    for place in right:
        mended[place] = rowids[place]
    for before, after in pairwise(right):
        first, last = rowids[before], rowids[after]
        if first is not None and last is not None and last - first == after - before:
            for place in range(before + 1, after):
                if rowids[place] is not None:
                    mended[place] = first + place - before
    return mended


def _longest_ascent(rowids: Sequence[int | None]) -> list[int]:
    """Return the places of the longest ascending subsequence (by patience sorting)."""
    lowest: list[int] = []
    """The least rowid with which an ascent of each length ends."""
    places: list[int] = []
    before: dict[int, int | None] = {}
    for place, rowid in enumerate(rowids):
        if rowid is None:
            continue
        length = bisect_left(lowest, rowid)
        lowest[length : length + 1] = [rowid]
        places[length : length + 1] = [place]
        before[place] = places[length - 1] if length else None
    ascent: list[int] = []
    place_now = places[-1] if places else None
    while place_now is not None:
        ascent.append(place_now)
        place_now = before[place_now]
    return ascent[::-1]
