"""The diary day of now, and the latest days that are not recorded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cramp_diary.cli import clock
from cramp_diary.core.when import diary_day

if TYPE_CHECKING:
    from cramp_diary.store import Diary

FORTNIGHT = 14


def today(diary: Diary) -> date:
    """Return the diary day that now belongs to."""
    return diary_day(clock.now(), None, diary.settings().day_starts_at)


def last_counted_day(diary: Diary) -> date:
    """Return the last day that counts: the running one is not missing while it is not over."""
    day = today(diary)
    return day if day in diary.recorded_days() else day - timedelta(days=1)


def missing_days(diary: Diary, day: date) -> tuple[date, ...]:
    """Return the unrecorded days of the fortnight before `day`, since the diary began."""
    first = diary.first_day()
    recorded = diary.recorded_days()
    fortnight = (day - timedelta(days=n) for n in range(FORTNIGHT, 0, -1))
    return tuple(d for d in fortnight if first and first <= d and d not in recorded)
