"""Convert a diary day to a plain object for JSON; what is not recorded becomes null."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.store import Diary


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
        "own_factors": {value.factor: value.value for value in diary.values_on(day)},
    }
