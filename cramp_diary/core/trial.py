"""A randomised trial of one habit: its plan, which is fixed when it begins, and its days.

Blocks of three days form pairs; a fair coin decides for each pair which block is with the habit.
The arms are drawn by `analysis.inference.trial`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cramp_diary.core.limits import TRIAL_LENGTH, YEAR
from cramp_diary.core.record import Record
from cramp_diary.core.vocabulary import Arm, Expected, Outcome, check_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ANALYSIS = (
    "intention to treat; sum over pairs of treated rate minus control rate, per recorded day;"
    " p by flipping the sign of each pair"
)
"""How a trial is judged: a part of its plan."""


class Trial(Record, kw_only=True):
    """A trial of a habit.

    It has the `days` from `first_day` on, or those before `stopped_on`, if it was ended early.
    `plan_hash` is that of all that is fixed when it begins (`hash_plan`).
    """

    habit: str
    first_day: date
    days: int
    seed: int
    outcome: Outcome = Outcome.EPISODES
    expected: Expected | None = None
    plan_hash: str
    stopped_on: date | None = None

    def __post_init__(self) -> None:
        check_name("a habit", self.habit)
        YEAR.check(self.first_day.year)
        TRIAL_LENGTH.check(self.days)

    @property
    def planned_end(self) -> date:
        """The day after the last that was planned."""
        return self.first_day + timedelta(days=self.days)

    @property
    def end(self) -> date:
        """The day after its last one, early or not."""
        return min(self.planned_end, self.stopped_on or self.planned_end)

    def overlaps(self, other: Trial) -> bool:
        """Tell whether any day is of both trials."""
        return self.first_day < other.end and other.first_day < self.end


class TrialDay(Record):
    """A day of a trial, which is named by its first day: its arm, and whether the habit was done.

    `changed` marks an answer that took the place of another one.
    """

    diary_day: date
    trial: date
    arm: Arm
    done: bool | None = None
    changed: bool = False


def schedule(first_day: date, arms: Iterable[Arm]) -> tuple[TrialDay, ...]:
    """Return the days of a trial, in order, without answers."""
    return tuple(
        TrialDay(first_day + timedelta(days=n), first_day, arm) for n, arm in enumerate(arms)
    )


def hash_plan(trial: Trial, days: Sequence[TrialDay]) -> str:
    """Return the SHA-256 of what is fixed when a trial begins, and of its schedule, as hex.

    Whoever kept it can show later that nothing of the plan was changed.
    """
    from hashlib import sha256  # noqa: PLC0415 - cramp log does not need it

    plan = [
        *(trial.habit, trial.first_day, trial.days, trial.seed, trial.outcome),
        *(trial.expected or "", ANALYSIS),
        *(f"{day.diary_day} {day.arm}" for day in sorted(days, key=lambda day: day.diary_day)),
    ]
    return sha256("\n".join(map(str, plan)).encode()).hexdigest()
