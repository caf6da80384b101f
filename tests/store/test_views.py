"""The views for other programs: against the daily table, and through all that befalls a file."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from cramp_diary.analysis.daily import daily_table, medication_column, own_column
from cramp_diary.analysis.risk_factors import MEDICATION, POOR_SHOES, list_risk_factors
from cramp_diary.analysis.summaries.weekly import weekly_table
from cramp_diary.core.day_fields import FIELD_COLUMNS
from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Dose,
    Factor,
    FactorValue,
    Medication,
    Relief,
    Shoe,
    Wear,
)
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import DrugClass, FactorKind, ReliefMethod
from cramp_diary.store import open_diary
from cramp_diary.store.backups.backup import back_up
from cramp_diary.store.backups.health import check_health
from cramp_diary.store.backups.restore import restore_diary
from cramp_diary.store.migrations import migrate
from cramp_diary.store.salvage.salvage import salvage
from cramp_diary.store.views import VIEWS
from tests.support.factories import NOW, an_episode
from tests.support.old_diary_files import of_format
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

FIRST = date(2025, 12, 20)
README = ROOT / "cramp_diary" / "store" / "README.md"


def select(path: Path, sql: str, index: str | None = None) -> pd.DataFrame:
    """Read a query with pandas, in a file that is opened for reading only."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return pd.read_sql(sql, connection, index_col=index)


def rows_of(path: Path, view: str) -> pd.DataFrame:
    assert view in VIEWS
    return select(path, f"SELECT * FROM {view}")  # noqa: S608 - the name of a view


def a_diary(seed: int) -> Period:
    """Return sixty days with every mixture of what is recorded, is zero, or is not recorded."""
    r = Random(seed)  # noqa: S311 - invented days
    days = [FIRST + timedelta(n) for n in range(60)]

    def some(share: float) -> list[date]:
        return [day for day in days if r.random() < share]

    cramped = some(0.3)
    described = {
        day: Day(
            diary_day=day,
            no_cramps=day not in cramped and r.random() < 0.6,
            water_ml=r.choice([None, 0, 1500]),
            sitting_hours=r.choice([None, 0, 7.5]),
            electrolyte_servings=r.choice([None, 0, 2]),
            stretch_minutes=r.choice([None, 0, 10]),
            nerve_symptoms=r.choice([None, False, True]),
            sleep_disturbance=r.choice([None, 0, 8]),
        )
        for day in some(0.8)
    }
    shoes = [
        Shoe(f"shoe {n}", arch_support, toe_room)
        for n, (arch_support, toe_room) in enumerate(
            [(True, True), (False, None), (None, True), (True, False), (None, None)]
        )
    ]
    return Period(
        start=FIRST,
        end=FIRST + timedelta(60),
        episodes=tuple(
            an_episode(day, time(20, n), severity=r.choice([None, 0, 3, 9]), state=None, woke=None)
            for day in cramped
            for n in range(r.choice([1, 1, 3]))
        ),
        days=tuple(described.values()),
        activities=tuple(
            activity
            for day in some(0.6)
            for activity in r.choice(
                [
                    [Activity(day, "none", 0)],
                    [Activity(day, "walk", 30, 3), Activity(day, "run", 20, r.choice([None, 7]))],
                    [Activity(day, "swim", 30, 0)],
                ]
            )
        ),
        shoes=tuple(shoes),
        wear=tuple(
            wear
            for day in some(0.7)
            for wear in r.choice(
                [
                    [Wear(day, "none", 0)],
                    [
                        Wear(day, shoe.name, r.choice([None, 0, 4.5]))
                        for shoe in r.sample(shoes, r.choice([1, 2]))
                    ],
                ]
            )
        ),
        medications=(
            Medication("statin", DrugClass.STATIN),
            Medication("pill"),
            Medication("never taken"),
        ),
        courses=(
            Course("statin", FIRST - timedelta(20), FIRST + timedelta(9)),
            Course("statin", FIRST + timedelta(50)),
        ),
        doses=tuple(Dose(day, "pill") for day in some(0.2) for _ in range(r.choice([1, 2]))),
        factors=(Factor("tea", unit="cups", source="a.csv"), Factor("hot", FactorKind.YES_NO)),
        factor_values=tuple(
            FactorValue(day, name, r.choice([0, 1])) for name in ("tea", "hot") for day in some(0.5)
        ),
    )


@pytest.fixture(params=[1, 2, 3])
def diary_path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Write a diary with drinks, and return its path."""
    path = tmp_path / "diary.db"
    with open_diary(path, create=True, now=NOW) as diary:
        diary.add_period(a_diary(request.param))
        diary.drink(FIRST + timedelta(30), 250)
        diary.drink(FIRST + timedelta(30), 300)
        diary.drink(FIRST + timedelta(31), 200)
    return path


def whole(path: Path) -> tuple[Period, pd.DataFrame]:
    with open_diary(path) as diary:
        period = diary.read()
    return period, daily_table(period)


def assert_same(found: pd.Series[Any], expected: pd.Series[Any]) -> None:
    """Hold that two columns are equal, and empty on the same days."""
    np.testing.assert_array_equal(
        found.to_numpy(dtype=float, na_value=np.nan), expected.to_numpy(dtype=float)
    )


def test_the_days_are_those_of_the_daily_table(diary_path: Path) -> None:
    period, daily = whole(diary_path)
    days = select(diary_path, "SELECT * FROM v_days ORDER BY diary_day", "diary_day")
    assert list(days.index) == [str(day.date()) for day in daily.index]
    for column in days.columns.difference(["recorded", "confirmed_none", "worst_severity"]):
        assert_same(days[column], daily[column])
        assert daily[column].isna().any()
        assert (daily[column] == 0).any()
    assert_same(days["worst_severity"], daily["severity"])
    assert_same(days["recorded"], daily["episodes"].notna())
    free = {str(day) for day in period.free_days}
    assert list(days["confirmed_none"]) == [day in free for day in days.index]


def test_every_exposure_of_a_day_is_there(diary_path: Path) -> None:
    days = set(rows_of(diary_path, "v_days"))
    factors = list_risk_factors(Period(start=FIRST, end=FIRST))
    assert {f.column for f in factors if f.factor != MEDICATION} <= days
    assert {POOR_SHOES.column, *FIELD_COLUMNS} <= days


def test_the_exposures_are_those_recorded_and_no_others(diary_path: Path) -> None:
    period, daily = whole(diary_path)
    found = select(diary_path, "SELECT * FROM v_exposures")
    assert found["value"].notna().all()
    of_days = found[found["is_own"] == 0].pivot_table(
        index="diary_day", columns="exposure", values="value"
    )
    assert of_days.shape[1] == 9
    own = found[found["is_own"] == 1].pivot_table(
        index="diary_day", columns="exposure", values="value"
    )
    every = [str(day.date()) for day in daily.index]
    for column in of_days:
        assert_same(of_days[column].reindex(every), daily[str(column)])
    for factor in period.factors:
        assert_same(own[factor.name].reindex(every), daily[own_column(factor.name)])
    units = found.groupby("exposure")[["unit", "source"]].first()
    assert tuple(units.loc["tea"]) == ("cups", "a.csv")
    assert tuple(units.loc["hot"]) == ("yes/no", "")
    assert tuple(units.loc["water_ml"]) == ("ml", "")


def test_a_medication_is_taken_by_course_or_dose_and_else_not_on_recorded_days(
    diary_path: Path,
) -> None:
    period, daily = whole(diary_path)
    found = select(diary_path, "SELECT * FROM v_medication_days ORDER BY diary_day")
    for medication in period.medications:
        days = found[found["medication"] == medication.name]
        assert_same(days["taken"], daily[medication_column(medication.name)])
        assert set(days["drug_class"]) == {medication.drug_class}
    assert found["doses"].sum() == len(period.doses)
    courses = found[found["on_course"] == 1]
    assert len(courses) == sum(
        any(course.covers(day.date()) for course in period.courses) for day in daily.index
    )


@pytest.mark.parametrize("first_day", ["monday", "wednesday", "Sunday"])
def test_the_weeks_are_those_of_the_weekly_table(diary_path: Path, first_day: str) -> None:
    with open_diary(diary_path) as diary:
        diary.change_setting("week_starts_on", first_day)
    period, daily = whole(diary_path)
    weeks = weekly_table(period)
    found = select(diary_path, "SELECT * FROM v_weeks ORDER BY week_start")
    assert list(found["week_start"]) == [str(week.start) for week in weeks]
    assert list(found["days"]) == [week.days for week in weeks]
    assert list(found["recorded_days"]) == [week.recorded_days for week in weeks]
    rates = [week.rate.per_week if week.rate else np.nan for week in weeks]
    np.testing.assert_allclose(found["episodes_per_week"].to_numpy(dtype=float), rates)
    assert_same(
        found["worst_severity"],
        pd.Series([week.worst_severity for week in weeks], dtype=float),
    )
    starts = [np.datetime64(week.start) for week in weeks]
    place = np.searchsorted(starts, daily.index.to_numpy(), side="right")
    means = daily["water_ml"].groupby(place).mean()
    np.testing.assert_allclose(found["mean_water_ml"].to_numpy(dtype=float), means)


def test_an_episode_is_a_row_with_its_places_and_reliefs_in_order(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    reliefs = Relief(ReliefMethod.WALKING, 2.5), Relief(ReliefMethod.HEAT)
    with open_diary(path, create=True, now=NOW) as diary:
        diary.add_episode(an_episode().change(reliefs=reliefs, note="woke the cat", about=True))
    (episode,) = select(path, "SELECT * FROM v_episodes").to_dict("records")
    assert episode == {
        "id": 1,
        "diary_day": "2026-02-28",
        "started_at": "2026-03-01T03:10:00+01:00",
        "is_about": 1,
        "severity": 6,
        "duration_minutes": 4,
        "state": "asleep",
        "woke": 1,
        "sites": "calf:left",
        "reliefs": "walking:2.5; heat",
        "soreness_hours": None,
        "note": "woke the cat",
    }


def test_an_empty_diary_has_empty_views(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    with open_diary(path, create=True):
        pass
    for view in VIEWS:
        assert rows_of(path, view).empty


@pytest.mark.parametrize("number", range(1, 10))
def test_a_diary_of_an_earlier_format_gets_them_when_it_is_opened(
    tmp_path: Path, number: int
) -> None:
    path = tmp_path / "old" / "diary.db"
    of_format(path, number)
    with open_diary(path):
        pass
    days = select(path, "SELECT diary_day, episodes, worst_severity FROM v_days")
    assert days.to_numpy().tolist() == [["2026-02-28", 1, 6]]


def test_they_stay_through_backup_restore_salvage_and_check(tmp_path: Path) -> None:
    path, backup, new = (tmp_path / f"{name}.db" for name in ("diary", "backup", "new"))
    with open_diary(path, create=True, now=NOW) as diary:
        diary.add_period(a_diary(1))
    before = {view: rows_of(path, view) for view in VIEWS}
    back_up(path, backup)
    restore_diary(backup, path, NOW)
    salvage(path, new)
    for each in (path, backup, new):
        for view, rows in before.items():
            pd.testing.assert_frame_equal(rows_of(each, view), rows)
        assert not [p for p in check_health(each, NOW).problems if "v_" in p.what]


def test_check_names_a_view_that_another_program_has_changed(
    cramp: Cramp, diary_path: Path
) -> None:
    with closing(sqlite3.connect(diary_path)) as connection:
        connection.execute("DROP VIEW v_weeks")
        connection.execute("CREATE VIEW v_own AS SELECT 1")
    said = cramp("--db", str(diary_path), "check")
    assert "v_weeks in the file is not as this program made it" in said.output
    assert "v_own in the file is not of this program" in said.output


def test_nothing_of_forgotten_days_is_left_in_them(diary_path: Path) -> None:
    with open_diary(diary_path) as diary:
        diary.forget_days(FIRST, FIRST + timedelta(60))
        assert diary.medications()  # a course is still running
    for view in VIEWS:
        assert rows_of(diary_path, view).empty


def test_each_column_is_described_and_only_these() -> None:
    text = README.read_text(encoding="utf-8")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        for view in VIEWS:
            columns = [name for (_, name, *_) in connection.execute(f"PRAGMA table_info({view})")]
            part = text.partition(f"### `{view}`\n")[2].partition("\n### ")[0]
            described = re.findall(r"^\| `(\w+)`", part, re.MULTILINE)
            if view == "v_weeks":
                described += [name for name in columns if name.startswith("mean_")]
            assert described == columns


def test_the_lines_for_pandas_open_a_diary(
    diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, _ = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(diary_path.parent)
    found: dict[str, Any] = {"sqlite3": sqlite3, "pd": pd}
    exec(lines, found)  # noqa: S102 - they are those of the page
    found["diary"].close()
    assert len(found["days"]) == 60
    assert found["days"].index.dtype.kind == "M"
