"""Places of cramps as people name them: "both feet", "left calf", "ball of the foot"."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from cramp_diary.core.errors import UnknownChoice, UnreadablePart
from cramp_diary.core.words.choices import SIDE, other_words
from cramp_diary.core.words.matching import (
    Meanings,
    build_meanings,
    find_meanings,
    list_words,
    match_word,
    simplify,
)

Place = tuple[str, str]
"""A place and its side, which is empty if it is not known."""

SIDES = ("left", "right", "both")
_SIDES = dict(zip(SIDES, SIDES, strict=True))
_SIDES |= {word: side for word, side in other_words(SIDE).items() if " " not in word}
"""What each word for a side means, of those that may stand beside a place."""

_PAIRS = "calves,shins,thighs,heels,arches,feet,soles,insteps,both big toes,balls of the feet"
_NAMED = {
    "arch": "arches,arch of the foot,arches of the feet,foot arch,inner arch,inside arch"
    ",instep,insteps,plantar fascia",
    "toes": "toe,big toe,big toes,great toe,little toe,small toe,pinky toe,middle toe,hallux"
    ",toes of the foot,toe muscles",
    "heel": "heels,heel of the foot",
    "calf": "calves,calve,calfs,calf muscle,calf muscles,gastrocnemius,soleus"
    ",back of the lower leg",
    "shin": "shins,shin bone,shinbone,front of the lower leg,tibialis",
    "hamstring": "hamstrings,ham,hams,hammy,hamstring muscle,back of the thigh"
    ",back of the thighs,back thigh,back of the upper leg,rear thigh",
    "thigh": "thighs,thigh muscle,quad,quads,quadriceps,quadricep,front of the thigh"
    ",front thigh,front of the upper leg,inner thigh,inside thigh,outer thigh,outside thigh"
    ",upper thigh,adductor,adductors",
    "foot": "feet,whole foot,entire foot,sole,soles,sole of the foot,soles of the feet"
    ",bottom of the foot,underside of the foot,under the foot,ball of the foot,balls of the feet"
    ",ball,top of the foot,side of the foot,outer foot,inner foot,outside of the foot"
    ",inside of the foot,forefoot,midfoot,foot muscle",
    "other": "somewhere else,elsewhere,others,other muscle",
}
_LEG = ("calf", "shin", "hamstring", "thigh")
_SEVERAL: dict[str, tuple[str, ...]] = {
    "leg": _LEG,
    "legs": _LEG,
    "whole leg": _LEG,
    "lower leg": ("calf", "shin"),
    "upper leg": ("thigh", "hamstring"),
    "back of the leg": ("calf", "hamstring"),
    "front of the leg": ("shin", "thigh"),
    "back of the knee": ("calf", "hamstring"),
    "behind the knee": ("calf", "hamstring"),
    "knee": ("calf", "hamstring", "thigh"),
    "achilles": ("calf", "heel"),
    "achilles tendon": ("calf", "heel"),
    "ankle": ("calf", "heel", "foot"),
}
_IN_PAIRS = frozenset(map(simplify, _PAIRS.split(",")))
"""Words in the plural that mean both sides, as "toes" and "quads" do not."""


@cache
def place_meanings() -> Meanings:
    """Return all words for places, without their sides."""
    return build_meanings(_NAMED, _SEVERAL)


def other_place_words() -> dict[str, str]:
    """Return the muscle of each other word for a place."""
    return list_words(_NAMED)


def split_places(text: str) -> list[str]:
    """Split a text that names several places; a side by itself goes with the place beside it.

    >>> split_places("left calf, toes and heel"), split_places("calf, right; left and right foot")
    (['left calf', 'toes', 'heel'], ['calf right', 'left right foot'])
    """
    places: list[str] = []
    side = ""
    for group in text.split(";"):
        first = len(places)
        for part in filter(None, map(str.strip, re.split(r"[,&+]|\band\b", group))):
            if part.casefold() not in _SIDES:
                places.append(f"{side} {part}".strip())
                side = ""
            elif len(places) > first:
                places[-1] += f" {part}"
            else:
                side = f"{side} {part}".strip()
    return [*places, side] if side else places


def parse_places(text: str) -> tuple[Place, ...]:
    """Return the places that a text names, each with its side if that is given.

    >>> parse_places("both feet, calf:l")
    (('foot', 'both'), ('calf', 'left'))

    Raises
    ------
    AmbiguousWord, UnknownChoice, UnreadablePart
        If a place could be several, is not known, or there is none.
    """
    places = split_places(text)
    if not places or places[-1].casefold() in _SIDES:
        raise UnreadablePart("a place", text, "calf:left or left calf")
    typed = text.strip() if len(places) == 1 else ""
    return tuple(_parse_place(place, typed or place) for place in places)


def _parse_place(text: str, typed: str) -> Place:
    words = re.findall(r"\b(?!sides?\b)[^\W_]+", text.casefold().replace("'", ""))
    sides = {_SIDES[word] for word in words if word in _SIDES}
    simple = simplify(" ".join(word for word in words if word not in _SIDES))
    meanings = place_meanings()
    if simple and not find_meanings(simple, meanings):
        simple, misspelt = _take_misspelt_side(simple)
        if not find_meanings(simple, meanings):
            _refuse_unknown_side(text, meanings)
        sides |= misspelt
    muscle = match_word("muscle", typed, simple, meanings, _NAMED)
    if not sides:
        return muscle, "both" if simple in _IN_PAIRS else ""
    return muscle, sides.pop() if len(sides) == 1 else "both"


def _take_misspelt_side(simple: str) -> tuple[str, set[str]]:
    """Return the words without a misspelt side, such as "rigth", and that side."""
    words = simple.split()
    for number in (0, -1):
        if len(words[number]) > len("rigghht"):
            continue
        near = get_close_matches(words[number], SIDES, 1, 0.8)
        if near and len(words) > 1:
            del words[number]
            return " ".join(words), {near[0]}
    return simple, set()


def _refuse_unknown_side(text: str, meanings: Meanings) -> None:
    """Refuse a side that is not known after a place that is.

    Raises
    ------
    UnknownChoice
        If that is why the text cannot be read.
    """
    place, _, side = (part.strip() for part in text.partition(":"))
    if side and find_meanings(simplify(place), meanings):
        raise UnknownChoice("side", side, SIDES)
