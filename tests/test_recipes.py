"""The map in cramp_diary/README.md: the files it names exist, and its first recipe works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.paths import ROOT, SAMPLE_DATA

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "cramp_diary"
MAP = (PACKAGE / "README.md").read_text(encoding="utf-8")
RECIPES = {
    title: re.findall(r"^\d+\. `([^`]+)`", text, re.MULTILINE)
    for title, _, text in (part.partition("\n") for part in MAP.split("### To ")[1:])
}
FACTOR = "add a factor of the day"


Changes = dict[str, tuple[str, ...]]
"""File by file: texts, each with what stands in its place afterwards."""

CAFFEINE: Changes = {
    "core/limits.py": (
        "YEAR = Limits(",
        'CAFFEINE_MG = Limits("caffeine", 0, 2000, "mg")\nYEAR = Limits(',
    ),
    "core/day_fields.py": (
        ')\n"""In the order in which they are asked',
        """\
    DayField(
        column="caffeine_mg",
        option="caffeine",
        label="caffeine",
        question="How much caffeine, in mg?",
        example="80, 200",
        help="A cup of coffee has about 80.",
        parse=lambda text, _: units.parse_number(text),
        limits=limits.CAFFEINE_MG,
    ),
)
\"\"\"In the order in which they are asked""",
        "EXPOSURE_NAMES = (\n",
        'EXPOSURE_NAMES = (\n    "caffeine",\n',
    ),
    "core/model.py": (
        "    sleep_disturbance: int | None = None\n",
        "    sleep_disturbance: int | None = None\n    caffeine_mg: float | None = None\n",
    ),
    "store/migrations.py": (
        "def migrate(connection",
        """@migrations(name="9999_caffeine")
def _caffeine(db: Database) -> None:
    db.execute(
        "ALTER TABLE days ADD COLUMN caffeine_mg REAL CHECK (caffeine_mg BETWEEN 0 AND 2000)"
    )
    db.execute("DROP VIEW v_days")
    db.execute(VIEWS["v_days"].replace("days.sleep_dis", "days.caffeine_mg, days.sleep_dis"))


def migrate(connection""",
    ),
    "store/schema.py": (
        '        "stretch_minutes": (0, 600),\n',
        '        "stretch_minutes": (0, 600),\n        "caffeine_mg": (0, 2000),\n',
    ),
    "cli/commands/day.py": (
        "    note: options.Note = None,\n",
        """\
    caffeine: Annotated[str | None, typer.Option(help='Caffeine.')] = None,
    note: options.Note = None,
""",
        'given |= {"servings": servings,',
        'given |= {"caffeine": caffeine, "servings": servings,',
    ),
    "sample_data/README.md": (
        "| `note` | no | a note | text | `visitors",
        """\
| `caffeine_mg` | no | caffeine | milligrams, 0 to 2000 | `200` |
| `note` | no | a note | text | `visitors""",
    ),
    "analysis/risk_factors.py": (
        "def list_risk_factors(",
        """\
CAFFEINE = RiskFactor("caffeine", "caffeine", "caffeine_mg", _MORE, "mg")


def list_risk_factors(""",
        "return (WATER, ",
        "return (CAFFEINE, WATER, ",
    ),
    "wording/factor_phrases.py": (
        "_BY_COLUMN = {\n",
        '_BY_COLUMN = {\n    "caffeine_mg": Phrases("more caffeine", "{} mg of caffeine"),\n',
    ),
}
"""What the recipe asks for, for an amount."""

HOT_BATH: Changes = {
    "core/day_fields.py": (
        ')\n"""In the order in which they are asked',
        """\
    DayField(
        column="hot_bath",
        option="bath",
        label="hot bath",
        question="Did you take a hot bath?",
        example="",
        help="At any time of the day.",
        parse=lambda text, _: parse_yes_no(text),
    ),
)
\"\"\"In the order in which they are asked""",
    ),
    "core/model.py": (
        "    sleep_disturbance: int | None = None\n",
        "    sleep_disturbance: int | None = None\n    hot_bath: bool | None = None\n",
    ),
    "store/migrations.py": (
        "def migrate(connection",
        """@migrations(name="9999_hot_bath")
def _hot_bath(db: Database) -> None:
    db.execute("ALTER TABLE days ADD COLUMN hot_bath INTEGER CHECK (hot_bath IN (0, 1))")
    db.execute("DROP VIEW v_days")
    db.execute(VIEWS["v_days"].replace("days.sleep_dis", "days.hot_bath, days.sleep_dis"))


def migrate(connection""",
    ),
    "store/schema.py": (),
    "cli/commands/day.py": (
        "    note: options.Note = None,\n",
        """\
    bath: Annotated[bool | None, typer.Option("--bath/--no-bath", help='A hot bath.')] = None,
    note: options.Note = None,
""",
        'given |= {"servings": servings,',
        'given |= {"bath": bath, "servings": servings,',
    ),
    "sample_data/README.md": (
        "| `note` | no | a note | text | `visitors",
        """\
| `hot_bath` | no | a hot bath | yes or no | `no` |
| `note` | no | a note | text | `visitors""",
    ),
}
"""What the recipe asks for, for a yes or no that is not compared with the cramps."""


def _locate(name: str, root: Path = ROOT) -> Path:
    """Return a file that the map names, by its path in the package or in the repository."""
    package = root / "cramp_diary"
    return package / name if (package / name).exists() else root / name


@pytest.fixture
def copy(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a copy of the package in which the recipe was carried out, by default for caffeine."""
    for folder in (PACKAGE, SAMPLE_DATA):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(folder, tmp_path / folder.name, ignore=ignored)
    recipe: Changes = getattr(request, "param", CAFFEINE)
    for name, changes in recipe.items():
        file = _locate(name, tmp_path)
        text = file.read_text(encoding="utf-8")
        for before, after in zip(changes[::2], changes[1::2], strict=True):
            assert text.count(before) == 1, (name, before)
            text = text.replace(before, after)
        file.write_text(text, encoding="utf-8")
    schema = tmp_path / "cramp_diary" / "store" / "schema.py"
    raised, times = re.subn(
        r"^FORMAT = (\d+)",
        lambda m: f"FORMAT = {int(m[1]) + 1}",
        schema.read_text(),
        flags=re.MULTILINE,
    )
    assert times == 1
    schema.write_text(raised)
    return tmp_path


def _cramp(folder: Path, *words: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder), "HOME": str(folder)}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "cramp_diary", "--db", str(folder / "diary.db"), *words],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


def test_the_recipe_names_the_files_that_are_touched() -> None:
    assert RECIPES[FACTOR] == list(CAFFEINE)
    assert [name for name in CAFFEINE if name in HOT_BATH] == list(HOT_BATH)


def test_a_factor_of_the_day_is_added_as_the_map_says(copy: Path) -> None:
    _cramp(copy, "import", str(SAMPLE_DATA))
    printed = _cramp(copy, "day", "2026-04-01", "--caffeine", "240", "--set", "alcohol=1")
    assert "caffeine: 240 mg" in printed
    assert "not recorded: " not in _cramp(copy, "day", "2026-04-01").partition("caffeine")[0]
    _cramp(copy, "export", "csv")
    header, *rows = (copy / "csv" / "days.csv").read_text().splitlines()
    column = header.split(",").index("caffeine_mg")
    assert [row.split(",")[column] for row in rows if row.startswith("2026-04-01")] == ["240"]
    found = json.loads(_cramp(copy, "factors", "--json"))
    assert "caffeine" in json.dumps(found)
    assert (
        "caffeine"
        in _cramp(copy, "day", "2026-04-01", "--clear", "caffeine").partition("not recorded: ")[2]
    )
    assert "Undone: " in _cramp(copy, "undo")
    question = "from cramp_diary.core.day_fields import DAY_FIELDS; print(DAY_FIELDS[-1].question)"
    asked = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", question],
        env={**os.environ, "PYTHONPATH": str(copy)},
        cwd=copy,
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout == "How much caffeine, in mg?\n"


@pytest.mark.parametrize("copy", [HOT_BATH], indirect=True, ids=["hot bath"])
def test_a_yes_or_no_of_the_day_is_added_as_the_map_says(copy: Path) -> None:
    assert "hot bath: no" in _cramp(copy, "day", "2026-04-01", "--no-bath")
    assert "hot bath: no" in _cramp(copy, "day", "2026-04-01")
    assert "hot bath: yes" in _cramp(copy, "day", "2026-04-01", "--bath")
    _cramp(copy, "export", "csv")
    header, row = (copy / "csv" / "days.csv").read_text().splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=True))["hot_bath"] == "yes"
    described = (copy / "sample_data" / "README.md").read_text(encoding="utf-8")
    assert "| `hot_bath` | no |" in described.partition("### `days.csv`")[2]
    cleared = _cramp(copy, "day", "2026-04-01", "--no-cramps", "--clear", "bath")
    assert "hot bath" in cleared.partition("not recorded: ")[2]


@pytest.mark.parametrize(("title", "files"), RECIPES.items())
def test_the_files_of_a_recipe_are_there(title: str, files: list[str]) -> None:
    assert files or title.startswith("add a word"), title
    for name in files:
        assert _locate(name).exists(), name


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w/]+(?:\.py|/))`", MAP))))
def test_every_file_the_map_names_is_there(name: str) -> None:
    assert any((base / name).exists() for base in (PACKAGE, ROOT)), name


def test_the_map_names_every_room_and_every_step_of_its_pictures() -> None:
    rooms = [path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()]
    named = re.findall(r"^\| `(\w+)` \|", MAP, re.MULTILINE)
    assert sorted(named) == sorted(rooms)
    pictures = "".join(re.findall(r"```text\n(.*?)```", MAP, re.DOTALL))
    steps = re.findall(r"^ *([a-z_]+/[\w/]+)", pictures, re.MULTILINE)
    assert len(steps) > 15
    for step in steps:
        path = PACKAGE / step.rstrip("/")
        assert path.is_dir() or path.with_suffix(".py").exists(), step
