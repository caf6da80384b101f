"""Daily values of own factors that come from elsewhere, compared with a diary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.changes import NOTHING, Changes
from cramp_diary.core.model import FactorValue
from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.units import format_number
from cramp_diary.core.vocabulary import FactorKind, Keep, format_yes_no, name_key
from cramp_diary.core.when import format_day
from cramp_diary.exchange.errors import OtherFactor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cramp_diary.core.model import Factor
    from cramp_diary.core.period import Period


class DailyValue(NamedTuple):
    """A value of a diary day, and where it was read, such as "weather.csv, line 3"."""

    day: date
    value: float
    where: str


class FactorSeries(NamedTuple):
    """The values of one factor, at most one a day; yes is 1, no is 0.

    A day without a value is not recorded. The unit of the factor is empty where it is not known.
    """

    factor: Factor
    values: Sequence[DailyValue]


@dataclass(frozen=True, slots=True)
class FactorDifference:
    """A value from elsewhere that is not that of the diary, both in words."""

    where: str
    what: str
    mine: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.mine} in the diary, {self.theirs} in the file"


class SeriesPlan(NamedTuple):
    """What becomes of the values of one factor; the five counts add up to all of its values.

    Attributes
    ----------
    factor
        The factor as it is in the diary, or will be.
    is_new
        Whether the diary does not have it yet.
    added
        Values of days that have none in the diary.
    same
        Values that the diary has already.
    different
        Values of days that have another one in the diary.
    outside
        Values of days that the diary does not span; they are left out.
    to_come
        Values of days that have not begun; they are left out.
    recorded
        The days with a value, in the diary or new to it, of which it is recorded whether there were
        cramps: those that can be compared.
    """

    factor: Factor
    is_new: bool
    added: int
    same: int
    different: int
    outside: int
    to_come: int
    recorded: int


class FactorPlan(NamedTuple):
    """What an import of own factors changes in a diary, and where the two differ."""

    changes: Changes
    differences: tuple[FactorDifference, ...]
    series: tuple[SeriesPlan, ...]


def plan_factors(
    found: Iterable[FactorSeries],
    known: Period,
    latest_day: date,
    keep: Keep | None = None,
    *,
    takes_all: bool = False,
) -> FactorPlan:
    """Return what daily values add to the diary `known` and change in it, and where they differ.

    A value that the diary has already adds nothing. Where the diary has another one, theirs is
    taken if `keep` says so. A factor of which no value is taken stays as it is.

    Parameters
    ----------
    found
        The factors, each with its values.
    known
        All that the diary holds.
    latest_day
        The last day that may have a value: the one that is running.
    keep
        Whose values are kept where they differ.
    takes_all
        Whether the days are taken, too, that are before or after all that the person recorded.

    Raises
    ------
    OtherFactor
        If the diary has a factor of this name, of another kind or in another unit.
    BadName
        If no new factor may have its name.
    """
    factors = {name_key(factor.name): factor for factor in known.factors}
    days = find_span(known)
    recorded = known.recorded_days
    added: list[FactorValue] = []
    changed: list[FactorValue] = []
    new_factors: list[Factor] = []
    changed_factors: list[Factor] = []
    differences: list[FactorDifference] = []
    plans: list[SeriesPlan] = []
    for theirs, values in found:
        mine = factors.get(name_key(theirs.name))
        factor = _merge_factor(mine, theirs)
        here = {v.diary_day: v.value for v in known.factor_values if v.factor == factor.name}
        present = [value for value in values if value.day <= latest_day]
        taken = [v for v in present if takes_all or (days and days[0] <= v.day <= days[1])]
        new = [v for v in taken if v.day not in here]
        other = [v for v in taken if here.get(v.day, v.value) != v.value]
        differences += [_format_difference(factor, value, here[value.day]) for value in other]
        replaced = other if keep is Keep.THEIRS else []
        added += [FactorValue(v.day, factor.name, v.value) for v in new]
        changed += [FactorValue(v.day, factor.name, v.value) for v in replaced]
        if mine is None and new:
            new_factors.append(factor)
        elif mine is not None and factor != mine and (new or replaced):
            changed_factors.append(factor)
        plans.append(
            SeriesPlan(
                factor,
                is_new=mine is None,
                added=len(new),
                same=len(taken) - len(new) - len(other),
                different=len(other),
                outside=len(present) - len(taken),
                to_come=len(values) - len(present),
                recorded=len(recorded & {value.day for value in taken}),
            )
        )
    changes = Changes(
        added=replace(NOTHING, factors=tuple(new_factors), factor_values=tuple(added)),
        changed=replace(NOTHING, factors=tuple(changed_factors), factor_values=tuple(changed)),
    )
    return FactorPlan(changes, tuple(differences), tuple(plans))


def find_span(known: Period) -> tuple[date, date] | None:
    """Return the first and last day of which a person recorded anything, None if there is none.

    Values of own factors do not count: they may have come from elsewhere.
    """
    days = [
        record.diary_day
        for kind in (known.days, known.activities, known.wear, known.doses, known.drinks)
        for record in kind
    ]
    days += known.cramp_days
    return (min(days), max(days)) if days else None


def format_value(factor: Factor, value: float) -> str:
    """Format a value of an own factor with its unit."""
    if factor.kind is FactorKind.YES_NO:
        return format_yes_no(bool(value))
    return f"{format_number(value)} {factor.unit}".strip()


def _merge_factor(mine: Factor | None, theirs: Factor) -> Factor:
    """Return the factor as it is to be stored: that of the diary, with the new source."""
    if mine is None:
        return theirs.as_new()
    if mine.kind is not theirs.kind:
        raise OtherFactor(mine.name, str(mine.kind), str(theirs.kind))
    if mine.unit and theirs.unit and _unit_key(mine.unit) != _unit_key(theirs.unit):
        raise OtherFactor(mine.name, mine.unit, theirs.unit)
    return changed_unchecked(mine, unit=mine.unit or theirs.unit, source=theirs.source)


def _unit_key(unit: str) -> str:
    return name_key(unit.strip().strip("\N{DEGREE SIGN}"))


def _format_difference(factor: Factor, value: DailyValue, mine: float) -> FactorDifference:
    what = f"{factor.name} on {format_day(value.day)}"
    texts = (format_value(factor, each) for each in (mine, value.value))
    return FactorDifference(value.where, what, *texts)
