"""Makes trials for tests."""

from __future__ import annotations

from datetime import date, timedelta

from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.trial import Trial, TrialDay, hash_plan, schedule
from cramp_diary.core.vocabulary import Arm, Expected, Outcome

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
