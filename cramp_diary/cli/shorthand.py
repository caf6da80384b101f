"""What is typed at a question, put into the form that the options have.

An answer may use the number of a choice, the beginning of its name, and spaces for colons. The
options' own readers read the result, so that a question understands nothing differently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cramp_diary.core.errors import Contradiction, UnreadablePart
from cramp_diary.core.vocabulary import NONE, Side

_TWO_READINGS = re.compile(r"[^,;\s][\s:]+\d+,\d")
_UNIT_APART = re.compile(r"(\d)\s+(h|hrs?|hours?|m|mins?|minutes?)\b", re.IGNORECASE)
_KIND_AND_AMOUNTS = re.compile(r"(\D+?)[\s:]+(\d.*)")
_NAME_AND_AMOUNT = re.compile(r"(.+?)[\s:]+(\d\S*)")
SIDES = tuple(Side)


def match_choice(text: str, choices: Sequence[str]) -> str:
    """Return the choice that a number, or the beginning of just one, names; or else the text.

    >>> [match_choice(text, ["yes", "no"]) for text in ("2", "Y", "maybe")]
    ['no', 'yes', 'maybe']
    """
    choice, rest = _match_beginning(text, choices)
    return choice if choice and not rest else text


def expand_site(text: str, muscles: Sequence[str]) -> str:
    """Return a muscle and its side as ``--site`` takes them.

    >>> muscles = ["arch", "calf", "heel", "hamstring"]
    >>> [expand_site(text, muscles) for text in ("2l", "calf left", "left calf", "he", "2")]
    ['calf:left', 'calf:left', 'calf:left', 'heel', 'calf']
    """
    first, _, last = text.partition(" ")
    if last and match_choice(first, SIDES) in SIDES and not first.isdecimal():
        text = f"{last} {first}"
    muscle, side = _match_beginning(re.sub(r"(?<=\d)(?=[a-z])", " ", text), muscles)
    if not muscle:
        return text
    return f"{muscle}:{_side(side)}" if side else muscle


def _side(text: str) -> str:
    return text if text.isdecimal() else match_choice(text, SIDES)


def expand_amount(text: str, choices: Sequence[str]) -> str:
    """Return a choice and its amount as ``--relief``, ``--shoes`` and ``--med`` take them.

    >>> shoes = ["none", "old trainers"]
    >>> [expand_amount(text, shoes) for text in ("2 8", "old 7h30", "old trainers:8", "none")]
    ['old trainers:8', 'old trainers:7h30', 'old trainers:8', 'none']
    """
    choice, amount = _match_beginning(text, choices)
    if not choice and (match := _NAME_AND_AMOUNT.fullmatch(text)):
        choice, amount = match.groups()  # of a name that is refused, without its amount
    if not choice:
        return text
    return f"{choice}:{amount}" if amount else choice


def expand_activity(text: str, kinds: Sequence[str]) -> str:
    """Return an activity as ``--activity`` takes it; a kind that is new is named in full.

    >>> kinds = ["none", "walk"]
    >>> [expand_activity(text, kinds) for text in ("1", "2 30 3", "trail run 1 h 6", "run:45")]
    ['none', 'walk:30:3', 'trail run:1h:6', 'run:45']

    Raises
    ------
    UnreadablePart
        If it has no minutes, or more than minutes and effort.
    """
    kind, amounts = _match_beginning(text, kinds, whole=True)
    if not kind and (match := _KIND_AND_AMOUNTS.fullmatch(text)):
        kind, amounts = match[1].strip(), match[2]
    if kind == NONE and not amounts:
        return kind
    parts = re.split(r"[\s:]+", _UNIT_APART.sub(r"\1\2", amounts))
    if not kind or not 1 <= len(list(filter(None, parts))) <= len(("minutes", "effort")):
        raise UnreadablePart("the question", text, "walk 30, walk 30 3 or none")
    return ":".join([kind, *parts])


def split_answer(text: str) -> list[str]:
    """Return the parts of an answer that names several things.

    >>> split_answer("2 8, 3 1.5; toes and heel")
    ['2 8', '3 1.5', 'toes', 'heel']

    Raises
    ------
    UnreadablePart
        If a comma may be a decimal comma as well as one between two things, or there is nothing
        beside it.
    """
    if _TWO_READINGS.search(text):
        raise UnreadablePart("the question", text, "1 2.5, or 1 2, 5 for two things")
    parts = [part.strip() for part in re.split(r"[,;]|\band\b", text) if part.strip()]
    if not parts:
        raise UnreadablePart("the question", text, "1, 3")
    return parts


def check_none_alone(parts: list[str]) -> list[str]:
    """Return the parts of an answer, unless it says none and something, too.

    Raises
    ------
    Contradiction
        If it does.
    """
    if NONE in parts and len(parts) > 1:
        raise Contradiction(f"You say {NONE}", "something else as well", "leave out one")
    return parts


def _match_beginning(text: str, choices: Sequence[str], *, whole: bool = False) -> tuple[str, str]:
    """Split a text into the choice it begins with, and the rest; no choice is an empty one.

    With `whole`, a name counts only if it is written out.
    """
    for choice in sorted(choices, key=len, reverse=True):
        if re.match(rf"{re.escape(choice)}(?![\w-])", text, re.IGNORECASE):
            return choice, text[len(choice) :].strip(" :")
    first, rest = re.split(r"(?=[\s:])|$", text, maxsplit=1)
    near = [c for c in choices if first and c.casefold().startswith(first.casefold())]
    if first.isdecimal():
        near = list(choices[int(first) - 1 : int(first)]) if int(first) else []
    elif whole:
        near = []
    return (near[0], rest.strip(" :")) if len(near) == 1 else ("", text)
