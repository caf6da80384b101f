"""A damaged file is reported as damaged, never changed, and answered with the way to restore."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING

import pytest

from cramp_diary.store import open_diary
from cramp_diary.store.backup_paths import backup_folder
from cramp_diary.store.errors import DiaryUnusable
from tests.support.factories import NOW
from tests.support.paths import ROOT, SAMPLE_DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from typer.testing import Result

    from tests.support.command_runner import Cramp

PAGE = 4096
READING = (
    ("list", "--all"),
    ("status",),
    ("show", "1"),
    ("history",),
    ("export", "out"),
    ("week",),
    ("settings",),
    ("shoes", "list"),
    ("backup", "out.db"),
    ("check",),
)
WRITING = (
    ("log", "20m ago", "--severity", "6", "--site", "calf:left"),
    ("day", "2026-04-04", "--water", "1l"),
    ("drink", "1 cup"),
    ("edit", "1", "--severity", "3"),
    ("delete", "5"),
    ("undo",),
    ("redo",),
    ("import", str(SAMPLE_DATA)),
    ("settings", "glass", "300ml"),
    ("forget", "3", "--yes"),
)


@pytest.fixture
def whole(sample: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the bytes of a diary with some changes, and leave a backup beside it."""
    monkeypatch.chdir(diary_path.parent.parent)
    for words in WRITING[:4]:
        assert sample(*words).exit_code == 0
    return diary_path.read_bytes()


def _bit(content: bytearray, draw: Random) -> None:
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)


def _bit_of_the_head(content: bytearray, draw: Random) -> None:
    content[draw.randrange(2 * PAGE)] ^= 1 << draw.randrange(8)


def _byte(content: bytearray, draw: Random) -> None:
    content[draw.randrange(len(content))] = draw.randrange(256)


def _page(content: bytearray, draw: Random) -> None:
    start = PAGE * draw.randrange(len(content) // PAGE)
    content[start : start + PAGE] = bytes(PAGE)


def _cut(content: bytearray, draw: Random) -> None:
    del content[draw.randrange(1, len(content)) :]


def _is_calm(result: Result) -> bool:
    """Tell whether a command ended without a traceback, and with one sentence if it failed."""
    if not isinstance(result.exception, (SystemExit, type(None))):
        return False
    return result.exit_code < 2 or result.stderr.count("\n") <= 1


@pytest.mark.parametrize("harm", [_bit, _bit_of_the_head, _byte, _page, _cut])
def test_damage_is_reported_and_a_command_that_fails_changes_nothing(
    cramp: Cramp, diary_path: Path, whole: bytes, harm: Callable[[bytearray, Random], None]
) -> None:
    draw = Random(harm.__name__)  # noqa: S311 - chooses where to damage the file
    refused = 0
    for _ in range(8):
        content = bytearray(whole)
        harm(content, draw)
        for words in (*draw.sample(READING, 2), *draw.sample(WRITING, 2)):
            diary_path.write_bytes(content)
            result = cramp(*words)
            assert _is_calm(result), (words, result.exception, result.stderr)
            if result.exit_code == 3:
                refused += 1
                assert str(diary_path) in result.stderr + result.stdout
                assert diary_path.read_bytes() == content or "is written" in result.stderr
            if words in READING:
                assert diary_path.read_bytes() == content
    assert refused > 0 or harm not in {_page, _cut}


def test_a_cut_or_zeroed_file_is_answered_with_the_command_that_restores_it(
    cramp: Cramp, diary_path: Path, whole: bytes
) -> None:
    (backup,) = backup_folder(diary_path).iterdir()
    for content in (whole[:-100], whole[: PAGE * 3], whole[:50], bytes(len(whole)), b"\n" * 512):
        for words in (("list",), ("log",)):
            diary_path.write_bytes(content)
            result = cramp(*words)
            assert result.exit_code == 3
            assert result.stderr == (
                f"cramp: {diary_path} is damaged and was left as it is: put a backup in its place"
                f" with cramp restore {backup}\n"
            )
            assert diary_path.read_bytes() == content
    assert cramp("restore", str(backup), "--yes").exit_code == 0
    assert cramp("check").exit_code == 0


def test_a_damaged_diary_without_backups_is_answered_with_the_command_that_salvages_it(
    cramp: Cramp, tmp_path: Path, whole: bytes
) -> None:
    path = tmp_path / "my diary.db"
    path.write_bytes(whole[: PAGE * 40])
    for number in ("", "-2"):
        new = tmp_path / f"my diary-salvaged{number}.db"
        result = cramp("--db", str(path), "list")
        assert result.stderr == (
            f"cramp: {path} is damaged and was left as it is: save what can be read of it with"
            f" cramp --db '{path}' restore --salvage '{path}' -o '{new}'\n"
        )
        program, *words = shlex.split(result.stderr.rpartition(" with ")[2])
        assert (program, cramp(*words).exit_code) == ("cramp", 0)
        assert cramp("--db", str(new), "list").exit_code == 0


def test_the_error_tells_what_was_written_before_damage_was_found(
    diary_path: Path, whole: bytes
) -> None:
    assert whole

    def write_then_meet() -> None:
        with open_diary(diary_path, now=NOW) as diary:
            diary.drink(NOW.date(), 100)
            raise sqlite3.DatabaseError("Could not decode to UTF-8")

    with pytest.raises(DiaryUnusable, match="what was asked is written, but"):
        write_then_meet()


def test_an_impossible_stored_value_is_damage_and_not_an_input_error(
    cramp: Cramp, diary_path: Path, whole: bytes
) -> None:
    for statement in (
        "UPDATE episodes SET severity = 77 WHERE id = 3",
        "UPDATE episodes SET started_at = '2026-03-01T03:10:00' WHERE id = 3",
        "UPDATE days SET water_ml = -4",
    ):
        diary_path.write_bytes(whole)
        with closing(sqlite3.connect(diary_path)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute(statement)
            connection.commit()
        content = diary_path.read_bytes()
        result = cramp("export", "out")
        assert (result.exit_code, "is damaged and was left" in result.stderr) == (3, True)
        assert diary_path.read_bytes() == content
    diary_path.write_bytes(whole)
    result = cramp("day", "--water", "99l")
    assert (result.exit_code, "out of range" in result.stderr) == (2, True)


def test_an_error_of_the_program_on_a_whole_file_is_not_translated(
    diary_path: Path, whole: bytes
) -> None:
    assert whole

    def fail() -> None:
        with open_diary(diary_path):
            int("x")

    with pytest.raises(ValueError, match="invalid literal"):
        fail()


# Permissions. Root may read and write everything, so the program runs without that privilege.

AS_ANYBODY = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    if os.name == "posix" and os.geteuid() == 0
    else []
)
needs_rights = pytest.mark.skipif(
    os.name != "posix" or (bool(AS_ANYBODY) and not shutil.which(AS_ANYBODY[0])),
    reason="there are no rights to lack",
)


def _as_anybody(db: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [*AS_ANYBODY, sys.executable, "-m", "cramp_diary", "--db", str(db), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def alone(tmp_path: Path, whole: bytes) -> Iterator[Path]:
    """Return a diary without backups, in a folder whose permissions are restored afterwards."""
    db = tmp_path / "home" / "alone.db"
    db.parent.mkdir()
    db.write_bytes(whole)
    db.chmod(0o600)
    yield db
    db.parent.chmod(0o700)


@needs_rights
@pytest.mark.parametrize("which", ["file", "folder", "both"])
def test_a_read_only_diary_is_read_and_writing_it_is_refused_with_the_reason(
    alone: Path, whole: bytes, which: str
) -> None:
    if which in {"file", "both"}:
        alone.chmod(0o400)
    if which in {"folder", "both"}:
        alone.parent.chmod(0o500)
    for words in (("list",), ("status",), ("show", "1"), ("history",), ("check",)):
        result = _as_anybody(alone, *words)
        assert result.returncode == (1 if words == ("check",) else 0), result.stderr
        assert result.stdout
    for change in WRITING[:4]:
        result = _as_anybody(alone, *change)
        assert result.returncode == 3
        assert result.stderr.count("\n") == 1
        assert "and the diary was left as it is: chmod u+w " in result.stderr
        place = alone if which == "file" else alone.parent
        assert result.stderr.endswith(f"{place}\n")
    assert alone.read_bytes() == whole
    assert list(alone.parent.iterdir()) == [alone]


@needs_rights
def test_a_diary_without_read_permission_is_refused_in_one_sentence(
    alone: Path, whole: bytes, diary_path: Path
) -> None:
    alone.chmod(0o000)
    for words in (("list",), ("log",), ("check",), ("backup",), ("restore", str(diary_path))):
        result = _as_anybody(alone, *words)
        assert (result.returncode, result.stdout) in {(3, ""), (2, "")} or words[0] == "restore"
        assert result.stderr.count("\n") == 1
        assert str(alone) in result.stderr or words[0] == "restore"
    result = _as_anybody(diary_path, "restore", str(alone), "--yes")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (3, "", 1)
    alone.chmod(0o600)
    assert alone.read_bytes() == whole


@needs_rights
def test_a_folder_without_permission_is_refused_in_one_sentence(
    alone: Path, diary_path: Path, tmp_path: Path
) -> None:
    alone.parent.chmod(0o000)
    lines = [(alone, *words) for words in (*READING, *WRITING) if words != ("check",)]
    lines += [(alone, "check"), (alone, "restore", str(diary_path), "--yes")]
    lines += [(diary_path, "restore", str(alone), "--yes"), (diary_path, "backup", str(alone))]
    for db, *words in lines:
        result = _as_anybody(db, *words)
        assert (result.returncode, result.stderr.count("\n")) == (3, 1), (words, result.stderr)
        assert str(alone) in result.stderr or str(alone.parent) in result.stderr
    assert not list(tmp_path.glob("out*"))


def test_another_writing_program_is_waited_for_and_then_reported(
    cramp: Cramp, diary_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cramp_diary.store.transaction.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(diary_path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for words in (("list",), ("log",)):
            result = cramp(*words)
            assert (result.exit_code, result.stdout) == (3, "")
            assert "is being written by another program: try again" in result.stderr
    assert diary_path.read_bytes() == whole
