"""What was said with options, read into records."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cramp_diary.core import units
from cramp_diary.core.day_fields import DAY_FIELDS
from cramp_diary.core.errors import Contradiction, NoSuchName, NotWhole, UnreadablePart
from cramp_diary.core.limits import SEVERITY
from cramp_diary.core.model import Activity, Day, DayEntry, Dose, FactorValue, Relief, Site, Wear
from cramp_diary.core.vocabulary import NONE, FactorKind, State, name_key, parse_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cramp_diary.core.model import Factor
    from cramp_diary.core.units import Measures

_SOME_DAY = date(2000, 1, 1)


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
    """Read the options that describe an episode; return the fields that were given.

    Raises
    ------
    InputError
        If one of them does not fit.
    """
    fields = {
        "severity": None if severity is None else parse_severity(str(severity)),
        "duration_minutes": None if minutes is None else units.parse_minutes(minutes),
        "sites": tuple(map(Site.parse, site or ())) or None,
        "state": None if state is None else State.parse(state),
        "reliefs": tuple(map(Relief.parse, relief or ())) or None,
        "woke": woke,
        "soreness_hours": None if soreness is None else units.parse_hours(soreness),
        "note": note,
    }
    return {name: value for name, value in fields.items() if value is not None}


def parse_severity(text: str) -> int:
    """Read a whole number from 0 to 10.

    Raises
    ------
    InputError
        If it is none.
    """
    value = units.parse_number(text)
    SEVERITY.check(value)
    if not value.is_integer():
        raise NotWhole("severity", value)
    return int(value)


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
    """Read the options that describe a day; its date is given later, with `DayEntry.on`.

    Parameters
    ----------
    measures
        What the person's cups and glasses hold.
    factors
        The person's own factors, which `values` may name.
    activity, shoes, med, values
        What ``--activity``, ``--shoes``, ``--med`` and ``--set`` were given.
    day
        As `parse_day_fields` takes them.

    Raises
    ------
    InputError, NoSuchName
        If one of them does not fit, or names a factor that was never added.
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
        tuple(map(_parse_dose, med or ())),
        parse_factor_values(values or (), factors),
    )


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
    """Read what is told of a day as a whole; its date is given later.

    Parameters
    ----------
    measures
        What the person's cups and glasses hold.
    no_cramps, note
        As in `Day`.
    typed
        The options of `DAY_FIELDS`, as typed; yes or no may be a bool.

    Raises
    ------
    InputError
        If something does not fit.
    """
    values = {
        field.column: text if isinstance(text, bool) else field.parse(text, measures)
        for field in DAY_FIELDS
        if (text := typed.pop(field.option, None)) is not None
    }
    if typed:
        message = f"a day has no field {', '.join(typed)}"
        raise TypeError(message)
    return Day(diary_day=_SOME_DAY, no_cramps=no_cramps, note=note or "", **values)  # type: ignore[arg-type] # a test compares the columns with the attributes


def _parse_activity(text: str) -> Activity:
    kind, *rest = (part.strip() for part in text.split(":"))
    if kind.casefold() == NONE and not rest:
        return Activity(_SOME_DAY, NONE, 0)
    match rest:
        case [duration]:
            return Activity(_SOME_DAY, kind, units.parse_minutes(duration))
        case [duration, effort]:
            return Activity(
                _SOME_DAY, kind, units.parse_minutes(duration), units.parse_number(effort)
            )
    raise UnreadablePart("--activity", text, "run:45:6, run:45 or none")


def _parse_wear(text: str) -> Wear:
    name, _, hours = (part.strip() for part in text.partition(":"))
    if name.casefold() == NONE and not hours:
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
    """Read ``NAME=VALUE`` options of own factors; yes or no for a factor that is one.

    Raises
    ------
    InputError, NoSuchName
        If one does not fit, or its factor is none of `factors`.
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
        raise NoSuchName("own factor", name, names, f"cramp factor add '{name}'")
    return FactorValue(_SOME_DAY, factor.name, parse_amount_of(factor, value))


def parse_amount_of(factor: Factor, text: str) -> float:
    """Read the amount of an own factor, or 1 for yes and 0 for no.

    Raises
    ------
    InputError
        If it is no number, or neither yes nor no where it should be.
    """
    if factor.kind is FactorKind.AMOUNT:
        return -units.parse_number(text[1:]) if text.startswith("-") else units.parse_number(text)
    return float(parse_yes_no(text, f"answer to {factor.name}"))
