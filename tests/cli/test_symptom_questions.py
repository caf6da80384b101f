"""The questions about disturbed sleep, soreness, and the five symptoms of a month."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from cramp_diary.core.model import Day, MonthlySymptoms
from cramp_diary.core.symptoms import SYMPTOMS
from cramp_diary.core.vocabulary import State
from cramp_diary.store import open_diary
from cramp_diary.store.tables import base
from cramp_diary.wording.symptoms import RESTLESS_HINT
from tests.support.factories import an_episode
from tests.support.pty_terminal import Person, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

SUNDAY, MARCH, APRIL = date(2026, 3, 1), date(2026, 3, 1), date(2026, 4, 1)
BREAKFAST, LATE = "2026-03-02T08:05", "2026-04-03T09:00"
WALKING, URGE, NUMB, WEAK, SWOLLEN = (symptom.question for symptom in SYMPTOMS)
DISTURBED, SORE = "disturb your sleep, 0 to 10?", "How long were you sore after the cramp at 03:10?"


@pytest.fixture
def diary_path(tmp_path: Path) -> Path:
    path = tmp_path / "diary.db"
    with open_diary(path, create=True) as diary:
        diary.add_episode(an_episode(date(2026, 3, 2)))
    return path


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch, diary_path: Path) -> Person:
    found = Person(monkeypatch, diary_path)
    found.lives_at(BREAKFAST)
    return found


# Breakfast.


def test_breakfast_asks_how_the_night_was(person: Person, diary_path: Path) -> None:
    result = person.answers(
        "day", (DISTURBED, "6/10"), (SORE, "half an hour"), ("drink", "."), ("Save it?", "")
    )
    assert result.exit_code == 0
    preview = result.output.partition("Save it?")[0]
    assert "  sleep disturbance: 6\n" in preview
    assert "left calf, asleep, woke you, sore for 0.5 h\n" in preview
    with open_diary(diary_path) as diary:
        assert diary.day(SUNDAY).sleep_disturbance == 6
        assert diary.episode(1).soreness_hours == 0.5
        diary.undo()
        assert diary.day(SUNDAY) == Day(diary_day=SUNDAY)
        assert diary.episode(1).soreness_hours is None


def test_an_answer_that_is_none_is_refused_and_none_is_zero(
    person: Person, diary_path: Path
) -> None:
    result = person.answers(
        "day",
        (DISTURBED, "11"),
        (DISTURBED, "6.5"),
        (DISTURBED, "none"),
        (SORE, "badly"),
        (SORE, "400"),
        (SORE, "no"),
        ("drink", "."),
        ("Save it?", ""),
    )
    assert "sleep disturbance of 11 is out of range" in result.output
    assert "sleep disturbance of 6.5 is not a whole number" in result.output
    assert "soreness of 400 hours is hardly what was meant" in result.output
    with open_diary(diary_path) as diary:
        assert diary.day(SUNDAY).sleep_disturbance == 0
        assert diary.episode(1).soreness_hours == 0


def test_nothing_is_lost_where_the_night_is_not_saved(person: Person, diary_path: Path) -> None:
    person.answers("day", (DISTURBED, "6"), (SORE, "2"), ("drink", "."), ("Save it?", "n"))
    with open_diary(diary_path) as diary:
        assert diary.episode(1).soreness_hours is None
        assert diary.steps()[0].what.startswith("logged episode 1")


def test_a_night_that_was_told_or_is_not_over_is_not_asked_about(
    person: Person, diary_path: Path
) -> None:
    with open_diary(diary_path) as diary:
        diary.add_to_day(Day(diary_day=SUNDAY, sleep_disturbance=0))
        diary.replace_episode(1, diary.episode(1).change(soreness_hours=0))
        diary.add_episode(an_episode(date(2026, 2, 28), time(15), state=State.RESTING))
        for hour in (3, 4):
            diary.add_episode(replace(an_episode(date(2026, 3, 3), time(hour))))
    for when in ("day", "day 2026-02-28"):
        person.answers(when, ("How much did you drink", "."))
    person.lives_at("2026-03-03T03:59")
    person.answers("day", ("How much did you drink", "."))
    person.lives_at("2026-03-03T04:00")
    person.answers(
        "day",
        (DISTURBED, ""),
        ("sore after the cramp at 03:00?", ""),
        ("sore after the cramp at 04:00?", "."),
    )


def test_a_cramp_logged_over_breakfast_is_asked_about_at_once(
    person: Person, diary_path: Path
) -> None:
    person.answers(
        "log last night 5am",
        ("How bad was it", "7"),
        ("How long", ""),
        ("Where?", ""),
        ("What were you doing", "asleep"),
        ("Did it wake you?", "."),
        (f"Sun 1 Mar: How much did the cramp {DISTURBED}", "4"),
        (SORE, ""),
        ("sore after the cramp at 05:00?", "3h"),
        ("drink", "."),
    )
    with open_diary(diary_path) as diary:
        assert diary.day(SUNDAY).sleep_disturbance == 4
        assert [e.soreness_hours for e in diary.episodes_on(SUNDAY)] == [None, 3]


# Once a month.


def test_the_first_report_of_a_month_asks_and_later_ones_do_not(
    person: Person, diary_path: Path
) -> None:
    person.lives_at(LATE)
    asked = ((WALKING, "y"), (URGE, "1"), (NUMB, ""), (WEAK, "n"), (SWOLLEN, "no"))
    result = person.answers("report 2026-03 --text", *asked)
    assert result.exit_code == 0, result.output
    assert "Five short questions about March 2026, for the page:\n" in result.output
    told = (
        "March 2026: yes to calf pain when walking, an urge to move the legs; no to weakness or"
        " wasting, swelling."
    )
    assert told in " ".join(result.output.split())
    assert "To take it back: cramp undo" in result.output
    assert (
        "Warning signs\n- In March 2026: calf pain when walking.\nAlso asked about" in result.output
    )
    assert RESTLESS_HINT in result.output
    wanted = MonthlySymptoms(
        month=MARCH,
        calf_pain_walking=True,
        urge_to_move_legs=True,
        weakness=False,
        swelling=False,
    )
    with open_diary(diary_path) as diary:
        assert diary.monthly_symptoms() == (wanted,)
    assert "Five short" not in person.answers("report 2026-03 --text").output
    assert "Undone: answered the questions about 2026-03" in person.answers("undo").output
    assert person.answers("report 2026-03 --text", *asked).exit_code == 0


def test_what_is_skipped_stays_blank_and_is_not_asked_again(
    person: Person, diary_path: Path
) -> None:
    person.lives_at(LATE)
    result = person.answers("report 2026-03 --text", (WALKING, "."))
    assert "March 2026: nothing answered." in result.output
    assert "They are not asked again; if you wish: cramp report 2026-03 --ask\n" in result.output
    assert "Asked about" not in result.output
    with open_diary(diary_path) as diary:
        assert diary.monthly_symptoms() == (MonthlySymptoms(month=MARCH),)
    person.answers("report 2026-03 --text")
    person.answers("report 2026-03 --text --ask", (WALKING, "n"), (URGE, "."))
    with open_diary(diary_path) as diary:
        (answered,) = diary.monthly_symptoms()
    assert answered.answers == {"calf_pain_walking": False}


def test_answers_are_changed_one_by_one(person: Person, diary_path: Path) -> None:
    with open_diary(diary_path) as diary:
        diary.answer_month(MonthlySymptoms(month=MARCH, calf_pain_walking=True, swelling=True))
    result = person.answers(
        "report this --ask --text",
        (WALKING, ""),
        (URGE, "y"),
        (NUMB, "<"),
        (URGE, "-"),
        (NUMB, "."),
    )
    assert f"{WALKING}  (Enter keeps: yes; - takes it back)" in result.output
    assert "about March 2026, so far, for the page:" in result.output
    assert "To take it back" not in result.output
    person.answers("report this --ask --text", (WALKING, "-"), (URGE, "n"), (NUMB, "."))
    with open_diary(diary_path) as diary:
        (answered,) = diary.monthly_symptoms()
    assert answered.answers == {"urge_to_move_legs": False, "swelling": True}


def test_leaving_the_questions_records_nothing_and_they_come_again(
    person: Person, diary_path: Path
) -> None:
    for _ in range(2):
        result = person.answers("report this --text", (WALKING, "y"), (URGE, None))
        assert (result.exit_code, "Nothing was recorded." in result.output) == (130, True)
    with open_diary(diary_path) as diary:
        assert diary.monthly_symptoms() == ()


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (LATE, "report 2026-03 --text --no-input"),
        (LATE, "report this --text"),  # no day of April is recorded
        ("2026-05-01T09:00", "report 2026-03 --text"),  # long ago
        (LATE, "report --since 2026-03 --until 2026-04 -o {folder}/pages.pdf"),
    ],
)
def test_not_every_report_asks(person: Person, tmp_path: Path, now: str, words: str) -> None:
    person.lives_at(now)
    result = person.answers(words.format(folder=tmp_path))
    assert result.exit_code == 0, result.output
    assert "Five short" not in result.output


def test_asking_is_refused_for_several_months_and_without_a_terminal(
    person: Person,
) -> None:
    for words, why in (
        ("report --year 2026 --ask", "--ask is about one month, but these are several: name one."),
        ("report --ask --no-input", "--ask asks on a terminal, but --no-input is given: leave it"),
    ):
        result = person.answers(words)
        assert (result.exit_code, why in result.output) == (2, True), result.output


def test_a_report_that_is_no_terminal_s_asks_nothing(cramp: Cramp) -> None:
    cramp("log", "last night 3am", "--state", "asleep")
    assert "Five short" not in cramp("report", "this", "--text").output
    assert "there is none here" in cramp("report", "this", "--ask").stderr


def test_a_diary_that_cannot_be_written_is_reported_without_questions(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorname = "SQLITE_READONLY"
        raise error

    monkeypatch.setattr(base, "transaction", refuse)
    result = person.answers("report this --text")
    assert result.exit_code == 0, result.output
    assert "Five short" not in result.output
    refused = person.answers("report this --text --ask")
    assert (refused.exit_code, "may only be read" in refused.output) == (3, True)


@pytest.mark.parametrize("columns", [60, 80])
def test_the_questions_fit_a_terminal(diary_path: Path, tmp_path: Path, columns: int) -> None:
    words = ("report", "this", "-o", str(tmp_path / "page.svg"))
    terminal = Terminal(diary_path, *words, now=BREAKFAST, columns=columns)
    terminal.talk((WALKING, "?"), ("cramp.", "n"), (URGE, "."))
    assert terminal.ends() == 0
    assert (tmp_path / "page.svg").exists()
    shown = terminal.shown.partition(str(tmp_path))[0]
    assert all(len(line) <= columns for line in shown.splitlines())
