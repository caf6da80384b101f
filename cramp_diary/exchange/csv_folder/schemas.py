"""The files of a CSV folder: their columns, and the conversion of rows to records and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from cramp_diary.core import limits
from cramp_diary.core.day_fields import DAY_COLUMNS, DAY_FIELDS, FIELD_COLUMNS, DayField
from cramp_diary.core.errors import UnknownChoice, UnreadablePart
from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Dose,
    Drink,
    Episode,
    Factor,
    Medication,
    MonthlySymptoms,
    Relief,
    Shoe,
    Site,
    Wear,
)
from cramp_diary.core.record_phrases import parse_reliefs, parse_severity
from cramp_diary.core.settings import find_setting
from cramp_diary.core.symptoms import SYMPTOM_COLUMNS
from cramp_diary.core.trial import Trial, TrialDay
from cramp_diary.core.vocabulary import (
    NONE,
    Arm,
    Direction,
    DrugClass,
    Expected,
    FactorKind,
    Outcome,
    State,
    is_none,
    parse_ticked,
)
from cramp_diary.exchange.csv_folder.cells import Cells, list_parser

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")

_KEY = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HASH = re.compile("[0-9a-f]{64}")
_PRECISIONS = {"about": True, "exact": False}


@dataclass(frozen=True, slots=True)
class CsvSchema(Generic[R]):
    """One of the files; `read` raises `BadRow` or the errors of the record."""

    file: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    read: Callable[[Cells], R]
    write: Callable[[R], tuple[object, ...]]


def _read_episode(cells: Cells) -> Episode:
    return Episode(
        started_at=cells.need("started_at", cells.dates.parse_time),
        severity=cells.read("severity", parse_severity),
        duration_minutes=cells.amount("duration_minutes", limits.DURATION_MINUTES),
        state=cells.read("state", State.parse),
        woke=cells.read("woke", parse_ticked),
        sites=cells.read("sites", Site.parse_all) or (),
        reliefs=cells.read("relief", _parse_reliefs) or (),
        soreness_hours=cells.amount("soreness_hours", limits.SORENESS_HOURS),
        note=cells.text("note"),
        about=cells.read("precision", _parse_precision) or False,
        logged_at=cells.read("logged_at", cells.dates.parse_time),
        key=cells.read("key", _parse_key),
    )


def _parse_reliefs(text: str) -> tuple[Relief, ...]:
    return parse_reliefs(list_parser(str)(text))


def _parse_key(text: str) -> str:
    if not _KEY.fullmatch(text.casefold()):
        example = "c86a0c01-6195-586b-82e4-322d3d4f6ad7, or leave it empty"
        raise UnreadablePart("a key", text, example)
    return text.casefold()


def _parse_precision(text: str) -> bool:
    if text.casefold() not in _PRECISIONS:
        raise UnknownChoice("precision", text, _PRECISIONS)
    return _PRECISIONS[text.casefold()]


def _write_episode(e: Episode) -> tuple[object, ...]:
    sites, reliefs = (";".join(map(str, parts)) for parts in (e.sites, e.reliefs))
    times = (e.started_at, e.severity, e.duration_minutes)
    about = "about" if e.about else None
    context = (e.state, e.woke, sites, reliefs, e.soreness_hours)
    return (*times, *context, e.note, about, e.logged_at, e.key)


def _parse_no_cramps(text: str) -> bool:
    if not is_none(text):
        raise UnreadablePart("cramps", text, "none, or leave it empty")
    return True


def _read_day(cells: Cells) -> Day:
    if cells.text("confirmed_at").strip() and not cells.text("cramps").strip():
        why = "Nothing is confirmed: write none under cramps, or leave this cell empty."
        raise cells.bad("confirmed_at", why)
    return Day(
        diary_day=cells.need("diary_day", cells.dates.parse_day),
        no_cramps=cells.read("cramps", _parse_no_cramps) or False,
        **{field.column: _read_day_field(cells, field) for field in DAY_FIELDS},
        note=cells.text("note"),
        confirmed_at=cells.read("confirmed_at", cells.dates.parse_time),
    )


def _read_day_field(cells: Cells, field: DayField) -> Any:  # noqa: ANN401 - an amount, or yes or no
    if field.limits is None:
        return cells.read(field.column, parse_ticked)

    def parse_amount(text: str) -> float:
        value = cells.parse_amount(text)
        field.check_unit(value)
        return int(value) if field.is_whole else value

    return cells.read(field.column, parse_amount)


def _write_day(day: Day) -> tuple[object, ...]:
    cramps = NONE if day.no_cramps else None
    values = (getattr(day, column) for column in FIELD_COLUMNS)
    return (day.diary_day, cramps, *values, day.note, day.confirmed_at)


def _parse_name_or_none(text: str) -> str:
    return NONE if is_none(text) else text


def _read_activity(cells: Cells) -> Activity:
    return Activity(
        cells.need("diary_day", cells.dates.parse_day),
        cells.need("kind", _parse_name_or_none),
        cells.need("minutes", cells.number_parser(limits.ACTIVITY_MINUTES)),
        cells.amount("effort", limits.EFFORT),
        cells.read("key", _parse_key),
    )


def _read_shoe(cells: Cells) -> Shoe:
    features = (
        cells.read(name, parse_ticked) for name in ("arch_support", "toe_room", "ventilated")
    )
    return Shoe(cells.need("name", str), *features)


def _read_wear(cells: Cells) -> Wear:
    hours = cells.amount("hours", limits.WEAR_HOURS)
    return Wear(
        cells.need("diary_day", cells.dates.parse_day),
        cells.need("shoe", _parse_name_or_none),
        hours,
    )


def _read_medication(cells: Cells) -> Medication:
    return Medication(
        cells.need("name", str), cells.read("drug_class", DrugClass.parse) or DrugClass.OTHER
    )


def _read_course(cells: Cells) -> Course:
    return Course(
        cells.need("medication", str),
        cells.need("first_day", cells.dates.parse_day),
        cells.read("last_day", cells.dates.parse_day),
        cells.text("dose"),
    )


def _read_dose(cells: Cells) -> Dose:
    return Dose(
        cells.need("diary_day", cells.dates.parse_day),
        cells.need("medication", str),
        cells.text("amount"),
        cells.read("taken_at", cells.dates.parse_time),
    )


def _read_drink(cells: Cells) -> Drink:
    return Drink(
        cells.need("diary_day", cells.dates.parse_day),
        cells.need("drunk_at", cells.dates.parse_time),
        cells.need("water_ml", cells.number_parser(limits.WATER_ML)),
    )


def _read_factor(cells: Cells) -> Factor:
    return Factor(
        cells.need("name", str),
        cells.read("kind", FactorKind.parse) or FactorKind.AMOUNT,
        cells.text("unit"),
        cells.read("more_exposed", Direction.parse) or Direction.MORE,
        cells.read("may_follow_cramp", parse_ticked) or False,
        cells.text("source"),
    ).as_new()


def _read_monthly_symptoms(cells: Cells) -> MonthlySymptoms:
    return MonthlySymptoms(
        month=cells.need("month", cells.dates.parse_month),
        **{column: cells.read(column, parse_ticked) for column in SYMPTOM_COLUMNS},
    )


def _read_trial(cells: Cells) -> Trial:
    return Trial(
        first_day=cells.need("first_day", cells.dates.parse_day),
        habit=cells.need("habit", str),
        days=cells.need("days", _parse_whole),
        seed=cells.need("seed", _parse_whole),
        outcome=cells.need("outcome", Outcome.parse),
        expected=cells.read("expected", Expected.parse),
        plan_hash=cells.need("plan_hash", _parse_hash),
        stopped_on=cells.read("stopped_on", cells.dates.parse_day),
    )


def _parse_whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,18}", text):
        raise UnreadablePart("a whole number", text, "108")
    return int(text)


def _parse_hash(text: str) -> str:
    if not _HASH.fullmatch(text):
        raise UnreadablePart("a hash", text, "64 of the signs 0-9 and a-f, as it was exported")
    return text


def _read_trial_day(cells: Cells) -> TrialDay:
    return TrialDay(
        cells.need("diary_day", cells.dates.parse_day),
        cells.need("trial", cells.dates.parse_day),
        cells.need("arm", Arm.parse),
        cells.read("done", parse_ticked),
        cells.read("changed", parse_ticked) or False,
    )


class SettingValue(NamedTuple):
    """A setting of the diary, and its value."""

    key: str
    value: Any

    def format(self) -> str:
        """Format the value as it is stored."""
        return find_setting(self.key).format(self.value)


def _read_setting(cells: Cells) -> SettingValue:
    key = cells.need("key", _parse_setting_key)
    return SettingValue(key, cells.need("value", find_setting(key).parse))


def _parse_setting_key(text: str) -> str:
    find_setting(key := text.casefold())
    return key


def _write_setting(setting: SettingValue) -> tuple[object, ...]:
    return (setting.key, setting.format())


def _fields_writer(*names: str) -> Callable[[Any], tuple[object, ...]]:
    return lambda record: tuple(getattr(record, name) for name in names)


EPISODES = CsvSchema(
    "episodes.csv",
    (
        "started_at",
        "severity",
        "duration_minutes",
        "state",
        "woke",
        "sites",
        "relief",
        "soreness_hours",
        "note",
        "precision",
        "logged_at",
        "key",
    ),
    ("started_at",),
    _read_episode,
    _write_episode,
)
DAYS = CsvSchema(
    "days.csv",
    DAY_COLUMNS,
    ("diary_day",),
    _read_day,
    _write_day,
)
"""Further columns of days.csv are own factors."""

ACTIVITIES = CsvSchema(
    "activities.csv",
    ("diary_day", "kind", "minutes", "effort", "key"),
    ("diary_day", "kind", "minutes"),
    _read_activity,
    _fields_writer("diary_day", "kind", "minutes", "effort", "key"),
)
SHOES = CsvSchema(
    "shoes.csv",
    ("name", "arch_support", "toe_room", "ventilated"),
    ("name",),
    _read_shoe,
    _fields_writer("name", "arch_support", "toe_room", "ventilated"),
)
WEAR = CsvSchema(
    "wear.csv",
    ("diary_day", "shoe", "hours"),
    ("diary_day", "shoe"),
    _read_wear,
    _fields_writer("diary_day", "shoe", "hours"),
)
MEDICATIONS = CsvSchema(
    "medications.csv",
    ("name", "drug_class"),
    ("name",),
    _read_medication,
    _fields_writer("name", "drug_class"),
)
COURSES = CsvSchema(
    "courses.csv",
    ("medication", "first_day", "last_day", "dose"),
    ("medication", "first_day"),
    _read_course,
    _fields_writer("medication", "first_day", "last_day", "dose"),
)
DOSES = CsvSchema(
    "doses.csv",
    ("diary_day", "medication", "amount", "taken_at"),
    ("diary_day", "medication"),
    _read_dose,
    _fields_writer("diary_day", "medication", "amount", "taken_at"),
)
DRINKS = CsvSchema(
    "drinks.csv",
    ("diary_day", "drunk_at", "water_ml"),
    ("diary_day", "drunk_at", "water_ml"),
    _read_drink,
    _fields_writer("diary_day", "drunk_at", "water_ml"),
)
FACTORS = CsvSchema(
    "factors.csv",
    ("name", "kind", "unit", "more_exposed", "may_follow_cramp", "source"),
    ("name",),
    _read_factor,
    _fields_writer("name", "kind", "unit", "more_exposed", "may_follow_cramp", "source"),
)
MONTHLY_SYMPTOMS = CsvSchema(
    "monthly_symptoms.csv",
    ("month", *SYMPTOM_COLUMNS),
    ("month",),
    _read_monthly_symptoms,
    _fields_writer("month", *SYMPTOM_COLUMNS),
)
TRIALS = CsvSchema(
    "trials.csv",
    ("first_day", "habit", "days", "seed", "outcome", "expected", "plan_hash", "stopped_on"),
    ("first_day", "habit", "days", "seed", "outcome", "plan_hash"),
    _read_trial,
    _fields_writer(
        "first_day", "habit", "days", "seed", "outcome", "expected", "plan_hash", "stopped_on"
    ),
)
TRIAL_DAYS = CsvSchema(
    "trial_days.csv",
    ("diary_day", "trial", "arm", "done", "changed"),
    ("diary_day", "trial", "arm"),
    _read_trial_day,
    _fields_writer("diary_day", "trial", "arm", "done", "changed"),
)
SETTINGS_FILE = CsvSchema(
    "settings.csv",
    ("key", "value"),
    ("key", "value"),
    _read_setting,
    _write_setting,
)
SCHEMAS: tuple[CsvSchema[Any], ...] = (
    EPISODES,
    DAYS,
    ACTIVITIES,
    SHOES,
    WEAR,
    MEDICATIONS,
    COURSES,
    DOSES,
    DRINKS,
    FACTORS,
    MONTHLY_SYMPTOMS,
    TRIALS,
    TRIAL_DAYS,
    SETTINGS_FILE,
)
