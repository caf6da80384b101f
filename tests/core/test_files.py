"""Files are written whole or not at all, and for their owner alone."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

import pytest

from cramp_diary.core.errors import CannotWrite
from cramp_diary.core.files import (
    F_FULLFSYNC,
    is_open_to_others,
    is_same_file,
    sync_folder,
    unlink_quietly,
    write_atomically,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.png"
    target.write_bytes(b"old")
    write_atomically(target, lambda file: file.write(b"new"))
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["report.png"]


@pytest.mark.skipif(os.name == "nt", reason="file modes of POSIX")
def test_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "report.png"
    write_atomically(target, lambda file: file.write(b"new"))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not is_open_to_others(target)
    target.chmod(0o640)
    assert is_open_to_others(target)


@pytest.mark.usefixtures("on_windows")
def test_what_windows_says_of_file_modes_is_not_believed(tmp_path: Path) -> None:
    target = tmp_path / "report.png"
    target.touch(mode=0o666)
    assert not is_open_to_others(target)


@pytest.fixture
def flushes(monkeypatch: pytest.MonkeyPatch) -> list[int | str]:
    """Return a list to which each flush of a file is added."""
    done: list[int | str] = []
    fcntl = pytest.importorskip("fcntl", reason="POSIX")
    monkeypatch.setattr(fcntl, "fcntl", lambda _, request: done.append(request))
    monkeypatch.setattr(os, "fsync", lambda _: done.append("fsync"))
    return done


@pytest.mark.usefixtures("on_macos")
def test_on_macos_files_are_flushed_to_the_disk_itself(
    tmp_path: Path, flushes: list[int | str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_atomically(tmp_path / "report.png", lambda file: file.write(b"new"))
    sync_folder(tmp_path)
    assert flushes == [F_FULLFSYNC, F_FULLFSYNC]

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr("fcntl.fcntl", refuse)
    sync_folder(tmp_path)
    assert flushes[2:] == ["fsync"]


def test_elsewhere_files_are_flushed_by_fsync(tmp_path: Path, flushes: list[int | str]) -> None:
    write_atomically(tmp_path / "report.png", lambda file: file.write(b"new"))
    assert flushes == ["fsync"]


def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "report.png"
    target.write_bytes(b"old")

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, fail)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.png"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"nowhere.*cannot be written"):
        write_atomically(tmp_path / "nowhere" / "x.png", lambda file: file.write(b""))


def test_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    unlink_quietly(tmp_path / "x")
    assert not is_open_to_others(tmp_path / "x")
    assert not is_same_file(tmp_path / "x", tmp_path / "y")
    (tmp_path / "x").touch()
    (tmp_path / "link").symlink_to(tmp_path / "x")
    assert is_same_file(tmp_path / "x", tmp_path / "link")
