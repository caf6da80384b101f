"""Makes episodes and short diaries for tests."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cramp_diary.core.model import Day, Episode, Site
from cramp_diary.core.period import Period
from cramp_diary.core.settings import Settings
from cramp_diary.core.vocabulary import Muscle, Side, State
from cramp_diary.core.when import diary_day

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 7, 30, tzinfo=BERLIN)
AFTER_SAMPLE = datetime(2026, 4, 6, 7, 30, tzinfo=BERLIN)
"""The morning after the last day of sample_data."""

AWKWARD_NAMES = ("two words", "it's", "$HOME", "`id`", "a & b", "wow!", "#1", 'the "big" one', "-x")
"""Names that a person may give, and that a shell would not read as they stand."""

SETTINGS = Settings()


def an_episode(
    on: date = date(2026, 3, 1),
    at: time = time(3, 10),
    *,
    severity: int | None = 6,
    state: State | None = State.ASLEEP,
    duration_minutes: float | None = 4,
    woke: bool | None = True,
) -> Episode:
    """Return an episode as the store gives it, with its diary day."""
    started_at = datetime.combine(on, at, BERLIN)
    return Episode(
        started_at=started_at,
        severity=severity,
        duration_minutes=duration_minutes,
        state=state,
        woke=woke,
        sites=(Site(Muscle.CALF, Side.LEFT),),
        diary_day=diary_day(started_at, state, SETTINGS.day_starts_at),
    )


def a_period(start: date, episodes_a_day: list[int | None]) -> Period:
    """Return a diary of consecutive days: a count of episodes, 0 said, or None not recorded.

    Episodes are at 20:00, awake, so that they belong to their own date.
    """
    days = [start + timedelta(n) for n in range(len(episodes_a_day))]
    counted = list(zip(days, episodes_a_day, strict=True))
    episodes = [
        an_episode(day, time(20, minute), state=State.RESTING)
        for day, count in counted
        for minute in range(count or 0)
    ]
    return Period(
        start=start,
        end=start + timedelta(len(days)),
        episodes=tuple(episodes),
        days=tuple(Day(diary_day=day, no_cramps=True) for day, count in counted if count == 0),
    )
