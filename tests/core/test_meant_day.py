"""The day that is meant where none is named, at each hour and with each beginning of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.core.errors import TooEarlyForNoCramps
from cramp_diary.core.meant_day import (
    day_of_intake,
    day_spoken_of,
    describe_day,
    format_intake_border,
    may_confirm_no_cramps,
    no_cramps_from,
    refuse_early_no_cramps,
    running_day,
)

DAY = timedelta(days=1)
PARIS = ZoneInfo("Europe/Paris")

# In November 2026 the 25th is a Wednesday, the 26th a Thursday, the 27th a Friday.
HOURS = [
    # starts, now, running, spoken of, of intake, whether no cramps of the running day can be said
    ("04:00", "27T00:00", 26, 26, 27, True),
    ("04:00", "27T00:30", 26, 26, 27, True),
    ("04:00", "27T03:59", 26, 26, 27, True),
    ("04:00", "27T04:00", 27, 26, 27, False),
    ("04:00", "27T08:05", 27, 26, 27, False),
    ("04:00", "27T11:59", 27, 26, 27, False),
    ("04:00", "27T12:00", 27, 27, 27, False),
    ("04:00", "27T17:59", 27, 27, 27, False),
    ("04:00", "27T18:00", 27, 27, 27, True),
    ("04:00", "27T23:59", 27, 27, 27, True),
    ("00:00", "27T00:00", 27, 26, 27, False),
    ("00:00", "27T07:59", 27, 26, 27, False),
    ("00:00", "27T08:00", 27, 27, 27, False),
    ("00:00", "27T13:59", 27, 27, 27, False),
    ("00:00", "27T14:00", 27, 27, 27, True),
    ("00:00", "27T19:59", 27, 27, 27, True),
    ("00:00", "27T20:00", 27, 27, 28, True),
    ("06:00", "27T01:59", 26, 26, 26, True),
    ("06:00", "27T02:00", 26, 26, 27, True),
    ("06:00", "27T05:59", 26, 26, 27, True),
    ("06:00", "27T06:00", 27, 26, 27, False),
    ("06:00", "27T13:59", 27, 26, 27, False),
    ("06:00", "27T14:00", 27, 27, 27, False),
    ("06:00", "27T20:00", 27, 27, 27, True),
    ("05:30", "27T01:29", 26, 26, 26, True),
    ("05:30", "27T01:30", 26, 26, 27, True),
    ("05:30", "27T13:29", 27, 26, 27, False),
    ("05:30", "27T13:30", 27, 27, 27, False),
    ("05:30", "27T19:29", 27, 27, 27, False),
    ("05:30", "27T19:30", 27, 27, 27, True),
    ("12:00", "27T01:59", 26, 26, 26, False),
    ("12:00", "27T02:00", 26, 26, 26, True),
    ("12:00", "27T08:00", 26, 26, 27, True),
    ("12:00", "27T12:00", 27, 26, 27, False),
    ("12:00", "27T20:00", 27, 27, 27, False),
]


@pytest.mark.parametrize(("starts", "now", "running", "spoken", "intake", "may"), HOURS)
@pytest.mark.parametrize(
    "zone", [PARIS, ZoneInfo("Pacific/Auckland"), ZoneInfo("Pacific/Honolulu")]
)
def test_each_hour_means_its_days(
    starts: str, now: str, running: int, spoken: int, intake: int, may: object, zone: ZoneInfo
) -> None:
    at, begins = datetime.fromisoformat(f"2026-11-{now}").replace(tzinfo=zone), _time(starts)
    found = (
        running_day(at, begins),
        day_spoken_of(at, begins),
        day_of_intake(at, begins),
    )
    assert found == tuple(date(2026, 11, day) for day in (running, spoken, intake))
    assert may_confirm_no_cramps(running_day(at, begins), at, begins) is may


def _time(text: str) -> time:
    return time.fromisoformat(text)


@pytest.mark.parametrize("on", ["2026-03-29", "2026-10-25"])
@pytest.mark.parametrize(
    ("at", "spoken", "intake"),
    [("01:30", -1, 0), ("03:30", -1, 0), ("11:59", -1, 0), ("12:00", 0, 0)],
)
def test_the_hours_are_those_of_the_clock_where_the_clocks_change(
    on: str, at: str, spoken: int, intake: int
) -> None:
    now, day = datetime.fromisoformat(f"{on}T{at}").replace(tzinfo=PARIS), date.fromisoformat(on)
    assert day_spoken_of(now, time(4)) == day + spoken * DAY
    assert day_of_intake(now, time(4)) == day + intake * DAY


def test_the_hour_that_comes_twice_is_of_the_new_day_both_times() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS)
    assert {day_of_intake(first.replace(fold=fold), time(4)) for fold in (0, 1)} == {first.date()}


STARTS = st.times(max_value=time(12)).map(lambda at: at.replace(second=0, microsecond=0))
NOWS = st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1 < at.year < 9000)


@given(NOWS, STARTS)
def test_the_days_never_lie_more_than_one_apart(now: datetime, begins: time) -> None:
    running = running_day(now, begins)
    assert running - day_spoken_of(now, begins) in (timedelta(0), DAY)
    assert day_of_intake(now, begins) - running in (timedelta(0), DAY)
    assert may_confirm_no_cramps(running - DAY, now, begins)
    assert not may_confirm_no_cramps(running + DAY, now, begins)
    assert (no_cramps_from(running, begins) <= now.replace(tzinfo=None)) == may_confirm_no_cramps(
        running, now, begins
    )


@pytest.mark.parametrize(
    ("starts", "border"),
    [("04:00", "midnight"), ("00:00", "20:00"), ("06:00", "02:00"), ("05:30", "01:30")],
)
def test_what_is_taken_is_of_the_new_day_from_four_hours_before_it(
    starts: str, border: str
) -> None:
    assert format_intake_border(_time(starts)) == border


@pytest.mark.parametrize(
    ("starts", "now", "when"),
    [
        ("04:00", "27T08:05", "from 18:00 on with"),
        ("00:00", "27T08:05", "from 14:00 on with"),
        ("12:00", "27T13:00", "from 02:00 of Sat 28 Nov 2026 on with"),
        ("12:00", "28T01:59", "from 02:00 on with"),
    ],
)
def test_the_refusal_says_from_when_on_no_cramps_can_be_said(
    starts: str, now: str, when: str
) -> None:
    at = datetime.fromisoformat(f"2026-11-{now}").replace(tzinfo=PARIS)
    with pytest.raises(TooEarlyForNoCramps, match=when):
        refuse_early_no_cramps(date(2026, 11, 27), at, _time(starts))


@pytest.mark.parametrize(
    ("now", "day", "called"),
    [
        ("27T08:05", 27, "today"),
        ("27T08:05", 26, "yesterday"),
        ("27T08:05", 25, ""),
        ("27T00:30", 26, "today, until 04:00"),
        ("27T00:30", 25, "yesterday"),
        ("27T00:30", 27, "the new day, from 04:00"),
    ],
)
def test_a_near_day_is_called_as_people_call_it(now: str, day: int, called: str) -> None:
    at = datetime.fromisoformat(f"2026-11-{now}").replace(tzinfo=PARIS)
    assert describe_day(date(2026, 11, day), at, time(4)) == called
