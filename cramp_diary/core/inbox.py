"""What a line of an inbox says, and the keyed hashes by which it is known again."""

from __future__ import annotations

import hmac
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cramp_diary.core.model import DayEntry, Drink, Episode

_HASH_BYTES = 16


class LineKey(NamedTuple):
    """A line, without any of its words.

    Attributes
    ----------
    line
        The keyed hash of its text.
    place
        Its place among the equal lines of its file, from 1 on.
    stamp
        The keyed hash of its stamp, empty if it has none.
    """

    line: str
    place: int
    stamp: str = ""


class LineEntry(NamedTuple):
    """What is to be recorded because of a line.

    Attributes
    ----------
    key
        Of the line.
    at
        Its stamp, None if it has none.
    episode, days, drink
        What it says.
    """

    key: LineKey
    at: datetime | None
    episode: Episode | None = None
    days: tuple[DayEntry, ...] = ()
    drink: Drink | None = None


class KnownLines:
    """The lines that were imported, by their keyed hashes; `secret` is the key of these."""

    def __init__(self, secret: bytes, keys: Iterable[LineKey] = ()) -> None:
        self.secret = secret
        self._keys: set[tuple[str, int]] = set()
        self._by_stamp: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for key in keys:
            self.add(key)

    def __contains__(self, key: LineKey) -> bool:
        return key[:2] in self._keys

    def add(self, key: LineKey) -> None:
        """Add a line."""
        self._keys.add(key[:2])
        if key.stamp:
            self._by_stamp[key.stamp].add(key[:2])

    def count_gone(self, stamp: str, present: Iterable[LineKey]) -> int:
        """Return how many lines of a stamp are not among those that are present."""
        return len(self._by_stamp.get(stamp, set()) - {key[:2] for key in present})

    def hash(self, text: str) -> str:
        """Return the keyed hash of a text, in which kinds of spaces make no difference."""
        words = unicodedata.normalize("NFC", " ".join(text.split()))
        return hmac.digest(self.secret, words.encode(), "sha256")[:_HASH_BYTES].hex()
