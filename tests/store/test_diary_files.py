from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import pytest

from cramp_diary.store import Diary, open_diary
from cramp_diary.store.errors import DiaryUnusable, NewerDiary, NoDiary, NotADiary
from tests.support.factories import NOW, a_period, an_episode
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_a_diary_to_read_must_be_there(diary_path: Path) -> None:
    with pytest.raises(NoDiary, match="begin one with cramp log"), open_diary(diary_path):
        pass
    assert not diary_path.parent.exists()


def test_an_empty_file_is_no_diary_to_read_but_room_for_one(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(NoDiary), open_diary(path):
        pass
    assert path.stat().st_size == 0
    with open_diary(path, create=True) as diary:
        diary.add_episode(an_episode())
    with open_diary(path) as diary:
        assert len(diary.episodes()) == 1


@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_diary_is_named_and_left_alone(tmp_path: Path, *, create: bool) -> None:
    text, other = tmp_path / "letter.txt", tmp_path / "photos.db"
    text.write_text("Dear doctor, " * 100)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE photos (name)")
        connection.commit()
    for path, what in ((text, "no SQLite file"), (other, "another program"), (tmp_path, "folder")):
        before = b"" if path.is_dir() else path.read_bytes()
        with pytest.raises(NotADiary, match=what), open_diary(path, create=create):
            pass
        assert path.is_dir() or path.read_bytes() == before


def test_a_newer_diary_is_left_alone(diary_path: Path) -> None:
    with open_diary(diary_path, create=True):
        pass
    with closing(sqlite3.connect(diary_path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = diary_path.read_bytes()
    with pytest.raises(NewerDiary, match="format 99"), open_diary(diary_path, create=True):
        pass
    assert diary_path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    impossible = tmp_path / "file" / "diary.db"
    with (
        pytest.raises(DiaryUnusable, match="cannot be reached"),
        open_diary(impossible, create=True),
    ):
        pass


def test_a_damaged_diary_is_reported(diary_path: Path) -> None:
    with open_diary(diary_path, create=True) as diary:
        diary.add_episode(an_episode())
    size = diary_path.stat().st_size
    with diary_path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(DiaryUnusable, match="is damaged"), open_diary(diary_path) as diary:
        diary.episodes()


def test_a_diary_that_is_being_written_is_reported(
    diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cramp_diary.store.transaction.BUSY_SECONDS", 0.05)
    with open_diary(diary_path, create=True):
        pass
    with closing(sqlite3.connect(diary_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DiaryUnusable, match="try again"), open_diary(diary_path) as diary:
            diary.add_episode(an_episode())


@pytest.mark.parametrize("before", [0, 1])
def test_writing_stops_where_sqlite_ended_the_transaction(diary_path: Path, before: int) -> None:
    """SQLite ends it by itself, as it may when the disk fails."""

    def write(diary: Diary) -> None:
        with diary.writing():
            for _ in range(before):
                diary.add_episode(an_episode())
            diary._connection.execute("ROLLBACK")  # noqa: SLF001 - as SQLite does by itself
            for _ in range(1 - before):
                diary.add_episode(an_episode())

    with open_diary(diary_path, create=True) as diary:
        diary.add_episode(an_episode())
    held = diary_path.read_bytes()
    with (
        pytest.raises(DiaryUnusable, match="disk is full or failing"),
        open_diary(diary_path) as diary,
    ):
        write(diary)
    assert diary_path.read_bytes() == held


def test_half_an_import_is_not_kept_where_sqlite_ended_the_transaction(
    diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As above; each further statement would be a transaction of its own."""
    real = Diary._insert_all  # noqa: SLF001 - where the disk fails

    def end_it(diary: Diary, table: str, *rest: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        real(diary, table, *rest, **options)
        if table != "episodes":
            return
        fails = "CREATE TEMP TRIGGER fails BEFORE INSERT ON main.shoes BEGIN SELECT RAISE"
        diary._connection.execute(f"{fails}(ROLLBACK, 'disk'); END")  # noqa: SLF001 - as above
        with suppress(sqlite3.IntegrityError):
            diary._connection.execute("INSERT INTO shoes (name) VALUES ('x')")  # noqa: SLF001 - as above

    monkeypatch.setattr(Diary, "_insert_all", end_it)
    with open_diary(diary_path, create=True):
        pass
    held = diary_path.read_bytes()
    with (
        pytest.raises(DiaryUnusable, match="disk is full or failing"),
        open_diary(diary_path) as diary,
    ):
        diary.add_period(a_period(NOW.date(), [1, 0, 2]))
    assert diary_path.read_bytes() == held


def test_errors_of_the_program_are_not_translated(diary_path: Path) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        open_diary(diary_path, create=True) as diary,
    ):
        diary._select("SELECT * FROM nowhere")  # noqa: SLF001 - no method makes this error


@pytest.mark.skipif(os.name == "nt", reason="fork")
def test_several_programs_may_begin_a_diary_at_once(diary_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, '.')\n"
        "from cramp_diary.store import open_diary; from tests.support.factories import an_episode\n"
        "with open_diary(Path(sys.argv[1]), create=True) as diary:\n"
        "    [diary.add_episode(an_episode()) for _ in range(5)]\n"
    )
    command = [sys.executable, "-c", code, str(diary_path)]
    running = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]  # noqa: S603 - our own code
    assert [process.wait() for process in running] == [0] * 4
    with open_diary(diary_path) as diary:
        assert len(diary.episodes()) == 20
