"""``import cramp_diary as cd``: what it offers, and that the import alone loads nothing heavy."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import cramp_diary as cd
from tests.support.paths import ROOT

HEAVY = {"numpy", "pandas", "matplotlib", "scipy", "sqlite3", "sqlite_utils", "typer", "rich"}


def test_the_import_alone_loads_nothing_heavy() -> None:
    code = "import sys, cramp_diary; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert not loaded & HEAVY
    ours = {name for name in loaded if name.startswith("cramp_diary.")}
    assert ours == {"cramp_diary.core", "cramp_diary.core.version"}


@pytest.mark.parametrize("name", [name for name in cd.__all__ if name != "__version__"])
def test_every_name_is_there_and_is_what_its_module_has(name: str) -> None:
    assert name in dir(cd)
    assert getattr(cd, name).__name__ == name


def test_the_names_for_type_checkers_are_those_that_are_loaded() -> None:
    tree = ast.parse(Path(cd.__file__).read_text())
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    imported = {
        (node.module, alias.name)
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    loaded = {
        (f"cramp_diary.{module}", name)
        for module, names in cd._MODULES.items()  # noqa: SLF001 - compared with __all__
        for name in names
    }
    assert imported == loaded
    assert sorted(name for _, name in loaded) == sorted({*cd.__all__} - {"__version__"})


def test_paths_may_be_plain_text(tmp_path: Path) -> None:
    file, folder = str(tmp_path / "x.db"), str(tmp_path / "csv")
    now = datetime(2026, 3, 2, 7, tzinfo=UTC)
    with cd.open_diary(file, create=True, now=now) as diary:
        calf = cd.Site(cd.Muscle.CALF, cd.Side.LEFT)
        diary.add_episode(cd.Episode(started_at=now, state=cd.State.ASLEEP, sites=(calf,)))
        cd.export_folder(diary.read(), folder)
    period = cd.read_folder(folder)
    assert [episode.sites for episode in period.episodes] == [(calf,)]
    with cd.open_diary(file) as diary:
        assert cd.import_folder(folder, diary, now).changes.added.episodes == ()
    picture = cd.draw_chart(cd.Chart.WHERE, period)
    cd.save_figures([picture.figure], str(tmp_path / "where.svg"), picture.title, picture.words)
    assert (tmp_path / "where.svg").stat().st_size > 0


def test_another_name_is_refused_as_of_any_module() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'dairy'"):
        _ = cd.dairy


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "notebooks").glob("*.ipynb")), ROOT / "notebooks" / "README.md"],
    ids=lambda p: p.name,
)
def test_notebooks_and_their_readme_import_from_the_front_door_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "".join("".join(cell["source"]) + "\n" for cell in cells)
    deeper = re.findall(r"^(?:from|import) cramp_diary\.\S+", text, re.MULTILINE)
    assert deeper == []
