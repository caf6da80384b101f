from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.errors import DiaryError, InTheFuture, RepeatedTime, SkippedTime, UnreadableTime
from cramp_diary.vocabulary import State
from cramp_diary.when import diary_day, parse_day, parse_when, week_start

BERLIN = ZoneInfo("Europe/Berlin")
BREAKFAST = datetime(2026, 11, 22, 7, 30, tzinfo=BERLIN)

TIMES = st.datetimes(
    datetime(1970, 1, 2),  # noqa: DTZ001 - Hypothesis adds the zone
    datetime(2099, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.just(BERLIN),
)
PHRASES = {
    "now": "2026-11-22T07:30:00+01:00",
    "NOW": "2026-11-22T07:30:00+01:00",
    "20m ago": "2026-11-22T07:10:00+01:00",
    "20 minutes ago": "2026-11-22T07:10:00+01:00",
    "2h ago": "2026-11-22T05:30:00+01:00",
    "1h30m ago": "2026-11-22T06:00:00+01:00",
    "1 h 30 min ago": "2026-11-22T06:00:00+01:00",
    "2 days ago": "2026-11-20T07:30:00+01:00",
    "03:10": "2026-11-22T03:10:00+01:00",
    "3:10am": "2026-11-22T03:10:00+01:00",
    "at 3am": "2026-11-22T03:00:00+01:00",
    "12am": "2026-11-22T00:00:00+01:00",
    "12:30 am": "2026-11-22T00:30:00+01:00",
    "22:30": "2026-11-21T22:30:00+01:00",
    "10pm": "2026-11-21T22:00:00+01:00",
    "today 06:00": "2026-11-22T06:00:00+01:00",
    "yesterday 22:30": "2026-11-21T22:30:00+01:00",
    "yesterday at 3 am": "2026-11-21T03:00:00+01:00",
    "last night 3am": "2026-11-22T03:00:00+01:00",
    "Last  night 23:30": "2026-11-21T23:30:00+01:00",
    "2026-11-20 03:10": "2026-11-20T03:10:00+01:00",
    "2026-11-20T03:10:12": "2026-11-20T03:10:12+01:00",
    "2026-07-20 03:10": "2026-07-20T03:10:00+02:00",
    "2026-11-20T03:10+09:00": "2026-11-20T03:10:00+09:00",
    "2026-11-20 03:10Z": "2026-11-20T03:10:00+00:00",
    "2026-10-25T02:30+02:00": "2026-10-25T02:30:00+02:00",
    "2026-10-25T02:30+01:00": "2026-10-25T02:30:00+01:00",
}


@pytest.mark.parametrize(("phrase", "meaning"), PHRASES.items())
def test_a_phrase_has_one_meaning(phrase: str, meaning: str) -> None:
    moment = parse_when(phrase, BREAKFAST)
    assert moment.at.isoformat() == meaning
    assert moment.precision == "exact"


@pytest.mark.parametrize(
    ("phrase", "hint"),
    [
        ("", "20m ago"),
        ("ago", "20m ago"),
        (" ago", "20m ago"),
        ("5", "5:00"),
        ("25:10", "20m ago"),
        ("12:60", "20m ago"),
        ("0am", "20m ago"),
        ("13pm", "20m ago"),
        ("last night 14:00", "last night 3am"),
        ("last night", "last night 3am"),
        ("03/04", "2026-03-01"),
        ("2026-11-20", "2026-11-20 03:10"),
        ("2026-02-30 03:10", "2026-03-01 03:10"),
        ("2026-11-20 03:10+99:00", "20m ago"),
        ("0001-01-01 00:00", "20m ago"),
        ("tomorrow 3am", "20m ago"),
        ("-5m ago", "20m ago"),
        ("drop table episodes", "20m ago"),
    ],
)
def test_what_has_no_one_meaning_is_refused_with_a_way_out(phrase: str, hint: str) -> None:
    with pytest.raises(UnreadableTime, match=hint):
        parse_when(phrase, BREAKFAST)


@pytest.mark.parametrize("phrase", ["today 9:00", "2026-11-22 07:31", "2099-01-01 00:00+00:00"])
def test_the_future_is_refused(phrase: str) -> None:
    with pytest.raises(InTheFuture, match="in the future"):
        parse_when(phrase, BREAKFAST)


def test_a_skipped_time_is_refused_and_the_next_one_named() -> None:
    with pytest.raises(SkippedTime, match=r"03:30\.$"):
        parse_when("2026-03-29 02:30", BREAKFAST)


def test_a_repeated_time_is_refused_and_both_are_named() -> None:
    both = r"2026-10-25T02:30\+02:00 .* 2026-10-25T02:30\+01:00"
    with pytest.raises(RepeatedTime, match=both):
        parse_when("2026-10-25 02:30", BREAKFAST)


def test_a_repeated_time_is_the_first_while_the_second_is_to_come() -> None:
    between = datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN, fold=0)
    assert parse_when("02:30", between).at.isoformat() == "2026-10-25T02:30:00+02:00"


def test_durations_pass_over_a_clock_change_in_true_time() -> None:
    after = datetime(2026, 10, 25, 3, 30, tzinfo=BERLIN)
    assert parse_when("2h ago", after).at.isoformat() == "2026-10-25T02:30:00+02:00"


@given(
    st.text(max_size=30)
    | st.from_regex(r"(yesterday |today |last night )?\d{1,2}(:\d\d)? ?(am|pm)?", fullmatch=True)
    | st.from_regex(r"\d{1,3} ?[dhm] ago", fullmatch=True),
    TIMES,
)
def test_a_phrase_is_a_past_time_or_a_clear_refusal(phrase: str, now: datetime) -> None:
    try:
        at = parse_when(phrase, now).at
    except DiaryError as error:
        refused = str(error)
        assert refused.endswith(".")
    else:
        assert at.utcoffset() is not None
        assert at.astimezone(UTC) <= now.astimezone(UTC)


@given(TIMES)
def test_a_clock_time_is_that_of_the_last_day(now: datetime) -> None:
    try:
        at = parse_when("12:34", now).at
    except DiaryError:
        return
    assert at.time() == time(12, 34)
    assert timedelta(0) <= now.astimezone(UTC) - at.astimezone(UTC) <= timedelta(hours=25)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("today", date(2026, 11, 22)),
        ("Yesterday", date(2026, 11, 21)),
        ("sunday", date(2026, 11, 15)),
        ("tue", date(2026, 11, 17)),
        ("3 days ago", date(2026, 11, 19)),
        ("1 day ago", date(2026, 11, 21)),
        ("2026-03-01", date(2026, 3, 1)),
    ],
)
def test_days(phrase: str, day: date) -> None:
    assert parse_day(phrase, BREAKFAST.date()) == day


@pytest.mark.parametrize("phrase", ["", "tomorrow", "2026-02-30", "03/04", "t", "1850-01-01"])
def test_a_day_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(DiaryError, match=r"try yesterday, tuesday or 2026-03-01"):
        parse_day(phrase, BREAKFAST.date())


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(InTheFuture, match="yesterday"):
        parse_day("2026-11-23", BREAKFAST.date())


@pytest.mark.parametrize(
    ("at", "state", "day"),
    [
        # Design section 4: asleep or in bed before noon, anything before 04:00.
        ("2026-03-01T03:00", State.ASLEEP, date(2026, 2, 28)),
        ("2026-03-01T11:59", State.ASLEEP, date(2026, 2, 28)),
        ("2026-03-01T07:00", State.IN_BED, date(2026, 2, 28)),
        ("2026-03-01T12:00", State.ASLEEP, date(2026, 3, 1)),
        ("2026-03-01T23:30", State.ASLEEP, date(2026, 3, 1)),
        ("2026-03-01T03:59", State.RESTING, date(2026, 2, 28)),
        ("2026-03-01T04:00", State.RESTING, date(2026, 3, 1)),
        ("2026-03-01T03:59", None, date(2026, 2, 28)),
        ("2026-03-01T05:00", None, date(2026, 3, 1)),
        ("2026-03-01T10:00", State.AFTER_EXERCISE, date(2026, 3, 1)),
    ],
)
def test_the_diary_day(at: str, state: State | None, day: date) -> None:
    started_at = datetime.fromisoformat(at).replace(tzinfo=BERLIN)
    assert diary_day(started_at, state, time(4)) == day


@pytest.mark.parametrize(("first", "start"), [(0, date(2026, 2, 23)), (6, date(2026, 3, 1))])
def test_weeks_start_on_the_day_that_is_set(first: int, start: date) -> None:
    assert week_start(date(2026, 3, 1), first) == start
