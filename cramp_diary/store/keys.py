"""The lasting keys of episodes and activities, by which another copy of a diary knows them again.

A key is a UUID as text. What is recorded gets a random one (version 4); what comes without one,
from a file of an earlier format, from CSV or from an inbox, gets one made of what identifies it
(version 5), so that two copies of one diary agree. Importing `uuid` costs ``cramp log`` nothing:
Typer does, too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

NAMESPACE = UUID("7d1f4cbe-5f0a-4c7e-9c51-a3f0d2b8e6c4")

IDENTITY = {"episodes": ("started_at",), "activities": ("diary_day", "kind")}
"""The tables with keys, and the columns that identify a row that has none."""


def new_key() -> str:
    """Return a random key."""
    return str(uuid4())


def derive_key(table: str, number: int, *identity: str) -> str:
    """Return the key of the n-th row of a table with this identity, counted from 0.

    The keys of upgraded diaries were made like this, so that it cannot change.

    >>> derive_key("episodes", 0, "2026-03-01T03:10:00+01:00")
    'c86a0c01-6195-586b-82e4-322d3d4f6ad7'
    """
    return str(uuid5(NAMESPACE, "\n".join((table, str(number), *identity))))


class DerivedKeys:
    """Derives the keys of rows of one table, each once; `taken` are those it has already."""

    def __init__(self, table: str, taken: Iterable[str]) -> None:
        self._table = table
        self._taken = set(taken)
        self._numbers: Counter[tuple[str, ...]] = Counter()

    def derive(self, *identity: str) -> str:
        """Return the first key of this identity that is not taken."""
        while True:
            key = derive_key(self._table, self._numbers[identity], *identity)
            self._numbers[identity] += 1
            if key not in self._taken:
                self._taken.add(key)
                return key


def fill_keys(connection: sqlite3.Connection) -> None:
    """Give each row that has no key the one of its identity."""
    for table, identity in IDENTITY.items():
        found = connection.execute(
            f"SELECT id, {', '.join(identity)} FROM {table} WHERE key IS NULL ORDER BY id"
        ).fetchall()
        if found:
            keys = DerivedKeys(table, list_keys(connection, table))
            connection.executemany(
                f"UPDATE {table} SET key = ? WHERE id = ?",
                [(keys.derive(*rest), row_id) for row_id, *rest in found],
            )


def list_keys(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the keys in a table."""
    found = connection.execute(f"SELECT key FROM {table} WHERE key IS NOT NULL")
    return [key for (key,) in found.fetchall()]
