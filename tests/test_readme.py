"""The README is short and begins with a picture; the examples of each README are run."""

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

README = (ROOT / "README.md").read_text(encoding="utf-8")

DIARY = "/home/you/.config/cramp-diary/diary.db"
"""Where the diary of the examples is."""

ROOMS = ("cramp_diary", "notebooks", "sample_data", "tests")
PAGES = [*ROOT.glob("*.md"), *(page for room in ROOMS for page in (ROOT / room).rglob("*.md"))]
LINKS = [
    (page, target)
    for page in PAGES
    for target in re.findall(r"\]\((?!http)([^)]+)\)", page.read_text(encoding="utf-8"))
]


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _examples(page: Path) -> list[tuple[str, str]]:
    """Return each command of a page with the output that stands under it."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    parts = re.split(r"^\$ ", "".join(blocks), flags=re.MULTILINE)[1:]
    return [(command, said) for part in parts for command, _, said in [part.partition("\n")]]


def test_the_front_page_is_read_in_minutes_and_begins_with_a_picture() -> None:
    assert len(README) <= 8000
    pictures = re.findall(r"^!\[.+\]\((.+)\)$", README, re.MULTILINE)
    assert pictures == ["sample_data/report.png", "sample_data/weekly.png"]
    assert README.index(pictures[0]) < 500


def test_the_error_rates_are_those_of_the_method() -> None:
    usual, ours = re.findall(r"does in ([\d.]+(?: to [\d.]+)?%)", README)
    method = (ROOT / "cramp_diary" / "analysis" / "README.md").read_text(encoding="utf-8")
    measured = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", method, re.MULTILINE))
    assert measured["the exact ratio of two rates on streaks of weeks, p < .05"] == usual
    assert ours == next(rate for what, rate in measured.items() if what.startswith("nothing there"))


def test_the_lines_with_which_one_begins_work_when_pasted(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (block,) = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    lines = [shlex.split(line, comments=True) for line in block.splitlines()]
    assert len(lines) == 5
    monkeypatch.chdir(tmp_path)
    run = [cramp(*words[1:]) for words in lines if words[0] == "cramp"]
    assert [done.exit_code for done in run] == [0, 0]
    assert "Last episode: Mon 2 Mar 2026, 07:10." in run[-1].stdout


def test_the_pages_for_users_have_examples() -> None:
    pages = {_name(page) for page in PAGES if _examples(page)}
    assert pages == {"README.md", "cramp_diary/cli/README.md", "cramp_diary/exchange/README.md"}


@pytest.mark.parametrize("page", [page for page in PAGES if _examples(page)], ids=_name)
def test_the_examples_print_what_the_page_says(
    page: Path, cramp: Cramp, diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sample_data").symlink_to(SAMPLE_DATA)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    monkeypatch.setenv("COLUMNS", "80")
    for command, said in _examples(page):
        printed = cramp(*shlex.split(command)[1:]).output.replace(str(diary_path), DIARY)
        assert [command, *map(str.rstrip, printed.splitlines())] == [command, *said.splitlines()]


@pytest.mark.parametrize(("page", "target"), LINKS, ids=str)
def test_links_lead_to_a_file_and_to_a_heading_in_it(page: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    linked = page.parent / name if name else page
    assert linked.exists()
    if anchor:
        headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in [re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings]
