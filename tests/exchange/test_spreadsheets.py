"""Files as spreadsheets write them, byte for byte: what is imported, or why nothing is."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cramp_diary.core.errors import DiaryError
from cramp_diary.core.period import Period
from cramp_diary.exchange.csv_folder.cells import format_cell
from cramp_diary.exchange.csv_folder.decoding import Table
from cramp_diary.exchange.csv_folder.folder import export_folder, import_folder, read_folder
from cramp_diary.exchange.csv_folder.schemas import DAYS, EPISODES
from cramp_diary.store import open_diary
from tests.support.factories import AFTER_SAMPLE, an_episode
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

D = "diary_day"
UMLAUT = "D\u00fcne, \u201eEis\u201c"


class Form(NamedTuple):
    """A file, and the records that it holds in words, or what the refusal says."""

    content: bytes
    records: list[str]
    refusal: str = ""


def form(text: str, *records: str, encoding: str = "utf-8") -> Form:
    """Return a file with this text, which can be imported."""
    return Form(text.encode(encoding), list(records))


def refused(text: str, why: str, encoding: str = "utf-8") -> Form:
    """Return a file with this text, which cannot be imported."""
    return Form(text.encode(encoding), [], why)


DAY_FILES = {
    # Excel on Windows: "CSV UTF-8" and "CSV", with the list separator of the region.
    "excel us, csv utf-8": form(
        f"{D},water_ml,sitting_hours\r\n3/1/2026,1500,7.5\r\n3/13/2026,900,8\r\n",
        "2026-03-01 1500 7.5",
        "2026-03-13 900 8",
        encoding="utf-8-sig",
    ),
    "excel uk, csv": form(
        f"{D},water_ml,sitting_hours\r\n01/03/2026,1500,7.5\r\n13/03/2026,900,8\r\n",
        "2026-03-01 1500 7.5",
        "2026-03-13 900 8",
    ),
    "excel germany, csv utf-8": form(
        f"{D};water_ml;sitting_hours;note\r\n01.03.2026;1500;7,5;{UMLAUT}\r\n",
        f"2026-03-01 1500 7.5 {UMLAUT}",
        encoding="utf-8-sig",
    ),
    "excel germany, csv": form(
        f'{D};water_ml;note\r\n01.03.2026;1500;"""Eis"" f\u00fcr 3 \u20ac; spät"\r\n',
        '2026-03-01 1500 "Eis" f\u00fcr 3 \u20ac; spät',
        encoding="cp1252",
    ),
    "excel germany, logical values": form(
        f"{D};nerve_symptoms\r\n01.03.2026;WAHR\r\n02.03.2026;FALSCH\r\n",
        "2026-03-01 yes",
        "2026-03-02 no",
    ),
    "excel france": form(
        f"{D};sitting_hours;nerve_symptoms\r\n01/03/2026;7,25;VRAI\r\n31/03/2026;8;FAUX\r\n",
        "2026-03-01 7.25 yes",
        "2026-03-31 8 no",
    ),
    "excel spain, italy, sweden, poland": form(
        f"{D};nerve_symptoms\n1/3/2026;VERDADERO\n13/3/2026;FALSO\n14/3/2026;SANT\n"
        "15/3/2026;FALSKT\n16/3/2026;FA\u0141SZ\n",
        "2026-03-01 yes",
        "2026-03-13 no",
        "2026-03-14 yes",
        "2026-03-15 no",
        "2026-03-16 no",
    ),
    "excel netherlands": form(
        f"{D};sitting_hours;nerve_symptoms\r\n1-3-2026;7,5;WAAR\r\n31-3-2026;8;ONWAAR\r\n",
        "2026-03-01 7.5 yes",
        "2026-03-31 8 no",
    ),
    "excel switzerland": form(
        f"{D};water_ml;sitting_hours\r\n01.03.2026;1\u2019500;7.5\r\n", "2026-03-01 1500 7.5"
    ),
    "excel finland": form(
        f"{D};water_ml;sitting_hours\r\n1.3.2026;1\u00a0500;7,5\r\n", "2026-03-01 1500 7.5"
    ),
    "excel hungary": form(f"{D};nerve_symptoms\r\n2026. 03. 01.;IGAZ\r\n", "2026-03-01 yes"),
    "excel, unicode text": form(
        f"{D}\twater_ml\tnote\r\n2026-03-01\t1500\t{UMLAUT}\r\n",
        f"2026-03-01 1500 {UMLAUT}",
        encoding="utf-16",
    ),
    "utf-16, big endian": form(
        f"\ufeff{D}\tnote\r\n2026-03-01\t{UMLAUT}\r\n",
        f"2026-03-01 {UMLAUT}",
        encoding="utf-16-be",
    ),
    "excel, tab delimited": form(
        f"{D}\twater_ml\tnote\r\n01.03.2026\t1500\tcaf\u00e9\r\n",
        "2026-03-01 1500 caf\u00e9",
        encoding="cp1252",
    ),
    "excel, a stated separator": form(
        f"sep=;\r\n{D};sitting_hours\r\n2026-03-01;7,5\r\n", "2026-03-01 7.5"
    ),
    "a stated separator, and one column": form(f"sep=;\n{D}\n2026-03-01\n"),
    "a stated separator, saved again as a row": form(
        f'"sep=;",\r\n{D},sitting_hours\r\n2026-03-01,7.5\r\n', "2026-03-01 7.5"
    ),
    "a separator of its own": form(
        f"sep=#\r\n{D}#sitting_hours\r\n2026-03-01#7.5\r\n", "2026-03-01 7.5"
    ),
    "excel, trailing cells cut off": form(
        f"{D},cramps,water_ml,note\r\n2026-03-01,none\r\n2026-03-02,,900\r\n",
        "2026-03-01 none",
        "2026-03-02 900",
    ),
    "excel, rows and columns that were cleared": form(
        f"{D};water_ml;;\r\n01.03.2026;900;;\r\n;;;\r\n ; ;;\r\n;;;\r\n", "2026-03-01 900"
    ),
    "excel, more cells than the header": form(
        f"{D},water_ml\r\n2026-03-01,900,,\r\n", "2026-03-01 900"
    ),
    "an empty first column and first rows": form(
        f",,\r\n,{D},water_ml\r\n,2026-03-01,900\r\n", "2026-03-01 900"
    ),
    "excel, a line break in a cell": form(
        f'{D};note;water_ml\r\n01.03.2026;"first;\nsecond";900\r\n',
        "2026-03-01 900 first;\nsecond",
    ),
    "excel, exponents": form(f"{D};water_ml\r\n01.03.2026;1,5E+03\r\n", "2026-03-01 1500"),
    "excel, a date with midnight": form(
        f"{D};water_ml\r\n01.03.2026 00:00;900\r\n02.03.2026 00:00:00;800\r\n",
        "2026-03-01 900",
        "2026-03-02 800",
    ),
    "excel, a month by name": form(
        f"{D},water_ml\r\n1-Mar-26,900\r\n2-Mar-26,800\r\n", "2026-03-01 900", "2026-03-02 800"
    ),
    "excel us, thousands": form(f'{D},water_ml\r\n2026-03-01,"1,500.0"\r\n', "2026-03-01 1500"),
    "excel germany, thousands": form(f"{D};water_ml\r\n01.03.2026;1.500,0\r\n", "2026-03-01 1500"),
    # LibreOffice: UTF-8 without a mark, \n, every text in quotes if asked, two digits of the year.
    "libreoffice germany": form(
        f'{D};water_ml;sitting_hours\n01.03.26;1500;"7,5"\n', "2026-03-01 1500 7.5"
    ),
    "libreoffice us": form(
        f"{D},water_ml\n03/01/26,1500\n03/31/26,900\n", "2026-03-01 1500", "2026-03-31 900"
    ),
    "libreoffice, all in quotes": form(
        f'"{D}","water_ml","note"\n"2026-03-01","1500","ok"\n', "2026-03-01 1500 ok"
    ),
    "libreoffice germany, commas between the cells": form(
        f'{D},sitting_hours\n2026-03-01,"7,5"\n', "2026-03-01 7.5"
    ),
    # Numbers: UTF-8, \r\n, all columns of the table, logical values in capitals.
    "numbers us": form(
        f"{D},cramps,nerve_symptoms,,\r\n3/1/2026,none,TRUE,,\r\n3/31/2026,,FALSE,,\r\n,,,,\r\n",
        "2026-03-01 none yes",
        "2026-03-31 no",
    ),
    "numbers uk": form(
        f"{D},water_ml\r\n1 Mar 2026,900\r\n13 Mar 2026,800\r\n",
        "2026-03-01 900",
        "2026-03-13 800",
    ),
    "numbers us, months by name": form(
        f'{D},water_ml\r\n"Mar 1, 2026",900\r\n"March 2, 2026",800\r\n',
        "2026-03-01 900",
        "2026-03-02 800",
    ),
    "an old mac": form(
        f"{D},water_ml\r2026-03-01,900\r2026-03-02,800\r", *("2026-03-01 900",), "2026-03-02 800"
    ),
    # What people do to headers and boxes.
    "capitals and spaces in the header": form(
        '" Diary Day ";WATER_ML;Sitting hours;"Nerve-Symptoms"\n01.03.2026;900;7,5;x\n',
        "2026-03-01 900 7.5 yes",
    ),
    "boxes": form(
        f"{D},nerve_symptoms\n2026-03-01,X\n2026-03-02,\u2713\n2026-03-03,0\n2026-03-04,Y\n",
        "2026-03-01 yes",
        "2026-03-02 yes",
        "2026-03-03 no",
        "2026-03-04 yes",
    ),
    "the same in either order": form(f"{D},water_ml\n03/03/2026,900\n", "2026-03-03 900"),
    "a year first": form(
        f"{D},water_ml\n2026/03/01,900\n2026.3.2,800\n", *("2026-03-01 900",), "2026-03-02 800"
    ),
    "a minus that is no hyphen": refused(f"{D},water_ml\n2026-03-01,\u22125\n", "water of -5 ml"),
    # What could be two things, or is none.
    "either order": refused(
        f"{D},water_ml\n03/04/2026,900\n02/03/2026,800\n",
        "line 2, column diary_day: '03/04/2026' could be Fri 3 Apr 2026 or Wed 4 Mar 2026, and"
        " the other dates of the file do not show which: write 2026-04-03 or 2026-03-04.",
    ),
    "both orders": refused(
        f"{D},water_ml\n31/03/2026,900\n03/31/2026,800\n02/03/2026,800\n",
        "line 4, column diary_day: '02/03/2026' could be Mon 2 Mar 2026 or Tue 3 Feb 2026",
    ),
    "a date in a note shows nothing": refused(
        f"{D},note\n02/03/2026,31/01/2026\n", "'02/03/2026' could be"
    ),
    "two digits that could be the year": refused(
        f"{D},water_ml\n01-03-26,900\n", "'01-03-26' does not fit a date"
    ),
    "a date that is none": refused(f"{D}\n31.02.2026\n", "'31.02.2026' does not fit a date"),
    "a day with a time": refused(f"{D}\n01.03.2026 08:00\n", "does not fit a date"),
    "a number of days": refused(f"{D}\n46082\n", "'46082' does not fit a date"),
    "thousands or a decimal, semicolons": refused(
        f"{D};water_ml\n01.03.2026;1.500\n",
        "line 2, column water_ml: '1.500' could be 1500 or 1.5: write 1500 or 1.5.",
    ),
    "thousands or a decimal, commas": refused(
        f'{D},water_ml\n2026-03-01,"1,234"\n',
        "'1,234' could be 1234 or 1.234: write 1234 or 1.2340.",
    ),
    "thousands or a decimal, tabs": refused(
        f"{D}\twater_ml\n2026-03-01\t1.500\n", "'1.500' could be 1500 or 1.5"
    ),
    "groups that are no thousands": refused(
        f"{D};water_ml\n01.03.2026;1.50.0\n", "'1.50.0' is no number"
    ),
    "a unit": refused(f"{D};water_ml\n01.03.2026;1,5 l\n", "'1,5 l' is no number"),
    "a cell without a column": refused(
        f"{D},water_ml,\n2026-03-01,900,late\n", "line 2: A cell with text has no name"
    ),
    "a cell too many": refused(
        f"{D},water_ml\n2026-03-01,1,500\n", "line 2: The row has 3 cells, the header 2."
    ),
    "a column in two spellings": refused(
        f"{D},Water ML,water-ml\n2026-03-01,1,2\n", "column water_ml: The header has this column"
    ),
    "mac roman": refused(
        f"{D},note\r2026-03-01,caf\u00e9\r", "line 2: It is neither UTF-8", encoding="mac-roman"
    ),
    "utf-8 that was damaged": Form(
        f"{D},note\n2026-03-01,sp\u00e4t\n2026-03-02,".encode() + b"\xc3\n",
        [],
        "line 3: It is neither",
    ),
    "half a character": Form("\ufeffdiary_day".encode("utf-16-le")[:-1], [], "neither UTF-8 nor"),
    "no header": refused("2026-03-01,900\n", "line 1, column diary_day: The header lacks"),
    "a quote that stays open": refused(
        f'{D},note\n2026-03-01,"a\n2026-03-02,b\n', "line 2: The row is no CSV"
    ),
}

E = "started_at"
EPISODE_FILES = {
    "excel germany": form(
        f"{E};severity;woke;sites;note\r\n"
        '01.03.2026 03:10;6;WAHR;"calf:left;arch";sp\u00e4t\r\n15.03.2026 23:05;;;;\r\n',
        "2026-03-01T03:10:00+01:00 6 yes calf:left;arch sp\u00e4t",
        "2026-03-15T23:05:00+01:00",
        encoding="cp1252",
    ),
    "excel us": form(
        f"{E},severity\r\n3/1/2026 3:10,6\r\n3/15/2026 15:10,7\r\n",
        "2026-03-01T03:10:00+01:00 6",
        "2026-03-15T15:10:00+01:00 7",
    ),
    "excel us, twelve hours": form(
        f"{E},severity\r\n3/1/2026 3:10 AM,6\r\n3/15/26 12:10 AM,7\r\n3/16/26 12:10:30 pm,8\r\n",
        "2026-03-01T03:10:00+01:00 6",
        "2026-03-15T00:10:00+01:00 7",
        "2026-03-16T12:10:30+01:00 8",
    ),
    "excel spain, twelve hours": form(
        f"{E};severity\r\n13/03/2026 3:10 a.\u00a0m.;6\r\n13/03/2026 3:10 p. m.;7\r\n",
        "2026-03-13T03:10:00+01:00 6",
        "2026-03-13T15:10:00+01:00 7",
    ),
    "numbers": form(
        f'{E},severity\r\n"Mar 1, 2026 at 3:10\u202fAM",6\r\n"2 Mar 2026, 15:10",7\r\n',
        "2026-03-01T03:10:00+01:00 6",
        "2026-03-02T15:10:00+01:00 7",
    ),
    "excel denmark and finland": form(
        f"{E};severity\r\n13-03-2026 03.10;6\r\n14.3.2026 3.10;7\r\n",
        "2026-03-13T03:10:00+01:00 6",
        "2026-03-14T03:10:00+01:00 7",
    ),
    "local times, and the clocks as they were": form(
        f"{E},severity\n2026-03-28 03:10,6\n2026-03-30T03:10:05,7\n2026-04-01 03:10,8\n",
        "2026-03-28T03:10:00+01:00 6",
        "2026-03-30T03:10:05+02:00 7",
        "2026-04-01T03:10:00+02:00 8",
    ),
    "utc says nothing of the place": form(
        f"{E}\n2026-03-01T02:10Z\n2026-03-02T02:10+00:00\n",
        "2026-03-01T03:10:00+01:00",
        "2026-03-02T02:10:00+00:00",
    ),
    "a weekday before, an offset after": form(
        f'{E}\n"Sun, 1 Mar 2026 03:10:00 +0100"\n2.3.2026 02:10 GMT\n3/14/26 3:10 AM GMT-5\n',
        "2026-03-01T03:10:00+01:00",
        "2026-03-02T03:10:00+01:00",
        "2026-03-14T03:10:00-05:00",
    ),
    "an offset that is none": refused(
        f"{E}\n2.3.2026 02:10 GMT+15\n", "'2.3.2026 02:10 GMT+15' does not fit a time"
    ),
    "the repeated hour": refused(
        f"{E}\n2025-10-26 02:30\n",
        "line 2, column started_at: '2025-10-26 02:30' was twice, the clocks went back that day:"
        " write 2025-10-26T02:30+02:00 for the first time or 2025-10-26T02:30+01:00 for the second",
    ),
    "the repeated hour, logged": refused(
        f"{E},logged_at\n2025-10-25 02:30,26.10.2025 02:30\n",
        "column logged_at: '26.10.2025 02:30'",
    ),
    "a skipped hour": refused(
        f"{E}\n29.03.2026 02:30\n",
        "'29.03.2026 02:30' never was, the clocks skipped it that day: try 2026-03-29 03:30 or"
        " 2026-03-29 01:30.",
    ),
    "a day without a time": refused(f"{E}\n01.03.2026\n", "'01.03.2026' does not fit a time"),
    "an iso day without a time": refused(f"{E}\n2026-03-01\n", "'2026-03-01' does not fit a time"),
    "thirteen o'clock in the morning": refused(
        f"{E}\n3/13/2026 13:10 AM\n", "'3/13/2026 13:10 AM' does not fit a time"
    ),
    "either order of a time": refused(
        f"{E}\n03/02/2026 03:10\n", "'03/02/2026 03:10' could be Tue 3 Feb 2026 or Mon 2 Mar 2026"
    ),
}


def _import(tmp_path: Path, diary_path: Path, file: str, content: bytes) -> Period:
    (tmp_path / file).write_bytes(content)
    with open_diary(diary_path, create=True, now=AFTER_SAMPLE) as diary:
        try:
            import_folder(tmp_path / file, diary, AFTER_SAMPLE)
        except DiaryError:
            assert not any((diary.read().days, diary.read().episodes))
            raise
        return diary.read()


def _in_words(row: tuple[object, ...]) -> str:
    return " ".join(filter(None, map(format_cell, row)))


def _check(tmp_path: Path, diary_path: Path, file: str, case: Form) -> None:
    if case.refusal:
        with pytest.raises(DiaryError) as error:
            _import(tmp_path, diary_path, file, case.content)
        assert case.refusal in str(error.value)
        assert str(error.value).startswith("Nothing was imported")
        return
    period = _import(tmp_path, diary_path, file, case.content)
    days = [_in_words(DAYS.write(replace(day, confirmed_at=None))) for day in period.days]
    episodes = [
        _in_words(EPISODES.write(replace(episode, logged_at=None, key=None)))
        for episode in period.episodes
    ]
    assert days + episodes == case.records


@pytest.mark.parametrize("case", DAY_FILES.values(), ids=DAY_FILES)
def test_days_in_a_spreadsheet_are_imported_as_they_are_meant(
    tmp_path: Path, diary_path: Path, case: Form
) -> None:
    _check(tmp_path, diary_path, "days.csv", case)


@pytest.mark.parametrize("case", EPISODE_FILES.values(), ids=EPISODE_FILES)
def test_episodes_in_a_spreadsheet_are_imported_as_they_are_meant(
    tmp_path: Path, diary_path: Path, case: Form
) -> None:
    _check(tmp_path, diary_path, "episodes.csv", case)


@given(st.lists(st.text(",;|\t\"'=\r\n x1sep", max_size=12), min_size=1, max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_exported_diary_is_read_back_whatever_separators_its_notes_hold(
    tmp_path: Path, notes: list[str]
) -> None:
    day = an_episode().diary_day
    assert day is not None
    period = Period(
        start=day,
        end=day + timedelta(days=1),
        episodes=tuple(replace(an_episode(), note=note) for note in notes),
    )
    export_folder(period, tmp_path)
    assert read_folder(tmp_path) == period


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_exported_diary_that_a_spreadsheet_saved_again_is_the_same(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    again = tmp_path / "again"
    again.mkdir()
    export_folder(read_folder(SAMPLE_DATA), tmp_path)
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        with (again / path.name).open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([*row, ""] for row in rows)
    assert read_folder(again) == read_folder(SAMPLE_DATA)


def test_an_own_factor_may_be_called_like_a_column_with_a_space(tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("diary day,diary_day,Water\tML\n5,2026-03-01,900\n")
    period = read_folder(tmp_path)
    assert period.days[0].water_ml == 900
    assert [(value.factor, value.value) for value in period.factor_values] == [("diary day", 5)]


def test_an_own_factor_in_two_spellings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("diary_day,Alcohol,alcohol\n2026-03-01,1,2\n")
    with pytest.raises(DiaryError, match="line 1, column alcohol: The header has this column twic"):
        read_folder(tmp_path)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (("yes", "no"), "yes/no 1 0"),
        (("WAHR", "x"), "yes/no 1 1"),
        (("TRUE", "n"), "yes/no 1 0"),
        (("1", "0"), "amount 1 0"),
        (("2,5", "1.000,5"), "amount 2.5 1000.5"),
        (("none", "2"), "amount 0 2"),
        (("none", "nothing"), "amount 0 0"),
        (("x", "none"), "yes/no 1 0"),
    ],
)
def test_a_new_own_factor_is_a_yes_or_no_if_its_cells_are_words(
    tmp_path: Path, cells: tuple[str, str], values: str
) -> None:
    rows = zip(("2026-03-01", "2026-03-02"), cells, strict=True)
    text = "\n".join(["diary_day;nap", *(";".join(row) for row in rows)])
    (tmp_path / "days.csv").write_text(text)
    period = read_folder(tmp_path)
    found = " ".join(f"{value.value:g}" for value in period.factor_values)
    assert f"{period.factors[0].kind} {found}" == values


def test_a_file_is_read_once_more_only_for_the_order_of_its_dates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count_readings(dates: list[str]) -> int:
        (tmp_path / "days.csv").write_text("\n".join(["diary_day", *dates]))
        readings = []

        def rows(table: Table) -> Iterator[tuple[int, list[str]]]:
            readings.append(table)
            return real(table)

        real = Table.rows
        with monkeypatch.context() as patch:
            patch.setattr(Table, "rows", rows)
            read_folder(tmp_path)
        return len(readings)

    assert count_readings(["2026-03-01"] * 50) == 1
    assert count_readings(["31/03/2026", *["01/03/2026"] * 50]) == 2
