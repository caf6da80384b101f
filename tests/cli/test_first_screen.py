"""``cramp`` alone: where the diary stands, what one does, and where the rest is."""

from __future__ import annotations

import re
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli.command_names import COMMANDS
from cramp_diary.store.schema import FORMAT
from tests.support.pty_terminal import NIGHT, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_runner import Cramp

FIRST_STEPS = ["log", "day", "status", "report", "undo"]
MOST_LINES = 12

STEPS = """\
cramp log     record a cramp: when, where, how bad
cramp day     record what a day was like, with cramps or without
cramp status  see today, and what is missing
cramp report  draw a month on one page
cramp undo    take back the last change
All commands: cramp --help
"""


def steps_of(output: str) -> list[str]:
    return re.findall(r"^(?:cramp )?([a-z]+)  +[a-z]", output, re.MULTILINE)


def test_a_new_person_reads_how_the_diary_begins_and_none_is_made(
    cramp: Cramp, diary_path: Path
) -> None:
    result = cramp()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "There is no diary yet: it begins with cramp log\n"
        f"To look around in that of an invented person first: cramp demo\n\n{STEPS}"
    )
    assert not diary_path.parent.exists()
    assert set(FIRST_STEPS) < set(COMMANDS)


def test_it_says_where_the_diary_stands(cramp: Cramp) -> None:
    cramp("log", "2026-02-26 20:00")
    cramp("log", "2026-02-25 20:00")
    cramp("day", "2026-02-27", "--no-cramps")
    result = cramp()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Sun 1 Mar 2026 (yesterday): cramps or none, not recorded.\n"
        "2 of the last 14 days are not recorded: cramp day --missing\n"
        f"Last episode: Thu 26 Feb 2026, 20:00.\n\n{STEPS}"
    )
    cramp("day", "2026-02-28", "--no-cramps")
    assert "\n1 of the last 14 days is not recorded: cramp day --missing\n" in cramp().stdout
    cramp("day", "2026-03-01", "--no-cramps")
    cramp("log", "5m ago", "--state", "resting")
    assert cramp().stdout == (
        "Sun 1 Mar 2026 (yesterday): no cramps, confirmed.\n"
        f"Last episode: Mon 2 Mar 2026, 07:25.\n\n{STEPS}"
    )


def test_a_diary_without_episodes_has_no_last_one(cramp: Cramp) -> None:
    cramp("drink", "300ml")
    assert cramp().stdout == f"Sun 1 Mar 2026 (yesterday): cramps or none, not recorded.\n\n{STEPS}"


def test_commands_name_the_diary_that_was_named(cramp: Cramp, tmp_path: Path) -> None:
    path = tmp_path / "her diary.db"
    cramp("--db", str(path), "drink", "300ml")
    named = f"cramp --db '{path}'"
    for words in ("--db", str(path)), (f"--db={path}",):
        output = cramp(*words).stdout
        assert f"\n{named} and one of these:\nlog     record a cramp: " in output
        assert steps_of(output) == FIRST_STEPS
    path, named = path.with_name("his diary.db"), named.replace("her", "his")
    output = cramp("--db", str(path)).stdout
    assert output.startswith(f"There is no diary at {path} yet: it begins with {named} log\n")
    assert not path.exists()


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)
    path.write_bytes(content)


def _write_a_letter(path: Path) -> None:
    shutil.rmtree(path.with_name(f"{path.name}.backups"))
    path.write_text("Dear diary, " * 1000)


def _make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _make_it_newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()


def _lose_it(path: Path) -> None:
    path.unlink()


SPOILED: dict[Callable[[Path], None], str] = {
    _damage: "is damaged",
    _write_a_letter: "is no SQLite file",
    _make_a_folder: "is a folder",
    _make_it_newer: "written by a newer cramp-diary",
    _lose_it: "is gone or empty",
}


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_a_diary_that_cannot_be_read_is_one_sentence_above_the_steps(
    cramp: Cramp, diary_path: Path, spoil: Callable[[Path], None]
) -> None:
    cramp("log", "5m ago")
    spoil(diary_path)
    before = sorted((p.name, p.lstat().st_mtime_ns) for p in diary_path.parent.iterdir())
    result = cramp()
    assert result.exit_code == 0
    assert result.stdout == f"\n{STEPS}"
    assert result.stderr.startswith("cramp: ")
    assert result.stderr.count("\n") == 1
    assert SPOILED[spoil] in result.stderr
    assert sorted((p.name, p.lstat().st_mtime_ns) for p in diary_path.parent.iterdir()) == before


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("kind", ["new", "old"])
def test_it_has_at_most_twelve_lines_and_loads_nothing_heavy(
    cramp: Cramp, diary_path: Path, tmp_path: Path, columns: int, kind: str
) -> None:
    if kind == "old":
        for day in ("2026-01-01", "2026-02-05"):
            cramp("log", f"{day} 20:00")
    loaded = tmp_path / "loaded"
    terminal = Terminal(
        diary_path, columns=columns, now=NIGHT, TERM="xterm-256color", LOADED=str(loaded)
    )
    assert terminal.ends() == 0
    lines = terminal.shown.rstrip("\n").split("\n")
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= columns
    assert steps_of(terminal.shown) == FIRST_STEPS
    if kind == "old":
        assert "14 of the last 14 days are not recorded: cramp day --missing" in lines
    names = {name.split(".")[0] for name in loaded.read_text().split()}
    assert not names & {"pandas", "numpy", "matplotlib", "rich", "sqlite_utils"}


def test_a_wrong_option_and_a_wrong_command_are_refused_as_before(cramp: Cramp) -> None:
    assert cramp("--wrong").exit_code == 2
    assert cramp("xyzzy").exit_code == 2
    assert cramp("shoes").exit_code == 2
    assert cramp("--version").stdout.startswith("cramp-diary ")
