"""Trials in the diary file: what is fixed stays, in every way in and out of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.core.changes import NOTHING
from cramp_diary.core.errors import NoTrialDay, OutOfRange, TrialRunning
from cramp_diary.core.vocabulary import Arm
from cramp_diary.exchange.csv_folder.folder import export_folder, read_folder
from cramp_diary.store import open_diary
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.errors import DamagedDiary
from tests.support.factories import NOW, an_episode
from tests.support.old_diary_files import of_format
from tests.support.trials import FIRST, a_trial, after, answered

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp


def _begin(diary_path: Path, answers: int = 0) -> None:
    """Write a diary with an episode and a trial of 66 days, which began on 1 January."""
    trial, days = a_trial(days=66)
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_episode(an_episode(after(40)))
        diary.start_trial(trial, days)
        for n in range(answers):
            diary.answer_trial_day(after(n), done=True)


def test_a_trial_is_started_answered_stopped_and_undone(diary_path: Path) -> None:
    _begin(diary_path)
    trial, days = a_trial(days=66)
    with open_diary(diary_path, now=NOW) as diary:
        assert (diary.trials(), diary.trial_days()) == ((trial,), days)
        assert diary.answer_trial_day(FIRST, done=True) == replace(days[0], done=True)
        assert diary.answer_trial_day(FIRST, done=True).changed is False
        assert diary.answer_trial_day(FIRST, done=False) == replace(
            days[0], done=False, changed=True
        )
        assert diary.answer_trial_day(FIRST, done=False).changed is True
        diary.stop_trial(trial, after(10))
        assert diary.trial_on(after(9)) == replace(trial, stopped_on=after(10))
        assert diary.trial_on(after(10)) is None
        assert [step.what for step in diary.steps()][:4] == [
            "stopped the trial of stretching",
            "stretching on Thu 1 Jan 2026: not done",
            "stretching on Thu 1 Jan 2026: done",
            "started a trial: 66 days of stretching from 2026-01-01",
        ]
        diary.undo()
        diary.undo()
        assert diary.trials() == (trial,)
        assert diary.trial_days()[0] == replace(days[0], done=True)
        for _ in range(2):
            diary.undo()
        assert (diary.trials(), diary.trial_days()) == ((), ())
        diary.redo()
        assert diary.read().trial_days == days


def test_a_diary_has_one_trial_at_a_time(diary_path: Path) -> None:
    _begin(diary_path)
    with open_diary(diary_path, now=NOW) as diary:
        (first,) = diary.trials()
        with pytest.raises(TrialRunning, match=r"that of stretching .* has some of these days"):
            diary.start_trial(*a_trial(after(65)))
        diary.start_trial(*a_trial(after(66), habit="walking"))
        diary.stop_trial(first, after(10))
        diary.start_trial(*a_trial(after(10)))
        assert [trial.first_day for trial in diary.trials()] == [FIRST, after(10), after(66)]
        with pytest.raises(TrialRunning):
            diary.start_trial(*a_trial(FIRST))


def test_a_trial_that_is_stopped_before_it_begins_is_taken_out(diary_path: Path) -> None:
    _begin(diary_path)
    with open_diary(diary_path, now=NOW) as diary:
        diary.stop_trial(diary.trials()[0], FIRST - timedelta(days=1))
        assert (diary.trials(), diary.trial_days()) == ((), ())


def test_a_day_without_a_trial_has_no_answer(diary_path: Path) -> None:
    _begin(diary_path)
    with closing(sqlite3.connect(diary_path)) as connection:
        connection.execute("DELETE FROM trial_days WHERE day = ?", (after(3).isoformat(),))
        connection.commit()
    with open_diary(diary_path) as diary:
        for day in (after(-1), after(3), after(66)):
            with pytest.raises(NoTrialDay, match=f"No trial has the day {day}"):
                diary.answer_trial_day(day, done=True)


@pytest.mark.parametrize("days", [30, 402])
def test_a_trial_has_a_length_within_limits(days: int) -> None:
    with pytest.raises(OutOfRange, match="give 36 to 400 days"):
        a_trial(days=days)


def test_the_days_of_a_trial_are_no_days_of_the_diary(diary_path: Path) -> None:
    _begin(diary_path, answers=5)
    with open_diary(diary_path) as diary:
        assert diary.read().start == after(39)
        assert diary.read(after(60), after(61)).trials == diary.trials()
    assert examine(diary_path).days == 1


def test_a_diary_of_the_format_before_has_no_trial_and_is_read(diary_path: Path) -> None:
    of_format(diary_path, 8)
    assert examine(diary_path).format == 8
    with open_diary(diary_path) as diary:
        assert diary.trials() == ()
        diary.start_trial(*a_trial())
        assert len(diary.trial_days()) == 36


def test_a_row_of_a_trial_that_cannot_be_read_is_damage(diary_path: Path) -> None:
    _begin(diary_path)
    with closing(sqlite3.connect(diary_path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE trial_days SET arm = 'placebo' WHERE day = '2026-01-03'")
        connection.commit()
    with pytest.raises(DamagedDiary):
        examine(diary_path)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE trial_days SET arm = 'control' WHERE day = '2026-01-01'",
        "DELETE FROM trial_days WHERE day = '2026-01-01'",
        "UPDATE trials SET expected = 'worse'",
    ],
)
def test_a_plan_that_was_changed_in_the_file_is_found(
    cramp: Cramp, diary_path: Path, change: str
) -> None:
    _begin(diary_path, answers=3)
    cramp("backup")
    assert cramp("check").exit_code == 0
    with closing(sqlite3.connect(diary_path)) as connection:
        connection.execute(change)
        connection.commit()
    result = cramp("check")
    assert result.exit_code == 1
    assert "the plan of the trial of stretching from 2026-01-01 is not the one" in " ".join(
        (result.stdout + result.stderr).split()
    )


def test_a_trial_is_forgotten_with_its_days_and_a_part_of_one_with_its_answers(
    cramp: Cramp, diary_path: Path
) -> None:
    early, early_days = a_trial(after(-100))
    _begin(diary_path, answers=5)
    with open_diary(diary_path) as diary:
        diary.start_trial(early, early_days)
    assert cramp("forget", "--before", after(2).isoformat(), "--yes").exit_code == 0
    with open_diary(diary_path) as diary:
        assert [trial.first_day for trial in diary.trials()] == [FIRST]
        assert [day.done for day in diary.trial_days()[:6]] == [None, None, True, True, True, None]
        assert [day.arm for day in diary.trial_days()] == [day.arm for day in a_trial(days=66)[1]]
        assert diary.steps() == ()
    for path in diary_path.parent.rglob("*.db"):
        assert early.first_day.isoformat().encode() not in path.read_bytes()
    assert cramp("check").exit_code == 0
    assert cramp("forget", "--before", after(66).isoformat(), "--yes").exit_code == 0
    with open_diary(diary_path) as diary:
        assert (diary.trials(), diary.trial_days()) == ((), ())


def test_a_trial_is_salvaged_and_days_of_a_lost_one_are_left_out(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    _begin(diary_path, answers=4)
    saved = tmp_path / "saved.db"
    result = cramp("restore", "--salvage", str(diary_path), "-o", str(saved))
    assert result.exit_code == 0
    with open_diary(diary_path) as diary, open_diary(saved) as copy:
        assert copy.trials() == diary.trials()
        assert copy.trial_days() == diary.trial_days()
    with closing(sqlite3.connect(diary_path)) as connection:
        connection.execute("DELETE FROM trials")
        connection.commit()
    other = tmp_path / "other.db"
    result = cramp("restore", "--salvage", str(diary_path), "-o", str(other))
    assert "as what they belong to is lost: 66 rows of days of trials" in result.stdout


def test_an_export_is_read_back_with_its_trials(diary_path: Path, tmp_path: Path) -> None:
    _begin(diary_path, answers=4)
    with open_diary(diary_path) as diary:
        period = diary.read()
    export_folder(period, tmp_path)
    found = read_folder(tmp_path)
    assert (found.trials, found.trial_days) == (period.trials, period.trial_days)


TAMPERED = {
    "another side": (
        ("trial_days.csv", "2026-01-02,2026-01-01,treated", "2026-01-02,2026-01-01,control"),
        (
            "trial_days.csv, line 3, column arm: The days of a trial are drawn when it begins and"
            " are not drawn again: in the diary it is treated."
        ),
    ),
    "a further day": (
        ("trial_days.csv", "2026-01-02,2026-01-01,treated", "2026-06-02,2026-01-01,treated"),
        "in the diary it is none of its days.",
    ),
    "another plan": (
        ("trials.csv", ",66,7,", ",66,8,"),
        (
            "trials.csv, line 2, column plan_hash: The trial of stretching from Thu 1 Jan 2026 has"
            " another plan, which stays as it was fixed"
        ),
    ),
    "a trial that is not there": (
        ("trial_days.csv", "2026-01-02,2026-01-01,", "2026-01-02,2026-01-05,"),
        "trial_days.csv, line 3, column trial: No trial began on 2026-01-05",
    ),
    "an answer of a day to come": (
        ("trial_days.csv", "2026-03-05,2026-01-01,control,,", "2026-03-05,2026-01-01,control,yes,"),
        "column done: 2026-03-05 is yet to come.",
    ),
    "a number that is none": (
        ("trials.csv", ",66,7,", ",66,seven,"),
        "column seed: 'seven' does not fit a whole number",
    ),
    "a hash that is none": (("trials.csv", a_trial(days=66)[0].plan_hash, "abc"), "fit a hash"),
}


@pytest.mark.parametrize(("edit", "why"), TAMPERED.values(), ids=TAMPERED)
def test_a_folder_that_changes_a_trial_is_refused_and_the_schedule_stays(
    cramp: Cramp, diary_path: Path, tmp_path: Path, edit: tuple[str, str, str], why: str
) -> None:
    _begin(diary_path, answers=2)
    with open_diary(diary_path) as diary:
        before = diary.read()
    export_folder(before, tmp_path)
    file, old, new = edit
    text = (tmp_path / file).read_text()
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new))
    for keep in ((), ("--keep", "theirs")):
        result = cramp("import", str(tmp_path), *keep)
        assert result.exit_code == 2
        assert why in result.stderr
    with open_diary(diary_path) as diary:
        assert diary.read() == before


def test_a_new_trial_is_taken_whole_and_as_it_was_drawn(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    trial, days = a_trial(days=66)
    whole = replace(NOTHING, trials=(trial,), trial_days=answered(days, after(9)))
    for wrong in (days[:-1], (replace(days[0], arm=Arm.CONTROL), *days[1:])):
        export_folder(replace(whole, trial_days=wrong), tmp_path)
        result = cramp("import", str(tmp_path))
        assert result.exit_code == 2
        assert "are not those that were fixed when it began" in result.stderr
    other, other_days = a_trial(after(60), habit="walking")
    both = replace(whole, trials=(trial, other), trial_days=(*days, *other_days))
    export_folder(both, tmp_path)
    assert "has some of its days, and a diary has one trial at a time" in (
        cramp("import", str(tmp_path)).stderr
    )
    export_folder(whole, tmp_path)
    assert cramp("import", str(tmp_path)).stdout == "Imported 1 trial and 66 days of trials.\n"
    assert "Everything was there" in cramp("import", str(tmp_path)).stdout
    doubled = (tmp_path / "trials.csv").read_text().splitlines()
    (tmp_path / "trials.csv").write_text("\n".join([*doubled, doubled[-1]]))
    assert cramp("import", str(tmp_path)).exit_code == 0
    with open_diary(diary_path) as diary:
        assert diary.read().trial_days == whole.trial_days


def test_an_answer_that_an_import_replaces_is_marked(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    _begin(diary_path, answers=2)
    with open_diary(diary_path) as diary:
        period = diary.read()
    export_folder(period, tmp_path)
    text = (tmp_path / "trial_days.csv").read_text()
    (tmp_path / "trial_days.csv").write_text(text.replace("treated,yes", "treated,no", 1))
    assert cramp("import", str(tmp_path), "--keep", "theirs").exit_code == 0
    with open_diary(diary_path) as diary:
        assert diary.trial_days()[0] == replace(period.trial_days[0], done=False, changed=True)
        assert diary.trial_days()[1:] == period.trial_days[1:]
