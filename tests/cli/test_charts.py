"""Charts, reports of several months and the month in the terminal, from the command line."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cramp_diary.cli import clock
from cramp_diary.cli.output import open_file, progress
from cramp_diary.cli.parsing.chart_periods import RequestedDays, read_chart_period
from cramp_diary.core.vocabulary import Chart
from cramp_diary.store import open_diary
from tests.support import pty_terminal
from tests.support.drawn_pages import description
from tests.support.factories import AFTER_SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

NAMES = [str(chart) for chart in Chart.ALL.each]


def test_every_chart_by_its_name_and_all_into_a_folder(sample: Cramp, tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    result = sample("chart", "all", "-o", str(folder))
    paths = [folder / f"cramp-{name}.png" for name in NAMES]
    assert result.stdout == "".join(f"{path}\n" for path in paths)
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    for name in ("calendar", "where"):
        alone = tmp_path / f"{name}.png"
        assert sample("chart", name, "-o", str(alone)).stdout == f"{alone}\n"
        assert alone.read_bytes() == (folder / f"cramp-{name}.png").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("relief", "--since", "2026-03-01", "--until", "2026-03-31"), "stretching, timed 4 of 4"),
        (("weekly", "--weeks", "2", "--until", "2026-03-08"), "from 23 Feb 2026, "),
        (("weekly", "--since", "2026-02-25", "--until", "2026-03-08"), "from 23 Feb 2026, "),
        (("medication", "--weeks", "4"), "Medications, 16 Mar 2026 to 6 Apr 2026. atorvastatin"),
        (("water", "--since", "2026-04-01"), "1 Apr 2026 1700 ml"),
        (("calendar", "--since", "2025-12-01"), "May 2025 to April 2026: "),
        (
            ("calendar", "--since", "1900-01-01"),
            "2025 to April 2026: 65 episodes on 162 recorded days",
        ),
        (("hours", "--since", "2026-04-01"), "No episodes in these days."),
    ],
)
def test_the_days_are_those_that_were_asked_for(
    sample: Cramp, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "a.png"
    assert sample("chart", *words, "-o", str(path)).exit_code == 0
    assert said in description(path)
    assert "1900" not in description(path)
    if words[0] == "weekly":
        assert description(path).count("recorded day") == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("chart", "where", "-o", "a.gif"), "a.gif cannot be written (only .png, .pdf and .svg"),
        (("chart", "all", "-o", "a.png"), "a.png cannot be written (all charts together need a"),
        (("chart", "all", "-o", "no/where"), "no/where cannot be written (No such file"),
        (("chart", "where", "-o", "no/a.svg"), "no/a.svg cannot be written"),
        (("chart", "where", "--weeks", "2", "--since", "today"), "leave out one."),
        (("chart", "water", "--until", "2025-01-01"), "No day is recorded in the weeks from"),
        (("chart", "where", "--until", "2025-01-01"), "in the days up to 2025-01-01: the last"),
        (
            ("report", "--year", "2026", "-o", "a.png"),
            "a.png cannot be written (several months need a .pdf)",
        ),
        (("report", "--year", "2027"), "'2027' would be the year 2027, in the future"),
        (("report", "--year", "2020"), "No day is recorded in January 2020 to December 2020"),
        (("report", "march", "--year", "2026"), "The report is of a month, but a year is given"),
        (("report", "--since", "march", "--until", "2026-01"), "give a last one that is later"),
        (("report", "--since", "marchy"), "'marchy' is no month the diary can read"),
        (("report", "march", "--text", "-o", "a.png"), "--text prints, but a picture is asked for"),
        (("report", "march", "--text", "--open"), "--text prints, but a picture is asked for"),
        (("month", "2026-05"), "in the future"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(
    sample: Cramp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    why: str,
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    result = sample(*words)
    assert result.exit_code in (1, 2, 3)
    assert result.stdout == ""
    assert result.stderr.startswith("cramp: ")
    assert result.stderr.count("\n") == 1
    assert why in result.stderr
    assert list(empty.iterdir()) == []


def test_all_charts_are_those_that_have_days_and_the_others_are_named(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Ten weeks after the last recorded day the nine weeks of water are empty.
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE + timedelta(weeks=10))
    folder = tmp_path / "some"
    result = sample("chart", "all", "--until", "today", "-o", str(folder))
    assert result.exit_code == 0
    assert result.stderr == (
        "No chart water: No day is recorded in the weeks from 2026-04-20 to 2026-06-15:"
        " the last recorded day is 2026-04-05: ask for its month, or with --until 2026-04-05.\n"
    )
    assert {path.stem.removeprefix("cramp-") for path in folder.iterdir()} == {*NAMES} - {"water"}
    never = tmp_path / "none"
    result = sample("chart", "all", "-o", str(never), "--since", "2026-05-01")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert not never.exists()


@pytest.mark.parametrize("weeks", [5, 26])
def test_long_after_the_last_recorded_day_charts_end_with_it_and_say_so(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weeks: int
) -> None:
    then, later = tmp_path / "then", tmp_path / "later"
    sample("chart", "all", "-o", str(then), "--until", "2026-04-05")
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE + timedelta(weeks=weeks))
    result = sample("chart", "all", "-o", str(later))
    assert result.stderr == (
        "No day is recorded after Sun 5 Apr 2026: charts end there. With --until today they go on"
        " to today.\n"
    )
    for name in NAMES:
        assert description(later / f"cramp-{name}.png") == description(then / f"cramp-{name}.png")
    alone = sample("chart", "weekly", "--weeks", "4", "-o", str(tmp_path / "a.png"))
    assert alone.stderr == result.stderr
    assert "from 9 Mar 2026, " in description(tmp_path / "a.png")


def test_an_empty_diary_has_no_reversed_days(cramp: Cramp, tmp_path: Path) -> None:
    cramp("shoes", "add", "clogs")
    for words in (("chart", "hours", "-o", str(tmp_path / "a.png")), ("week",)):
        result = cramp(*words)
        assert result.exit_code == 1
        assert result.stderr.startswith("cramp: No day is recorded in the diary: log an episode")


def test_a_chart_begins_with_the_diary_unless_more_is_asked_for(
    cramp: Cramp, diary_path: Path
) -> None:
    cramp("day", "2026-02-26", "--no-cramps")
    with open_diary(diary_path) as diary:
        usual = {
            c: read_chart_period(diary, c, RequestedDays(None, None, None)).start
            for c in Chart.ALL.each
        }
        three_weeks = read_chart_period(diary, Chart.WEEKLY, RequestedDays(3, None, None)).start
    # 26 February 2026 is a Thursday.
    by_week = {Chart.WEEKLY, Chart.MEDICATION, Chart.WATER}
    assert {usual[c] for c in by_week} == {date(2026, 2, 23)}
    assert {usual[c] for c in usual if c not in by_week} == {date(2026, 2, 26)}
    assert three_weeks == date(2026, 2, 16)


def test_a_year_is_a_pdf_with_a_page_a_month(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sample("report", "--year", "2026").stdout == "cramp-report-2026.pdf\n"
    assert re.search(rb"/Count 4\b", (tmp_path / "cramp-report-2026.pdf").read_bytes())


def test_months_without_a_recorded_day_are_left_out_and_named(
    sample: Cramp, tmp_path: Path
) -> None:
    result = sample("report", "--since", "2025-08", "--until", "2025-11", "-o", str(tmp_path))
    path = tmp_path / "cramp-report-2025-08-to-2025-11.pdf"
    assert result.stdout == f"{path}\n"
    assert result.stderr == (
        "No page for months without a recorded day: August 2025, September 2025.\n"
    )
    assert re.search(rb"/Count 2\b", path.read_bytes())


def test_open_starts_the_viewer_by_no_shell(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []
    monkeypatch.setattr(subprocess, "Popen", lambda *args, **how: started.append((args, how)))
    path = tmp_path / "a b; rm.png"
    assert sample("chart", "where", "-o", str(path), "--open").stdout == f"{path}\n"
    (((command,), how),) = started
    assert command == ["xdg-open", str(path)]
    assert not how.get("shell")


@pytest.mark.usefixtures("on_macos")
def test_on_macos_the_viewer_is_the_one_of_macos(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    sample("chart", "where", "-o", str(tmp_path / "where.png"), "--open")
    assert started == [["open", str(tmp_path / "where.png")]]


@pytest.mark.usefixtures("on_windows")
def test_on_windows_the_viewer_is_the_one_of_the_ending(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Path] = []
    monkeypatch.setattr(os, "startfile", started.append, raising=False)
    sample("chart", "where", "-o", str(tmp_path / "where.png"), "--open")
    assert started == [tmp_path / "where.png"]


def test_without_a_viewer_the_file_is_there_all_the_same(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: Path) -> None:
        raise FileNotFoundError(2, "No such file or directory", "xdg-open")

    monkeypatch.setattr(open_file, "start_viewer", missing)
    path = tmp_path / "a.svg"
    result = sample("report", "march", "-o", str(path), "--open")
    assert result.exit_code == 0
    assert result.stderr == f"No viewer was found for {path}: open it yourself.\n"
    assert path.exists()


def test_the_month_is_a_calendar(sample: Cramp) -> None:
    result = sample("month", "march")
    lines = result.stdout.splitlines()
    assert lines[0] == "March 2026: 9 episodes, 26 of 31 days recorded."
    assert lines[1].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert lines[2].split() == ["1", "0"]
    assert lines[2].index("1") == lines[1].index("Sun")
    assert " ".join(lines[4].split()) == "9 2/7 10 0 11 1/6 12 3/8 13 1/6 14 0 15 0"
    assert "- not recorded" in result.stderr


def test_a_month_that_runs_shows_the_days_to_come_bare(sample: Cramp) -> None:
    sample("settings", "week_starts_on", "sunday")
    lines = sample("month").stdout.splitlines()
    assert lines[0] == "April 2026: 0 episodes, 5 of 5 days recorded."
    assert lines[1].split()[0] == "Sun"
    assert " ".join(lines[3].split()) == "5 0 6 7 8 9 10 11"


def test_the_month_as_json(sample: Cramp) -> None:
    days = json.loads(sample("month", "2026-03", "--json").stdout)
    assert len(days) == 31
    assert days[8] == {
        "day": "2026-03-09",
        "reached": True,
        "episodes": 2,
        "worst_severity": 7.0,
        "changes": [],
    }


def test_a_terminal_shows_the_month_and_the_weeks_in_colour(cramp: Cramp, diary_path: Path) -> None:
    cramp("log", "2026-03-01", "22:00", "--severity", "8")
    cramp("day", "2026-02-28", "--no-cramps")
    for words, plain, colour in (
        (("month",), r"28 0|1 1/8", "\x1b[1;37;41m 1 1/8"),
        (("week",), "2 of 7 days", "\x1b[36m█"),
    ):
        terminal = pty_terminal.Terminal(diary_path, *words, TERM="xterm-256color")
        assert terminal.ends() == 0
        assert re.search(plain, terminal.shown)
        assert colour in terminal.shown
        bare = pty_terminal.Terminal(diary_path, *words, TERM="xterm-256color", NO_COLOR="1")
        assert bare.ends() == 0
        assert "41m" not in bare.shown
        assert "36m" not in bare.shown


class Screen(io.StringIO):
    """A stream that says somebody looks at it."""

    def isatty(self) -> bool:
        return True


def test_long_work_shows_how_far_it_is_and_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress.progress(2) as begin_step:
        begin_step("first")
        for _ in range(100):
            time.sleep(0.05)
            if "first" in screen.getvalue():
                break
        begin_step("second")
    assert "first" in screen.getvalue()
    assert screen.getvalue().endswith("\x1b[2K")


def test_work_that_nobody_sees_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.progress(1) as begin_step:
        begin_step("first")
    assert screen.getvalue() == ""
