"""The walls of the house: design sections 3 and 9, read from the code itself."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent / "cramp_diary"
FILES = sorted(PACKAGE.rglob("*.py"))
GROUND = {"", "phrases"}
ROOMS = {
    # room: (rooms it may import, third-party modules it may import)
    "": (GROUND, set()),
    "phrases": (GROUND, set()),
    "store": (GROUND | {"store"}, {"sqlite_utils"}),
    "analysis": (GROUND | {"analysis"}, {"numpy", "pandas", "scipy.special"}),
    "charts": (GROUND | {"analysis", "charts"}, {"matplotlib", "numpy"}),
    "exchange": (GROUND | {"store", "exchange"}, {"pyrage"}),
    "cli": (GROUND | {"store", "analysis", "charts", "exchange", "cli"}, {"typer", "rich"}),
}
HEAVY = {"analysis", "charts", "exchange"}
LONGEST_FUNCTION = 30
LONGEST_COMMAND = 20
LONGEST_FILE = 200


def _room(path: Path) -> str:
    return path.parent.relative_to(PACKAGE).as_posix().removeprefix(".").partition("/")[0]


def _imports(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from ((alias.name, inner) for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            assert inner.level == 0, "imports are absolute"
            for alias in inner.names:
                yield f"{inner.module}.{alias.name}", inner


def _only_for_types(tree: ast.Module) -> set[ast.AST]:
    guarded = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    return {inner for node in guarded for inner in ast.walk(node)}


def _breaches(path: Path, tree: ast.Module) -> Iterator[str]:
    rooms, third_party = ROOMS[_room(path)]
    for name, _ in _imports(tree):
        top, _, rest = name.partition(".")
        if top == "cramp_diary":
            first = rest.partition(".")[0]
            room = first if first in ROOMS else ""
            # app and __main__ are the door: they may name the package itself.
            if room not in rooms and path.name != "__main__.py":
                yield f"{path.name} imports {name}"
        elif top not in sys.stdlib_module_names and not any(
            f"{name}.".startswith(f"{allowed}.") for allowed in third_party
        ):
            yield f"{path.name} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down_and_libraries_stay_in_their_room(path: Path) -> None:
    assert list(_breaches(path, ast.parse(path.read_text()))) == []


def test_the_rule_of_imports_can_be_broken() -> None:
    def breaches(room: str, code: str) -> list[str]:
        return list(_breaches(PACKAGE / room / "x.py", ast.parse(code)))

    assert breaches("store", "from cramp_diary.analysis.daily import daily_table")
    assert breaches("analysis", "def f():\n    import cramp_diary.store")
    assert breaches("analysis", "import scipy.stats")
    assert breaches("analysis", "from scipy import stats")
    assert breaches("charts", "import pandas")
    assert breaches("cli", "import click")
    assert breaches("", "import numpy")
    assert not breaches("analysis", "from scipy.special import stdtr")
    assert not breaches("charts", "from cramp_diary.month import Month")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_pyplot_is_never_imported(path: Path) -> None:
    names = [name for name, _ in _imports(ast.parse(path.read_text()))]
    assert not [name for name in names if "pyplot" in name]


@pytest.mark.parametrize("path", sorted((PACKAGE / "cli").glob("*.py")), ids=lambda p: p.name)
def test_commands_load_heavy_rooms_only_when_they_run(path: Path) -> None:
    tree = ast.parse(path.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    late = {inner for function in functions for inner in ast.walk(function)}
    early = [
        name
        for name, node in _imports(tree)
        if node not in late | _only_for_types(tree)
        and (name.startswith("rich.") or name.split(".")[:2][-1] in HEAVY)
    ]
    assert early == []


def _code_lines(node: ast.AST) -> int:
    """Count the lines that hold code: no blank lines, comments or docstrings."""
    texts = [inner for inner in ast.walk(node) if _is_text(inner)]
    no_code = {*texts, *(inner for text in texts for inner in ast.iter_child_nodes(text))}
    code = (inner for inner in ast.walk(node) if inner not in no_code)
    lines = (
        line
        for inner in code
        if isinstance(inner, (ast.stmt, ast.expr))
        for line in (inner.lineno, inner.end_lineno or inner.lineno)
    )
    return len(set(lines))


def _functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def _body_lines(function: ast.FunctionDef) -> int:
    statements = [s for s in function.body if not _is_text(s)]
    if not statements:
        return 0
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1


def _is_text(statement: ast.AST) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def test_functions_are_short() -> None:
    long = {
        f"{path.name}:{function.name}": _body_lines(function)
        for path, function in _functions()
        if _body_lines(function) >= LONGEST_FUNCTION
    }
    assert long == {}


def test_commands_are_shorter() -> None:
    long = {
        function.name: _body_lines(function)
        for path, function in _functions()
        if _room(path) == "cli"
        and any("command" in ast.unparse(d) for d in function.decorator_list)
        and _body_lines(function) >= LONGEST_COMMAND
    }
    assert long == {}


def test_files_are_short() -> None:
    long = {
        path.name: lines
        for path in FILES
        if (lines := _code_lines(ast.parse(path.read_text()))) >= LONGEST_FILE
    }
    assert long == {}


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
