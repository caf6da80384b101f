"""``cramp import``: templates, a look before, one file alone, and all errors at once."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from cramp_diary.exchange.csv_folder.examples import EXAMPLE_COLUMNS, EXAMPLES
from cramp_diary.exchange.csv_folder.schemas import SCHEMAS
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp


KEY = "0b5c7a52-3f6e-4a8e-9d1f-5a2b7c9e0001"
HEADERS = {
    "episodes": "started_at,key",
    "days": "diary_day,water_ml,mood",
    "activities": "diary_day,kind,minutes",
    "wear": "diary_day,shoe,hours",
    "medications": "name",
    "courses": "medication,first_day",
    "doses": "diary_day,medication",
    "settings": "key,value",
}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def template(cramp: Cramp, tmp_path: Path) -> Path:
    """Write a template, and return its folder."""
    folder = tmp_path / "my template"
    assert cramp("import", "--template", str(folder)).exit_code == 0
    return folder


def test_a_template_has_every_file_with_its_columns_and_a_row_of_example(
    cramp: Cramp, tmp_path: Path, diary_path: Path
) -> None:
    folder = tmp_path / "it's new"
    said = cramp("import", "--template", str(folder))
    assert said.stdout == f"Wrote 9 files to {folder}, each with a row of example.\n"
    assert said.stderr.endswith(f"cramp import --dry-run '{tmp_path}/it'\"'\"'s new'\n")
    assert not diary_path.exists()
    assert {path.name for path in folder.iterdir()} == EXAMPLES.keys()
    for kind in SCHEMAS:
        if kind.file in EXAMPLES:
            (row,) = _rows(folder / kind.file)
            assert {*kind.required} <= row.keys() <= {*kind.columns}
            assert row == EXAMPLES[kind.file]


def test_the_rows_of_example_can_be_imported_once_they_are_changed(
    cramp: Cramp, template: Path
) -> None:
    for file, mark in EXAMPLE_COLUMNS.items():
        text = (template / file).read_text(encoding="utf-8")
        example = EXAMPLES[file][mark]
        (template / file).write_text(text.replace(example, f"my {example[8:]}"), encoding="utf-8")
    said = cramp("import", str(template))
    assert re.findall(r"\d+", said.stdout) == ["1"] * len(EXAMPLES)
    assert "left out" not in said.stderr


def test_a_template_as_it_was_written_brings_nothing_into_the_diary(
    cramp: Cramp, template: Path
) -> None:
    said = cramp("import", str(template))
    assert said.stdout == "There is nothing to import: no file has a row.\n"
    assert "The row of example was left out of episodes.csv, days.csv," in said.stderr
    assert cramp("list").stdout == cramp("history").stdout == ""


def test_a_row_of_example_that_a_spreadsheet_respelled_is_left_out_too(
    cramp: Cramp, template: Path
) -> None:
    (template / "episodes.csv").write_text(
        "started_at;severity;duration_minutes;state;woke;sites;relief;soreness_hours;note;"
        "precision\n02.02.2026 03:10;6;4;asleep;WAHR;calf:left;stretching:2;5;"
        "Example: overwrite or delete this row;about\n20.02.2026 03:10;6;;;;;;;;\n"
    )
    said = cramp("import", str(template / "episodes.csv"))
    assert said.stdout.startswith("Imported 1 episode")
    assert "The row of example was left out of episodes.csv.\n" in said.stderr
    assert "2026-02-02" not in cramp("list", "--json").stdout


def test_a_template_replaces_no_file(cramp: Cramp, tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("mine")
    said = cramp("import", "--template", str(tmp_path))
    assert said.exit_code == 3
    assert f"{tmp_path} has days.csv already, and nothing there was changed" in said.stderr
    assert [path.name for path in tmp_path.glob("*.csv")] == ["days.csv"]
    assert (tmp_path / "days.csv").read_text() == "mine"


def test_a_dry_run_says_what_would_come_and_makes_no_diary(cramp: Cramp, diary_path: Path) -> None:
    would = cramp("import", "--dry-run", str(SAMPLE_DATA / "shoes.csv"))
    assert not diary_path.exists()
    came = cramp("import", str(SAMPLE_DATA / "shoes.csv"))
    assert would.stdout == came.stdout.replace("Imported", "Would import")
    before = diary_path.read_bytes()
    again = cramp("import", "--dry-run", str(SAMPLE_DATA / "shoes.csv"))
    assert again.stdout == "Everything is there already.\n"
    assert diary_path.read_bytes() == before


def test_a_dry_run_finds_what_contradicts_the_diary(cramp: Cramp, tmp_path: Path) -> None:
    cramp("day", "2026-03-01", "--water", "900ml")
    (tmp_path / "days.csv").write_text("diary_day,water_ml\n2026-03-01,800\n")
    said = cramp("import", "--dry-run", str(tmp_path))
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr == cramp("import", str(tmp_path)).stderr
    assert "days.csv, line 2: Sun 1 Mar 2026, water: 900 ml in the diary, 800 ml" in said.stderr
    said = cramp("import", "--dry-run", str(tmp_path), "--keep", "mine")
    assert (said.exit_code, said.stdout) == (0, "Everything is there already.\n")
    said = cramp("import", "--dry-run", str(tmp_path), "--keep", "theirs")
    assert (said.exit_code, said.stdout) == (0, "Would import changes to 1 day.\n")
    assert said.stderr == "In 1 place where they differ, the folder's would be taken.\n"
    assert "800" not in cramp("day", "2026-03-01").stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "Nothing to import was given: say what, for example with cramp import sample_data"),
        (("here", "--template", "there"), "--template writes there, but here is to be read"),
        (("--template", "there", "--dry-run"), "there, but nothing is to be changed"),
        (("--template", "there", "--keep", "mine"), "but --keep mine is about a folder to read"),
        (("letters.csv",), "The name of letters.csv does not say which part of a diary it is"),
        (("days.xlsx",), "save it as CSV, and call it episodes.csv, days.csv,"),
        (("nowhere",), "nowhere is no folder"),
    ],
)
def test_what_cannot_be_imported_is_refused(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("letters.csv", "days.xlsx"):
        (tmp_path / name).touch()
    said = cramp("import", *words)
    assert (said.exit_code, said.stdout) == (2, "")
    assert why in said.stderr


def test_files_are_found_in_any_case_and_other_spreadsheets_are_named(
    cramp: Cramp, tmp_path: Path
) -> None:
    (tmp_path / "Shoes.CSV").write_text("Name\nclogs\n")
    for name in ("days.xlsx", "Tage.csv", "~$days.xlsx", "._days.csv", "readme.txt"):
        (tmp_path / name).write_text("x")
    said = cramp("import", str(tmp_path))
    assert said.stdout.startswith("Imported 1 shoe")
    assert "Not read: Tage.csv and days.xlsx. A part of a diary is a CSV file" in said.stderr


def test_an_encoding_that_had_to_be_guessed_is_said_with_a_word_to_look_at(
    cramp: Cramp, tmp_path: Path
) -> None:
    (tmp_path / "shoes.csv").write_bytes("name\nmy Stiefeletten für\u2026\n".encode("cp1252"))
    said = cramp("import", str(tmp_path))
    assert "shoes.csv is not UTF-8 and was read as Windows-1252: if 'für' is not" in said.stderr
    assert "my Stiefeletten für\u2026" in cramp("shoes", "list").stdout


def test_all_errors_of_all_files_are_said_at_once(cramp: Cramp, tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text(
        "diary_day,cramps,water_ml,sitting_hours,confirmed_at,mood\n"
        "2026-02-30,two,much,7,x,low\n"
        "2026-02-01,,900,99,,3\n"
        "2026-02-02,,900,,2026-02-03 08:00,fine\n"
        "2026-02-03,,900,4,5,6,7\n"
    )
    (tmp_path / "shoes.csv").write_text("colour,name,name\nred,a,b\n")
    (tmp_path / "activities.csv").write_text("diary_day,kind,minutes\n2026-02-01,none,5\n")
    said = cramp("import", str(tmp_path))
    assert said.exit_code == 2
    first, *lines = said.stderr.splitlines()
    assert first == "cramp: Nothing was imported, because of 12 errors in the files:"
    assert [line.partition(": ")[0].strip() for line in lines] == [
        "days.csv, line 2, column diary_day",
        "days.csv, line 2, column cramps",
        "days.csv, line 2, column water_ml",
        "days.csv, line 2, column confirmed_at",
        "days.csv, line 2, column mood",
        "days.csv, line 3, column sitting_hours",
        "days.csv, line 4, column confirmed_at",
        "days.csv, line 4, column mood",
        "days.csv, line 5",
        "activities.csv, line 2",
        "shoes.csv, line 1, column name",
        "shoes.csv, line 1, column colour",
    ]


@pytest.mark.parametrize("number", [2, 20, 21, 5000])
def test_at_most_twenty_errors_are_shown(cramp: Cramp, tmp_path: Path, number: int) -> None:
    rows = "\n".join(["2026-02-01,much"] * number)
    (tmp_path / "days.csv").write_text(f"diary_day,water_ml\n{rows}\n")
    said = cramp("import", str(tmp_path)).stderr
    assert f"because of {number} errors" in said
    assert said.count("days.csv, line") == min(number, 20)
    assert said.endswith("and 4980 more\n") == (number == 5000)
    assert said.endswith("and 1 more\n") == (number == 21)


def test_all_rows_in_the_future_are_said_at_once(cramp: Cramp, tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("diary_day,water_ml\n2050-01-01,900\n2050-01-02,900\n")
    (tmp_path / "episodes.csv").write_text("started_at\n2050-01-01 03:10\n")
    said = cramp("import", str(tmp_path)).stderr
    assert "because of 3 errors in the files:" in said
    assert said.count("lies in the future.") == 3


def test_a_course_that_begins_in_the_future_is_refused_as_it_is_by_med_start(
    cramp: Cramp, tmp_path: Path
) -> None:
    (tmp_path / "medications.csv").write_text("name,drug_class\npill,loop\n")
    (tmp_path / "courses.csv").write_text("medication,first_day\npill,2050-01-01\n")
    said = cramp("import", str(tmp_path)).stderr
    assert "courses.csv, line 2, column first_day: 2050-01-01 lies in the future." in said


def test_all_rows_that_do_not_fit_others_are_said_at_once(cramp: Cramp, tmp_path: Path) -> None:
    for name, text in {
        "episodes": 2 * f"2026-02-01 03:10,{KEY}\n",
        "days": "2026-02-01,900,2\n2026-02-01,901,3\n2050-01-01,900,\n",
        "activities": "2026-02-01,walk,5\n2026-02-01,none,0\n2026-02-01,none,0\n",
        "wear": "2026-02-01,clogs,5\n",
        "medications": "pill\n",
        "courses": "pill,2026-02-01\npill,2026-02-02\ndrops,2026-02-01\n",
        "doses": "2026-02-01,drops\n",
        "settings": "glass,200ml\nglass,300ml\n",
    }.items():
        (tmp_path / f"{name}.csv").write_text(f"{HEADERS[name]}\n{text}")
    said = cramp("import", str(tmp_path)).stderr
    assert [line.partition(": ")[0].strip() for line in said.splitlines()[1:]] == [
        "days.csv, line 4, column diary_day",
        "settings.csv, line 3, column value",
        "episodes.csv, line 3, column key",
        "days.csv, line 3, column water_ml",
        "activities.csv, line 3, column kind",
        "activities.csv, line 4, column kind",
        "wear.csv, line 2, column shoe",
        "courses.csv, line 4, column medication",
        "courses.csv, line 3, column first_day",
        "doses.csv, line 2, column medication",
        "days.csv, line 3, column mood",
    ]


@pytest.mark.parametrize(
    ("before", "words", "offset"),
    [
        ((), (), "-05:00"),
        (("settings", "glass", "200ml"), ("--keep", "theirs"), "-05:00"),
        (("settings", "glass", "200ml"), ("--keep", "mine"), "+01:00"),
        (("settings", "time_zone", "Asia/Tokyo"), ("--keep", "mine"), "+09:00"),
    ],
)
def test_local_times_are_in_the_zone_of_the_folders_settings_where_those_are_taken(
    cramp: Cramp, tmp_path: Path, before: tuple[str, ...], words: tuple[str, ...], offset: str
) -> None:
    if before:
        assert cramp(*before).exit_code == 0
    (tmp_path / "episodes.csv").write_text("started_at\n2026-02-01 03:10\n")
    (tmp_path / "settings.csv").write_text("key,value\ntime_zone,America/New_York\n")
    assert cramp("import", str(tmp_path), *words).exit_code == 0
    assert f"2026-02-01T03:10:00{offset}" in cramp("list", "--json").stdout


def test_local_times_are_in_the_zone_that_is_set_or_else_in_this_machines(
    cramp: Cramp, tmp_path: Path
) -> None:
    path = tmp_path / "episodes.csv"
    path.write_text("started_at\n2026-02-01 03:10\n")
    cramp("import", str(path))
    assert "2026-02-01T03:10:00+01:00" in cramp("list", "--json").stdout
    cramp("undo")
    assert cramp("settings", "time_zone", "America/New_York").exit_code == 0
    cramp("import", str(path))
    assert "2026-02-01T03:10:00-05:00" in cramp("list", "--json").stdout
    cramp("undo")
    cramp("settings", "time_zone", "Local")
    cramp("import", str(path))
    assert "2026-02-01T03:10:00+01:00" in cramp("list", "--json").stdout


def test_a_folder_that_cannot_be_read_leaves_no_empty_diary(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "days.csv").write_text("diary_day,water_ml\n2026-02-26,much\n")
    result = cramp("import", str(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.startswith("cramp: Nothing was imported.")
    assert not diary_path.parent.exists()


def test_the_files_are_read_once_also_into_a_new_diary(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "days.csv").write_text("diary_day,water_ml\n2026-02-26,900\n")
    read: list[Path] = []

    def read_bytes(path: Path) -> bytes:
        read.append(path)
        return path.read_bytes()

    monkeypatch.setattr("cramp_diary.exchange.csv_folder.reader.read_bytes", read_bytes)
    assert cramp("import", str(tmp_path)).exit_code == 0
    assert read == [tmp_path / "days.csv"]
