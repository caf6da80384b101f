"""What is encrypted, or was, is never on the disk as it is, whenever the program is killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

import pytest

from cramp_diary.store.backup_paths import backup_folder
from cramp_diary.store.backups.in_memory import DecryptedBackup, copy_to_memory
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.backups.restore import compare, restore_diary
from cramp_diary.store.errors import DamagedDiary, NothingToRestore
from tests.support import fault_injection
from tests.support.factories import NOW
from tests.support.fault_injection import Fault
from tests.support.passphrases import make_encryption_quick, type_passphrases
from tests.support.pty_terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.command_runner import Cramp

pytest.importorskip("pyrage")
if os.name != "posix":
    pytest.skip("forks and terminals", allow_module_level=True)

PHRASE = "four words of mine"
NOTE = "nightmare of the lighthouse"
TWICE = ("Passphrase: ", "The same again: ")
ONCE = ("Passphrase of the backup: ",)


def _files_with_the_note(folder: Path) -> set[Path]:
    return {
        path for path in folder.rglob("*") if path.is_file() and NOTE.encode() in path.read_bytes()
    }


def _crash_everywhere(diary_path: Path, *words: str) -> Iterator[str]:
    """Run a command that crashes at each statement and file operation; yield after each crash."""
    kept = diary_path.parent.with_name("kept")
    shutil.copytree(diary_path.parent, kept)
    for kind in ("statement", "file operation"):
        for place in count(1):
            fault_injection.put_back(kept, diary_path.parent)
            if not fault_injection.run([*words], Fault(kind, place, crash=True)).met:
                assert place > 1
                break
            yield f"{kind} {place}"


@pytest.fixture
def sealed(cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an encrypted backup with a note that stands nowhere else, beside another diary."""
    make_encryption_quick(monkeypatch)
    cramp("log", "--note", NOTE)
    target = diary_path.parents[1] / "b.db.age"
    type_passphrases(monkeypatch, PHRASE, PHRASE)
    assert cramp("backup", str(target), "--encrypt").exit_code == 0
    shutil.rmtree(diary_path.parent)
    cramp("log")
    type_passphrases(monkeypatch, PHRASE)
    assert _files_with_the_note(diary_path.parents[1]) == set()
    return target


def test_a_backup_killed_anywhere_leaves_no_plaintext(
    cramp: Cramp, diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_encryption_quick(monkeypatch)
    cramp("log", "--note", NOTE)
    in_the_open = _files_with_the_note(tmp_path)
    assert in_the_open == {diary_path, *backup_folder(diary_path).iterdir()}
    type_passphrases(monkeypatch, PHRASE, PHRASE)
    crashes = _crash_everywhere(diary_path, "backup", str(tmp_path / "b.db.age"), "--encrypt")
    for crash in crashes:
        found = _files_with_the_note(diary_path.parent) | _files_with_the_note(tmp_path / "tmp")
        assert found == in_the_open, crash


def test_before_a_restore_is_confirmed_nothing_of_it_is_on_the_disk(
    sealed: Path, diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = "cramp_diary.cli.prompts.conversation.read_answer"
    monkeypatch.setattr(there, lambda: os.kill(os.getpid(), signal.SIGKILL))
    before = sorted(tmp_path.rglob("*"))
    killed = fault_injection.run(["restore", str(sealed)])
    assert killed.code == -signal.SIGKILL
    assert f"{sealed} holds 1 episode" in killed.stdout
    assert sorted(tmp_path.rglob("*")) == before
    assert _files_with_the_note(tmp_path) == set()
    assert diary_path in before


def test_a_restore_killed_anywhere_leaves_only_what_was_to_be_the_diary_and_check_names_it(
    cramp: Cramp, sealed: Path, diary_path: Path
) -> None:
    left = 0
    for crash in _crash_everywhere(diary_path, "restore", str(sealed), "--yes"):
        found = _files_with_the_note(diary_path.parent) - {diary_path}
        assert all(path.parent == backup_folder(diary_path) for path in found), crash
        assert all(".restoring-" in path.name for path in found), crash
        if found and not left:
            printed = cramp("check").stdout
            for path in found:
                assert f"{path} is left of a command that was interrupted" in printed
            for mend in re.findall(r"^ +mend: (rm .*)$", printed, re.MULTILINE):
                assert os.system(mend) == 0  # noqa: S605 - the command that check names
            assert cramp("check").exit_code == 0
        left += bool(found)
    assert left


@pytest.mark.parametrize("seconds", [0.05, 0.5, 1.1])
def test_a_process_killed_while_it_encrypts_leaves_no_plaintext(
    cramp: Cramp, diary_path: Path, tmp_path: Path, seconds: float
) -> None:
    cramp("log", "--note", NOTE)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    in_the_open = _files_with_the_note(tmp_path)
    words = ("backup", str(tmp_path / "b.db.age"), "--encrypt")
    terminal = Terminal(diary_path, *words, TMPDIR=str(temporary))
    for prompt in TWICE:
        terminal.child.expect_exact(prompt)
        terminal.child.sendline(PHRASE)
    time.sleep(seconds)
    terminal.child.kill(signal.SIGKILL)
    terminal.ends()
    assert _files_with_the_note(tmp_path) == in_the_open


def test_check_names_what_an_earlier_version_left(cramp: Cramp, diary_path: Path) -> None:
    cramp("log", "--note", NOTE)
    folder = backup_folder(diary_path)
    plain, sealed = folder / ".plain-77.part", folder / ".b.db.age.x7_.part"
    shutil.copy(diary_path, plain)
    sealed.write_bytes(b"age-encryption.org/v1\n-> scrypt")
    result = cramp("check")
    assert result.exit_code == 1
    left = "is left of a command that was interrupted"
    assert result.stdout.splitlines()[1:] == [
        f"- {sealed} {left}",
        f"    mend: rm {sealed}",
        f"- {plain} {left}, and holds the diary unencrypted",
        f"    mend: rm {plain}",
    ]


def test_a_diary_in_wal_mode_is_copied_into_one_file(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    cramp("log", "--note", NOTE)
    with closing(sqlite3.connect(diary_path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        content, contents = copy_to_memory(diary_path)
    assert contents.episodes == 1
    assert content[18:20] == b"\x01\x01"
    copy = tmp_path / "copy.db"
    copy.write_bytes(content)
    assert examine(copy) == contents
    in_wal_mode = content[:18] + b"\x02\x02" + content[20:]
    backup = DecryptedBackup(tmp_path / "b.db.age", in_wal_mode)
    place = tmp_path / "new.db"
    assert compare(place, backup) == (None, contents)
    assert restore_diary(place, backup, NOW) is None
    assert examine(place) == contents


def test_what_was_decrypted_is_checked_before_it_is_restored(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    cramp("log", "--note", NOTE)
    content, _ = copy_to_memory(diary_path)
    zeroed = content[: 4096 * 2] + bytes(4096) + content[4096 * 3 :]
    path = tmp_path / "b.db.age"
    for harmed in (zeroed, content[: len(content) // 2], content[:4096]):
        with pytest.raises(DamagedDiary, match=f"{path} is damaged"):
            compare(diary_path, DecryptedBackup(path, harmed))
    for other, why in ((b"", "an empty file"), (b"Dear doctor, " * 400, "no SQLite file")):
        with pytest.raises(NothingToRestore, match=f"is {why}, not a cramp diary"):
            compare(diary_path, DecryptedBackup(path, other))
    assert repr(DecryptedBackup(path, content)) == f"DecryptedBackup(path={path!r})"


def test_a_damaged_diary_is_not_encrypted(
    cramp: Cramp, diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_encryption_quick(monkeypatch)
    cramp("log")
    content = bytearray(diary_path.read_bytes())
    content[4096 * 2 : 4096 * 3] = bytes(4096)
    diary_path.write_bytes(content)
    type_passphrases(monkeypatch, PHRASE, PHRASE)
    result = cramp("backup", str(tmp_path / "b.db.age"), "--encrypt")
    assert (result.exit_code, "is damaged" in result.stderr) == (3, True)
    assert not (tmp_path / "b.db.age").exists()


def test_an_encrypted_backup_restored_onto_a_folder_leaves_nothing_beside_it(
    cramp: Cramp, sealed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    before = sorted(tmp_path.rglob("*"))
    result = cramp("--db", str(folder), "restore", str(sealed), "--yes")
    assert (result.exit_code, "is a folder" in result.stderr) == (3, True)
    assert sorted(tmp_path.rglob("*")) == before
