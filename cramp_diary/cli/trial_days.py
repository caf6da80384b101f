"""The day of a running trial: which side it is on, in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import NoTrial, TrialNotOver
from cramp_diary.core.phrases.day_words import DAY
from cramp_diary.core.trial_habits import find_habit

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.core.period import Period
    from cramp_diary.core.trial import Trial, TrialDay
    from cramp_diary.store import Diary


def find_trial_day(diary: Diary, day: date) -> tuple[Trial, TrialDay] | None:
    """Return the trial that a day belongs to and what it was drawn to, None if it has none."""
    trial = diary.trial_on(day)
    if trial is None:
        return None
    own = (each for each in diary.trial_days() if each.trial == trial.first_day)
    drawn = next((each for each in own if each.diary_day == day), None)
    return None if drawn is None else (trial, drawn)


def format_trial_day(diary: Diary, day: date) -> str:
    """Format which day of a trial a day is, and what is to be done; empty if it is of none."""
    found = find_trial_day(diary, day)
    return format_drawn_day(*found) if found else ""


def format_drawn_day(trial: Trial, drawn: TrialDay) -> str:
    """Format which day of a trial a day of it is, and what is to be done."""
    number = (drawn.diary_day - trial.first_day).days + 1
    return f"Day {number} of {trial.days}: {find_habit(trial.habit).tell(drawn.arm)}"


def format_kept(done: bool | None) -> str:  # noqa: FBT001 - the answer itself
    """Format whether the habit of a trial was done."""
    return "not said whether it was done" if done is None else ("done" if done else "not done")


def find_ended_trial(period: Period, day: date | None, today: date) -> Trial:
    """Return the trial of a day, or without one the last that has begun, if it is over.

    Raises
    ------
    NoTrial, TrialNotOver
        If there is none, or it is not over.
    """
    trials = [trial for trial in period.trials if trial.first_day < trial.end]
    if day is not None:
        trials = [trial for trial in trials if trial.first_day <= day < trial.end]
    if not trials:
        raise NoTrial(f"No trial has the day {day}" if day else "No trial has a day yet")
    found = trials[-1]
    if today < found.end:
        raise TrialNotOver(found.habit, found.end - DAY)
    return found
