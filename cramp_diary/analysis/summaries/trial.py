"""A trial of one: how it goes on, what came of it, and what stands beside that.

See analysis/README.md, "A trial of one".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.inference.family import TestedFactor, compare_factor
from cramp_diary.analysis.inference.findings import recorded_calendar
from cramp_diary.analysis.inference.trial import OFFERED_LENGTHS, trial_result
from cramp_diary.analysis.inference.trial_power import (
    CARRY_OVER,
    PLANNED_RATIOS,
    RECENT_YEAR,
    SKIPPED,
    plan_trial,
    trial_power,
)
from cramp_diary.analysis.published import Published, published_trials
from cramp_diary.analysis.risk_factors import RiskFactor, find_factors_of
from cramp_diary.core.thresholds import FEWEST_DAYS
from cramp_diary.core.trial_habits import STRETCHING
from cramp_diary.core.vocabulary import Arm, Direction, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cramp_diary.analysis.inference.model_matrix import Floats
    from cramp_diary.analysis.inference.trial import TrialResult
    from cramp_diary.analysis.inference.trial_power import TrialPlan, TrialPower
    from cramp_diary.core.period import Period
    from cramp_diary.core.trial import Trial, TrialDay

STRETCHING_MINUTES = RiskFactor(
    "too little stretching",
    "stretching",
    "stretch_minutes",
    Direction.LESS,
    "min",
    may_follow_cramp=True,
)
"""Compared beside a trial of it alone: the article has stretching as a relief."""

USUAL_DAYS = 90
"""The days before now by which the usual water is judged."""


@dataclass(frozen=True, slots=True)
class ArmProgress:
    """The days of one side of a trial that are over.

    Attributes
    ----------
    days, recorded_days
        All of them, and those on which it is recorded whether there were cramps.
    as_drawn, otherwise
        Days on which the habit was done or left as it was drawn, and the other way round.
    """

    days: int
    recorded_days: int
    as_drawn: int
    otherwise: int

    @property
    def not_said(self) -> int:
        """Days of which it was not said whether the habit was done."""
        return self.days - self.as_drawn - self.otherwise


@dataclass(frozen=True, slots=True)
class TrialProgress:
    """How a trial goes on, without anything of what comes of it.

    Attributes
    ----------
    treated, control
        The two sides, up to the last day that counts.
    changed_answers
        Answers that took the place of others.
    """

    treated: ArmProgress
    control: ArmProgress
    changed_answers: int


@dataclass(frozen=True, slots=True)
class TrialDayShown:
    """A day of a trial: its side, and its episodes, ``None`` if they are not recorded."""

    day: date
    arm: Arm
    episodes: int | None


@dataclass(frozen=True, slots=True)
class TrialReport:
    """What came of a trial.

    Attributes
    ----------
    is_whole
        Whether it was not stopped early.
    observed
        The same habit in the days before the trial, as `cramp factors` compares; ``None`` where the
        diary has no factor for it.
    published
        Trials of the same habit in the literature.
    days
        All days, in order.
    """

    trial: Trial
    is_whole: bool
    progress: TrialProgress
    result: TrialResult
    observed: TestedFactor | None
    published: tuple[Published, ...]
    days: tuple[TrialDayShown, ...]


def follow_trial(period: Period, trial: Trial, before: date) -> TrialProgress:
    """Count the days of a trial before a day: how they were kept, and how many are recorded."""
    days = [day for day in _own_days(period, trial) if day.diary_day < min(before, trial.end)]

    def count(arm: Arm) -> ArmProgress:
        own = [day for day in days if day.arm is arm]
        wanted = arm is Arm.TREATED
        return ArmProgress(
            days=len(own),
            recorded_days=sum(day.diary_day in period.recorded_days for day in own),
            as_drawn=sum(day.done is wanted for day in own),
            otherwise=sum(day.done is (not wanted) for day in own),
        )

    return TrialProgress(count(Arm.TREATED), count(Arm.CONTROL), sum(day.changed for day in days))


def judge_trial(period: Period, trial: Trial) -> TrialReport:
    """Judge a trial that is over, by intention to treat.

    Parameters
    ----------
    period
        The whole diary.
    trial
        A trial with at least one day, whose schedule is in the period.
    """
    calendar = pd.date_range(trial.first_day, trial.end, inclusive="left")
    daily = daily_table(replace(period, end=max(period.end, trial.end))).reindex(calendar)
    own = _own_days(period, trial)[: len(calendar)]
    episodes = _as_array(daily, "episodes")
    severities = _as_array(daily, "severity") if trial.outcome is Outcome.SEVERITY else None
    return TrialReport(
        trial=trial,
        is_whole=trial.end == trial.planned_end,
        progress=follow_trial(period, trial, trial.end),
        result=trial_result(
            episodes, np.array([day.arm is Arm.TREATED for day in own]), severities
        ),
        observed=observe_habit(period.before(trial.first_day), trial.habit),
        published=published_trials(trial.habit),
        days=tuple(
            TrialDayShown(day.diary_day, day.arm, None if np.isnan(count) else int(count))
            for day, count in zip(own, episodes, strict=True)
        ),
    )


def foresee_trial(
    period: Period, further: int | None, begin_step: Callable[[str], None]
) -> tuple[TrialPlan, tuple[TrialPower, ...]]:
    """Simulate trials on the days of a diary, of the lengths proposed and of a further one.

    Parameters
    ----------
    period
        The whole diary.
    further
        Whole pairs of days; None for none.
    begin_step
        Called with a description as each of the lengths is begun.
    """
    episodes = _as_array(recorded_calendar(daily_table(period)), "episodes")
    plan = plan_trial(episodes, begin_step=begin_step)
    if further is None or further in OFFERED_LENGTHS or plan.lacking:
        return plan, ()
    begin_step(f"{further} days")
    hows = ((0.0, 0.0), (SKIPPED, 0.0), (0.0, CARRY_OVER))
    return plan, tuple(
        trial_power(episodes[-RECENT_YEAR:], further, ratio, skipped=skipped, carry_over=carry)
        for ratio in PLANNED_RATIOS
        for skipped, carry in hows
    )


def observe_habit(period: Period, habit: str) -> TestedFactor | None:
    """Compare the days of a period by a habit that nobody drew; ``None`` if no factor shows it."""
    factors = find_factors_of(period, habit)
    if not factors and habit == STRETCHING.name:
        factors = (STRETCHING_MINUTES,)
    daily = recorded_calendar(daily_table(period))
    return compare_factor(daily, factors[0]) if factors else None


def find_usual_water(period: Period) -> tuple[int, float | None]:
    """Return the days with recorded water of the last 90, and their median in ml.

    The median is ``None`` with fewer than 28 of them.
    """
    water = daily_table(period)["water_ml"].tail(USUAL_DAYS).dropna()
    return len(water), float(water.median()) if len(water) >= FEWEST_DAYS else None


def _own_days(period: Period, trial: Trial) -> list[TrialDay]:
    own = (day for day in period.trial_days if day.trial == trial.first_day)
    return sorted(own, key=lambda day: day.diary_day)


def _as_array(daily: pd.DataFrame, column: str) -> Floats:
    return daily[column].to_numpy(dtype=np.float64)
