"""The short form of ``make torture``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if os.name != "posix":
    pytest.skip("forks, kills and limits", allow_module_level=True)

import torture
from factories import AFTER_SAMPLE

from cramp_diary.cli import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Part = Callable[[Path, torture.Scale], Iterator[tuple[str, int]]]


@pytest.mark.parametrize("part", torture.ALL, ids=lambda part: part.__name__)
def test_nothing_is_lost(part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    tried = dict(part(tmp_path, torture.SHORT))
    assert all(number > 0 for number in tried.values()), tried
