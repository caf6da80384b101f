"""The README's console examples, run in order on one diary, and every path and option it names."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.exchange.csv_folder.schemas import SCHEMAS
from tests.support.factories import AFTER_SAMPLE
from tests.support.paths import ROOT, SAMPLE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def _examples() -> list[tuple[str, str]]:
    """Return each command with the output that stands under it."""
    parts = re.split(r"^\$ ", "".join(BLOCKS), flags=re.MULTILINE)[1:]
    return [(command, said) for part in parts for command, _, said in [part.partition("\n")]]


def test_the_examples_print_what_the_readme_says(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sample_data").symlink_to(SAMPLE_DATA)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    monkeypatch.setenv("COLUMNS", "80")
    examples = _examples()
    assert len(examples) >= 10
    for command, said in examples:
        printed = cramp(*shlex.split(command)[1:]).output
        assert [command, *map(str.rstrip, printed.splitlines())] == [command, *said.splitlines()]


def test_the_table_of_files_is_that_of_the_program() -> None:
    for kind in SCHEMAS:
        columns = ", ".join(kind.columns)
        assert f"| {kind.file} | {columns}" in README


@pytest.mark.parametrize("path", re.findall(r"\]\((?!http)([^)]+)\)", README))
def test_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()
