"""The limits and lists of words that the schema repeats are those of the code."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from cramp_diary.core import day_fields, limits, model
from cramp_diary.core.day_fields import AMOUNT_FIELDS, DAY_COLUMNS
from cramp_diary.core.limits import Limits
from cramp_diary.core.vocabulary import (
    Direction,
    DrugClass,
    FactorKind,
    Muscle,
    ReliefMethod,
    Side,
    State,
)
from cramp_diary.store import suspicious_values
from cramp_diary.store.migrations import migrate
from cramp_diary.store.schema import STORED_RANGES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

LIMITED = {
    "severity": limits.SEVERITY,
    "duration_minutes": limits.DURATION_MINUTES,
    "soreness_hours": limits.SORENESS_HOURS,
    "effort": limits.EFFORT,
    "hours": limits.WEAR_HOURS,
    "value": limits.FACTOR_VALUE,
} | {field.column: field.limits for field in AMOUNT_FIELDS if field.limits}
WORDS = {
    "state": State,
    "muscle": Muscle,
    "side": Side,
    "method": ReliefMethod,
    "drug_class": DrugClass,
    "kind": FactorKind,
    "more_exposed": Direction,
}


@pytest.fixture(scope="module")
def schema() -> str:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        found = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'table'")
        return "\n".join(sql for (sql,) in found)


def test_the_stored_ranges_are_those_of_the_checks(schema: str) -> None:
    checks = re.findall(r"(\w+) BETWEEN (\S+) AND ([^\s)]+)\)", schema)
    found = {(column, (float(least), float(greatest))) for column, least, greatest in checks}
    assert found == set(STORED_RANGES.items())


def test_every_limit_lies_within_what_the_schema_can_hold() -> None:
    for allowed in (limits.RELIEF_MINUTES, limits.ACTIVITY_MINUTES):
        least, greatest = STORED_RANGES["minutes"]
        assert least <= allowed.least <= allowed.greatest <= greatest, allowed
    assert LIMITED.keys() | {"minutes"} == STORED_RANGES.keys()
    for column, allowed in LIMITED.items():
        least, greatest = STORED_RANGES[column]
        assert least <= allowed.least <= allowed.greatest <= greatest, (
            f"{column}: the schema holds {least:g} to {greatest:g} only; widen it by a migration"
        )


def test_every_list_of_words_is_that_of_the_schema(schema: str) -> None:
    checks = re.findall(r"(\w+)(?<!NOT) IN \(('[^)]+')\)", schema)
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
    """Lower the limits of water and of the duration, as a later version may."""
    fields = tuple(
        field._replace(limits=Limits("water", 0, 1000, "ml")) if field.option == "water" else field
        for field in day_fields.DAY_FIELDS
    )
    for module in (day_fields, model, suspicious_values):
        monkeypatch.setattr(module, "DAY_FIELDS", fields)
    monkeypatch.setattr(limits, "DURATION_MINUTES", Limits("duration", 0, 60, "minutes"))


def test_a_value_beyond_a_later_limit_is_an_oddity_and_no_damage(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("day", "yesterday", "--water", "3l", "--no-nerve")
    cramp("log", "last night 3am", "--minutes", "90", "--state", "resting")
    cramp("backup", str(tmp_path / "copy.db"))
    _narrow(monkeypatch)
    assert "water of 3000 ml is out of range" in cramp("day", "--water", "3l").stderr
    assert "duration of 90 minutes is out of range" in cramp("log", "--minutes", "90").stderr
    for words in (
        ("list",),
        ("show", "1"),
        ("day", "yesterday"),
        ("status",),
        ("week",),
        ("factors", "--nights"),
        ("export", str(tmp_path / "csv")),
        ("backup", str(tmp_path / "another.db")),
        ("restore", str(tmp_path / "copy.db"), "--yes"),
        ("chart", "all", "-o", str(tmp_path / "charts")),
        ("day", "yesterday", "--sitting", "5"),
        ("edit", "1", "--severity", "3"),
        ("edit", "1", "--severity", "3", "--minutes", "9"),
        ("undo",),
    ):
        said = cramp(*words)
        assert said.exit_code == 0, (words, said.output)
    said = cramp("check")
    assert said.exit_code == 1
    assert "damaged" not in said.output
    assert "2026-03-01 has water of 3000 ml, beyond the limits of 0 to 1000" in said.stdout
    assert "mend: cramp day 2026-03-01 --water VALUE" in said.stdout
    assert "episode 1 has duration of 90 minutes, beyond the limits of 0 to 60" in said.stdout
    assert "mend: cramp edit 1 --minutes TIME" in said.stdout
