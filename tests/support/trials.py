"""Makes trials for tests."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from cramp_diary.core.model import Day
from cramp_diary.core.period import Period
from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.trial import Trial, TrialDay, hash_plan, schedule
from cramp_diary.core.vocabulary import Arm, Expected, Outcome, State
from cramp_diary.store import open_diary
from tests.support.factories import NOW, an_episode

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

FIRST = date(2026, 1, 1)


def a_trial(
    first_day: date = FIRST,
    *,
    habit: str = "stretching",
    days: int = 36,
    expected: Expected | None = Expected.BETTER,
    stopped_on: date | None = None,
) -> tuple[Trial, tuple[TrialDay, ...]]:
    """Return a trial whose first block is treated, then control and so on, and its days."""
    arms = [(Arm.TREATED, Arm.CONTROL)[n // 3 % 2] for n in range(days)]
    drawn = schedule(first_day, arms)
    trial = Trial(
        habit=habit,
        first_day=first_day,
        days=days,
        seed=7,
        outcome=Outcome.EPISODES,
        expected=expected,
        plan_hash="0" * 64,
    )
    fixed = changed_unchecked(trial, plan_hash=hash_plan(trial, drawn), stopped_on=stopped_on)
    return fixed, drawn


def answered(days: tuple[TrialDay, ...], until: date) -> tuple[TrialDay, ...]:
    """Return the days with an answer of each before `until`: it was done as it was drawn."""
    return tuple(
        changed_unchecked(day, done=day.arm is Arm.TREATED) if day.diary_day < until else day
        for day in days
    )


def after(days: int) -> date:
    """Return the day that is so many days after the first day of `a_trial`."""
    return FIRST + timedelta(days=days)


def nights(
    start: date,
    end: date,
    cramp_days: set[date],
    missing: Collection[date] = (),
) -> Period:
    """Return the days ``[start, end)``, recorded but for some, with an episode on some."""
    days = [start + timedelta(days=n) for n in range((end - start).days)]
    recorded = [day for day in days if day not in missing]
    return Period(
        start=start,
        end=end,
        episodes=tuple(
            an_episode(day, time(20), state=State.RESTING) for day in recorded if day in cramp_days
        ),
        days=tuple(
            Day(diary_day=day, no_cramps=day not in cramp_days, sitting_hours=4 + day.day % 5)
            for day in recorded
        ),
    )


def write_trial(
    diary_path: Path, *, habit: str = "stretching", days: int = 36, recorded_until: date
) -> None:
    """Write a diary of 60 days before a trial and its days: cramps on each control day."""
    trial, drawn = a_trial(habit=habit, days=days)
    cramps = {day.diary_day for day in drawn if day.arm is Arm.CONTROL}
    cramps |= {after(-n) for n in range(1, 60, 3)}
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_period(nights(after(-60), recorded_until, cramps))
        diary.start_trial(trial, drawn)
