"""What forgetting does to the folder of backups: only what this program wrote there goes."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cramp_diary.store.backup_paths import backup_folder
from cramp_diary.store.header import AGE_MAGIC

if TYPE_CHECKING:
    from tests.support.command_runner import Cramp

TODAY = "2026-03-02.db"


@pytest.fixture
def folder(cramp: Cramp, diary_path: Path) -> Path:
    """Return the folder of backups of a diary with two episodes."""
    cramp("log", "--note", "stays")
    cramp("log", "--note", "goes")
    return backup_folder(diary_path)


def test_only_files_of_this_program_are_removed_and_the_others_are_named(
    cramp: Cramp, folder: Path
) -> None:
    cramp("backup")
    (folder / "2026-01-01.db").write_text("a shopping list under a name like ours")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "secrets.age").write_bytes(AGE_MAGIC)
    (folder / "notes").mkdir()
    (folder / "elsewhere.db").symlink_to(folder / TODAY)
    foreign = (
        {path.name for path in folder.iterdir()}
        - {TODAY}
        - {path.name for path in folder.glob("cramp-diary-*")}
    )
    (folder / "cramp-diary-2026-02-01-070000.db.age").write_bytes(AGE_MAGIC + b"sealed")
    (folder / f".{TODAY}.x1y2.part").write_bytes(b"half a backup")
    (folder / f".{TODAY}.x1y2.part-journal").write_bytes(b"")
    result = cramp("forget", "2", "--yes")
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in folder.iterdir()} == foreign | {TODAY}
    assert "4 files beside the diary gave way to a new backup." in result.stderr
    for name in foreign:
        assert str(folder / name) in " ".join(result.stderr.split())
    assert (folder / "2026-01-01.db").read_text().startswith("a shopping list")


def test_a_link_is_refused_before_anything_happens(
    cramp: Cramp, diary_path: Path, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "photos"
    folder.rename(target)
    (target / "photo.jpg").write_bytes(b"\xff\xd8")
    target.chmod(0o755)
    folder.symlink_to(target)
    before, names = diary_path.read_bytes(), {path.name for path in target.iterdir()}
    for words in (("2",), ("2026-03-02",), ("--before", "2026-04-01")):
        result = cramp("forget", *words, "--yes")
        assert (result.exit_code, f"{folder} is a link" in result.stderr) == (3, True)
        assert "nothing was changed" in result.stderr
    assert diary_path.read_bytes() == before
    assert {path.name for path in target.iterdir()} == names
    assert stat.S_IMODE(target.stat().st_mode) == 0o755


def test_a_file_in_the_place_of_the_folder_is_refused(
    cramp: Cramp, diary_path: Path, folder: Path
) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("a file")
    before = diary_path.read_bytes()
    result = cramp("forget", "2", "--yes")
    assert (result.exit_code, f"{folder} is a file" in result.stderr) == (3, True)
    assert (diary_path.read_bytes(), folder.read_text()) == (before, "a file")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners of POSIX")
def test_a_folder_of_somebody_else_is_refused(
    cramp: Cramp, diary_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, someone = diary_path.read_bytes(), folder.stat().st_uid + 1
    monkeypatch.setattr(os, "geteuid", lambda: someone)
    result = cramp("forget", "2", "--yes")
    assert (result.exit_code, "is somebody else's folder" in result.stderr) == (3, True)
    assert diary_path.read_bytes() == before


def test_what_cannot_be_removed_does_not_keep_the_rest(
    cramp: Cramp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("backup")
    for day in ("2026-02-26", "2026-02-28"):
        (folder / f"{day}.db").write_bytes((folder / TODAY).read_bytes())
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "2026-02-26.db":
            raise PermissionError(1, "Operation not permitted")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    result = cramp("forget", "2", "--yes")
    assert result.exit_code == 3
    assert f"{folder / '2026-02-26.db'} may hold it still" in " ".join(result.stderr.split())
    assert "Operation not permitted" in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["2026-02-26.db", TODAY]
