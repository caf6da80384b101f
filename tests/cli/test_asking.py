"""The questions of ``cramp log`` and ``cramp day``, in this process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cramp_diary.cli.prompts import conversation
from cramp_diary.cli.prompts.conversation import Cancelled, Question, ask_questions
from cramp_diary.cli.session import UNDO_HINT
from cramp_diary.core import record_phrases
from cramp_diary.core.errors import InputError
from cramp_diary.core.model import Activity, Day, Dose, Episode, FactorValue, Site, Wear
from cramp_diary.core.vocabulary import Muscle
from cramp_diary.store import open_diary
from tests.support.dialogs import (
    CONTEXT,
    EPISODE,
    LOGGED,
    MONDAY,
    SUNDAY,
    content,
    episodes,
    furnish,
)
from tests.support.factories import BERLIN, an_episode
from tests.support.pty_terminal import NIGHT, Person

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

# `ask_questions` alone, without a terminal.


def _read_upper(text: str) -> str:
    if text == "bad":
        raise InputError("That is bad.")
    return text.upper()


A, B, C = (
    Question(key=key, text=f"{key}?", help=f"Help of {key}.", read=_read_upper)
    for key in ("a", "b", "c")
)


def _ask(*questions: Question, typed: str) -> dict[str, Any]:
    return ask_questions(questions, iter(typed.split(" ")).__next__)


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("x y z", {"a": "X", "b": "Y", "c": "Z"}),
        ("  ", {}),
        (" y ", {"b": "Y"}),
        ("x < w y z", {"a": "W", "b": "Y", "c": "Z"}),
        ("< < x y z", {"a": "X", "b": "Y", "c": "Z"}),
        ("x y < <   z", {"a": "X", "b": "Y", "c": "Z"}),
        ("x y < < w - z", {"a": "W", "c": "Z"}),
        ("x y <  . ", {"a": "X", "b": "Y"}),
        ("bad bad x y z", {"a": "X", "b": "Y", "c": "Z"}),
        ("? x ? ? y z", {"a": "X", "b": "Y", "c": "Z"}),
        ("x .", {"a": "X"}),
        (".", {}),
        ("- y z", {"b": "Y", "c": "Z"}),
    ],
)
def test_answers_can_be_left_out_taken_back_and_ended(typed: str, answers: dict[str, Any]) -> None:
    assert _ask(A, B, C, typed=typed) == answers


def test_a_refused_answer_is_explained_and_asked_for_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _ask(A, typed="bad ? x")
    assert capsys.readouterr().out == "a?\n  That is bad.\na?\n  Help of a.\n"


def test_going_back_shows_the_earlier_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(A, B, typed="x <  ") == {"a": "X"}
    assert "a?  (Enter keeps: x; - takes it back)\n" in capsys.readouterr().out


def test_choices_are_numbered_and_folded(capsys: pytest.CaptureFixture[str]) -> None:
    wide = replace(A, choices=[f"choice {'x' * 20}"] * 4, example="1 or 2", enter="w")
    assert _ask(wide, typed="") == {"a": "W"}
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "a?  1 or 2  (Enter: w)"
    assert [line[:10] for line in shown[1:]] == ["  1 choice", "  3 choice"]


def test_text_from_a_diary_cannot_control_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    evil = replace(A, text="\x1b[2J?", choices=["\u202ex"])
    assert _ask(evil, B, typed="\x1b[31m < . ") == {"a": "\x1b[31M"}
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_needed_question_has_to_be_answered() -> None:
    save = replace(C, needed=True)
    assert _ask(A, B, save, typed="x .  - y") == {"a": "X", "c": "Y"}
    assert _ask(A, B, save, typed="x . < y z") == {"a": "X", "b": "Y", "c": "Z"}


def test_a_question_may_depend_on_answers() -> None:
    only_then = replace(B, applies=lambda answers: answers.get("a") == "X")
    assert _ask(A, only_then, C, typed="x y z") == {"a": "X", "b": "Y", "c": "Z"}
    assert _ask(A, only_then, C, typed="w z") == {"a": "W", "c": "Z"}
    assert _ask(A, only_then, C, typed="x y < < w z") == {"a": "W", "c": "Z"}


def test_the_text_above_a_question_depends_on_the_answers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _ask(A, replace(B, above=lambda answers: f"So far: {answers}"), typed="x y")
    assert "So far: {'a': 'X'}\nb?\n" in capsys.readouterr().out


@pytest.mark.parametrize("fault", [KeyboardInterrupt, EOFError])
def test_cancelling_prints_one_sentence(
    fault: type[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    def leave() -> str:
        raise fault

    with pytest.raises(Cancelled, match=r"^Nothing was recorded\.$") as left:
        ask_questions([A], leave)
    assert left.value.exit_code == 130
    assert capsys.readouterr().out.endswith("\n\n")


MUSCLES = tuple(Muscle)


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        *(("4", "calf"), ("4l", "calf:left"), ("4 r", "calf:right"), ("4:both", "calf:both")),
        *(("calf left", "calf:left"), ("left calf", "calf:left"), ("calf:left", "calf:left")),
        *(("ca b", "calf:both"), ("CALF LEFT", "calf:left"), ("arch", "arch"), ("toe", "toes")),
        *(("4 left and right", "calf:both"), ("8", "foot"), ("8b", "foot:both"), ("f", "foot")),
        *(("both calves", "calf:both"), ("l ca", "calf:left"), ("big toe, left", "toes:left")),
    ],
)
def test_a_site_as_people_type_it(typed: str, site: str) -> None:
    assert str(Site.parse(record_phrases.expand_site(typed, MUSCLES))) == site


@pytest.mark.parametrize("typed", ["10", "0", "h", "left", "4x", "4 2", "2.5", "l", "calf-up"])
def test_a_site_that_is_not_clear_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        Site.parse(record_phrases.expand_site(typed, MUSCLES))


@pytest.mark.parametrize(
    ("typed", "activity"),
    [
        *(("1", "none"), ("none", "none"), ("2 30", "walk:30"), ("2 30 3", "walk:30:3")),
        *(("walk 1h30 3", "walk:1h30:3"), ("walk 90 min 3", "walk:90min:3")),
        *(("trail run 45 6,5", "trail run:45:6,5"), ("run:45:6", "run:45:6"), ("w 5", "w:5")),
        *(("walk half an hour", "walk:0.5hour"), ("yoga an hour 3", "yoga:1hour:3")),
        *(("no", "none"), ("0", "none"), ("nothing", "none")),
    ],
)
def test_an_activity_as_people_type_it(typed: str, activity: str) -> None:
    assert record_phrases.expand_activity(typed, ("none", "walk")) == activity


@pytest.mark.parametrize("typed", ["walk", "2", "30", "9 30", "walk 1 2 3", ""])
def test_an_activity_that_is_not_clear_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        record_phrases.expand_activity(typed, ("none", "walk"))


@pytest.mark.parametrize("typed", ["1 2,5", "1:2,5", "calf 2,5", "1, 2 7,5"])
def test_a_comma_that_may_be_a_decimal_comma_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match=r"write it like 1 2\.5, or 1 2, 5 for two things"):
        record_phrases.split_answer(typed)
    with pytest.raises(InputError, match="write it like 1, 3"):
        record_phrases.split_answer(" , ")
    assert record_phrases.split_answer("1,3; 4 2, 5 and 6") == ["1", "3", "4 2", "5", "6"]


@pytest.mark.parametrize("typed", ["2.5", "2mg", "boots", "9"])
def test_a_number_that_is_no_choice_stays_what_was_typed(typed: str) -> None:
    assert record_phrases.expand_amount(typed, ("none", "2.0 shoes")) == typed


# The dialogs of the commands.

MISSING = {
    "Fri 27 Feb 2026": "2026-02-27",
    "Sat 28 Feb 2026": "2026-02-28",
    "Sun 1 Mar 2026 ": "2026-03-01",
}


@pytest.fixture
def diary_path(tmp_path: Path) -> Path:
    return furnish(tmp_path / "diary.db")


@pytest.fixture
def person(diary_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(monkeypatch, diary_path)


def test_an_episode_and_its_day_are_asked_for(person: Person, diary_path: Path) -> None:
    result = person.answers("log", *EPISODE, *CONTEXT)
    assert result.exit_code == 0
    assert result.stderr == f"{UNDO_HINT}\n" * 2
    assert episodes(diary_path) == (LOGGED,)
    with open_diary(diary_path) as diary:
        assert diary.day(SUNDAY).sitting_hours == 7.5
        assert diary.doses_on(SUNDAY) == (Dose(SUNDAY, "furosemide", "40mg"),)


def test_enter_everywhere_is_an_episode_now(person: Person, diary_path: Path) -> None:
    person.lives_at("2026-03-02T12:00")
    result = person.answers("log", *((question, "") for question, _ in (*EPISODE, *CONTEXT)))
    assert result.exit_code == 0
    assert "The day is not over: leave out what will still grow" in result.output
    assert result.output.endswith("Nothing was added.\n")
    assert episodes(diary_path) == (Episode(started_at=datetime(2026, 3, 2, 12, tzinfo=BERLIN)),)
    with open_diary(diary_path) as diary:
        assert not diary.day(MONDAY).has_content


def test_a_full_stop_at_the_first_question_logs_an_episode_now(
    person: Person, diary_path: Path
) -> None:
    result = person.answers("log", ("When did it begin?", "."), ("How much did you drink", "."))
    assert result.exit_code == 0
    assert episodes(diary_path)[0].started_at == datetime.fromisoformat(NIGHT).replace(
        tzinfo=BERLIN
    )


@pytest.mark.parametrize(
    "words",
    [
        "log --no-input",
        "log -s 0",
        "log --not-woke",
        "log --note=",
        "log --water 1l",
        "day --no-input",
        "day --no-nerve",
        "day --missing --no-input",
    ],
)
def test_nothing_is_asked_when_options_are_given(
    person: Person, diary_path: Path, words: str
) -> None:
    result = person.answers(words)
    assert result.exit_code == 0
    assert "> " not in result.output
    assert len(episodes(diary_path)) == words.startswith("log")


def test_an_unusable_diary_is_refused_before_the_questions(person: Person, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a diary" * 1000)
    person.opens(tmp_path / "notes.txt")
    result = person.answers("log")
    assert result.exit_code == 3
    assert "When did it begin?" not in result.output


@pytest.mark.parametrize("answered", range(len(EPISODE)))
def test_leaving_at_any_question_writes_nothing(
    person: Person, tmp_path: Path, answered: int
) -> None:
    path = tmp_path / "none" / "diary.db"
    person.opens(path)
    result = person.answers("log", *EPISODE[:answered], (EPISODE[answered][0], None))
    assert result.exit_code == 130
    assert result.output.endswith("\ncramp: Nothing was recorded.\n")
    assert not path.parent.exists()


@pytest.mark.parametrize("answered", [0, 2, len(CONTEXT) - 1])
def test_leaving_after_the_episode_is_saved_keeps_it(
    person: Person, diary_path: Path, answered: int
) -> None:
    left = (CONTEXT[answered][0], None)
    result = person.answers("log 30m ago", *EPISODE[1:], *CONTEXT[:answered], left)
    assert result.exit_code == 0
    assert result.output.endswith("\nEpisode 1 is kept; of its day nothing was added.\n")
    assert episodes(diary_path) == (LOGGED,)
    with open_diary(diary_path) as diary:
        assert not diary.day(SUNDAY).has_content
        assert not diary.activities_on(SUNDAY)


def test_leaving_before_and_after_the_episode_is_saved(person: Person, diary_path: Path) -> None:
    result = person.answers("log", ("When", ""), ("How bad", "3"), ("How long", None))
    assert (result.exit_code, result.stderr) == (130, "cramp: Nothing was recorded.\n")
    assert episodes(diary_path) == ()
    result = person.answers("log", ("When", "."), ("How much", "1l"), ("How many hours", None))
    assert result.exit_code == 0
    assert result.stderr.endswith("Episode 1 is kept; of its day nothing was added.\n")
    assert len(episodes(diary_path)) == 1
    result = person.answers("log", ("When", "."), ("How much", "."))
    assert result.stderr.endswith("Nothing was added.\n")


def test_the_repeated_hour_is_asked_about_or_refused(person: Person, diary_path: Path) -> None:
    person.lives_at("2026-10-25T09:00")
    which = ("The clocks went back: 2:30 came twice.", "2")
    person.answers("log", ("When", "2:30"), which, ("How bad", "."), ("How much", "."))
    result = person.answers("log --no-input 2:30")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2026-10-25T02:30+02:00 for the first time" in result.stderr
    (episode,) = episodes(diary_path)
    assert episode.started_at.isoformat() == "2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize(("typed", "offset"), [("1", 2), ("2", 1)])
@pytest.mark.parametrize("asked", ["as an answer", "as an argument", "with options"])
def test_either_time_of_the_repeated_hour_can_be_chosen(
    person: Person, diary_path: Path, typed: str, offset: int, asked: str
) -> None:
    person.lives_at("2026-10-25T09:00")
    which = ("The clocks went back", typed)
    enough = (("How bad was it", "."), ("How much did you drink", "."))
    if asked == "as an answer":
        result = person.answers("log", ("When did it begin?", "2:30"), which, *enough)
    elif asked == "as an argument":
        result = person.answers(
            "log 2:30",
            ("The clocks went back", ""),
            ("Which one was it?", "3"),
            ("There is no such time '3'", typed),
            *enough,
        )
    else:
        result = person.answers("log 2:30 --severity 4", which)
    assert result.exit_code == 0
    at = episodes(diary_path)[0].started_at
    assert (at.hour, at.minute, at.utcoffset()) == (2, 30, timedelta(hours=offset))


def test_leaving_the_repeated_hour_writes_nothing(person: Person, diary_path: Path) -> None:
    person.lives_at("2026-10-25T09:00")
    before = content(diary_path)
    assert person.answers("log 2:30 -s 4", ("The clocks went back", None)).exit_code == 130
    assert content(diary_path) == before


@pytest.mark.parametrize(
    ("turns", "code"),
    [
        ([("Any cramps", "1"), ("drink", "."), ("Save it?", "n")], 0),
        ([("Any cramps", "1"), ("drink", "."), ("Save it?", None)], 130),
        ([("Any cramps", None)], 130),
        ([("Any cramps", "1"), ("drink", "1l"), ("sit?", None)], 130),
        ([("Any cramps", ".")], 0),
    ],
)
def test_a_day_that_is_not_saved_is_not_written(
    person: Person, tmp_path: Path, turns: list[tuple[str, str | None]], code: int
) -> None:
    path = tmp_path / "none" / "diary.db"
    person.opens(path)
    result = person.answers("day", *turns)
    assert result.exit_code == code
    assert "Nothing was recorded." in result.output
    assert not path.parent.exists()


@pytest.mark.parametrize(("answer", "water"), [("", 1000), ("y", 1000), ("n", None), (None, None)])
def test_a_day_is_saved_or_not(
    person: Person, diary_path: Path, answer: str | None, water: float | None
) -> None:
    result = person.answers(
        "day", ("Any", ""), ("How much", "1l"), ("How many hours", "."), ("Save it?", answer)
    )
    assert result.exit_code == (130 if answer is None else 0)
    assert ("Nothing was recorded." in result.stderr) == (water is None)
    with open_diary(diary_path) as diary:
        assert diary.day(SUNDAY).water_ml == water


def test_a_day_that_is_all_recorded_is_only_shown(person: Person) -> None:
    person.answers("day", ("Any", "1"), *CONTEXT, ("Anything", "well"), ("Save", ""))
    result = person.answers("day")
    assert result.stdout.startswith("Sun 1 Mar 2026 (today, until 04:00): no cramps, confirmed.\n")
    assert "not recorded" not in result.stdout


def test_missing_days_are_asked_for_one_by_one(person: Person, diary_path: Path) -> None:
    person.lives_at("2026-03-02T07:30")
    result = person.answers("day --missing", ("Fri 27 Feb", "2"), ("How much", None))
    assert (result.exit_code, result.stderr) == (130, "cramp: Nothing was recorded.\n")
    enough = ("How much", ".")
    result = person.answers("day --missing", ("Fri 27 Feb", "1"), enough, ("Sat 28 Feb", None))
    assert result.exit_code == 0
    assert result.stderr.startswith("1 day is saved; the rest can wait.\n")
    result = person.answers("day --missing", ("Sat 28", "2"), enough, ("Sun 1 Mar", "1"), enough)
    assert "And the cramp, with its time if you know it: cramp log 2026-02-28" in result.stderr
    assert content(diary_path).recorded_days == {
        date(2026, 2, 26),
        date(2026, 2, 27),
        SUNDAY,
    }
    person.answers("log 2026-02-28 22:00 -s 3")
    assert person.answers("day --missing").stderr == "No day of the last fortnight is missing.\n"


def test_leaving_the_missing_days_keeps_those_that_are_done(
    person: Person, diary_path: Path
) -> None:
    person.lives_at("2026-03-02T07:30")
    result = person.answers(
        "day --missing",
        *(("Any cramps", "1"), ("How much did you drink", ".")),
        *(("Any cramps", "1"), ("How much did you drink", None)),
    )
    assert result.exit_code == 0
    assert "1 day is saved; the rest can wait." in result.output
    assert content(diary_path).recorded_days == {date(2026, 2, 26), date(2026, 2, 27)}


def test_leaving_before_any_missing_day_is_saved(person: Person, diary_path: Path) -> None:
    person.lives_at("2026-03-02T07:30")
    before = content(diary_path)
    result = person.answers("day --missing", ("Any cramps", "1"), ("How much did you drink", None))
    assert result.exit_code == 130
    assert content(diary_path) == before


def test_wrong_answers_help_and_going_back(person: Person, diary_path: Path) -> None:
    result = person.answers(
        "log 20m ago",
        ("How bad was it", "<"),
        ("How bad was it", "11"),
        ("severity of 11 is out of range: give 0 to 10.", "6.5"),
        ("severity of 6.5 is not a whole number", "1e999"),
        ("severity of inf is out of range", "?"),
        ("0 is no pain", "6"),
        ("How long did it last?", "forever"),
        ("'forever' is no duration", "4"),
        ("Where?", "elbow"),
        ("There is no muscle 'elbow'", "calf"),
        ("What were you doing", "3"),
        ("What did you do about it?", "<"),
        ("What were you doing when it began?  (Enter keeps: 3; - takes it back)", "<"),
        ("Where?", ""),
        ("(Enter keeps: 3", "-"),
        ("Did it wake you?", "maybe"),
        ("There is no answer 'maybe': use yes or no.", "no"),
        ("What did you do about it?", "1 2,5"),
        ("'1 2,5' does not fit the question", "."),
        ("How much did you drink", "40l"),
        ("water of 40000 ml is out of range", "2 gulps"),
        ("'2 gulps' is no volume", "2 glasses"),
        ("How many hours did you sit?", "30"),
        ("sitting of 30 hours is out of range", ""),
        ("How many electrolyte servings?", ""),
        ("How many minutes did you stretch?", ""),
        ("Tingling", ""),
        ("What activity?", "none, walk 30"),
        ("You say none, but something else as well", "walk"),
        ("'walk' does not fit the question", "walk 30 11"),
        ("effort of 11", "1"),
        ("Which shoes", "boots 8"),
        ("There is no shoe 'boots' in the diary", "1"),
        ("Taken as needed?", "aspirin"),
        ("There is no medication 'aspirin'", "none"),
        ("mood?", "fine"),
        ("'fine' is no number", ""),
        ("nap?", "2"),
    )
    assert result.exit_code == 0
    (episode,) = episodes(diary_path)
    assert (episode.severity, episode.duration_minutes, episode.woke) == (6, 4, False)
    assert (episode.sites, episode.state, episode.reliefs) == ((Site(Muscle.CALF),), None, ())
    with open_diary(diary_path) as diary:
        day = diary.episodes()[0].diary_day or MONDAY
        assert diary.day(day).water_ml == 500
        assert diary.activities_on(day) == (Activity(day, "none", 0),)
        assert diary.wear_on(day) == (Wear(day, "none", 0),)
        assert diary.doses_on(day) == ()
        assert diary.values_on(day) == (FactorValue(day, "nap", 0),)


def test_only_what_is_not_recorded_is_asked(person: Person, diary_path: Path) -> None:
    with open_diary(diary_path) as diary:
        diary.add_to_day(
            Day(diary_day=SUNDAY, water_ml=900, electrolyte_servings=0, nerve_symptoms=False)
        )
        diary.add_wear(Wear(SUNDAY, "none", 0))
        diary.add_dose(Dose(SUNDAY, "furosemide"))
        diary.add_value(FactorValue(SUNDAY, "nap", 0))
    result = person.answers(
        "log 30m ago",
        ("How bad was it", "."),
        ("How many hours did you sit?", "3"),
        ("How many minutes did you stretch?", "5"),
        ("What activity?", "1"),
        ("mood?", "1"),
    )
    assert result.exit_code == 0
    assert "nap?" not in result.output
    with open_diary(diary_path) as diary:
        assert diary.day(SUNDAY).water_ml == 900
        assert (diary.day(SUNDAY).sitting_hours, diary.day(SUNDAY).stretch_minutes) == (3, 5)


def test_a_day_that_is_all_recorded_is_not_asked_about(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "all" / "diary.db"
    person.opens(path)
    with open_diary(path, create=True) as diary:
        everything = Day(
            diary_day=SUNDAY,
            water_ml=900,
            sitting_hours=3,
            electrolyte_servings=0,
            stretch_minutes=0,
            nerve_symptoms=False,
        )
        diary.add_to_day(everything)
        diary.add_activity(Activity(SUNDAY, "none", 0))
    result = person.answers("log", ("When did it begin?", "."))
    assert result.exit_code == 0
    assert result.output.endswith(f"{UNDO_HINT}\n")


def test_a_long_cramp_and_a_day_recorded_without_cramps_get_a_notice(
    person: Person, diary_path: Path
) -> None:
    with open_diary(diary_path) as diary:
        diary.add_to_day(Day(diary_day=SUNDAY, no_cramps=True))
    result = person.answers(
        "log 30m ago",
        ("How bad was it", ""),
        ("How long did it last?", "20"),
        ("Where?", "."),
        ("How much did you drink", None),
    )
    assert "A cramp of over 10 minutes" in result.output
    assert "was recorded with no cramps; it no longer is." in result.output
    assert result.exit_code == 0


def test_bytes_that_are_no_text_are_passed_on_to_the_parser() -> None:
    program = (
        "from cramp_diary.cli.prompts import conversation\n"
        "import io, sys\n"
        "sys.stdin = io.TextIOWrapper(io.BytesIO(b'\\xff\\n'), encoding='utf-8')\n"
        "print(ascii(conversation.read_answer()))\n"
    )
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout == "> '\\udcff'\n"


def test_back_from_the_whole_day_changes_it(person: Person, diary_path: Path) -> None:
    result = person.answers(
        "day",
        ("Any cramps", "n"),
        ("How much did you drink", "1l"),
        ("How many hours did you sit?", "."),
        ("Save it?", "<"),
        ("How many hours did you sit?", "<"),
        ("(Enter keeps: 1l", "2l"),
        ("How many hours did you sit?", "."),
        ("Save it?", "."),
        ("There is no answer '.': use yes or no.", "y"),
    )
    assert result.exit_code == 0
    with open_diary(diary_path) as diary:
        assert diary.day(SUNDAY) == Day(diary_day=SUNDAY, no_cramps=True, water_ml=2000)


def test_a_diary_can_begin_with_a_day(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "none" / "diary.db"
    person.opens(path)
    result = person.answers(
        "day", ("Any cramps", "none"), ("How much did you drink", "."), ("Save it?", "")
    )
    assert result.exit_code == 0
    assert content(path).recorded_days == {SUNDAY}


@pytest.mark.parametrize("typed", ["yes", "y", "true", "2"])
def test_a_cramp_that_day_points_to_cramp_log(typed: str, person: Person, diary_path: Path) -> None:
    result = person.answers("day", ("Any cramps", typed), ("How much did you drink", "."))
    assert result.exit_code == 0
    assert "Nothing was recorded.\n" in result.output
    assert "And the cramp, with its time if you know it: cramp log 2026-03-01" in result.output
    assert SUNDAY not in content(diary_path).recorded_days


def test_a_number_answers_with_the_choice_that_has_it(person: Person, diary_path: Path) -> None:
    no_choice = "There is no answer '0': use none or there was one."
    result = person.answers(
        "day", ("Any cramps", "0"), (no_choice, "1"), ("How much did you drink", "."), ("Save", "")
    )
    assert result.exit_code == 0, result.output
    with open_diary(diary_path) as diary:
        assert diary.day(SUNDAY).no_cramps


def test_a_day_with_episodes_is_not_asked_for_cramps(person: Person, diary_path: Path) -> None:
    with open_diary(diary_path) as diary:
        diary.add_episode(an_episode(MONDAY, time(3, 0)))
    result = person.answers(
        "day", ("How much did you drink", "1l"), ("How many hours", "."), ("Save it?", "")
    )
    assert result.exit_code == 0
    assert "Any cramps" not in result.output
    with open_diary(diary_path) as diary:
        assert diary.day(SUNDAY).water_ml == 1000


def test_missing_days_are_listed_where_nobody_answers(cramp: Cramp) -> None:
    result = cramp("day", "--missing")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{words}  cramp day {day} --no-cramps, or cramp log {day}"
        for words, day in MISSING.items()
    ]
    status = json.loads(cramp("status", "--json").stdout)
    assert [day["day"] for day in status["unrecorded_days"]] == [*MISSING.values()]
    for day in MISSING.values():
        cramp("day", day, "--no-cramps")
    result = cramp("day", "--missing")
    assert (result.stdout, result.stderr) == ("", "No day of the last fortnight is missing.\n")


@pytest.mark.parametrize("words", [("yesterday",), ("--water", "1l"), ("--clear", "water")])
def test_missing_cannot_be_combined(cramp: Cramp, words: tuple[str, ...]) -> None:
    result = cramp("day", "--missing", *words)
    assert result.exit_code == 2
    assert "You give --missing, but also" in result.stderr


def test_the_keys_are_explained_on_one_line() -> None:
    assert len(conversation.KEYS_LEGEND) < 80
    for key in (conversation.BACK, conversation.STOP, conversation.HELP):
        assert f"{key}: " in conversation.KEYS_LEGEND
