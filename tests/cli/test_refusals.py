"""What the system refuses is said in its words, without the number and path that Python adds."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from shutil import SpecialFileError
from typing import TYPE_CHECKING

import pytest

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from tests.support.command_runner import Cramp

DENIED = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "some/path")
SPEECHLESS = SpecialFileError("[Errno 13] some/path is a named pipe")
"""An error whose only text is that of Python."""

REFUSED = {
    "a folder to import": (Path, "is_dir", ("import", "{}")),
    "a file to import": (Path, "is_file", ("import", "{}")),
    "a folder to export to": (Path, "mkdir", ("export", "{}/new")),
    "a file to export": (os, "fsync", ("export", "{}/new")),
    "the folder of a chart": (Path, "is_dir", ("chart", "weekly", "-o", "{}")),
    "a chart": (os, "fsync", ("chart", "weekly", "--until", "2026-03-02", "-o", "{}")),
    "a backup": (Path, "is_dir", ("backup", "{}/copy.db")),
    "a backup while it is written": (Path, "replace", ("backup", "{}/copy.db")),
    "a restored diary": (Path, "replace", ("restore", "{}/earlier.db", "--yes")),
    "a diary": (Path, "stat", ("list",)),
    "the folder of a diary": (Path, "mkdir", ("--db", "{}/new/diary.db", "log", "1h ago")),
    "the backup of the day": (Path, "chmod", ("log", "1h ago")),
    "the folder of backups": (Path, "iterdir", ("log", "1h ago")),
}


@pytest.mark.parametrize("error", [DENIED, SPEECHLESS], ids=["denied", "speechless"])
@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_the_system_refuses_is_said_in_one_sentence(
    cramp: Cramp,
    diary_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[object, str, tuple[str, ...]],
    error: OSError,
) -> None:
    place, operation, words = case
    cramp("log", "2h ago")
    cramp("backup", str(tmp_path / "earlier.db"))
    for backup in diary_path.parent.glob("*.backups/*"):
        backup.unlink()  # so that the next change makes the backup of the day

    def refuse(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(place, operation, refuse)
        said = cramp(*(word.format(tmp_path) for word in words))
    assert said.exception is None or isinstance(said.exception, SystemExit)
    assert (said.exit_code == 0) == (words[0] == "log")
    assert said.stderr.count("cramp: ") == 1
    assert "Errno" not in said.stderr
    assert "(Permission denied)" in said.stderr or "(the system gives no reason)" in said.stderr


def test_the_words_of_an_error_of_the_system_are_chosen_in_one_place() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "cramp_diary").rglob("*.py")
        if "strerror" in path.read_text(encoding="utf-8")
    ]
    assert found == ["cramp_diary/core/errors.py"]
