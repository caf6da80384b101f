"""The tables of the CSV format in sample_data/README.md, compared with the program."""

from __future__ import annotations

import csv
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cramp_diary.core import limits
from cramp_diary.core.day_fields import DAY_FIELDS
from cramp_diary.core.vocabulary import (
    Arm,
    Direction,
    DrugClass,
    Expected,
    FactorKind,
    Muscle,
    Outcome,
    ReliefMethod,
    Side,
    State,
)
from cramp_diary.exchange.csv_folder.cells import format_cell
from cramp_diary.exchange.csv_folder.folder import read_folder
from cramp_diary.exchange.csv_folder.schemas import (
    DAYS,
    SCHEMAS,
    TRIAL_DAYS,
    TRIALS,
    CsvSchema,
)
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from pathlib import Path

README = (SAMPLE_DATA / "README.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `([^`]+)`\n(.*?)(?=^##|\Z)", README, re.MULTILINE | re.DOTALL))
ROW = r"^\| `([^`]+)` \| (yes|no) \| (.+) \| (.+) \| `([^`]+)` \|$"
TABLES = {
    file: {name: cells for name, *cells in re.findall(ROW, text, re.MULTILINE)}
    for file, text in SECTIONS.items()
}
"""By file and column: whether it is required, what it holds, its unit or words, and an example."""

LIMITS = {
    ("episodes.csv", "severity"): limits.SEVERITY,
    ("episodes.csv", "duration_minutes"): limits.DURATION_MINUTES,
    ("episodes.csv", "relief"): limits.RELIEF_MINUTES,
    ("episodes.csv", "soreness_hours"): limits.SORENESS_HOURS,
    **{("days.csv", field.column): field.limits for field in DAY_FIELDS if field.limits},
    ("activities.csv", "minutes"): limits.ACTIVITY_MINUTES,
    ("activities.csv", "effort"): limits.EFFORT,
    ("wear.csv", "hours"): limits.WEAR_HOURS,
    ("drinks.csv", "water_ml"): limits.WATER_ML,
    ("trials.csv", "days"): limits.TRIAL_LENGTH,
}
WORDS = {
    ("episodes.csv", "state"): [*State],
    ("episodes.csv", "sites"): [*Muscle, *Side],
    ("episodes.csv", "relief"): [*ReliefMethod],
    ("medications.csv", "drug_class"): [*DrugClass],
    ("factors.csv", "kind"): [*FactorKind],
    ("factors.csv", "more_exposed"): [*Direction],
    ("trials.csv", "outcome"): [*Outcome],
    ("trials.csv", "expected"): [*Expected],
    ("trial_days.csv", "arm"): [*Arm],
}


def test_every_file_and_no_other_has_a_table() -> None:
    assert list(TABLES) == [schema.file for schema in SCHEMAS]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.file)
def test_a_table_names_the_columns_of_its_file_and_no_others(schema: CsvSchema[object]) -> None:
    table = TABLES[schema.file]
    assert tuple(table) == schema.columns
    rows = [line for line in SECTIONS[schema.file].splitlines() if line.startswith("|")]
    assert len(rows) == len(table) + len(("header", "rule"))
    required = tuple(column for column, (needed, *_) in table.items() if needed == "yes")
    assert required == schema.required


def test_the_tables_state_the_limits_of_amounts() -> None:
    stated = {
        (file, column): found[1]
        for file, table in TABLES.items()
        for column, (_, _, unit, _) in table.items()
        if (found := re.search(r"(\d+ to \d+)$", unit))
    }
    assert stated == {key: f"{one.least} to {one.greatest}" for key, one in LIMITS.items()}


@pytest.mark.parametrize("key", WORDS, ids=" ".join)
def test_the_tables_state_every_word(key: tuple[str, str]) -> None:
    file, column = key
    _, _, words, _ = TABLES[file][column]
    stated = re.sub(r" \(also if empty\)|; minutes.*", "", words)
    assert re.split("[,;] ", stated) == WORDS[key]


def test_the_examples_can_be_imported_and_are_written_the_same_way(tmp_path: Path) -> None:
    whole = {TRIALS.file, TRIAL_DAYS.file}  # a trial is taken with all of its days or not at all
    for file, table in TABLES.items():
        if file in whole:
            continue
        with (tmp_path / file).open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows([table, [example for *_, example in table.values()]])
    period = read_folder(tmp_path)
    assert (period.start, period.end) == (date(2026, 3, 1), date(2026, 3, 11))
    written = DAYS.write(period.days[0])
    examples = [example for *_, example in TABLES[DAYS.file].values()]
    assert [format_cell(value).replace(":00+", "+") for value in written] == examples
