"""TAB: what is offered, in three shells, read from a diary that is never touched."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.cli.app import app
from cramp_diary.cli.command_names import COMMANDS
from cramp_diary.cli.completion.engine import complete, parse_command_line
from cramp_diary.core.model import Shoe
from cramp_diary.store import open_diary
from cramp_diary.store.schema import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_runner import Cramp

SHELLS = ("bash", "zsh", "fish")
NASTY = 'it\'s "x" $(touch pwned) `id` \\ !'
BREAKS = " \t\n\"'@><=;|&(:"
HEAVY = {"pandas", "numpy", "matplotlib", "scipy", "rich", "sqlite_utils", "pydantic", "click"}
LOADED = """
import os, sys
from cramp_diary.cli.app import main
for shell in sys.argv[1].split():
    for line in sys.argv[2].splitlines():
        os.environ |= {"_CRAMP_COMPLETE": f"complete_{shell}", "COMP_LINE": line}
        main()
        print("NEXT")
print("LOADED", *sorted({module.split(".")[0] for module in sys.modules}))
"""


@pytest.fixture
def diary(cramp: Cramp, diary_path: Path) -> Path:
    """Return a diary with names to complete, among them some that no one should run."""
    for name in ("old trainers", "olive clogs", NASTY):
        cramp("shoes", "add", name)
    with open_diary(diary_path) as opened:
        opened.add_shoe(Shoe("\x1b[31mred"))
    cramp("med", "add", "furosemide", "--class", "loop")
    cramp("factor", "add", "alcohol", "--unit", "glasses")
    cramp("factor", "add", "nap", "--yes-no")
    cramp("day", "2026-02-26", "--activity", "trail run:30")
    cramp("log", "2026-02-27 20:00")
    cramp("log", "last night 3am")
    return diary_path


@pytest.fixture
def tab() -> Callable[..., list[str]]:
    """Press TAB at the end of a line, in this process."""

    def press(line: str, shell: str = "bash", **variables: str) -> list[str]:
        environment = {"_CRAMP_COMPLETE": f"complete_{shell}", "COMP_LINE": line} | variables
        if shell == "bash":
            environment = {"COMP_WORDBREAKS": BREAKS} | environment
        return complete(typer.main.get_command(app), environment).splitlines()

    return press


def _run(diary_path: Path, *program: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *program],
        env=os.environ | {"CRAMP_DIARY_DB": str(diary_path)} | variables,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("cramp log --shoes ol", [r"old\ trainers", r"olive\ clogs"]),
        ("cramp log --shoes=ol", [r"old\ trainers", r"olive\ clogs"]),
        ("cramp log --shoes old\\ t", [r"old\ trainers"]),
        ("cramp log --shoes 'ol", ["old trainers", "olive clogs"]),
        ('cramp day -- --shoes "ol', []),
        ("cramp day --shoes n", ["none"]),
        ("cramp log --med ", ["furosemide"]),
        ("cramp med start ", ["furosemide"]),
        ("cramp factors f", ["furosemide"]),
        ("cramp factors si", ["sitting"]),
        ("cramp chart factors si", ["sitting"]),
        ("cramp chart weekly --factors al", ["all", "alcohol"]),
        ("cramp med stop fu", ["furosemide"]),
        ("cramp med add x --class p", ["potassium-sparing-diuretic"]),
        ("cramp day yesterday --set ", ["alcohol=", "nap=yes", "nap=no"]),
        ("cramp day --set=al", ["alcohol="]),
        ("cramp day --set nap=", ["yes", "no"]),
        ("cramp show ", ["2", "1"]),
        ("cramp delete ", ["2", "1"]),
        ("cramp edit 1", ["1"]),
        ("cramp show 1 ", []),
        ("cramp log --site sh", ["shin", "shin:left", "shin:right", "shin:both"]),
        ("cramp log --site calf:l", ["left"]),
        ("cramp log --site bal", ["ball-of-the-foot", "balls-of-the-feet", "ball"]),
        ("cramp log --site fe", ["feet"]),
        ("cramp log --state sle", ["sleeping", "sleep", "slept"]),
        ("cramp log --relief hot-b", ["hot-bath"]),
        ("cramp log --state e", ["exercising"]),
        ("cramp log --state in", ["in-bed"]),
        ("cramp import csv --keep m", ["mine"]),
        ("cramp log --relief e", ["electrolyte-drink"]),
        ("cramp settings wat", ["water_goal"]),
        ("cramp chart w", ["weekly", "where", "water"]),
        ("cramp completion ", ["bash", "zsh", "fish"]),
        ("cramp ", list(COMMANDS)),
        ("cramp --version l", ["log", "list"]),
        ("cramp --db x.db l", ["log", "list"]),
        ("cramp --d", ["--db"]),
        ("cramp med ", [*("add", "start", "stop", "edit", "rename", "remove", "list", "timeline")]),
        ("cramp shoes ", ["add", "list", "rename", "remove"]),
        ("cramp factor ", ["add", "list", "rename", "remove", "import"]),
        ("cramp factor import ", [":files"]),
        ("cramp factor import a --keep ", ["mine", "theirs"]),
        ("cramp shoes add ol", [r"old\ trainers", r"olive\ clogs"]),
        ("cramp shoes rename oli", [r"olive\ clogs"]),
        ("cramp shoes rename clogs ", []),
        ("cramp shoes remove n", []),
        ("cramp med rename ", ["furosemide"]),
        ("cramp med remove ", ["furosemide"]),
        ("cramp med edit ", ["furosemide"]),
        ("cramp med edit furosemide --clear ", ["until", "dose"]),
        ("cramp med edit furosemide --class l", ["loop"]),
        ("cramp factor rename ", ["alcohol", "nap"]),
        ("cramp factor remove n", ["nap"]),
        ("cramp factor add a", ["alcohol"]),
        ("cramp day --clear w", ["water"]),
        ("cramp day --clear a", ["activity", "alcohol", "activity:trail\\ run"]),
        ("cramp day --clear med:", ["furosemide"]),
        ("cramp day --clear shoes:ol", [r"old\ trainers", r"olive\ clogs"]),
        ("cramp log --sev", ["--severity"]),
        ("cramp log --severity 5 --sev", []),
        ("cramp --db ", [":files"]),
        ("cramp log --db=x", [":files"]),
        ("cramp report -o ", [":files"]),
        ("cramp export my", [":files"]),
        ("cramp log --note ", []),
        ("cramp frobnicate ", []),
        ("cramp 'log' \"--med\" ", ["furosemide"]),
    ],
)
@pytest.mark.usefixtures("diary")
def test_what_is_offered(tab: Callable[..., list[str]], line: str, offers: list[str]) -> None:
    assert tab(line) == offers


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("opened", ["", "'", '"'])
@pytest.mark.usefixtures("diary")
def test_bash_gets_names_that_it_reads_back_as_they_are(
    tab: Callable[..., list[str]], opened: str
) -> None:
    line = f"cramp log --shoes {opened}"
    offers = [_parse_with_bash(f"{opened}{offer}{opened}") for offer in tab(line)]
    assert offers == [NASTY, "old trainers", "olive clogs", "none"]


def _parse_with_bash(word: str) -> str:
    program = ["bash", "-c", f"printf %s {word}"]
    return subprocess.run(program, check=True, capture_output=True, text=True).stdout  # noqa: S603 - bash itself is what is asked


@pytest.mark.usefixtures("diary")
def test_names_with_control_characters_are_left_out(tab: Callable[..., list[str]]) -> None:
    for shell in SHELLS:
        assert not [offer for offer in tab("cramp log --shoes ", shell) if "red" in offer]


@pytest.mark.usefixtures("diary")
def test_zsh_and_fish_get_descriptions(tab: Callable[..., list[str]]) -> None:
    for shell in ("zsh", "fish"):
        assert tab("cramp show ", shell) == [
            "2\tMon 2 Mar 2026, 03:00",
            "1\tFri 27 Feb 2026, 20:00",
        ]
        assert tab("cramp log --sev", shell) == ["--severity\tHow bad, from 0 to 10."]
        assert tab("cramp log --shoes=old", shell) == ["--shoes=old trainers"]
        assert tab("cramp --db ", shell) == [":files"]


@pytest.mark.usefixtures("diary")
def test_bash_gets_descriptions_only_when_it_lists(tab: Callable[..., list[str]]) -> None:
    assert tab("cramp show ", COMP_TYPE="63") == [
        "2  Mon 2 Mar 2026, 03:00",
        "1  Fri 27 Feb 2026, 20:00",
    ]
    assert tab("cramp show ", COMP_TYPE="9") == ["2", "1"]
    assert tab("cramp show 1", COMP_TYPE="63") == ["1"]
    assert tab("cramp log --s", COMP_TYPE="63")[0] == "--severity"


@pytest.mark.usefixtures("diary")
def test_only_what_is_before_the_cursor_counts(tab: Callable[..., list[str]]) -> None:
    assert tab("cramp log --med  --severity 5", COMP_POINT="16") == ["furosemide"]


@pytest.mark.usefixtures("diary")
def test_the_variables_of_typers_own_script_for_bash_are_read(diary: Path) -> None:
    words = {"COMP_WORDS": "cramp\nlog\n--shoes\nol", "COMP_CWORD": "3"}
    result = _run(diary, "-m", "cramp_diary", _CRAMP_COMPLETE="complete_bash", **words)
    assert result.stdout == "old trainers\nolive clogs\n"
    words = {"COMP_WORDS": "cramp log --med ", "COMP_CWORD": "3"}
    result = _run(diary, "-m", "cramp_diary", _CRAMP_COMPLETE="complete_bash", **words)
    assert result.stdout == "furosemide\n"


@given(st.lists(st.text(st.characters(codec="utf-8"))))
def test_a_line_is_read_as_a_shell_would(words: list[str]) -> None:
    assert parse_command_line(shlex.join(words) + " ").words == tuple(words)
    escaped = " ".join(re.sub(r"(.)", r"\\\1", word, flags=re.DOTALL) for word in words if word)
    assert parse_command_line(f"{escaped} ").words == tuple(word for word in words if word)


def _missing(path: Path) -> None:
    path.unlink()


def _damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 9000)


def _garbage(path: Path) -> None:
    path.write_text("Dear diary, " * 1000)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _pragma(path: Path, name: str, value: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {name} = {value}")
    connection.close()


def _newer(path: Path) -> None:
    _pragma(path, "user_version", FORMAT + 1)


def _of_another_program(path: Path) -> None:
    _pragma(path, "application_id", 7)


@pytest.mark.parametrize(
    "spoil",
    [_missing, _damaged, _garbage, _empty, _folder, _pipe, _newer, _of_another_program],
    ids=lambda spoil: spoil.__name__,
)
def test_a_fault_of_the_diary_is_silent(
    diary: Path,
    tab: Callable[..., list[str]],
    capfd: pytest.CaptureFixture[str],
    spoil: Callable[[Path], None],
) -> None:
    spoil(diary)
    before = sorted((p.name, p.lstat().st_mtime_ns) for p in diary.parent.iterdir())
    line = "cramp log --med "
    said = _run(diary, "-m", "cramp_diary", _CRAMP_COMPLETE="complete_bash", COMP_LINE=line)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    for shell in SHELLS:
        assert tab(line, shell) == []
    assert capfd.readouterr() == ("", "")
    assert sorted((p.name, p.lstat().st_mtime_ns) for p in diary.parent.iterdir()) == before


def test_a_diary_being_written_is_not_waited_for(
    diary: Path, tab: Callable[..., list[str]]
) -> None:
    writer = sqlite3.connect(diary, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    assert tab("cramp log --med ") == []
    writer.execute("ROLLBACK")
    writer.close()
    assert tab("cramp log --med ") == ["furosemide"]


def test_reading_changes_nothing(diary: Path, tab: Callable[..., list[str]]) -> None:
    before, beside = diary.read_bytes(), sorted(diary.parent.rglob("*"))
    diary.chmod(0o400)
    assert tab("cramp log --med ") == ["furosemide"]
    assert diary.read_bytes() == before
    assert sorted(diary.parent.rglob("*")) == beside


def test_the_diary_is_the_one_that_the_line_names(
    diary: Path, tab: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(diary.parent))
    monkeypatch.setenv("CRAMP_DIARY_DB", "/nowhere/diary.db")
    assert tab("cramp log --med ") == []
    for line in (
        f"cramp --db {diary} log --med ",
        f"cramp --db={diary} log --med ",
        f"cramp log --db {diary} --med ",
        "cramp log --db '~/diary.db' --med ",
    ):
        assert tab(line) == ["furosemide"]
    monkeypatch.setenv("CRAMP_DIARY_DB", str(diary))
    assert tab("cramp --db /nowhere/diary.db log --med ") == []


def test_tab_loads_nothing_heavy(diary: Path) -> None:
    lines = ("cramp ", "cramp log --shoes ", "cramp show ", "cramp day --")
    said = _run(diary, "-c", LOADED, " ".join(SHELLS), "\n".join(lines))
    assert said.returncode == 0, said.stderr
    *offers, loaded = said.stdout.split("NEXT\n")
    assert len(offers) == len(SHELLS) * len(lines)
    assert all(offers)
    assert "typer" in loaded.split()
    assert not HEAVY & set(loaded.split())


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_and_the_shell_can_read_it(
    cramp: Cramp, tmp_path: Path, shell: str
) -> None:
    result = cramp("completion", shell)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "cramp" in result.stdout
    if program := shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(result.stdout)
        subprocess.run([program, "-n", str(script)], check=True)  # noqa: S603 - no user input


def test_there_is_no_script_for_other_shells(cramp: Cramp) -> None:
    assert cramp("completion", "tcsh").exit_code == 2


START = {
    "bash": (["--norc", "--noprofile"], "source {script}"),
    "zsh": (["-f"], "autoload -Uz compinit; compinit -D -u; source {script}"),
    "fish": (["--no-config"], "source {script}"),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_in_a_real_shell(cramp: Cramp, diary: Path, tmp_path: Path, shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(cramp("completion", shell).stdout)
    child = _interactive(program, diary, *START[shell][0])
    child.sendline(START[shell][1].format(script=script))
    for typed, completed in (
        ("cramp day --shoes old\t", "shoes: old trainers"),
        ("cramp day --shoes it\t", f"shoes: old trainers, {NASTY}"),
        ("cramp day --set al\t2", "alcohol (glasses): 2"),
        ("cramp comp\tfi\t", "complete -c cramp"),
    ):
        child.sendline(typed)
        child.expect_exact(completed)
    child.send("cramp show \t\t")
    child.expect_exact("Fri 27 Feb 2026, 20:00")
    child.close(force=True)
    assert not (diary.parent / "pwned").exists()


def _interactive(program: str, diary: Path, *arguments: str) -> pexpect.spawn[str]:
    here = str(Path(sys.executable).parent)
    variables = os.environ | {
        "CRAMP_DIARY_DB": str(diary),
        "PATH": f"{here}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(diary.parent),
        "TERM": "xterm",
    }
    return pexpect.spawn(
        program,
        list(arguments),
        env=dict(variables),
        encoding="utf-8",
        timeout=10,
        dimensions=(24, 200),
        cwd=str(diary.parent),
    )
