"""The map of the tests, tests/README.md, names what there is."""

from __future__ import annotations

import re

from tests.support.paths import ROOT

TESTS = ROOT / "tests"
README = (TESTS / "README.md").read_text(encoding="utf-8")
LAYOUT = README.partition("## How the suite is laid out\n")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| `([^`]+)` \| .+ \|$", LAYOUT, re.MULTILINE)


def test_each_folder_and_each_file_of_support_has_a_line() -> None:
    folders = {path.parent.name for path in TESTS.glob("*/__init__.py")}
    shared = {path.name for path in (TESTS / "support").iterdir() if path.suffix in {".py", ".c"}}
    assert sorted(ROWS) == sorted(folders | shared - {"__init__.py"})


def test_the_files_it_speaks_of_exist() -> None:
    for name in re.findall(r"`([a-z_/]+\.(?:py|c|png))`", README):
        assert list(TESTS.rglob(name)) or (ROOT / name).exists(), name


def test_every_make_command_it_names_is_one() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
