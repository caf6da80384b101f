"""The closed lists of words in a diary: states, muscles, methods of relief and so on."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Self

from cramp_diary.core.errors import BadName, BadOptionValue, BadText, UnknownChoice

NONE = "none"
"""Typed for none, and stored as it: no activity, no shoes; no goal for water."""

NONE_WORDS = frozenset({NONE, "no", "nothing", "0", "zero", "nil"})
"""Words that mean none, where none is possible."""

NO_CRAMPS = "no cramps, confirmed"
"""What a day is called on which it was recorded that there were none."""

YES_NO = ("yes", "no")
"""The two answers as choices, in the order in which they are offered."""

_YES = frozenset(
    {"yes", "y", "yeah", "yep", "true", "1", "ja", "oui", "sim", "s\u00ed", "s\u00ec", "wahr"}
    | {"vrai", "verdadero", "vero", "verdadeiro", "waar", "sand", "sant", "tosi", "prawda"}
    | {"pravda", "igaz"}
)
_NO = frozenset(
    {"no", "n", "nope", "false", "0", "nein", "nee", "nej", "nei", "non", "n\u00e3o", "falsch"}
    | {"faux", "falso", "onwaar", "falsk", "falskt", "ep\u00e4tosi", "fa\u0142sz", "nepravda"}
    | {"hamis"}
)
"""In English, then as spreadsheets write a logical value in the languages of Europe."""

_TICKS = frozenset({"x", "\u2713", "\u2714", "\u2611"})


class Choice(StrEnum):
    """Base class of the closed lists of words."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the member that `text` names, ignoring case, hyphens and underscores.

        Another word for it will do, and a misspelling that is close to one word alone.

        Raises
        ------
        AmbiguousWord, UnknownChoice
            If it could name several, or names none.
        """
        wanted = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
        for member in cls:
            if member.value.casefold().replace("-", " ") == wanted:
                return member
        noun = re.sub(r"\B([A-Z])", r" \1", cls.__name__).lower()
        from cramp_diary.core.words.choices import match_choice_word  # noqa: PLC0415 - rare

        return cls(match_choice_word(noun, text, list(cls)))


class Keep(StrEnum):
    """Whose values an import keeps where its folder differs from the diary."""

    MINE = "mine"
    THEIRS = "theirs"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the side that `text` names, ignoring case.

        Raises
        ------
        BadOptionValue
            If it names none.
        """
        try:
            return cls(text.strip().casefold())
        except ValueError:
            raise BadOptionValue("--keep", text, cls) from None


class State(Choice):
    """What the person was doing when the cramp began.

    In bed means awake in bed, resting means awake elsewhere.
    """

    ASLEEP = "asleep"
    IN_BED = "in bed"
    RESTING = "resting"
    EXERCISING = "exercising"
    AFTER_EXERCISE = "after exercise"


class Muscle(Choice):
    """The muscle, or the part of the leg or foot, that cramped.

    Foot means the whole foot, or that it is not known where in the foot.
    """

    ARCH = "arch"
    TOES = "toes"
    HEEL = "heel"
    CALF = "calf"
    SHIN = "shin"
    HAMSTRING = "hamstring"
    THIGH = "thigh"
    FOOT = "foot"
    OTHER = "other"


class Side(Choice):
    """Which leg or foot."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class ReliefMethod(Choice):
    """What was done against a cramp."""

    STRETCHING = "stretching"
    WALKING = "walking"
    MASSAGE = "massage"
    HEAT = "heat"
    WATER = "water"
    ELECTROLYTE_DRINK = "electrolyte drink"
    REST = "rest"
    OTHER = "other"


class DrugClass(Choice):
    """The classes of medications for which links with cramps are published, and other."""

    THIAZIDE_LIKE = "thiazide-like"
    LOOP = "loop"
    POTASSIUM_SPARING = "potassium-sparing diuretic"
    STATIN = "statin"
    LABA_INHALER = "LABA inhaler"
    OTHER = "other"


KEEP_TAKING = "Do not stop or change a prescribed medicine without your doctor."
"""Said wherever medications are listed, or compared with the cramps."""


class FactorKind(Choice):
    """How one of the person's own factors is measured."""

    AMOUNT = "amount"
    YES_NO = "yes/no"


class Direction(Choice):
    """Whether more of a risk factor, or less of it, means more exposed."""

    MORE = "more"
    LESS = "less"


class Arm(Choice):
    """The side of a trial that a day was drawn to: with the habit, or without it."""

    TREATED = "treated"
    CONTROL = "control"


class Outcome(Choice):
    """What the two sides of a trial are compared by."""

    EPISODES = "episodes"
    SEVERITY = "severity"


class Expected(Choice):
    """What the person expected of the days with the habit before a trial began."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


def name_key(name: str) -> str:
    """Return a key that is equal for names that differ only in case, spaces or Unicode form.

    >>> name_key("ÄRGER") == name_key("a\u0308rger")
    True
    >>> name_key("Old  trainers") == name_key("old\N{NO-BREAK SPACE}trainers")
    True
    """
    words = " ".join(unicodedata.normalize("NFC", name).split())
    return unicodedata.normalize("NFC", words.casefold())


ALL_FACTORS = "all"
"""What `cramp chart weekly --factors` takes for each factor that is recorded."""


class Chart(StrEnum):
    """The charts that can be asked for; `ALL` stands for each of the others but that of a trial."""

    WEEKLY = "weekly"
    CALENDAR = "calendar"
    HOURS = "hours"
    WHERE = "where"
    FACTORS = "factors"
    MEDICATION = "medication"
    RELIEF = "relief"
    WATER = "water"
    TRIAL = "trial"
    ALL = "all"

    @property
    def each(self) -> tuple[Chart, ...]:
        """The single charts that this name stands for."""
        if self is not Chart.ALL:
            return (self,)
        return tuple(c for c in Chart if c not in {Chart.ALL, Chart.TRIAL})


def is_none(text: str) -> bool:
    """Tell whether a text means none.

    >>> is_none("Nothing"), is_none("1")
    (True, False)
    """
    return text.strip().casefold() in NONE_WORDS


def parse_yes_no(text: str, what: str = "answer") -> bool:
    """Read yes or no in English or as spreadsheets write it; none is no.

    Parameters
    ----------
    text
        What was typed, in any case.
    what
        What kind of answer it is, for the error.

    Raises
    ------
    UnknownChoice
        If it is neither.
    """
    answer = name_key(text.strip())
    if answer in _YES:
        return True
    if answer in _NO or is_none(answer):
        return False
    raise UnknownChoice(what, text, YES_NO)


def parse_ticked(text: str) -> bool:
    """Read yes or no in a cell, where a cross or a tick is yes, too.

    Raises
    ------
    UnknownChoice
        If it is neither.
    """
    return text.strip().casefold() in _TICKS or parse_yes_no(text)


def is_yes_no_word(text: str) -> bool:
    """Return whether a cell says yes or no in a word or mark, and not as the number 1 or 0."""
    word = name_key(text.strip())
    return not word.isdigit() and word in _YES | _NO | _TICKS


def format_yes_no(value: bool) -> str:  # noqa: FBT001 - the value itself
    """Format a yes or no as it is typed."""
    return YES_NO[0] if value else YES_NO[1]


def check_text(what: str, text: str) -> None:
    """Refuse text that cannot be encoded as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadText(what) from None


def check_name(what: str, name: str) -> None:
    """Refuse a name that could not be read back from options and CSV files."""
    check_text(f"name of {what}", name)
    if not name or name != name.strip():
        raise BadName(what, "cannot be empty or begin or end with a space")
    if any(mark in name for mark in ":;=\n\r\0") or name_key(name) == NONE:
        raise BadName(what, f"cannot be '{NONE}' or hold any of : ; = or a line break")
    if is_none(name):
        raise BadName(what, f"cannot be '{name}', which means none")
