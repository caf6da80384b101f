"""Encrypted backups: opened by the passphrase alone, which is typed and never kept."""

from __future__ import annotations

import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli.prompts import confirm, passphrase
from cramp_diary.exchange import encrypted
from cramp_diary.store.backups.integrity import examine
from tests.support.paths import ROOT
from tests.support.pty_terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

PHRASE = "four words of mine"
NOTE = "nightmare of the lighthouse"


def _types(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    left = list(typed)
    for module in (confirm, passphrase):
        monkeypatch.setattr(module, "can_ask", lambda *, no_input: not no_input)

    def getpass(prompt: str) -> str:
        assert prompt.endswith(": ")
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("getpass.getpass", getpass)
    return left


def _rest(folder: Path) -> list[str]:
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


def test_a_passphrase_is_typed_unseen_opens_it_and_nothing_else_does(
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
    before, sealed = diary_path.read_bytes(), target.read_bytes()
    _types(monkeypatch, "another passphrase")
    said = cramp("restore", str(target), "--yes")
    assert (said.exit_code, said.stdout) == (3, "")
    assert said.stderr.startswith(f"cramp: {target} does not open with this passphrase")
    target.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    _types(monkeypatch, PHRASE)
    assert cramp("restore", str(target), "--yes").exit_code == 3
    assert diary_path.read_bytes() == before
    target.write_bytes(sealed)
    once = ("Passphrase of the backup: ",)
    shown = _on_a_terminal(diary_path, "restore", str(target), "--yes", prompts=once)
    assert f"{target} holds 1 episode" in " ".join(shown.split())
    assert PHRASE not in shown
    assert examine(diary_path).episodes == 1
    assert _rest(tmp_path) == []


@pytest.mark.parametrize(
    ("typed", "code", "why"),
    [
        ((PHRASE, PHRASE[::-1]), 2, "not the same"),
        (("short",), 2, "soon guessed"),
        ((), 130, "Nothing was changed"),
        ((PHRASE,), 130, "Nothing was changed"),
    ],
)
def test_no_passphrase_no_backup(
    cramp: Cramp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: tuple[str, ...],
    code: int,
    why: str,
) -> None:
    pytest.importorskip("pyrage")
    cramp("log")
    _types(monkeypatch, *typed)
    said = cramp("backup", str(tmp_path / "b.age"), "--encrypt")
    assert (said.exit_code, why in said.stderr) == (code, True)
    assert not (tmp_path / "b.age").exists()
    assert _rest(tmp_path) == []


def test_what_is_in_the_way_is_left_alone(
    cramp: Cramp, diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyrage")
    cramp("log")
    (tmp_path / "letter").write_text("Dear doctor")
    for target in (tmp_path / "letter", diary_path):
        before = target.read_bytes()
        left = _types(monkeypatch, PHRASE, PHRASE)
        said = cramp("backup", str(target), "--encrypt")
        assert (said.exit_code, "left as it is" in said.stderr) == (3, True)
        assert len(left) == 2
        assert target.read_bytes() == before
    # What the real ones do takes them a second each, on purpose, and is tested above.
    monkeypatch.setattr("pyrage.passphrase.encrypt", lambda content, _: content[::-1])
    monkeypatch.setattr("pyrage.passphrase.decrypt", lambda content, _: content[::-1])
    _types(monkeypatch, PHRASE, PHRASE)
    said = cramp("backup", str(tmp_path / "nowhere" / "b.age"), "--encrypt")
    assert (said.exit_code, "cannot be written" in said.stderr) == (3, True)


def test_a_passphrase_is_typed_on_a_terminal_and_nowhere_else(cramp: Cramp, tmp_path: Path) -> None:
    pytest.importorskip("pyrage")
    cramp("log")
    said = cramp("backup", str(tmp_path / "b.age"), "--encrypt")
    assert (said.exit_code, "typed on a terminal" in said.stderr) == (2, True)
    assert cramp("backup", "--encrypt", "--passphrase", PHRASE).exit_code == 2


def test_without_the_package_it_is_named(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    cramp("log")
    said = cramp("backup", str(tmp_path / "b.age"), "--encrypt")
    assert (said.exit_code, "pip install 'cramp-diary[encrypted]'" in said.stderr) == (2, True)
    (tmp_path / "b.age").write_bytes(encrypted.AGE_MAGIC + b"-> scrypt")
    said = cramp("restore", str(tmp_path / "b.age"), "--yes")
    assert (said.exit_code, "pip install 'cramp-diary[encrypted]'" in said.stderr) == (2, True)


def test_no_other_command_loads_it() -> None:
    code = (
        "import sys; from cramp_diary.cli.commands import backup, restore;"
        " print('pyrage' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - our own code
    assert said.stdout == b"False\n"
