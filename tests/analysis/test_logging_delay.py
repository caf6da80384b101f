from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cramp_diary.analysis.summaries.logging_delay import (
    LATE_AFTER,
    LoggingDelay,
    measure_logging_delay,
)
from cramp_diary.core.model import Day
from cramp_diary.core.period import Period
from cramp_diary.core.settings import Settings
from cramp_diary.core.vocabulary import State
from tests.support.factories import BERLIN, a_period, an_episode

DAY = date(2026, 3, 1)
SECOND = timedelta(seconds=1)
HONOLULU = ZoneInfo("Pacific/Honolulu")


def of(*records: object, **settings: time) -> LoggingDelay:
    period = Period(start=DAY, end=DAY + timedelta(1), settings=Settings(**settings))  # type: ignore[arg-type]
    days = tuple(record for record in records if isinstance(record, Day))
    episodes = tuple(record for record in records if not isinstance(record, Day))
    return measure_logging_delay(replace(period, days=days, episodes=episodes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("delay", "late"),
    [
        (timedelta(minutes=-1), 0),
        (timedelta(minutes=20), 0),
        (timedelta(days=1), 0),
        (timedelta(days=1) + SECOND, 1),
        (timedelta(days=300), 1),
    ],
)
def test_an_episode_is_late_a_day_after_it_began(delay: timedelta, late: int) -> None:
    episode = an_episode(DAY, time(20), state=State.RESTING)
    logged = replace(episode, logged_at=episode.started_at + delay)
    assert of(logged) == LoggingDelay(late, 1, 0)


def test_hours_are_true_hours_where_the_clocks_change() -> None:
    # From 12:00 to 12:00 over the night of 29 March 2026 are 23 hours.
    episode = an_episode(date(2026, 3, 28), time(12), state=State.RESTING)
    for hours, late in ((24, 0), (25, 1)):
        at = datetime(2026, 3, 29, 12 + hours - 23, 0, 1, tzinfo=BERLIN) - (SECOND * (not late))
        assert of(replace(episode, logged_at=at)) == LoggingDelay(late, 1, 0)


@pytest.mark.parametrize("zone", [BERLIN, HONOLULU])
def test_no_cramps_are_late_a_day_after_the_day_was_over(zone: ZoneInfo) -> None:
    over = datetime(2026, 3, 2, 4, tzinfo=zone)
    for delay, late in ((timedelta(hours=-9), 0), (timedelta(1), 0), (timedelta(1) + SECOND, 1)):
        day = Day(diary_day=DAY, no_cramps=True, confirmed_at=over + delay)
        assert of(day) == LoggingDelay(late, 1, 0)
        assert of(day, day_starts_at=time(5)) == LoggingDelay(0, 1, 0)


def test_what_is_not_known_is_not_in_time() -> None:
    known = replace(an_episode(), logged_at=an_episode().started_at)
    water = Day(diary_day=DAY, water_ml=900)
    none = Day(diary_day=DAY + timedelta(1), no_cramps=True)
    assert of(known, an_episode(), water, none) == LoggingDelay(0, 1, 2)
    assert measure_logging_delay(a_period(DAY, [None, None])) == LoggingDelay(0, 0, 0)


def test_a_confirmation_under_an_episode_is_no_entry_of_its_own() -> None:
    episode = an_episode()
    assert episode.diary_day is not None
    covered = Day(diary_day=episode.diary_day, no_cramps=True, confirmed_at=episode.started_at)
    assert of(covered) == LoggingDelay(0, 1, 0)
    assert of(episode, covered) == LoggingDelay(0, 0, 1)


def test_late_is_more_than_a_day() -> None:
    assert timedelta(days=1) == LATE_AFTER
