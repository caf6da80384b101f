"""A stretch of the diary: what crosses from the store to everything that reads it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from cramp_diary.core.model import Day, changed_unchecked
from cramp_diary.core.settings import Settings
from cramp_diary.core.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cramp_diary.core.model import (
        Activity,
        Course,
        Dose,
        Episode,
        Factor,
        FactorValue,
        Medication,
        Shoe,
        Wear,
    )


class _OnADay(Protocol):
    @property
    def diary_day(self) -> date: ...


_Record = TypeVar("_Record", bound=_OnADay)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """All that the diary holds of the diary days ``[start, end)``, and the names it uses."""

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
    factors: tuple[Factor, ...] = ()
    factor_values: tuple[FactorValue, ...] = ()
    settings: Settings = field(default_factory=Settings)

    @property
    def recorded_days(self) -> frozenset[date]:
        """The diary days of which the person said whether they cramped."""
        confirmed = (day.diary_day for day in self.days if day.no_cramps)
        return frozenset(confirmed) | {e.diary_day for e in self.episodes if e.diary_day}

    def asleep_only(self) -> Period:
        """Return the same diary with the episodes asleep as its only ones.

        A day with episodes of which none was asleep had none asleep; one with an episode whose
        state is not recorded, and none known to be asleep, is not recorded.
        """
        asleep = tuple(e for e in self.episodes if e.state is State.ASLEEP)
        with_asleep = {e.diary_day for e in asleep}
        unknown = {e.diary_day for e in self.episodes if e.state is None}
        awake = {
            e.diary_day
            for e in self.episodes
            if e.diary_day and e.diary_day not in with_asleep | unknown
        }
        said = {day.diary_day: day for day in self.days}
        confirmed = {
            day: changed_unchecked(said.get(day, Day(diary_day=day)), no_cramps=True)
            for day in awake
        }
        days = tuple(sorted((said | confirmed).values(), key=lambda day: day.diary_day))
        return replace(self, episodes=asleep, days=days)

    def before(self, end: date) -> Period:
        """Return what was known of the days before `end`; courses stay as they are."""
        return self._between(self.start, min(self.end, end))

    def since(self, start: date) -> Period:
        """Return what is known of the days from `start` on; courses stay as they are."""
        return self._between(max(self.start, start), self.end)

    def _between(self, start: date, end: date) -> Period:
        def kept(records: Iterable[_Record]) -> tuple[_Record, ...]:
            return tuple(record for record in records if start <= record.diary_day < end)

        return replace(
            self,
            start=start,
            end=end,
            episodes=tuple(e for e in self.episodes if e.diary_day and start <= e.diary_day < end),
            days=kept(self.days),
            activities=kept(self.activities),
            wear=kept(self.wear),
            doses=kept(self.doses),
            factor_values=kept(self.factor_values),
        )
