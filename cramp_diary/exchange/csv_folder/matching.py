"""Which record of a diary each row of a folder is, where one day may have several."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from cramp_diary.exchange.csv_folder.problems import Problems
    from cramp_diary.exchange.csv_folder.reader import Row

R = TypeVar("R", bound="Hashable")


def check_keys(rows: Iterable[Row[Any]], problems: Problems) -> None:
    """Find rows with the key of an earlier row."""
    lines: dict[str, int] = {}
    for row in rows:
        if (key := row.record.key) is not None and lines.setdefault(key, row.line) != row.line:
            why = f"Line {lines[key]} has this key already: leave it empty in a new row."
            problems.add(row.bad("key", why))


def match_rows(
    rows: Iterable[Row[R]], known: Iterable[R], identity: Callable[[R], Hashable]
) -> list[tuple[Row[R], R | None]]:
    """Return each row with the record that it is, None for a new one.

    A row is the record of the diary that has its key; else one that is equal to it; else, if the
    row has no key, one of the same identity. Each record is that of one row.
    """
    found: dict[int, R] = {}
    rows, left = list(rows), dict(enumerate(known))
    by_key = {key: n for n, record in left.items() if (key := _key(record)) is not None}
    for row in rows:
        number = by_key.get(_key(row.record) or "")
        if number is not None:
            found[id(row)] = left.pop(number)
    for same in (lambda record: record, identity):
        numbers: dict[Hashable, list[int]] = defaultdict(list)
        for n, record in reversed(left.items()):
            numbers[same(record)].append(n)
        for row in rows:
            if id(row) in found or (same is identity and _key(row.record) is not None):
                continue
            if waiting := numbers.get(same(row.record)):
                found[id(row)] = left.pop(waiting.pop())
    return [(row, found.get(id(row))) for row in rows]


def _key(record: object) -> str | None:
    key: str | None = getattr(record, "key", None)
    return key
