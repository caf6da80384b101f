"""The questions on a terminal: processes of their own, answered through a pty.

Tested here is what needs a terminal: that it is recognised, how it is read and left, and what the
process loads. The questions and what is recorded of the answers are tested in test_asking.py.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli.session import UNDO_HINT
from cramp_diary.core.model import Activity, Day, Dose, FactorValue, Wear
from cramp_diary.store import open_diary
from cramp_diary.store.backups.backup import back_up, make_backup_folder
from tests.support.dialogs import (
    CONTEXT,
    EPISODE,
    LOGGED,
    SUNDAY,
    content,
    episodes,
    furnish,
)
from tests.support.factories import an_episode
from tests.support.pty_terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def diary_path(tmp_path: Path) -> Path:
    return furnish(tmp_path / "diary.db")


# The episode, on a terminal.


HEAVY = {"pandas", "numpy", "matplotlib", "scipy", "rich", "sqlite_utils", "pydantic", "click"}


def test_an_episode_and_its_day_are_asked_for_and_nothing_heavy_is_loaded(
    diary_path: Path, tmp_path: Path
) -> None:
    terminal = Terminal(diary_path, "log", LOADED=str(tmp_path / "loaded"))
    terminal.talk(*EPISODE, *CONTEXT)
    assert terminal.ends() == 0
    loaded = set((tmp_path / "loaded").read_text().split())
    assert "cramp_diary.cli.prompts.conversation" in loaded
    assert not loaded & HEAVY
    assert "Episode 1: Mon 2 Mar 2026, 02:50 (diary day Sun 1 Mar 2026)\n" in terminal.shown
    assert f"  note: ouch\n{UNDO_HINT}\n" in terminal.shown
    assert terminal.shown.endswith(f"  nap: no\n  not recorded: sleep disturbance\n{UNDO_HINT}\n")
    with open_diary(diary_path) as diary:
        (logged,) = diary.episodes()
        day = diary.day(SUNDAY)
        assert diary.activities_on(SUNDAY) == (Activity(SUNDAY, "walk", 30, 3),)
        assert set(diary.wear_on(SUNDAY)) == {
            Wear(SUNDAY, "old trainers", 8),
            Wear(SUNDAY, "clogs", 1.5),
        }
        assert diary.doses_on(SUNDAY) == (Dose(SUNDAY, "furosemide", "40mg"),)
        assert diary.values_on(SUNDAY) == (
            FactorValue(SUNDAY, "mood", -2),
            FactorValue(SUNDAY, "nap", 0),
        )
        assert [step.what for step in diary.steps()][:2] == [
            "described 2026-03-01",
            "logged episode 1, Mon 2 Mar 2026, 02:50",
        ]
    assert logged == LOGGED
    assert (day.water_ml, day.sitting_hours, day.electrolyte_servings) == (1200, 7.5, 2)
    assert (day.stretch_minutes, day.nerve_symptoms, day.no_cramps) == (0, False, False)


@pytest.mark.parametrize("answered", [0, 3, len(EPISODE) - 1])
def test_leaving_writes_nothing(tmp_path: Path, answered: int) -> None:
    path = tmp_path / "none" / "diary.db"
    terminal = Terminal(path, "log")
    terminal.talk(*EPISODE[:answered])
    terminal.asks(EPISODE[answered][0])
    terminal.leave(with_end_of_file=answered == 3)
    assert terminal.ends() == 130
    assert terminal.shown.endswith("\ncramp: Nothing was recorded.\n")
    assert not path.parent.exists()


def test_leaving_after_the_episode_is_saved_keeps_it(diary_path: Path) -> None:
    terminal = Terminal(diary_path, "log", "30m", "ago")
    terminal.talk(*EPISODE[1:], *CONTEXT[:2])
    terminal.asks(CONTEXT[2][0])
    assert episodes(diary_path) == (LOGGED,)
    terminal.leave(with_end_of_file=True)
    assert terminal.ends() == 0
    assert terminal.shown.endswith("\nEpisode 1 is kept; of its day nothing was added.\n")
    assert episodes(diary_path) == (LOGGED,)
    with open_diary(diary_path) as diary:
        assert not diary.day(SUNDAY).has_content
        assert not diary.activities_on(SUNDAY)


REPEATED = "2026-10-25T09:00"


def test_the_repeated_hour_is_asked_about(diary_path: Path) -> None:
    terminal = Terminal(diary_path, "log", "2:30", now=REPEATED)
    terminal.talk(("The clocks went back", ""), ("Which one was it?", "3"))
    terminal.talk(("There is no such time '3'", "1"), ("How bad was it", "."))
    terminal.talk(("How much did you drink", "."))
    assert terminal.ends() == 0
    at = episodes(diary_path)[0].started_at
    assert (at.hour, at.minute, at.utcoffset()) == (2, 30, timedelta(hours=2))


@pytest.mark.parametrize("words", [("--no-input",), ("-",)])
def test_the_repeated_hour_without_asking_is_refused(
    diary_path: Path, words: tuple[str, ...]
) -> None:
    terminal = Terminal(diary_path, "log", "2:30", *words, redirect="</dev/null", now=REPEATED)
    assert terminal.ends() == 2
    assert "2026-10-25T02:30+02:00 for the first time" in terminal.shown.replace("\n", "")


# Never a prompt.


@pytest.mark.parametrize(
    ("words", "redirect"),
    [
        (("log", "--no-input"), ""),
        (("log", "-s", "0"), ""),
        (("log",), "</dev/null"),
        (("log",), ">out"),
        (("log",), "<&-"),
        (("log", "-"), "</dev/null"),
        (("day", "--no-input"), ""),
        (("day",), "</dev/null"),
        (("day",), ">out"),
        (("day", "--missing"), "</dev/null"),
    ],
)
def test_nothing_is_asked_where_nobody_answers(
    diary_path: Path, tmp_path: Path, words: tuple[str, ...], redirect: str
) -> None:
    redirect = redirect.replace("out", str(tmp_path / "out"))
    terminal = Terminal(diary_path, *words, redirect=redirect)
    assert terminal.ends() == 0
    assert "> " not in terminal.shown
    assert len(episodes(diary_path)) == (words[0] == "log")


def test_a_note_from_the_terminal_is_only_a_note(diary_path: Path) -> None:
    terminal = Terminal(diary_path, "log", "-")
    terminal.child.sendline("twitched before")
    terminal.child.sendeof()
    assert terminal.ends() == 0
    assert episodes(diary_path)[0].note == "twitched before"


def test_cancelling_is_reported_on_stderr(diary_path: Path, tmp_path: Path) -> None:
    terminal = Terminal(diary_path, "log", redirect=f"2>{tmp_path / 'err'}")
    terminal.asks("When did it begin?")
    terminal.leave()
    assert terminal.ends() == 130
    assert (tmp_path / "err").read_text() == "cramp: Nothing was recorded.\n"


@pytest.mark.parametrize("words", [("log", "20m", "ago", "-s", "6"), ("day", "--no-cramps")])
def test_what_is_not_asked_loads_no_questions(
    diary_path: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    terminal = Terminal(diary_path, *words, LOADED=str(tmp_path / "loaded"))
    assert terminal.ends() == 0
    loaded = set((tmp_path / "loaded").read_text().split())
    prompts = {f"cramp_diary.cli.prompts.{name}" for name in ("conversation", "episode_questions")}
    assert not loaded & (HEAVY | prompts)


# The day, on a terminal.


def test_a_day_is_shown_asked_for_shown_whole_and_saved(diary_path: Path) -> None:
    terminal = Terminal(diary_path, "day", "yesterday", now="2026-03-02T07:30")
    terminal.talk(("Any cramps", "1"), *CONTEXT, ("Anything to add?", "slept well"))
    terminal.asks("Save it?  n: no  (Enter: yes)")
    assert content(diary_path).recorded_days == {date(2026, 2, 26)}
    terminal.child.sendline("")
    assert terminal.ends() == 0
    assert "Sun 1 Mar 2026: cramps or none, not recorded." in terminal.shown
    assert "Sun 1 Mar 2026: no cramps, confirmed.\n  water: 1200 ml\n" in terminal.shown
    assert terminal.shown.endswith(f"Saved.\n{UNDO_HINT}\n")
    with open_diary(diary_path) as diary:
        day = diary.day(SUNDAY)
        assert (day.no_cramps, day.water_ml, day.note) == (True, 1200, "slept well")
        assert diary.activities_on(SUNDAY) == (Activity(SUNDAY, "walk", 30, 3),)
        assert diary.steps()[0].what == "described 2026-03-01"


def test_a_day_that_is_not_saved_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "none" / "diary.db"
    terminal = Terminal(path, "day")
    terminal.talk(("Any cramps", "1"), ("drink", "."))
    terminal.asks("Save it?")
    terminal.leave()
    assert terminal.ends() == 130
    assert "Nothing was recorded." in terminal.shown
    assert not path.parent.exists()


# The missing days.


def test_missing_days_are_asked_for_and_saved_one_by_one(diary_path: Path) -> None:
    terminal = Terminal(diary_path, "day", "--missing", now="2026-03-02T07:30")
    terminal.asks("3 days are not recorded")
    assert "Fri 27 Feb 2026" in terminal.shown
    terminal.child.sendline("1")
    terminal.talk(("How much did you drink", "1l"), ("How many hours did you sit?", "."))
    terminal.asks("Sat 28 Feb 2026: cramps or none, not recorded.")
    with open_diary(diary_path) as diary:
        friday = Day(diary_day=date(2026, 2, 27), no_cramps=True, water_ml=1000)
        assert diary.day(friday.diary_day) == friday
    terminal.child.sendline("2")
    terminal.talk(("How much did you drink", "."))
    terminal.talk(("Sun 1 Mar 2026", "none"), ("How much did you drink", "."))
    assert terminal.ends() == 0
    assert "And the cramp, with its time if you know it: cramp log 2026-02-28" in terminal.shown
    assert terminal.shown.endswith("To take back the last one: cramp undo\n")
    with open_diary(diary_path) as diary:
        assert diary.recorded_days() == {date(2026, 2, 26), date(2026, 2, 27), SUNDAY}
        assert [step.what for step in diary.steps()][:2] == [
            "described 2026-03-01",
            "described 2026-02-27",
        ]


def test_json_is_never_folded(diary_path: Path) -> None:
    note = "a note of many words " * 12
    with open_diary(diary_path, create=True) as diary:
        diary.add_episode(replace(an_episode(), note=note))
    terminal = Terminal(diary_path, "list", "--json")
    assert terminal.ends() == 0
    assert [episode["note"] for episode in json.loads(terminal.shown)] == [note]


def test_a_command_at_the_end_of_a_sentence_is_never_folded(diary_path: Path) -> None:
    folder = diary_path.parent / ("a folder of a name with many words " * 3).strip()
    with open_diary(folder / "diary.db", create=True) as diary:
        diary.add_episode(an_episode())
    backup = folder / "diary.db.backups" / "2026-03-01.db"
    back_up(folder / "diary.db", make_backup_folder(folder / "diary.db") / backup.name)
    (folder / "diary.db").unlink()
    terminal = Terminal(folder / "diary.db", "list")
    assert terminal.ends() == 3
    sentence, command = terminal.shown.rsplit("\n    ", 1)
    assert sentence.startswith("cramp:")
    assert "\n    " in sentence
    assert shlex.split(command)[-2:] == ["restore", str(backup)]
