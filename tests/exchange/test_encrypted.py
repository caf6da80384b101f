"""Encrypted backups: only the passphrase decrypts them, and it is typed and never stored."""

from __future__ import annotations

import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.header import AGE_MAGIC
from tests.support.passphrases import type_passphrases
from tests.support.paths import ROOT
from tests.support.pty_terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

PHRASE = "four words of mine"
NOTE = "nightmare of the lighthouse"


def _hidden_files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]


def _on_a_terminal(diary_path: Path, *words: str, prompts: tuple[str, ...]) -> str:
    """Run a command that asks for the passphrase; return what was shown."""
    terminal = Terminal(diary_path, *words)
    for prompt in prompts:
        terminal.child.expect_exact(prompt)
        terminal.shown += f"{terminal.child.before}"
        terminal.child.sendline(PHRASE)
    assert terminal.ends() == 0, terminal.shown
    return terminal.shown


def test_only_the_right_passphrase_and_an_unchanged_file_are_restored(
    cramp: Cramp, diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyrage")
    cramp("log", "--note", NOTE)
    target = tmp_path / "b.db.age"
    twice = ("Passphrase: ", "The same again: ")
    shown = _on_a_terminal(diary_path, "backup", str(target), "--encrypt", prompts=twice)
    assert f"{target}\n" in shown
    assert "Checked: 1 episode" in shown
    assert PHRASE not in shown
    assert NOTE.encode() not in target.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    cramp("log", "--note", "later")
    before, encrypted_bytes = diary_path.read_bytes(), target.read_bytes()
    type_passphrases(monkeypatch, "another passphrase")
    result = cramp("restore", str(target), "--yes")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"cramp: {target} does not open with this passphrase")
    target.write_bytes(encrypted_bytes[:-1] + bytes([encrypted_bytes[-1] ^ 1]))
    type_passphrases(monkeypatch, PHRASE)
    assert cramp("restore", str(target), "--yes").exit_code == 3
    assert diary_path.read_bytes() == before
    target.write_bytes(encrypted_bytes)
    once = ("Passphrase of the backup: ",)
    shown = _on_a_terminal(diary_path, "restore", str(target), "--yes", prompts=once)
    assert f"{target} holds 1 episode" in " ".join(shown.split())
    assert PHRASE not in shown
    assert examine(diary_path).episodes == 1
    assert _hidden_files(tmp_path) == []


@pytest.mark.parametrize(
    ("typed", "code", "why"),
    [
        ((PHRASE, PHRASE[::-1]), 2, "not the same"),
        (("short",), 2, "soon guessed"),
        ((), 130, "Nothing was changed"),
        ((PHRASE,), 130, "Nothing was changed"),
    ],
)
def test_without_a_good_passphrase_no_backup_is_made(
    cramp: Cramp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: tuple[str, ...],
    code: int,
    why: str,
) -> None:
    pytest.importorskip("pyrage")
    cramp("log")
    type_passphrases(monkeypatch, *typed)
    result = cramp("backup", str(tmp_path / "b.age"), "--encrypt")
    assert (result.exit_code, why in result.stderr) == (code, True)
    assert not (tmp_path / "b.age").exists()
    assert _hidden_files(tmp_path) == []


def test_a_file_that_is_not_an_encrypted_backup_is_not_replaced(
    cramp: Cramp, diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyrage")
    cramp("log")
    (tmp_path / "letter").write_text("Dear doctor")
    for target in (tmp_path / "letter", diary_path):
        before = target.read_bytes()
        unread = type_passphrases(monkeypatch, PHRASE, PHRASE)
        result = cramp("backup", str(target), "--encrypt")
        assert (result.exit_code, "left as it is" in result.stderr) == (3, True)
        assert len(unread) == 2
        assert target.read_bytes() == before
    # What the real ones do takes them a second each, on purpose, and is tested above.
    monkeypatch.setattr("pyrage.passphrase.encrypt", lambda content, _: content[::-1])
    monkeypatch.setattr("pyrage.passphrase.decrypt", lambda content, _: content[::-1])
    type_passphrases(monkeypatch, PHRASE, PHRASE)
    result = cramp("backup", str(tmp_path / "nowhere" / "b.age"), "--encrypt")
    assert (result.exit_code, "cannot be written" in result.stderr) == (3, True)


def test_a_passphrase_can_only_be_typed_on_a_terminal(cramp: Cramp, tmp_path: Path) -> None:
    pytest.importorskip("pyrage")
    cramp("log")
    result = cramp("backup", str(tmp_path / "b.age"), "--encrypt")
    assert (result.exit_code, "typed on a terminal" in result.stderr) == (2, True)
    assert cramp("backup", "--encrypt", "--passphrase", PHRASE).exit_code == 2


def test_without_pyrage_the_error_says_how_to_install_it(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    cramp("log")
    result = cramp("backup", str(tmp_path / "b.age"), "--encrypt")
    assert (result.exit_code, "pip install 'cramp-diary[encrypted]'" in result.stderr) == (2, True)
    (tmp_path / "b.age").write_bytes(AGE_MAGIC + b"-> scrypt")
    result = cramp("restore", str(tmp_path / "b.age"), "--yes")
    assert (result.exit_code, "pip install 'cramp-diary[encrypted]'" in result.stderr) == (2, True)


def test_the_commands_do_not_load_pyrage_before_it_is_needed() -> None:
    code = (
        "import sys; from cramp_diary.cli.commands import backup, restore;"
        " print('pyrage' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - our own code
    assert result.stdout == b"False\n"
