from __future__ import annotations

import inspect
import os
import re
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.core.errors import (
    Contradiction,
    CourseExists,
    FactorHasValues,
    NoRunningCourse,
    NoSuchEpisode,
    NoSuchName,
)
from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Dose,
    Drink,
    Factor,
    FactorValue,
    Medication,
    Relief,
    Shoe,
    Site,
    Wear,
)
from cramp_diary.core.settings import Settings
from cramp_diary.core.vocabulary import DrugClass, FactorKind, Muscle, ReliefMethod, Side, State
from cramp_diary.store import Diary, open_diary
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.salvage.formats import migrate_to
from cramp_diary.store.schema import DAY_TABLES, FORMAT, LATER_TABLES, REFERENCES
from tests.support.factories import NOW, an_episode
from tests.support.old_diary_files import of_format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 2, 28)


@pytest.fixture
def diary(diary_path: Path) -> Iterator[Diary]:
    with open_diary(diary_path, create=True) as opened:
        yield opened


def test_the_docstring_of_the_diary_lists_the_methods_of_each_class() -> None:
    *_, table, _ = re.split(r"^=.*=$", inspect.getdoc(Diary) or "", flags=re.MULTILINE)
    listed: dict[str, list[str]] = {}
    for line in table.strip().splitlines():
        if line[0] != " ":
            methods = listed.setdefault(line.split()[0], [])
        methods += line[35:].rstrip(",").split(", ")
    classes = Diary.__mro__[1:-1]
    assert listed == {
        cls.__name__: [name for name in vars(cls) if name[0] != "_"] for cls in classes
    }
    defined = [name for cls in classes for name in vars(cls) if name[:2] != "__"]
    assert len(defined) == len(set(defined)), "the order of the classes would matter"


def test_the_time_of_the_first_entry_is_kept(diary_path: Path) -> None:
    later = NOW + timedelta(days=3)
    with open_diary(diary_path, create=True, now=NOW) as diary:
        assert diary.add_episode(an_episode()).logged_at == NOW
        diary.add_to_day(Day(diary_day=DAY - timedelta(1), no_cramps=True))
        diary.add_to_day(Day(diary_day=DAY, water_ml=900))
    with open_diary(diary_path, now=later) as diary:
        changed = diary.replace_episode(1, replace(diary.episode(1), severity=2))
        assert changed.logged_at == diary.episode(1).logged_at == NOW
        assert diary.episode(1).logged_at.utcoffset() == NOW.utcoffset()  # type: ignore[union-attr]
        diary.add_to_day(Day(diary_day=DAY - timedelta(1), no_cramps=True))
        assert diary.day(DAY - timedelta(1)).confirmed_at == NOW
        assert diary.day(DAY).confirmed_at is None


def test_the_time_of_a_confirmation_goes_with_the_confirmation(diary_path: Path) -> None:
    later = NOW + timedelta(hours=1)
    confirmed = Day(diary_day=DAY, no_cramps=True)
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_to_day(confirmed)
        diary.clear_of_day(DAY, "cramps")
        assert diary.day(DAY).confirmed_at is None
        diary.undo()
        assert diary.day(DAY).confirmed_at == NOW
        diary.add_episode(an_episode())
        diary.delete_episode(1)
        assert diary.day(DAY).confirmed_at == NOW
        diary.clear_of_day(DAY, "cramps")
    with open_diary(diary_path, now=later) as diary:
        diary.add_to_day(confirmed)
        assert diary.day(DAY).confirmed_at == later


def test_an_episode_comes_back_as_it_went_in(diary: Diary) -> None:
    episode = replace(
        an_episode(),
        sites=(Site(Muscle.CALF, Side.LEFT), Site(Muscle.ARCH)),
        reliefs=(Relief(ReliefMethod.WATER), Relief(ReliefMethod.STRETCHING, 2)),
        soreness_hours=1.5,
        note="a 'quoted' \x1b note\nof two lines",
    )
    logged = diary.add_episode(episode)
    assert logged.diary_day == DAY
    assert logged.id is not None
    kept = diary.episode(logged.id)
    assert kept == episode
    assert (kept.id, kept.diary_day) == (logged.id, DAY)
    assert kept.started_at.utcoffset() == episode.started_at.utcoffset()


def test_episodes_come_in_the_order_they_happened(diary: Diary) -> None:
    days = [date(2026, 3, 3), date(2026, 3, 1), date(2026, 3, 2)]
    for day in days:
        diary.add_episode(an_episode(day))
    assert [e.started_at.date() for e in diary.episodes()] == sorted(days)
    between = diary.episodes(date(2026, 3, 1), date(2026, 3, 2))
    assert [e.started_at.date() for e in between] == [date(2026, 3, 2)]
    assert [e.started_at.date() for e in diary.episodes_on(DAY)] == [date(2026, 3, 1)]


def test_a_deleted_episode_is_gone_and_its_id_is_not_used_again(diary: Diary) -> None:
    first = diary.add_episode(an_episode())
    assert first.id is not None
    assert diary.delete_episode(first.id) == first
    with pytest.raises(NoSuchEpisode, match=f"no episode {first.id}"):
        diary.episode(first.id)
    with pytest.raises(NoSuchEpisode):
        diary.delete_episode(first.id)
    assert diary.add_episode(an_episode()).id == first.id + 1


def test_a_confirmation_stays_under_an_episode_and_counts_again_without_it(diary: Diary) -> None:
    confirmed = Day(diary_day=DAY, no_cramps=True, water_ml=900)
    diary.add_to_day(confirmed)
    diary.add_episode(an_episode())
    assert diary.day(DAY) == confirmed
    assert diary.cramps_by_day() == {DAY: True}
    assert (diary.read().cramp_days, diary.read().free_days) == (frozenset({DAY}), frozenset())
    later = diary.replace_episode(1, an_episode(DAY + timedelta(5)))
    assert later.diary_day is not None
    assert diary.cramps_by_day() == {DAY: False, later.diary_day: True}
    assert diary.cramps_by_day(DAY, DAY + timedelta(1)) == {DAY: False}
    diary.delete_episode(1)
    assert diary.cramps_by_day() == {DAY: False}
    assert diary.read().free_days == {DAY}


def test_no_cramps_cannot_be_recorded_on_a_day_with_episodes(diary: Diary) -> None:
    diary.add_episode(an_episode())
    with pytest.raises(Contradiction, match="1 episode is recorded there"):
        diary.add_to_day(Day(diary_day=DAY, no_cramps=True))
    diary.add_episode(an_episode())
    with pytest.raises(Contradiction, match="2 episodes are recorded there"):
        diary.add_to_day(Day(diary_day=DAY, no_cramps=True))
    assert not diary.day(DAY).no_cramps


def test_fields_of_a_day_are_added_to_those_recorded(diary: Diary) -> None:
    assert not diary.day(DAY).has_content
    diary.add_to_day(Day(diary_day=DAY, water_ml=900, nerve_symptoms=True, note="hot"))
    diary.add_to_day(Day(diary_day=DAY, water_ml=0, sitting_hours=9))
    diary.add_to_day(Day(diary_day=DAY, nerve_symptoms=False, no_cramps=True))
    assert diary.day(DAY) == Day(
        diary_day=DAY,
        no_cramps=True,
        water_ml=0,
        sitting_hours=9,
        nerve_symptoms=False,
        note="hot",
    )


def test_activities_add_up_and_none_is_taken_back_by_one(diary: Diary) -> None:
    diary.add_activity(Activity(DAY, "none", 0))
    run, walk = Activity(DAY, "run", 45, 6), Activity(DAY, "walk", 30)
    diary.add_exposures([run, walk])
    assert diary.activities_on(DAY) == (run, walk)
    with pytest.raises(Contradiction, match="run is recorded there"):
        diary.add_activity(Activity(DAY, "none", 0))


def test_shoes_of_a_day_replace_and_none_is_taken_back_by_one(diary: Diary) -> None:
    diary.add_shoe(Shoe("Old trainers"))
    diary.add_wear(Wear(DAY, "none", 0))
    assert diary.wear_on(DAY) == (Wear(DAY, "none", 0),)
    diary.add_wear(Wear(DAY, "old TRAINERS", 8))
    diary.add_exposures([Wear(DAY, "old trainers", 5)])
    assert diary.wear_on(DAY) == (Wear(DAY, "Old trainers", 5),)
    with pytest.raises(Contradiction, match="Old trainers is recorded there"):
        diary.add_wear(Wear(DAY, "none", 0))


def test_names_must_be_known(diary: Diary) -> None:
    diary.add_shoe(Shoe("boots"))
    with pytest.raises(NoSuchName, match=r", only boots: add it with cramp shoes add clogs$"):
        diary.add_wear(Wear(DAY, "clogs", 1))
    with pytest.raises(NoSuchName, match=r"in the diary: add it with cramp med add aspirin$"):
        diary.add_dose(Dose(DAY, "aspirin"))
    with pytest.raises(NoSuchName, match="no own factor 'sleep'"):
        diary.add_value(FactorValue(DAY, "sleep", 7))


def test_a_shoe_added_again_gains_the_given_fields(diary: Diary) -> None:
    assert diary.add_shoe(Shoe("boots", arch_support=False))
    assert not diary.add_shoe(Shoe("Boots", toe_room=True))
    assert not diary.add_shoe(Shoe("boots"))
    assert diary.shoes() == (Shoe("boots", arch_support=False, toe_room=True),)


def test_courses_of_a_medication_do_not_overlap(diary: Diary) -> None:
    diary.add_medication(Medication("Loopix", DrugClass.LOOP))
    diary.start_course(Course("loopix", date(2026, 1, 1), date(2026, 1, 31), "40 mg"))
    diary.start_course(Course("loopix", date(2026, 2, 10)))
    with pytest.raises(CourseExists, match="from 2026-01-01 to 2026-01-31"):
        diary.start_course(Course("loopix", date(2026, 1, 31)))
    with pytest.raises(CourseExists, match="still running"):
        diary.start_course(Course("LOOPIX", date(2026, 3, 1)))
    with pytest.raises(NoRunningCourse):
        diary.stop_course("loopix", date(2026, 2, 9))
    diary.stop_course("LOOPIX", date(2026, 2, 20))
    with pytest.raises(NoRunningCourse, match="cramp med start"):
        diary.stop_course("loopix", date(2026, 2, 21))
    assert diary.courses() == (
        Course("Loopix", date(2026, 1, 1), date(2026, 1, 31), "40 mg"),
        Course("Loopix", date(2026, 2, 10), date(2026, 2, 20)),
    )


def test_doses_and_values_of_a_day(diary: Diary) -> None:
    diary.add_medication(Medication("pill"))
    diary.add_factor(Factor("alcohol", unit="glasses"))
    diary.add_exposures([Dose(DAY, "Pill", "40 mg"), Dose(DAY, "pill")])
    diary.add_value(FactorValue(DAY, "Alcohol", 1))
    diary.add_exposures([FactorValue(DAY, "alcohol", 2)])
    assert diary.doses_on(DAY) == (Dose(DAY, "pill", "40 mg"), Dose(DAY, "pill"))
    assert diary.values_on(DAY) == (FactorValue(DAY, "alcohol", 2),)


def test_a_factor_with_values_keeps_its_kind(diary: Diary) -> None:
    assert diary.add_factor(Factor("nap", FactorKind.AMOUNT, "hours"))
    assert not diary.add_factor(Factor("Nap", FactorKind.YES_NO))
    diary.add_value(FactorValue(DAY, "nap", 1))
    with pytest.raises(FactorHasValues, match="nap has values as yes/no on 1 day"):
        diary.add_factor(Factor("Nap", FactorKind.AMOUNT))
    assert not diary.add_factor(Factor("nap", FactorKind.YES_NO, "long"))
    assert diary.factors() == (Factor("nap", FactorKind.YES_NO, "long"),)


def test_several_changes_are_one_or_none(diary: Diary) -> None:
    def two_changes() -> None:
        with diary.writing():
            diary.add_episode(an_episode())
            diary.add_wear(Wear(DAY, "clogs", 1))

    with pytest.raises(NoSuchName):
        two_changes()
    assert diary.episodes() == ()


def test_the_period_read_is_the_period_asked_for(diary: Diary) -> None:
    assert diary.read().recorded_days == frozenset()
    diary.add_episode(an_episode())
    diary.add_to_day(Day(diary_day=date(2026, 2, 20), no_cramps=True))
    diary.add_activity(Activity(date(2026, 3, 5), "run", 30, 4))
    whole = diary.read()
    assert (whole.start, whole.end) == (date(2026, 2, 20), date(2026, 3, 6))
    assert whole.recorded_days == {DAY, date(2026, 2, 20)}
    part = diary.read(date(2026, 2, 25), date(2026, 3, 2))
    assert (part.start, part.end) == (date(2026, 2, 25), date(2026, 3, 2))
    assert part.recorded_days == {DAY}
    assert part.activities == ()
    assert diary.read(end=date(2026, 2, 1)).start == date(2026, 2, 1)


def test_settings_have_their_defaults(diary: Diary) -> None:
    assert diary.settings() == Settings()


def test_a_new_diary_is_for_its_owner_only(diary_path: Path) -> None:
    with open_diary(diary_path, create=True) as diary:
        diary.add_episode(an_episode())
    assert stat.S_IMODE(diary_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(diary_path.parent.stat().st_mode) == 0o700
    assert os.umask(0o022) == 0o022


def test_a_new_diary_has_its_application_id_and_format(diary_path: Path) -> None:
    with open_diary(diary_path, create=True):
        pass
    with closing(sqlite3.connect(diary_path)) as connection:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        tables = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'table'")
        own = [sql for (sql,) in tables if "sqlite_" not in sql]
        names = [name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")]
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert application_id.to_bytes(4, "big") == b"CrDP"
    assert len(own) == 19
    assert all(sql.endswith("STRICT") for sql in own)
    assert version == len(names) == FORMAT == 10


def test_the_tables_of_days_are_those_with_a_diary_day(diary_path: Path) -> None:
    with open_diary(diary_path, create=True):
        pass
    with closing(sqlite3.connect(diary_path)) as connection:
        found = connection.execute(
            "SELECT t.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c"
            " WHERE t.type = 'table' AND c.name = 'diary_day'"
        )
        assert {name for (name,) in found} == set(DAY_TABLES)
        for table, (number, columns) in LATER_TABLES.items():
            stored = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            assert [name for (name,) in stored] == columns.split(", ")
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as earlier:
                migrate_to(earlier, number - 1)
                assert not list(earlier.execute(f"PRAGMA table_info({table})"))
                migrate_to(earlier, number)
                assert list(earlier.execute(f"PRAGMA table_info({table})"))


def test_it_is_known_when_a_drink_was_drunk(diary_path: Path) -> None:
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_to_day(Day(diary_day=DAY, water_ml=1000))
        assert diary.drink(DAY, 250).water_ml == 1250
        assert diary.drinks_on(DAY) == diary.read().drinks == (Drink(DAY, NOW, 250),)
        diary.undo()
        assert (diary.drinks_on(DAY), diary.day(DAY).water_ml) == ((), 1000)
        diary.redo()
        diary.clear_of_day(DAY, "water_ml")
        assert diary.drinks_on(DAY) == ()
        diary.undo()
        assert len(diary.drinks_on(DAY)) == 1
        diary.forget_days(DAY, DAY + timedelta(days=1))
        assert diary.drinks_on(DAY) == ()
    with open_diary(diary_path) as diary:  # nobody has told the time
        diary.drink(DAY, 250)
        assert (diary.drinks_on(DAY), diary.day(DAY).water_ml) == ((), 250)


def test_an_own_factor_that_may_follow_a_cramp_is_kept_so(diary_path: Path) -> None:
    of_format(diary_path, 5)
    with closing(sqlite3.connect(diary_path)) as connection:
        connection.execute(
            "INSERT INTO factors (name, kind, more_exposed) VALUES ('tea', 'amount', 'more')"
        )
        connection.execute("INSERT INTO medications (name, drug_class) VALUES ('pill', 'other')")
        connection.execute("INSERT INTO doses (diary_day, medication_id) VALUES ('2026-03-01', 1)")
        connection.commit()
    assert (examine(diary_path).format, examine(diary_path).days) == (5, 2)
    with open_diary(diary_path) as diary:
        assert [dose.taken_at for dose in diary.read().doses] == [None]
        assert diary.factors() == (Factor("tea"),)
        diary.add_factor(Factor("tea", may_follow_cramp=True))
        assert diary.factors() == (Factor("tea", may_follow_cramp=True),)


def test_the_references_to_names_are_those_of_the_schema(diary_path: Path) -> None:
    with open_diary(diary_path, create=True):
        pass
    with closing(sqlite3.connect(diary_path)) as connection:
        found = connection.execute(
            'SELECT k."table", t.name, k."from" FROM sqlite_schema AS t'
            " JOIN pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'"
        ).fetchall()
    references: dict[str, dict[str, str]] = {}
    for table, user, column in found:
        if table not in ("episodes", "trials"):
            references.setdefault(table, {})[user] = column
    assert references == REFERENCES


def test_an_open_diary_is_durable_and_private(diary_path: Path) -> None:
    with open_diary(diary_path, create=True) as diary:
        asked = ("synchronous", "foreign_keys", "secure_delete", "journal_mode", "busy_timeout")
        values = {name: diary._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}  # noqa: SLF001 - no method returns it
    assert values == {
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "journal_mode": "delete",
        "busy_timeout": 5000,
    }


def test_the_file_itself_refuses_what_cannot_be(diary_path: Path) -> None:
    with open_diary(diary_path, create=True):
        pass
    bad = (
        (
            "INSERT INTO episodes (started_at, started_utc, diary_day, severity)"
            " VALUES ('2026-03-01T03:00:00+01:00', 0, '2026-02-28', 11)"
        ),
        "INSERT INTO days (diary_day, water_ml) VALUES ('2026-02-28', -1)",
        "INSERT INTO days (diary_day, cramps) VALUES ('2026-02-28', 'many')",
        "INSERT INTO days (diary_day) VALUES ('28.2.2026')",
        "INSERT INTO activities (diary_day, kind, minutes) VALUES ('2026-02-28', 'none', 5)",
        "INSERT INTO wear (diary_day, hours) VALUES ('2026-02-28', 3)",
        "INSERT INTO shoes (name) VALUES ('none')",
    )
    with closing(sqlite3.connect(diary_path)) as connection:
        for statement in bad:
            with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
                connection.execute(statement)


def test_the_four_states_of_a_day_are_kept_apart(diary: Diary) -> None:
    diary.add_episode(an_episode(state=State.RESTING))
    diary.add_to_day(Day(diary_day=DAY, water_ml=0))
    period = diary.read()
    assert period.recorded_days == {DAY}
    assert period.days[0].water_ml == 0
    assert period.days[0].sitting_hours is None
    assert not period.days[0].no_cramps
