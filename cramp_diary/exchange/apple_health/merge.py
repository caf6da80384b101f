"""What an export changes in a diary: what is new to it, where the two differ, what is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar

from cramp_diary.core.changes import NOTHING, Changes
from cramp_diary.core.model import Day, Factor
from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.units import format_number
from cramp_diary.core.vocabulary import Direction, Keep, name_key
from cramp_diary.core.when import format_day
from cramp_diary.exchange.apple_health.records import Fate, Kind
from cramp_diary.exchange.errors import OtherFactor
from cramp_diary.exchange.factor_table import (
    DailyValue,
    FactorDifference,
    FactorSeries,
    find_span,
    plan_factors,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cramp_diary.core.model import Activity, Drink
    from cramp_diary.core.period import Period
    from cramp_diary.exchange.apple_health.daily import HealthDays

FEWEST_WATER_DAYS = 7
"""Days with water from which on it is known what a person usually drinks."""

SOURCE = "Apple Health"
HEALTH_FACTORS = {
    Kind.STEPS: Factor("steps", source=SOURCE),
    Kind.SLEEP: Factor("sleep", unit="h", more_exposed=Direction.LESS, source=SOURCE),
}
"""The own factors that an export has values of."""


@dataclass(frozen=True, slots=True)
class HealthPlan:
    """What an import of an export does.

    Attributes
    ----------
    changes
        What it changes in the diary.
    differences
        Where the diary says something else.
    new_days
        How many days have something new, by kind.
    usual_ml
        The water that is usual a day, None if that is not known.
    half_logged
        In words, the days whose water is left out because it is less than half of that.
    impossible
        In words, the amounts that are left out because they cannot be.
    other_factors
        In words, the own factors of the diary that mean something else.
    fates
        What becomes of each record.
    """

    changes: Changes
    differences: tuple[FactorDifference, ...]
    new_days: dict[Kind, int]
    usual_ml: float | None
    half_logged: tuple[str, ...]
    impossible: tuple[str, ...]
    other_factors: tuple[str, ...]
    fates: Counter[Fate]


def plan_import(
    found: HealthDays,
    known: Period,
    where: str,
    keep: Keep | None = None,
    *,
    takes_all: bool = False,
) -> HealthPlan:
    """Return what an export adds to the diary `known` and changes in it, and where they differ.

    Of water, workouts, steps and sleep a day has what one side says, never the sum of both. A day
    of which the diary says the same already adds nothing.

    Parameters
    ----------
    found
        What the export says.
    known
        All that the diary holds.
    where
        What the export is called in the differences.
    keep
        Whose values are kept where they differ.
    takes_all
        Whether what is left out otherwise is taken, too: days outside those that the diary spans,
        and days with less than half of the usual water.
    """
    plan = _Plan(found, known, where, keep, takes_all=takes_all)
    plan.merge_water()
    plan.merge_workouts()
    for kind, factor in HEALTH_FACTORS.items():
        plan.merge_factor(kind, factor)
    return plan.result()


class _Plan:
    """Merges one kind after the other, and collects what is to be changed."""

    def __init__(
        self, found: HealthDays, known: Period, where: str, keep: Keep | None, *, takes_all: bool
    ) -> None:
        self._found, self._known, self._where, self._keep = found, known, where, keep
        self._takes_all = takes_all
        self._format_ml = known.settings.format_volume
        self._span = find_span(known)
        self._fates = Counter(found.fates)
        self._new: Counter[Kind] = Counter()
        self._differences: list[FactorDifference] = []
        self._half: list[str] = []
        self._others: list[str] = []
        self._usual: float | None = None
        self._parts: dict[str, dict[str, list[Any]]] = {
            part: defaultdict(list) for part in ("added", "changed", "removed")
        }

    def result(self) -> HealthPlan:
        """Return what was found."""
        added, changed, removed = (
            replace(NOTHING, **self._collected(part)) for part in ("added", "changed", "removed")
        )
        return HealthPlan(
            Changes(added=added, changed=changed, removed=removed),
            tuple(self._differences),
            dict(self._new),
            self._usual,
            tuple(self._half),
            tuple(self._found.impossible),
            tuple(self._others),
            +self._fates,
        )

    def _collected(self, part: str) -> dict[str, Any]:
        return {kind: tuple(records) for kind, records in self._parts[part].items()}

    def merge_water(self) -> None:
        """Merge the water of each day, with the times of the drinks."""
        days = {day.diary_day: day for day in self._known.days}
        drinks = _group_by_day(self._known.drinks)
        totals = self._found.totals[Kind.WATER]
        mine = [day.water_ml for day in days.values() if day.water_ml is not None]
        self._usual = _find_usual(mine) or _find_usual([total.value for total in totals.values()])
        for day, (value, records, drunk) in totals.items():
            before = days.get(day)
            known = None if before is None else before.water_ml
            is_known = known is not None and round(known) == value
            is_half = self._usual is not None and value < self._usual / 2 and not is_known
            if is_half and not self._takes_all and not self._is_outside(day):
                self._fates[Fate.HALF] += records
                self._half.append(f"{format_day(day)}: {self._format_ml(value)}")
                continue
            texts = (None if known is None else self._format_ml(known), self._format_ml(value))
            if not self._settle(Kind.WATER, day, records, *texts, is_known=is_known):
                continue
            if before is None:
                self._parts["added"]["days"].append(Day(diary_day=day, water_ml=value))
            else:
                self._parts["changed"]["days"].append(changed_unchecked(before, water_ml=value))
            self._parts["removed"]["drinks"] += drinks[day]
            self._parts["added"]["drinks"] += drunk

    def merge_workouts(self) -> None:
        """Merge the workouts of each day: all of it is of one side."""
        activities = _group_by_day(self._known.activities)
        for day, (theirs, records) in self._found.workouts.items():
            mine = activities[day]
            is_known = _match(mine, theirs)
            texts = (_format_activities(mine) or None, _format_activities(theirs))
            if self._settle(Kind.WORKOUTS, day, records, *texts, is_known=is_known):
                self._parts["removed"]["activities"] += mine
                self._parts["added"]["activities"] += theirs

    def merge_factor(self, kind: Kind, factor: Factor) -> None:
        """Merge the days of an own factor."""
        totals = self._found.totals[kind]
        values = [DailyValue(day, total.value, self._where) for day, total in totals.items()]
        series = FactorSeries(factor, values)
        try:
            plan = plan_factors(
                [series], self._known, date.max, self._keep, takes_all=self._takes_all
            )
        except OtherFactor:
            self._fates[Fate.OTHER_FACTOR] += sum(total.records for total in totals.values())
            self._others.append(factor.name)
            return
        name = plan.series[0].factor.name
        known = {v.diary_day: v.value for v in self._known.factor_values if v.factor == name}
        for day, total in totals.items():
            is_known = known.get(day) == total.value
            self._count(kind, day, total.records, is_known=is_known, is_new=day not in known)
        self._differences += plan.differences
        for part, period in (("added", plan.changes.added), ("changed", plan.changes.changed)):
            self._parts[part]["factors"] += period.factors
            self._parts[part]["factor_values"] += period.factor_values

    def _is_outside(self, day: date) -> bool:
        if self._takes_all:
            return False
        return self._span is None or not self._span[0] <= day <= self._span[1]

    def _count(self, kind: Kind, day: date, records: int, *, is_known: bool, is_new: bool) -> Fate:
        """Count the records of a day by what becomes of them, and return that."""
        if self._is_outside(day):
            fate = Fate.OUTSIDE
        elif is_known:
            fate = Fate.KNOWN
        elif is_new:
            fate = Fate.NEW
            self._new[kind] += 1
        else:
            fate = Fate.DIFFERENT
        self._fates[fate] += records
        return fate

    def _settle(  # noqa: PLR0913 - both sides of one day
        self, kind: Kind, day: date, records: int, mine: str | None, theirs: str, *, is_known: bool
    ) -> bool:
        """Tell whether a day is to be what the export says, and note where the diary differs."""
        fate = self._count(kind, day, records, is_known=is_known, is_new=mine is None)
        if fate is Fate.DIFFERENT:
            what = f"{kind} on {format_day(day)}"
            self._differences.append(FactorDifference(self._where, what, mine or "", theirs))
        return fate is Fate.NEW or (fate is Fate.DIFFERENT and self._keep is Keep.THEIRS)


R = TypeVar("R", "Activity", "Drink")


def _group_by_day(records: Iterable[R]) -> defaultdict[date, list[R]]:
    found: defaultdict[date, list[R]] = defaultdict(list)
    for record in records:
        found[record.diary_day].append(record)
    return found


def _find_usual(amounts: Sequence[float]) -> float | None:
    """Return the median, None if there are too few amounts to tell what is usual."""
    return median(amounts) if len(amounts) >= FEWEST_WATER_DAYS else None


def _match(mine: Sequence[Activity], theirs: Sequence[Activity]) -> bool:
    """Tell whether a diary has the same activities; it may say more of how hard they were."""
    pairs = zip(sorted(mine, key=_key), sorted(theirs, key=_key), strict=False)
    return len(mine) == len(theirs) and all(
        _key(one)[:2] == _key(other)[:2] and other.effort in (None, one.effort)
        for one, other in pairs
    )


def _key(activity: Activity) -> tuple[str, float, float]:
    return name_key(activity.kind), activity.minutes, activity.effort or 0


def _format_activities(activities: Sequence[Activity]) -> str:
    return ", ".join(
        f"{activity.kind} {format_number(activity.minutes)} min"
        + ("" if activity.effort is None else f" effort {format_number(activity.effort)}")
        for activity in activities
    )
