"""Helpers for English text: lists of words, counts, and shortened texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def join_words(words: Iterable[str], conjunction: str = "or") -> str:
    """Join words with commas and a conjunction.

    >>> join_words(["left"]), join_words(["left", "right"]), join_words(["left", "right", "both"])
    ('left', 'left or right', 'left, right or both')
    """
    *most, last = words
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def format_count(number: int, noun: str, plural: str = "") -> str:
    """Format a number with its noun, in the plural where it is not one.

    >>> format_count(1, "episode"), format_count(0, "recorded day")
    ('1 episode', '0 recorded days')
    >>> format_count(2, "activity", "activities")
    '2 activities'
    """
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def shorten(text: str, length: int) -> str:
    """Shorten a text to a number of characters; three dots show that it was longer.

    >>> shorten("slept badly and late", 11), shorten("slept", 11)
    ('slept badly...', 'slept')
    """
    return text if len(text) <= length else f"{text[:length].rstrip()}..."
