"""The walls of the house that the contracts in pyproject.toml cannot state, and that these hold."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = ROOT / "cramp_diary"
FILES = sorted(PACKAGE.rglob("*.py"))
HEAVY_ROOMS = ("analysis", "wording", "charts", "exchange")
HEAVY = (*(f"cramp_diary.{room}" for room in HEAVY_ROOMS), "rich")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]


def _imports(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from ((alias.name, inner) for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            assert inner.level == 0, "imports are absolute"
            yield from ((f"{inner.module}.{alias.name}", inner) for alias in inner.names)


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the checker of this environment
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_wall_holds_and_can_be_seen_to_break(tmp_path: Path) -> None:
    breaches = {
        "core/when": "from cramp_diary.store import Diary",
        "store/header": "import cramp_diary.analysis.daily",
        "core/units": "import numpy",
        "store/backup_paths": "import pandas",
        "analysis/rates": "def late():\n    import matplotlib",
        "wording/weeks": "import numpy",
        "charts/style": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas",
        "exchange/csv_folder/cells": "import rich.console",
        "cli/clock": "import click",
    }
    shutil.copytree(PACKAGE, tmp_path / "cramp_diary")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    whole = _lint_imports(tmp_path)
    assert whole.returncode == 0, whole.stdout + whole.stderr
    for module, breach in breaches.items():
        with (tmp_path / "cramp_diary" / f"{module}.py").open("a") as file:
            file.write(f"\n\n{breach}\n")
    broken = _lint_imports(tmp_path)
    assert broken.returncode == 1
    for contract in CONTRACTS:
        assert f"{contract['name']} BROKEN" in broken.stdout


def test_every_library_that_is_imported_is_named_in_the_contracts() -> None:
    named = {name for contract in CONTRACTS for name in contract.get("forbidden_modules", ())}
    imported = {
        name.partition(".")[0]
        for path in FILES
        for name, _ in _imports(ast.parse(path.read_text()))
    }
    assert imported - sys.stdlib_module_names - {"cramp_diary"} <= named


def test_of_scipy_only_its_special_functions_are_imported() -> None:
    trees = [ast.parse(path.read_text()) for path in FILES]
    names = {name for tree in trees for name, _ in _imports(tree) if name.startswith("scipy")}
    assert {".".join(name.split(".")[:2]) for name in names} == {"scipy.special"}


def _for_types_or_in_functions(tree: ast.Module) -> set[ast.AST]:
    late = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ]
    return {inner for node in late for inner in ast.walk(node)}


def _loaded_at_once(code: str) -> list[str]:
    """Return the heavy modules that are imported as soon as the file is."""
    tree = ast.parse(code)
    late = _for_types_or_in_functions(tree)
    return [
        name
        for name, node in _imports(tree)
        if node not in late and any(f"{name}.".startswith(f"{heavy}.") for heavy in HEAVY)
    ]


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "cli").rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_the_command_line_loads_heavy_rooms_only_when_they_are_used(path: Path) -> None:
    assert _loaded_at_once(path.read_text()) == []


def test_the_rule_of_heavy_rooms_can_be_broken() -> None:
    assert _loaded_at_once("from cramp_diary.charts.saving import Picture")
    assert _loaded_at_once("from cramp_diary import analysis")
    assert _loaded_at_once("import rich.table")
    assert not _loaded_at_once("def f():\n    import rich.table")
    assert not _loaded_at_once("if TYPE_CHECKING:\n    from cramp_diary.analysis import daily")


def test_only_the_clock_reads_the_clock() -> None:
    readers = {
        path.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "today", "utcnow", "time_ns")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date", "time")
    }
    assert readers == {"clock.py"}


def test_only_one_file_asks_which_operating_system_it_is() -> None:
    asking = {
        path.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.name", "sys.platform")
    }
    assert asking == {"operating_system.py"}
