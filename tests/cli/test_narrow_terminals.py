"""On terminals of 60 and of 80 columns: no line is too long, no number loses its word."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pexpect
import pytest

from cramp_diary.cli.output.streams import fold_lines, format_table
from tests.support.pty_terminal import PROGRAM_OF_MANY, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

READING = (
    *("status", "list", "show 3", "history", "settings", "check", "day --missing --no-input"),
    *("shoes list", "med list", "med timeline", "factor list"),
    *("week --weeks 30", "month 2026-03", "trend", "relief", "relief --until 2026-03-01"),
    *("factors", "factors --since 2026-03-01", "factors furosemide", "factors --nights"),
    *("week --until 1990-01-01", "log nonsense", "shoes add"),
)
"""Commands that print more than an acknowledgement, and some that are refused."""

AFTER_SAMPLE = "2026-04-06T07:30"
CONTROL_CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def lines_of(terminal: Terminal) -> list[str]:
    terminal.ends()
    return CONTROL_CODES.sub("", terminal.shown).split("\n")


def too_long(lines: list[str], columns: int) -> list[str]:
    """Return the lines that are longer than the terminal, unless they are one word."""
    return [line for line in lines if len(line) > columns and " " in line.strip()]


def split_numbers(lines: list[str]) -> list[str]:
    """Return the lines that end with a number whose word begins the folded line below."""
    return [
        f"{line} / {below}"
        for line, below in pairwise(lines)
        if re.search(r"(?<![\w:.-])\d+$", line) and re.match(r" {4,}[a-z]", below)
    ]


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("kind", ["dumb", "xterm-256color"])
def test_no_line_is_too_long_and_no_number_is_parted_from_its_word(
    sample: Cramp, diary_path: Path, columns: int, kind: str
) -> None:
    sample("settings", "water_goal", "1.5l")
    terminal = Terminal(
        diary_path,
        *READING,
        now=AFTER_SAMPLE,
        columns=columns,
        program=PROGRAM_OF_MANY,
        TERM=kind,
    )
    lines = lines_of(terminal)
    assert [line[2:] for line in lines if line.startswith("$ ")] == list(READING)
    assert len(lines) > 250
    assert too_long(lines, columns) == []
    assert split_numbers(lines) == []


def test_questions_fit_into_60_columns(sample: Cramp, diary_path: Path) -> None:
    sample("day", "--no-cramps")
    terminal = Terminal(diary_path, "log", now="2026-04-06T23:30", columns=60)
    questions = 0
    while not terminal.child.expect_exact(["\n> ", pexpect.EOF]):
        terminal.shown += f"{terminal.child.before}\n"
        terminal.child.sendline("?" if terminal.shown.count("?") < 2 else "")
        questions += 1
    lines = terminal.shown.replace("\r\n", "\n").split("\n")
    assert questions > 10
    assert too_long(lines, 60) == []
    assert split_numbers(lines) == []


def test_the_week_table_is_one_line_a_week_at_60_columns(sample: Cramp, diary_path: Path) -> None:
    assert sample("status").exit_code == 0
    terminal = Terminal(
        diary_path, "week", "--weeks", "4", now=AFTER_SAMPLE, columns=60, redirect="2>/dev/null"
    )
    assert lines_of(terminal) == [
        "week of      recorded     episodes  worst  rate",
        "16 Mar 2026  4 of 7 days  0                0.0   no cramps",
        "23 Mar 2026  5 of 7 days  0                0.0   no cramps",
        "30 Mar 2026  7 of 7 days  1         8      1.0   ███████████",
        "6 Apr 2026   0 of 7 days                   not recorded",
        "",
    ]


def test_a_week_with_an_episode_has_a_bar_however_high_another_is(cramp: Cramp) -> None:
    cramp("log", "2026-02-10 22:00")
    for day in range(9, 16):
        cramp("day", f"2026-02-{day:02d}", "--no-cramps")
    for minute in range(20):
        cramp("log", f"2026-02-17 21:{minute:02d}")
    lines = cramp("week", "--weeks", "4").stdout.splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["█", "█" * 30, "recorded", "recorded"]
    assert lines[1].split()[-2] == "1.0"


@pytest.mark.parametrize(
    ("text", "width", "folded"),
    [
        ("It rained on 7 days", 15, "It rained on\n    7 days"),
        ("It rained on 7 days", 19, "It rained on 7 days"),
        ("about 1,400 ml", 12, "about\n    1,400 ml"),
        ("a 95% interval", 10, "a\n    95% interval"),
        ("of 7, not 8", 9, "of 7, not\n    8"),
        ("a ratio of 2.5 to 3", 15, "a ratio of\n    2.5 to 3"),
        ("call it v2 now", 11, "call it v2\n    now"),
        ("cramp day 1, or cramp log 22:00", 22, "cramp day 1, or\n    cramp log 22:00"),
    ],
)
def test_a_number_stays_with_the_word_after_it(text: str, width: int, folded: str) -> None:
    assert fold_lines(text, width) == folded


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (None, ["recorded days  7 of 7 days  not one was missed", "episodes       2"]),
        (40, ["recorded days  7 of 7 days  not one was", "                            missed"]),
        (28, ["recorded  7 of    not one", "days      7 days  was"]),
        (22, ["recorded 7 of   not", "days     7 days one", "                was"]),
        (18, ["recorded days", "  7 of 7 days", "  not one was"]),
    ],
)
def test_a_table_is_folded_column_by_column(width: int | None, lines: list[str]) -> None:
    rows = [("recorded days", "7 of 7 days", "not one was missed"), ("episodes", "2", "")]
    assert format_table(rows, width).split("\n")[: len(lines)] == lines
