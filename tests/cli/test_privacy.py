"""Privacy: no network, no control characters on the terminal, files only for their owner."""

from __future__ import annotations

import os
import socket
import sqlite3
import stat
import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import typer

from cramp_diary.cli import clock
from cramp_diary.cli.app import app
from cramp_diary.cli.command_names import COMMANDS
from cramp_diary.cli.completion.engine import complete
from cramp_diary.store.journal import TABLES
from tests.support.factories import AFTER_SAMPLE
from tests.support.paths import SAMPLE_DATA

if os.name != "posix":
    pytest.skip("forks, rights and audit hooks in a child", allow_module_level=True)

from tests.support import fault_injection
from tests.support.fault_injection import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

HOSTILE = "\x1b[2J\x1b]0;t\x07\x9b31m\u202egnp.\u2066[link=evil]\x00\x7f\rx\u200b\u2028y\ud7ffz"
LINES = (
    "log 20m ago --severity 6 --site calf:left",
    "log -",
    "stretch",
    "day",
    "day yesterday --water 1l",
    "day --missing",
    "drink 1 cup",
    "status",
    "status --json",
    "list --all",
    "list --json",
    "show 1",
    "show 1 --json",
    "edit 1 --severity 5",
    "delete 2",
    "undo",
    "redo",
    "history",
    "history --json",
    "shoes list",
    "med list",
    "factor list",
    "week --weeks 4",
    "month march",
    "factors",
    "factors --json",
    "factors medication",
    "factors --nights --json",
    "demo OUT/demo",
    "trend",
    "trend --json",
    "relief",
    "trial plan stretching",
    "trial plan sitting breaks --json",
    "trial start sitting breaks --expect same --yes --from today",
    "trial",
    "trial --json",
    "day --done",
    "trial stop --yes",
    "trial result",
    "med timeline",
    "med timeline --json",
    "chart weekly --until 2026-04-05 -o OUT/weekly.png",
    "chart all --until 2026-04-05 -o OUT",
    "report 2026-03 -o OUT/report.png",
    "report 2026-03 --text",
    "export OUT/csv",
    "import OUT/csv",
    "backup OUT/b.db",
    "restore OUT/b.db --yes",
    "check",
    "check --json",
    "settings",
    "completion bash",
    "forget 3 --yes",
    "forget --before 2025-11-01 --yes",
)


@pytest.fixture
def diary(
    sample: Cramp,  # noqa: ARG001 - puts the sample there
    diary_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Return a diary with the sample data, at a time after all of it."""
    monkeypatch.setattr(clock, "sleep", lambda _: None)
    monkeypatch.chdir(diary_path.parent.parent)
    return diary_path


def _lines(out: Path) -> list[list[str]]:
    return [line.replace("OUT", str(out)).split() for line in LINES]


def test_the_lines_hold_every_command() -> None:
    assert {line.split()[0] for line in LINES} == set(COMMANDS)


# Nothing goes out, and nobody else reads what is written.


def test_no_command_makes_a_socket_and_all_that_is_written_is_for_its_owner_alone(
    diary: Path, tmp_path: Path
) -> None:
    out, network = tmp_path / "out", Fault("network", 0)
    out.mkdir(0o700)
    before = os.umask(0o000)
    try:
        for words in _lines(out):
            outcome = fault_injection.run(["--db", str(diary), *words], network)
            assert "Traceback" not in outcome.stderr, (words, outcome.stderr)
            assert outcome.code in {0, 1}, (words, outcome)
            assert not outcome.met, words
        fault_injection.run(["--db", str(tmp_path / "new" / "folder" / "diary.db"), "log"])
        fault_injection.run(["--db", str(diary), "backup"])
    finally:
        os.umask(before)
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert {path.suffix for path in found} >= {".db", ".csv", ".png", ".backups"}
    assert len(found) > 20
    wrong = {str(p): oct(m) for p, m in found.items() if m != (0o700 if p.is_dir() else 0o600)}
    assert wrong == {}


def test_a_socket_would_be_seen(diary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def calls_home() -> object:
        with closing(socket.socket()):
            return AFTER_SAMPLE

    monkeypatch.setattr(clock, "now", calls_home)
    assert fault_injection.run(["--db", str(diary), "status"], Fault("network", 0)).met


# Nothing controls the terminal.


def _make_hostile(path: Path) -> None:
    """Put hostile text into every column of the file that takes any text."""
    free = {
        "episodes": ("note",),
        "days": ("note",),
        "activities": ("kind",),
        "shoes": ("name",),
        "medications": ("name",),
        "courses": ("dose",),
        "doses": ("amount",),
        "factors": ("name", "unit"),
        "journal": ("what",),
    }
    assert set(free) <= {*TABLES, "journal"}
    with closing(sqlite3.connect(path)) as connection:
        for table, columns in free.items():
            for column in columns:
                unless_none = "WHERE kind <> 'none'" if column == "kind" else ""
                connection.execute(
                    f"UPDATE {table} SET {column} = {column} || ? || rowid {unless_none}",  # noqa: S608 - our own names
                    (HOSTILE,),
                )
        connection.commit()


def _control_characters(text: str) -> list[str]:
    bad = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return [c for c in text if c != "\n" and unicodedata.category(c) in bad]


def test_stored_text_cannot_control_the_terminal(cramp: Cramp, diary: Path, tmp_path: Path) -> None:
    _make_hostile(diary)
    seen = 0
    for words in _lines(tmp_path):
        result = cramp(*words)
        assert isinstance(result.exception, (SystemExit, type(None))), (words, result.exception)
        for text in (result.stdout, result.stderr):
            assert _control_characters(text) == [], (words, text)
            seen += "[link=evil]" in text
    assert seen > 5


@pytest.mark.parametrize(
    "words",
    [
        ("log", HOSTILE),
        ("log", "--site", HOSTILE),
        ("log", "--shoes", HOSTILE),
        ("log", "--note", HOSTILE),
        ("day", "--set", f"{HOSTILE}=1"),
        ("day", "--clear", HOSTILE),
        ("day", HOSTILE),
        ("shoes", "add", HOSTILE),
        ("settings", HOSTILE, "1"),
        ("import", HOSTILE),
        ("factor", "import", HOSTILE),
        ("factor", "import", str(SAMPLE_DATA / "elsewhere" / "weather.csv"), "--columns", HOSTILE),
        ("export", f"/dev/null/{HOSTILE}"),
        ("backup", f"/dev/null/{HOSTILE}"),
        ("restore", HOSTILE),
        ("forget", HOSTILE),
        ("forget", "--before", HOSTILE),
        ("report", HOSTILE),
        (HOSTILE,),
        ("list", "--db", f"/nowhere/{HOSTILE}"),
        ("list", f"--{HOSTILE}"),
        ("list", "--limit", HOSTILE),
        ("list", HOSTILE),
        ("show", HOSTILE),
    ],
    ids=lambda words: " ".join(words).encode("ascii", "replace").decode()[:20],
)
def test_typed_text_cannot_control_the_terminal(
    cramp: Cramp, diary: Path, words: tuple[str]
) -> None:
    assert diary.exists()
    result = cramp(*(word.replace("\0", "") for word in words))
    assert isinstance(result.exception, (SystemExit, type(None))), result.exception
    assert _control_characters(result.stdout + result.stderr) == []


def test_stored_text_cannot_run_in_the_shell(diary: Path) -> None:
    _make_hostile(diary)
    for line in ("log --shoes ", "log --med ", "day --set ", "show ", "delete "):
        for shell in ("bash", "zsh", "fish"):
            offered = complete(
                typer.main.get_command(app),
                {
                    "_CRAMP_COMPLETE": f"complete_{shell}",
                    "COMP_LINE": f"cramp --db {diary} {line}",
                    "COMP_WORDBREAKS": ":=",
                },
            )
            assert set(_control_characters(offered)) <= {"\t"}, (line, shell)


def test_a_note_of_a_megabyte_is_shown_and_kept(cramp: Cramp, diary: Path) -> None:
    note = (HOSTILE.replace("\0", "") + " ") * 40_000
    assert len(note) > 1_000_000
    assert cramp("edit", "1", "--note", note).exit_code == 0
    for words in (("list", "--all"), ("show", "1"), ("history",), ("show", "1", "--json")):
        result = cramp(*words)
        assert result.exit_code == 0
        assert _control_characters(result.stdout) == []
    assert cramp("export", "big").exit_code == 0
    with closing(sqlite3.connect(diary)) as connection:
        ((kept,),) = connection.execute("SELECT note FROM episodes WHERE id = 1")
    assert kept == note.strip() or kept == note


def test_a_fault_of_the_program_prints_no_note(
    diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "the lighthouse"  # noqa: S105 - what a note may say

    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("cramp_diary.store.journal.Journal.write", fails)
    outcome = fault_injection.run(["--db", str(diary), "log", "--note", secret])
    assert "RuntimeError" in outcome.stderr
    assert secret not in outcome.stderr + outcome.stdout
