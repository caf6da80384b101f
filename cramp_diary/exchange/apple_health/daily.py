"""What the records of an export come to on each diary day.

A phone and a watch know the same steps, and several programs the same sleep. **The rule**: the
sources are put in an order, a watch before a phone before any other program; among these, the one
with more records first. Each moment then counts once, for the first source that has a record of it;
of a record that reaches beyond, the rest counts in proportion. A watch that says that the person
was awake is believed before a phone that says asleep. Workouts that share more than half of the
shorter one are one workout. Water has no length: equal amounts of the same second in two programs
are one drink, in one program they are two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from cramp_diary.core import limits
from cramp_diary.core.model import Activity, Drink
from cramp_diary.core.units import format_number
from cramp_diary.core.when import format_day
from cramp_diary.exchange.apple_health.records import (
    SAMPLE_FIELDS,
    SECONDS_A_DAY,
    Fate,
    Kind,
    Sample,
    from_seconds,
    to_date,
)

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, tzinfo

    from cramp_diary.exchange.apple_health.records import (
        Effort,
        HealthRecords,
        Source,
        Workout,
    )

MOST_STEPS = 200_000
"""More steps a day than anybody walked."""

UNITS = {Kind.WATER: "ml of water", Kind.STEPS: "steps", Kind.SLEEP: "h of sleep"}
_GREATEST = {Kind.WATER: limits.WATER_ML.greatest, Kind.STEPS: MOST_STEPS, Kind.SLEEP: 24}


class DayTotal(NamedTuple):
    """The amount of a day, how many records it is of, and the drinks of its water."""

    value: float
    records: int
    drinks: tuple[Drink, ...] = ()


class DayWorkouts(NamedTuple):
    """The workouts of a day, and how many records they are of, with those of their efforts."""

    activities: tuple[Activity, ...]
    records: int


@dataclass(frozen=True, slots=True)
class HealthDays:
    """What an export says of each day, and what became of the records that it does not say it by.

    Attributes
    ----------
    totals
        By kind and day.
    workouts
        By day.
    impossible
        In words, the amounts that cannot be.
    fates
        What became of the records that are not in these days.
    """

    totals: dict[Kind, dict[date, DayTotal]]
    workouts: dict[date, DayWorkouts]
    impossible: list[str]
    fates: Counter[Fate]


def sum_days(records: HealthRecords, zone: tzinfo) -> HealthDays:
    """Return what the records come to on each day; drinks get times in `zone`."""
    found = HealthDays({}, {}, [], Counter(records.fates))
    for kind, by_day in records.samples.items():
        numbers: Counter[int] = Counter()
        for samples_of_day in by_day.values():
            numbers.update(map(int, samples_of_day[::SAMPLE_FIELDS]))
        places = _order_sources(records.sources, numbers)
        totals = found.totals.setdefault(kind, {})
        for number in sorted(by_day):
            day = to_date(number)
            samples = _list_samples(by_day[number], places)
            total = _SUMS[kind](day, samples, zone)
            found.fates[Fate.TWICE] += len(samples) - total.records
            if total.value > _GREATEST[kind]:
                found.fates[Fate.IMPOSSIBLE] += total.records
                amount = f"{format_number(total.value)} {UNITS[kind]}"
                found.impossible.append(f"{format_day(day)}: {amount}")
            else:
                totals[day] = total
    _sum_workouts(records, found)
    return found


def _list_samples(numbers: array[float], places: Sequence[int]) -> list[Sample]:
    """Return the samples that an array holds, each with the place of its source."""
    fields = [numbers[n::SAMPLE_FIELDS] for n in range(SAMPLE_FIELDS)]
    return [Sample(places[int(source)], *rest) for source, *rest in zip(*fields, strict=True)]


def _order_sources(sources: Sequence[Source], numbers: Mapping[int, int]) -> list[int]:
    """Return the place of each source in the order, given how many records it has; 0 is first."""
    order = sorted(
        range(len(sources)), key=lambda n: (sources[n].rank, -numbers.get(n, 0), sources[n].name)
    )
    places = [0] * len(sources)
    for place, number in enumerate(order):
        places[number] = place
    return places


class CountedTime:
    """The moments that were counted, as the edges of intervals that do not touch."""

    def __init__(self) -> None:
        self._edges: list[float] = []

    def add(self, start: float, end: float) -> float:
        """Add an interval, and return how much of it was not counted before.

        >>> counted = CountedTime()
        >>> counted.add(0, 10), counted.add(5, 20), counted.add(2, 18)
        (10, 10, 0)
        """
        edges = self._edges
        if not edges or start > edges[-1]:  # as a rule, and faster
            edges += start, end
            return end - start
        first, last = bisect_left(edges, start), bisect_right(edges, end)
        begins = [start] if first % 2 else []
        ends = [end] if last % 2 else []
        before = [*begins, *edges[first:last], *ends]
        edges[first:last] = [*([] if begins else [start]), *([] if ends else [end])]
        return end - start - (sum(before[1::2]) - sum(before[::2]))


def _sum_water(day: date, samples: Sequence[Sample], zone: tzinfo) -> DayTotal:
    """Sum the water; a drink that several programs know is as many drinks as in one of them."""
    by_program: Counter[tuple[float, float, int]] = Counter(
        (sample.start, sample.value, sample.source) for sample in samples
    )
    times: dict[tuple[float, float], int] = defaultdict(int)
    for (start, value, _), number in by_program.items():
        times[start, value] = max(times[start, value], number)
    counted = sorted(each for each, number in times.items() for _ in range(number))
    total = sum(value for _, value in counted)
    drinks = (
        Drink(day, from_seconds(start, zone), round(value, 1))
        for start, value in counted
        if total <= limits.WATER_ML.greatest
    )
    return DayTotal(float(round(total)), len(counted), tuple(drinks))


def _sum_steps(_: date, samples: Sequence[Sample], __: tzinfo) -> DayTotal:
    """Sum the steps; a record without length counts as one of a second."""
    counted = CountedTime()
    total, records = 0.0, 0
    for _source, start, end, value in sorted(samples):
        length = max(end - start, 1)
        if new := counted.add(start, start + length):
            total += value * new / length
            records += 1
    return DayTotal(float(round(total)), records)


def _sum_sleep(_: date, samples: Sequence[Sample], __: tzinfo) -> DayTotal:
    """Sum the hours asleep; of one source, being awake goes before being asleep."""
    counted = CountedTime()
    seconds, records = 0.0, 0
    for sample in sorted(samples, key=lambda sample: (sample.source, sample.value, sample.start)):
        if new := counted.add(sample.start, sample.end):
            seconds += new * sample.value
            records += 1
    return DayTotal(round(seconds / 3600, 2), records)


_SUMS = {Kind.WATER: _sum_water, Kind.STEPS: _sum_steps, Kind.SLEEP: _sum_sleep}


def _sum_workouts(records: HealthRecords, found: HealthDays) -> None:
    workouts = _count_once(records)
    found.fates[Fate.TWICE] += len(records.workouts) - len(workouts)
    efforts = list(dict.fromkeys(records.efforts))
    found.fates[Fate.TWICE] += len(records.efforts) - len(efforts)
    by_start = _ByDay(efforts)
    unmatched = set(efforts)
    by_day: dict[date, list[Activity]] = defaultdict(list)
    numbers: Counter[date] = Counter()
    for workout in workouts:
        near = [e for e in by_start.near(workout) if e in unmatched and _is_shared(workout, e)]
        unmatched -= set(near)
        day, minutes = to_date(workout.day), max(1, round(workout.minutes))
        if minutes > limits.ACTIVITY_MINUTES.greatest:
            found.fates[Fate.IMPOSSIBLE] += 1 + len(near)
            found.impossible.append(f"{format_day(day)}: {minutes} min of {workout.kind}")
            continue
        score = near[-1].score if near else None
        by_day[day].append(Activity(day, workout.kind, float(minutes), score))
        numbers[day] += 1 + len(near)
    found.fates[Fate.UNMATCHED] += len(unmatched)
    for day in sorted(by_day):
        found.workouts[day] = DayWorkouts(tuple(by_day[day]), numbers[day])


T = TypeVar("T", "Workout", "Effort")


class _ByDay(Generic[T]):
    """Workouts, or their efforts, by the day of UTC on which they begin."""

    def __init__(self, found: Iterable[T] = ()) -> None:
        self._days: dict[float, list[T]] = defaultdict(list)
        for each in found:
            self.add(each)

    def add(self, each: T) -> None:
        self._days[each.start // SECONDS_A_DAY].append(each)

    def near(self, other: Workout | Effort) -> Iterator[T]:
        """Yield those that begin on the same day, the day before, or the day after."""
        day = other.start // SECONDS_A_DAY
        for near in (day - 1, day, day + 1):
            yield from self._days.get(near, ())


def _count_once(records: HealthRecords) -> list[Workout]:
    """Return the workouts without those that a source before knows, in the order of their times."""
    numbers = Counter(workout.source for workout in records.workouts)
    places = _order_sources(records.sources, numbers)
    kept: _ByDay[Workout] = _ByDay()
    once = []
    for workout in sorted(records.workouts, key=lambda w: (places[w.source], w.start)):
        if not any(_is_shared(workout, other) for other in kept.near(workout)):
            kept.add(workout)
            once.append(workout)
    return sorted(once, key=lambda workout: workout.start)


def _is_shared(one: Workout | Effort, other: Workout | Effort) -> bool:
    """Tell whether two share more than half of the shorter one, or begin and end together."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return 2 * shared > shorter or (one.start, one.end) == (other.start, other.end)
