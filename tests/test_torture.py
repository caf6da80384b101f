"""The short form of ``make torture``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if os.name != "posix":
    pytest.skip("forks, kills and limits", allow_module_level=True)

from cramp_diary.cli import clock
from tests import torture
from tests.support import fault_injection
from tests.support.factories import AFTER_SAMPLE
from tests.support.fault_injection import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Part = Callable[[Path, torture.Scale], Iterator[tuple[str, int]]]


@pytest.mark.parametrize("part", torture.ALL, ids=lambda part: part.__name__)
def test_nothing_is_lost(part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    tried = dict(part(tmp_path, torture.SHORT))
    assert all(number > 0 or "want of" in what for what, number in tried.items()), tried


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    "words", [("report", "2026-03"), ("chart", "weekly", "--until", "2026-04-05")]
)
def test_a_picture_without_room_is_no_half_picture(
    diary_path: Path, tmp_path: Path, words: tuple[str]
) -> None:
    picture = tmp_path / "out" / "picture.png"
    picture.parent.mkdir()
    picture.write_bytes(b"the picture before")
    line = ["--db", str(diary_path), *words, "-o", str(picture)]
    for room in (0, 10_000):
        outcome = fault_injection.run(line, Fault("full disk", room))
        assert (outcome.code, outcome.stdout) == (3, "")
        assert outcome.stderr == (
            f"cramp: {picture} cannot be written (File too large): name another place.\n"
        )
        assert [path.read_bytes() for path in picture.parent.iterdir()] == [b"the picture before"]
