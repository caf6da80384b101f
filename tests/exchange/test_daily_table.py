"""Tables with a row a day, as other programs write them, read as values of own factors."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.core.errors import DiaryError
from cramp_diary.core.model import Factor
from cramp_diary.core.vocabulary import FactorKind
from cramp_diary.exchange import daily_table
from cramp_diary.exchange.daily_table import (
    DailyTable,
    TableOptions,
    read_daily_table,
    read_table_file,
)
from cramp_diary.exchange.errors import BadRow, BadTable

PATH = Path("weather.csv")
DAYS = [date(2026, 1, day) for day in range(1, 5)]


def read(content: str | bytes, *known: Factor, zone: str = "UTC", **options: Any) -> DailyTable:  # noqa: ANN401 - those of TableOptions
    """Read a table, and hold that each row of each column is counted once."""
    if isinstance(content, str):
        content = content.encode()
    wanted = TableOptions(**options)
    table = read_daily_table(PATH, content, wanted, known, ZoneInfo(zone))
    for column in table.columns:
        counted = len(column.series.values), column.empty, column.repeated, column.unusable
        assert sum(counted) == table.rows
    return table


def values(table: DailyTable, column: int = 0) -> dict[date, float]:
    """Return the values of a column by day."""
    return {value.day: value.value for value in table.columns[column].series.values}


@pytest.mark.parametrize(
    "content",
    [
        "day,heat\n2026-01-01,20.5\n2026-01-02,-3\n",
        "\ufeffday;heat\r\n01.01.2026;20,5\r\n02.01.2026;-3\r\n",
        "sep=;\r\nday;heat\r\n01.01.2026;20,5\r\n02.01.2026;-3\r\n",
        "day\theat\n1 Jan 2026\t20,5\n2 Jan 2026\t\u22123\n",
        "heat|DATE\n20.5|2026-01-01T00:00Z\n-3|20260102\n",
        "day,heat\n1/1/2026,20.5 C\n1/2/2026,-3 C\n1/13/2026,\n",
        "at: the mill\n\nlatitude,height\n52.5,13\n\nday,heat\n2026-01-01,20.5\n2026-01-02,-3",
        '{"day": "2026-01-01", "heat": 20.5}\n\n{"heat": "-3", "day": "2026-01-02"}\n',
        "Messdatum;heat\n 20260101;   20.5\n 20260102;   -3.0\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_separators_marks_dates_and_encodings_are_found(content: str, encoding: str) -> None:
    table = read(content.encode(encoding))
    assert values(table) == {DAYS[0]: 20.5, DAYS[1]: -3}
    assert table.columns[0].series.factor.name == "heat"


@pytest.mark.parametrize(
    ("cells", "kind", "found"),
    [
        (("1", "0", "1"), FactorKind.YES_NO, [1, 0, 1]),
        (("yes", "no", "x"), FactorKind.YES_NO, [1, 0, 1]),
        (("1", "2", "0"), FactorKind.AMOUNT, [1, 2, 0]),
        (("1", "1", "1"), FactorKind.AMOUNT, [1, 1, 1]),
        (("n/a", "", "4"), FactorKind.AMOUNT, [4]),
        (("None", "NaN", "4"), FactorKind.AMOUNT, [4]),
        (("-999", "-9999.0", "4"), FactorKind.AMOUNT, [4]),
    ],
)
def test_a_column_is_yes_or_no_or_an_amount_by_its_cells_and_empty_is_not_recorded(
    cells: tuple[str, ...], kind: FactorKind, found: list[float]
) -> None:
    rows = "".join(f"{day},{cell}\n" for day, cell in zip(DAYS, cells, strict=False))
    table = read(f"day,hot\n{rows}")
    assert table.columns[0].series.factor.kind is kind
    assert list(values(table).values()) == found
    assert any("no measurement" in notice for notice in table.notices) is ("-999" in cells)


def test_what_the_diary_has_already_is_of_its_kind() -> None:
    text = "day,hot,heat\n2026-01-01,1,0\n2026-01-02,0,1\n"
    known = Factor("HOT", FactorKind.AMOUNT), Factor("heat", FactorKind.YES_NO)
    kinds = [column.series.factor.kind for column in read(text, *known).columns]
    assert kinds == [FactorKind.AMOUNT, FactorKind.YES_NO]


def test_one_and_zero_with_a_unit_are_amounts() -> None:
    text = "day,rain\n2026-01-01,1\n2026-01-02,0\n"
    assert read(text, units=("mm",)).columns[0].series.factor == Factor(
        "rain", unit="mm", source="weather.csv, column rain"
    )


def test_json_lines_say_yes_no_and_nothing() -> None:
    text = (
        '{"day":"2026-01-01","hot":true,"wind":{"a":1}}\n{"day":"2026-01-02","hot":false}\n'
        '{"day":"2026-01-03","hot":null}\n{"day":"2026-01-04"}\n[1]\n{"day":"2026-01-0'
    )
    table = read(text)
    assert values(table) == {DAYS[0]: 1, DAYS[1]: 0}
    assert table.columns[0].empty == 2
    why = "The line is no JSON object: write one on each line, or save the table as CSV."
    assert table.problems == tuple(f"weather.csv, line {line}: {why}" for line in (5, 6))
    assert table.notices[0].startswith("Not taken: wind: '{")


def test_a_stamp_is_of_its_date_in_the_zone_of_the_diary_and_can_be_shifted() -> None:
    text = "time,heat\n2026-01-02 07:00,1.5\n2026-01-02T23:30:00Z,2.5\n2026-01-04T00:00:00Z,3.5\n"
    assert list(values(read(text, zone="Europe/Berlin"))) == [DAYS[1], DAYS[2], DAYS[3]]
    assert list(values(read(text, zone="Europe/Berlin", shift=1))) == DAYS[:3]


def test_names_and_units_come_from_the_header_or_the_options() -> None:
    text = "day,T max: (\N{DEGREE SIGN}C),rain [mm]\n2026-01-01,20,3.5\n"
    factors = [column.series.factor for column in read(text).columns]
    assert [(f.name, f.unit) for f in factors] == [("T max", "\N{DEGREE SIGN}C"), ("rain", "mm")]
    columns = ("rain [mm]", "T max: (\N{DEGREE SIGN}C)")
    renamed = read(text, columns=columns, names=("wet", "hot"), units=("mm", "C")).columns
    assert [(c.series.factor.name, c.series.factor.unit) for c in renamed] == [
        ("wet", "mm"),
        ("hot", "C"),
    ]
    assert renamed[0].series.factor.source == "weather.csv, column rain [mm]"


def test_marks_that_could_be_two_numbers_are_read_as_the_others_of_the_column() -> None:
    assert values(read("day;x\n2026-01-01;1.234\n2026-01-02;1,5\n"))[DAYS[0]] == 1234
    assert values(read("day;x\n2026-01-01;1.234\n2026-01-02;1.5\n"))[DAYS[0]] == 1.234
    table = read("day;x\n2026-01-01;1.234\n2026-01-02;7\n2026-01-03;8\n")
    assert "could be 1234 or 1.234" in table.problems[0]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (
            "2026-01-02,999 C",
            "line 3, column heat: heat of 999 C is out of range: give -90 to 60 C",
        ),
        ("2026-01-02,86 F", "line 3, column heat: '86 F' is no number"),
        ("2026-01-01,22 C", "line 2 has another value of 2026-01-01: neither is taken."),
        ("1970-01-01,20 C", "line 3, column day: 1970-01-01 is the date of a clock"),
        ("soon,20 C", "line 3, column day: 'soon' does not fit a date"),
        ("2026-01-02,20 C,30", "line 3: The row has 3 cells, the header 2."),
        ("2026-01-02", "line 6: The row ends early: is the file whole?"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_and_the_others_are_taken(
    rows: str, problem: str
) -> None:
    sound = "2026-01-03,19 C\n2026-01-04,18 C\n2026-01-05,18 C"
    text = f"day,heat\n2026-01-01,21 C\n{rows}\n{sound}\n"
    if "ends early" in problem:
        text = f"day,heat\n2026-01-01,21 C\n{sound}\n{rows}"
    table = read(text)
    assert problem in table.problems[0]
    assert len(table.problems) == 1
    assert len(values(table)) in (3, 4)


def test_a_first_row_without_a_date_is_not_taken_for_the_header() -> None:
    table = read("day,x\nsoon,1\n2026-01-02,2\n2026-01-03,3\n")
    assert list(values(table).values()) == [2, 3]
    assert table.problems[0].startswith("weather.csv, line 2, column day: 'soon'")


def test_a_day_that_is_said_twice_alike_counts_once() -> None:
    text = "day,x\n2026-01-01,2.5\n2026-01-01,2.5\n2026-01-02,3\n2026-01-03,\n"
    (column,) = read(text).columns
    assert (len(column.series.values), column.repeated, column.empty) == (2, 1, 1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "has no row below its header"),
        ("day,x\n", "has no row below its header"),
        ("a,b\n1,x\n", "has no column with dates. It has a and b: name"),
        ("day,sky\n2026-01-01,fog\n", "has no column with numbers"),
        ("day,x,x\n2026-01-01,1,2\n", "would give two columns the name x"),
        ("day,x\n" + "2026-01-01 10:00,1\n" * 3, "has 3 rows for 1 day: make it a table"),
        ("day,heat (C)\n2026-01-01,86 F\n", "has column heat (C) in F, not in C"),
        ("[1, 2]", "holds no JSON object on a line of its own"),
        ("day,caf\u00e9\r2026-01-01,1".encode("mac_roman"), "is neither UTF-8 nor Windows-1252"),
        (
            "day,a,b,c,d,e,f,g\n2026-01-01,1,2,3,4,5,6,7\n",
            "has 7 columns with values. Each that is imported is one more factor",
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(content: str | bytes, why: str) -> None:
    with pytest.raises(BadTable) as refused:
        read(content)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"columns": ("y",)}, "has no column 'y'. It has day, a and b."),
        ({"date_column": "when"}, "has no column 'when'."),
        ({"date_column": "a"}, "has no date in its column a."),
        ({"names": ("one",)}, "and --name names 1: give one for each of them"),
        ({"units": ("C", "F", "K")}, "and --unit names 3: give one for each of them"),
        ({"columns": ("a", "b"), "names": ("x", "X")}, "would give two columns the name x"),
    ],
)
def test_options_that_do_not_fit_the_file_are_refused(options: dict[str, Any], why: str) -> None:
    with pytest.raises(BadTable) as refused:
        read("day,a,b\n2026-01-01,hot,2\n2026-01-02,3,4\n2026-01-03,3,4\n", **options)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('day,x\n2026-01-01,1\n2026-01-02,"2', "line 3: The row is no CSV"),
        ("day,x\n4/5/26,20\n", "line 2, column day: '4/5/26' could be"),
    ],
)
def test_a_row_by_which_others_may_be_wrong_is_refused_with_all_of_them(
    content: str, why: str
) -> None:
    with pytest.raises(BadRow) as refused:
        read(content)
    assert why in str(refused.value)


def test_what_a_day_has_already_is_no_factor_and_a_guessed_encoding_is_said() -> None:
    table = read("day,water_ml,caf\u00e9\n2026-01-01,1500,2\n".encode("cp1252"))
    assert [column.column for column in table.columns] == ["caf\u00e9"]
    assert table.notices == (
        "weather.csv is not UTF-8 and was read as Windows-1252: is 'caf\u00e9' it?",
        "Not taken: water_ml, which a day of the diary has already.",
    )


def test_files_that_are_no_text_or_too_large_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_table, "LARGEST_TABLE", 2_000_000)
    for content, why in (
        (b"PK\x03\x04", "is a spreadsheet or an archive: save the sheet as CSV."),
        (b"SQLite format 3\0", "is the file of another program, and no text"),
        (b"a" * 2_000_001, "is larger than 2 MB: is it a table with a row a day?"),
    ):
        path = tmp_path / "weather.csv"
        path.write_bytes(content)
        with pytest.raises(BadTable, match=why):
            read_table_file(path)
    with pytest.raises(BadTable, match="cannot be read"):
        read_table_file(tmp_path)
    path.write_text("day,x\n", encoding="utf-16")
    assert read_table_file(path).decode("utf-16") == "day,x\n"


@given(st.one_of(st.text(), st.binary().filter(lambda content: b"\0" not in content)))
def test_any_file_is_read_or_refused_with_a_sentence(content: str | bytes) -> None:
    for beginning in ("", "day,x\n2026-01-01,1\n", "{", '{"day": "2026-01-01", "x":'):
        start = beginning.encode()
        whole = start + (content.encode(errors="ignore") if isinstance(content, str) else content)
        try:
            read_daily_table(PATH, whole, TableOptions(), (), UTC)
        except DiaryError as error:
            assert str(error)  # noqa: PT017 - either is right
