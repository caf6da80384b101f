"""The meaning of time phrases, in many time zones and at clock changes."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cramp_diary.core.errors import (
    DiaryError,
    InTheFuture,
    RepeatedTime,
    SkippedTime,
    UnreadableTime,
)
from cramp_diary.core.phrases.spoken import MONTHS as NAMES
from cramp_diary.core.when import Moment, format_moment, parse_when

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
LORD_HOWE, APIA = "Australia/Lord_Howe", "Pacific/Apia"
KATHMANDU, TROLL, BEIRUT = "Asia/Kathmandu", "Antarctica/Troll", "Asia/Beirut"
HAVANA, ADELAIDE = "America/Havana", "Australia/Adelaide"
ZONES = (BERLIN, NEW_YORK, LORD_HOWE, APIA, KATHMANDU, TROLL, BEIRUT, HAVANA, ADELAIDE, "UTC")
MINUTE = timedelta(minutes=1)
BREAKFAST = "2026-11-22T07:30"  # a Sunday
SMALL_HOURS = "2026-11-22T02:00"
BEDTIME = "2026-11-22T23:30"


def _now(text: str, zone: str) -> datetime:
    """Return a local time; in a repeated hour its offset, if given, tells which of the two."""
    at = datetime.fromisoformat(text)
    return at.astimezone(ZoneInfo(zone)) if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


# Read at breakfast in Berlin; "~" stands before an assumed time.
AT_BREAKFAST = {
    "now": "2026-11-22T07:30:00+01:00",
    "NOW": "2026-11-22T07:30:00+01:00",
    "just now": "2026-11-22T07:30:00+01:00",
    "20m ago": "2026-11-22T07:10:00+01:00",
    "20 minutes ago": "2026-11-22T07:10:00+01:00",
    "twenty minutes ago": "2026-11-22T07:10:00+01:00",
    "90 min ago": "2026-11-22T06:00:00+01:00",
    "90 minutes ago": "2026-11-22T06:00:00+01:00",
    "30s ago": "2026-11-22T07:29:30+01:00",
    "0m ago": "2026-11-22T07:30:00+01:00",
    "2h ago": "2026-11-22T05:30:00+01:00",
    "two hours ago": "2026-11-22T05:30:00+01:00",
    "an hour ago": "2026-11-22T06:30:00+01:00",
    "half an hour ago": "2026-11-22T07:00:00+01:00",
    "half hour ago": "2026-11-22T07:00:00+01:00",
    "an hour and a half ago": "2026-11-22T06:00:00+01:00",
    "two and a half hours ago": "2026-11-22T05:00:00+01:00",
    "1h30m ago": "2026-11-22T06:00:00+01:00",
    "1h30 ago": "2026-11-22T06:00:00+01:00",
    "1 h 30 min ago": "2026-11-22T06:00:00+01:00",
    "1 hour 30 minutes ago": "2026-11-22T06:00:00+01:00",
    "1h and 30m ago": "2026-11-22T06:00:00+01:00",
    "1 hour, 30 minutes ago": "2026-11-22T06:00:00+01:00",
    "1.5h ago": "2026-11-22T06:00:00+01:00",
    "1,5 h ago": "2026-11-22T06:00:00+01:00",
    "0.25h ago": "2026-11-22T07:15:00+01:00",
    "1d 2h ago": "2026-11-21T05:30:00+01:00",
    "48h ago": "2026-11-20T07:30:00+01:00",
    "a day ago": "~2026-11-21T07:30:00+01:00",
    "2 days ago": "~2026-11-20T07:30:00+01:00",
    "half a day ago": "~2026-11-21T19:30:00+01:00",
    "1.5 days ago": "~2026-11-20T19:30:00+01:00",
    "2 weeks ago": "~2026-11-08T07:30:00+01:00",
    "2 days ago 04:30": "2026-11-20T04:30:00+01:00",
    "2 days ago at 4:30 am": "2026-11-20T04:30:00+01:00",
    "04:30 2 days ago": "2026-11-20T04:30:00+01:00",
    "a week ago at 3pm": "2026-11-15T15:00:00+01:00",
    "0 days ago 03:00": "2026-11-22T03:00:00+01:00",
    "03:10": "2026-11-22T03:10:00+01:00",
    "3:10": "2026-11-22T03:10:00+01:00",
    "3:10am": "2026-11-22T03:10:00+01:00",
    "3:10 A.M.": "2026-11-22T03:10:00+01:00",
    "03:10:12": "2026-11-22T03:10:12+01:00",
    "at 3am": "2026-11-22T03:00:00+01:00",
    "07:30": "2026-11-22T07:30:00+01:00",
    "07:31": "2026-11-21T07:31:00+01:00",
    "22:30": "2026-11-21T22:30:00+01:00",
    "10pm": "2026-11-21T22:00:00+01:00",
    "12am": "2026-11-22T00:00:00+01:00",
    "12:30 am": "2026-11-22T00:30:00+01:00",
    "00:00": "2026-11-22T00:00:00+01:00",
    "12pm": "2026-11-21T12:00:00+01:00",
    "noon": "2026-11-21T12:00:00+01:00",
    "12 noon": "2026-11-21T12:00:00+01:00",
    "midnight": "2026-11-22T00:00:00+01:00",
    "at midnight": "2026-11-22T00:00:00+01:00",
    "today": "~2026-11-22T07:30:00+01:00",
    "today 06:00": "2026-11-22T06:00:00+01:00",
    "today midnight": "2026-11-22T00:00:00+01:00",
    "yesterday": "~2026-11-21T12:00:00+01:00",
    "yesterday 22:30": "2026-11-21T22:30:00+01:00",
    " YESTERDAY   22:30. ": "2026-11-21T22:30:00+01:00",
    "yesterday at 3 am": "2026-11-21T03:00:00+01:00",
    "yesterday 8:30": "2026-11-21T08:30:00+01:00",
    "yesterday, 10 p.m.": "2026-11-21T22:00:00+01:00",
    "noon nov 17": "2026-11-17T12:00:00+01:00",
    "14:00 yesterday": "2026-11-21T14:00:00+01:00",
    "yesterday noon": "2026-11-21T12:00:00+01:00",
    "yesterday 00:00": "2026-11-21T00:00:00+01:00",
    "last night": "~2026-11-22T02:00:00+01:00",
    "last night 3am": "2026-11-22T03:00:00+01:00",
    "last night at 3:10": "2026-11-22T03:10:00+01:00",
    "3am last night": "2026-11-22T03:00:00+01:00",
    "Last  night 23:30": "2026-11-21T23:30:00+01:00",
    "last night 6pm": "2026-11-21T18:00:00+01:00",
    "last night 06:45": "2026-11-22T06:45:00+01:00",
    "last night 8:30pm": "2026-11-21T20:30:00+01:00",
    "last night 12am": "2026-11-22T00:00:00+01:00",
    "last night at midnight": "2026-11-22T00:00:00+01:00",
    "this morning": "~2026-11-22T07:00:00+01:00",
    "this morning 3am": "2026-11-22T03:00:00+01:00",
    "this morning 5:15": "2026-11-22T05:15:00+01:00",
    "yesterday morning": "~2026-11-21T07:00:00+01:00",
    "yesterday afternoon": "~2026-11-21T15:00:00+01:00",
    "yesterday evening": "~2026-11-21T20:00:00+01:00",
    "yesterday evening 20:30": "2026-11-21T20:30:00+01:00",
    "yesterday evening 5pm": "2026-11-21T17:00:00+01:00",
    "yesterday night 23:00": "2026-11-21T23:00:00+01:00",
    "tue morning 6:10": "2026-11-17T06:10:00+01:00",
    "2 days ago evening": "~2026-11-20T20:00:00+01:00",
    "monday": "~2026-11-16T12:00:00+01:00",
    "monday 14:00": "2026-11-16T14:00:00+01:00",
    "mon 2 pm": "2026-11-16T14:00:00+01:00",
    "last monday 2pm": "2026-11-16T14:00:00+01:00",
    "on tue": "~2026-11-17T12:00:00+01:00",
    "on tue 3pm": "2026-11-17T15:00:00+01:00",
    "3pm on tue": "2026-11-17T15:00:00+01:00",
    "saturday 23:30": "2026-11-21T23:30:00+01:00",
    "sunday 14:00": "2026-11-15T14:00:00+01:00",
    "last sunday": "~2026-11-15T12:00:00+01:00",
    "last sunday 03:00": "2026-11-15T03:00:00+01:00",
    "17 nov": "~2026-11-17T12:00:00+01:00",
    "nov 17 3:10am": "2026-11-17T03:10:00+01:00",
    "17 nov 03:10": "2026-11-17T03:10:00+01:00",
    "17th of November at 3:10": "2026-11-17T03:10:00+01:00",
    "3:10am on nov 17th": "2026-11-17T03:10:00+01:00",
    "tue 17 nov 3am": "2026-11-17T03:00:00+01:00",
    "nov 17, 2024 3am": "2024-11-17T03:00:00+01:00",
    "17 nov 2024": "~2024-11-17T12:00:00+01:00",
    "1 sept 3am": "2026-09-01T03:00:00+02:00",
    "Sun 1 Mar 2026, 03:10": "2026-03-01T03:10:00+01:00",
    "29 feb 2024 3am": "2024-02-29T03:00:00+01:00",
    "2026-11-20": "~2026-11-20T12:00:00+01:00",
    "2026-11-20 03:10": "2026-11-20T03:10:00+01:00",
    "2026-11-20 3:10am": "2026-11-20T03:10:00+01:00",
    "2026-11-20 noon": "2026-11-20T12:00:00+01:00",
    "2026-11-20T03:10:12": "2026-11-20T03:10:12+01:00",
    "2026-07-20 03:10": "2026-07-20T03:10:00+02:00",
    "2026-11-20T03:10+09:00": "2026-11-20T03:10:00+09:00",
    "2026-11-20 03:10 -0500": "2026-11-20T03:10:00-05:00",
    "2026-11-20 03:10Z": "2026-11-20T03:10:00+00:00",
    "2026-11-22T15:29+09:00": "2026-11-22T15:29:00+09:00",
    "2026-10-25T02:30+02:00": "2026-10-25T02:30:00+02:00",
    "2026-10-25T02:30+01:00": "2026-10-25T02:30:00+01:00",
}
REFUSED_AT_BREAKFAST = {
    "": (UnreadableTime, "try 20m ago, 03:10 or last night 3am."),
    "ago": (UnreadableTime, "try 20m ago"),
    " ago": (UnreadableTime, "try 20m ago"),
    "noon ago": (UnreadableTime, "try 20m ago"),
    "5": (UnreadableTime, "try 5am, 5pm or 5m ago."),
    "17": (UnreadableTime, "17:00."),
    "yesterday at 3": (UnreadableTime, "try yesterday at 3am or yesterday at 3pm."),
    "last night 3": (UnreadableTime, "try last night 3am"),
    "3 o'clock": (UnreadableTime, "try 3am, 3pm or"),
    "3.10": (UnreadableTime, "try 3:10, 2026-10-03 03:10 or 2026-03-10 03:10."),
    "3h10": (UnreadableTime, "try 3:10."),
    "0310": (UnreadableTime, "try 03:10."),
    "3:5": (UnreadableTime, "try 3:05 or 3:50."),
    "25:10": (UnreadableTime, "try 23:10 or 01:10."),
    "24:00": (UnreadableTime, "try 00:00."),
    "12:60": (UnreadableTime, "try 12:00 or 12:59."),
    "0am": (UnreadableTime, "try 0:00."),
    "0:30am": (UnreadableTime, "try 0:30."),
    "13pm": (UnreadableTime, "try 13:00."),
    "13:10pm": (UnreadableTime, "try 13:10."),
    "20m": (UnreadableTime, "try 20m ago."),
    "-5m ago": (UnreadableTime, "try 5m ago."),
    "30m1h ago": (UnreadableTime, "try 20m ago"),
    "1h 300 ago": (UnreadableTime, "try 20m ago"),
    "1h1h ago": (UnreadableTime, "try 20m ago"),
    "1.500h ago": (UnreadableTime, "try 20m ago"),
    "1 month ago": (UnreadableTime, "try 20m ago"),
    "9999999 h ago": (UnreadableTime, "try 20m ago"),
    "999999 weeks ago": (UnreadableTime, "try 20m ago"),
    "50000 days ago": (UnreadableTime, "try 20m ago"),
    "a couple of hours ago": (UnreadableTime, "try 20m ago"),
    "0000000m and a half ago": (UnreadableTime, "try 20m ago"),
    "many hours and a half ago": (UnreadableTime, "try 20m ago"),
    "half an hour and a half ago": (UnreadableTime, "try 20m ago"),
    "1h ago 04:30": (UnreadableTime, "try 1h ago or 04:30."),
    "1.5 days ago 04:30": (UnreadableTime, "try 1.5 days ago or 04:30."),
    "yesterday midnight": (UnreadableTime, "try 2026-11-21 00:00 or 2026-11-22 00:00."),
    "tue midnight": (UnreadableTime, "could begin that day or end it: try 2026-11-17 00:00 or"),
    "last night 8:30": (UnreadableTime, "could be in the evening or in the morning: try last"),
    "last night 11:30": (UnreadableTime, "contradicts itself: try last night 23:30"),
    "last night 14:00": (UnreadableTime, "contradicts itself: try last night 02:00"),
    "last night 10:00": (UnreadableTime, "contradicts itself: try last night 22:00"),
    "last night 08:30": (InTheFuture, "Sun 22 Nov 2026, 08:30"),
    "this morning 11pm": (UnreadableTime, "contradicts itself: try 23:00."),
    "this morning 12:30": (UnreadableTime, "contradicts itself: try this morning 00:30"),
    "this morning midnight": (UnreadableTime, "contradicts itself: try 00:00."),
    "this morning 11:00": (InTheFuture, "try yesterday 11:00"),
    "this afternoon": (InTheFuture, "15:00, in the future: try yesterday afternoon or now."),
    "this afternoon 2pm": (InTheFuture, "try yesterday 14:00"),
    "this evening 8:30": (UnreadableTime, "try 20:30."),
    "this evening": (InTheFuture, "try yesterday evening or now."),
    "yesterday evening 8:30": (UnreadableTime, "try yesterday evening 20:30 or 2026-11-21 08:30."),
    "yesterday night": (UnreadableTime, "needs a time of day: try last night or yesterday night"),
    "yesterday night 3am": (UnreadableTime, "try 2026-11-21 03:00 or 2026-11-22 03:00."),
    "last evening": (UnreadableTime, "try yesterday evening."),
    "tonight": (InTheFuture, "try last night or now."),
    "tonight 3am": (InTheFuture, "try last night 03:00"),
    "tonight 23:00": (InTheFuture, "try last night 23:00 or now."),
    "tomorrow": (InTheFuture, "try yesterday or now."),
    "tomorrow 3am": (InTheFuture, "try yesterday 03:00 or now."),
    "today 9:00": (InTheFuture, "Sun 22 Nov 2026, 09:00, in the future: try yesterday 09:00"),
    "sunday": (UnreadableTime, "could be today or a week ago: try today or last sunday."),
    "sunday 3am": (UnreadableTime, "try today 03:00 or last sunday 03:00."),
    "this monday": (UnreadableTime, "try last monday."),
    "next monday": (UnreadableTime, "try last monday."),
    "mon 17 nov 3am": (UnreadableTime, "try 17 nov 3am."),
    "25 nov 3am": (InTheFuture, "try 2025-11-25 03:00"),
    "2 dec": (InTheFuture, "try 2025-12-02"),
    "30 feb 3am": (UnreadableTime, "try 28 feb 3am."),
    "29 feb 3am": (UnreadableTime, "try 28 feb 3am."),
    "31 sep 3am": (UnreadableTime, "try 30 sep 3am."),
    "2026-02-30 03:10": (UnreadableTime, "try 2026-02-28 03:10."),
    "2026-13-01 03:10": (UnreadableTime, "try 20m ago"),
    "2026-3-1": (UnreadableTime, "try 2026-03-01 03:10."),
    "2026/03/01 3am": (UnreadableTime, "try 2026-03-01 3am."),
    "03/04": (UnreadableTime, "try 2026-04-03 03:10 or 2026-03-04 03:10."),
    "03/04 14:00": (UnreadableTime, "try 2026-04-03 14:00 or 2026-03-04 14:00."),
    "03/12/25 14:00": (UnreadableTime, "try 2025-12-03 14:00 or 2025-03-12 14:00."),
    "17.11.2026 03:10": (UnreadableTime, "try 2026-11-17 03:10."),
    "2026-11-22 07:31": (InTheFuture, "try yesterday 07:31 or now."),
    "2027-01-05 03:10": (InTheFuture, "try 2026-01-05 03:10"),
    "2028-02-29 03:10": (InTheFuture, "try yesterday 03:10 or now."),
    "2099-01-01 00:00+00:00": (InTheFuture, "in the future"),
    "2026-11-22T07:31+01:00": (InTheFuture, "try yesterday 07:31 or now."),
    "2026-11-20 03:10+99:00": (UnreadableTime, "try 2026-11-20 03:10."),
    "2026-11-20 03:10+15:00": (UnreadableTime, "try 2026-11-20 03:10."),
    "17 nov 03:10+01:00": (UnreadableTime, "try 17 nov 03:10."),
    "0001-01-01 00:00": (UnreadableTime, "try 20m ago"),
    "1899-12-31 00:00": (UnreadableTime, "try 20m ago"),
    "in 5 minutes": (UnreadableTime, "try 20m ago"),
    "nov 3 pm": (UnreadableTime, "try 20m ago"),
    "\u0663am": (UnreadableTime, "try 20m ago"),
    "03:1\uff10": (UnreadableTime, "try 20m ago"),
    "3am\0": (UnreadableTime, "try 20m ago"),
    "drop table episodes": (UnreadableTime, "try 20m ago"),
    "1" * 5000: (UnreadableTime, "111...' is no time"),
    "a " * 5000: (UnreadableTime, "...' is no time"),
}
# now, zone, phrase, and the meaning or the error
ELSEWHERE: list[tuple[str, str, str, str | tuple[type[DiaryError], str]]] = [
    # In the middle of the night, and before it.
    (SMALL_HOURS, BERLIN, "last night 23:30", "2026-11-21T23:30:00+01:00"),
    (SMALL_HOURS, BERLIN, "tonight 23:30", "2026-11-21T23:30:00+01:00"),
    (SMALL_HOURS, BERLIN, "tonight 1am", "2026-11-22T01:00:00+01:00"),
    (SMALL_HOURS, BERLIN, "tonight midnight", "2026-11-22T00:00:00+01:00"),
    (SMALL_HOURS, BERLIN, "tonight", "~2026-11-22T02:00:00+01:00"),
    ("2026-11-22T03:20", BERLIN, "tonight", "~2026-11-22T02:00:00+01:00"),
    ("2026-11-22T00:30", BERLIN, "tonight", "~2026-11-22T00:30:00+01:00"),
    (SMALL_HOURS, BERLIN, "tonight 3am", (InTheFuture, "try yesterday 03:00 or now.")),
    (SMALL_HOURS, BERLIN, "last night 1am", (UnreadableTime, "try today 01:00 or yesterday 01:00")),
    (SMALL_HOURS, BERLIN, "last night 3am", (UnreadableTime, "try yesterday 03:00.")),
    (SMALL_HOURS, BERLIN, "last night", (UnreadableTime, "try tonight or yesterday evening.")),
    (SMALL_HOURS, BERLIN, "today", (InTheFuture, "try yesterday or now.")),
    (SMALL_HOURS, BERLIN, "this morning", (InTheFuture, "try yesterday morning or now.")),
    (SMALL_HOURS, BERLIN, "this morning 1am", "2026-11-22T01:00:00+01:00"),
    (SMALL_HOURS, BERLIN, "this evening 22:00", (InTheFuture, "try yesterday 22:00 or now.")),
    (SMALL_HOURS, BERLIN, "yesterday 22:00", "2026-11-21T22:00:00+01:00"),
    (SMALL_HOURS, BERLIN, "sunday 3am", "2026-11-15T03:00:00+01:00"),
    (SMALL_HOURS, BERLIN, "sunday", (UnreadableTime, "try last sunday.")),
    ("2026-11-22T04:00", BERLIN, "last night 3am", "2026-11-22T03:00:00+01:00"),
    ("2026-11-22T04:00", BERLIN, "last night", "~2026-11-22T02:00:00+01:00"),
    ("2026-11-22T04:00", BERLIN, "this morning", "~2026-11-22T04:00:00+01:00"),
    ("2026-11-22T04:00", BERLIN, "tonight", (InTheFuture, "try last night or now.")),
    (BEDTIME, BERLIN, "tonight", "~2026-11-22T23:30:00+01:00"),
    (BEDTIME, BERLIN, "tonight 22:00", "2026-11-22T22:00:00+01:00"),
    (BEDTIME, BERLIN, "tonight 8:30", (UnreadableTime, "try tonight 20:30.")),
    (BEDTIME, BERLIN, "tonight 3am", (InTheFuture, "try last night 03:00")),
    (BEDTIME, BERLIN, "last night 3am", "2026-11-22T03:00:00+01:00"),
    (BEDTIME, BERLIN, "last night 23:45", "2026-11-21T23:45:00+01:00"),
    (BEDTIME, BERLIN, "last night", "~2026-11-22T02:00:00+01:00"),
    (BEDTIME, BERLIN, "this evening", "~2026-11-22T20:00:00+01:00"),
    (BEDTIME, BERLIN, "this afternoon 2:30", (UnreadableTime, "try this afternoon 14:30")),
    (BEDTIME, BERLIN, "noon", "2026-11-22T12:00:00+01:00"),
    (BEDTIME, BERLIN, "today", "~2026-11-22T12:00:00+01:00"),
    ("2026-11-22T17:10", BERLIN, "this evening", "~2026-11-22T17:10:00+01:00"),
    ("2026-11-22T00:00", BERLIN, "midnight", "2026-11-22T00:00:00+01:00"),
    ("2026-01-03T07:30", BERLIN, "31 dec 23:50", "2025-12-31T23:50:00+01:00"),
    ("2026-01-03T07:30", BERLIN, "17 nov", "~2025-11-17T12:00:00+01:00"),
    ("2026-01-03T07:30", BERLIN, "5 jan 3am", (InTheFuture, "try 2025-01-05 03:00")),
    ("2028-03-01T07:30", BERLIN, "29 feb 3am", "2028-02-29T03:00:00+01:00"),
    ("2028-02-29T07:30", BERLIN, "2029-02-28 3am", (InTheFuture, "try 2028-02-28 03:00")),
    # Berlin puts its clocks forward at 02:00 on 29 March 2026 and back at 03:00 on 25 October.
    ("2026-03-29T08:00", BERLIN, "02:30", (SkippedTime, "try 2026-03-29 03:30 or 2026-03-29 01:3")),
    ("2026-03-29T03:10", BERLIN, "02:30", (SkippedTime, "try 2026-03-29 01:30.")),
    ("2026-03-29T01:50", BERLIN, "02:30", "2026-03-28T02:30:00+01:00"),
    ("2026-03-30T01:50", BERLIN, "02:30", (SkippedTime, "never was")),
    ("2026-03-29T08:00", BERLIN, "last night 2am", (SkippedTime, "never was")),
    ("2026-03-29T08:00", BERLIN, "last night", "~2026-03-29T01:30:00+01:00"),
    ("2026-03-29T08:00", BERLIN, "last night 3am", "2026-03-29T03:00:00+02:00"),
    ("2026-03-29T03:30", BERLIN, "1h ago", "2026-03-29T01:30:00+01:00"),
    ("2026-03-29T12:00", BERLIN, "24h ago", "2026-03-28T11:00:00+01:00"),
    ("2026-03-29T12:00", BERLIN, "1 day ago 02:30", "2026-03-28T02:30:00+01:00"),
    (BREAKFAST, BERLIN, "2026-03-29 02:30", (SkippedTime, "try 2026-03-29 03:30")),
    ("2026-03-01T07:00", BERLIN, "2026-03-29 02:30", (InTheFuture, "yesterday 02:30")),
    (BREAKFAST, BERLIN, "2026-10-25 02:30", (RepeatedTime, "write 2026-10-25T02:30+02:00 for")),
    (BREAKFAST, BERLIN, "2026-10-25 02:30", (RepeatedTime, "or 2026-10-25T02:30+01:00 for")),
    ("2026-10-25T08:00", BERLIN, "02:30", (RepeatedTime, "was twice")),
    ("2026-10-25T08:00", BERLIN, "last night 2:30", (RepeatedTime, "was twice")),
    ("2026-10-25T08:00", BERLIN, "last night", "~2026-10-25T01:30:00+02:00"),
    ("2026-10-25T08:00", BERLIN, "02:59:59", (RepeatedTime, "02:59:59+02:00")),
    ("2026-10-25T08:00", BERLIN, "03:00", "2026-10-25T03:00:00+01:00"),
    ("2026-10-25T02:45+02:00", BERLIN, "02:30", "2026-10-25T02:30:00+02:00"),
    ("2026-10-25T02:15+01:00", BERLIN, "02:30", "2026-10-25T02:30:00+02:00"),
    ("2026-10-25T02:30+01:00", BERLIN, "02:30", (RepeatedTime, "was twice")),
    ("2026-10-25T02:15+01:00", BERLIN, "20m ago", "2026-10-25T02:55:00+02:00"),
    ("2026-10-25T02:15+01:00", BERLIN, "now", "2026-10-25T02:15:00+01:00"),
    ("2026-10-25T02:15+02:00", BERLIN, "02:30", "2026-10-24T02:30:00+02:00"),
    ("2026-10-25T03:30", BERLIN, "2h ago", "2026-10-25T02:30:00+02:00"),
    # New York: forward at 02:00 on 8 March, back at 02:00 on 1 November.
    ("2026-03-08T08:00", NEW_YORK, "2:30am", (SkippedTime, "try 2026-03-08 03:30")),
    ("2026-03-08T08:00", NEW_YORK, "last night", "~2026-03-08T01:30:00-05:00"),
    ("2026-11-01T08:00", NEW_YORK, "1:30am", (RepeatedTime, "2026-11-01T01:30-04:00")),
    ("2026-11-01T08:00", NEW_YORK, "last night", "~2026-11-01T02:00:00-05:00"),
    ("2026-11-01T08:00", NEW_YORK, "yesterday 23:30", "2026-10-31T23:30:00-04:00"),
    ("2026-11-01T08:00", NEW_YORK, "9h ago", "2026-11-01T00:00:00-04:00"),
    # Lord Howe: half an hour back at 02:00 on 5 April, forward at 02:00 on 4 October.
    ("2026-04-05T08:00", LORD_HOWE, "01:45", (RepeatedTime, "2026-04-05T01:45+11:00")),
    ("2026-04-05T08:00", LORD_HOWE, "01:29", "2026-04-05T01:29:00+11:00"),
    ("2026-04-05T08:00", LORD_HOWE, "last night", "~2026-04-05T02:00:00+10:30"),
    ("2026-10-04T08:00", LORD_HOWE, "02:15", (SkippedTime, "02:45 or 2026-10-04 01:45.")),
    ("2026-10-04T08:00", LORD_HOWE, "02:30", "2026-10-04T02:30:00+11:00"),
    ("2026-10-04T08:00", LORD_HOWE, "last night", "~2026-10-04T01:30:00+10:30"),
    # Troll changes by two hours, Havana and Beirut change at midnight.
    ("2026-03-29T08:00", TROLL, "last night", "~2026-03-29T00:30:00+00:00"),
    ("2026-03-08T08:00", HAVANA, "midnight", (SkippedTime, "01:00 or 2026-03-07 23:00.")),
    ("2026-03-29T08:00", BEIRUT, "last night 00:30", (SkippedTime, "never was")),
    ("2026-11-01T08:00", HAVANA, "00:30", (RepeatedTime, "2026-11-01T00:30-04:00")),
    # Apia crossed the date line: there was no 30 December 2011.
    ("2011-12-31T08:00", APIA, "yesterday 14:00", (SkippedTime, "try 2011-12-29 14:00.")),
    ("2011-12-31T08:00", APIA, "yesterday", (SkippedTime, "try 2011-12-29 12:00.")),
    ("2011-12-31T08:00", APIA, "fri 30 dec 2011", (SkippedTime, "never was")),
    ("2011-12-31T08:00", APIA, "thu 29 dec 3pm", "2011-12-29T15:00:00-10:00"),
    ("2011-12-31T08:00", APIA, "10h ago", "2011-12-29T22:00:00-10:00"),
    # A quarter of an hour, and the same words after a journey.
    (BREAKFAST, KATHMANDU, "03:10", "2026-11-22T03:10:00+05:45"),
    (BREAKFAST, KATHMANDU, "20m ago", "2026-11-22T07:10:00+05:45"),
    (BREAKFAST, KATHMANDU, "2026-11-22T02:44:00+01:00", "2026-11-22T02:44:00+01:00"),
    (BREAKFAST, KATHMANDU, "2026-11-22T02:46:00+01:00", (InTheFuture, "02:46")),
    ("2026-11-22T06:30+00:00", BERLIN, "last night 3am", "2026-11-22T03:00:00+01:00"),
    ("2026-11-22T06:30+00:00", NEW_YORK, "last night 3am", (UnreadableTime, "yesterday 03:00.")),
    ("2026-11-22T06:30+00:00", NEW_YORK, "yesterday 22:00", "2026-11-21T22:00:00-05:00"),
    ("2026-11-22T06:30+00:00", "Asia/Tokyo", "last night 3am", "2026-11-22T03:00:00+09:00"),
    ("2026-11-22T06:30+00:00", "Asia/Tokyo", "this morning", "~2026-11-22T07:00:00+09:00"),
]
MEANINGS = [(BREAKFAST, BERLIN, *pair) for pair in AT_BREAKFAST.items()]
REFUSALS = [(BREAKFAST, BERLIN, *pair) for pair in REFUSED_AT_BREAKFAST.items()]
PHRASES = [*AT_BREAKFAST, *REFUSED_AT_BREAKFAST, *(row[2] for row in ELSEWHERE)]


def _id(row: tuple[str, str, str, object]) -> str:
    return f"{row[2][:40]} @ {row[1]} {row[0]}"


def test_the_tables_are_long_enough() -> None:
    assert len(AT_BREAKFAST) + len(REFUSED_AT_BREAKFAST) + len(ELSEWHERE) > 250


@pytest.mark.parametrize("row", [*MEANINGS, *REFUSALS, *ELSEWHERE], ids=_id)
def test_what_a_phrase_means(
    row: tuple[str, str, str, str | tuple[type[DiaryError], str]],
) -> None:
    now, zone, phrase, meaning = row
    if isinstance(meaning, str):
        moment = parse_when(phrase, _now(now, zone))
        assert moment.at.isoformat() == meaning.removeprefix("~")
        assert moment.precision == ("about" if meaning.startswith("~") else "exact")
    else:
        error, piece = meaning
        with pytest.raises(error, match=re.escape(piece)) as raised:
            parse_when(phrase, _now(now, zone))
        assert raised.type is error


def test_the_error_for_a_repeated_time_holds_both_times() -> None:
    with pytest.raises(RepeatedTime) as raised:
        parse_when("2026-10-25 02:30", _now(BREAKFAST, BERLIN))
    first, second = raised.value.first, raised.value.second
    assert (first.isoformat(), second.isoformat()) == (
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    )
    for at in (first, second):
        read = parse_when(at.isoformat(), _now(BREAKFAST, BERLIN)).at
        assert read.astimezone(UTC) == at.astimezone(UTC)


def test_seconds_of_now_are_kept_and_fractions_dropped() -> None:
    now = datetime(2026, 11, 22, 7, 30, 12, 999, tzinfo=UTC)
    assert parse_when("now", now).at.isoformat() == "2026-11-22T07:30:12+00:00"
    assert parse_when("07:30:12", now).at.isoformat() == "2026-11-22T07:30:12+00:00"


def test_reading_a_phrase_needs_neither_pandas_nor_a_date_library() -> None:
    code = (
        "import sys, cramp_diary.core.when;"
        "print({'pandas', 'numpy', 'sqlite3', 'dateutil', 'calendar', 'locale'} & set(sys.modules))"
    )
    answer = subprocess.run(  # noqa: S603 - this program's own words
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert answer.stdout.strip() == "set()"


INSTANTS = st.integers(0, 80 * 365 * 24 * 60).map(
    lambda minutes: datetime(1972, 1, 1, tzinfo=UTC) + minutes * MINUTE
)
CHANGES = st.builds(
    lambda change, minutes: datetime.fromisoformat(change) + minutes * MINUTE,
    st.sampled_from(
        [
            "2026-03-29T01:00+00:00",  # Berlin, Troll
            "2026-10-25T01:00+00:00",
            "2026-03-08T07:00+00:00",  # New York
            "2026-11-01T06:00+00:00",
            "2026-04-04T15:00+00:00",  # Lord Howe
            "2026-10-03T15:30+00:00",
            "2026-03-28T22:00+00:00",  # Beirut
            "2026-10-24T21:00+00:00",
            "2011-12-30T10:00+00:00",  # Apia
        ]
    ),
    st.integers(-300, 1800),
)
TZINFOS: st.SearchStrategy[tzinfo] = st.sampled_from(
    [*map(ZoneInfo, ZONES), timezone(-timedelta(hours=3, minutes=30))]
)
NOWS = st.builds(lambda at, zone: at.astimezone(zone), INSTANTS | CHANGES, TZINFOS)
CLOCKS = st.from_regex(r"([01]?[0-9]|2[0-4])(:[0-5][0-9])? ?(am|pm)?", fullmatch=True) | (
    st.sampled_from(["noon", "midnight", "2:30", "01:30", "02:15", "00:30", "8:30"])
)
WORDS = (
    *("today", "yesterday", "tomorrow", "tonight", "last night", "monday", "last fri", "on tue"),
    *("this morning", "this afternoon", "this evening", "yesterday evening", "mon morning"),
    *("sat night", "17 nov", "nov 17", "31 nov", "29 feb", "tue 17 nov", "2 days ago"),
    *("a week ago", "5h ago", "2026-03-29", "2011-12-30", "2026-10-25", "2030-01-01", "03/04"),
)
DAYS = st.sampled_from(WORDS)
AGO = st.from_regex(
    r"([0-9]{1,7}([.,][0-9])?|an?|two|half an?|-1) ?(s|m|min|h|hours?|d|days|weeks?|months)"
    r"( ?(and )?[0-9]{1,3} ?[mh]?| and a half)? ago",
    fullmatch=True,
)
ANY_PHRASE = (
    DAYS
    | CLOCKS
    | st.tuples(DAYS, CLOCKS).map(" ".join)
    | st.tuples(CLOCKS, DAYS).map(" ".join)
    | st.tuples(DAYS, st.just("at"), CLOCKS).map(" ".join)
    | AGO
    | st.sampled_from(PHRASES)
    | st.text(max_size=30)
    | st.text("0123456789:/.-+ apmhdtonigls", max_size=14)
)
TIME_OF_DAY = re.compile(
    r"[0-9]:[0-9]|[0-9] ?[ap]\.?m|\bnoon|midday|midnight|\bnow|"
    r"([0-9,. ]|half|an?|two)([smh]|min|minutes?|hours?)\b.*ago|[mh][0-9]+ ago"
)


def _outcome(phrase: str, now: datetime) -> Moment | DiaryError:
    try:
        return parse_when(phrase, now)
    except DiaryError as error:
        return error


def _is_past(at: datetime, now: datetime) -> bool:
    return at.astimezone(UTC) <= now.astimezone(UTC)


def _suggestions(error: DiaryError) -> list[str]:
    """Return the phrases that an error suggests."""
    if isinstance(error, RepeatedTime):
        return re.findall(r"(?:write|or) (\S+) for the", str(error))
    return re.split(", | or ", str(error).rpartition(": try ")[2].removesuffix("."))


@given(ANY_PHRASE, NOWS)
@example("last night", _now("2026-10-25T08:00", BERLIN))
def test_a_phrase_is_a_past_time_or_refused_with_suggestions_that_can_be_read(
    phrase: str, now: datetime
) -> None:
    outcome = _outcome(phrase, now)
    if isinstance(outcome, Moment):
        assert outcome.at.utcoffset() is not None
        assert _is_past(outcome.at, now)
    else:
        near = _suggestions(outcome)
        assert near
        assert all(_is_past(parse_when(each, now).at, now) for each in near)


@given(ANY_PHRASE, NOWS)
def test_precision_is_about_only_without_a_time_of_day(phrase: str, now: datetime) -> None:
    outcome = _outcome(phrase, now)
    if isinstance(outcome, Moment):
        assert (outcome.precision == "exact") == bool(TIME_OF_DAY.search(phrase.lower()))


@given(NOWS, st.times())
def test_both_readings_of_a_repeated_time_are_past_and_in_order(now: datetime, clock: time) -> None:
    outcome = _outcome(f"{clock:%H:%M}", now)
    if isinstance(outcome, RepeatedTime):
        first, second = outcome.first, outcome.second
        assert first.replace(tzinfo=None, fold=0) == second.replace(tzinfo=None, fold=0)
        assert first.astimezone(UTC) < second.astimezone(UTC)
        assert _is_past(second, now)


def _are_alike(one: Moment | DiaryError, other: Moment | DiaryError) -> bool:
    return one == other or (isinstance(one, DiaryError) and type(one) is type(other))


@given(ANY_PHRASE.filter(str.isascii), NOWS)
def test_case_spaces_and_final_punctuation_do_not_matter(phrase: str, now: datetime) -> None:
    meant = _outcome(phrase, now)
    for same in (phrase.upper(), f"  {phrase} ", phrase.replace(" ", "  "), f"{phrase}."):
        assert _are_alike(_outcome(same, now), meant)


@given(DAYS, CLOCKS, NOWS)
def test_the_order_of_day_and_clock_does_not_matter(day: str, clock: str, now: datetime) -> None:
    assert _are_alike(_outcome(f"{day} {clock}", now), _outcome(f"{clock} {day}", now))


@given(st.integers(0, 24 * 60 - 1), NOWS)
def test_a_clock_time_is_the_latest_past_one(minute: int, now: datetime) -> None:
    """Compared with going back minute by minute until the clock shows the time."""
    hour, minute = divmod(minute, 60)
    at = now.replace(microsecond=0).astimezone(UTC)
    while (at.astimezone(now.tzinfo).hour, at.astimezone(now.tzinfo).minute) != (hour, minute):
        at -= MINUTE
    try:
        meant = parse_when(f"{hour}:{minute:02d}", now).at
    except (RepeatedTime, SkippedTime):
        return
    assert meant.astimezone(UTC) == at


STYLES = (
    "{at:%Y-%m-%d %H:%M}",
    "{at:%Y-%m-%dT%H:%M:%S}",
    "{at:%Y-%m-%d} {clock}",
    "{clock} {at:%Y-%m-%d}",
    "{at.day} {month} {at.year} {clock}",
    "{month} {at.day} {at.year} at {at:%H:%M}",
    "{spoken}",
    "on {month} {at.day}, {at.year}, {clock}",
)
MONTHS = [name[:3] for name in NAMES]


@given(NOWS, st.integers(0, 40 * 365 * 24 * 60), st.sampled_from(STYLES))
def test_a_full_date_and_time_is_read_back_exactly(now: datetime, ago: int, style: str) -> None:
    at = (now.astimezone(UTC) - ago * MINUTE).astimezone(now.tzinfo)
    assume(at.year > 1970)  # local mean time had seconds
    clock = f"{at.hour % 12 or 12}:{at.minute:02d}{'pm' if at.hour >= 12 else 'am'}"
    written = style.format(at=at, clock=clock, month=MONTHS[at.month - 1], spoken=format_moment(at))
    outcome = _outcome(written, now)
    if isinstance(outcome, RepeatedTime):
        assert at.astimezone(UTC) in {each.astimezone(UTC) for each in _both_times(outcome)}
    else:
        # If only the first of two repeated times is past, it is meant.
        assert isinstance(outcome, Moment)
        assert outcome == Moment(at.replace(fold=0), "exact")


def _both_times(error: RepeatedTime) -> tuple[datetime, datetime]:
    return error.first, error.second


@given(NOWS, st.integers(0, 40 * 365 * 24 * 60))
def test_a_time_with_its_offset_is_read_back_in_any_zone(now: datetime, ago: int) -> None:
    at = (now.astimezone(UTC) - ago * MINUTE).astimezone(now.tzinfo)
    moment = parse_when(at.isoformat(), now)
    assert moment.at.isoformat() == at.isoformat()
    assert moment == Moment(moment.at, "exact")


@given(NOWS, st.integers(0, 100), st.integers(0, 59), st.integers(0, 59))
def test_durations_are_counted_in_utc(
    now: datetime, hours: int, minutes: int, seconds: int
) -> None:
    passed = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    for written in (
        f"{hours}h{minutes}m{seconds}s ago",
        f"{hours} hours, {minutes} minutes and {seconds} seconds ago",
    ):
        moment = parse_when(written, now)
        assert now.astimezone(UTC) - moment.at.astimezone(UTC) == passed
        assert moment.at.tzinfo is now.tzinfo
