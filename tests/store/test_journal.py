"""The journal: undo and redo restore every row exactly, whatever the commands before."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from typer.testing import CliRunner

from cramp_diary.cli import clock
from cramp_diary.cli.app import app
from cramp_diary.core.errors import BadName, NoSuchName
from cramp_diary.core.model import Activity, Day, Factor, Site, Wear
from cramp_diary.store import open_diary
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.errors import NothingToRedo, NothingToUndo
from cramp_diary.store.journal import STEPS_KEPT, TABLES
from cramp_diary.store.schema import FORMAT
from tests.support.factories import AFTER_SAMPLE, NOW, an_episode
from tests.support.old_diary_files import of_format
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from tests.support.command_runner import Cramp

FINE = Activity(NOW.date(), "run", 45, 6)


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the diary except the journal, with its rowid."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()  # noqa: S608 - our own names
            for table in TABLES
        }


def test_the_journal_watches_every_table_there_is(diary_path: Path) -> None:
    with open_diary(diary_path, create=True):
        pass
    with closing(sqlite3.connect(diary_path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        names = {name for (name,) in found if "sqlite_" not in name}
    assert names == {*TABLES, "journal"}


def test_undo_and_redo_go_back_and_forth(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    states = []
    for words in (
        (
            "log",
            "2025-01-03 20:00",
            "--severity",
            "7",
            "--site",
            "calf:left",
            "--relief",
            "heat:2",
            "--water",
            "1l",
        ),
        ("day", "2025-01-01", "--no-cramps"),
        ("log", "2025-01-01", "22:00"),
        ("delete", "1"),
        ("import", str(SAMPLE_DATA)),
    ):
        assert cramp(*words).exit_code == 0
        states.append(content(diary_path))
    for state in states[-2::-1]:
        assert cramp("undo").exit_code == 0
        assert content(diary_path) == state
    assert cramp("undo").exit_code == 0
    assert not any(content(diary_path).values())
    assert "There is nothing to undo" in cramp("undo").stderr
    for state in states:
        assert cramp("redo").exit_code == 0
        assert content(diary_path) == state
    assert "There is nothing to redo" in cramp("redo").stderr


def test_what_is_recorded_after_an_undo_ends_what_can_be_redone(cramp: Cramp) -> None:
    cramp("log")
    cramp("undo")
    cramp("drink", "300ml")
    assert "There is nothing to redo" in cramp("redo").stderr
    assert cramp("history").stdout == "Mon 2 Mar 2026, 07:30  described 2026-03-02\n"


def test_history_says_what_when_and_whether_it_was_undone(cramp: Cramp) -> None:
    assert cramp("settings").exit_code == 3
    cramp("log")
    cramp("shoes", "add", "clogs")
    cramp("undo")
    assert [line.rstrip() for line in cramp("history").stdout.splitlines()] == [
        "Mon 2 Mar 2026, 07:30  added clogs                              (undone)",
        "Mon 2 Mar 2026, 07:30  logged episode 1, Mon 2 Mar 2026, 07:30",
    ]
    assert cramp("history", "--limit", "1").stdout.count("\n") == 1


def test_what_changes_nothing_is_no_step(cramp: Cramp, diary_path: Path) -> None:
    cramp("drink", "300ml")
    cramp("day", "today", "--water", "300ml")
    cramp("shoes", "list")
    cramp("import", "nowhere")
    with open_diary(diary_path) as diary:
        assert len(diary.steps()) == 1


def test_a_change_that_fails_is_no_step_and_the_next_one_is(diary_path: Path) -> None:
    with open_diary(diary_path, create=True) as diary:
        with pytest.raises(NoSuchName), diary.writing():
            diary.add_exposures([FINE, Wear(NOW.date(), "clogs", 1)])
        diary.add_to_day(Day(diary_day=NOW.date(), water_ml=0.1 + 0.2))
        steps = diary.steps()
        assert [step.what for step in steps] == ["described 2026-03-02"]
        assert steps[0].at is None
        diary.undo()
        diary.redo()
        assert diary.day(NOW.date()).water_ml == 0.1 + 0.2


def test_text_is_restored_exactly(diary_path: Path) -> None:
    note = "a\0b\x1b[2J\r\n\u202eé'\";--"
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_to_day(Day(diary_day=NOW.date(), note=note))
        diary.undo()
        assert diary.day(NOW.date()).note == ""
        assert diary.redo().at == NOW
        assert diary.day(NOW.date()).note == note


def test_old_steps_are_forgotten(diary_path: Path) -> None:
    with open_diary(diary_path, create=True) as diary:
        for n in range(STEPS_KEPT + 5):
            diary.add_to_day(Day(diary_day=NOW.date(), water_ml=n))
        assert len(diary.steps()) == STEPS_KEPT


def test_nothing_can_be_undone_in_a_new_diary(diary_path: Path) -> None:
    with open_diary(diary_path, create=True) as diary:
        with pytest.raises(NothingToUndo, match="cramp history"):
            diary.undo()
        with pytest.raises(NothingToRedo):
            diary.redo()


@pytest.mark.parametrize("number", range(1, FORMAT))
def test_a_diary_of_an_earlier_format_is_brought_up_to_date(diary_path: Path, number: int) -> None:
    of_format(diary_path, number)
    with open_diary(diary_path) as diary:
        (episode,) = diary.episodes()
        assert (episode.severity, episode.about, episode.logged_at) == (6, False, None)
        assert episode.key == "c86a0c01-6195-586b-82e4-322d3d4f6ad7"
        diary.delete_episode(1)
        diary.undo()
        assert diary.episodes() == (episode,)
        assert diary.episodes()[0].key == episode.key
    with closing(sqlite3.connect(diary_path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_a_step_from_before_the_table_of_sites_was_rebuilt_is_undone_and_redone(
    diary_path: Path,
) -> None:
    of_format(diary_path, 3)
    with closing(sqlite3.connect(diary_path)) as connection:
        connection.execute(
            "INSERT INTO episode_sites (rowid, episode_id, position, muscle, side)"
            " VALUES (7, 1, 0, 'calf', 'left'), (9, 1, 1, 'toes', NULL)"
        )
        columns = {"episode_sites": ["episode_id", "position", "muscle", "side"]}
        changes = [["episode_sites", None, [9, 1, 1, "toes", None]]]
        connection.execute(
            "INSERT INTO journal (what, columns, changes) VALUES ('edit episode 1', ?, ?)",
            (json.dumps(columns), json.dumps(changes)),
        )
        connection.commit()
    with open_diary(diary_path) as diary:
        before = diary.episode(1)
        assert list(map(str, before.sites)) == ["calf:left", "toes"]
        diary.undo()
        assert list(map(str, diary.episode(1).sites)) == ["calf:left"]
        diary.redo()
        assert diary.episode(1) == before
        diary.replace_episode(1, before.change(sites=(Site.parse("foot:both"),)))
        assert list(map(str, diary.episode(1).sites)) == ["foot:both"]
        diary.delete_episode(1)
        assert not diary._connection.execute("SELECT 1 FROM episode_sites").fetchall()  # noqa: SLF001 - no method returns it


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (2, "Confirmed_at"),
        *((6, name) for name in ("Sleep_disturbance", "sleep disturbance", "Disturbed")),
    ],
)
def test_a_factor_of_a_name_that_is_now_the_day_s_is_kept_under_another(
    diary_path: Path, number: int, name: str
) -> None:
    of_format(diary_path, number)
    with closing(sqlite3.connect(diary_path)) as connection:
        insert = "INSERT INTO factors (name, kind, more_exposed) VALUES (?, 'amount', 'more')"
        connection.execute(insert, (name,))
        connection.execute("INSERT INTO factor_values VALUES (1, '2026-02-28', 3)")
        connection.commit()
    assert examine(diary_path).format == number
    with open_diary(diary_path) as diary:
        assert [factor.name for factor in diary.factors()] == [f"{name} (own)"]
        assert [value.value for value in diary.values_on(date(2026, 2, 28))] == [3]
        with pytest.raises(BadName, match="the day has already"):
            diary.add_factor(Factor("confirmed_at"))


WHEN = st.sampled_from(["now", "20m ago", "yesterday 22:30", "last night 3am", "2026-02-27 03:10"])
DAYS = st.sampled_from(["today", "yesterday", "2026-02-26", "2026-02-27"])
SHOES = st.sampled_from(["clogs", "boots"])
MEDS = st.sampled_from(["pill", "drops"])
NAMED = st.one_of(
    st.tuples(st.just("shoes"), SHOES),
    st.tuples(st.just("med"), MEDS),
    st.tuples(st.just("factor"), st.just("nap")),
)
IDS = st.integers(1, 6).map(str)
OPTIONS = st.lists(
    st.sampled_from(
        [
            ("--severity", "3"),
            ("--severity", "7"),
            ("--site", "calf:left"),
            ("--site", "toes"),
            ("--relief", "stretching:2"),
            ("--state", "asleep"),
            ("--woke",),
            ("--note", "ouch"),
            ("--soreness", "2h"),
        ]
    ),
    max_size=4,
).map(lambda options: [word for option in options for word in option])


class AnyCommands(RuleBasedStateMachine):
    """Any commands in any order, each opening the file anew, undone and redone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "diary.db"
        self.run("day", "2026-02-20", "--no-cramps")
        self.past = [content(self.path)]
        self.future: list[dict[str, list[tuple[object, ...]]]] = []

    def teardown(self) -> None:
        self.folder.cleanup()

    def run(self, *words: str) -> int:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", lambda: AFTER_SAMPLE)
            result = CliRunner().invoke(app, ["--db", str(self.path), *words])
        assert result.exit_code in (0, 1, 2), result.output
        return result.exit_code

    def latest(self) -> tuple[int, int]:
        with open_diary(self.path) as diary:
            steps = diary.steps()
        return steps[0].id, sum(step.undone for step in steps)

    def change(self, *words: str) -> None:
        before = self.latest()
        failed = self.run(*words)
        after = content(self.path)
        if failed or self.latest() == before:
            assert after == self.past[-1]
            return
        self.past.append(after)
        self.future.clear()

    @rule(when=WHEN, options=OPTIONS)
    def log(self, when: str, options: list[str]) -> None:
        self.change("log", when, *options)

    @rule(day=DAYS, water=st.sampled_from(["1l", "0ml"]))
    def describe(self, day: str, water: str) -> None:
        self.change("day", day, "--water", water, "--activity", "run:45:6")

    @rule(day=DAYS)
    def no_cramps(self, day: str) -> None:
        self.change("day", day, "--no-cramps", "--shoes", "none")

    @rule(day=DAYS, shoes=SHOES)
    def wear(self, day: str, shoes: str) -> None:
        self.change("day", day, "--shoes", f"{shoes}:8")

    @rule(
        day=DAYS,
        field=st.sampled_from(
            ["water", "activity", "shoes", "no-cramps", "nap", "run", "med:pill"]
        ),
    )
    def clear(self, day: str, field: str) -> None:
        self.change("day", day, "--clear", field)

    @rule(episode=IDS, options=OPTIONS, clear=st.sampled_from(["site", "note", "relief"]))
    def edit(self, episode: str, options: list[str], clear: str) -> None:
        self.change("edit", episode, *options, "--clear", clear)

    @rule(episode=IDS, when=WHEN)
    def move(self, episode: str, when: str) -> None:
        self.change("edit", episode, "--when", when)

    @rule(episode=IDS)
    def delete(self, episode: str) -> None:
        self.change("delete", episode)

    @rule(shoes=SHOES, support=st.sampled_from(["--arch-support", "--no-arch-support"]))
    def add_shoes(self, shoes: str, support: str) -> None:
        self.change("shoes", "add", shoes, support)

    @rule(med=MEDS, drug=st.sampled_from(["loop", "statin"]), day=DAYS)
    def add_medication(self, med: str, drug: str, day: str) -> None:
        self.change("med", "add", med, "--class", drug)
        self.change("day", day, "--med", f"{med}:1")

    @rule(med=MEDS, day=DAYS)
    def start(self, med: str, day: str) -> None:
        self.change("med", "start", med, day)

    @rule(med=MEDS, day=DAYS)
    def stop(self, med: str, day: str) -> None:
        self.change("med", "stop", med, day)

    @rule(med=MEDS, day=DAYS, change=st.sampled_from(["--from", "--until", "--course", "--clear"]))
    def edit_course(self, med: str, day: str, change: str) -> None:
        value = "until" if change == "--clear" else day
        self.change("med", "edit", med, change, value, "--dose", "2")

    @rule(named=NAMED, new=st.sampled_from(["BOOTS", "other", "nap", "pill", "Sleep"]))
    def rename(self, named: tuple[str, str], new: str) -> None:
        self.change(named[0], "rename", named[1], new)

    @rule(named=NAMED)
    def remove(self, named: tuple[str, str]) -> None:
        self.change(named[0], "remove", named[1], "--yes")

    @rule(day=DAYS, value=st.sampled_from(["yes", "no"]))
    def own_factor(self, day: str, value: str) -> None:
        self.change("factor", "add", "nap", "--yes-no")
        self.change("day", day, "--set", f"nap={value}")

    @rule()
    def drink(self) -> None:
        self.change("drink", "1 glass")

    @rule(minutes=st.sampled_from(["1", "2.5"]))
    def stretch(self, minutes: str) -> None:
        self.change("stretch", "--done", "--minutes", minutes)

    @rule(start=st.sampled_from(["03:00", "04:00", "11:00"]))
    def set_start(self, start: str) -> None:
        self.change("settings", "day_starts_at", start)

    @rule()
    def import_sample(self) -> None:
        self.change("import", str(SAMPLE_DATA))

    @rule()
    def undo(self) -> None:
        if len(self.past) == 1:
            return
        assert self.run("undo") == 0
        self.future.append(self.past.pop())
        assert content(self.path) == self.past[-1]

    @rule()
    def redo(self) -> None:
        failed = self.run("redo")
        assert bool(failed) == (not self.future)
        if self.future:
            self.past.append(self.future.pop())
        assert content(self.path) == self.past[-1]


TestAnyCommands = AnyCommands.TestCase
TestAnyCommands.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


def test_the_clock_of_the_journal_keeps_its_zone(diary_path: Path) -> None:
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_episode(an_episode())
        at = diary.steps()[0].at
    assert isinstance(at, datetime)
    assert at.isoformat() == "2026-03-02T07:30:00+01:00"
