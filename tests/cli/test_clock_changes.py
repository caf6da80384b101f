"""Clock changes, travel and a clock set back, through the commands.

Order is by true time, and the diary day by the clock on the wall where the cramp was.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from cramp_diary.cli import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_runner import Cramp

BERLIN, AUCKLAND, HONOLULU, NEW_YORK = map(
    ZoneInfo, ("Europe/Berlin", "Pacific/Auckland", "Pacific/Honolulu", "America/New_York")
)


@pytest.fixture
def set_now(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda now: monkeypatch.setattr(clock, "now", lambda: now)


def episodes(cramp: Cramp) -> list[tuple[int, str, str]]:
    """Return id, start and diary day of each episode as listed, the latest first."""
    found = json.loads(cramp("list", "--json").stdout)
    return [(e["id"], e["started_at"], e["diary_day"]) for e in found]


def test_the_hour_that_comes_twice_is_two_hours(
    cramp: Cramp, set_now: Callable[[datetime], None]
) -> None:
    # Berlin, 25 October 2026: 03:00 summer time is 02:00 winter time.
    set_now(datetime(2026, 10, 25, 9, tzinfo=BERLIN))
    for when in ("2026-10-25T02:10+01:00", "2026-10-25T02:50+02:00"):
        assert cramp("log", when, "--state", "asleep").exit_code == 0
    # 02:50 of the first hour is 20 minutes before 02:10 of the second.
    assert episodes(cramp) == [
        (1, "2026-10-25T02:10:00+01:00", "2026-10-24"),
        (2, "2026-10-25T02:50:00+02:00", "2026-10-24"),
    ]
    result = cramp("log", "2:30am")
    assert result.exit_code == 2
    assert "was twice, the clocks went back" in result.stderr


def test_an_hour_that_never_was_is_refused_and_time_passed_is_true_time(
    cramp: Cramp, set_now: Callable[[datetime], None]
) -> None:
    # Berlin, 29 March 2026: after 01:59 comes 03:00.
    set_now(datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN))
    assert "never was, the clocks skipped it" in cramp("log", "02:30").stderr
    assert cramp("log", "1h ago", "--state", "asleep").exit_code == 0
    # An hour before 03:30 was 01:30, in winter time, in the night of the 28th.
    assert episodes(cramp) == [(1, "2026-03-29T01:30:00+01:00", "2026-03-28")]


def test_west_across_the_date_line_the_same_date_comes_twice(
    cramp: Cramp, set_now: Callable[[datetime], None]
) -> None:
    # Auckland, Sunday 10 May 22:00 is 10:00 UTC; Honolulu then has Sunday 00:00.
    set_now(datetime(2026, 5, 10, 22, tzinfo=AUCKLAND))
    assert cramp("log", "now", "--state", "resting").exit_code == 0
    set_now(datetime(2026, 5, 10, 14, tzinfo=HONOLULU))
    assert cramp("log", "now", "--state", "resting").exit_code == 0
    # The second is 14 hours later, though its clock says 14:00; both are Sundays.
    assert episodes(cramp) == [
        (2, "2026-05-10T14:00:00-10:00", "2026-05-10"),
        (1, "2026-05-10T22:00:00+12:00", "2026-05-10"),
    ]
    (week,) = json.loads(cramp("week", "--weeks", "1", "--json").stdout)
    assert (week["start"], week["recorded_days"], week["episodes"]) == ("2026-05-04", 1, 2)


def test_east_across_the_date_line_a_date_is_left_out(
    cramp: Cramp, set_now: Callable[[datetime], None]
) -> None:
    set_now(datetime(2026, 5, 9, 23, tzinfo=HONOLULU))
    assert cramp("log", "now", "--state", "resting").exit_code == 0
    # Three hours on, on the other side: Honolulu Sunday 02:00 is Auckland Monday 00:00.
    set_now(datetime(2026, 5, 11, 0, tzinfo=AUCKLAND))
    assert cramp("log", "now", "--state", "resting").exit_code == 0
    # Awake before 04:00 belongs to the day before, which was Sunday in Auckland.
    assert episodes(cramp) == [
        (2, "2026-05-11T00:00:00+12:00", "2026-05-10"),
        (1, "2026-05-09T23:00:00-10:00", "2026-05-09"),
    ]


def test_a_night_keeps_its_day_wherever_it_is_looked_at(
    cramp: Cramp, set_now: Callable[[datetime], None], tmp_path: Path
) -> None:
    set_now(datetime(2026, 2, 10, 8, tzinfo=BERLIN))
    cramp("log", "3:10am", "--state", "asleep")
    there = episodes(cramp)
    # In New York it was 21:10 on the 9th; the cramp was in the night to the 10th in Berlin.
    set_now(datetime(2026, 2, 12, 8, tzinfo=NEW_YORK))
    assert episodes(cramp) == there == [(1, "2026-02-10T03:10:00+01:00", "2026-02-09")]
    assert cramp("export", str(tmp_path / "out")).exit_code == 0
    other = str(tmp_path / "other.db")
    assert cramp("--db", other, "import", str(tmp_path / "out")).exit_code == 0
    found = json.loads(cramp("--db", other, "list", "--json").stdout)
    assert [(e["started_at"], e["diary_day"]) for e in found] == [there[0][1:]]


def test_a_day_that_has_begun_somewhere_is_read_where_it_has_not(
    cramp: Cramp, set_now: Callable[[datetime], None], tmp_path: Path
) -> None:
    set_now(datetime(2026, 5, 11, 18, tzinfo=AUCKLAND))
    options = ("--no-cramps", "--water", "1l", "--activity", "walk:30:3")
    assert cramp("day", "today", *options).exit_code == 0
    assert cramp("export", str(tmp_path / "out")).exit_code == 0
    # Monday 18:00 in Auckland is Sunday 20:00 in Honolulu.
    set_now(datetime(2026, 5, 10, 20, 5, tzinfo=HONOLULU))
    other = str(tmp_path / "other.db")
    imported = cramp("--db", other, "import", str(tmp_path / "out"))
    assert imported.exit_code == 0, imported.stderr
    # On Monday 11 May the 12th has begun nowhere.
    (tmp_path / "out" / "days.csv").write_text("diary_day,cramps\n2026-05-12,none\n")
    refused = cramp("--db", other, "import", str(tmp_path / "out"))
    assert refused.exit_code == 2
    assert "2026-05-12 lies in the future" in refused.stderr


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_back_loses_and_reorders_nothing(
    cramp: Cramp, set_now: Callable[[datetime], None], back: timedelta
) -> None:
    now = datetime(2026, 2, 10, 20, tzinfo=BERLIN)
    set_now(now)
    for when in ("18:00", "19:00"):
        assert cramp("log", when, "--state", "resting").exit_code == 0
    set_now(now - back)
    assert cramp("log", "10m ago", "--state", "resting").exit_code == 0
    # Sorted by their time, not by the order in which they were logged.
    latest_first = sorted(episodes(cramp), key=lambda e: datetime.fromisoformat(e[1]))[::-1]
    assert episodes(cramp) == latest_first
    # The steps are taken back in the order they were taken.
    assert "episode 3" in cramp("undo").stdout
    assert "episode 2" in cramp("undo").stdout
    assert [e[0] for e in episodes(cramp)] == [1]
    assert "episode 2" in cramp("redo").stdout
    assert "episode 3" in cramp("redo").stdout
    assert len(episodes(cramp)) == 3


def test_what_a_clock_set_back_makes_future_can_still_be_read_and_mended(
    cramp: Cramp, set_now: Callable[[datetime], None]
) -> None:
    set_now(datetime(2026, 2, 10, 20, tzinfo=BERLIN))
    assert cramp("log", "19:00", "--state", "resting").exit_code == 0
    set_now(datetime(2026, 2, 1, 20, tzinfo=BERLIN))
    assert len(episodes(cramp)) == 1
    checked = cramp("check")
    assert checked.exit_code == 1
    assert "future" in checked.stdout + checked.stderr
    assert cramp("edit", "1", "--when", "19:00").exit_code == 0
    assert episodes(cramp) == [(1, "2026-02-01T19:00:00+01:00", "2026-02-01")]
    assert cramp("check").exit_code == 0
