"""What a diary holds: its records.

Every record checks itself once, when it is made; nothing downstream checks again. ``None`` is
"not recorded" everywhere, and never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cramp_diary.core import units
from cramp_diary.core.errors import BadName, Contradiction, NotWhole
from cramp_diary.core.vocabulary import (
    NONE,
    Direction,
    DrugClass,
    FactorKind,
    Muscle,
    ReliefMethod,
    Side,
    State,
    check_limits,
    check_name,
    check_text,
)

if TYPE_CHECKING:
    from datetime import date, datetime


DAY_AMOUNTS = ("water_ml", "sitting_hours", "electrolyte_servings", "stretch_minutes")
"""The amounts that a `Day` holds; its other fields are words, yes or no, or text."""


_DAY_WORDS = {
    *DAY_AMOUNTS,
    *("diary_day", "cramps", "nerve_symptoms", "note", "confirmed_at"),
    *("water", "sitting", "electrolyte servings", "servings", "stretching", "stretch"),
    *("nerve symptoms", "nerve", "activity", "exertion load", "shoes", "as needed", "no-cramps"),
    *("hours in poor shoes", "poor shoes", "med"),
}
"""Columns and words that a day has already; a new factor of that name would hide them."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where it cramped: a muscle and, where known, the side."""

    muscle: Muscle
    side: Side | None = None

    @classmethod
    def read(cls, text: str) -> Site:
        """Read a muscle and, after a colon, the side.

        >>> Site.read("calf:left")
        Site(muscle=<Muscle.CALF: 'calf'>, side=<Side.LEFT: 'left'>)
        """
        muscle, _, side = text.partition(":")
        return cls(Muscle.read(muscle), Side.read(side) if side.strip() else None)

    def __str__(self) -> str:
        return self.muscle if self.side is None else f"{self.muscle}:{self.side}"


@dataclass(frozen=True, slots=True)
class Relief:
    """What was done, and where known the minutes until it eased."""

    method: ReliefMethod
    minutes: float | None = None

    def __post_init__(self) -> None:
        check_limits("relief_minutes", self.minutes)

    @classmethod
    def read(cls, text: str) -> Relief:
        """Read a method and, after a colon, the minutes until it eased.

        >>> Relief.read("stretching:2")
        Relief(method=<ReliefMethod.STRETCHING: 'stretching'>, minutes=2.0)
        """
        method, _, eased = text.partition(":")
        return cls(ReliefMethod.read(method), units.parse_minutes(eased) if eased.strip() else None)

    def __str__(self) -> str:
        return (
            self.method
            if self.minutes is None
            else f"{self.method}:{units.format_number(self.minutes)}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One cramp. `started_at` is aware; `id` and `diary_day` are the store's to give.

    `about` says that the time is not exact: it was said as "last night" or the like. `logged_at`
    is when it was first written down, aware, where that is known.
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
    logged_at: datetime | None = field(default=None, compare=False)
    id: int | None = field(default=None, compare=False)
    diary_day: date | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        _check_moment("started_at", self.started_at)
        _check_moment("logged_at", self.logged_at)
        if self.severity is not None and self.severity != int(self.severity):
            raise NotWhole("severity", self.severity)
        check_limits("severity", self.severity)
        check_limits("duration_minutes", self.duration_minutes)
        check_limits("soreness_hours", self.soreness_hours)
        check_text("note", self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What was said of one diary day as a whole.

    `confirmed_at` is when it was said that there were no cramps, aware, where that is known.
    """

    diary_day: date
    no_cramps: bool = False
    water_ml: float | None = None
    sitting_hours: float | None = None
    electrolyte_servings: float | None = None
    stretch_minutes: float | None = None
    nerve_symptoms: bool | None = None
    note: str = ""
    confirmed_at: datetime | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        _check_moment("confirmed_at", self.confirmed_at)
        for name in DAY_AMOUNTS:
            check_limits(name, getattr(self, name))
        check_text("note", self.note)

    @property
    def says_something(self) -> bool:
        """Whether anything at all is recorded in it."""
        return self != Day(diary_day=self.diary_day)


def _check_moment(name: str, at: datetime | None) -> None:
    if at is None:
        return
    if at.utcoffset() is None:
        message = f"{name} needs a time zone"
        raise ValueError(message)
    check_limits("year", at.year)


@dataclass(frozen=True, slots=True)
class Activity:
    """One bout of activity; kind ``none`` with 0 minutes says there was none that day."""

    diary_day: date
    kind: str
    minutes: float
    effort: float | None = None

    def __post_init__(self) -> None:
        if self.kind != NONE:
            check_name("an activity", self.kind)
        elif self.minutes or self.effort:
            raise Contradiction(
                f"the activity is '{NONE}'", f"it took {self.minutes:g} minutes", "leave out one"
            )
        check_limits("activity_minutes", self.minutes)
        check_limits("effort", self.effort)

    @property
    def load(self) -> float | None:
        """Exertion load, session-RPE: minutes x effort on the Borg CR10 scale (Foster 2001)."""
        if self.minutes == 0:
            return 0.0
        return None if self.effort is None else self.minutes * self.effort


@dataclass(frozen=True, slots=True)
class Shoe:
    """A pair of shoes and what it gives the foot."""

    name: str
    arch_support: bool | None = None
    toe_room: bool | None = None
    ventilated: bool | None = None

    def __post_init__(self) -> None:
        check_name("a shoe", self.name)

    @property
    def poor(self) -> bool | None:
        """Whether it lacks arch support or toe room; ``None`` if what is known does not tell."""
        if self.arch_support is False or self.toe_room is False:
            return True
        return None if None in (self.arch_support, self.toe_room) else False


@dataclass(frozen=True, slots=True)
class Wear:
    """Hours in a shoe on a diary day; shoe ``none`` with 0 hours says no shoes were worn."""

    diary_day: date
    shoe: str
    hours: float | None = None

    def __post_init__(self) -> None:
        check_limits("wear_hours", self.hours)
        if self.shoe == NONE and self.hours != 0:
            raise Contradiction(f"the shoe is '{NONE}'", "it was worn", "give 0 hours, or the shoe")


@dataclass(frozen=True, slots=True)
class Medication:
    """A medicine by the name the person uses."""

    name: str
    drug_class: DrugClass = DrugClass.OTHER

    def __post_init__(self) -> None:
        check_name("a medication", self.name)


@dataclass(frozen=True, slots=True)
class Course:
    """A medication taken every day from `first_day` through `last_day`, or still."""

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

    def overlaps(self, other: Course) -> bool:
        """Tell whether some day is covered by both."""
        return self.covers(other.first_day) or other.covers(self.first_day)


@dataclass(frozen=True, slots=True)
class Dose:
    """One taking of an as-needed medication."""

    diary_day: date
    medication: str
    amount: str = ""

    def __post_init__(self) -> None:
        check_text("amount", self.amount)


@dataclass(frozen=True, slots=True)
class Factor:
    """A risk factor of the person's own."""

    name: str
    kind: FactorKind = FactorKind.AMOUNT
    unit: str = ""
    more_exposed: Direction = Direction.MORE

    def __post_init__(self) -> None:
        check_name("a factor", self.name)
        check_text("unit", self.unit)

    def as_new(self) -> Factor:
        """Return it, if a new factor may have this name; one that a diary has keeps its own.

        Raises
        ------
        BadName
            If it is a column or a word that a day has.
        """
        if self.name.casefold() in _DAY_WORDS:
            columns = ", ".join((*DAY_AMOUNTS, "nerve_symptoms"))
            raise BadName(
                "a factor",
                f"cannot be '{self.name}', which the day has already (in CSV as {columns})",
            )
        return self


@dataclass(frozen=True, slots=True)
class FactorValue:
    """The exposure of one of the person's own factors on a diary day; yes is 1, no is 0."""

    diary_day: date
    factor: str
    value: float

    def __post_init__(self) -> None:
        check_limits("value", self.value)
