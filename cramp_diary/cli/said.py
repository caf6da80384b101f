"""What was said of a day with options, read into records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cramp_diary import units
from cramp_diary.errors import UnknownChoice, UnreadablePart
from cramp_diary.model import Activity, Day, Dose, FactorValue, Wear
from cramp_diary.vocabulary import NONE, FactorKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cramp_diary.model import Factor
    from cramp_diary.store import Diary

_SOME_DAY = date(2000, 1, 1)
_YES_NO = {"yes": 1.0, "no": 0.0}


@dataclass(frozen=True, slots=True)
class Context:
    """What was said of a day, checked, before it is known which day it is."""

    day: Day
    activities: tuple[Activity, ...]
    wear: tuple[Wear, ...]
    doses: tuple[Dose, ...]

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


def read_context(
    day: Day,
    activities: Iterable[str] | None,
    shoes: Iterable[str] | None,
    doses: Iterable[str] | None,
) -> Context:
    """Read the options that describe a day.

    Raises
    ------
    InputError
        If one of them does not fit.
    """
    return Context(
        day,
        tuple(map(_activity, activities or ())),
        tuple(map(_wear, shoes or ())),
        tuple(map(_dose, doses or ())),
    )


def some_day(**fields: object) -> Day:
    """Return a day that is to be placed once its date is known."""
    return Day(diary_day=_SOME_DAY, **fields)  # type: ignore[arg-type]


def _activity(text: str) -> Activity:
    kind, *rest = (part.strip() for part in text.split(":"))
    if kind.casefold() == NONE and not rest:
        return Activity(_SOME_DAY, NONE, 0)
    match rest:
        case [duration]:
            return Activity(_SOME_DAY, kind, units.minutes(duration))
        case [duration, effort]:
            return Activity(_SOME_DAY, kind, units.minutes(duration), units.number(effort))
    raise UnreadablePart("--activity", text, "run:45:6, run:45 or none")


def _wear(text: str) -> Wear:
    name, _, hours = (part.strip() for part in text.partition(":"))
    if name.casefold() == NONE and not hours:
        return Wear(_SOME_DAY, NONE, 0)
    if not name:
        raise UnreadablePart("--shoes", text, "'old trainers:8', 'old trainers' or none")
    return Wear(_SOME_DAY, name, units.hours(hours) if hours else None)


def _dose(text: str) -> Dose:
    name, _, amount = (part.strip() for part in text.partition(":"))
    if not name:
        raise UnreadablePart("--med", text, "furosemide:40mg or furosemide")
    return Dose(_SOME_DAY, name, amount)


def read_values(texts: Iterable[str], diary: Diary, day: date) -> list[FactorValue]:
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
        values.append(FactorValue(day, name, _value(factors[name.casefold()], value)))
    return values


def _value(factor: Factor, text: str) -> float:
    if factor.kind is FactorKind.AMOUNT:
        return -units.number(text[1:]) if text.startswith("-") else units.number(text)
    if text.casefold() not in _YES_NO:
        raise UnknownChoice(f"answer to {factor.name}", text, _YES_NO)
    return _YES_NO[text.casefold()]
