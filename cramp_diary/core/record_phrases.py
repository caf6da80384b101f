"""Reading of records as people type them: `calf:left`, `run:45:6`, `stretching:2`, and answers.

The first half parses the values of options into records. The second half converts an answer at a
prompt, which may use the number of a choice, the beginning of its name, and spaces for colons, into
the value of an option, so that options and answers are parsed alike.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from cramp_diary.core import units
from cramp_diary.core.day_fields import DAY_FIELDS
from cramp_diary.core.errors import (
    Contradiction,
    InputError,
    NoSuchName,
    NotWhole,
    UnreadablePart,
)
from cramp_diary.core.limits import SEVERITY, WATER_ML, check_unit
from cramp_diary.core.model import Activity, Day, DayEntry, Dose, FactorValue, Relief, Site, Wear
from cramp_diary.core.vocabulary import (
    NONE,
    FactorKind,
    Side,
    State,
    is_none,
    name_key,
    parse_yes_no,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cramp_diary.core.model import Factor
    from cramp_diary.core.units import Measures

_SOME_DAY = date(2000, 1, 1)
"""Stands for the diary day until it is known."""

_SEPARATORS = r"[,;]|\band\b(?! (?:a )?half\b)"
_TWO_READINGS = r"[^,;\s][\s:]+\d+,\d"
_UNIT_APART = r"(?i)(\d)\s+(h|hrs?|hours?|m|mins?|minutes?)\b"
_KIND_AND_AMOUNTS = r"(\D+?)[\s:]+(\d.*)"
_NAME_AND_AMOUNT = r"(.+?)[\s:]+(\d\S*)"
_SIDES = tuple(Side)


def parse_episode_options(
    *,
    severity: str | float | None = None,
    minutes: str | None = None,
    site: list[str] | None = None,
    state: str | None = None,
    relief: list[str] | None = None,
    woke: bool | None = None,
    soreness: str | None = None,
    note: str | None = None,
) -> dict[str, Any]:
    """Parse the options that describe an episode; return the fields that were given.

    Raises
    ------
    InputError
        If one of them does not fit.
    """
    fields = {
        "severity": None if severity is None else parse_severity(str(severity)),
        "duration_minutes": None if minutes is None else units.parse_minutes(minutes),
        "sites": tuple(place for text in site or () for place in Site.parse_all(text)) or None,
        "state": None if state is None else State.parse(state),
        "reliefs": parse_reliefs(relief) if relief else None,
        "woke": woke,
        "soreness_hours": None if soreness is None else _parse_soreness(soreness),
        "note": note,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _parse_soreness(text: str) -> float:
    return 0.0 if is_none(text) else units.parse_hours(text)


def parse_reliefs(texts: Iterable[str]) -> tuple[Relief, ...]:
    """Parse what was done against a cramp, each with the minutes until it eased; none is none.

    Raises
    ------
    InputError
        If one of them does not fit, or there is none beside another.
    """
    return tuple(Relief.parse(text) for text in _drop_none("relief", texts))


def parse_severity(text: str) -> int:
    """Parse a severity, a whole number from 0 to 10, also as in "7/10" and "7 out of 10".

    Raises
    ------
    InputError
        If it is not one.
    """
    if not text.isdecimal():
        from cramp_diary.core.words.amounts import refuse_severity_in_words  # noqa: PLC0415 - rare

        refuse_severity_in_words(text)
    value = units.parse_out_of_ten(text)
    SEVERITY.check(value)
    if not value.is_integer():
        raise NotWhole("severity", value)
    return int(value)


def parse_drink(text: str, measures: Measures) -> float:
    """Parse what was drunk at once, in millilitres.

    Raises
    ------
    InputError
        If it is no volume, or hardly in this unit.
    """
    ml = units.parse_volume(text, measures)
    check_unit(WATER_ML.name, ml, WATER_ML.unit)
    return ml


def parse_day_entry(
    measures: Measures,
    factors: Iterable[Factor] = (),
    *,
    activity: Iterable[str] | None = None,
    shoes: Iterable[str] | None = None,
    med: Iterable[str] | None = None,
    values: Iterable[str] | None = None,
    **day: Any,  # noqa: ANN401 - the options of parse_day_fields, each with its own type
) -> DayEntry:
    """Parse the options that describe a day; its date is set later, with `DayEntry.on`.

    Parameters
    ----------
    measures
        The sizes of the person's cups and glasses.
    factors
        The person's own factors, which `values` may name.
    activity, shoes, med, values
        The values of ``--activity``, ``--shoes``, ``--med`` and ``--set``.
    day
        As `parse_day_fields` takes them.

    Raises
    ------
    InputError, NoSuchName
        If one of them does not fit, or names a factor that is not among `factors`.
    """
    activities = tuple(map(_parse_activity, activity or ()))
    wear = tuple(map(_parse_wear, shoes or ()))
    _refuse_none_and_more("activity", [record.kind for record in activities])
    _refuse_none_and_more("shoes", [name_key(record.shoe) for record in wear])
    if len({name_key(record.shoe) for record in wear}) < len(wear):
        raise Contradiction("You give the same shoes twice", "with hours each", "add them up")
    return DayEntry(
        parse_day_fields(measures, **day),
        activities,
        wear,
        tuple(map(_parse_dose, _drop_none("med", med or ()))),
        parse_factor_values(values or (), factors),
    )


def _drop_none(what: str, texts: Iterable[str]) -> list[str]:
    """Return the values of an option; those that say none record nothing."""
    names = [NONE if is_none(text) else text for text in texts]
    _refuse_none_and_more(what, names)
    return [name for name in names if name != NONE]


def _refuse_none_and_more(what: str, names: list[str]) -> None:
    if NONE in names and len(names) > 1:
        raise Contradiction(f"You say --{what} none", f"also another --{what}", "leave out one")


def parse_day_fields(
    measures: Measures,
    *,
    no_cramps: bool = False,
    note: str | None = None,
    **typed: str | bool | None,
) -> Day:
    """Parse the fields of a day; its date is set later.

    Parameters
    ----------
    measures
        The sizes of the person's cups and glasses.
    no_cramps, note
        As in `Day`.
    typed
        The values of the options of `DAY_FIELDS`, as typed; a yes or no may be a bool.

    Raises
    ------
    InputError
        If something does not fit.
    """
    values = {
        field.column: text if isinstance(text, bool) else field.parse_typed(text, measures)
        for field in DAY_FIELDS
        if (text := typed.pop(field.option, None)) is not None
    }
    if typed:
        message = f"a day has no field {', '.join(typed)}"
        raise TypeError(message)
    return Day(diary_day=_SOME_DAY, no_cramps=no_cramps, note=note or "", **values)  # type: ignore[arg-type] # a test compares the columns with the attributes


def _parse_activity(text: str) -> Activity:
    kind, *rest = (part.strip() for part in text.split(":"))
    if is_none(kind) and not rest:
        return Activity(_SOME_DAY, NONE, 0)
    match rest:
        case [duration]:
            return Activity(_SOME_DAY, kind, units.parse_minutes(duration))
        case [duration, effort]:
            return Activity(
                _SOME_DAY, kind, units.parse_minutes(duration), units.parse_out_of_ten(effort)
            )
    raise UnreadablePart("--activity", text, "run:45:6, run:45 or none")


def _parse_wear(text: str) -> Wear:
    name, _, hours = (part.strip() for part in text.partition(":"))
    if is_none(name) and not hours:
        return Wear(_SOME_DAY, NONE, 0)
    if not name:
        raise UnreadablePart("--shoes", text, "'old trainers:8', 'old trainers' or none")
    return Wear(_SOME_DAY, name, units.parse_hours(hours) if hours else None)


def _parse_dose(text: str) -> Dose:
    name, _, amount = (part.strip() for part in text.partition(":"))
    if not name:
        raise UnreadablePart("--med", text, "furosemide:40mg or furosemide")
    return Dose(_SOME_DAY, name, amount)


def parse_factor_values(texts: Iterable[str], factors: Iterable[Factor]) -> tuple[FactorValue, ...]:
    """Parse ``NAME=VALUE`` options of own factors; the value may be yes or no.

    Raises
    ------
    InputError, NoSuchName
        If one does not fit, or its factor is not among `factors`.
    """
    known = {name_key(factor.name): factor for factor in factors}
    return tuple(_parse_factor_value(text, known) for text in texts)


def _parse_factor_value(text: str, known: Mapping[str, Factor]) -> FactorValue:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not value:
        raise UnreadablePart("--set", text, "alcohol=2 or nap=yes")
    factor = known.get(name_key(name))
    if factor is None:
        names = (factor.name for factor in known.values())
        raise NoSuchName("own factor", name, names, "cramp factor add")
    return FactorValue(_SOME_DAY, factor.name, parse_amount_of(factor, value))


def parse_amount_of(factor: Factor, text: str) -> float:
    """Parse the value of an own factor: an amount, or 1 for yes and 0 for no.

    Raises
    ------
    InputError
        If it does not fit the kind of the factor.
    """
    if factor.kind is FactorKind.YES_NO:
        return float(parse_yes_no(text, f"answer to {factor.name}"))
    if is_none(text):
        return 0.0
    if text.startswith("-"):
        return -units.parse_number(text[1:])
    value = units.find_parser(factor.unit)(text)
    check_unit(factor.name, value, factor.unit)
    return value


# From here on: answers at a prompt, converted to the values of options.


def match_choice(text: str, choices: Sequence[str]) -> str:
    """Return the choice with this number or beginning; the text itself if there is not just one.

    >>> [match_choice(text, ["yes", "no"]) for text in ("2", "Y", "maybe")]
    ['no', 'yes', 'maybe']
    """
    choice, rest = _match_beginning(text, choices)
    return choice if choice and not rest else text


def expand_site(text: str, muscles: Sequence[str]) -> str:
    """Convert an answer to a value of ``--site``: a muscle and its side.

    What ``--site`` takes is returned as it is.

    >>> muscles = ["arch", "calf", "heel", "hamstring"]
    >>> [expand_site(text, muscles) for text in ("2l", "calf left", "l he", "2", "both feet")]
    ['calf:left', 'calf left', 'heel:left', 'calf', 'both feet']
    """
    with suppress(InputError):
        Site.parse(text)
        return text
    first, _, last = text.partition(" ")
    reordered = text
    if last and match_choice(first, _SIDES) in _SIDES and not first.isdecimal():
        reordered = f"{last} {first}"
    muscle, side = _match_beginning(re.sub(r"(?<=\d)(?=[a-z])", " ", reordered), muscles)
    if not muscle or (side and _expand_side(side) not in _SIDES):
        return text
    return f"{muscle}:{_expand_side(side)}" if side else muscle


def _expand_side(text: str) -> str:
    side = text if text.isdecimal() else match_choice(text, _SIDES)
    with suppress(InputError):
        return Side.parse(side)
    return side


def expand_relief(text: str, methods: Sequence[str]) -> str:
    """Convert an answer to a value of ``--relief``: a method and the minutes until it eased.

    What ``--relief`` takes is returned as it is.

    >>> methods = ["stretching", "walking", "heat"]
    >>> [expand_relief(text, methods) for text in ("1 2", "he 5min", "stretched 2 minutes")]
    ['stretching:2', 'heat:5min', 'stretched 2 minutes']
    """
    with suppress(InputError):
        Relief.parse(text)
        return text
    return expand_amount(text, methods)


def expand_amount(text: str, choices: Sequence[str]) -> str:
    """Convert an answer to a value of ``--relief``, ``--shoes`` or ``--med``.

    >>> shoes = ["none", "old trainers"]
    >>> [expand_amount(text, shoes) for text in ("2 8", "old 7h30", "old trainers:8", "none")]
    ['old trainers:8', 'old trainers:7h30', 'old trainers:8', 'none']
    """
    if is_none(text):
        return NONE
    choice, amount = _match_beginning(text, choices)
    if not choice and (match := re.fullmatch(_NAME_AND_AMOUNT, text)):
        choice, amount = match.groups()  # an unknown name, refused later
    if not choice:
        return text
    return f"{choice}:{amount}" if amount else choice


def expand_activity(text: str, kinds: Sequence[str]) -> str:
    """Convert an answer to a value of ``--activity``; a new kind is written in full.

    >>> kinds = ["none", "walk"]
    >>> [expand_activity(text, kinds) for text in ("1", "2 30 3", "trail run 1 h 6", "run:45")]
    ['none', 'walk:30:3', 'trail run:1h:6', 'run:45']

    Raises
    ------
    UnreadablePart
        If it has no minutes, or more parts than minutes and effort.
    """
    if is_none(text):
        return NONE
    from cramp_diary.core.words.amounts import to_digits  # noqa: PLC0415 - after a question

    digits = to_digits(text)
    is_plain = digits == " ".join(text.casefold().split())
    for each in (text,) if is_plain else (digits, text):
        kind, amounts = _match_beginning(each, kinds, whole=True)
        if not kind and (match := re.fullmatch(_KIND_AND_AMOUNTS, each)):
            kind, amounts = match[1].strip(), match[2]
        if kind == NONE and not amounts:
            return kind
        parts = re.split(r"[\s:]+", re.sub(_UNIT_APART, r"\1\2", amounts))
        if kind and 1 <= len(list(filter(None, parts))) <= len(("minutes", "effort")):
            return ":".join([kind, *parts])
    raise UnreadablePart("the question", text, "walk 30, walk 30 3 or none")


def split_answer(text: str) -> list[str]:
    """Split an answer that names several things.

    >>> split_answer("2 8, 3 1.5; toes and heel")
    ['2 8', '3 1.5', 'toes', 'heel']

    Raises
    ------
    UnreadablePart
        If a comma could be a decimal comma or separate two things, or there are only separators.
    """
    if re.search(_TWO_READINGS, text):
        raise UnreadablePart("the question", text, "1 2.5, or 1 2, 5 for two things")
    parts = [part.strip() for part in re.split(_SEPARATORS, text) if part.strip()]
    if not parts:
        raise UnreadablePart("the question", text, "1, 3")
    return parts


def check_none_alone(parts: list[str]) -> list[str]:
    """Return the parts of an answer, if none is its only part or not among them.

    Raises
    ------
    Contradiction
        If the answer names none together with something else.
    """
    if NONE in parts and len(parts) > 1:
        raise Contradiction(f"You say {NONE}", "something else as well", "leave out one")
    return parts


def _match_beginning(text: str, choices: Sequence[str], *, whole: bool = False) -> tuple[str, str]:
    """Split a text into the choice that it begins with, empty if there is none, and the rest.

    With `whole`, the beginning of a name is not enough.
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
