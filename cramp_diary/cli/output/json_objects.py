"""Convert a diary day to a plain object for JSON; what is not recorded becomes null."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.cli.trial_days import find_trial_day
from cramp_diary.core.trial_habits import find_habit

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.store import Diary


def _trial_object(diary: Diary, day: date) -> dict[str, object] | None:
    if (found := find_trial_day(diary, day)) is None:
        return None
    trial, drawn = found
    to_do = find_habit(trial.habit).tell(drawn.arm)
    kept = {"done": drawn.done, "changed": drawn.changed}
    return {"habit": trial.habit, "arm": drawn.arm, "to_do": to_do, **kept}


def day_object(diary: Diary, day: date) -> dict[str, object]:
    """Return a diary day as an object, with its episodes by id and its exposures."""
    episodes = diary.episodes_on(day)
    cramps = diary.cramps_by_day(day, day + timedelta(days=1))
    return asdict(diary.day(day)) | {
        "no_cramps": cramps.get(day) is False,
        "recorded": day in cramps,
        "episodes": [episode.id for episode in episodes],
        "activities": [asdict(activity) for activity in diary.activities_on(day)],
        "wear": [asdict(wear) for wear in diary.wear_on(day)],
        "doses": [asdict(dose) for dose in diary.doses_on(day)],
        "drinks": [asdict(drink) for drink in diary.drinks_on(day)],
        "trial": _trial_object(diary, day),
        "own_factors": {value.factor: value.value for value in diary.values_on(day)},
    }
