"""The limits and lists of words that the schema repeats are those of the code."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from cramp_diary.core import day_fields, limits, model
from cramp_diary.core.day_fields import AMOUNT_FIELDS, DAY_COLUMNS
from cramp_diary.core.errors import BadName
from cramp_diary.core.limits import Limits
from cramp_diary.core.settings import SETTINGS
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
from cramp_diary.exchange.csv_folder import differences, schemas
from cramp_diary.store import suspicious_values
from cramp_diary.store.migrations import migrate
from cramp_diary.store.schema import STORED_RANGES, STORED_YEARS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

LIMITED = {
    "episodes": {
        "severity": limits.SEVERITY,
        "duration_minutes": limits.DURATION_MINUTES,
        "soreness_hours": limits.SORENESS_HOURS,
    },
    "episode_reliefs": {"minutes": limits.RELIEF_MINUTES},
    "days": {field.column: field.limits for field in AMOUNT_FIELDS if field.limits},
    "activities": {"minutes": limits.ACTIVITY_MINUTES, "effort": limits.EFFORT},
    "wear": {"hours": limits.WEAR_HOURS},
    "drinks": {"water_ml": limits.WATER_ML},
    "factor_values": {"value": limits.FACTOR_VALUE},
    "trials": {"days": limits.TRIAL_LENGTH},
}
WORDS = {
    "state": State,
    "muscle": Muscle,
    "side": Side,
    "method": ReliefMethod,
    "drug_class": DrugClass,
    "kind": FactorKind,
    "more_exposed": Direction,
    "arm": Arm,
    "outcome": Outcome,
    "expected": Expected,
}


@pytest.fixture(scope="module")
def schema() -> dict[str, str]:
    """Return the SQL of each table by its name."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        return dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))


def test_the_stored_ranges_are_those_of_the_checks(schema: dict[str, str]) -> None:
    found = {
        table: {
            column: (float(least), float(greatest))
            for column, least, greatest in re.findall(
                r"(\w+) BETWEEN (\S+) AND ([^\s)]+)\)", schema[table]
            )
        }
        for table in schema
    }
    assert {table: ranges for table, ranges in found.items() if ranges} == STORED_RANGES


def test_every_limit_lies_within_what_the_schema_can_hold() -> None:
    assert LIMITED.keys() == STORED_RANGES.keys()
    for table, limited in LIMITED.items():
        assert limited.keys() == STORED_RANGES[table].keys()
        for column, allowed in limited.items():
            least, greatest = STORED_RANGES[table][column]
            assert least <= allowed.least <= allowed.greatest <= greatest, (
                f"{table}.{column}: the schema holds {least:g} to {greatest:g} only; widen it by"
                " a migration"
            )
    assert STORED_YEARS[0] <= limits.YEAR.least <= limits.YEAR.greatest <= STORED_YEARS[1]


def test_every_list_of_words_is_that_of_the_schema(schema: dict[str, str]) -> None:
    checks = re.findall(r"(\w+)(?<!NOT) IN \(('[^)]+')\)", "\n".join(schema.values()))
    found = {
        column: set(re.findall(r"'([^']+)'", listed))
        for column, listed in checks
        if column != "precision"
    }
    assert found == {column: set(words) for column, words in WORDS.items()}


def test_a_day_has_the_columns_of_the_table() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        found = [name for (_, name, *_) in connection.execute("PRAGMA table_info(days)")]
    assert set(found) == set(DAY_COLUMNS)


def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make limits and the rule of names stricter, as a later version may."""
    fields = tuple(
        field._replace(limits=Limits("water", 0, 1000, "ml")) if field.option == "water" else field
        for field in day_fields.DAY_FIELDS
    )
    for module in (day_fields, model, suspicious_values, schemas, differences):
        monkeypatch.setattr(module, "DAY_FIELDS", fields)
    monkeypatch.setattr(limits, "DURATION_MINUTES", Limits("duration", 0, 60, "minutes"))
    monkeypatch.setattr(limits, "YEAR", Limits("year", 2000, 2200))
    for key, greatest in (("glass", 200), ("water_goal", 1000)):
        narrower = SETTINGS[key]._replace(check=Limits(key, 50, greatest, "ml").check)
        monkeypatch.setitem(SETTINGS, key, narrower)
    monkeypatch.setattr(model, "check_name", _refuse_spaces)
    monkeypatch.setattr(model, "check_text", _refuse_spaces)


def _refuse_spaces(what: str, text: str) -> None:
    if " " in text:
        raise BadName(what, "cannot hold a space")


def test_a_value_beyond_a_later_limit_is_suspicious_and_no_damage(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries: tuple[tuple[str, ...], ...] = (
        ("settings", "glass", "300ml"),
        ("settings", "water_goal", "3l"),
        ("shoes", "add", "old clogs"),
        ("med", "add", "night pill"),
        ("med", "start", "night pill", "2026-02-01", "--dose", "5 mg"),
        ("factor", "add", "dark chocolate", "--unit", "bars of 100 g"),
        (
            "day",
            "yesterday",
            *("--water", "3l", "--no-nerve", "--note", "a long day"),
            *("--shoes", "old clogs:3", "--set", "dark chocolate=2", "--med", "night pill:5 mg"),
            *("--activity", "hill walk:30"),
        ),
        ("log", "last night 3am", "--minutes", "90", "--state", "resting"),
        ("log", "1999-05-01 03:00", "--note", "long ago"),
        ("backup", str(tmp_path / "copy.db")),
    )
    for words in entries:
        result = cramp(*words)
        assert result.exit_code == 0, (words, result.output)
    _narrow(monkeypatch)
    assert "water of 3000 ml is out of range" in cramp("day", "--water", "3l").stderr
    assert "duration of 90 minutes is out of range" in cramp("log", "--minutes", "90").stderr
    assert "glass of 300 ml is out of range" in cramp("settings", "glass", "300ml").stderr
    assert "cannot hold a space" in cramp("shoes", "add", "new clogs").stderr
    reading: tuple[tuple[str, ...], ...] = (
        ("list",),
        ("show", "1"),
        ("day", "yesterday"),
        ("status",),
        ("week",),
        ("settings",),
        ("shoes", "list"),
        ("med", "list"),
        ("med", "timeline", "night pill"),
        ("factor", "list"),
        ("history",),
        ("factors", "--nights"),
        ("export", str(tmp_path / "csv")),
        ("backup", str(tmp_path / "another.db")),
        ("restore", str(tmp_path / "copy.db"), "--yes"),
        ("chart", "all", "-o", str(tmp_path / "charts")),
        ("day", "yesterday", "--sitting", "5"),
        ("edit", "1", "--severity", "3"),
        ("edit", "1", "--severity", "3", "--minutes", "9"),
        ("undo",),
    )
    for words in reading:
        result = cramp(*words)
        assert result.exit_code == 0, (words, result.output)
    result = cramp("check")
    assert result.exit_code == 1
    assert "damaged" not in result.output
    for problem in (
        "2026-03-01 has water of 3000 ml, beyond the limits of 0 to 1000",
        "episode 1 has duration of 90 minutes, beyond the limits of 0 to 60",
        "episode 2 has year of 1999, beyond the limits of 2000 to 2200",
        "the setting glass is 300ml, beyond its limits",
        "the setting water_goal is 3000ml, beyond its limits",
    ):
        assert problem in result.stdout
    for mend in (
        "cramp day 2026-03-01 --water VALUE",
        "cramp edit 1 --minutes TIME",
        "cramp edit 2 --when TIME",
        "cramp settings glass VALUE",
    ):
        assert f"mend: {mend}\n" in result.stdout


def test_a_limit_of_many_digits_is_exact(cramp: Cramp, monkeypatch: pytest.MonkeyPatch) -> None:
    cramp("factor", "add", "steps")
    cramp("day", "yesterday", "--set", "steps=1234567")
    cramp("day", "today", "--set", "steps=1234568")
    monkeypatch.setattr(limits, "FACTOR_VALUE", Limits("value", 0, 1_234_567))
    printed = cramp("check").stdout
    assert "2026-03-02 has value of 1234568, beyond the limits of 0 to 1234567\n" in printed
    assert "2026-03-01" not in printed
