"""Parts of a diary: some of its days, and only its nights."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from cramp_diary.core.model import Day
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import State
from tests.support.factories import a_period, an_episode

START = date(2026, 3, 1)


def test_recorded_days_are_those_with_an_episode_or_none_confirmed() -> None:
    period = a_period(START, [1, 0, None, 2])
    assert period.recorded_days == {START, START + timedelta(1), START + timedelta(3)}


def test_before_and_since_keep_the_days_on_their_side() -> None:
    period = a_period(START, [1, 0, None, 2])
    cut = START + timedelta(2)
    early, late = period.before(cut), period.since(cut)
    assert (early.start, early.end, late.start, late.end) == (START, cut, cut, period.end)
    assert len(early.episodes) + len(late.episodes) == len(period.episodes)
    assert early.recorded_days | late.recorded_days == period.recorded_days
    assert period.before(date(2027, 1, 1)) == period
    assert period.since(date(2025, 1, 1)) == period


@pytest.mark.parametrize(
    ("states", "recorded", "episodes"),
    [
        ([State.ASLEEP], True, 1),
        ([State.ASLEEP, State.RESTING], True, 1),
        ([State.RESTING], True, 0),
        ([State.RESTING, None], False, 0),
        ([None], False, 0),
        ([State.ASLEEP, None], True, 1),
    ],
)
def test_of_the_nights_a_day_awake_has_none_and_one_of_unknown_state_is_not_recorded(
    states: list[State | None], episodes: int, *, recorded: bool
) -> None:
    night = tuple(
        replace(an_episode(START, time(20, n), state=state), diary_day=START)
        for n, state in enumerate(states)
    )
    confirmed = Day(diary_day=START, no_cramps=True)
    for days in ((), (confirmed,)):
        period = Period(start=START, end=START + timedelta(1), episodes=night, days=days)
        asleep = period.asleep_only()
        assert (START in asleep.recorded_days, len(asleep.episodes)) == (recorded, episodes)
        assert asleep.free_days == ({START} if recorded and not episodes else set())


def test_what_else_is_recorded_of_a_day_stays_in_the_nights() -> None:
    resting = replace(an_episode(START, time(20), state=State.RESTING), diary_day=START)
    day = Day(diary_day=START, water_ml=1200)
    period = Period(start=START, end=START + timedelta(1), episodes=(resting,), days=(day,))
    assert period.asleep_only().days == (replace(day, no_cramps=True),)
