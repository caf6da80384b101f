"""What the tests share: a diary of their own, a clock that stands still, and a quick machine."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import typer
from hypothesis import settings
from typer.testing import CliRunner

from cramp_diary.cli import clock
from cramp_diary.cli.app import app
from tests.support.factories import AFTER_SAMPLE, NOW
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.command_runner import Cramp


# A slow machine is no fault of the code; and CI tries the same examples each time, so that it is
# red only for what a change did. Runs elsewhere go on exploring.
settings.register_profile("diary", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("diary")

# Ctrl-C reaches the programs that the tests start also where the tests run in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)

MEMORY, ROOM = Path("/dev/shm"), 2**30  # noqa: S108 - only pytest and tempfile make folders in it


def _is_fit_for_temporary_files(folder: Path) -> bool:
    return (
        folder.is_dir()
        and os.access(folder, os.W_OK)
        and not os.statvfs(folder).f_flag & os.ST_NOEXEC  # tests run programs that they write
        and shutil.disk_usage(folder).free > ROOM
    )


# A commit waits for the disk, ten times as long as the rest of it takes. The diaries of the tests
# are written to memory where that can be: the program asks for the same, and gets it at once.
if "TMPDIR" not in os.environ and _is_fit_for_temporary_files(MEMORY):
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None


def pytest_collection_finish() -> None:
    """Let the collector pass over what the imports have left: half a million objects that stay."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _build_each_command_once() -> Iterator[None]:
    """Keep what Typer makes of a command, which at each call would take most of its time."""
    build = cache(typer.main.get_command)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.main.get_command", build)
        patch.setattr("typer.testing._get_command", build)
        yield


@pytest.fixture
def diary_path(tmp_path: Path) -> Path:
    return tmp_path / "diary" / "diary.db"


@pytest.fixture
def cramp(diary_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cramp:
    """Run the command on a diary of the test's own, on the morning of 2 March 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("CRAMP_DIARY_DB", str(diary_path))
    return lambda *words: CliRunner().invoke(app, list(words), prog_name="cramp")


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program, and nothing else, take this system for Windows."""
    _pretend(monkeypatch, "win32")


@pytest.fixture
def on_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program, and nothing else, take this system for macOS."""
    _pretend(monkeypatch, "darwin")


def _pretend(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    system = SimpleNamespace(platform=platform)
    monkeypatch.setattr("cramp_diary.core.operating_system.sys", system)


@pytest.fixture(scope="session")
def _imported_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import the sample once, and return the folder of the diary, with its backup of the day."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: AFTER_SAMPLE)
        words = ["--db", str(folder / "diary.db"), "import", str(SAMPLE_DATA)]
        said = CliRunner().invoke(app, words, prog_name="cramp")
    assert said.exit_code == 0, said.output
    return folder


@pytest.fixture
def sample(
    cramp: Cramp, diary_path: Path, _imported_sample: Path, monkeypatch: pytest.MonkeyPatch
) -> Cramp:
    """Run the command on a diary into which the sample was imported, the morning after its end."""
    shutil.copytree(_imported_sample, diary_path.parent)
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    return cramp
