"""Restoring: the backup is checked first, the person is asked, and the old diary is kept."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli.prompts import confirm
from cramp_diary.store import open_diary
from cramp_diary.store.backup_paths import backup_folder
from cramp_diary.store.backups.backup import back_up
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.backups.restore import compare, restore_diary
from cramp_diary.store.errors import DiaryUnusable, NotABackup, NotADiary
from cramp_diary.store.sidecars import SIDECAR_ENDINGS
from tests.support.factories import NOW, an_episode
from tests.support.old_diary_files import of_first_format

if TYPE_CHECKING:
    from tests.support.command_runner import Cramp


@pytest.fixture
def backup(cramp: Cramp, tmp_path: Path) -> Path:
    """Return a backup with one episode, of a diary that now has two."""
    cramp("log", "--severity", "7")
    path = tmp_path / "backup.db"
    cramp("backup", str(path))
    cramp("log", "20m ago", "--severity", "3")
    return path


def _aside(diary_path: Path) -> list[Path]:
    return sorted(backup_folder(diary_path).glob("before-restore*"))


def answers(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    left = list(typed)
    monkeypatch.setattr(confirm, "can_ask", lambda *, no_input: not no_input)

    def read_answer() -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("cramp_diary.cli.prompts.conversation.read_answer", read_answer)
    return left


def test_a_restore_says_what_changes_and_can_be_restored_back(
    cramp: Cramp, backup: Path, diary_path: Path
) -> None:
    before = diary_path.read_bytes()
    result = cramp("restore", str(backup), "--yes")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{diary_path} now holds 2 episodes, 1 day, the last one Mon 2 Mar 2026.",
        f"{backup} holds 1 episode, 1 day, the last one Mon 2 Mar 2026.",
        f"Restored {diary_path}.",
    ]
    (aside,) = _aside(diary_path)
    assert result.stderr == f"What was there is kept; to bring it back: cramp restore {aside}\n"
    assert aside.read_bytes() == before
    assert stat.S_IMODE(diary_path.stat().st_mode) == 0o600
    assert cramp("list").stdout.count("severity") == 1
    assert cramp("restore", str(aside), "--yes").exit_code == 0
    assert cramp("list").stdout.count("severity") == 2
    assert cramp("undo").exit_code == 0
    assert cramp("list").stdout.count("severity") == 1
    assert len(_aside(diary_path)) == 2
    assert len(list(backup_folder(diary_path).glob(".*"))) == 0


def test_a_restore_asks_and_no_is_no(
    cramp: Cramp, backup: Path, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = diary_path.read_bytes()
    for typed in (("no",), ("",), ("yess",), ()):
        answers(monkeypatch, *typed)
        result = cramp("restore", str(backup))
        assert result.exit_code == 130
        assert result.stderr == "cramp: Nothing was changed.\n"
        assert diary_path.read_bytes() == before
    for answer in ("YES", "y", "true"):
        assert answers(monkeypatch, answer) == [answer]
        assert cramp("restore", str(backup)).exit_code == 0
    assert examine(diary_path).episodes == 1


def test_without_a_terminal_nothing_is_restored_unless_yes_is_given(
    cramp: Cramp, backup: Path, diary_path: Path
) -> None:
    before = diary_path.read_bytes()
    result = cramp("restore", str(backup))
    assert result.exit_code == 2
    assert "say it with --yes" in result.stderr
    assert diary_path.read_bytes() == before
    assert _aside(diary_path) == []


def test_what_is_no_whole_diary_is_not_restored(
    cramp: Cramp, backup: Path, diary_path: Path, tmp_path: Path
) -> None:
    whole = backup.read_bytes()
    zeroed, text = bytearray(whole), tmp_path / "letter.txt"
    zeroed[4096 * 2 : 4096 * 3] = bytes(4096)
    newer = bytearray(whole)
    newer[60:64] = (99).to_bytes(4, "big")
    contents = {
        "cut.db": whole[: len(whole) // 2],
        "zeroed.db": bytes(zeroed),
        "empty.db": b"",
        "newer.db": bytes(newer),
        "letter.txt": b"Dear doctor, " * 400,
    }
    with closing(sqlite3.connect(tmp_path / "photos.db")) as connection:
        connection.execute("CREATE TABLE photos (name)")
    contents["photos.db"] = (tmp_path / "photos.db").read_bytes()
    says = {
        "cut.db": "is damaged",
        "zeroed.db": "is damaged",
        "empty.db": "is empty",
        "newer.db": "newer cramp-diary",
        "letter.txt": "no SQLite file",
        "photos.db": "another program",
    }
    before = diary_path.read_bytes()
    for name, content in contents.items():
        path = tmp_path / name
        path.write_bytes(content)
        result = cramp("restore", str(path), "--yes")
        assert (result.exit_code, result.stdout) == (3, ""), name
        assert says[name] in result.stderr
        assert path.read_bytes() == content
    assert (
        "is not there, and nothing was changed: name a backup or a diary."
        in cramp("restore", str(text) + "x", "--yes").stderr
    )
    assert diary_path.read_bytes() == before
    assert _aside(diary_path) == []
    assert "damaged" not in cramp("list").stderr


def test_a_damaged_or_missing_diary_is_brought_back(
    cramp: Cramp, backup: Path, diary_path: Path
) -> None:
    rubbish = b"\x00" * 8192
    diary_path.write_bytes(rubbish)
    result = cramp("list")
    assert result.exit_code == 3
    assert "is damaged and was left as it is: put a backup in its place with" in result.stderr
    assert f" cramp restore {backup_folder(diary_path)}/" in result.stderr
    result = cramp("restore", str(backup), "--yes")
    assert f"{diary_path} cannot be read as a diary; it is kept aside as it is." in result.stdout
    (aside,) = _aside(diary_path)
    assert result.stderr == f"What was there is kept at {aside}\n"
    assert aside.read_bytes() == rubbish
    assert cramp("list").stdout.count("severity") == 1
    diary_path.unlink()
    result = cramp("log")
    assert result.exit_code == 3
    assert "is gone or empty, but there are backups of it" in result.stderr
    assert not diary_path.exists()
    result = cramp("restore", str(backup), "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert cramp("list").stdout.count("severity") == 1


def test_a_diary_with_its_folder_gone_is_brought_back(tmp_path: Path, backup: Path) -> None:
    place = tmp_path / "new" / "home" / "diary.db"
    assert restore_diary(place, backup, NOW) is None
    assert examine(place).episodes == 1
    assert stat.S_IMODE(place.parent.parent.stat().st_mode) == 0o700


def test_the_diary_itself_is_no_backup_of_it(diary_path: Path, backup: Path) -> None:
    with pytest.raises(NotABackup, match="the diary itself"):
        compare(diary_path, diary_path)
    assert backup.exists()


def test_the_backup_of_the_day_can_be_restored_though_it_lies_in_the_folder(
    cramp: Cramp, backup: Path, diary_path: Path
) -> None:
    day = backup_folder(diary_path) / "2026-03-02.db"
    before = day.read_bytes()
    assert cramp("restore", str(day), "--yes").exit_code == 0
    assert day.read_bytes() == before
    assert examine(diary_path) == examine(backup)


def test_a_program_with_the_old_diary_open_writes_nothing_into_it(
    diary_path: Path, backup: Path
) -> None:
    aside = None

    def restore_and_write() -> None:
        nonlocal aside
        with open_diary(diary_path) as diary:
            assert len(diary.episodes()) == 2
            aside = restore_diary(diary_path, backup, NOW)
            diary.add_episode(an_episode())

    with pytest.raises(DiaryUnusable, match=r"put in another place .* say it again"):
        restore_and_write()
    assert aside is not None
    assert (examine(aside).episodes, examine(diary_path).episodes) == (2, 1)


def test_a_diary_being_written_is_not_replaced(
    diary_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cramp_diary.store.transaction.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(diary_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DiaryUnusable, match="being written"):
            restore_diary(diary_path, backup, NOW)
        other.execute("ROLLBACK")
    assert examine(diary_path).episodes == 2
    assert _aside(diary_path) == []


def test_a_file_system_without_hard_links_gets_a_copy(
    diary_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    before = diary_path.read_bytes()
    aside = restore_diary(diary_path, backup, NOW)
    assert aside is not None
    assert aside.read_bytes() == before
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600


def test_without_hard_links_nobody_writes_between_the_copy_and_the_restore(
    diary_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To open a locked file and close it again would release the lock of this process (POSIX)."""

    def refuse(*_: object) -> None:
        raise PermissionError

    def sync(folder: Path) -> None:
        code = "import sqlite3, sys; sqlite3.connect(sys.argv[1], 0).execute('BEGIN IMMEDIATE')"
        other = [sys.executable, "-c", code, str(diary_path)]
        tried = subprocess.run(other, capture_output=True, text=True, check=False)  # noqa: S603 - our own
        said.append("locked" in tried.stderr if folder.name.endswith(".backups") else None)

    said: list[bool | None] = []
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr("cramp_diary.store.backups.restore.sync_folder", sync)
    assert restore_diary(diary_path, backup, NOW)
    assert said == [True, None]


def test_a_diary_that_is_being_written_is_not_restored(
    cramp: Cramp, diary_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cramp_diary.store.transaction.BUSY_SECONDS", 0.1)
    before = diary_path.read_bytes()
    for lock in ("EXCLUSIVE", "IMMEDIATE"):
        with closing(sqlite3.connect(diary_path, isolation_level=None)) as other:
            other.execute(f"BEGIN {lock}")
            result = cramp("restore", str(backup), "--yes")
        assert result.exit_code == 3
        assert "is being written by another program: try again in a moment" in result.stderr
        assert "cannot be read" not in result.stdout
    assert diary_path.read_bytes() == before
    assert _aside(diary_path) == []


@pytest.mark.parametrize("which", ["diary", "aside"])
def test_a_restore_reads_back_what_it_says_is_there(
    cramp: Cramp, diary_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    """A disk that loses what is written: both files are read again before anything is said."""

    def lose(folder: Path) -> None:
        found = {"diary": diary_path} | dict.fromkeys(("aside",), next(iter(_aside(diary_path))))
        if folder == diary_path.parent:
            found[which].write_bytes(found[which].read_bytes()[:4096])

    monkeypatch.setattr("cramp_diary.store.backups.restore.sync_folder", lose)
    result = cramp("restore", str(backup), "--yes")
    assert result.exit_code == 3
    assert "Restored" not in result.stdout
    what = "What was restored" if which == "diary" else "What was there before"
    assert f"cramp: {what} could not be read back at " in result.stderr
    assert result.stderr.count("\n") == 1


def test_what_lies_beside_a_diary_is_kept_with_it_and_does_not_reach_the_one_that_comes_in(
    diary_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {ending: f"half a step {ending}".encode() for ending in SIDECAR_ENDINGS}
    for ending, content in contents.items():
        Path(f"{diary_path}{ending}").write_bytes(content)
    # As if SQLite could not open the diary; what it can open is all in one file when it is locked.
    monkeypatch.setattr("cramp_diary.store.backups.restore.lock_if_readable", lambda *_: None)
    aside = restore_diary(diary_path, backup, NOW)
    for ending, content in contents.items():
        assert Path(f"{aside}{ending}").read_bytes() == content
        assert not Path(f"{diary_path}{ending}").exists()
    assert examine(diary_path).episodes == 1


def test_a_diary_of_an_older_format_can_be_restored(
    cramp: Cramp, diary_path: Path, backup: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old" / "old.db"
    of_first_format(old)
    assert cramp("restore", str(old), "--yes").exit_code == 0
    assert cramp("list").stdout == "1  Sun 1 Mar 2026, 03:10  severity 6\n"
    assert (backup_folder(diary_path) / "format-1.db").exists()
    assert back_up(diary_path, backup).episodes == 1


def test_a_file_that_is_no_diary_is_named_with_what_restore_takes(
    cramp: Cramp, tmp_path: Path
) -> None:
    cramp("log", "now")
    (tmp_path / "letter.txt").write_text("Dear doctor,\n")
    result = cramp("restore", str(tmp_path / "letter.txt"), "--yes")
    assert result.exit_code == 3
    assert "not a cramp diary, and nothing was changed: name a backup or a diary." in result.stderr
    assert "--db" not in result.stderr


def test_a_folder_is_not_replaced(cramp: Cramp, backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear doctor")
    before = sorted(tmp_path.rglob("*"))
    result = cramp("--db", str(folder), "restore", str(backup), "--yes")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        f"cramp: {folder} is a folder, not a cramp diary, and was left as it is: name another file"
        " with --db.\n"
    )
    with pytest.raises(NotADiary):
        restore_diary(folder, backup, NOW)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_refused_and_not_waited_for(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    cramp("log")
    before = diary_path.read_bytes()
    os.mkfifo(tmp_path / "pipe")
    result = cramp("restore", str(tmp_path / "pipe"), "--yes")
    assert result.exit_code == 3
    assert "is a pipe or a device, not a cramp diary" in result.stderr
    assert diary_path.read_bytes() == before
