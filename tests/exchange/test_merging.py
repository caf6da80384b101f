"""Importing into a diary that holds other values: what is listed, kept, taken and merged."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Dose,
    Drink,
    Factor,
    FactorValue,
    Medication,
    MonthlySymptoms,
    Shoe,
    Wear,
)
from cramp_diary.core.period import Period
from cramp_diary.core.settings import SETTINGS, Settings
from cramp_diary.core.units import CupSize, VolumeUnit
from cramp_diary.core.vocabulary import DrugClass, FactorKind, Keep, State
from cramp_diary.exchange.csv_folder.folder import export_folder, import_folder, read_folder
from cramp_diary.exchange.errors import BadRow
from cramp_diary.store import open_diary
from tests.support.factories import AFTER_SAMPLE, BERLIN, NOW, an_episode
from tests.support.trials import a_trial, answered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cramp_diary.store import Diary
    from tests.support.command_runner import Cramp

DAY, NEXT = date(2026, 2, 25), date(2026, 2, 26)
KEYS = [f"0b5c7a52-3f6e-4a8e-9d1f-5a2b7c9e000{n}" for n in range(4)]


AT_TEN = datetime(2026, 2, 25, 10, 5, tzinfo=BERLIN)


def a_diary() -> Period:
    """Return a diary with a record of each kind."""
    trial, days = a_trial(days=66, stopped_on=date(2026, 2, 24))
    return Period(
        start=DAY,
        end=NEXT,
        episodes=(replace(an_episode(NEXT), key=KEYS[0], note="after a long drive"),),
        days=(
            Day(
                diary_day=DAY,
                water_ml=1200,
                nerve_symptoms=False,
                sleep_disturbance=6,
                note="visitors",
            ),
        ),
        activities=(Activity(DAY, "run", 45, 6, key=KEYS[1]),),
        shoes=(Shoe("clogs", toe_room=True),),
        wear=(Wear(DAY, "clogs", 5),),
        medications=(Medication("pill", DrugClass.STATIN),),
        courses=(Course("pill", DAY, date(2026, 3, 1), "20 mg"),),
        doses=(Dose(DAY, "pill", "40 mg", taken_at=AT_TEN),),
        drinks=(Drink(DAY, AT_TEN, 250),),
        factors=(
            Factor("alcohol", unit="glasses", may_follow_cramp=True, source="a.csv"),
            Factor("nap", FactorKind.YES_NO),
        ),
        factor_values=(FactorValue(DAY, "alcohol", 2), FactorValue(DAY, "nap", 1)),
        monthly_symptoms=(MonthlySymptoms(month=date(2026, 1, 1), numbness=True, swelling=False),),
        trials=(trial,),
        trial_days=answered(days, date(2026, 2, 1)),
    )


def _fill(diary_path: Path, period: Period) -> None:
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_period(period)


def _read(diary_path: Path) -> Period:
    with open_diary(diary_path) as diary:
        return diary.read()


def _change(period: Period, records: str, /, **changes: object) -> Period:
    """Return a period with fields of the first record of a kind changed."""
    first, *others = getattr(period, records)
    changed: dict[str, Any] = {records: (replace(first, **changes), *others)}
    return replace(period, **changed)


EARLIER = datetime(2026, 2, 26, 2, 50, 20, tzinfo=BERLIN)
DIFFERENCES: dict[str, tuple[Callable[[Period], Period], str]] = {
    "a severity": (
        lambda p: _change(p, "episodes", severity=7),
        (
            "episodes.csv, line 2: episode of Thu 26 Feb 2026, 03:10, severity:"
            " 6 in the diary, 7 in the folder"
        ),
    ),
    "a start": (
        lambda p: _change(p, "episodes", started_at=EARLIER),
        (
            "start: Thu 26 Feb 2026, 03:10 +01:00 in the diary,"
            " Thu 26 Feb 2026, 02:50:20 +01:00 in the folder"
        ),
    ),
    "a state": (
        lambda p: _change(p, "episodes", state=State.IN_BED),
        "state: asleep in the diary, in bed in the folder",
    ),
    "whether it woke": (
        lambda p: _change(p, "episodes", woke=False),
        "woke you: yes in the diary, no in the folder",
    ),
    "how exact a time is": (
        lambda p: _change(p, "episodes", about=True),
        "time: exact in the diary, about in the folder",
    ),
    "a duration": (
        lambda p: _change(p, "episodes", duration_minutes=2.5),
        "duration: 4 min in the diary, 2.5 min in the folder",
    ),
    "a note": (
        lambda p: _change(p, "episodes", note="after\n" + 50 * "x"),
        f"note: 'after a long drive' in the diary, 'after {31 * 'x'}...' in the folder",
    ),
    "water": (
        lambda p: _change(p, "days", water_ml=900),
        "days.csv, line 3: Wed 25 Feb 2026, water: 1200 ml in the diary, 900 ml in the folder",
    ),
    "disturbed sleep": (
        lambda p: _change(p, "days", sleep_disturbance=2),
        "Wed 25 Feb 2026, sleep disturbance: 6 in the diary, 2 in the folder",
    ),
    "a symptom of a month": (
        lambda p: _change(p, "monthly_symptoms", swelling=True),
        (
            "monthly_symptoms.csv, line 2: January 2026, swelling:"
            " no in the diary, yes in the folder"
        ),
    ),
    "whether the habit of a trial was done": (
        lambda p: _change(p, "trial_days", done=False, changed=True),
        (
            "trial_days.csv, line 2: trial from Thu 1 Jan 2026, Thu 1 Jan 2026, done:"
            " yes in the diary, no in the folder"
        ),
    ),
    "yes and no": (
        lambda p: _change(p, "days", nerve_symptoms=True),
        "nerve symptoms: no in the diary, yes in the folder",
    ),
    "minutes of an activity": (
        lambda p: _change(p, "activities", minutes=40),
        (
            "activities.csv, line 2: run on Wed 25 Feb 2026, minutes:"
            " 45 min in the diary, 40 min in the folder"
        ),
    ),
    "no activity": (
        lambda p: replace(p, activities=(Activity(DAY, "none", 0),)),
        "activity on Wed 25 Feb 2026: run in the diary, none in the folder",
    ),
    "a shoe": (
        lambda p: _change(p, "shoes", toe_room=False),
        "shoes.csv, line 2: clogs, toe room: yes in the diary, no in the folder",
    ),
    "hours in a shoe": (
        lambda p: _change(p, "wear", hours=6),
        "wear.csv, line 2: clogs on Wed 25 Feb 2026, worn: 5 h in the diary, 6 h in the folder",
    ),
    "no shoes": (
        lambda p: replace(p, wear=(Wear(DAY, "none", 0),)),
        "shoe on Wed 25 Feb 2026: clogs in the diary, none in the folder",
    ),
    "a class of medication": (
        lambda p: _change(p, "medications", drug_class=DrugClass.LOOP),
        "pill, class: statin in the diary, loop in the folder",
    ),
    "a course that has ended": (
        lambda p: _change(p, "courses", last_day=None),
        (
            "courses.csv, line 2: course of pill from Wed 25 Feb 2026, last day:"
            " Sun 1 Mar 2026 in the diary, still running in the folder"
        ),
    ),
    "a first day of a course": (
        lambda p: _change(p, "courses", first_day=NEXT),
        (
            "course of pill: Wed 25 Feb 2026 to Sun 1 Mar 2026 in the diary,"
            " Thu 26 Feb 2026 to Sun 1 Mar 2026 in the folder"
        ),
    ),
    "an amount of a dose": (
        lambda p: _change(p, "doses", amount="20 mg"),
        (
            "doses.csv, line 2: pill on Wed 25 Feb 2026, amount:"
            " '40 mg' in the diary, '20 mg' in the folder"
        ),
    ),
    "a time of a dose": (
        lambda p: _change(p, "doses", taken_at=AT_TEN.replace(hour=11)),
        (
            "pill on Wed 25 Feb 2026, time: Wed 25 Feb 2026, 10:05 +01:00 in the diary,"
            " Wed 25 Feb 2026, 11:05 +01:00 in the folder"
        ),
    ),
    "an amount of a drink": (
        lambda p: _change(p, "drinks", water_ml=300),
        (
            "drinks.csv, line 2: drink of Wed 25 Feb 2026, 10:05, water:"
            " 250 ml in the diary, 300 ml in the folder"
        ),
    ),
    "a day of a drink": (
        lambda p: _change(p, "drinks", diary_day=NEXT),
        (
            "drink of Wed 25 Feb 2026, 10:05, day:"
            " Wed 25 Feb 2026 in the diary, Thu 26 Feb 2026 in the folder"
        ),
    ),
    "a value of an own factor": (
        lambda p: _change(p, "factor_values", value=3),
        "Wed 25 Feb 2026, alcohol: 2 glasses in the diary, 3 glasses in the folder",
    ),
    "a unit of an own factor": (
        lambda p: _change(_change(p, "factors", unit="ml"), "factor_values", value=300),
        "factors.csv, line 2: alcohol, unit: 'glasses' in the diary, 'ml' in the folder",
    ),
    "a kind of an own factor": (
        lambda p: _change(_change(p, "factors", kind=FactorKind.YES_NO), "factor_values", value=0),
        "factors.csv, line 2: alcohol, kind: amount in the diary, yes/no in the folder",
    ),
    "a setting": (
        lambda p: replace(p, settings=Settings(glass=200.0)),
        "settings.csv, line 3: setting glass: 250ml in the diary, 200ml in the folder",
    ),
    "when a day begins": (
        lambda p: replace(p, settings=Settings(day_starts_at=time(5))),
        "settings.csv, line 2: setting day_starts_at: 04:00 in the diary, 05:00 in the folder",
    ),
}
NEW = Day(diary_day=date(2026, 1, 5), water_ml=800)


@pytest.mark.parametrize(("change", "line"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_a_difference_is_listed_and_decided_either_way(
    cramp: Cramp,
    diary_path: Path,
    tmp_path: Path,
    change: Callable[[Period], Period],
    line: str,
) -> None:
    folder = tmp_path / "an export"
    changed = change(a_diary())
    export_folder(replace(changed, days=(*changed.days, NEW)), folder)
    _fill(diary_path, a_diary())
    before = _read(diary_path)

    result = cramp("import", str(folder))
    error, listed, *commands = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (1, "")
    assert listed.endswith(line)
    assert error == (
        f"cramp: Nothing was imported, because {folder} differs from the diary in 1 place:"
    )
    assert commands == [
        f"  To keep what the diary says: cramp import '{folder}' --keep mine",
        f"  To take what the folder says: cramp import '{folder}' --keep theirs",
    ]
    assert _read(diary_path) == before

    result = cramp("import", str(folder), "--keep", "mine")
    assert (result.exit_code, result.stdout) == (0, "Imported 1 day.\n")
    assert "In 1 place where they differ, what the diary says was kept." in result.stderr
    mine = _read(diary_path)
    assert replace(mine, start=before.start, days=mine.days[1:]) == before
    assert cramp("undo").exit_code == 0
    assert _read(diary_path) == before

    result = cramp("import", str(folder), "--keep", "theirs")
    assert result.exit_code == 0, result.stderr
    assert "In 1 place where they differ, the folder's was taken." in result.stderr
    theirs, wanted = _read(diary_path), read_folder(folder)
    assert replace(theirs, start=DAY, end=DAY) == replace(wanted, start=DAY, end=DAY)
    again = cramp("import", str(folder))
    assert (again.exit_code, again.stdout) == (0, "Everything was there already.\n")
    assert cramp("undo").exit_code == 0
    assert _read(diary_path) == before
    assert cramp("redo").exit_code == 0
    assert _read(diary_path) == theirs


def test_all_differences_are_counted_and_twenty_are_shown(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    days = [Day(diary_day=DAY - timedelta(n), water_ml=1000 + n) for n in range(25)]
    _fill(diary_path, Period(start=DAY, end=DAY, days=tuple(days)))
    other = tuple(replace(day, water_ml=500) for day in days)
    export_folder(Period(start=DAY, end=DAY, days=other), tmp_path)
    result = cramp("import", str(tmp_path))
    error, *shown, more, _, _ = result.stderr.splitlines()
    assert (len(shown), more) == (20, "  and 5 more")
    assert error.endswith("in 25 places:")


def test_amounts_are_shown_in_the_unit_of_the_diary(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    export_folder(_change(a_diary(), "days", water_ml=900), tmp_path)
    _fill(diary_path, a_diary())
    assert cramp("settings", "volume_unit", "l").exit_code == 0
    assert "water: 1.2 l in the diary, 0.9 l in the folder" in cramp("import", str(tmp_path)).stderr


def test_a_row_that_cannot_be_used_refuses_all_whatever_is_kept(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    export_folder(_change(a_diary(), "days", water_ml=900), tmp_path)
    (tmp_path / "shoes.csv").write_text("name,toe_room\nclogs,maybe\n")
    _fill(diary_path, a_diary())
    for keep in ((), ("--keep", "mine"), ("--keep", "theirs")):
        result = cramp("import", str(tmp_path), *keep)
        assert result.exit_code == 2
        assert "shoes.csv, line 2, column toe_room" in result.stderr
    result = cramp("import", str(tmp_path), "--keep", "ours")
    assert (result.exit_code, result.stderr) == (
        2,
        "cramp: --keep takes mine or theirs, not 'ours'.\n",
    )


def test_what_a_record_lacks_is_added_and_no_difference(diary_path: Path, tmp_path: Path) -> None:
    bare = replace(
        a_diary(),
        episodes=(replace(an_episode(NEXT), key=KEYS[0], severity=None, sites=(), woke=None),),
        days=(Day(diary_day=DAY, sitting_hours=7),),
        activities=(Activity(DAY, "run", 45, key=KEYS[1]),),
        shoes=(Shoe("clogs"),),
        wear=(Wear(DAY, "clogs"),),
        courses=(Course("pill", DAY, date(2026, 3, 1)),),
        doses=(Dose(DAY, "pill"),),
        drinks=(),
        factors=(Factor("alcohol"), Factor("nap", FactorKind.YES_NO)),
        monthly_symptoms=(MonthlySymptoms(month=date(2026, 1, 1), numbness=True),),
        trials=(replace(a_diary().trials[0], stopped_on=None),),
        trial_days=a_trial(days=66)[1],
    )
    export_folder(a_diary(), tmp_path)
    _fill(diary_path, bare)
    with open_diary(diary_path) as diary:
        changes, differences, *_ = import_folder(tmp_path, diary, AFTER_SAMPLE)
        found = diary.read()
    assert differences == ()
    assert changes.format_counts() == (
        "1 drink, and changes to 1 episode, 1 day, 1 activity, 1 shoe, 1 shoe worn, 1 course,"
        " 1 dose, 1 own factor, 1 month of symptoms, 1 trial and 31 days of trials"
    )
    wanted = a_diary()
    assert found.days == (replace(wanted.days[0], sitting_hours=7),)
    assert replace(found, days=()) == replace(wanted, days=(), start=found.start, end=found.end)


@pytest.mark.parametrize("has_keys", [True, False])
def test_an_old_export_of_a_corrected_diary_doubles_nothing(
    cramp: Cramp, tmp_path: Path, *, has_keys: bool
) -> None:
    for words in (
        ("log", "2026-02-27 03:10", "--severity", "6"),
        ("log", "2026-02-28 03:10", "--severity", "5"),
        ("day", "2026-02-27", "--activity", "run:45:6", "--water", "900ml"),
        ("export", str(tmp_path)),
        ("edit", "1", "--severity", "7"),
    ):
        assert cramp(*words).exit_code == 0, words
    if has_keys:
        assert cramp("edit", "2", "--when", "2026-02-28 02:10").exit_code == 0
    else:
        for name in ("episodes.csv", "activities.csv"):
            path = tmp_path / name
            with path.open(encoding="utf-8", newline="") as file:
                rows = [row[:-1] for row in csv.reader(file)]
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
    result = cramp("import", str(tmp_path))
    assert result.exit_code == 1
    assert "severity: 7 in the diary, 6 in the folder" in result.stderr
    assert ("start: Sat 28 Feb 2026, 02:10 +01:00 in the diary" in result.stderr) is has_keys
    assert cramp("import", str(tmp_path), "--keep", "mine").stdout == (
        "Everything was there already.\n"
    )


def test_what_was_deleted_comes_back_from_an_export_made_before(
    cramp: Cramp, tmp_path: Path
) -> None:
    assert cramp("log", "20m ago", "--activity", "run:45").exit_code == 0
    assert cramp("export", str(tmp_path)).exit_code == 0
    assert cramp("delete", "1").exit_code == 0
    result = cramp("import", str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "Imported 1 episode.\n")
    assert cramp("undo").stdout == "Undone: imported 1 episode.\n"


def test_undoing_an_import_says_all_that_it_took_away(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    with open_diary(diary_path, create=True) as diary:
        diary.add_episode(an_episode())
        diary.add_shoe(Shoe("clogs"))
    export_folder(replace(_change(a_diary(), "shoes", arch_support=True), doses=()), tmp_path)
    assert cramp("import", str(tmp_path)).exit_code == 0
    assert cramp("undo").stdout == (
        "Undone: imported 1 episode, 1 day, 1 activity, 1 shoe worn, 1 medication, 1 course,"
        " 1 drink, 2 own factors, 2 values of own factors, 1 month of symptoms, 1 trial and 66 days"
        " of trials, and changes to 1 shoe.\n"
    )


def _two_of_one_key(tmp_path: Path) -> Path:
    (tmp_path / "episodes.csv").write_text(
        f"started_at,key\n2026-03-01T03:10Z,{KEYS[0]}\n2026-03-01T03:20Z,{KEYS[0].upper()}\n"
    )
    return tmp_path


def test_two_rows_of_one_key_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRow, match="line 3, column key: Line 2 has this key already: leave it"):
        read_folder(_two_of_one_key(tmp_path))
    (tmp_path / "episodes.csv").write_text("started_at,key\n2026-03-01T03:10Z,12\n")
    with pytest.raises(BadRow, match="line 2, column key: '12' does not fit a key: write it like"):
        read_folder(tmp_path)


def _go_on_at_home(diary: Diary) -> None:
    diary.replace_episode(1, replace(diary.episode(1), severity=9))
    diary.add_episode(an_episode(date(2026, 2, 20)))
    diary.add_to_day(Day(diary_day=date(2026, 2, 20), sitting_hours=9))
    diary.add_activity(Activity(DAY, "walk", 30))
    diary.add_shoe(Shoe("boots", arch_support=True))
    diary.add_medication(Medication("Drops"))
    diary.add_dose(Dose(date(2026, 2, 20), "Drops", "5"))
    diary.drink(date(2026, 2, 19), 200)
    diary.answer_month(MonthlySymptoms(month=date(2026, 2, 1), calf_pain_walking=True))
    diary.answer_trial_day(date(2026, 2, 19), done=True)


def _go_on_away(diary: Diary) -> None:
    diary.add_episode(an_episode(date(2026, 2, 21)))
    diary.add_to_day(Day(diary_day=date(2026, 2, 20), water_ml=900))
    diary.add_activity(Activity(DAY, "swim", 20))
    diary.add_shoe(Shoe("Boots", toe_room=True))
    diary.add_wear(Wear(date(2026, 2, 20), "boots", 3))
    diary.add_medication(Medication("drops"))
    diary.add_dose(Dose(date(2026, 2, 20), "drops", "5"))
    diary.answer_month(MonthlySymptoms(month=date(2026, 2, 1), weakness=False))
    diary.answer_trial_day(date(2026, 2, 20), done=False)


def test_two_diaries_of_one_export_become_the_same(tmp_path: Path) -> None:
    export_folder(a_diary(), tmp_path / "first")
    home, away = tmp_path / "home.db", tmp_path / "away.db"
    for path, go_on in ((home, _go_on_at_home), (away, _go_on_away)):
        with open_diary(path, create=True, now=NOW) as diary:
            import_folder(tmp_path / "first", diary, AFTER_SAMPLE)
            go_on(diary)
            export_folder(diary.read(), tmp_path / path.stem)
    for path, other, keep in ((home, "away", Keep.MINE), (away, "home", Keep.THEIRS)):
        with open_diary(path) as diary:
            _, differences, *_ = import_folder(tmp_path / other, diary, AFTER_SAMPLE, keep)
        assert [(each.what, each.mine, each.theirs) for each in differences] == [
            (
                "episode of Thu 26 Feb 2026, 03:10, severity",
                *(("9", "6") if keep is Keep.MINE else ("6", "9")),
            )
        ]
    first, second = _read(home), _read(away)
    assert first.episodes[-1].severity == 9
    assert [len(first.episodes), len(first.activities), len(first.doses)] == [3, 3, 2]

    def without_order(period: Period) -> list[set[str]]:
        return [
            {repr(record).casefold() for record in records}
            for records in (
                (replace(e, id=None, logged_at=None) for e in period.episodes),
                period.days,
                period.activities,
                period.shoes,
                period.wear,
                period.medications,
                period.courses,
                period.doses,
                period.drinks,
                period.factors,
                period.factor_values,
                period.monthly_symptoms,
                period.trials,
                period.trial_days,
            )
        ]

    assert without_order(first) == without_order(second)
    for path, other in ((home, "away"), (away, "home")):
        with open_diary(path) as diary:
            changes, *_ = import_folder(tmp_path / other, diary, AFTER_SAMPLE, Keep.MINE)
        assert changes.format_counts() == ""


SOME_SETTINGS = st.fixed_dictionaries(
    {
        "day_starts_at": st.builds(time, st.integers(0, 11), st.integers(0, 59)),
        "week_starts_on": st.integers(0, 6),
        "volume_unit": st.sampled_from(VolumeUnit),
        "cup": st.sampled_from(CupSize),
        "glass": st.sampled_from([100.0, 237.5, 250.0]),
        "water_goal": st.sampled_from([1800.0, 2750.0]),
        "show_zone": st.booleans(),
    }
).map(lambda values: Settings()._replace(**values))


@hypothesis_settings(max_examples=25)
@given(
    wanted=SOME_SETTINGS,
    starts=st.lists(st.tuples(st.times(), st.sampled_from([None, *State])), min_size=1, max_size=8),
)
def test_a_diary_of_other_settings_is_read_back_to_the_same_days(
    tmp_path_factory: pytest.TempPathFactory,
    wanted: Settings,
    starts: list[tuple[time, State | None]],
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    with open_diary(folder / "one.db", create=True, now=NOW) as diary:
        for key, value in wanted._asdict().items():
            if value != getattr(Settings(), key):
                diary.change_setting(key, SETTINGS[key].format(value))
        for at, state in starts:
            diary.add_episode(replace(an_episode(DAY, at.replace(tzinfo=None)), state=state))
        diary.add_to_day(Day(diary_day=date(2026, 2, 10), no_cramps=True, water_ml=1000))
        kept = diary.read()
        export_folder(kept, folder)
        assert import_folder(folder, diary, AFTER_SAMPLE).changes.format_counts() == ""
        assert diary.read() == kept
    with open_diary(folder / "two.db", create=True, now=NOW) as new:
        import_folder(folder, new, AFTER_SAMPLE)
        found = new.read()
    read = read_folder(folder)
    days = [episode.diary_day for episode in kept.episodes]
    assert found == kept
    assert [episode.diary_day for episode in found.episodes] == days
    assert sorted(str(e.diary_day) for e in read.episodes) == sorted(map(str, days))
    assert read.settings == kept.settings == wanted


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("key,value\nshoe_size,42\n", "line 2, column key: There is no setting 'shoe_size'"),
        ("key,value\nday_starts_at,13:00\n", "line 2, column value: day_starts_at cannot be set"),
        ("key,value\nglass,200ml\nglass,300ml\n", "line 3, column value: Line 2 says 200ml"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "settings.csv").write_text(text)
    with pytest.raises(BadRow, match=rf"settings\.csv, {why}"):
        read_folder(tmp_path)


def test_another_beginning_of_the_day_moves_the_episodes_of_both(
    diary_path: Path, tmp_path: Path
) -> None:
    early = [replace(an_episode(DAY, time(4, 30)), state=State.RESTING)]
    late = replace(an_episode(NEXT, time(4, 30)), state=State.RESTING)
    _fill(diary_path, Period(start=DAY, end=DAY, episodes=tuple(early)))
    other = Period(
        start=DAY,
        end=DAY,
        episodes=(late,),
        days=(Day(diary_day=NEXT, no_cramps=True),),
        settings=Settings(day_starts_at=time(5)),
    )
    export_folder(other, tmp_path)
    with open_diary(diary_path) as diary:
        import_folder(tmp_path, diary, AFTER_SAMPLE, Keep.THEIRS)
        found = diary.read()
        assert [e.diary_day for e in found.episodes] == [DAY - timedelta(1), DAY]
        assert diary.day(NEXT).no_cramps
        diary.undo()
        assert [e.diary_day for e in diary.episodes()] == [DAY]


def test_what_was_in_time_for_the_days_of_the_folder_is_in_time(
    diary_path: Path, tmp_path: Path
) -> None:
    stamp = datetime(2026, 2, 25, 16, 30, tzinfo=BERLIN)
    exported = Period(
        start=DAY,
        end=NEXT,
        days=(Day(diary_day=DAY, no_cramps=True, confirmed_at=stamp),),
        settings=Settings(day_starts_at=time(2)),
    )
    export_folder(exported, tmp_path)
    with open_diary(diary_path, create=True) as diary:
        import_folder(tmp_path, diary, AFTER_SAMPLE)
        assert diary.day(DAY).no_cramps
    (tmp_path / "settings.csv").unlink()
    with (
        open_diary(tmp_path / "another.db", create=True) as another,
        pytest.raises(BadRow, match="Before 18:00 it is too early"),
    ):
        import_folder(tmp_path, another, AFTER_SAMPLE)


def test_rows_without_keys_get_the_same_ones_on_every_machine(tmp_path: Path) -> None:
    (tmp_path / "episodes.csv").write_text("started_at\n" + 2 * "2026-03-01T03:10+01:00\n")
    (tmp_path / "activities.csv").write_text("diary_day,kind,minutes\n2026-03-01,run,5\n")
    keys = []
    for name in ("one.db", "two.db"):
        with open_diary(tmp_path / name, create=True) as diary:
            import_folder(tmp_path, diary, AFTER_SAMPLE)
            period = diary.read()
        keys.append([*(e.key for e in period.episodes), *(a.key for a in period.activities)])
    assert keys[0] == keys[1]
    assert len(set(keys[0]) - {None}) == 3
