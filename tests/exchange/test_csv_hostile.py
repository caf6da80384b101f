"""Hostile and malformed CSV: no formulas, exact text, and valid records or an error."""

from __future__ import annotations

import csv
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cramp_diary.core.errors import DiaryError
from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Dose,
    Factor,
    FactorValue,
    Medication,
    Shoe,
)
from cramp_diary.core.period import Period
from cramp_diary.exchange.csv_folder.folder import export_folder, import_folder, read_folder
from cramp_diary.exchange.csv_folder.schemas import SCHEMAS
from cramp_diary.exchange.errors import BadRow
from cramp_diary.store import open_diary
from tests.support.factories import NOW, an_episode

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 2, 28)
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
HEADER = "started_at,severity,note"


def _period_with_text(text: str) -> Period:
    name = f"-{DAY}"
    return Period(
        start=DAY,
        end=date(2026, 3, 1),
        episodes=(replace(an_episode(), note=text),),
        days=(Day(diary_day=DAY, water_ml=1000, note=text),),
        activities=(Activity(DAY, "+run", 5),),
        shoes=(Shoe("@home"), Shoe("'-clogs")),
        medications=(Medication("-drops"),),
        courses=(Course("-drops", DAY, None, text),),
        doses=(Dose(DAY, "-drops", text),),
        factors=(Factor(name, unit=text), Factor("'+x")),
        factor_values=(FactorValue(DAY, name, -5), FactorValue(DAY, "'+x", 7)),
    )


def _cells_of(folder: Path) -> list[str]:
    cells = []
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    return cells


@pytest.mark.parametrize("begins", [*TRIGGERS, "'", "'=", "''+", " =", "plain"])
def test_no_cell_is_a_formula_and_each_is_read_back_exactly(tmp_path: Path, begins: str) -> None:
    period = _period_with_text(f"{begins}cmd|' /C calc'!A0\r\n=second line\n")
    export_folder(period, tmp_path)
    for cell in _cells_of(tmp_path):
        assert not cell.startswith(TRIGGERS) or cell == "-5"
    assert read_folder(tmp_path) == period


@given(st.text(st.characters(codec="utf-8"), max_size=30))
@example("\x00")
@example("'\ufeff=")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_back_exactly(tmp_path: Path, text: str) -> None:
    period = _period_with_text(text)
    export_folder(period, tmp_path)
    assert read_folder(tmp_path) == period


def test_negative_numbers_and_unguarded_formulas_are_read_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("diary_day,water_ml,mood,note\n2026-03-01,900,-2,=1+1\n")
    period = read_folder(tmp_path)
    assert period.days[0].note == "=1+1"
    assert period.factor_values[0].value == -2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (f"{HEADER}\n2026-03-01T03:10+01:00,6,a,b\n".encode(), "has 4 cells, the header 3"),
        (f"{HEADER},note\n".encode(), "has this column twice"),
        (f"{HEADER},NOTES\n".encode(), "There is no such column"),
        (f"{HEADER}\n".encode("utf-16")[:-1], "neither UTF-8 nor"),
        (f"{HEADER}\n2026-03-01T03:10+01:00,6,".encode() + b"\x81\n", "neither UTF-8"),
        (f'{HEADER}\n2026-03-01T03:10+01:00,6,"open\n'.encode(), "The row is no CSV"),
        (f'{HEADER}\n2026-03-01T03:10+01:00,6,"a"b\n'.encode(), "The row is no CSV"),
        (b"started_at\n" + b"\x00" * 100, "does not fit a time"),
        (f"{HEADER}\n2026-03-01T03:10+01:00,6\x00,x\n".encode(), "no number"),
        (f"{HEADER}\n2026-03-01T03:10+01:00,{'9' * 5000},x\n".encode(), "out of range"),
        (f"{HEADER}\n2026-03-01T03:10+01:00,nan,x\n".encode(), "is no number"),
        (f"{HEADER}\n2026-03-01T03:10+01:00,,{'x' * 17_000_000}\n".encode(), "The row is no CSV"),
    ],
    ids=range(12),
)
def test_a_malformed_file_is_refused_in_one_sentence(
    tmp_path: Path, diary_path: Path, content: bytes, why: str
) -> None:
    (tmp_path / "episodes.csv").write_bytes(content)
    with open_diary(diary_path, create=True, now=NOW) as diary:
        with pytest.raises(BadRow, match=why) as error:
            import_folder(tmp_path, diary, NOW)
        assert diary.episodes() == ()
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 500


@pytest.mark.parametrize(
    "content",
    [
        "{0}\n2026-03-01T03:10+01:00,6,a\r\n2026-03-02T03:10+01:00,6,b\n",
        "{0}\r2026-03-01T03:10+01:00,6,a\r2026-03-02T03:10+01:00,6,b",
        "\ufeff{0}\r\n\r\n2026-03-01T03:10+01:00,6,a\r\n\n2026-03-02T03:10+01:00,6,b\r\n\r\n",
        (
            '"started_at","severity","note"\n"2026-03-01T03:10+01:00","6","a"\n'
            '"2026-03-02T03:10+01:00","6","b"'
        ),
    ],
    ids=["mixed", "old mac", "bom and blank lines", "all quoted"],
)
def test_unusual_line_ends_and_quotes_are_read(tmp_path: Path, content: str) -> None:
    path = tmp_path / "episodes.csv"
    path.write_bytes(content.format(HEADER).encode())
    assert [episode.note for episode in read_folder(tmp_path).episodes] == ["a", "b"]


def test_a_cell_of_ten_megabytes_is_read_back(tmp_path: Path, diary_path: Path) -> None:
    note = "=\u00e4\x00\x1b[31m\r\n" * 1_100_000
    export_folder(
        replace(_period_with_text("x"), episodes=(replace(an_episode(), note=note),)), tmp_path
    )
    with open_diary(diary_path, create=True, now=NOW) as diary:
        import_folder(tmp_path, diary, NOW)
        assert diary.episodes()[0].note == note


@given(
    st.sampled_from([kind.file for kind in SCHEMAS]),
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from(
                [b",", b"\n", b"\r\n", b'"', b"2026-03-01", b"T03:10+01:00", b"none", b"'=", b"-1"]
                + [b";", b"\t", b"sep=;\n", b"1/2/2026", b"13.1.2026 3.10", b"1.500,5", b"\xe9"]
                + [column.encode() for kind in SCHEMAS for column in kind.columns]
            ),
            max_size=40,
        ).map(b"".join),
    ),
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, name: str, content: bytes) -> None:
    for path in tmp_path.glob("*.csv"):
        path.unlink()
    (tmp_path / name).write_bytes(content)
    with suppress(DiaryError):  # whatever else is raised fails the test
        period = read_folder(tmp_path)
        export_folder(period, tmp_path / "again")
        assert read_folder(tmp_path / "again").episodes == period.episodes
