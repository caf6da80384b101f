"""Trials in the diary file: the plan and the schedule stay as they were when a trial began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import NoTrialDay, TrialRunning
from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.when import format_day
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.base import Tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cramp_diary.core.trial import Trial, TrialDay


class StoredTrials(Tables):
    """Methods for the randomised trials of a habit."""

    def trials(self) -> tuple[Trial, ...]:
        """Return all trials, in order."""
        return tuple(map(rows.to_trial, self._select(rows.SELECT_TRIALS)))

    def trial_on(self, day: date) -> Trial | None:
        """Return the trial that a day belongs to; None if it belongs to none."""
        found = (trial for trial in self.trials() if trial.first_day <= day < trial.end)
        return next(found, None)

    def trial_days(self) -> tuple[TrialDay, ...]:
        """Return the days of all trials, in order."""
        return tuple(map(rows.to_trial_day, self._select(rows.SELECT_TRIAL_DAYS)))

    def start_trial(self, trial: Trial, days: Sequence[TrialDay]) -> None:
        """Store a new trial and its schedule.

        Raises
        ------
        TrialRunning
            If one of its days belongs to another trial.
        """
        with self.writing():
            for other in self.trials():
                if other.overlaps(trial) or other.first_day == trial.first_day:
                    raise TrialRunning(other.habit, other.first_day, other.end)
            self._insert("trials", rows.trial_row(trial))
            self._insert_all("trial_days", list(map(rows.trial_day_row, days)))
            what = f"{trial.days} days of {trial.habit} from {trial.first_day}"
            self._describe_step(f"started a trial: {what}")

    def stop_trial(self, trial: Trial, on: date) -> None:
        """End a trial before `on`; one that had not begun by then is deleted."""
        with self.writing():
            day, first = on.isoformat(), trial.first_day.isoformat()
            if on < trial.first_day:
                self._execute("DELETE FROM trial_days WHERE trial = ?", first)
                self._execute("DELETE FROM trials WHERE first_day = ?", first)
            else:
                self._execute("UPDATE trials SET stopped_on = ? WHERE first_day = ?", day, first)
            self._describe_step(f"stopped the trial of {trial.habit}")

    def answer_trial_day(self, day: date, *, done: bool) -> TrialDay:
        """Record whether the habit of a trial was done on a day; another answer marks it changed.

        Raises
        ------
        NoTrialDay
            If no trial has this day.
        """
        with self.writing():
            trial = self.trial_on(day)
            if trial is None:
                raise NoTrialDay(day)
            found = self._select(
                "SELECT * FROM trial_days WHERE trial = ? AND day = ?",
                trial.first_day.isoformat(),
                day.isoformat(),
            )
            if not found:  # a part of a damaged diary may be lost
                raise NoTrialDay(day)
            before = rows.to_trial_day(found[0])
            is_changed = before.changed or before.done not in (None, done)
            after = changed_unchecked(before, done=done, changed=is_changed)
            self._upsert("trial_days", rows.trial_day_row(after), "trial, day")
            answer = "done" if done else "not done"
            self._describe_step(f"{trial.habit} on {format_day(day)}: {answer}")
            return after
