"""The command edit, clearing fields, notes from stdin, the command status, and lists as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cramp_diary.cli.app import app
from cramp_diary.cli.session import UNDO_HINT
from cramp_diary.core.vocabulary import Muscle, State
from cramp_diary.store import open_diary

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

LOG = ("log", "last night 3am", "--severity", "7", "--site", "calf", "--relief", "heat", "--woke")


def test_edit_changes_what_is_given_and_nothing_else(cramp: Cramp, diary_path: Path) -> None:
    cramp(*LOG, "--note", "ouch")
    result = cramp("edit", "1", "--severity", "5", "--site", "arch", "--site", "toes")
    assert result.stdout == (
        "Episode 1: Mon 2 Mar 2026, 03:00 (diary day Sun 1 Mar 2026)\n"
        "  severity 5, arch, toes, woke you, heat\n"
        "  note: ouch\n"
    )
    assert result.stderr == f"{UNDO_HINT}\n"
    with open_diary(diary_path) as diary:
        episode = diary.episode(1)
    assert (episode.note, episode.woke) == ("ouch", True)
    assert [site.muscle for site in episode.sites] == [Muscle.ARCH, Muscle.TOES]


def test_edit_moves_an_episode_to_another_day(cramp: Cramp, diary_path: Path) -> None:
    cramp(*LOG)
    cramp("day", "2026-02-27", "--no-cramps")
    result = cramp("edit", "1", "--when", "2026-02-28 05:00", "--state", "asleep")
    assert "Sat 28 Feb 2026, 05:00 (diary day Fri 27 Feb 2026)" in result.stdout
    assert cramp("day", "2026-02-27").stdout.startswith("Fri 27 Feb 2026: 1 episode (1).")
    with open_diary(diary_path) as diary:
        assert diary.episode(1).state is State.ASLEEP


def test_edit_clears_a_field(cramp: Cramp) -> None:
    cramp(*LOG, "--note", "ouch", "--minutes", "4", "--soreness", "2h", "--state", "asleep")
    fields = ("severity", "minutes", "site", "state", "relief", "woke", "soreness", "Note")
    result = cramp("edit", "1", *(word for field in fields for word in ("--clear", field)))
    assert result.stdout.endswith("\n  nothing else recorded\n")
    assert "note" not in cramp("show", "1").stdout.replace("not ", "").split("Sun 1 Mar")[0]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("edit", "1"), "Nothing to record was given: say what, for example with cramp edit 1"),
        (("edit", "7", "--severity", "1"), "There is no episode 7"),
        (("edit", "1", "--severity", "11"), "out of range"),
        (("edit", "1", "--clear", "water"), "There is no field to clear 'water': use severity,"),
        (("edit", "1", "--when", "2025-10-26 02:30"), "2025-10-26T02:30+01:00 for the second"),
        (("edit", "1", "--when", "5"), "try 5am, 5pm or 5m ago"),
        (("day", "--clear", "colour"), "Nothing called 'colour' is recorded on 2026-03-01: clear"),
        (("log", "-", "--note", "x"), "You give --note, but also - for a note from stdin"),
    ],
)
def test_a_wrong_edit_changes_nothing(
    cramp: Cramp, diary_path: Path, words: tuple[str, ...], why: str
) -> None:
    cramp(*LOG)
    result = cramp(*words)
    assert result.exit_code in (1, 2)
    assert why in result.stderr
    with open_diary(diary_path) as diary:
        assert len(diary.steps()) == 1


def test_what_is_recorded_of_a_day_can_be_cleared(cramp: Cramp) -> None:
    cramp("shoes", "add", "clogs")
    cramp("med", "add", "pill")
    cramp("factor", "add", "nap", "--yes-no")
    cramp(
        *("day", "yesterday", "--no-cramps", "--water", "1l", "--sitting", "9", "--servings", "2"),
        *("--stretch", "5", "--nerve", "--note", "hot", "--activity", "run:45", "--med", "pill"),
        *("--shoes", "clogs", "--set", "nap=yes"),
    )
    fields = [
        "no-cramps",
        "water",
        "sitting",
        "servings",
        "stretch",
        "nerve",
        "note",
        "activity",
        "shoes",
        "med",
        "nap",
    ]
    result = cramp("day", "yesterday", *(word for field in fields for word in ("--clear", field)))
    assert result.stdout == (
        "Sun 1 Mar 2026: cramps or none, not recorded.\n"
        "  not recorded: water, sitting, electrolyte servings, stretching, nerve symptoms,"
        " activity, shoes, nap\n"
    )


def test_a_note_can_come_from_stdin(cramp: Cramp, diary_path: Path) -> None:
    cramp("list")
    CliRunner().invoke(app, ["log", "-", "20m ago"], input="a private note\n")
    with open_diary(diary_path) as diary:
        episode = diary.episode(1)
    assert episode.note == "a private note"
    assert episode.started_at.isoformat() == "2026-03-02T07:10:00+01:00"


def test_a_long_cramp_gets_one_line_of_advice(cramp: Cramp) -> None:
    assert "see a doctor" not in cramp("log", "--minutes", "10").stderr
    assert cramp("log", "--minutes", "11").stderr.count("is a reason to see a doctor.") == 1


def test_status_of_a_new_diary(cramp: Cramp) -> None:
    cramp("log", "yesterday 20:00")
    assert cramp("status").stdout == (
        "Mon 2 Mar 2026: cramps or none, not recorded.\n"
        "  not recorded: water, sitting, electrolyte servings, stretching, nerve symptoms,"
        " activity, shoes\n\n"
        "First findings need more: 1 of 28 recorded days, 1 of 10 episodes, 1 of 8 cramp days so"
        " far, and each factor on enough days.\n"
    )


def test_status_names_what_is_missing_and_what_runs(cramp: Cramp) -> None:
    cramp("med", "add", "pill")
    cramp("med", "start", "pill", "2026-01-05", "--dose", "1 daily")
    cramp("med", "add", "drops")
    cramp("med", "start", "drops", "2026-01-05")
    cramp("med", "stop", "drops", "yesterday")
    cramp("log", "2026-02-26 20:00")
    cramp("drink", "300ml")
    output = cramp("status").stdout
    assert "\n\nRunning: pill since Mon 5 Jan 2026  1 daily\n\n" in output
    assert "drops" not in output
    assert (
        "Fri 27 Feb 2026  cramp day 2026-02-27 --no-cramps, or cramp log 2026-02-27\n"
        "Sat 28 Feb 2026  cramp day 2026-02-28 --no-cramps, or cramp log 2026-02-28\n"
        "Sun 1 Mar 2026   cramp day 2026-03-01 --no-cramps, or cramp log 2026-03-01\n"
    ) in output
    found = json.loads(cramp("status", "--json").stdout)
    assert found["diary_day"] == "2026-03-02"
    assert found["day"]["water_ml"] == 300
    assert found["running_courses"] == ["pill"]
    assert [day["day"] for day in found["unrecorded_days"]] == [
        "2026-02-27",
        "2026-02-28",
        "2026-03-01",
    ]
    assert found["progress"]["episodes"] == {"have": 1, "need": 10}


def test_the_commands_that_status_names_fill_the_days(cramp: Cramp) -> None:
    cramp("log", "2026-02-28 20:00")
    (missing,) = json.loads(cramp("status", "--json").stdout)["unrecorded_days"]
    no_cramps, log = missing["command"].split(", or ")
    assert cramp(*log.split()[1:]).exit_code == 0
    cramp("undo")
    assert cramp(*no_cramps.split()[1:]).exit_code == 0
    assert json.loads(cramp("status", "--json").stdout)["unrecorded_days"] == []


def test_status_looks_back_a_fortnight_and_says_when_there_is_enough(cramp: Cramp) -> None:
    for day in range(1, 29):
        cramp("log", f"2026-01-{day:02d} 20:00")
    assert "Enough is recorded for first findings: cramp factors" in cramp("status").stdout
    assert len(json.loads(cramp("status", "--json").stdout)["unrecorded_days"]) == 14


def test_lists_as_json(cramp: Cramp) -> None:
    cramp(*LOG)
    cramp("log", "2026-02-26 20:00")
    (latest,) = json.loads(cramp("list", "--json", "--limit", "1").stdout)
    assert latest["id"] == 1
    assert latest["started_at"] == "2026-03-02T03:00:00+01:00"
    assert latest["diary_day"] == "2026-03-01"
    assert latest["sites"] == [{"muscle": "calf", "side": None}]
    assert latest["duration_minutes"] is None
    shown = json.loads(cramp("show", "1", "--json").stdout)
    assert shown["day"]["episodes"] == [1]
    assert shown["day"]["recorded"] is True
    week = json.loads(cramp("week", "--weeks", "2", "--json").stdout)
    assert [one["start"] for one in week] == ["2026-02-23", "2026-03-02"]
    assert [step["what"] for step in json.loads(cramp("history", "--json").stdout)] == [
        "logged episode 2, Thu 26 Feb 2026, 20:00",
        "logged episode 1, Mon 2 Mar 2026, 03:00",
    ]
