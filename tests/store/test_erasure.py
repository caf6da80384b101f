"""Erasure: nothing is left in any byte of any file, and the rest is unchanged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.core.errors import NoSuchEpisode
from cramp_diary.store import open_diary
from cramp_diary.store.backup_paths import backup_folder
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.errors import NotCleaned
from tests.store.test_journal import content
from tests.store.test_restore import answers
from tests.support.factories import AFTER_SAMPLE, NOW, an_episode
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

PRIVATE = "nightmare of the lighthouse"


def _holding(text: str, diary_path: Path) -> list[str]:
    """Return the names of the files in the diary's folder whose bytes contain the text."""
    files = (path for path in diary_path.parent.rglob("*") if path.is_file())
    return [path.name for path in files if text.encode() in path.read_bytes()]


def _sizes(path: Path) -> tuple[int, int]:
    contents = examine(path)
    return contents.episodes, contents.days


def test_a_forgotten_episode_is_in_no_byte(cramp: Cramp, diary_path: Path) -> None:
    cramp("log", "--severity", "5", "--note", "stays")
    cramp("log", "20m ago", "--note", f"{PRIVATE} " * 3000)
    cramp("edit", "2", "--severity", "7", "--site", "toes", "--note", f"{PRIVATE}, cut")
    cramp("backup")
    cramp("drink", "300ml")
    cramp("restore", str(backup_folder(diary_path) / "2026-03-02.db"), "--yes")
    cramp("restore", str(next(backup_folder(diary_path).glob("before*"))), "--yes")
    assert len(_holding(PRIVATE, diary_path)) > 2
    result = cramp("forget", "2", "--yes")
    assert result.exit_code == 0
    assert result.stdout.endswith("Episode 2 is forgotten.\n")
    assert "beside the diary gave way to a new backup." in result.stderr
    assert _holding(PRIVATE, diary_path) == []
    assert "stays" in cramp("list").stdout
    assert [p.name for p in backup_folder(diary_path).iterdir()] == ["2026-03-02.db"]
    assert _sizes(backup_folder(diary_path) / "2026-03-02.db") == (1, 1)
    assert cramp("history").stdout == "Mon 2 Mar 2026, 07:30  described 2026-03-02\n"
    assert cramp("undo").exit_code == 0
    assert cramp("undo").exit_code == 1
    assert cramp("check").exit_code == 0


@pytest.mark.parametrize("before", [("delete", "1"), ("undo",)])
def test_what_stands_only_in_the_history_can_be_forgotten(
    cramp: Cramp, diary_path: Path, before: tuple[str, ...]
) -> None:
    cramp("log", "--note", PRIVATE)
    cramp(*before)
    assert _holding(PRIVATE, diary_path) != []
    assert cramp("forget", "1", "--yes").exit_code == 0
    assert _holding(PRIVATE, diary_path) == []
    result = cramp("forget", "1", "--yes")
    assert (result.exit_code, "There is no episode 1" in result.stderr) == (1, True)


def test_an_edit_of_sites_alone_is_forgotten_with_its_episode(diary_path: Path) -> None:
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_episode(an_episode())
        with diary.writing():
            diary._execute("UPDATE episode_sites SET muscle = 'shin'")  # noqa: SLF001 - no command changes these alone
        assert len(diary.steps()) == 2
        diary.forget_days(None, date(2027, 1, 1))
        assert diary.steps() == ()


def test_forget_before_a_date_forgets_the_days_before_and_names_used_only_then(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    for words in (
        ("import", str(SAMPLE_DATA)),
        ("shoes", "add", "secret slippers"),
        ("shoes", "add", "spare clogs"),
        ("med", "add", "secretazole", "--class", "loop"),
        ("day", "2025-11-01", "--shoes", "secret slippers:3", "--note", PRIVATE),
        ("med", "start", "secretazole", "2025-11-01"),
        ("med", "stop", "secretazole", "2025-11-09"),
        ("day", "2026-03-03", "--note", "a later day"),
    ):
        result = cramp(*words)
        assert result.exit_code == 0, result.stderr
    with open_diary(diary_path) as diary:
        after = diary.read(date(2026, 1, 1))
        whole = diary.read()
    cramp("day", "2026-03-04", "--note", "the last step")
    with open_diary(diary_path) as diary:
        steps = diary.steps()
    result = cramp("forget", "--before", "2026-01-01", "--yes")
    assert result.exit_code == 0, result.stderr
    early = len(whole.episodes) - len(after.episodes)
    assert f"Forgotten: {early} episodes and " in result.stdout
    for text in (PRIVATE, "slippers", "secretazole", "2025-11"):
        assert _holding(text, diary_path) == [], text
    cramp("undo")
    with open_diary(diary_path) as diary:
        left = diary.read()
        assert diary.steps()[0] == steps[0]._replace(undone=True)
        assert [step.id for step in diary.steps()] == [step.id for step in steps[:2]]
    assert left.episodes == after.episodes
    assert left.days == after.days
    assert left.factor_values == after.factor_values
    assert left.wear == after.wear
    assert {shoe.name for shoe in left.shoes} == {s.name for s in whole.shoes} - {"secret slippers"}
    assert "secretazole" not in {medication.name for medication in left.medications}
    assert {c for c in whole.courses if not c.last_day or c.last_day >= date(2026, 1, 1)} == set(
        left.courses
    )
    assert cramp("check").exit_code == 0


def test_later_steps_are_undone_exactly_after_forgetting_what_was_before(
    cramp: Cramp, diary_path: Path
) -> None:
    cramp("factor", "add", "alcohol")
    for n in range(1, 29):
        cramp("day", f"2026-02-{n:02}", "--water", f"{n}00ml", "--set", f"alcohol={n}")
    cramp("forget", "--before", "2026-02-25", "--yes")
    before = content(diary_path)
    assert len(before["days"]) == 4
    cramp("day", "2026-02-27", "--water", "2l", "--set", "alcohol=9")
    cramp("log", "2026-02-27 20:00", "--site", "calf:left")
    cramp("settings", "glass", "200ml")
    for _ in range(3):
        assert cramp("undo").exit_code == 0
    assert content(diary_path) == before
    assert cramp("undo").exit_code == 0
    assert len(content(diary_path)["days"]) == 3


def test_a_day_is_forgotten_and_only_that(cramp: Cramp, diary_path: Path) -> None:
    for day in ("2026-02-26", "2026-02-27", "2026-02-28"):
        cramp("day", day, "--note", f"{PRIVATE} {day}")
    result = cramp("forget", "2026-02-27", "--yes")
    assert result.exit_code == 0
    assert f"note: {PRIVATE} 2026-02-27" in result.stdout
    assert _holding(f"{PRIVATE} 2026-02-27", diary_path) == []
    assert _holding(f"{PRIVATE} 2026-02-26", diary_path) != []
    assert cramp("forget", "friday", "--yes").exit_code == 2
    assert cramp("forget", "--before", "friday", "--yes").exit_code == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Nothing to forget was given: say what, for example with cramp forget 12"),
        (("1", "--before", "2026-01-01"), "leave out one"),
        (("--before", "9999-12-31"), "is no day the diary can read"),
        (("1.5",), "is no day the diary can read"),
    ],
)
def test_what_to_forget_is_one_clear_thing(
    cramp: Cramp, words: tuple[str, ...], sentence: str
) -> None:
    cramp("log")
    result = cramp("forget", *words, "--yes")
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert "1 episode" in cramp("check").stdout


@pytest.mark.parametrize(
    ("typed", "goes"),
    [
        ((), False),
        (("no",), False),
        (("yes",), False),
        (("yes", "yes"), False),
        (("forget", "yes"), False),
        (("yes", "forget"), True),
        (("y", "Forget"), True),
    ],
)
def test_it_is_asked_twice(
    cramp: Cramp, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], *, goes: bool
) -> None:
    for words in (("forget", "1"), ("forget", "2026-03-02"), ("forget", "--before", "2026-04-01")):
        cramp("log")
        answers(monkeypatch, *typed)
        episodes = cramp("list").stdout.count("\n")
        result = cramp(*(words if words[-1] != "1" else ("forget", "1")))
        assert result.exit_code == (0 if goes else 130), result.stderr
        assert cramp("list").stdout.count("\n") == (episodes - 1 if goes else episodes)


def test_nobody_to_ask_means_no(cramp: Cramp, diary_path: Path) -> None:
    cramp("log", "--note", PRIVATE)
    before = diary_path.read_bytes()
    for words in (("forget", "1"), ("forget", "2026-03-02"), ("forget", "--before", "2026-04-01")):
        result = cramp(*words)
        assert (result.exit_code, "--yes" in result.stderr) == (2, True)
    assert diary_path.read_bytes() == before


def test_nothing_is_forgotten_while_another_writes(
    diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cramp_diary.store.transaction.BUSY_SECONDS", 0.05)
    with open_diary(diary_path, create=True) as diary:
        diary.add_episode(an_episode())
        with closing(sqlite3.connect(diary_path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                diary.forget_episode(1)
        assert len(diary.episodes()) == 1
        with pytest.raises(NoSuchEpisode):
            diary.forget_episode(7)
        assert len(diary.steps()) == 1


def test_pages_that_could_not_be_cleaned_are_reported_and_cleaned_later(
    diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_diary(diary_path, create=True) as diary:
        diary.add_episode(an_episode())
        rowids = diary._rowids  # noqa: SLF001 - where the error is injected

        def and_no_room() -> list[tuple[object, ...]]:
            diary._connection.execute("PRAGMA max_page_count = 1")  # noqa: SLF001 - as above
            diary._connection.execute("BEGIN")  # noqa: SLF001 - a VACUUM in a transaction fails
            return rowids()

        monkeypatch.setattr(diary, "_rowids", and_no_room)
        with pytest.raises(NotCleaned, match="cramp forget --before 1900-01-01"):
            diary.forget_episode(1)
    with open_diary(diary_path) as diary:
        assert diary.episodes() == ()
        diary.forget_days(None, date(1900, 1, 1))


@pytest.mark.parametrize("seed", range(6))
def test_no_rearranged_page_keeps_what_was_erased(diary_path: Path, seed: int) -> None:
    # Without a VACUUM, SQLite's secure_delete leaves copies in three of these.
    draw = Random(seed)  # noqa: S311 - an invented diary
    first = date(2026, 1, 1)
    days = [first + timedelta(draw.randrange(200)) for _ in range(400)]
    cut = first + timedelta(draw.randrange(50, 150))
    with open_diary(diary_path, create=True) as diary:
        for n, day in enumerate(days, 1):
            note = f"<{n:04}>{'x' * draw.randrange(900)}"
            diary.add_episode(replace(an_episode(day, time(20)), note=note))
        for n in draw.sample(range(1, 401), 100):
            note = f"<{n:04}>{'y' * draw.randrange(3000)}"
            diary.replace_episode(n, replace(diary.episode(n), note=note))
        diary.forget_days(None, cut)
    content = diary_path.read_bytes()
    held = {n for n, _ in enumerate(days, 1) if f"<{n:04}>".encode() in content}
    # The state is asleep and 20:00 is after noon: each belongs to its own date.
    assert held == {n for n, day in enumerate(days, 1) if day >= cut}


def test_an_episode_that_never_was_is_not_called_deleted(cramp: Cramp) -> None:
    cramp("log", "now")
    result = cramp("forget", "999", "--yes")
    assert result.exit_code == 1
    assert "Episode 999 is not in the diary" in result.stdout
    assert "There is no episode 999" in result.stderr
