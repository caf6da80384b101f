"""The words of a line: plain ones, and texts in quotes, also in those that phones set."""

from __future__ import annotations

import re
from typing import NamedTuple

from cramp_diary.exchange.inbox.errors import OpenQuote

_DOUBLE, _SINGLE = '"\u201c\u201d\u201e\u00ab\u00bb', "'\u2018\u2019\u201a"
_QUOTED = re.compile(
    rf"(?P<name>[\w-]+[=:])?"
    rf"(?:[{_DOUBLE}](?P<double>.*?)[{_DOUBLE}]|[{_SINGLE}](?P<single>.*?)[{_SINGLE}])"
    r"[,;.]?(?=\s|$)"
)
_ANY_QUOTE = re.compile(f"[{_DOUBLE}{_SINGLE}]")
_OPEN = re.compile(rf"(?:[\w-]+[=:])?[{_DOUBLE}]")
_PLAIN = re.compile(r"\S+")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"


class Word(NamedTuple):
    """A word, or a text in quotes without them; `start` is where it begins in the line."""

    text: str
    start: int
    is_quoted: bool = False

    @property
    def bare(self) -> str:
        """The word in lower case, without the dashes of an option and a colon after it."""
        return self.text.lstrip(_DASHES).rstrip(":").casefold()

    @property
    def has_dashes(self) -> bool:
        """Whether it is written as an option: a dash before a letter."""
        return self.text[:1] in _DASHES and self.text.lstrip(_DASHES)[:1].isalpha()


def opens_quote(text: str) -> bool:
    """Tell whether a text begins with quotes."""
    return text[:1] in _DOUBLE


def split_words(text: str) -> list[Word]:
    """Split what follows a stamp into its words; a comma after a word, and lone dashes, are none.

    >>> [word.text for word in split_words('severity 7, \u201cwoke the cat\u201d')]
    ['severity', '7', 'woke the cat']

    Raises
    ------
    OpenQuote
        If quotes are not closed.
    """
    words: list[Word] = []
    at = 0
    while found := _PLAIN.search(text, at):
        at, word = found.start(), found[0]
        has_quotes = _ANY_QUOTE.search(word)
        if has_quotes and (quoted := _QUOTED.match(text, at)):
            if name := quoted["name"]:
                words.append(Word(name[:-1], at))
            content = quoted["double"] if quoted["double"] is not None else quoted["single"]
            words.append(Word(content.strip(), at, is_quoted=True))
            at = quoted.end()
            continue
        if has_quotes and _OPEN.match(text, at):
            raise OpenQuote(text[at:])
        word = word.rstrip(",;")
        if found.end() == len(text):
            word = word.rstrip(".!")
        if word.strip(_DASHES):
            words.append(Word(word, at))
        at = found.end()
    return words
