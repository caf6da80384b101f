"""The records of a diary: episodes, days, exposures, and the things that exposures name.

Every record checks its values when it is made; no later code checks them again. Only what is read
from a diary file is not checked (`unchecked`). ``None`` means "not recorded" everywhere, never
zero.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

from cramp_diary.core import limits, units
from cramp_diary.core.day_fields import DAY_FIELDS, FIELD_COLUMNS, RESERVED_WORDS
from cramp_diary.core.errors import BadName, Contradiction, NotWhole, UnreadablePart
from cramp_diary.core.record import Record, changed_unchecked
from cramp_diary.core.symptoms import SYMPTOM_COLUMNS
from cramp_diary.core.vocabulary import (
    NONE,
    Direction,
    DrugClass,
    FactorKind,
    Muscle,
    ReliefMethod,
    Side,
    State,
    check_name,
    check_text,
    name_key,
)

if TYPE_CHECKING:
    from datetime import date, datetime


_MUSCLES, _SIDES = frozenset(Muscle), frozenset(("", *Side))


class Site(Record):
    """Where a cramp was: the muscle and, where known, the side."""

    muscle: Muscle
    side: Side | None = None

    @classmethod
    def parse(cls, text: str) -> Site:
        """Read a place and its side, as ``calf:left`` or as people say it.

        >>> Site.parse("calf:left") == Site.parse("left calf")
        True

        Raises
        ------
        InputError
            If it is none, could be several, or names more than one.
        """
        one, *more = cls.parse_all(text)
        if more:
            raise UnreadablePart("one place", text, "left calf")
        return one

    @classmethod
    def parse_all(cls, text: str) -> tuple[Site, ...]:
        """Read one or several places, each with its side.

        >>> [str(site) for site in Site.parse_all("both feet, calf:left")]
        ['foot:both', 'calf:left']

        Raises
        ------
        InputError
            If one is unknown, or could be several.
        """
        muscle, _, side = text.partition(":")
        if muscle in _MUSCLES and side in _SIDES:
            return (cls(Muscle(muscle), Side(side) if side else None),)
        from cramp_diary.core.words.places import parse_places  # noqa: PLC0415 - rare

        return tuple(
            cls(Muscle(muscle), Side(side) if side else None) for muscle, side in parse_places(text)
        )

    def __str__(self) -> str:
        return self.muscle if self.side is None else f"{self.muscle}:{self.side}"


_METHODS = frozenset(ReliefMethod)


class Relief(Record):
    """What was done against a cramp and, where known, the minutes until it eased."""

    method: ReliefMethod
    minutes: float | None = None

    def __post_init__(self) -> None:
        limits.RELIEF_MINUTES.check(self.minutes)

    @classmethod
    def parse(cls, text: str) -> Relief:
        """Read a method and, after it, the minutes until it eased.

        >>> Relief.parse("stretching:2") == Relief.parse("stretched for 2 minutes")
        True

        Raises
        ------
        InputError
            If the method is unknown, or the rest is no duration.
        """
        method, colon, eased = text.partition(":")
        if not colon and text not in _METHODS:
            from cramp_diary.core.words.choices import split_method  # noqa: PLC0415 - rare

            method, eased = split_method(text)
        return cls(
            ReliefMethod.parse(method), units.parse_minutes(eased) if eased.strip() else None
        )

    def __str__(self) -> str:
        return (
            self.method
            if self.minutes is None
            else f"{self.method}:{units.format_number(self.minutes)}"
        )


class Episode(Record, kw_only=True):
    """One cramp.

    `started_at` and `logged_at` are aware datetimes; the store sets `id` and `diary_day`. `about`
    means that the time is not exact, such as one given as "last night". `logged_at` is when the
    episode was first recorded, where that is known. By its `key`, a UUID, another copy of the
    diary knows it again.
    """

    started_at: datetime
    severity: int | None = None
    duration_minutes: float | None = None
    state: State | None = None
    woke: bool | None = None
    sites: tuple[Site, ...] = ()
    reliefs: tuple[Relief, ...] = ()
    soreness_hours: float | None = None
    note: str = ""
    about: bool = False
    logged_at: datetime | None = dataclasses.field(default=None, compare=False)
    key: str | None = dataclasses.field(default=None, compare=False)
    id: int | None = dataclasses.field(default=None, compare=False)
    diary_day: date | None = dataclasses.field(default=None, compare=False)

    def __post_init__(self) -> None:
        _check_aware("started_at", self.started_at)
        _check_aware("logged_at", self.logged_at)
        if self.severity is not None and self.severity != int(self.severity):
            raise NotWhole("severity", self.severity)
        limits.SEVERITY.check(self.severity)
        limits.DURATION_MINUTES.check(self.duration_minutes)
        limits.SORENESS_HOURS.check(self.soreness_hours)
        check_text("note", self.note)

    @property
    def is_of_night(self) -> bool:
        """Whether it began asleep or in bed, or, where the state is not known, woke the person."""
        return self.state in (State.ASLEEP, State.IN_BED) or bool(self.woke and not self.state)

    def change(self, **changes: Any) -> Episode:  # noqa: ANN401 - fields of an episode
        """Return a copy with some fields changed.

        Only these are checked: the others may be older than the limits of today.
        """
        Episode(**{"started_at": self.started_at} | changes)
        return changed_unchecked(self, **changes)


class Day(Record, kw_only=True):
    """What is recorded of one diary day as a whole.

    `no_cramps` is the confirmation that there were none. It stays under an episode, where it does
    not count: `Period.free_days` and `Diary.cramps_by_day` tell which days are without cramps.
    `confirmed_at` is when it was made, as an aware datetime, where that is known.
    """

    diary_day: date
    no_cramps: bool = False
    water_ml: float | None = None
    sitting_hours: float | None = None
    electrolyte_servings: float | None = None
    stretch_minutes: float | None = None
    nerve_symptoms: bool | None = None
    sleep_disturbance: int | None = None
    note: str = ""
    confirmed_at: datetime | None = dataclasses.field(default=None, compare=False)

    def __post_init__(self) -> None:
        _check_aware("confirmed_at", self.confirmed_at)
        for field in DAY_FIELDS:
            field.check(getattr(self, field.column))
        check_text("note", self.note)

    @property
    def has_content(self) -> bool:
        """Whether anything is recorded in it."""
        if self.no_cramps or self.note:
            return True
        return any(getattr(self, column) is not None for column in FIELD_COLUMNS)


def _check_aware(name: str, at: datetime | None) -> None:
    if at is None:
        return
    if at.utcoffset() is None:
        message = f"{name} needs a time zone"
        raise ValueError(message)
    limits.YEAR.check(at.year)


class MonthlySymptoms(Record, kw_only=True):
    """What was answered to the five questions about a month, in `core.symptoms`.

    `month` is its first day. A month of which every question was skipped has no answer: it is kept,
    so that nobody is asked again.
    """

    month: date
    calf_pain_walking: bool | None = None
    urge_to_move_legs: bool | None = None
    numbness: bool | None = None
    weakness: bool | None = None
    swelling: bool | None = None

    def __post_init__(self) -> None:
        limits.YEAR.check(self.month.year)
        if self.month.day != 1:
            message = f"a month begins on its first day, not on {self.month}"
            raise ValueError(message)

    @property
    def answers(self) -> dict[str, bool]:
        """The answers by column; a question without one is left out."""
        found = ((column, getattr(self, column)) for column in SYMPTOM_COLUMNS)
        return {column: answer for column, answer in found if answer is not None}


class Activity(Record):
    """One activity; kind ``none`` with 0 minutes records that there was none that day.

    By its `key`, a UUID, another copy of the diary knows it again.
    """

    diary_day: date
    kind: str
    minutes: float
    effort: float | None = None
    key: str | None = dataclasses.field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.kind != NONE:
            check_name("an activity", self.kind)
        elif self.minutes or self.effort:
            raise Contradiction(
                f"the activity is '{NONE}'", f"it took {self.minutes:g} minutes", "leave out one"
            )
        limits.ACTIVITY_MINUTES.check(self.minutes)
        limits.EFFORT.check(self.effort)

    @property
    def load(self) -> float | None:
        """Exertion load, session-RPE: minutes x effort on the Borg CR10 scale (Foster 2001)."""
        if self.minutes == 0:
            return 0.0
        return None if self.effort is None else self.minutes * self.effort


class Shoe(Record):
    """A pair of shoes and its features."""

    name: str
    arch_support: bool | None = None
    toe_room: bool | None = None
    ventilated: bool | None = None

    def __post_init__(self) -> None:
        check_name("a shoe", self.name)

    @property
    def poor(self) -> bool | None:
        """Whether it lacks arch support or toe room; ``None`` if that is not known."""
        if self.arch_support is False or self.toe_room is False:
            return True
        return None if None in (self.arch_support, self.toe_room) else False


class Wear(Record):
    """Hours in a shoe on a diary day; shoe ``none`` with 0 hours records that none was worn."""

    diary_day: date
    shoe: str
    hours: float | None = None

    def __post_init__(self) -> None:
        limits.WEAR_HOURS.check(self.hours)
        if self.shoe == NONE and self.hours != 0:
            raise Contradiction(f"the shoe is '{NONE}'", "it was worn", "give 0 hours, or the shoe")


class Medication(Record):
    """A medication, by the name that the person uses."""

    name: str
    drug_class: DrugClass = DrugClass.OTHER

    def __post_init__(self) -> None:
        check_name("a medication", self.name)


class Course(Record):
    """A medication taken every day from `first_day` through `last_day`; None is still running."""

    medication: str
    first_day: date
    last_day: date | None = None
    dose: str = ""

    def __post_init__(self) -> None:
        check_text("dose", self.dose)
        if self.last_day is not None and self.last_day < self.first_day:
            raise Contradiction(
                f"the course begins on {self.first_day}",
                f"ends on {self.last_day}",
                "give a last day that is not before the first",
            )

    def covers(self, day: date) -> bool:
        """Tell whether the medication was taken on `day` by this course."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    @property
    def days(self) -> tuple[date, date | None]:
        """Its first and its last day."""
        return self.first_day, self.last_day

    def overlaps(self, other: Course) -> bool:
        """Tell whether any day is covered by both courses."""
        return self.covers(other.first_day) or other.covers(self.first_day)


class Dose(Record):
    """One dose of an as-needed medication.

    `taken_at`, an aware datetime, is known of a dose that was recorded on its own day: it was taken
    by then.
    """

    diary_day: date
    medication: str
    amount: str = ""
    taken_at: datetime | None = None

    def __post_init__(self) -> None:
        check_text("amount", self.amount)
        _check_aware("taken_at", self.taken_at)


class Drink(Record):
    """A part of the water of a diary day of which it is known when it was drunk."""

    diary_day: date
    drunk_at: datetime
    water_ml: float

    def __post_init__(self) -> None:
        _check_aware("drunk_at", self.drunk_at)
        limits.WATER_ML.check(self.water_ml)


class Factor(Record):
    """A risk factor that the person added (an own factor).

    `may_follow_cramp` marks what a person may do because of a cramp, such as drinking tea.
    `source` says where its values came from, if they were imported; empty if they were typed.
    """

    name: str
    kind: FactorKind = FactorKind.AMOUNT
    unit: str = ""
    more_exposed: Direction = Direction.MORE
    may_follow_cramp: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        check_name("a factor", self.name)
        check_text("unit", self.unit)
        check_text("source", self.source)

    def as_new(self) -> Factor:
        """Return the factor, if a new factor may have this name.

        Factors that are already in a diary keep their names, whatever they are.

        Raises
        ------
        BadName
            If a column or another part of a day has this name.
        """
        if name_key(self.name) in RESERVED_WORDS:
            columns = ", ".join(FIELD_COLUMNS)
            raise BadName(
                "a factor",
                f"cannot be '{self.name}', which the day has already (in CSV as {columns})",
            )
        return self


class FactorValue(Record):
    """The exposure of an own factor on a diary day; yes is 1, no is 0."""

    diary_day: date
    factor: str
    value: float

    def __post_init__(self) -> None:
        limits.FACTOR_VALUE.check(self.value)


class DayEntry(NamedTuple):
    """The fields and exposures of one diary day that are entered together.

    Options are often parsed before their diary day is known; `on` sets the day.
    """

    day: Day
    activities: tuple[Activity, ...] = ()
    wear: tuple[Wear, ...] = ()
    doses: tuple[Dose, ...] = ()
    values: tuple[FactorValue, ...] = ()

    @property
    def exposures(self) -> tuple[Activity | Wear | Dose | FactorValue, ...]:
        """The exposures that have tables of their own: all but the fields of the day."""
        return (*self.activities, *self.wear, *self.doses, *self.values)

    @property
    def has_content(self) -> bool:
        """Whether it holds anything."""
        return bool(self.day.has_content or self.exposures)

    def on(self, day: date) -> DayEntry:
        """Return a copy for another diary day."""
        return DayEntry(
            dataclasses.replace(self.day, diary_day=day),
            tuple(dataclasses.replace(activity, diary_day=day) for activity in self.activities),
            tuple(dataclasses.replace(wear, diary_day=day) for wear in self.wear),
            tuple(dataclasses.replace(dose, diary_day=day) for dose in self.doses),
            tuple(dataclasses.replace(value, diary_day=day) for value in self.values),
        )
