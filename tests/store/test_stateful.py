"""The diary compared with a plain model, with crashes in the middle of writing.

Every step opens the file anew. A crash is a child process that writes and ends by `os._exit`
before its transaction does, with nothing of Python's or SQLite's own tidied up. 40 runs of up to
25 steps here; `make torture` kills real commands.
"""

from __future__ import annotations

import copy
import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cramp_diary.core.errors import Contradiction, NoSuchEpisode
from cramp_diary.core.model import Activity, Day, Episode
from cramp_diary.core.vocabulary import State
from cramp_diary.store import open_diary
from cramp_diary.store.errors import NothingToRedo, NothingToUndo
from tests.support.factories import BERLIN, NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from cramp_diary.store import Diary

FIRST = date(2026, 1, 1)
days = st.integers(0, 5).map(lambda n: FIRST + timedelta(n))
hours = st.sampled_from([1, 3, 5, 20])
severities = st.integers(0, 10)
MINUTE = timedelta(minutes=1)


@dataclass
class Model:
    """What the diary should hold: episodes by id, days, and minutes of activity.

    `starts` is the hour at which a day begins, where it was set.
    """

    episodes: dict[int, Episode] = field(default_factory=dict)
    days: dict[date, Day] = field(default_factory=dict)
    activities: list[Activity] = field(default_factory=list)
    next_id: int = 1
    starts: int | None = None

    def log(self, episode_id: int, episode: Episode) -> None:
        self.episodes[episode_id] = episode

    def day_of(self, episode: Episode) -> date:
        is_before = episode.started_at.hour < (4 if self.starts is None else self.starts)
        return episode.started_at.date() - timedelta(is_before)

    def cramps_by_day(self) -> dict[date, bool]:
        confirmed = dict.fromkeys((d.diary_day for d in self.days.values() if d.no_cramps), False)
        return confirmed | dict.fromkeys(map(self.day_of, self.episodes.values()), True)

    def describe(self, day: date, **fields: Any) -> None:  # noqa: ANN401 - as Day has them
        self.days[day] = replace(self.days.get(day, Day(diary_day=day)), **fields)


def at(day: date, minute: int, hour: int = 20) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN) + minute * MINUTE


class DiaryAndModel(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "diary.db"
        self.model = Model()
        self.done: list[Model] = []
        self.undone: list[Model] = []
        with open_diary(self.path, create=True, now=NOW):
            pass

    def teardown(self) -> None:
        self.folder.cleanup()

    def step(self, change: Callable[[Diary], object], in_model: Callable[[Model], object]) -> None:
        """Change the file and the model; a change without effect is no step to undo."""
        before = copy.deepcopy(self.model)
        with open_diary(self.path, now=NOW) as diary:
            change(diary)
        in_model(self.model)
        if self.model != before:
            self.done.append(before)
            self.undone.clear()

    @rule(day=days, hour=hours, minute=st.integers(0, 59), severity=severities)
    def log(self, day: date, hour: int, minute: int, severity: int) -> None:
        start = at(day, minute, hour)
        episode = Episode(started_at=start, severity=severity, state=State.RESTING)
        self.step(
            lambda diary: diary.add_episode(episode),
            lambda model: model.log(model.next_id, episode),
        )
        self.model.next_id += 1

    @precondition(lambda self: self.model.episodes)
    @rule(data=st.data(), day=days, hour=hours, severity=severities)
    def change(self, data: st.DataObject, day: date, hour: int, severity: int) -> None:
        episode_id = data.draw(st.sampled_from(sorted(self.model.episodes)))
        episode = Episode(started_at=at(day, 7, hour), severity=severity, state=State.RESTING)
        self.step(
            lambda diary: diary.replace_episode(episode_id, episode),
            lambda model: model.log(episode_id, episode),
        )

    @precondition(lambda self: self.model.episodes)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        episode_id = data.draw(st.sampled_from(sorted(self.model.episodes)))
        self.step(
            lambda diary: diary.delete_episode(episode_id),
            lambda model: model.episodes.pop(episode_id),
        )

    @rule(day=days, water=st.integers(0, 30).map(lambda n: n * 100.0))
    def drink(self, day: date, water: float) -> None:
        update = Day(diary_day=day, water_ml=water)
        self.step(
            lambda diary: diary.add_to_day(update),
            lambda model: model.describe(day, water_ml=water),
        )

    @rule(day=days)
    def no_cramps(self, day: date) -> None:
        update = Day(diary_day=day, no_cramps=True)
        if self.model.cramps_by_day().get(day):
            with pytest.raises(Contradiction), open_diary(self.path, now=NOW) as diary:
                diary.add_to_day(update)
            return
        self.step(
            lambda diary: diary.add_to_day(update),
            lambda model: model.describe(day, no_cramps=True),
        )

    @rule(day=days)
    def take_back_no_cramps(self, day: date) -> None:
        if day in self.model.days:
            self.step(
                lambda diary: diary.clear_of_day(day, "cramps"),
                lambda model: model.describe(day, no_cramps=False),
            )

    @rule(hour=st.integers(1, 6))
    def begin_days_at(self, hour: int) -> None:
        self.step(
            lambda diary: diary.change_setting("day_starts_at", f"{hour}:00"),
            lambda model: setattr(model, "starts", hour),
        )

    @rule(day=days, minutes=st.integers(1, 90))
    def walk(self, day: date, minutes: int) -> None:
        activity = Activity(day, "walk", float(minutes), 3.0)
        self.step(
            lambda diary: diary.add_activity(activity),
            lambda model: model.activities.append(activity),
        )

    @rule()
    def undo(self) -> None:
        with open_diary(self.path, now=NOW) as diary:
            if not self.done:
                with pytest.raises(NothingToUndo):
                    diary.undo()
                return
            diary.undo()
        self.undone.append(self.model)
        # Ids are never used twice, not even those of undone episodes.
        self.model = replace(self.done.pop(), next_id=self.model.next_id)

    @rule()
    def redo(self) -> None:
        with open_diary(self.path, now=NOW) as diary:
            if not self.undone:
                with pytest.raises(NothingToRedo):
                    diary.redo()
                return
            diary.redo()
        self.done.append(self.model)
        self.model = replace(self.undone.pop(), next_id=self.model.next_id)

    @rule(day=days, how=st.sampled_from(["log", "day", "undo", "delete"]))
    def crash(self, day: date, how: str) -> None:
        """Write in a child process that ends before its transaction: nothing of it is kept."""
        child = os.fork()
        if child == 0:
            try:
                with open_diary(self.path, now=NOW) as diary, diary.writing():
                    _write(diary, day, how)
                    os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0

    @rule()
    def a_missing_episode_changes_nothing(self) -> None:
        with pytest.raises(NoSuchEpisode), open_diary(self.path, now=NOW) as diary:
            diary.delete_episode(9999)

    @invariant()
    def the_file_holds_what_the_model_holds(self) -> None:
        with open_diary(self.path, now=NOW) as diary:
            period = diary.read()
            cramps = diary.cramps_by_day()
        assert {e.id: e for e in period.episodes} == self.model.episodes
        assert all(e.diary_day == self.model.day_of(e) for e in period.episodes)
        assert cramps == self.model.cramps_by_day()
        assert period.free_days == {day for day, cramped in cramps.items() if not cramped}
        described = [day for _, day in sorted(self.model.days.items()) if day.has_content]
        assert list(period.days) == described
        assert sorted(period.activities, key=repr) == sorted(self.model.activities, key=repr)

    @invariant()
    def the_file_is_whole(self) -> None:
        with closing(sqlite3.connect(self.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def _write(diary: Diary, day: date, how: str) -> None:
    diary.add_activity(Activity(day, "swim", 30.0, 5.0))
    if how == "log":
        diary.add_episode(Episode(started_at=at(day, 59), state=State.RESTING))
    elif how == "day":
        diary.add_to_day(Day(diary_day=day, sitting_hours=9.0))
    elif how == "delete":
        for episode in diary.episodes():
            diary.delete_episode(episode.id or 0)


TestDiaryAndModel = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")(
    DiaryAndModel.TestCase
)
TestDiaryAndModel.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
