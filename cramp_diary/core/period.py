"""A period of the diary: the records that the store returns and other packages read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from cramp_diary.core.model import Day
from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.settings import Settings
from cramp_diary.core.text import format_count
from cramp_diary.core.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cramp_diary.core.model import (
        Activity,
        Course,
        Dose,
        Drink,
        Episode,
        Factor,
        FactorValue,
        Medication,
        MonthlySymptoms,
        Shoe,
        Wear,
    )
    from cramp_diary.core.trial import Trial, TrialDay


class _OnADay(Protocol):
    @property
    def diary_day(self) -> date: ...


_Record = TypeVar("_Record", bound=_OnADay)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The records of the diary days ``[start, end)``, and the shoes and so on that they name.

    Courses, monthly symptoms and trials are those of the whole diary.
    """

    start: date
    end: date
    episodes: tuple[Episode, ...] = ()
    days: tuple[Day, ...] = ()
    activities: tuple[Activity, ...] = ()
    shoes: tuple[Shoe, ...] = ()
    wear: tuple[Wear, ...] = ()
    medications: tuple[Medication, ...] = ()
    courses: tuple[Course, ...] = ()
    doses: tuple[Dose, ...] = ()
    drinks: tuple[Drink, ...] = ()
    factors: tuple[Factor, ...] = ()
    factor_values: tuple[FactorValue, ...] = ()
    monthly_symptoms: tuple[MonthlySymptoms, ...] = ()
    trials: tuple[Trial, ...] = ()
    trial_days: tuple[TrialDay, ...] = ()
    settings: Settings = field(default_factory=Settings)

    @property
    def running_trial(self) -> Trial | None:
        """The trial that has days in the period and goes on after it; None if there is none."""
        running = (trial for trial in self.trials if trial.first_day < self.end < trial.end)
        return next(running, None)

    @property
    def recorded_days(self) -> frozenset[date]:
        """The diary days for which it is recorded whether there were cramps."""
        return self.cramp_days | self.free_days

    @property
    def cramp_days(self) -> frozenset[date]:
        """The diary days with an episode."""
        return frozenset(e.diary_day for e in self.episodes if e.diary_day)

    @property
    def free_days(self) -> frozenset[date]:
        """The diary days that were confirmed to be without cramps, and have no episode."""
        confirmed = frozenset(day.diary_day for day in self.days if day.no_cramps)
        return confirmed - self.cramp_days

    def asleep_only(self) -> Period:
        """Return the period with the episodes that began asleep as its only episodes.

        A day whose episodes all began awake becomes a day without cramps. A day with an episode
        of unknown state, and none that began asleep, becomes a day that is not recorded.
        """
        asleep = tuple(e for e in self.episodes if e.state is State.ASLEEP)
        with_asleep = {e.diary_day for e in asleep}
        unknown = {e.diary_day for e in self.episodes if e.state is None}
        free = self.free_days | (self.cramp_days - with_asleep - unknown)
        described = {day.diary_day: day for day in self.days}
        days = tuple(
            changed_unchecked(described.get(day, Day(diary_day=day)), no_cramps=day in free)
            for day in sorted(described.keys() | free)
        )
        return replace(self, episodes=asleep, days=days)

    def before(self, end: date) -> Period:
        """Return the part of the period before `end`; courses and symptoms stay as they are."""
        return self._between(self.start, min(self.end, end))

    def since(self, start: date) -> Period:
        """Return the part of the period from `start` on; courses and symptoms stay."""
        return self._between(max(self.start, start), self.end)

    def _between(self, start: date, end: date) -> Period:
        def within(records: Iterable[_Record]) -> tuple[_Record, ...]:
            return tuple(record for record in records if start <= record.diary_day < end)

        return replace(
            self,
            start=start,
            end=end,
            episodes=tuple(e for e in self.episodes if e.diary_day and start <= e.diary_day < end),
            days=within(self.days),
            activities=within(self.activities),
            wear=within(self.wear),
            doses=within(self.doses),
            drinks=within(self.drinks),
            factor_values=within(self.factor_values),
        )


def count_records(period: Period) -> dict[tuple[str, str], int]:
    """Count the records of each kind in a period, by their noun in the singular and the plural."""
    records: dict[tuple[str, str], tuple[Any, ...]] = {
        ("episode", "episodes"): period.episodes,
        ("day", "days"): period.days,
        ("activity", "activities"): period.activities,
        ("shoe", "shoes"): period.shoes,
        ("shoe worn", "shoes worn"): period.wear,
        ("medication", "medications"): period.medications,
        ("course", "courses"): period.courses,
        ("dose", "doses"): period.doses,
        ("drink", "drinks"): period.drinks,
        ("own factor", "own factors"): period.factors,
        ("value of own factors", "values of own factors"): period.factor_values,
        ("month of symptoms", "months of symptoms"): period.monthly_symptoms,
        ("trial", "trials"): period.trials,
        ("day of a trial", "days of trials"): period.trial_days,
    }
    return {nouns: len(found) for nouns, found in records.items()}


def list_record_counts(period: Period) -> list[str]:
    """Format the count of each kind of record in a period; kinds without any are left out.

    >>> from datetime import date
    >>> list_record_counts(Period(start=date(2026, 3, 1), end=date(2026, 3, 1)))
    []
    """
    found = count_records(period).items()
    return [format_count(number, *nouns) for nouns, number in found if number]
