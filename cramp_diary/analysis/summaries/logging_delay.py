"""How many entries of a diary were logged more than a day late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.core.model import Day
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
    delays = list(_iterate_delays(period))
    known = [delay for delay in delays if delay is not None]
    return LoggingDelay(
        sum(delay > LATE_AFTER for delay in known), len(known), len(delays) - len(known)
    )


def _iterate_delays(period: Period) -> Iterator[timedelta | None]:
    for episode in period.episodes:
        yield (
            None if episode.logged_at is None else _elapsed(episode.started_at, episode.logged_at)
        )
    for day in period.days:
        if day.no_cramps:
            yield (
                None
                if day.confirmed_at is None
                else _delay_of_confirmation(period, day, day.confirmed_at)
            )


def _delay_of_confirmation(period: Period, day: Day, at: datetime) -> timedelta:
    next_day = day.diary_day + timedelta(days=1)
    return _elapsed(datetime.combine(next_day, period.settings.day_starts_at, at.tzinfo), at)


def _elapsed(before: datetime, after: datetime) -> timedelta:
    # In UTC: Python subtracts two times of one zone by the clock, as if it had never changed.
    return after.astimezone(UTC) - before.astimezone(UTC)
