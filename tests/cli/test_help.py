"""The help: commands by panels, one line each at 80 columns, and no word cut at 60."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import typer

from cramp_diary.cli.app import app
from cramp_diary.cli.command_names import COMMANDS, PANELS
from tests.support.pty_terminal import PROGRAM_OF_MANY, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

PARTS = {
    name: tuple(getattr(typer.main.get_command(app).get_command(None, name), "commands", ()))  # type: ignore[attr-defined]
    for name in COMMANDS
}
ALL = ("", *COMMANDS, *(f"{name} {part}" for name, parts in PARTS.items() for part in parts))


def panels_of(help_text: str) -> dict[str, list[str]]:
    """Return the lines below each heading of a help that is drawn with boxes."""
    found: dict[str, list[str]] = {}
    for line in help_text.splitlines():
        if heading := re.match(r"╭─ (.+?) ─+╮", line):
            found[heading[1]] = []
        elif line.startswith("│"):
            found[list(found)[-1]].append(line.strip("│ "))
    return found


def check_lines(help_text: str, columns: int) -> None:
    """Check that nothing is cut, too long, or parted from its number, but commands to paste."""
    lines = [line.strip("│ ").rstrip() for line in help_text.splitlines()]
    for line, below in pairwise(lines):
        assert "…" not in line
        is_one_piece = " " not in line or line.startswith(("cramp ", "Example:"))
        assert len(line) <= columns or is_one_piece, line
        is_split = re.search(r"(?<![\w.:-])\d+$", line) and re.match("[a-z]", below)
        assert not is_split, f"{line} / {below}"


def test_the_commands_stand_in_panels_with_one_line_each_at_80_columns(
    cramp: Cramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    found = panels_of(cramp("--help").stdout)
    assert list(found) == ["Options", *PANELS]
    for panel, commands in PANELS.items():
        assert [line.split()[0] for line in found[panel]] == list(commands)
        assert all(line.endswith(".") for line in found[panel])


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("command", ALL)
def test_no_help_cuts_a_word_or_parts_a_number_from_its_word(
    cramp: Cramp, command: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    result = cramp(*command.split(), "--help")
    assert result.exit_code == 0
    assert ("╭" in result.stdout) == (columns == 80)
    check_lines(result.stdout, columns)
    assert result.stdout.rstrip().count("Example:") == 1


def test_the_narrow_help_says_what_the_wide_one_does(
    cramp: Cramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert cramp("med", "start", "--help").stdout == (
        "Usage:\n"
        "cramp med start [OPTIONS] {name} [DATE]...\n"
        "\n"
        "Begin a course: the medication is taken every day from this\n"
        "one on.\n"
        "\n"
        "Arguments:\n"
        "  name\n"
        "      What you call it.  [required]\n"
        "  [DATE]...\n"
        "      today, yesterday, tuesday, 3 days ago or 2026-03-01.\n"
        "      [default: (today)]\n"
        "\n"
        "Options:\n"
        "  --dose TEXT\n"
        '      How much: "40 mg daily".\n'
        "  --until DATE\n"
        "      The last day, of a course that is over.\n"
        "  --db FILE\n"
        "      The diary file, or else that of the variable\n"
        "      CRAMP_DIARY_DB.\n"
        "  -h, --help\n"
        "      Show this message and exit.\n"
        "\n"
        "Example:\n"
        'cramp med start furosemide 2026-01-05 --dose "40 mg daily"\n'
    )
    narrow = cramp("--help").stdout
    headings = [line[:-1] for line in narrow.splitlines() if line.endswith(":")]
    assert headings == ["Usage", "Options", *PANELS, "Example"]
    assert re.findall(r"^  ([a-z]+)  ", narrow, re.MULTILINE) == list(COMMANDS)
    group = cramp("med")
    assert group.exit_code == 2
    assert "\nCommands:\n  add       Add a medication" in group.stdout


@pytest.mark.parametrize("columns", [60, 80])
def test_a_terminal_gets_the_help_in_its_width(diary_path: Path, columns: int) -> None:
    terminal = Terminal(
        diary_path,
        *("--help", "log --help", "med", "shoes add --help"),
        columns=columns,
        program=PROGRAM_OF_MANY,
        TERM="xterm-256color",
        NO_COLOR="1",
    )
    terminal.ends()
    check_lines(re.sub(r"\x1b\[[0-9;]*m", "", terminal.shown), columns)
    assert ("╭" in terminal.shown) == (columns == 80)
    assert not diary_path.exists()


def test_only_the_help_loads_the_other_commands(diary_path: Path, tmp_path: Path) -> None:
    loaded = tmp_path / "loaded"
    found = {}
    for words in ("log 20m ago --no-input", "log --help", "--help"):
        terminal = Terminal(diary_path, *words.split(), LOADED=str(loaded))
        assert terminal.ends() == 0
        prefix = "cramp_diary.cli.commands."
        found[words] = {n for n in loaded.read_text().split() if n.startswith(prefix)}
    assert found["log 20m ago --no-input"] == found["log --help"] == {f"{prefix}log"}
    assert len(found["--help"]) == len(COMMANDS)
