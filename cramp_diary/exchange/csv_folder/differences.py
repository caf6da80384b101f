"""Where a folder and the diary differ, in words: the fields of each kind of record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from cramp_diary.core.day_fields import DAY_FIELDS, DayField
from cramp_diary.core.month import month_of
from cramp_diary.core.symptoms import SYMPTOMS
from cramp_diary.core.text import shorten
from cramp_diary.core.units import format_number
from cramp_diary.core.vocabulary import FactorKind, format_yes_no
from cramp_diary.core.when import format_day, format_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from cramp_diary.core.model import (
        Activity,
        Course,
        Dose,
        Drink,
        Episode,
        Factor,
        MonthlySymptoms,
        Wear,
    )
    from cramp_diary.core.settings import Settings
    from cramp_diary.core.trial import Trial, TrialDay

TEXT_LENGTH = 40
"""Characters of a text that are shown."""


@dataclass(frozen=True, slots=True)
class FolderDifference:
    """A value of a folder that is not that of the diary, both in words."""

    file: str
    line: int
    what: str
    mine: str
    theirs: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}"
        return f"{where}: {self.what}: {self.mine} in the diary, {self.theirs} in the folder"


class Field(NamedTuple):
    """A field of a record: what it is called, and how its values are put in words.

    Attributes
    ----------
    column
        The column of the CSV file.
    name
        The attribute of the record.
    label
        What the field is called.
    format
        Formats a value, given the settings of the diary.
    empty
        The values that mean that nothing is recorded.
    along
        The attributes that come with it.
    """

    column: str
    name: str
    label: str
    format: Callable[[Any, Settings], str]
    empty: tuple[object, ...] = (None, "", ())
    along: tuple[str, ...] = ()


def _word(value: object, _: Settings) -> str:
    return str(value)


def _yes_no(value: object, _: Settings) -> str:
    return format_yes_no(bool(value))


def _text(value: str, _: Settings) -> str:
    line = " ".join(value.split())
    return f"'{shorten(line, lambda cut: len(cut) <= TEXT_LENGTH, ellipsis='...')}'"


def _list(values: Iterable[object], _: Settings) -> str:
    return ", ".join(map(str, values))


def _unit(unit: str) -> Callable[[Any, Settings], str]:
    return lambda value, _: f"{format_number(value)} {unit}".strip()


def _day(day: date, _: Settings) -> str:
    return format_day(day)


def _time(at: datetime, _: Settings) -> str:
    seconds = f"{at:%S}" if at.second else ""
    return f"{format_moment(at)}{seconds and ':'}{seconds} {at.isoformat()[-6:]}"


def _last_day(day: date | None, _: Settings) -> str:
    return format_day(day) if day else "still running"


def _precision(about: object, _: Settings) -> str:
    return "about" if about else "exact"


def _no_cramps(_: object, __: Settings) -> str:
    return "none"


def _of_the_day(field: DayField) -> Field:
    return Field(field.column, field.column, field.label, field.format)


EPISODE_FIELDS = (
    Field("started_at", "started_at", "start", _time),
    Field("severity", "severity", "severity", _word),
    Field("duration_minutes", "duration_minutes", "duration", _unit("min")),
    Field("state", "state", "state", _word),
    Field("woke", "woke", "woke you", _yes_no),
    Field("sites", "sites", "where", _list),
    Field("relief", "reliefs", "relief", _list),
    Field("soreness_hours", "soreness_hours", "soreness", _unit("h")),
    Field("note", "note", "note", _text),
    Field("precision", "about", "time", _precision),
)
DAY_RECORD_FIELDS = (
    Field("cramps", "no_cramps", "cramps", _no_cramps, empty=(False,), along=("confirmed_at",)),
    *map(_of_the_day, DAY_FIELDS),
    Field("note", "note", "note", _text),
)
ACTIVITY_FIELDS = (
    Field("diary_day", "diary_day", "day", _day),
    Field("kind", "kind", "kind", _word),
    Field("minutes", "minutes", "minutes", _unit("min")),
    Field("effort", "effort", "effort", _unit("")),
)
SHOE_FIELDS = (
    Field("arch_support", "arch_support", "arch support", _yes_no),
    Field("toe_room", "toe_room", "toe room", _yes_no),
    Field("ventilated", "ventilated", "ventilated", _yes_no),
)
WEAR_FIELDS = (Field("hours", "hours", "worn", _unit("h")),)
MEDICATION_FIELDS = (Field("drug_class", "drug_class", "class", _word),)
COURSE_FIELDS = (
    Field("last_day", "last_day", "last day", _last_day, empty=()),
    Field("dose", "dose", "dose", _text),
)
DOSE_FIELDS = (
    Field("amount", "amount", "amount", _text),
    Field("taken_at", "taken_at", "time", _time),
)
DRINK_FIELDS = (
    Field("diary_day", "diary_day", "day", _day),
    Field("water_ml", "water_ml", "water", _unit("ml")),
)
MONTHLY_FIELDS = tuple(Field(s.column, s.column, s.label, _yes_no) for s in SYMPTOMS)
TRIAL_FIELDS = (Field("stopped_on", "stopped_on", "stopped", _day),)
TRIAL_DAY_FIELDS = (Field("done", "done", "done", _yes_no, along=("changed",)),)
KIND_AND_UNIT = (
    Field("kind", "kind", "kind", _word),
    Field("unit", "unit", "unit", _text),
)
"""What the values of an own factor mean."""

FACTOR_FIELDS = (
    *KIND_AND_UNIT,
    Field("more_exposed", "more_exposed", "more exposed", _word),
    Field("may_follow_cramp", "may_follow_cramp", "may follow a cramp", _yes_no, empty=(False,)),
    Field("source", "source", "source", _text),
)


def value_field(factor: Factor) -> Field:
    """Return the field of the values of an own factor."""
    is_yes_no = factor.kind is FactorKind.YES_NO
    return Field(factor.name, "value", factor.name, _yes_no if is_yes_no else _unit(factor.unit))


def format_episode(episode: Episode) -> str:
    """Format which episode it is."""
    return f"episode of {format_moment(episode.started_at)}"


def format_its_day(record: Any) -> str:  # noqa: ANN401 - of any kind that has a day
    """Format the day of a record."""
    return format_day(record.diary_day)


def format_its_month(symptoms: MonthlySymptoms) -> str:
    """Format which month it is."""
    return month_of(symptoms.month).title


def format_trial(trial: Trial) -> str:
    """Format which trial it is."""
    return f"trial of {trial.habit} from {format_day(trial.first_day)}"


def format_trial_day(day: TrialDay) -> str:
    """Format which day of which trial it is."""
    return f"trial from {format_day(day.trial)}, {format_day(day.diary_day)}"


def format_activity(activity: Activity) -> str:
    """Format which activity it is."""
    return f"{activity.kind} on {format_day(activity.diary_day)}"


def format_wear(wear: Wear) -> str:
    """Format which shoe it is, and when it was worn."""
    return f"{wear.shoe} on {format_day(wear.diary_day)}"


def format_dose(dose: Dose) -> str:
    """Format which medication it is, and when it was taken."""
    return f"{dose.medication} on {format_day(dose.diary_day)}"


def format_drink(drink: Drink) -> str:
    """Format which drink it is."""
    return f"drink of {format_moment(drink.drunk_at)}"


def format_course(course: Course) -> str:
    """Format the days of a course."""
    first = format_day(course.first_day)
    if course.last_day is None:
        return f"from {first} on"
    return f"{first} to {format_day(course.last_day)}"
