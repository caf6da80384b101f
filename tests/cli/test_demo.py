"""``cramp demo``: the sample diary, its findings beside the truth, and two pictures."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
import sys
import tarfile
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.exchange.sample import read_true_ratios
from cramp_diary.wording.sample_truth import TRUTH_HEADING
from tests.store.test_damage import AS_ANYBODY, needs_rights
from tests.support.factories import AFTER_SAMPLE
from tests.support.paths import ROOT, SAMPLE_DATA

if TYPE_CHECKING:
    from tests.support.command_runner import Cramp

FILES = {"diary.db", "diary.db.backups", "weekly.png", "cramp-report-2026-03.png"}


@pytest.fixture
def at_the_end(cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cramp:
    """Run the command in an empty folder, the morning after the sample ends."""
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return cramp


def truth_table(stdout: str) -> list[str]:
    return stdout.partition(f"{TRUTH_HEADING}\n")[2].partition("\n\n")[0].splitlines()


def test_it_shows_the_findings_the_truth_and_two_pictures(
    at_the_end: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    at_the_end("--db", "elsewhere.db", "import", str(SAMPLE_DATA))
    factors = at_the_end("--db", "elsewhere.db", "factors")
    shown = at_the_end("demo")
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout.startswith(factors.stdout)
    assert factors.stderr.replace("elsewhere.db", "cramp-demo/diary.db") in shown.stderr
    assert shown.stdout.endswith("\ncramp-demo/weekly.png\ncramp-demo/cramp-report-2026-03.png\n")
    folder = tmp_path / "here" / "cramp-demo"
    assert {path.name for path in folder.iterdir()} == FILES
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not diary_path.exists()


def test_each_finding_stands_beside_its_truth(at_the_end: Cramp) -> None:
    shown = at_the_end("demo")
    header, *rows = truth_table(shown.stdout)
    assert header.split()[:2] == ["factor", "true"]
    found = [re.split(" {2,}", row) for row in rows]
    true = read_true_ratios()
    assert sorted(float(row[1]) for row in found) == sorted(true.values())
    columns = {"sitting": "sitting_hours", "furosemide": "medication: furosemide"}
    columns |= {"hours in poor shoes": "poor_shoe_hours"}
    assert {row[0]: float(row[1]) for row in found if row[1] != "1.0"} == {
        name: true[column] for name, column in columns.items()
    }
    false = [row[0] for row in found if row[-1].endswith(": a false one")]
    assert false == [
        row[0] for row in found if row[1] == "1.0" and re.match("(clear|possible) link", row[-1])
    ]
    assert false == ["nerve symptoms"]


def test_the_readme_shows_what_it_prints(at_the_end: Cramp) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```text\n(factor +true.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert block.splitlines() == truth_table(at_the_end("demo").stdout)


def test_what_it_prints_does_not_depend_on_the_day(
    at_the_end: Cramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = set()
    for year in (2020, 2026, 2031):  # a clock may be behind
        monkeypatch.setattr(clock, "now", lambda year=year: AFTER_SAMPLE.replace(year=year))
        printed.add(at_the_end("demo", f"in{year}").output.replace(f"in{year}", "folder"))
    assert len(printed) == 1
    assert TRUTH_HEADING in printed.pop()


def test_the_commands_that_it_names_work_when_pasted(at_the_end: Cramp, tmp_path: Path) -> None:
    folder = "her 'demo'"
    shown = at_the_end("demo", folder)
    commands = [line.partition(": ")[2] for line in shown.stderr.splitlines() if ": cramp" in line]
    assert len(commands) == 4
    for command in commands:
        assert shlex.split(command)[1:3] == ["--db", f"{folder}/diary.db"]
        done = at_the_end(*shlex.split(command.replace("NAME", "sitting"))[1:])
        assert (done.exit_code, bool(done.stdout)) == (0, True), done.stderr
    assert len(list((tmp_path / "here" / folder).glob("*.png"))) > len(FILES)


def test_the_diary_of_the_options_is_left_alone(at_the_end: Cramp, diary_path: Path) -> None:
    at_the_end("log", "--note", "mine")
    before = diary_path.read_bytes()
    shown = at_the_end("--db", str(diary_path), "demo")
    assert shown.exit_code == 0
    assert str(diary_path) not in shown.output
    assert diary_path.read_bytes() == before


def test_nothing_that_is_there_is_overwritten(at_the_end: Cramp, tmp_path: Path) -> None:
    folder = tmp_path / "here" / "cramp-demo"
    folder.mkdir()
    (folder / "weekly.png").write_text("mine")
    folder.with_name("cramp-demo-2").touch()
    refused = at_the_end("demo")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        "cramp: There is something in cramp-demo already, and the demo overwrites nothing: make it"
        " elsewhere with cramp demo cramp-demo-3\n"
    )
    assert [path.name for path in folder.iterdir()] == ["weekly.png"]
    assert (folder / "weekly.png").read_text() == "mine"


def test_an_empty_folder_will_do_and_those_above_are_made(at_the_end: Cramp) -> None:
    Path("empty").mkdir()
    assert at_the_end("demo", "empty").exit_code == 0
    assert at_the_end("demo", "new/and/newer").exit_code == 0
    assert {path.name for path in Path("new/and/newer").iterdir()} == FILES


@pytest.mark.parametrize("folder", ["a-file", "a-file/below"])
def test_a_file_is_no_folder(at_the_end: Cramp, folder: str) -> None:
    Path("a-file").write_text("mine")
    refused = at_the_end("demo", folder)
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert refused.stderr == (
        f"cramp: {folder} cannot be written (Not a directory): name another place.\n"
    )
    assert Path("a-file").read_text() == "mine"


@needs_rights
def test_a_place_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    """In a process that has no rights of root."""
    closed = tmp_path / "closed"
    closed.mkdir(0o555)
    refused = subprocess.run(  # noqa: S603 - our own program
        [*AS_ANYBODY, sys.executable, "-m", "cramp_diary", "demo", str(closed / "demo")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (refused.returncode, refused.stdout) == (3, "")
    assert refused.stderr == (
        f"cramp: {closed / 'demo'} cannot be written (Permission denied): name another place.\n"
    )


def test_make_demo_is_this_command_and_may_be_run_twice() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\n\trm -rf demo\n\t$(BIN)/cramp demo demo\n" in makefile


def test_the_wheel_carries_the_sample_and_its_demo_runs(tmp_path: Path) -> None:
    """Built from the source distribution, as an installer without a wheel does."""
    run = partial(subprocess.run, check=True, capture_output=True, text=True)
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path)]
    run([*build, "-t", "sdist"], cwd=ROOT)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        source.extractall(tmp_path / "source", filter="data")
    (folder,) = (tmp_path / "source").iterdir()
    run([*build, "-t", "wheel"], cwd=folder)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
        file.extractall(tmp_path / "installed")  # noqa: S202 - our own
    carried = {Path(name).name for name in names if name.startswith("cramp_diary/sample_data/")}
    assert carried == {"truth.json", *(path.name for path in SAMPLE_DATA.glob("*.csv"))}
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"cramp_diary"}
    shown = run(
        [sys.executable, "-m", "cramp_diary", "demo"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "installed")},
    )
    assert len(truth_table(shown.stdout)) == 1 + len(read_true_ratios())
    assert {path.name for path in (tmp_path / "cramp-demo").iterdir()} == FILES
