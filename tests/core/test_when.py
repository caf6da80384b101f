from __future__ import annotations

import locale
import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.core.errors import DiaryError, InTheFuture, UnreadableDay
from cramp_diary.core.vocabulary import State
from cramp_diary.core.when import (
    WEEKDAYS,
    diary_day,
    format_day,
    format_moment,
    parse_day,
    week_start,
)

SUNDAY = date(2026, 11, 22)
DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))
DAYS = {
    "today": date(2026, 11, 22),
    "Yesterday": date(2026, 11, 21),
    " yesterday. ": date(2026, 11, 21),
    "saturday": date(2026, 11, 21),
    "tue": date(2026, 11, 17),
    "on tuesday": date(2026, 11, 17),
    "last tue": date(2026, 11, 17),
    "thurs": date(2026, 11, 19),
    "last sunday": date(2026, 11, 15),
    "a day ago": date(2026, 11, 21),
    "3 days ago": date(2026, 11, 19),
    "two weeks ago": date(2026, 11, 8),
    "a week and 2 days ago": date(2026, 11, 13),
    "17 nov": date(2026, 11, 17),
    "nov 17": date(2026, 11, 17),
    "November 17th": date(2026, 11, 17),
    "tue 17 nov": date(2026, 11, 17),
    "Tue 17 Nov 2026": date(2026, 11, 17),
    "22 nov": date(2026, 11, 22),
    "1 jan": date(2026, 1, 1),
    "17 nov 2024": date(2024, 11, 17),
    "2026-03-01": date(2026, 3, 1),
}
NO_DAYS = {
    "": "try yesterday, friday or 2026-11-13.",
    "t": "try yesterday, friday",
    "now": "try yesterday",
    "yesterday 3am": "try yesterday",
    "last night": "try yesterday",
    "this morning": "try yesterday",
    "5h ago": "try yesterday",
    "30h ago": "try yesterday",
    "99999 days ago": "try yesterday",
    "sunday": "could be today or a week ago: try today or last sunday.",
    "2026-02-30": "try 2026-02-28.",
    "2026-3-1": "try 2026-03-01.",
    "03/04": "try 2026-04-03 or 2026-03-04.",
    "17.11.": "try 2026-11-17.",
    "mon 17 nov": "try 17 nov.",
    "29 feb": "try 28 feb.",
    "1850-01-01": "try yesterday",
    "\u0661 nov": "try yesterday",
    "tomorrow": "Mon 23 Nov 2026, in the future: try yesterday or today.",
    "2026-11-23": "Mon 23 Nov 2026, in the future: try yesterday or today.",
    "24 nov": "Tue 24 Nov 2026, in the future: try yesterday or today.",
}


@pytest.mark.parametrize(("phrase", "day"), DAYS.items())
def test_a_phrase_is_parsed_as_a_day(phrase: str, day: date) -> None:
    assert parse_day(phrase, SUNDAY) == day


@pytest.mark.parametrize(("phrase", "piece"), NO_DAYS.items())
def test_a_phrase_that_means_no_day_or_two_days_is_refused(phrase: str, piece: str) -> None:
    error = InTheFuture if "future" in piece else UnreadableDay
    with pytest.raises(error, match=re.escape(piece)):
        parse_day(phrase, SUNDAY)


def test_a_date_without_a_year_is_in_the_last_months() -> None:
    assert parse_day("17 nov", date(2026, 3, 1)) == date(2025, 11, 17)
    assert parse_day("29 feb", date(2028, 3, 1)) == date(2028, 2, 29)
    with pytest.raises(InTheFuture):
        parse_day("17 nov", date(2026, 11, 16))


@given(DATES)
def test_a_formatted_day_is_parsed_to_the_same_day(day: date) -> None:
    for written in (str(day), format_day(day), format_day(day).upper()):
        assert parse_day(written, day + timedelta(days=40)) == day


@given(st.text(max_size=20) | st.sampled_from([*DAYS, *NO_DAYS, *WEEKDAYS, "31 apr"]), DATES)
def test_a_day_is_in_the_past_or_refused_with_suggestions_that_can_be_read(
    phrase: str, today: date
) -> None:
    try:
        assert parse_day(phrase, today) <= today
    except DiaryError as error:
        near = re.split(", | or ", str(error).rpartition(": try ")[2].removesuffix("."))
        assert all(parse_day(phrase, today) <= today for phrase in near)


@pytest.mark.parametrize(
    ("at", "state", "day"),
    [
        # The diary day: asleep or in bed before noon, anything before 04:00.
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
def test_diary_day_of_a_time_and_state(at: str, state: State | None, day: date) -> None:
    assert diary_day(datetime.fromisoformat(at), state, time(4)) == day


@pytest.mark.parametrize(("first", "start"), [(0, date(2026, 2, 23)), (6, date(2026, 3, 1))])
def test_weeks_start_on_the_day_that_is_set(first: int, start: date) -> None:
    assert week_start(date(2026, 3, 1), first) == start


def test_days_are_formatted_in_english_whatever_the_locale() -> None:
    usual = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "C"):
            with suppress(locale.Error):  # not every machine has them
                locale.setlocale(locale.LC_TIME, name)
            assert format_moment(datetime(2026, 3, 1, 3, 10)) == "Sun 1 Mar 2026, 03:10"  # noqa: DTZ001 - only formatted
    finally:
        locale.setlocale(locale.LC_TIME, usual)
