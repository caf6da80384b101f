"""Disturbed sleep, and the five symptoms of a month, in the diary file."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cramp_diary.core.errors import NotWhole, OutOfRange
from cramp_diary.core.model import Day, MonthlySymptoms
from cramp_diary.store import open_diary
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.errors import DamagedDiary
from tests.support.factories import NOW, an_episode
from tests.support.old_diary_files import of_format

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

DAY, FEBRUARY, MARCH = date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1)


def test_the_answers_of_a_month_are_kept_replaced_and_undone(diary_path: Path) -> None:
    first = MonthlySymptoms(month=MARCH, calf_pain_walking=True, swelling=False)
    second = MonthlySymptoms(month=MARCH, weakness=False)
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.answer_month(MonthlySymptoms(month=FEBRUARY))
        diary.answer_month(first)
        assert diary.monthly_symptoms() == (MonthlySymptoms(month=FEBRUARY), first)
        diary.answer_month(second)
        assert diary.read().monthly_symptoms[1:] == (second,)
        assert [step.what for step in diary.steps()][1:] == [
            "answered the questions about 2026-03",
            "skipped the questions about 2026-02",
        ]
        assert diary.undo().what == "answered the questions about 2026-03"
        assert diary.monthly_symptoms()[1:] == (first,)
        diary.redo()
        assert diary.read(date(2026, 2, 1), date(2026, 2, 2)).monthly_symptoms[1:] == (second,)
    assert first.answers == {"calf_pain_walking": True, "swelling": False}
    assert MonthlySymptoms(month=FEBRUARY).answers == {}


def test_answers_of_a_month_are_no_day_of_the_diary(diary_path: Path) -> None:
    with open_diary(diary_path, create=True) as diary:
        diary.add_episode(an_episode(date(2026, 3, 20)))
        diary.answer_month(MonthlySymptoms(month=MARCH, numbness=True))
        assert diary.read().start == date(2026, 3, 19)
    assert examine(diary_path).days == 1


def test_a_month_begins_on_its_first_day() -> None:
    with pytest.raises(ValueError, match="begins on its first day"):
        MonthlySymptoms(month=date(2026, 3, 2))


@pytest.mark.parametrize(("value", "error"), [(11, OutOfRange), (2.5, NotWhole)])
def test_disturbed_sleep_is_a_whole_number_to_ten(value: float, error: type[Exception]) -> None:
    with pytest.raises(error, match="sleep disturbance of"):
        Day(diary_day=DAY, sleep_disturbance=value)  # type: ignore[arg-type] # what is refused


def test_a_diary_of_the_format_before_has_neither_and_is_read(diary_path: Path) -> None:
    of_format(diary_path, 6)
    with closing(sqlite3.connect(diary_path)) as connection:
        connection.execute("INSERT INTO days (diary_day, water_ml) VALUES ('2026-03-01', 900)")
        connection.commit()
    assert (examine(diary_path).format, examine(diary_path).days) == (6, 2)
    with open_diary(diary_path) as diary:
        assert diary.day(DAY) == Day(diary_day=DAY, water_ml=900)
        assert diary.monthly_symptoms() == ()
        diary.add_to_day(Day(diary_day=DAY, sleep_disturbance=7))
        assert diary.day(DAY).sleep_disturbance == 7


def test_the_file_refuses_a_month_that_is_none(diary_path: Path) -> None:
    with open_diary(diary_path, create=True) as diary:
        diary.answer_month(MonthlySymptoms(month=MARCH, numbness=True))
    with closing(sqlite3.connect(diary_path)) as connection:
        for month in ("2026-03-02", "2026-03", "2026-13-01"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute("INSERT INTO monthly_symptoms (month) VALUES (?)", (month,))
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE monthly_symptoms SET month = 'spring'")
        connection.commit()
    with pytest.raises(DamagedDiary):
        examine(diary_path)


def test_whole_months_before_a_date_are_forgotten_with_their_answers(
    cramp: Cramp, diary_path: Path
) -> None:
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_episode(an_episode(date(2026, 3, 1)))
        for month in (date(2026, 1, 1), FEBRUARY, MARCH):
            diary.answer_month(MonthlySymptoms(month=month, weakness=True))
    assert cramp("forget", "--before", "2026-02-28", "--yes").exit_code == 0
    with open_diary(diary_path) as diary:
        assert [each.month for each in diary.monthly_symptoms()] == [FEBRUARY, MARCH]
        assert [step.what for step in diary.steps()] == [
            "answered the questions about 2026-03",
            "answered the questions about 2026-02",
        ]
    for path in diary_path.parent.rglob("*.db"):
        assert b"2026-01-01" not in path.read_bytes()
    assert cramp("check").exit_code == 0


def test_disturbed_sleep_is_given_to_the_day_and_to_an_episode(cramp: Cramp) -> None:
    logged = cramp("log", "last night 3am", "--state", "asleep", "--disturbed", "6/10").stdout
    assert "Sun 1 Mar 2026: 1 episode (1)." in logged
    assert "\n  sleep disturbance: 6\n" in logged
    assert "  sleep disturbance: 0\n" in cramp("day", "--disturbed", "none").stdout
    cleared = cramp("day", "--clear", "disturbed").stdout
    assert "sleep disturbance" in cleared.partition("not recorded: ")[2]
    assert "Undone" in cramp("undo").stdout
    assert "  sleep disturbance: 0\n" in cramp("day", "yesterday").stdout
    cramp("day", "today", "--disturbed", "4")
    assert json.loads(cramp("status", "--json").stdout)["day"]["sleep_disturbance"] == 4
    assert "not sore afterwards" in cramp("edit", "1", "--soreness", "none").stdout
    for wrong in ("11", "6.5", "badly"):
        assert cramp("day", "--disturbed", wrong).exit_code == 2


def test_disturbed_sleep_is_missing_only_after_a_night_with_a_cramp(cramp: Cramp) -> None:
    assert "sleep disturbance" not in cramp("day", "yesterday", "--no-cramps").stdout
    cramp("log", "yesterday 15:00", "--state", "resting")
    assert "sleep disturbance" not in cramp("day", "yesterday").stdout
    cramp("log", "today 5am", "--woke")
    assert "sleep disturbance" not in cramp("day", "yesterday").stdout
    assert "sleep disturbance" in cramp("day", "today").stdout
    cramp("log", "today 5am", "--state", "in bed")
    assert "sleep disturbance" in cramp("day", "yesterday").stdout


@pytest.mark.parametrize(
    ("cell", "why"), [("spring", "does not fit a date"), ("2026-04", "lies in the future")]
)
def test_a_month_in_csv_is_a_month_that_has_begun(
    cramp: Cramp, tmp_path: Path, cell: str, why: str
) -> None:
    file = tmp_path / "monthly_symptoms.csv"
    file.write_text(f"month,numbness\n2026-02,yes\n{cell},no\n")
    result = cramp("import", str(tmp_path))
    assert result.exit_code == 2
    assert "monthly_symptoms.csv, line 3, column month" in result.stderr
    assert why in result.stderr
    file.write_text("month,numbness\n2026-02,yes\n2026-03-02,x\n")
    assert cramp("import", str(tmp_path)).stdout == "Imported 2 months of symptoms.\n"
    cramp("export", str(tmp_path / "out"))
    assert (tmp_path / "out" / file.name).read_text().splitlines()[1:] == [
        "2026-02-01,,,yes,,",
        "2026-03-01,,,yes,,",
    ]
