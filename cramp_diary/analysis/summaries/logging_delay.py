"""How many entries of a diary were logged more than a day late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cramp_diary.core.period import Period

LATE_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LoggingDelay:
    """How many entries were logged more than a day late.

    An entry is an episode, or a day confirmed without cramps. `late` is out of `known`; `unknown`
    counts those without a time of logging: of an earlier version, or imported without it.
    """

    late: int
    known: int
    unknown: int


def measure_logging_delay(period: Period) -> LoggingDelay:
    """Count the entries of a period by when they were logged.

    An episode is late if it was logged more than a day after it began; a day without cramps if it
    was confirmed more than a day after it was over, where the person then was.
    """
    free = period.free_days
    confirmed = [day for day in period.days if day.diary_day in free]
    delays = [_elapsed(e.started_at, e.logged_at) for e in period.episodes if e.logged_at]
    for day in confirmed:
        if day.confirmed_at:
            next_day, zone = day.diary_day + timedelta(days=1), day.confirmed_at.tzinfo
            over = datetime.combine(next_day, period.settings.day_starts_at, zone)
            delays.append(_elapsed(over, day.confirmed_at))
    entries = len(period.episodes) + len(confirmed)
    late = sum(delay > LATE_AFTER for delay in delays)
    return LoggingDelay(late, len(delays), entries - len(delays))


def _elapsed(before: datetime, after: datetime) -> timedelta:
    # In UTC: Python subtracts two times of one zone by the clock, as if it had never changed.
    return after.astimezone(UTC) - before.astimezone(UTC)
