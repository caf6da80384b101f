"""What the tests share: a diary of their own and a clock that stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import NOW
from typer.testing import CliRunner

from cramp_diary.cli import clock
from cramp_diary.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Cramp


@pytest.fixture
def diary_path(tmp_path: Path) -> Path:
    return tmp_path / "diary" / "diary.db"


@pytest.fixture
def cramp(diary_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cramp:
    """Run the command on a diary of the test's own, on the morning of 2 March 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("CRAMP_DIARY_DB", str(diary_path))
    return lambda *words: CliRunner().invoke(app, list(words), prog_name="cramp")
