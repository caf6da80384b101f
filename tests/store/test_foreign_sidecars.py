"""Journals and write-ahead logs beside a diary: those of another one, and its own."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cramp_diary.store.backups import foreign_sidecars

if TYPE_CHECKING:
    from tests.support.command_runner import Cramp

EVERY_OPENING = (
    ("list",),
    ("log", "--note", "two"),
    ("check",),
    ("backup",),
    ("forget", "1", "--yes"),
)


@pytest.fixture
def killed(cramp: Cramp, tmp_path: Path) -> Path:
    """Return a diary whose program was killed while it committed: its journal is to be applied."""
    path = tmp_path / "killed" / "diary.db"
    cramp("--db", str(path), "log", "--note", "before")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")  # changed pages are written before the commit
        connection.execute("BEGIN")
        connection.execute("UPDATE episodes SET note = 'half a change'")
        connection.execute("CREATE TABLE large (x)")
        connection.executemany("INSERT INTO large VALUES (?)", [("x" * 3000,)] * 50)
        shutil.copytree(path.parent, tmp_path / "copy")
        connection.execute("ROLLBACK")
    copy = tmp_path / "copy" / "diary.db"
    assert _beside(copy).stat().st_size > 0
    _settle(copy)
    return copy


@pytest.fixture
def in_wal_mode(cramp: Cramp, tmp_path: Path) -> Path:
    """Return a diary whose write-ahead log was not folded in when its program was killed."""
    path = tmp_path / "killed in WAL mode" / "diary.db"
    cramp("--db", str(path), "log", "--note", "before")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE episodes SET note = 'in the log'")
        shutil.copytree(path.parent, tmp_path / "wal copy")
    copy = tmp_path / "wal copy" / "diary.db"
    _settle(copy)
    return copy


def _beside(path: Path, ending: str = "-journal") -> Path:
    return Path(f"{path}{ending}")


def _settle(path: Path, seconds: float = 1) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        then = file.stat().st_mtime - seconds
        os.utime(file, (then, then))


def _notes(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM episodes")]


def _is_refused_everywhere(cramp: Cramp, diary: Path, sidecar: Path, why: str) -> None:
    """Show that no command opens the diary, and that the command they name puts it right."""
    before, beside = diary.read_bytes(), sidecar.read_bytes()
    modified = diary.stat().st_mtime_ns
    for words in EVERY_OPENING:
        result = cramp("--db", str(diary), *words)
        assert result.exit_code == 3, words
        assert f"cramp: {sidecar} {why} and would damage the diary" in result.stderr, words
        assert diary.read_bytes() == before
        assert sidecar.read_bytes() == beside
        assert diary.stat().st_mtime_ns == modified
    command = result.stderr.partition("move it away with ")[2].strip()
    assert shlex.split(command) == ["mv", str(sidecar), f"{sidecar}.away"]
    assert os.system(command) == 0  # noqa: S605 - the command that the error names
    assert cramp("--db", str(diary), "list").exit_code == 0
    assert not list(diary.parent.glob(".*"))


def test_the_journal_of_another_diary_is_refused(
    sample: Cramp, diary_path: Path, killed: Path
) -> None:
    _settle(diary_path, 5)
    shutil.copy2(_beside(killed), _beside(diary_path))
    _is_refused_everywhere(
        sample, diary_path, _beside(diary_path), "is not of this copy of the diary"
    )


def test_an_old_journal_of_the_same_diary_is_refused(cramp: Cramp, killed: Path) -> None:
    journal = _beside(killed).read_bytes()
    assert cramp("--db", str(killed), "log", "--note", "after").exit_code == 0
    _beside(killed).write_bytes(journal)
    then = killed.stat().st_mtime - foreign_sidecars.OLDER_SECONDS - 1
    os.utime(_beside(killed), (then, then))
    _is_refused_everywhere(cramp, killed, _beside(killed), "is older than the diary")
    assert _notes(killed) == ["before", "after"]


def test_the_write_ahead_log_of_another_diary_is_refused(
    sample: Cramp, diary_path: Path, in_wal_mode: Path
) -> None:
    wal = _beside(diary_path, "-wal")
    shutil.copy2(_beside(in_wal_mode, "-wal"), wal)
    _is_refused_everywhere(sample, diary_path, wal, "is not of this copy of the diary")
    wal = Path(shutil.copy2(_beside(in_wal_mode, "-wal"), wal))
    content = bytearray(diary_path.read_bytes())
    content[18:20] = b"\2\2"  # both are in WAL mode
    diary_path.write_bytes(content)
    Path(f"{wal}.away").unlink()
    _settle(diary_path, 5)
    _is_refused_everywhere(sample, diary_path, wal, "is not of this copy of the diary")


def test_a_write_ahead_log_whose_diary_is_gone_is_not_lost(cramp: Cramp, in_wal_mode: Path) -> None:
    log = _beside(in_wal_mode, "-wal").read_bytes()
    shutil.rmtree(in_wal_mode.with_name("diary.db.backups"))
    in_wal_mode.rename(in_wal_mode.with_name("elsewhere.db"))
    result = cramp("--db", str(in_wal_mode), "log")
    assert result.exit_code == 3
    assert "is left of a diary that is not there any more" in result.stderr
    assert _beside(in_wal_mode, "-wal").read_bytes() == log
    in_wal_mode.with_name("elsewhere.db").rename(in_wal_mode)
    assert cramp("--db", str(in_wal_mode), "list").exit_code == 0
    assert _notes(in_wal_mode) == ["in the log"]


def test_the_journal_of_a_killed_program_is_applied(cramp: Cramp, killed: Path) -> None:
    assert b"half a change" in killed.read_bytes()
    assert cramp("--db", str(killed), "log", "--note", "after").exit_code == 0
    assert _notes(killed) == ["before", "after"]


def test_the_write_ahead_log_of_a_killed_program_is_applied(
    cramp: Cramp, in_wal_mode: Path
) -> None:
    assert cramp("--db", str(in_wal_mode), "log", "--note", "after").exit_code == 0
    assert _notes(in_wal_mode) == ["in the log", "after"]


def test_a_journal_that_is_being_written_is_waited_for(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its times are of now, so that no copy is made of what is changing."""
    monkeypatch.setattr("cramp_diary.store.transaction.BUSY_SECONDS", 0.1)
    cramp("log", "--note", "before")
    with closing(sqlite3.connect(diary_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE episodes SET note = 'after'")
        assert _beside(diary_path).stat().st_size > 0
        monkeypatch.setattr(foreign_sidecars, "_is_whole", lambda _: pytest.fail("was copied"))
        assert cramp("list").exit_code == 0
        assert "being written by another program" in cramp("log").stderr
        other.execute("COMMIT")
    assert _notes(diary_path) == ["after"]


def test_a_journal_that_is_done_and_one_that_cannot_be_tried_are_left_to_sqlite(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("log", "--note", "one")
    _beside(diary_path).write_bytes(bytes(2048))  # as with journal_mode = PERSIST
    assert cramp("list").exit_code == 0

    def refuse(*_: object) -> None:
        raise PermissionError

    _beside(diary_path).write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
    monkeypatch.setattr(foreign_sidecars, "temporary_database", refuse)
    assert cramp("list").exit_code == 0
