"""The records of an export that the diary has a place for, and what became of each record."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import tzinfo

SECONDS_A_DAY = 86_400


_BEGINS = datetime(2000, 1, 1)  # noqa: DTZ001 - of any clock


def to_seconds(at: datetime) -> int:
    """Return the seconds to a time from the beginning of 2000, both by the clock."""
    passed = at.replace(tzinfo=None) - _BEGINS
    return passed.days * SECONDS_A_DAY + passed.seconds


def from_seconds(utc: float, zone: tzinfo) -> datetime:
    """Return the time in a zone at the seconds of UTC, as `to_seconds` counts them."""
    return (_BEGINS.replace(tzinfo=UTC) + timedelta(seconds=utc)).astimezone(zone)


def to_date(day: int) -> date:
    """Return the date of a day, counted from the beginning of 2000."""
    return _BEGINS.date() + timedelta(days=day)


class Kind(StrEnum):
    """What is read of an export."""

    WATER = "water"
    STEPS = "steps"
    SLEEP = "sleep"
    WORKOUTS = "workouts"


class Fate(StrEnum):
    """What becomes of a record; each has exactly one."""

    NEW = "new to the diary"
    KNOWN = "in the diary already"
    DIFFERENT = "of days on which the diary says something else"
    HALF = "of days that are probably half logged"
    OUTSIDE = "of days outside your diary"
    IMPOSSIBLE = "of days with an amount that cannot be"
    NOT_OVER = "of days that were not over when the export was made"
    OLD = "dated before 2000"
    UNREADABLE = "without a date or an amount that can be read"
    OTHER_UNIT = "in a unit that is not known"
    OTHER_FACTOR = "of a factor that means something else in the diary"
    TWICE = "counted once already"
    IN_BED = "of being in bed, which does not say asleep"
    UNMATCHED = "of an effort without its workout"
    OTHER_KIND = "of other kinds, such as heart rate"


class Source(NamedTuple):
    """What wrote a record: a watch, a phone or another program, by its name."""

    rank: int
    name: str


class Sample(NamedTuple):
    """An amount of an interval, in seconds of UTC; `source` is its place in the order."""

    source: int
    start: float
    end: float
    value: float


class Workout(NamedTuple):
    """A workout: `start` and `end` in seconds of UTC, `day` its diary day as `to_date` takes it."""

    source: int
    start: float
    end: float
    day: int
    kind: str
    minutes: float


class Effort(NamedTuple):
    """How hard a workout was, as the person said: 1 to 10."""

    start: float
    end: float
    score: float


SAMPLE_FIELDS = 4


def _new_arrays() -> defaultdict[int, array[float]]:
    return defaultdict(lambda: array("d"))


@dataclass(slots=True)
class HealthRecords:
    """What was read of an export, in little memory: 32 bytes an amount.

    Attributes
    ----------
    samples
        By kind and diary day, as `to_date` takes it; one after the other source, start, end, value.
    workouts, efforts
        The workouts, and what was said of how hard they were.
    sources
        What wrote the records; their places in this list stand in the samples.
    fates
        What became of the records that are not among these, by kind and fate.
    total
        How many records and workouts the export has.
    exported_at
        When it was made, None if it does not say.
    """

    samples: dict[Kind, defaultdict[int, array[float]]] = field(
        default_factory=lambda: {
            kind: _new_arrays() for kind in (Kind.WATER, Kind.STEPS, Kind.SLEEP)
        }
    )
    workouts: list[Workout] = field(default_factory=list)
    efforts: list[Effort] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    fates: Counter[Fate] = field(default_factory=Counter)
    total: int = 0
    exported_at: datetime | None = None
