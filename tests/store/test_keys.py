"""The keys of episodes and activities: lasting, and the same in two copies of one diary."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from cramp_diary.core.model import Activity
from cramp_diary.store import open_diary
from cramp_diary.store.keys import DerivedKeys, derive_key
from tests.support.factories import NOW, an_episode
from tests.support.old_diary_files import of_format

if TYPE_CHECKING:
    from pathlib import Path

    from cramp_diary.core.period import Period
    from tests.support.command_runner import Cramp


def test_a_key_that_is_taken_is_not_derived_again() -> None:
    first = derive_key("episodes", 0, "a")
    keys = DerivedKeys("episodes", [first])
    assert [keys.derive("a"), keys.derive("a"), keys.derive("b")] == [
        derive_key("episodes", 1, "a"),
        derive_key("episodes", 2, "a"),
        derive_key("episodes", 0, "b"),
    ]


def _keys(period: Period) -> list[str]:
    of_episodes = [episode.key for episode in period.episodes]
    return [key or "" for key in (*of_episodes, *(a.key for a in period.activities))]


def _add_rows(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "INSERT INTO episodes (started_at, started_utc, diary_day)"
            " SELECT started_at, started_utc, diary_day FROM episodes;"
            "INSERT INTO activities (diary_day, kind, minutes) VALUES"
            " ('2026-02-28', 'run', 5), ('2026-02-28', 'run', 5), ('2026-03-01', 'none', 0);"
        )


@pytest.mark.parametrize("number", range(1, 5))
def test_two_copies_of_an_old_diary_agree_on_the_keys(tmp_path: Path, number: int) -> None:
    path = tmp_path / "one" / "diary.db"
    of_format(path, number)
    _add_rows(path)
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    found = []
    for each in (path, copy):
        with open_diary(each) as diary:
            period = diary.read()
        found.append(_keys(period))
    assert found[0] == found[1]
    assert found[0][0] == "c86a0c01-6195-586b-82e4-322d3d4f6ad7"
    assert {UUID(key).version for key in found[0]} == {5}
    assert len(set(found[0])) == 5


def test_a_step_from_before_the_keys_is_undone_to_rows_with_keys(tmp_path: Path) -> None:
    path = tmp_path / "old" / "diary.db"
    of_format(path, 4)
    columns = ["id", "diary_day", "kind", "minutes", "effort"]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO journal (what, columns, changes) VALUES (?, ?, ?)",
            (
                "cleared activities",
                json.dumps({"activities": columns}),
                json.dumps([["activities", [1, 1, "2026-02-28", "run", 5.0, None], None]]),
            ),
        )
        connection.commit()
    with open_diary(path) as diary:
        diary.undo()
        (activity,) = diary.read().activities
        assert activity.key == derive_key("activities", 0, "2026-02-28", "run")
        diary.redo()
        assert diary.read().activities == ()


def test_a_key_outlasts_every_edit_and_undo(cramp: Cramp, diary_path: Path) -> None:
    def keys() -> list[str]:
        with open_diary(diary_path) as diary:
            return _keys(diary.read())

    assert cramp("log", "20m ago", "--activity", "run:45:6").exit_code == 0
    first = keys()
    assert [UUID(key).version for key in first] == [4, 4]
    for words in (
        ("edit", "1", "--when", "3h ago", "--severity", "7"),
        ("undo",),
        ("redo",),
        ("delete", "1"),
        ("undo",),
    ):
        assert cramp(*words).exit_code == 0, words
        assert keys() == (first if words != ("delete", "1") else first[1:])
    assert first[0] not in cramp("show", "1").stdout
    assert json.loads(cramp("list", "--json").stdout)[0]["key"] == first[0]


def test_two_recordings_of_the_same_have_keys_of_their_own(diary_path: Path) -> None:
    with open_diary(diary_path, create=True) as diary:
        for _ in range(2):
            diary.add_episode(an_episode())
            diary.add_activity(Activity(NOW.date(), "run", 5, key="x"))
        period = diary.read()
    assert len(set(_keys(period)) - {"x"}) == 4
