"""Other words for states, methods of relief and the rest of the closed lists."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cramp_diary.core.words.matching import (
    Meanings,
    build_meanings,
    find_meanings,
    list_words,
    match_word,
    simplify,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_WORDS = 8
STATE, RELIEF_METHOD, SIDE = "state", "relief method", "side"
"""What the closed lists are called, as in the errors of `vocabulary.Choice`."""

_SPORTS = (
    "exercise,sport,sports,work out,working out,workout,training,train,gym,run,running,jog,jogging"
    ",walk,walking,hike,hiking,swim,swimming,cycling,bike ride,riding a bike,dancing"
    ",playing football,football,tennis,playing tennis,yoga,a race,a match"
)
_NAMED: dict[str, dict[str, str]] = {
    STATE: {
        "asleep": "sleeping,sleep,in my sleep,slept,fast asleep,sound asleep,napping,nap"
        ",woke me,it woke me,woke up from it",
        "in bed": "bed,awake in bed,in bed awake,lying in bed,lying awake,lying awake in bed",
        "resting": "rest,rested,at rest,sitting,sitting down,sat,sit,seated,relaxing,relaxed"
        ",watching tv,tv,on the sofa,on the couch,sitting on the sofa,sitting on the couch,armchair"
        ",at my desk,reading",
        "exercising": _SPORTS,
        "after exercise": "after exercising"
        + "".join(f",after {sport},after the {sport}" for sport in _SPORTS.split(",")),
    },
    RELIEF_METHOD: {
        "stretching": "stretch,stretched,stretches,stretched it,stretching it"
        ",calf stretch,calf stretches,pulled my toes up,pulled the toes,flexed my foot",
        "walking": "walk,walked,walked around,walked about,walking around,walking about"
        ",walked it off,walked on it",
        "massage": "massaged,massaging,massaged it,rub,rubbed,rubbed it,rubbing,kneaded,kneading",
        "heat": "hot,warmth,warm,warmed it,hot bath,warm bath,bath,hot shower,shower"
        ",warm shower,heat pad,heating pad,heat pack,hot pack,hot water bottle,hot towel"
        ",warm towel,hot water",
        "water": "drank water,drank,drink,drinking,drank some water,drinking water"
        ",glass of water,drank a glass of water,drink of water,had a drink",
        "electrolyte drink": "electrolytes,electrolyte,electrolyte drinks,sports drink"
        ",sport drink,isotonic drink,isotonic,rehydration drink,drank electrolytes",
        "rest": "rested,resting,waited,waiting,lay still,kept still,lay down",
        "other": "something else,others,another",
    },
    SIDE: {
        "left": "l,lt,left side,left leg,left foot",
        "right": "r,rt,right side,right leg,right foot",
        "both": "b,both sides,both legs,both feet,left and right,bilateral,left right,l r",
    },
}
_SEVERAL: dict[str, dict[str, tuple[str, ...]]] = {
    STATE: {
        "awake": ("in bed", "resting"),
        "lying": ("in bed", "resting"),
        "lying down": ("in bed", "resting"),
        "at night": ("asleep", "in bed"),
        "night": ("asleep", "in bed"),
        "waking up": ("asleep", "in bed"),
        "waking": ("asleep", "in bed"),
        "stretching": ("in bed", "exercising"),
        "stretching in bed": ("in bed",),
    },
    RELIEF_METHOD: {
        "moved": ("walking", "stretching"),
        "got up": ("walking", "stretching"),
        "stood up": ("walking", "stretching"),
    },
}


def meanings_of(what: str, choices: Iterable[str]) -> Meanings:
    """Return all words for the choices of a closed list, such as the states."""
    return _meanings_of(what, tuple(choices))


@cache
def _meanings_of(what: str, choices: tuple[str, ...]) -> Meanings:
    named = dict.fromkeys(choices, "") | _NAMED.get(what, {})
    return build_meanings(named, _SEVERAL.get(what))


def other_words(what: str) -> dict[str, str]:
    """Return the choice of each other word in a closed list."""
    return list_words(_NAMED.get(what, {}))


def match_choice_word(what: str, text: str, choices: Iterable[str]) -> str:
    """Return the choice that a text means, also by another word, or by a misspelling.

    >>> states = ["asleep", "in bed"]
    >>> [match_choice_word("state", text, states) for text in ("in my sleep", "aslep", "bed")]
    ['asleep', 'asleep', 'in bed']

    Raises
    ------
    AmbiguousWord, UnknownChoice
        If it could mean several, or means none.
    """
    return match_word(what, text.strip(), simplify(text), meanings_of(what, choices), choices)


def split_method(text: str) -> tuple[str, str]:
    """Split what was done against a cramp from how long that took, which may be missing.

    >>> split_method("walked around, 5 minutes"), split_method("hot bath")
    (('walked around,', '5 minutes'), ('hot bath', ''))
    """
    meanings = meanings_of(RELIEF_METHOD, ())
    words = text.split()
    for number in range(min(len(words), _MOST_WORDS), 0, -1):
        method, rest = " ".join(words[:number]), words[number:]
        if not re.search(r"\d", method) and find_meanings(simplify(method), meanings):
            return method, " ".join(rest).removeprefix("after ")
    return text, ""
