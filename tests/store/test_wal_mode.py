"""A diary that another program has put into WAL mode, and what may lie beside a diary file."""

from __future__ import annotations

import re
import shutil
import sqlite3
import sys
from contextlib import closing, contextmanager
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING

import pytest

from cramp_diary.store import open_diary, transaction
from cramp_diary.store.backup_paths import backup_folder
from cramp_diary.store.backups.backup import back_up
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.errors import DiaryBusy
from cramp_diary.store.sidecars import sidecars
from tests.support.old_diary_files import of_first_format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.command_runner import Cramp

HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL").fetchall()
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM episodes").fetchall()
print("holds it", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(autouse=True)
def _wait_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "BUSY_SECONDS", 0.2)


def set_wal_mode(path: Path) -> sqlite3.Connection:
    """Put a database into WAL mode, and return the connection that has read it."""
    connection = sqlite3.connect(path, isolation_level=None)
    assert connection.execute("PRAGMA journal_mode = WAL").fetchall() == [("wal",)]
    connection.execute("SELECT * FROM sqlite_schema").fetchall()
    return connection


@contextmanager
def held_in_wal_mode(path: Path) -> Iterator[int]:
    """Let another process read a database in WAL mode; yield its number."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as holder:  # noqa: S603 - our own
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holds it\n"
        yield holder.pid
        holder.stdin.close()


def notes(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM episodes ORDER BY id")]


def files_of(path: Path) -> dict[str, bytes]:
    """Return what the diary, its sidecars and its backups hold; -shm is an index of locks."""
    found = [*path.parent.glob(f"{path.name}*"), *backup_folder(path).glob("*")]
    return {
        str(file): file.read_bytes()
        for file in found
        if file.is_file() and not file.name.endswith("-shm")
    }


def test_a_change_takes_a_diary_out_of_wal_mode(cramp: Cramp, diary_path: Path) -> None:
    cramp("log", "--note", "one")
    with closing(set_wal_mode(diary_path)) as other:
        other.execute("UPDATE episodes SET note = 'changed'")
    assert cramp("log", "--note", "two").exit_code == 0
    assert diary_path.read_bytes()[18:20] == b"\1\1"
    assert notes(diary_path) == ["changed", "two"]
    assert not any(sidecar.exists() for sidecar in sidecars(diary_path))


def test_while_another_program_has_it_open_in_wal_mode_it_is_read_and_not_written(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    cramp("log", "--note", "one")
    (tmp_path / "days.csv").write_text("diary_day,water_ml\n2026-02-26,800\n")
    with held_in_wal_mode(diary_path) as process:
        before = files_of(diary_path)
        for reading in ("list", "status", "check", "factors"):
            assert "held open" not in cramp(reading).stderr, reading
        assert "one" in cramp("list").stdout
        for words in (
            ("log", "--note", "two"),
            ("undo",),
            ("drink", "300ml"),
            ("forget", "1", "--yes"),
            ("import", str(tmp_path)),
            ("restore", str(next(backup_folder(diary_path).glob("*.db"))), "--yes"),
        ):
            result = cramp(*words)
            assert result.exit_code == 3, words
            who = rf"python\S* \(process {process}\)"
            if sys.platform != "linux":
                who = "another program"
            held = f"{re.escape(str(diary_path))} is held open by {who} in WAL mode"
            assert re.search(held, result.stderr), words
            assert "close that program, then try again" in result.stderr
            assert files_of(diary_path) == before, words
    assert cramp("log", "--note", "two").exit_code == 0
    assert notes(diary_path) == ["one", "two"]


def test_what_is_in_the_write_ahead_log_is_in_each_backup(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    cramp("log", "--note", "one")
    with closing(set_wal_mode(diary_path)) as other:
        other.execute("UPDATE episodes SET note = 'changed'")
        assert sidecars(diary_path)[1].stat().st_size > 0
        target = tmp_path / "out.db"
        assert cramp("backup", str(target)).exit_code == 0
    assert target.read_bytes()[18:20] == b"\1\1"
    assert [path.name for path in tmp_path.glob("out.db*")] == ["out.db"]
    assert notes(target) == ["changed"]


def test_five_logs_after_a_restore_was_refused_are_all_there(
    sample: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    """The recipe of the issue: each log was acknowledged, and then a restore lost all five."""
    cramp, backup = sample, tmp_path / "old.db"
    assert cramp("backup", str(backup)).exit_code == 0
    with closing(set_wal_mode(diary_path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM episodes").fetchall()
        logs = [f"note {number}" for number in range(5)]
        kept = [note for note in logs if cramp("log", "--note", note).exit_code == 0]
        result = cramp("restore", str(backup), "--yes")
        assert result.exit_code == 3
        assert "Restored" not in result.stdout
        assert set(kept) <= set(notes(diary_path))
    assert cramp("log", "--note", "after").exit_code == 0
    result = cramp("restore", str(backup), "--yes")
    assert result.exit_code == 0
    assert examine(diary_path).episodes == 65
    (aside,) = backup_folder(diary_path).glob("before-restore*.db")
    assert {*kept, "after"} <= set(notes(aside))
    assert examine(aside).episodes == 65 + len(kept) + 1


@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_restore_folds_in_what_a_killed_program_left_in_wal_mode(
    cramp: Cramp, diary_path: Path, tmp_path: Path, *, is_damaged: bool
) -> None:
    cramp("log", "--note", "one")
    backup, copy = tmp_path / "old.db", tmp_path / "copy"
    assert cramp("backup", str(backup)).exit_code == 0
    with closing(set_wal_mode(diary_path)) as other:
        other.execute("UPDATE episodes SET note = 'only in the log'")
        shutil.copytree(diary_path.parent, copy)  # as after SIGKILL
    left = copy / diary_path.name
    if is_damaged:
        left.write_bytes(b"x" * 100 + left.read_bytes()[100:])
    result = cramp("--db", str(left), "restore", str(backup), "--yes")
    assert result.exit_code == 0, result.stderr
    assert notes(left) == ["one"]
    (aside,) = backup_folder(left).glob("before-restore*.db")
    kept = [file.read_bytes() for file in (aside, *sidecars(aside)) if file.exists()]
    assert b"only in the log" in b"".join(kept)
    if not is_damaged:
        assert notes(aside) == ["only in the log"]
        assert len(kept) == 1
    assert not any(sidecar.exists() for sidecar in sidecars(left))


def test_what_is_erased_is_in_no_file_of_a_diary_that_was_in_wal_mode(
    cramp: Cramp, diary_path: Path
) -> None:
    cramp("log", "--note", "kept")
    with closing(set_wal_mode(diary_path)) as other:
        other.execute("UPDATE episodes SET note = 'a secret'")
    (backup,) = backup_folder(diary_path).glob("*.db")
    with closing(set_wal_mode(backup)) as other:
        other.execute("UPDATE episodes SET note = 'a secret'")
        assert cramp("log", "--note", "later").exit_code == 0
        assert cramp("forget", "1", "--yes").exit_code == 0
    assert not [name for name, content in files_of(diary_path).items() if b"a secret" in content]
    assert notes(diary_path) == ["later"]


def test_a_backup_held_in_wal_mode_is_not_replaced(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    cramp("log", "--note", "one")
    target = tmp_path / "out.db"
    back_up(diary_path, target)
    cramp("log", "--note", "two")
    with closing(set_wal_mode(target)) as other:
        other.execute("UPDATE episodes SET note = 'in the log'")
        with pytest.raises(DiaryBusy, match="held open"):
            back_up(diary_path, target)
        assert notes(target) == ["in the log"]
    back_up(diary_path, target)
    assert notes(target) == ["one", "two"]
    assert sorted(path.name for path in tmp_path.glob("*out.db*")) == ["out.db"]


def test_a_damaged_backup_is_replaced_with_what_lies_beside_it(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    cramp("log", "--note", "one")
    target = tmp_path / "out.db"
    back_up(diary_path, target)
    with closing(set_wal_mode(target)) as other:
        other.execute("UPDATE episodes SET note = 'in the log'")
        shutil.copytree(tmp_path, tmp_path / "killed", ignore=lambda *_: ["diary", "killed"])
    target = tmp_path / "killed" / "out.db"
    content = target.read_bytes()
    target.write_bytes(content[:4096] + bytes(len(content) - 4096))
    back_up(diary_path, target)
    assert notes(target) == ["one"]


def test_an_older_diary_in_wal_mode_is_upgraded(cramp: Cramp, tmp_path: Path) -> None:
    old = tmp_path / "old" / "old.db"
    of_first_format(old)
    with closing(set_wal_mode(old)):
        result = cramp("--db", str(old), "list")
        assert (result.exit_code, "held open" in result.stderr) == (3, True)
    assert cramp("--db", str(old), "list").exit_code == 0
    assert old.read_bytes()[18:20] == b"\1\1"


def test_opening_a_diary_leaves_its_wal_mode_alone_if_it_may_not_be_written(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("log", "--note", "one")
    set_wal_mode(diary_path).close()

    def refuse(_: sqlite3.Connection) -> bool:
        message = "attempt to write a readonly database"
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr("cramp_diary.store.connection.leave_wal_mode", refuse)
    with open_diary(diary_path) as diary:
        assert len(diary.episodes()) == 1
    assert diary_path.read_bytes()[18:20] == b"\2\2"
