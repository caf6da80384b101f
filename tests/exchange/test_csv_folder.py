from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cramp_diary.core.errors import CannotWrite
from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Dose,
    Drink,
    Episode,
    Factor,
    FactorValue,
    Medication,
    MonthlySymptoms,
    Relief,
    Shoe,
    Site,
    Wear,
)
from cramp_diary.core.period import Period, count_records
from cramp_diary.core.settings import Settings
from cramp_diary.core.vocabulary import (
    Direction,
    DrugClass,
    FactorKind,
    Muscle,
    ReliefMethod,
    Side,
    State,
)
from cramp_diary.exchange.csv_folder import folder as folder_module
from cramp_diary.exchange.csv_folder.folder import export_folder, import_folder, read_folder
from cramp_diary.exchange.errors import BadRow, NoCsvFolder
from cramp_diary.store import open_diary
from tests.support.factories import AFTER_SAMPLE, NOW, an_episode
from tests.support.trials import a_trial, answered

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 2, 28)
KEY = "0b5c7a52-3f6e-4a8e-9d1f-5a2b7c9e000"
AWKWARD = 'Zoë said: "no;\r\nmore, =1+1"\x1b\t\u202e'


def a_full_period() -> Period:
    """Return a diary that uses every column, with values that are hard to write."""
    started_at = datetime(2026, 3, 1, 3, 10, 5, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    episode = Episode(
        started_at=started_at,
        severity=7,
        duration_minutes=2.1,
        state=State.ASLEEP,
        woke=False,
        sites=(Site(Muscle.CALF, Side.LEFT), Site(Muscle.OTHER)),
        reliefs=(Relief(ReliefMethod.ELECTROLYTE_DRINK, 1.25), Relief(ReliefMethod.HEAT)),
        soreness_hours=0.1,
        note=AWKWARD,
        about=True,
        logged_at=started_at + timedelta(days=2),
        diary_day=DAY,
    )
    stopped = a_trial(date(2025, 1, 1), expected=None, stopped_on=date(2025, 1, 9))
    running = a_trial(DAY, habit="bedtime, routine")
    return Period(
        start=DAY - timedelta(days=3),
        end=DAY + timedelta(days=1),
        episodes=(
            replace(episode, key=f"{KEY}1"),
            replace(episode, key=f"{KEY}2"),
            Episode(started_at=started_at, diary_day=DAY, key=f"{KEY}3"),
        ),
        days=(
            Day(
                diary_day=DAY - timedelta(days=1),
                no_cramps=True,
                water_ml=0,
                note=AWKWARD,
                confirmed_at=started_at,
            ),
            Day(
                diary_day=DAY,
                sitting_hours=7.3,
                electrolyte_servings=2,
                nerve_symptoms=False,
                sleep_disturbance=0,
            ),
        ),
        activities=(
            Activity(DAY - timedelta(days=3), "none", 0, key=f"{KEY}1"),
            Activity(DAY, "hill, run", 45, 6.5, key=f"{KEY}2"),
            Activity(DAY, "hill, run", 45, 6.5, key=f"{KEY}3"),
        ),
        shoes=(
            Shoe("bóots, old", arch_support=False),
            Shoe("clogs", toe_room=True, ventilated=True),
        ),
        wear=(
            Wear(DAY - timedelta(days=1), "none", 0),
            Wear(DAY, "bóots, old", 8),
            Wear(DAY, "clogs"),
        ),
        medications=(Medication("loopix", DrugClass.LOOP), Medication("pill")),
        courses=(
            Course("loopix", date(2025, 1, 1), date(2025, 2, 1), "40 mg, daily"),
            Course("loopix", date(2025, 3, 1)),
        ),
        doses=(Dose(DAY, "pill", "½", started_at), Dose(DAY, "pill")),
        drinks=(Drink(DAY, started_at, 250), Drink(DAY, started_at, 12.5)),
        factors=(
            Factor("alcohol", FactorKind.AMOUNT, "glasses"),
            Factor(
                "nap",
                FactorKind.YES_NO,
                more_exposed=Direction.LESS,
                may_follow_cramp=True,
                source="a.csv",
            ),
            Factor("unused"),
        ),
        factor_values=(
            FactorValue(DAY - timedelta(days=2), "alcohol", -1e-05),
            FactorValue(DAY, "alcohol", 2),
            FactorValue(DAY, "nap", 1),
        ),
        monthly_symptoms=(
            MonthlySymptoms(month=date(2026, 1, 1), calf_pain_walking=True, swelling=False),
            MonthlySymptoms(month=date(2026, 2, 1)),
        ),
        trials=(stopped[0], running[0]),
        trial_days=(*answered(stopped[1], date(2025, 1, 9)), *running[1]),
        settings=Settings(day_starts_at=time(5, 30), glass=200.0, show_zone=True),
    )


def test_an_exported_folder_is_read_back_to_the_same_diary(tmp_path: Path) -> None:
    period = a_full_period()
    export_folder(period, tmp_path / "new" / "folder")
    assert read_folder(tmp_path / "new" / "folder") == period


def test_a_whole_number_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("diary_day,sleep_disturbance\n2026-03-01,6.0\n")
    (day,) = read_folder(tmp_path).days
    assert repr(day.sleep_disturbance) == "6"
    (tmp_path / "days.csv").write_text("diary_day,sleep_disturbance\n2026-03-01,6.5\n")
    with pytest.raises(BadRow, match=r"column sleep_disturbance: .* is not a whole number"):
        read_folder(tmp_path)


def test_export_after_import_writes_the_same_bytes(tmp_path: Path, diary_path: Path) -> None:
    export_folder(a_full_period(), tmp_path / "one")
    with open_diary(diary_path, create=True) as diary:
        added = import_folder(tmp_path / "one", diary, AFTER_SAMPLE)
        export_folder(diary.read(), tmp_path / "two")
    assert count_records(added.changes.added) == count_records(a_full_period())
    for file in (tmp_path / "one").iterdir():
        assert (tmp_path / "two" / file.name).read_bytes() == file.read_bytes()


def test_importing_twice_adds_nothing(tmp_path: Path, diary_path: Path) -> None:
    export_folder(a_full_period(), tmp_path)
    with open_diary(diary_path, create=True) as diary:
        import_folder(tmp_path, diary, AFTER_SAMPLE)
        before = diary.read()
        changes, differences, *_ = import_folder(tmp_path, diary, AFTER_SAMPLE)
        assert diary.read() == before
    assert (changes.format_counts(), differences) == ("", ())


@settings(max_examples=60, deadline=None)
@given(
    notes=st.lists(st.text(st.characters(codec="utf-8")), max_size=4),
    severity=st.none() | st.integers(0, 10),
    minutes=st.none() | st.floats(0, 1440),
    offset=st.integers(-14 * 60, 14 * 60),
)
def test_notes_and_numbers_are_read_back_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    notes: list[str],
    severity: int | None,
    minutes: float | None,
    offset: int,
) -> None:
    at = datetime(2026, 3, 1, 20, tzinfo=timezone(timedelta(minutes=offset)))
    episodes = tuple(
        Episode(
            started_at=at,
            severity=severity,
            duration_minutes=minutes,
            note=note,
            diary_day=at.date(),
        )
        for note in notes
    )
    folder = tmp_path_factory.mktemp("folder")
    export_folder(Period(start=at.date(), end=at.date(), episodes=episodes), folder)
    assert read_folder(folder).episodes == episodes


def _folder(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "csv"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


EPISODE = "started_at,severity\n2026-03-01T03:10+01:00,6\n"
BAD_ROWS = {
    "severity out of range": (
        {"episodes": f"{EPISODE}2026-03-02T03:10+01:00,11\n"},
        "episodes.csv, line 3, column severity: severity of 11 is out of range: give 0 to 10.",
    ),
    "severity with decimals": (
        {"episodes": "started_at,severity\n2026-03-01T03:10+01:00,6.5\n"},
        "column severity: severity of 6.5 is not a whole number",
    ),
    "no time of day": (
        {"episodes": "started_at\n2026-03-01\n"},
        "line 2, column started_at: '2026-03-01' does not fit a time",
    ),
    "no time": ({"episodes": "started_at\nlast night\n"}, "'last night' does not fit a time"),
    "no start": ({"episodes": "started_at,note\n,ouch\n"}, "The cell is empty and cannot be"),
    "a line after a note of two lines": (
        {"episodes": 'started_at,note\n2026-03-01T03:10Z,"a\nb"\n2026-03-01T03:10Z,c,d\n'},
        "episodes.csv, line 4: The row has 3 cells, the header 2.",
    ),
    "neither exact nor about": (
        {"episodes": "started_at,precision\n2026-03-01T03:10Z,roughly\n"},
        "column precision: There is no precision 'roughly': use about or exact",
    ),
    "unknown muscle": (
        {"episodes": "started_at,sites\n2026-03-01T03:10Z,elbow\n"},
        "column sites: There is no muscle 'elbow'",
    ),
    "not a number": (
        {"days": "diary_day,water_ml\n2026-03-01,much\n"},
        "days.csv, line 2, column water_ml: 'much' is no number",
    ),
    "logged in the future": (
        {"episodes": "started_at,logged_at\n2026-03-01T03:10Z,2050-01-01T00:00Z\n"},
        "episodes.csv, line 2, column logged_at: 2050-01-01 01:00:00+01:00 lies in the future.",
    ),
    "logged on a day": (
        {"episodes": "started_at,logged_at\n2026-03-01T03:10Z,2026-03-01\n"},
        "episodes.csv, line 2, column logged_at: '2026-03-01' does not fit a time",
    ),
    "confirmed in the future": (
        {"days": "diary_day,cramps,confirmed_at\n2026-03-01,none,2050-01-01T00:00Z\n"},
        "days.csv, line 2, column confirmed_at: 2050-01-01 01:00:00+01:00 lies in the future.",
    ),
    "nothing confirmed at a time": (
        {"days": "diary_day,water_ml,confirmed_at\n2026-03-01,900,2026-03-02T08:00Z\n"},
        "days.csv, line 2, column confirmed_at: Nothing is confirmed: write none",
    ),
    "a number python alone would read": (
        {"days": "diary_day,water_ml\n2026-03-01,1_000\n"},
        "'1_000' is no number",
    ),
    "not finite": ({"days": "diary_day,water_ml\n2026-03-01,nan\n"}, "out of range"),
    "no date": ({"days": "diary_day\n1.3.\n"}, "'1.3.' does not fit a date"),
    "cramps that are not none": (
        {"days": "diary_day,cramps\n2026-03-01,two\n"},
        "'two' does not fit cramps: write it like none, or leave it empty",
    ),
    "neither yes nor no": (
        {"days": "diary_day,nerve_symptoms\n2026-03-01,maybe\n"},
        "There is no answer 'maybe': use yes or no",
    ),
    "own factor that is no number": (
        {"days": "diary_day,alcohol\n2026-03-01,2\n2026-03-02,lots\n"},
        "days.csv, line 3, column alcohol: 'lots' is no number",
    ),
    "own factor without a usable name": (
        {"days": "diary_day,a=b\n2026-03-01,2\n"},
        "days.csv, line 1, column a=b: A name of a factor cannot be",
    ),
    "a day given twice": (
        {"days": "diary_day,water_ml\n2026-03-01,900\n2026-03-01,901\n"},
        "days.csv, line 3, column water_ml: Line 2 says 900 ml: keep one of the two.",
    ),
    "none and an activity": (
        {"activities": "diary_day,kind,minutes\n2026-03-01,none,0\n2026-03-01,run,5\n"},
        "activities.csv, line 3, column kind: The folder says both none and an activity",
    ),
    "none that took minutes": (
        {"activities": "diary_day,kind,minutes\n2026-03-01,none,5\n"},
        "activities.csv, line 2: the activity is 'none', but",
    ),
    "a shoe that is not there": (
        {"wear": "diary_day,shoe,hours\n2026-03-01,clogs,5\n"},
        "wear.csv, line 2, column shoe: There is no shoe 'clogs': add it to shoes.csv.",
    ),
    "none and a shoe": (
        {
            "shoes": "name\nclogs\n",
            "wear": "diary_day,shoe,hours\n2026-03-01,Clogs,5\n2026-03-01,none,0\n",
        },
        "wear.csv, line 3, column shoe: The folder says both none and a shoe",
    ),
    "two numbers of hours": (
        {
            "shoes": "name\nclogs\n",
            "wear": "diary_day,shoe,hours\n2026-03-01,clogs,5\n2026-03-01,clogs,6\n",
        },
        "wear.csv, line 3, column hours: Line 2 says 5 h: keep one of the two.",
    ),
    "a shoe that is two things": (
        {"shoes": "name,toe_room\nclogs,yes\nClogs,no\n"},
        "shoes.csv, line 3, column toe_room: Line 2 says yes: keep one of the two.",
    ),
    "a medication that is not there": (
        {"doses": "diary_day,medication\n2026-03-01,none\n"},
        "doses.csv, line 2, column medication: There is no medication 'none'",
    ),
    "courses that overlap": (
        {
            "medications": "name\npill\n",
            "courses": "medication,first_day\npill,2026-03-01\npill,2026-03-05\n",
        },
        "courses.csv, line 3, column first_day: The course from Sun 1 Mar 2026 on covers some",
    ),
    "a course that ends before it begins": (
        {
            "medications": "name\npill\n",
            "courses": "medication,first_day,last_day\npill,2026-03-01,2026-02-01\n",
        },
        "courses.csv, line 2: the course begins on 2026-03-01",
    ),
    "a value given twice": (
        {"days": "diary_day,alcohol\n2026-03-01,1\n2026-03-01,2\n"},
        "days.csv, line 3, column alcohol: Line 2 says 1: keep one of the two.",
    ),
    "a column that is not there": ({"episodes": "severity\n6\n"}, "line 1, column started_at"),
    "a column twice": (
        {"shoes": "name,name\na,b\n"},
        "shoes.csv, line 1, column name: The header has this column twice",
    ),
    "a column too many": (
        {"shoes": "name,colour\nclogs,red\n"},
        "shoes.csv, line 1, column colour: There is no such column: use name,",
    ),
    "an open quote": ({"shoes": 'name\n"clogs\n'}, "The row is no CSV"),
}


@pytest.mark.parametrize(("files", "why"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_row_is_named_and_nothing_is_imported(
    tmp_path: Path, diary_path: Path, files: dict[str, str], why: str
) -> None:
    good = {"factors": "name\nsleep\n", "medications": "name\nother pill\n"}
    folder = _folder(tmp_path, **(good | files))
    with open_diary(diary_path, create=True) as diary:
        with pytest.raises(BadRow) as refused:
            import_folder(folder, diary, AFTER_SAMPLE)
        kept = diary.read()
    assert why in str(refused.value)
    assert str(refused.value).startswith("Nothing was imported. ")
    assert not any(count_records(kept).values())


def test_a_confirmation_under_an_episode_is_read_back_to_the_same(
    tmp_path: Path, diary_path: Path
) -> None:
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_to_day(Day(diary_day=date(2026, 3, 1), no_cramps=True))
        diary.add_to_day(Day(diary_day=date(2026, 2, 28), no_cramps=True))
        diary.add_episode(an_episode())
        kept = diary.read()
        export_folder(kept, tmp_path)
        assert import_folder(tmp_path, diary, AFTER_SAMPLE).changes.format_counts() == ""
    with open_diary(diary_path.with_name("new.db"), create=True, now=NOW) as other:
        import_folder(tmp_path, other, AFTER_SAMPLE)
        read = other.read()
        assert (read.cramp_days, read.free_days) == (kept.cramp_days, kept.free_days)
        assert read.days == kept.days
        assert [day.confirmed_at for day in read.days] == [NOW, NOW]
        other.delete_episode(1)
        assert other.cramps_by_day() == {day.diary_day: False for day in kept.days}


def test_a_byte_order_mark_is_not_part_of_the_header(tmp_path: Path) -> None:
    folder = _folder(tmp_path, shoes="\ufeffname\r\nclogs\r\n\r\n")
    assert read_folder(folder).shoes == (Shoe("clogs"),)


def test_a_folder_without_any_of_the_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters.csv").touch()
    with pytest.raises(NoCsvFolder, match=r"holds no part of a diary: .* episodes\.csv,"):
        read_folder(tmp_path)
    with pytest.raises(NoCsvFolder, match="is no folder"):
        read_folder(tmp_path / "nowhere")


def test_further_columns_of_days_csv_are_own_factors(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path, days="diary_day,alcohol,nap,empty\n2026-03-01,2,yes,\n2026-03-02,,no,\n"
    )
    period = read_folder(folder)
    assert period.factors == (Factor("alcohol"), Factor("nap", FactorKind.YES_NO))
    assert period.factor_values == (
        FactorValue(date(2026, 3, 1), "alcohol", 2),
        FactorValue(date(2026, 3, 1), "nap", 1),
        FactorValue(date(2026, 3, 2), "nap", 0),
    )


def test_a_folder_may_use_names_that_only_the_diary_has(tmp_path: Path, diary_path: Path) -> None:
    folder = _folder(
        tmp_path,
        wear="diary_day,shoe,hours\n2026-03-01,CLOGS,5\n",
        days="diary_day,Nap\n2026-03-01,yes\n",
    )
    with open_diary(diary_path, create=True) as diary:
        diary.add_shoe(Shoe("clogs"))
        diary.add_factor(Factor("nap", FactorKind.YES_NO))
        import_folder(folder, diary, AFTER_SAMPLE)
        assert diary.wear_on(date(2026, 3, 1)) == (Wear(date(2026, 3, 1), "clogs", 5),)
        assert diary.values_on(date(2026, 3, 1)) == (FactorValue(date(2026, 3, 1), "nap", 1),)


@pytest.mark.parametrize("moment", ["parse_folder", "find_changes"])
def test_another_program_writes_while_a_folder_is_read_and_both_are_kept(
    tmp_path: Path, diary_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    folder = _folder(tmp_path, episodes=EPISODE, days="diary_day,nap\n2026-02-27,1\n")
    same, another = read_folder(folder).episodes[0], replace(an_episode(), note="logged meanwhile")
    nap = Factor("nap", FactorKind.YES_NO)
    monkeypatch.setattr("cramp_diary.store.transaction.BUSY_SECONDS", 0.05)
    real = getattr(folder_module, moment)

    def read_while_another_writes(*arguments: Any, **others: Any) -> Any:  # noqa: ANN401 - passed on
        with open_diary(diary_path) as other:
            if not other.episodes():
                other.add_factor(nap)
                other.add_period(Period(start=DAY, end=DAY, episodes=(same, another)))
        return real(*arguments, **others)

    monkeypatch.setattr(folder_module, moment, read_while_another_writes)
    with open_diary(diary_path, create=True) as diary:
        added = import_folder(folder, diary, AFTER_SAMPLE).changes.added
        kept = diary.read()
        assert diary.steps()[0].what == "imported 1 value of own factors"
    assert sorted(e.note for e in kept.episodes) == ["", "logged meanwhile"]
    assert kept.factors == (nap,)
    assert kept.factor_values == added.factor_values == (FactorValue(date(2026, 2, 27), "nap", 1),)
    assert (added.episodes, added.factors) == ((), ())


def test_the_diary_is_read_as_often_however_many_names_are_new(tmp_path: Path) -> None:
    def count_selects(names: int) -> int:
        folder = tmp_path / str(names)
        export_folder(_period_of_names(names), folder)
        statements: list[str] = []
        with open_diary(folder / "diary.db", create=True) as diary:
            diary._connection.set_trace_callback(statements.append)  # noqa: SLF001 - counts
            import_folder(folder, diary, AFTER_SAMPLE)
            assert diary.read().factor_values == _period_of_names(names).factor_values
        return sum(statement.startswith("SELECT") for statement in statements)

    assert count_selects(40) == count_selects(2) > 0


def _period_of_names(number: int) -> Period:
    names = [f"name {n:03}" for n in range(number)]
    return Period(
        start=DAY,
        end=DAY + timedelta(days=1),
        shoes=tuple(map(Shoe, names)),
        wear=tuple(Wear(DAY, name, 1) for name in names),
        medications=tuple(map(Medication, names)),
        courses=tuple(Course(name, DAY) for name in names),
        doses=tuple(Dose(DAY, name) for name in names),
        factors=tuple(map(Factor, names)),
        factor_values=tuple(FactorValue(DAY, name, 1) for name in names),
    )


def test_twice_the_columns_take_twice_the_comparisons_of_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    class Name(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

    monkeypatch.setattr("cramp_diary.exchange.csv_folder.reader.unguard_formula", Name)

    def count(columns: int) -> int:
        nonlocal compared
        compared = 0
        header = ",".join(["diary_day", *(f"empty {n}" for n in range(columns))])
        folder = _folder(tmp_path, days=f"{header}\n2026-03-01{',' * columns}\n")
        assert read_folder(folder).days == ()
        return compared

    few = count(100)
    assert 0 < count(200) <= 2.1 * few


def test_fields_that_a_day_lacks_are_added(tmp_path: Path, diary_path: Path) -> None:
    folder = _folder(tmp_path, days="diary_day,cramps,water_ml\n2026-03-01,none,900\n")
    with open_diary(diary_path, create=True) as diary:
        diary.add_to_day(Day(diary_day=date(2026, 3, 1), sitting_hours=9))
        import_folder(folder, diary, AFTER_SAMPLE)
        assert diary.day(date(2026, 3, 1)) == Day(
            diary_day=date(2026, 3, 1), no_cramps=True, water_ml=900, sitting_hours=9
        )


def test_the_diary_keeps_its_own_times_of_recording(tmp_path: Path, diary_path: Path) -> None:
    at = "2026-03-02T07:00:00+01:00"
    days = f"diary_day,cramps,confirmed_at\n2026-03-01,none,\n2026-02-28,none,{at}\n"
    episodes = f"started_at,logged_at\n2026-02-25T20:00+01:00,{at}\n2026-02-26T20:00+01:00,\n"
    folder = _folder(tmp_path, days=days, episodes=episodes)
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_to_day(Day(diary_day=date(2026, 3, 1), no_cramps=True))
        import_folder(folder, diary, NOW)
        read = diary.read()
    assert [d.confirmed_at for d in read.days] == [datetime.fromisoformat(at), NOW]
    assert [e.logged_at for e in read.episodes] == [datetime.fromisoformat(at), None]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="-o"):
        export_folder(a_full_period(), tmp_path / "file")
    (tmp_path / "days.csv").mkdir()
    with pytest.raises(CannotWrite):
        export_folder(a_full_period(), tmp_path)
    assert not list(tmp_path.glob(".*.part"))


def test_files_with_only_a_header_are_an_empty_diary(tmp_path: Path) -> None:
    folder = _folder(tmp_path, episodes="started_at\n", days="")
    with pytest.raises(BadRow, match=r"days.csv, line 1, column diary_day"):
        read_folder(folder)
    (folder / "days.csv").unlink()
    assert not any(count_records(read_folder(folder)).values())
