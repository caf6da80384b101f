"""Helpers for English text: lists of words, counts, and shortened texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


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


def format_span(
    first_day: date, last_day: date | None, format_day: Callable[[date], str] = str
) -> str:
    """Format the first and last day of something; None is not over.

    >>> from datetime import date
    >>> format_span(date(2026, 1, 5), date(2026, 3, 1)), format_span(date(2026, 1, 5), None)
    ('from 2026-01-05 to 2026-03-01', 'from 2026-01-05 on')
    """
    until = "on" if last_day is None else f"to {format_day(last_day)}"
    return f"from {format_day(first_day)} {until}"


def shorten(
    text: str, fits: Callable[[str], bool], kept_end: str = "", ellipsis: str = ELLIPSIS
) -> str:
    """Return a text that fits: the whole, or the most of it that does with an ellipsis.

    Parameters
    ----------
    fits
        Whether there is room for a text.
    kept_end
        The last characters of the text, to stand after the ellipsis.
    ellipsis
        What stands for the part left out.

    Examples
    --------
    >>> shorten("hydrochloride 500 mg", lambda text: len(text) <= 12)
    'hydrochlori…'
    >>> shorten("hydrochloride 500 mg", lambda text: len(text) <= 12, "500 mg")
    'hydro…500 mg'
    """
    if fits(text):
        return text
    end = ellipsis + kept_end
    cuts = (text[:n].rstrip() + end for n in range(len(text) - len(kept_end), -1, -1))
    return next((cut for cut in cuts if fits(cut)), ellipsis)
