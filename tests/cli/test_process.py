"""The program as a process of its own: what it loads, and what a pipe or a terminal sees."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cramp_diary
from cramp_diary.cli.app import app
from cramp_diary.store import open_diary
from cramp_diary.store.backups.integrity import examine
from tests.support.paths import ROOT

LOG = ("log", "20m", "ago", "--severity", "6", "--site", "calf:left")
NO_CRAMPS = ("day", "2026-01-01", "--no-cramps")
"""By the real clock, 20 minutes ago was yesterday's diary day from 04:00 to 04:20."""
LAST_MONTH = datetime.now(UTC).replace(day=1) - timedelta(days=3)
LOADED = (
    "import sys, atexit; from cramp_diary.cli.app import main;"
    "atexit.register(lambda: print('LOADED', *sorted({m.split('.')[0] for m in sys.modules})));"
    "main()"
)


def _run(
    diary_path: Path, *words: str, code: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    program = ["-c", code] if code else ["-m", "cramp_diary"]
    variables = os.environ | {"CRAMP_DIARY_DB": str(diary_path)} | environment
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *program, *words],
        env=variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def _run_in_shell(diary_path: Path, line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S602 - the redirection is what is tested
        f"'{sys.executable}' -m cramp_diary {line}",
        shell=True,
        env=os.environ | {"CRAMP_DIARY_DB": str(diary_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def _log_here(diary_path: Path) -> None:
    """Log as `LOG` does, by the real clock, without a process of its own."""
    said = CliRunner().invoke(app, ["--db", str(diary_path), *LOG])
    assert said.exit_code == 0, said.output


def _loaded(diary_path: Path, *words: str) -> set[str]:
    result = _run(diary_path, *words, code=LOADED)
    assert result.returncode == 0, result.stderr
    return set(result.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize(
    "words",
    [
        LOG,
        NO_CRAMPS,
        ("drink", "300ml"),
        ("status",),
        ("list",),
        ("show", "1", "--json"),
        ("edit", "1", "--severity", "5"),
        ("undo",),
        ("history",),
        ("settings",),
        ("shoes", "list"),
    ],
    ids=lambda words: words[0],
)
def test_the_commands_of_the_night_load_nothing_heavy(
    diary_path: Path, words: tuple[str, ...]
) -> None:
    _log_here(diary_path)
    heavy = {"pandas", "numpy", "matplotlib", "scipy", "rich", "sqlite_utils", "pydantic", "click"}
    assert not _loaded(diary_path, *words) & heavy


def test_other_words_are_loaded_only_for_a_word_that_is_not_the_diary_s_own(
    diary_path: Path,
) -> None:
    code = LOADED.replace("m.split('.')[0]", "m")
    options = ("--state", "in bed", "--relief", "stretching:2", "--minutes", "4", "--water", "1.2l")
    own = _run(diary_path, *LOG, *options, code=code)
    assert (own.returncode, "core.words" in own.stdout) == (0, False)
    other = _run(diary_path, "log", "20m ago", "--site", "left calf", code=code)
    assert (other.returncode, "core.words" in other.stdout) == (0, True)


def test_a_heavy_command_would_be_seen(diary_path: Path) -> None:
    _log_here(diary_path)
    assert {"pandas", "rich"} <= _loaded(diary_path, "factors")


def test_the_chart_of_a_factor_loads_no_library_that_is_for_tests(
    diary_path: Path, tmp_path: Path
) -> None:
    _log_here(diary_path)
    code = LOADED.replace("m.split('.')[0]", "m")
    words = ("chart", "factors", "sitting", "-o", str(tmp_path / "a.png"))
    result = _run(diary_path, *words, code=code)
    loaded = set(result.stdout.rpartition("LOADED")[2].split())
    assert {"matplotlib", "scipy.special"} <= loaded
    assert not loaded & {"scipy.stats", "statsmodels"}


def test_the_names_of_the_charts_are_known_before_anything_that_draws_is_loaded(
    diary_path: Path,
) -> None:
    loaded = _loaded(diary_path, "chart", "--help")
    assert "cramp_diary" in loaded
    assert not loaded & {"matplotlib", "pandas", "numpy", "scipy"}


@pytest.mark.parametrize("words", [("--version",), ("log", "--help"), ("--help",)])
def test_the_program_and_the_module_are_the_same(diary_path: Path, words: tuple[str, ...]) -> None:
    script = Path(sys.executable).with_name("cramp")
    result = subprocess.run([script, *words], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert result.stdout == _run(diary_path, *words).stdout
    assert result.stdout
    if words == ("--version",):
        assert result.stdout == f"cramp-diary {cramp_diary.__version__}\n"


def test_a_closed_pipe_is_quiet(diary_path: Path) -> None:
    for _ in range(3):
        _run(diary_path, *LOG, "--note", "x" * 1000)
    result = _run_in_shell(diary_path, "list --all | true")
    assert result.stderr == ""


def test_a_terminal_without_unicode_is_served(diary_path: Path) -> None:
    _run(diary_path, *LOG, "--note", "Zoë")
    result = _run(diary_path, "show", "1", PYTHONIOENCODING="ascii")
    assert (result.returncode, "note: Zo?" in result.stdout) == (0, True)
    weeks = _run(diary_path, "week", PYTHONIOENCODING="ascii")
    assert (weeks.returncode, "###" in weeks.stdout) == (0, True)


def test_escape_codes_never_reach_the_terminal(diary_path: Path) -> None:
    _run(diary_path, *LOG, "--note", "\x1b[2J\x9b31m[link=evil]\u202ereversed\nline")
    shown = _run(diary_path, "show", "1").stdout
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "\u202e" not in shown
    assert "[link=evil]" in shown


def test_bytes_that_are_no_text_are_refused_in_one_sentence(diary_path: Path) -> None:
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "cramp_diary", "log", "--note", b"\xff"],
        env=os.environ | {"CRAMP_DIARY_DB": str(diary_path)},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 2
    assert result.stderr == (
        b"cramp: The note holds bytes that are not text: type it again as UTF-8.\n"
    )
    assert not diary_path.exists()


@pytest.mark.parametrize(("zone", "offset"), [("Asia/Tokyo", "+09:00"), ("UTC", "+00:00")])
def test_the_zone_is_that_of_the_machine(diary_path: Path, zone: str, offset: str) -> None:
    _run(diary_path, "log", TZ=zone)
    result = _run(diary_path, "show", "1", "--json", TZ=zone)
    assert json.loads(result.stdout)["started_at"].endswith(offset)


def test_the_db_option_may_stand_before_or_after(tmp_path: Path) -> None:
    elsewhere, before, after = (tmp_path / f"{name}.db" for name in ("e", "b", "a"))
    _run(elsewhere, "--db", str(before), "log")
    _run(elsewhere, "log", "--db", str(after))
    _run(elsewhere, "--db", str(tmp_path / "ignored.db"), "log", "--db", str(after))
    assert [path.exists() for path in (elsewhere, before, after)] == [False, True, True]
    assert "2" in _run(after, "list").stdout.split()[0]


def test_without_a_db_the_diary_lives_in_the_usual_place(tmp_path: Path) -> None:
    result = _run(Path(), "log", CRAMP_DIARY_DB="", HOME=str(tmp_path), XDG_CONFIG_HOME="")
    assert result.returncode == 0, result.stderr
    assert len(list(tmp_path.rglob("cramp-diary/diary.db"))) == 1


ACKNOWLEDGED = [
    ("log", "1h", "ago", "-s", "4"),
    NO_CRAMPS,
    ("drink", "300ml"),
    ("edit", "1", "-s", "3"),
    ("delete", "1"),
    ("shoes", "add", "clogs"),
    ("undo",),
]


@pytest.mark.parametrize("words", ACKNOWLEDGED, ids=lambda words: words[0])
def test_what_is_answered_is_kept_even_if_killed_at_that_moment(
    diary_path: Path, words: tuple[str, ...]
) -> None:
    _log_here(diary_path)
    with open_diary(diary_path) as diary:
        before = [(step.id, step.undone) for step in diary.steps()]
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "cramp_diary", *words],
        env=os.environ | {"CRAMP_DIARY_DB": str(diary_path), "PYTHONUNBUFFERED": "1"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.read(1)
        process.kill()
    with open_diary(diary_path) as diary:
        assert [(step.id, step.undone) for step in diary.steps()] != before


@pytest.mark.parametrize("sink", ["| true", "> /dev/full"])
def test_a_change_is_kept_when_its_output_cannot_be_written(diary_path: Path, sink: str) -> None:
    result = _run_in_shell(diary_path, f"log 1h ago -s 4 {sink}")
    assert "Traceback" not in result.stderr
    with open_diary(diary_path) as diary:
        assert len(diary.episodes()) == 1
    if "full" in sink:
        assert result.returncode == 3
        assert "but what was asked is done" in result.stderr


@pytest.mark.parametrize(
    ("words", "closed", "code"),
    [
        ("log 1h ago -s 4", ">&-", 3),
        ("log 1h ago -s 4", "</dev/null >&-", 3),
        ("log 1h ago -s 4", "<&- >&- 2>&-", 3),
        ("log 1h ago -s 4", "2>&-", 0),
        ("log 1h ago -s 4", "2>/dev/full", 0),
        ("log 1h ago -s 4 -", "<&-", 0),
        ("list", ">&-", 3),
        ("list", "2>&-", 0),
        ("show 1 --json", ">&- 2>&-", 3),
        ("chart weekly -o {folder}", ">&-", 3),
        ("chart weekly -o {folder}", "2>&-", 0),
        ("report last -o {folder}", ">&- 2>&-", 3),
        ("--version", ">&-", 3),
        ("--version", "2>&-", 0),
        ("--help", ">&-", 3),
        ("log --help", "> /dev/full", 3),
        ("log --help", "2>&-", 0),
        ("shoes", "> /dev/full", 3),
        ("shoes", "<&- 2>&-", 2),
        ("log nonsense", ">&-", 2),
        ("frob", "2>&-", 2),
    ],
)
def test_a_closed_stream_costs_no_work_and_no_traceback(
    diary_path: Path, tmp_path: Path, words: str, closed: str, code: int
) -> None:
    _log_here(diary_path)
    with open_diary(diary_path) as diary:  # in the month before
        diary.add_episode(replace(diary.episode(1), started_at=LAST_MONTH))
    result = _run_in_shell(diary_path, f"{words.format(folder=tmp_path)} {closed}")
    assert (result.returncode, "Traceback" in result.stderr) == (code, False), result.stderr
    if code == 3 and "2>&-" not in closed:
        why = "No space left on device" if "full" in closed else "stdout is closed"
        assert f"The answer could not be written ({why})" in result.stderr
    assert examine(diary_path).episodes == 2 + words.startswith("log 1h")
    assert bool(list(tmp_path.glob("*.png"))) == ("{folder}" in words)


def test_no_file_gets_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    code = (
        "import os, sys; from cramp_diary import __main__; from cramp_diary.cli import app\n"
        "app.main = lambda: open(sys.argv[1], 'w').write(str(os.open(os.devnull, os.O_RDONLY)))\n"
        "__main__.main()"
    )
    line = shlex.join([sys.executable, "-c", code, str(tmp_path / "number")])
    subprocess.run(f"{line} <&- >&- 2>&-", shell=True, cwd=ROOT, check=True)  # noqa: S602 - as above
    assert int((tmp_path / "number").read_text()) > 2


@pytest.mark.parametrize("command", ["chart weekly", "report last"])
@pytest.mark.parametrize("variable", ["HOME", "MPLCONFIGDIR"])
def test_a_chart_leaves_no_folder_and_no_warning_where_settings_cannot_be_written(
    diary_path: Path, tmp_path: Path, command: str, variable: str
) -> None:
    _log_here(diary_path)
    with open_diary(diary_path) as diary:
        diary.add_episode(replace(diary.episode(1), started_at=LAST_MONTH))
    (tmp_path / "temporary").mkdir()
    nowhere = {"MPLCONFIGDIR": "", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "COLUMNS": "80"}
    result = _run(
        diary_path,
        *command.split(),
        "-o",
        str(tmp_path / "drawn.png"),
        **nowhere | {"TMPDIR": str(tmp_path / "temporary"), variable: f"{os.devnull}/nowhere"},
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "drawn.png").exists()
    assert list((tmp_path / "temporary").iterdir()) == []
