"""Finding what a word means: by itself, by another word for it, or by a likely misspelling."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cramp_diary.core.errors import AmbiguousWord, UnknownChoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Meanings = dict[str, tuple[str, ...]]
"""What each plain word or group of words means: one choice, or all that it could be."""

_NO_MEANING = (
    "a,an,and,am,are,at,during,for,from,have,having,i,in,is,it,just,me,my,of,on,or,some,the,to,was"
    ",were,when,while,with"
)
_FILLERS = frozenset(_NO_MEANING.split(","))
"""Words that change no meaning here: "in my sleep" is "sleep"."""

_SURE = 0.86
"""How similar (`difflib`) a misspelling must be to a word to be taken for it."""
_NEAR = 0.7
"""How similar a word must be to be suggested."""
_SHORTEST, _LONGEST = 4, 40
"""Letters of the words that are taken for misspellings of others, or compared with others."""


def simplify(text: str) -> str:
    """Return the words of a text that have a meaning, in lower case.

    >>> simplify("In my Sleep"), simplify("back-of-the-thigh")
    ('sleep', 'back thigh')
    """
    words = re.findall(r"[^\W_]+", text.casefold().replace("'", ""))
    return " ".join([word for word in words if word not in _FILLERS] or words)


def list_words(named: Mapping[str, str]) -> dict[str, str]:
    """Return the choice of each other word, from the words of each choice separated by commas."""
    return {word: choice for choice, words in named.items() for word in words.split(",") if word}


def build_meanings(
    named: Mapping[str, str], several: Mapping[str, tuple[str, ...]] | None = None
) -> Meanings:
    """Return what each word means.

    Parameters
    ----------
    named
        For each choice other words for it, separated by commas.
    several
        The choices that a word could mean equally well.
    """
    meanings = {simplify(word): choices for word, choices in (several or {}).items()}
    meanings |= {simplify(word): (choice,) for word, choice in list_words(named).items()}
    return meanings | {simplify(choice): (choice,) for choice in named}


def find_meanings(simple: str, meanings: Meanings) -> tuple[str, ...]:
    """Return the choices that a simplified text means; none if it is not known.

    A misspelling is taken for a word if it is close to it, and to no word of another meaning.
    """
    if simple in meanings:
        return meanings[simple]
    if not _SHORTEST <= len(simple) <= _LONGEST:
        return ()
    near = get_close_matches(simple, meanings, 5, _SURE)
    found = {meanings[word] for word in near}
    return found.pop() if len(found) == 1 else ()


def match_word(
    what: str, typed: str, simple: str, meanings: Meanings, choices: Iterable[str]
) -> str:
    """Return the choice that a text means.

    Parameters
    ----------
    what
        What kind of choice it is, for the error.
    typed, simple
        The text as it was typed, and simplified.
    meanings
        All words that are understood.
    choices
        The choices, for the error.

    Raises
    ------
    AmbiguousWord
        If it could mean several.
    UnknownChoice
        If it means none; with those of similar words, if there are any.
    """
    found = find_meanings(simple, meanings)
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousWord(typed, found)
    near = get_close_matches(simple, meanings, 3, _NEAR) if len(simple) <= _LONGEST else []
    raise UnknownChoice(
        what, typed, choices, dict.fromkeys(choice for word in near for choice in meanings[word])
    )
