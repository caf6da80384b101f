"""The commands log, day, show, list and delete."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.cli.session import UNDO_HINT
from cramp_diary.core.model import Activity, Dose, Wear
from cramp_diary.core.vocabulary import Muscle, Side, State
from cramp_diary.store import open_diary
from tests.support.factories import AFTER_SAMPLE
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

LOG = (
    "log",
    "last",
    "night",
    "3am",
    *("--severity", "7", "--minutes", "4", "--state", "asleep", "--woke"),
    *("--site", "calf:left", "--site", "toes", "--relief", "stretching:2", "--soreness", "6h"),
    *("--note", "ouch"),
)
DAY = date(2026, 3, 1)


BEGINNINGS = [
    LOG,
    ("day", "yesterday", "--no-cramps"),
    ("drink", "300ml"),
    ("stretch", "--done"),
    ("shoes", "add", "clogs"),
    ("med", "add", "loopix"),
    ("factor", "add", "alcohol"),
    ("settings", "glass", "200ml"),
    ("import", str(SAMPLE_DATA)),
]


@pytest.mark.parametrize("is_there", [False, True], ids=["no file", "an empty file"])
@pytest.mark.parametrize("words", BEGINNINGS, ids=lambda words: words[0])
def test_a_command_that_makes_a_new_diary_says_where(
    cramp: Cramp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    is_there: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    mistyped = tmp_path / "dairy.db"
    if is_there:
        mistyped.touch()
    first = cramp("--db", str(mistyped), *words)
    assert (first.exit_code, first.stderr.splitlines()[0]) == (0, f"A new diary at {mistyped}")
    assert first.stderr.count("A new diary") == 1
    assert "A new diary" not in cramp("--db", str(mistyped), *words).output


@pytest.mark.parametrize(
    "words",
    [("log", "nonsense"), ("drink",), ("list",), ("settings",), ("undo",), ("check",)],
    ids=" ".join,
)
def test_a_command_that_makes_no_diary_says_nothing_of_one(
    cramp: Cramp, diary_path: Path, words: tuple[str, ...]
) -> None:
    assert "A new diary" not in cramp(*words).output
    assert not diary_path.exists()


def test_log_prints_what_it_recorded(cramp: Cramp, diary_path: Path) -> None:
    result = cramp(*LOG)
    assert result.exit_code == 0
    assert result.stdout == (
        "Episode 1: Mon 2 Mar 2026, 03:00 (diary day Sun 1 Mar 2026)\n"
        "  severity 7, 4 min, left calf, toes, asleep, woke you, stretching (eased in 2 min),"
        " sore for 6 h\n"
        "  note: ouch\n"
    )
    assert result.stderr == f"A new diary at {diary_path}\n{UNDO_HINT}\n"
    with open_diary(diary_path) as diary:
        episode = diary.episode(1)
    assert (episode.severity, episode.duration_minutes, episode.state) == (7, 4, State.ASLEEP)
    assert [(s.muscle, s.side) for s in episode.sites] == [
        (Muscle.CALF, Side.LEFT),
        (Muscle.TOES, None),
    ]
    assert (episode.woke, episode.soreness_hours, episode.note) == (True, 6, "ouch")
    assert episode.diary_day == DAY


def test_log_alone_is_an_episode_now(cramp: Cramp) -> None:
    result = cramp("log")
    assert result.stdout == (
        "Episode 1: Mon 2 Mar 2026, 07:30 (diary day Mon 2 Mar 2026)\n  nothing else recorded\n"
    )


def test_log_describes_the_diary_day_of_the_episode(cramp: Cramp, diary_path: Path) -> None:
    cramp("shoes", "add", "old trainers", "--no-arch-support")
    cramp("med", "add", "furosemide", "--class", "loop")
    result = cramp(
        *LOG,
        *("--water", "1.2l", "--activity", "run:45:6", "--shoes", "old trainers:8"),
        *("--med", "furosemide:40mg"),
    )
    assert result.exit_code == 0, result.stderr
    assert "Sun 1 Mar 2026: 1 episode (1).\n  water: 1200 ml\n" in result.stdout
    with open_diary(diary_path) as diary:
        assert diary.day(DAY).water_ml == 1200
        assert diary.activities_on(DAY) == (Activity(DAY, "run", 45, 6),)
        assert diary.wear_on(DAY) == (Wear(DAY, "old trainers", 8),)
        assert diary.doses_on(DAY) == (Dose(DAY, "furosemide", "40mg"),)


def test_log_says_that_a_day_is_no_longer_without_cramps(cramp: Cramp) -> None:
    cramp("day", "yesterday", "--no-cramps")
    result = cramp(*LOG)
    assert "Sun 1 Mar 2026 was recorded with no cramps; it no longer is." in result.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("log", "--severity", "11"), "severity of 11 is out of range: give 0 to 10."),
        (("log", "--severity", "lots"), "'lots' is no number the diary can read"),
        (("log", "--severity", "7.5"), "severity of 7.5 is not a whole number"),
        (("log", "--severity", ""), "'' is no number"),
        (("log", "--water", ""), "'' is no volume"),
        (("log", "--water", "1,500ml"), "'1,500ml' is no volume"),
        (("log", "--activity", "none", "--activity", "run:5"), "You say --activity none, but"),
        (("log", "--shoes", "none", "--shoes", "a:3"), "You say --shoes none, but also"),
        (("log", "--shoes", "a:8", "--shoes", "A:2"), "You give the same shoes twice"),
        (("log", "--minutes", "-4"), "'-4' is no duration"),
        (("log", "--site", "elbow"), "There is no muscle 'elbow'"),
        (("log", "--state", "dozing"), "There is no state 'dozing'"),
        (("log", "today", "9:00"), "in the future"),
        (("log", "someday"), "'someday' is no time the diary can read: try 20m ago"),
        (("log", "5"), "try 5am, 5pm or 5m ago."),
        (("log", "--shoes", "clogs:8"), "There is no shoe 'clogs' in the diary: add it with"),
        (("log", "--med", "aspirin"), "There is no medication 'aspirin'"),
        (("log", "--water", "1200"), "'1200' has no unit: write 1200ml."),
        (("log", "--water", "40l"), "water of 40000 ml is out of range: give 0 to 15000 ml."),
        (("log", "--activity", "run"), "'run' does not fit --activity"),
        (("log", "--activity", "run:1:2:3"), "does not fit --activity"),
        (("log", "--activity", "run:45:11"), "effort of 11"),
        (("log", "--shoes", ":8"), "does not fit --shoes"),
        (("log", "--med", ":1"), "does not fit --med"),
        (("log", "--relief", "magic"), "There is no relief method 'magic'"),
        (("day", "--sitting", "30"), "sitting of 30 hours is out of range"),
        (("day", "tomorrow", "--no-cramps"), "'tomorrow' would be Tue 3 Mar 2026, in the future"),
        (("day", "2026-03-03", "--no-cramps"), "in the future"),
        (("day", "--set", "alcohol"), "'alcohol' does not fit --set"),
        (("day", "--set", "alcohol=2"), "There is no own factor 'alcohol'"),
        (("show", "7"), "There is no episode 7: cramp list shows the ids."),
        (("delete", "7"), "There is no episode 7"),
        (("shoes", "add", "none"), "A name of a shoe cannot be 'none'"),
        (("med", "start", "aspirin"), "There is no medication 'aspirin'"),
        (("med", "stop", "aspirin"), "There is no medication 'aspirin'"),
        (("med", "add", "aspirin", "--class", "pill"), "There is no drug class 'pill'"),
        (("factor", "add", "water_ml"), "the day has already"),
        (("lgo",), "There is no command 'lgo': did you mean log?"),
        (("frobnicate",), "There is no command 'frobnicate': cramp --help lists them."),
    ],
)
def test_bad_input_gets_one_sentence_and_changes_nothing(
    cramp: Cramp, diary_path: Path, words: tuple[str, ...], why: str
) -> None:
    with open_diary(diary_path, create=True) as diary:
        before = diary.read()
    result = cramp(*words)
    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    assert result.stderr.startswith("cramp: ")
    assert result.stderr.count("\n") == 1
    assert why in result.stderr
    with open_diary(diary_path) as diary:
        assert diary.read() == before


def test_a_day_is_recorded_and_printed(cramp: Cramp) -> None:
    cramp("shoes", "add", "sneakers", "--arch-support", "--toe-room")
    cramp("factor", "add", "alcohol", "--unit", "glasses")
    cramp("factor", "add", "nap", "--yes-no", "--less")
    cramp("factor", "add", "mood")
    cramp("med", "add", "pill")
    result = cramp(
        *("day", "yesterday", "--no-cramps", "--water", "1.8l", "--sitting", "7h30"),
        *("--servings", "2", "--stretch", "10", "--no-nerve", "--note", "slept well"),
        *("--activity", "walk:30:3", "--activity", "swim:20", "--shoes", "sneakers:9"),
        *("--med", "pill", "--set", "alcohol=1.5", "--set", "nap=yes", "--set", "mood=-2"),
    )
    assert result.stdout == (
        "Sun 1 Mar 2026: no cramps, confirmed.\n"
        "  water: 1800 ml\n"
        "  sitting: 7.5 h\n"
        "  electrolyte servings: 2\n"
        "  stretching: 10 min\n"
        "  nerve symptoms: no\n"
        "  activity: walk 30 min at effort 3, swim 20 min\n"
        "  shoes: sneakers 9 h\n"
        "  as needed: pill\n"
        "  alcohol (glasses): 1.5\n"
        "  mood: -2\n"
        "  nap: yes\n"
        "  note: slept well\n"
    )


def test_a_day_alone_shows_what_is_recorded_and_what_is_not(cramp: Cramp) -> None:
    cramp("day", "today", "--nerve", "--shoes", "none", "--activity", "none")
    result = cramp("day", "today")
    assert result.stdout == (
        "Mon 2 Mar 2026: cramps or none, not recorded.\n"
        "  nerve symptoms: yes\n"
        "  activity: none\n"
        "  shoes: none\n"
        "  not recorded: water, sitting, electrolyte servings, stretching\n"
    )


def test_the_day_of_an_early_morning_is_the_day_before(
    cramp: Cramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = clock.now().replace(hour=3, minute=59)
    monkeypatch.setattr(clock, "now", lambda: early)
    assert cramp("day", "--no-cramps").stdout.startswith("Sun 1 Mar 2026 (today, until 04:00)")


def test_no_cramps_on_a_day_with_episodes_is_refused(cramp: Cramp) -> None:
    cramp(*LOG)
    cramp(*LOG)
    result = cramp("day", "2026-03-01", "--no-cramps")
    assert result.exit_code == 2
    assert "You say no cramps on 2026-03-01, but 2 episodes are recorded there" in result.stderr
    assert cramp("day", "2026-03-01").stdout.startswith("Sun 1 Mar 2026: 2 episodes (1, 2).")


def test_a_yes_no_factor_takes_no_number(cramp: Cramp) -> None:
    cramp("factor", "add", "nap", "--yes-no")
    assert "There is no answer to nap '2': use yes or no" in cramp("day", "--set", "nap=2").stderr
    assert "nap: no" in cramp("day", "--set", "nap=no").stdout


def test_show_and_list(cramp: Cramp) -> None:
    cramp("shoes", "add", "clogs")
    assert "There are no episodes" in cramp("list").stderr
    cramp(*LOG)
    cramp("log", "2026-02-27 20:00", "--site", "calf:both", "--not-woke")
    cramp("log", "2026-02-26 20:00", "--relief", "heat")
    assert cramp("list", "--limit", "2").stdout == (
        "1  Mon 2 Mar 2026, 03:00   severity 7, 4 min, left calf, toes, asleep, woke you,"
        " stretching (eased in 2 min), sore for 6 h, note: ouch\n"
        "2  Fri 27 Feb 2026, 20:00  calf on both sides, did not wake you\n"
    )
    assert cramp("list", "-n", "2").stderr == "2 of 3 episodes; cramp list --all shows the rest.\n"
    assert cramp("list", "--all").stdout.count("\n") == 3
    shown = cramp("show", "1").stdout
    assert shown.startswith("Episode 1: Mon 2 Mar 2026, 03:00 (diary day Sun 1 Mar 2026)\n")
    assert "  note: ouch\nSun 1 Mar 2026: 1 episode (1).\n" in shown


def test_delete_is_taken_back_by_undo(cramp: Cramp, diary_path: Path) -> None:
    cramp(*LOG)
    with open_diary(diary_path) as diary:
        episode = diary.episode(1)
    result = cramp("delete", "1")
    assert result.stdout.startswith("Deleted Episode 1: Mon 2 Mar 2026, 03:00")
    assert "cramp day 2026-03-01 --no-cramps" in result.stderr
    assert result.stderr.endswith(f"{UNDO_HINT}\n")
    assert cramp("undo").stdout == "Undone: deleted episode 1, Mon 2 Mar 2026, 03:00.\n"
    with open_diary(diary_path) as diary:
        assert diary.episodes() == (episode,)


def test_deleting_one_of_two_leaves_the_day_recorded(cramp: Cramp) -> None:
    cramp("log")
    cramp("log", "--not-woke")
    assert "no longer recorded" not in cramp("delete", "2").stderr
    assert "no longer recorded" in cramp("delete", "1").stderr


def test_a_note_alone_is_printed_and_a_long_one_shortened_in_the_list(cramp: Cramp) -> None:
    long = "woke screaming, and then could not sleep again for hours"
    assert cramp("log", "--note", long).stdout.endswith(
        f"07:30 (diary day Mon 2 Mar 2026)\n  note: {long}\n"
    )
    assert cramp("list").stdout.endswith("  note: woke screaming, and then could not sleep...\n")


def test_a_year_that_may_be_wrong_is_asked_about(cramp: Cramp) -> None:
    assert "is the year right?" not in cramp("log", "2016-03-01 03:10").stderr
    assert "is the year right?" in cramp("log", "now").stderr
    assert "is the year right?" not in cramp("log", "yesterday 22:00").stderr
