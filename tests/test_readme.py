"""The README's console examples, run in order on one diary, and every path and option it names."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from tests.support.factories import AFTER_SAMPLE
from tests.support.paths import ROOT, SAMPLE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

DIARY = "/home/you/.config/cramp-diary/diary.db"
"""Where the README's diary is."""

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def _examples() -> list[tuple[str, str]]:
    """Return each command with the output that stands under it."""
    parts = re.split(r"^\$ ", "".join(BLOCKS), flags=re.MULTILINE)[1:]
    return [(command, said) for part in parts for command, _, said in [part.partition("\n")]]


def test_the_examples_print_what_the_readme_says(
    cramp: Cramp, diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sample_data").symlink_to(SAMPLE_DATA)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    monkeypatch.setenv("COLUMNS", "80")
    examples = _examples()
    assert len(examples) >= 10
    for command, said in examples:
        printed = cramp(*shlex.split(command)[1:]).output.replace(str(diary_path), DIARY)
        assert [command, *map(str.rstrip, printed.splitlines())] == [command, *said.splitlines()]


ROOMS = ("cramp_diary", "sample_data", "tests")
PAGES = [*ROOT.glob("*.md"), *(page for room in ROOMS for page in (ROOT / room).rglob("README.md"))]
LINKS = [
    (page, target)
    for page in PAGES
    for target in re.findall(r"\]\((?!http)([^)]+)\)", page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("page", "target"), LINKS, ids=str)
def test_links_lead_to_a_file_and_to_a_heading_in_it(page: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    linked = page.parent / name if name else page
    assert linked.exists()
    if anchor:
        headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in [re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings]
