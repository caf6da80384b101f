"""What the tests share: a diary of their own and a clock that stands still."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from typer.testing import CliRunner

from cramp_diary.cli import clock
from cramp_diary.cli.app import app
from tests.support.factories import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp


# A slow machine is no fault of the code; and CI tries the same examples each time, so that it is
# red only for what a change did. Runs elsewhere go on exploring.
settings.register_profile("diary", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("diary")

# Ctrl-C reaches the programs that the tests start also where the tests run in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def diary_path(tmp_path: Path) -> Path:
    return tmp_path / "diary" / "diary.db"


@pytest.fixture
def cramp(diary_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cramp:
    """Run the command on a diary of the test's own, on the morning of 2 March 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("CRAMP_DIARY_DB", str(diary_path))
    return lambda *words: CliRunner().invoke(app, list(words), prog_name="cramp")
