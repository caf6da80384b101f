"""What was said with options, read into records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cramp_diary.core import units
from cramp_diary.core.errors import Contradiction, NotWhole, UnknownChoice, UnreadablePart
from cramp_diary.core.model import Activity, Day, Dose, FactorValue, Relief, Site, Wear
from cramp_diary.core.vocabulary import NONE, FactorKind, State, check_limits, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cramp_diary.core.model import Factor
    from cramp_diary.store import Diary

_SOME_DAY = date(2000, 1, 1)
YES_NO = ("yes", "no")


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
        "sites": tuple(map(Site.read, site or ())) or None,
        "state": None if state is None else State.read(state),
        "reliefs": tuple(map(Relief.read, relief or ())) or None,
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
    check_limits("severity", value)
    if not value.is_integer():
        raise NotWhole("severity", value)
    return int(value)


@dataclass(frozen=True, slots=True)
class DayContext:
    """What was said of a day, checked, before it is known which day it is."""

    day: Day
    activities: tuple[Activity, ...] = ()
    wear: tuple[Wear, ...] = ()
    doses: tuple[Dose, ...] = ()

    def record(self, diary: Diary, day: date) -> None:
        """Record it all on a diary day."""
        if self.day.says_something:
            diary.add_to_day(replace(self.day, diary_day=day))
        diary.add_exposures(replace(activity, diary_day=day) for activity in self.activities)
        diary.add_exposures(replace(wear, diary_day=day) for wear in self.wear)
        diary.add_exposures(replace(dose, diary_day=day) for dose in self.doses)

    @property
    def says_something(self) -> bool:
        """Whether anything at all was said."""
        return bool(self.day.says_something or self.activities or self.wear or self.doses)


def parse_day_options(
    measures: units.Measures,
    *,
    activity: Iterable[str] | None = None,
    shoes: Iterable[str] | None = None,
    med: Iterable[str] | None = None,
    **day: Any,  # noqa: ANN401 - the options of read_day, each with its own type
) -> DayContext:
    """Read the options that describe a day.

    Raises
    ------
    InputError
        If one of them does not fit.
    """
    activities = tuple(map(_parse_activity, activity or ()))
    wear = tuple(map(_parse_wear, shoes or ()))
    _refuse_none_and_more("activity", [record.kind for record in activities])
    _refuse_none_and_more("shoes", [name_key(record.shoe) for record in wear])
    if len({name_key(record.shoe) for record in wear}) < len(wear):
        raise Contradiction("You give the same shoes twice", "with hours each", "add them up")
    return DayContext(
        parse_day_fields(measures, **day), activities, wear, tuple(map(_parse_dose, med or ()))
    )


def _refuse_none_and_more(what: str, names: list[str]) -> None:
    if NONE in names and len(names) > 1:
        raise Contradiction(f"You say --{what} none", f"also another --{what}", "leave out one")


def parse_day_fields(
    measures: units.Measures,
    *,
    no_cramps: bool = False,
    water: str | None = None,
    sitting: str | None = None,
    servings: str | None = None,
    stretch: str | None = None,
    nerve: bool | None = None,
    note: str | None = None,
) -> Day:
    """Read what is said of a day as a whole; its date is given later.

    Raises
    ------
    InputError
        If something does not fit.
    """
    return Day(
        diary_day=_SOME_DAY,
        no_cramps=no_cramps,
        water_ml=None if water is None else units.parse_volume(water, measures),
        sitting_hours=None if sitting is None else units.parse_hours(sitting),
        electrolyte_servings=None if servings is None else units.parse_number(servings),
        stretch_minutes=None if stretch is None else units.parse_minutes(stretch),
        nerve_symptoms=nerve,
        note=note or "",
    )


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


def parse_factor_values(texts: Iterable[str], diary: Diary, day: date) -> list[FactorValue]:
    """Read ``NAME=VALUE`` options of own factors; yes or no for a factor that is one.

    Raises
    ------
    InputError, NoSuchName
        If one does not fit, or its factor was never added.
    """
    factors = {factor.name.casefold(): factor for factor in diary.factors()}
    values = []
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not value:
            raise UnreadablePart("--set", text, "alcohol=2 or nap=yes")
        diary.factor_id(name)
        factor = factors[name.casefold()]
        values.append(FactorValue(day, factor.name, parse_factor_value(factor, value)))
    return values


def parse_factor_value(factor: Factor, text: str) -> float:
    """Read the value of an own factor.

    Raises
    ------
    InputError
        If it is no number, or neither yes nor no where it should be.
    """
    if factor.kind is FactorKind.AMOUNT:
        return -units.parse_number(text[1:]) if text.startswith("-") else units.parse_number(text)
    return float(read_yes_no(text, f"answer to {factor.name}"))


def read_yes_no(text: str, what: str = "answer") -> bool:
    """Read yes or no.

    Raises
    ------
    UnknownChoice
        If it is neither; `what` says of which kind it is.
    """
    if text.casefold() not in YES_NO:
        raise UnknownChoice(what, text, YES_NO)
    return text.casefold() == "yes"
