"""Backups: whole, private, made once a day, and never in the way of a command."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import partial
from io import TextIOWrapper
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.cli.session import UNDO_HINT
from cramp_diary.store import open_diary
from cramp_diary.store.backup_paths import backup_folder, daily_backup
from cramp_diary.store.backups.backup import DAILY_KEPT, WEEKLY_KEPT, back_up, back_up_daily
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.errors import BackupFailed, DiaryUnusable, NotABackup
from cramp_diary.store.schema import FORMAT
from tests.support.factories import BERLIN, NOW, an_episode
from tests.support.old_diary_files import of_first_format

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

DAY = date(2026, 3, 2)


def _begun(path: Path, episodes: int = 1) -> Path:
    with open_diary(path, create=True) as diary:
        for _ in range(episodes):
            diary.add_episode(an_episode())
    return path


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_backup_is_a_whole_diary_of_its_own(diary_path: Path, tmp_path: Path) -> None:
    _begun(diary_path, 3)
    target = tmp_path / "stick.db"
    contents = back_up(diary_path, target)
    assert (contents.format, contents.episodes, contents.days) == (FORMAT, 3, 1)
    assert contents.last_day == date(2026, 2, 28)
    assert examine(target) == contents
    assert _mode(target) == 0o600
    with open_diary(target) as copy, open_diary(diary_path) as diary:
        assert copy.read() == diary.read()
        assert copy.steps() == diary.steps()
    assert {path.name for path in tmp_path.iterdir()} == {"diary", "stick.db"}


@pytest.mark.parametrize(("system", "expected"), [("on_macos", {1}), ("on_windows", {0})])
def test_on_macos_sqlite_flushes_diaries_and_backups_to_the_disk_itself(
    diary_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    system: str,
    expected: set[int],
) -> None:
    request.getfixturevalue(system)
    flushes: dict[str, set[int]] = {}

    class Watched(sqlite3.Connection):
        def close(self) -> None:
            _, _, file = self.execute("PRAGMA database_list").fetchone()
            for setting in ("fullfsync", "checkpoint_fullfsync"):
                (value,) = self.execute(f"PRAGMA {setting}").fetchone()
                flushes.setdefault(file.rpartition(".")[2], set()).add(value)
            super().close()

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
    back_up(_begun(diary_path), diary_path.with_name("stick.db"))
    assert flushes == {"db": expected, "part": expected}


def test_a_backup_replaces_a_backup_and_nothing_else(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    target, letter, other = (tmp_path / name for name in ("b.db", "letter.txt", "photos.db"))
    letter.write_text("Dear doctor")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE photos (name)")
    cramp("log")
    assert cramp("backup", str(target)).exit_code == 0
    cramp("log")
    result = cramp("backup", str(target))
    assert result.stdout == f"{target}\n"
    assert result.stderr == "Checked: 2 episodes, 1 day, the last one Mon 2 Mar 2026.\n"
    for path in (letter, other, diary_path):
        before = path.read_bytes()
        result = cramp("backup", str(path))
        assert (result.exit_code, result.stdout) == (3, "")
        assert "was left as it is: name another file." in result.stderr
        assert path.read_bytes() == before
    with pytest.raises(NotABackup, match="folder"):
        back_up(diary_path, tmp_path)


def test_a_backup_that_cannot_be_written_is_refused_in_one_sentence(
    cramp: Cramp, tmp_path: Path
) -> None:
    cramp("log")
    (tmp_path / "file").touch()
    for path in (tmp_path / "nowhere" / "b.db", tmp_path / "file" / "b.db"):
        result = cramp("backup", str(path))
        assert result.exit_code == 3
        assert result.stderr.startswith(f"cramp: No backup was made at {path} (No")
        assert result.stderr.count("\n") == 1


def test_a_backup_goes_into_a_given_folder_or_beside_the_diary(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    cramp("log")
    name = "cramp-diary-2026-03-02-073000.db"
    assert cramp("backup", str(tmp_path)).stdout == f"{tmp_path / name}\n"
    assert cramp("backup").stdout == f"{backup_folder(diary_path) / name}\n"
    assert examine(tmp_path / name) == examine(backup_folder(diary_path) / name)


def test_there_must_be_a_diary_to_back_up(cramp: Cramp, tmp_path: Path) -> None:
    assert "There is no diary" in cramp("backup", str(tmp_path / "b.db")).stderr
    assert list(tmp_path.rglob("*.db")) == []


def test_a_damaged_diary_makes_no_backup_and_ends_none(diary_path: Path, tmp_path: Path) -> None:
    _begun(diary_path)
    target = tmp_path / "b.db"
    back_up(diary_path, target)
    good, content = target.read_bytes(), bytearray(diary_path.read_bytes())
    content[4096 * 3 : 4096 * 4] = bytes(4096)
    diary_path.write_bytes(content)
    with pytest.raises(DiaryUnusable, match="is damaged"):
        back_up(diary_path, target)
    assert target.read_bytes() == good
    assert diary_path.read_bytes() == content
    assert not list(tmp_path.glob(".*"))


def test_a_copy_that_is_not_whole_is_no_backup(
    diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _begun(diary_path)
    whole = iter([["a page is missing"], []])
    monkeypatch.setattr("cramp_diary.store.backups.backup.find_faults", lambda _: next(whole))
    with pytest.raises(BackupFailed, match="not whole when read again"):
        back_up(diary_path, tmp_path / "b.db")
    assert list(tmp_path.glob("*.db")) == []


def test_the_first_change_of_a_diary_day_is_backed_up(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("log")
    first = daily_backup(diary_path, DAY)
    assert examine(first).episodes == 1
    assert (_mode(first), _mode(first.parent)) == (0o600, 0o700)
    before = first.stat()
    cramp("log")
    cramp("list")
    assert first.stat() == before
    # 03:00 is still the diary day before; 04:00 is the next.
    for at, days in ((3, 1), (4, 2)):
        monkeypatch.setattr(clock, "now", lambda at=at: NOW.replace(day=3, hour=at))
        cramp("drink", "300ml")
        assert len(list(first.parent.iterdir())) == days


@pytest.mark.parametrize("words", [("undo",), ("settings", "glass", "200ml"), ("drink", "1 cup")])
def test_every_kind_of_change_counts(cramp: Cramp, diary_path: Path, words: tuple[str]) -> None:
    cramp("log")
    daily_backup(diary_path, DAY).unlink()
    assert cramp("status").exit_code == 0
    assert not daily_backup(diary_path, DAY).exists()
    assert cramp(*words).exit_code == 0
    assert daily_backup(diary_path, DAY).exists()


def test_what_changes_nothing_is_not_backed_up(cramp: Cramp, diary_path: Path) -> None:
    _begun(diary_path)
    for words in (("list",), ("status",), ("day", "--shoes", "clogs"), ("delete", "7")):
        cramp(*words)
    assert not backup_folder(diary_path).exists()


def test_a_failed_backup_does_not_change_the_answer(cramp: Cramp, diary_path: Path) -> None:
    diary_path.parent.mkdir()
    backup_folder(diary_path).touch()
    result = cramp("log")
    assert result.exit_code == 0
    assert result.stdout.startswith("Episode 1: ")
    assert "The change is kept, but not backed up. No backup was made at" in result.stderr
    assert cramp("list").stdout.count("\n") == 1


def test_the_answer_is_printed_before_the_backup_begins(
    cramp: Cramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    out: list[str] = []

    def look(*_: object) -> None:
        for stream in (sys.stdout, sys.stderr):
            assert isinstance(stream, TextIOWrapper)
            out.append(stream.buffer.getvalue().decode())

    monkeypatch.setattr("cramp_diary.store.backups.backup.back_up", look)
    result = cramp("log", "--severity", "6")
    assert out == [result.stdout, result.stderr]
    assert out[0].startswith("Episode 1: ")
    assert out[1].endswith(f"\n{UNDO_HINT}\n")


def test_ctrl_c_during_the_backup_does_not_change_the_answer(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cramp_diary.store.backups.backup.back_up", leave)
    result = cramp("log")
    assert result.exit_code == 0
    assert "kept, but not backed up: the next change today does that." in result.stderr
    monkeypatch.undo()
    with open_diary(diary_path) as diary:
        assert len(diary.episodes()) == 1
    assert list(backup_folder(diary_path).iterdir()) == []


def test_seven_days_and_four_weeks_are_kept(diary_path: Path) -> None:
    _begun(diary_path)
    days = [date(2026, 1, 1) + timedelta(n) for n in range(80)]
    for day in days:
        at = datetime(day.year, day.month, day.day, 9, tzinfo=BERLIN)
        assert back_up_daily(diary_path, day, at)
        assert not back_up_daily(diary_path, day, at)
    found = sorted(date.fromisoformat(p.stem) for p in backup_folder(diary_path).iterdir())
    assert found[-DAILY_KEPT:] == days[-DAILY_KEPT:]
    weekly = found[:-DAILY_KEPT]
    assert len(weekly) == WEEKLY_KEPT
    # The last is Saturday 21 March; of each week before the seven days, its last day is kept.
    assert [str(day) for day in weekly] == [
        "2026-02-22",
        "2026-03-01",
        "2026-03-08",
        "2026-03-14",
    ]


def test_a_clock_set_back_keeps_what_was_just_written_and_what_is_not_daily(
    diary_path: Path,
) -> None:
    _begun(diary_path)
    for n in range(20):
        back_up_daily(diary_path, date(2026, 4, 20) + timedelta(7 * n), NOW)
    mine = backup_folder(diary_path) / "before-restore-2026-01-01-000000.db"
    back_up(diary_path, mine)
    back_up_daily(diary_path, DAY, NOW)
    assert daily_backup(diary_path, DAY).exists()
    assert mine.exists()


def test_what_a_killed_backup_left_is_removed_an_hour_later(diary_path: Path) -> None:
    _begun(diary_path)
    folder = backup_folder(diary_path)
    folder.mkdir()
    old, fresh = folder / ".a.db.x.part", folder / ".b.db.y.part"
    for path, age in ((old, 3601), (fresh, 60)):
        path.touch()
        os.utime(path, (NOW.timestamp() - age, NOW.timestamp() - age))
    back_up_daily(diary_path, DAY, NOW)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_diary_being_written_is_backed_up_as_it_was(diary_path: Path, tmp_path: Path) -> None:
    _begun(diary_path)
    with closing(sqlite3.connect(diary_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE episodes SET severity = 1")
        assert back_up(diary_path, tmp_path / "b.db").episodes == 1
        other.execute("ROLLBACK")
    with open_diary(tmp_path / "b.db") as copy:
        assert copy.episodes()[0].severity == 6


def test_an_upgrade_is_backed_up_first(diary_path: Path) -> None:
    of_first_format(diary_path)
    with open_diary(diary_path) as diary:
        assert len(diary.episodes()) == 1
    (kept,) = backup_folder(diary_path).iterdir()
    assert kept.name == "format-1.db"
    assert _mode(kept) == 0o600
    assert (examine(kept).format, examine(kept).episodes) == (1, 1)
    assert examine(diary_path).format == FORMAT


def test_no_upgrade_without_its_backup(diary_path: Path) -> None:
    before = of_first_format(diary_path)
    backup_folder(diary_path).touch()
    with pytest.raises(BackupFailed), open_diary(diary_path):
        pass
    assert diary_path.read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_old_file(
    diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_first_format(diary_path)
    with closing(sqlite3.connect(diary_path)) as connection:
        before = list(connection.iterdump())

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE episodes ADD COLUMN half TEXT")
        connection.execute("PRAGMA user_version = 2")
        raise MemoryError

    monkeypatch.setattr("cramp_diary.store.migrations.migrate", fails)
    with pytest.raises(MemoryError), open_diary(diary_path):
        pass
    with closing(sqlite3.connect(diary_path)) as connection:
        assert list(connection.iterdump()) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    monkeypatch.undo()
    with open_diary(diary_path) as diary:
        assert len(diary.episodes()) == 1
    assert {p.name for p in backup_folder(diary_path).iterdir()} == {"format-1.db", "format-1-2.db"}
