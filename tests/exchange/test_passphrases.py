"""Passphrases: one that is typed on another machine opens, one that is none is refused."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from cramp_diary.exchange import encrypted
from tests.support.passphrases import make_encryption_quick, type_passphrases
from tests.support.pty_terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

pyrage = pytest.importorskip("pyrage")

COMPOSED, DECOMPOSED = normalize("NFC", "Äpfel für mörgen"), normalize("NFD", "Äpfel für mörgen")
MIXED = COMPOSED[:8] + DECOMPOSED[10:]
TEXT = "The passphrase holds bytes that are not text: type it again as UTF-8."


@pytest.fixture(autouse=True)
def _make_encryption_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    make_encryption_quick(monkeypatch)


@pytest.mark.parametrize("made", [COMPOSED, DECOMPOSED, MIXED])
@pytest.mark.parametrize("opened", [COMPOSED, DECOMPOSED, MIXED])
def test_a_backup_opens_whatever_form_the_keyboard_gives_the_letters(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str, opened: str
) -> None:
    cramp("log")
    target = tmp_path / "b.db.age"
    type_passphrases(monkeypatch, made, COMPOSED)
    assert cramp("backup", str(target), "--encrypt").exit_code == 0
    assert pyrage.passphrase.decrypt(target.read_bytes(), COMPOSED)
    type_passphrases(monkeypatch, opened)
    assert cramp("restore", str(target), "--yes").exit_code == 0


@pytest.mark.parametrize(
    ("made", "opened"),
    [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED), (DECOMPOSED, MIXED), (MIXED, MIXED)],
)
def test_a_file_that_was_encrypted_with_another_form_opens(
    tmp_path: Path, made: str, opened: str
) -> None:
    target = tmp_path / "b.db.age"
    target.write_bytes(pyrage.passphrase.encrypt(b"content", made))
    assert encrypted.decrypt(target, opened) == b"content"


def test_spaces_at_the_ends_belong_to_a_passphrase(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("log")
    target = tmp_path / "b.db.age"
    type_passphrases(monkeypatch, " four words ", " four words ")
    assert cramp("backup", str(target), "--encrypt").exit_code == 0
    type_passphrases(monkeypatch, "four words")
    assert "does not open with this passphrase" in cramp("restore", str(target), "--yes").stderr
    type_passphrases(monkeypatch, " four words ")
    assert cramp("restore", str(target), "--yes").exit_code == 0


@pytest.mark.parametrize(
    "character",
    [*" \t\u00a0\u2003\u3000\u2028", *"\u200b\u200d\u00ad\ufeff\x07", *"\u2800\u3164\ufe0f\u034f"],
    ids=ascii,
)
def test_a_blank_passphrase_is_refused_also_if_it_is_long(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, character: str
) -> None:
    cramp("log")
    unread = type_passphrases(monkeypatch, f"     {character * 8}", "never read")
    result = cramp("backup", str(tmp_path / "b.db.age"), "--encrypt")
    assert (result.exit_code, unread) == (2, ["never read"])
    assert result.stderr == (
        "cramp: A passphrase of spaces or invisible characters alone is soon guessed, nothing was"
        " written: take four words.\n"
    )
    assert not (tmp_path / "b.db.age").exists()


@pytest.mark.parametrize(
    "typed", ["👩‍🔬👩‍🔬👩‍🔬", "\u3000\u3000\u3000\u3000\u3000日本語", "        ."]
)
def test_a_passphrase_with_anything_to_see_is_taken(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    cramp("log")
    type_passphrases(monkeypatch, typed, typed)
    assert cramp("backup", str(tmp_path / "b.db.age"), "--encrypt").exit_code == 0


def test_marks_do_not_make_a_passphrase_longer(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("log")
    type_passphrases(monkeypatch, normalize("NFD", "äöüäö"))
    result = cramp("backup", str(tmp_path / "b.db.age"), "--encrypt")
    assert (result.exit_code, "under 8 characters" in result.stderr) == (2, True)


def test_bytes_that_are_no_text_are_refused_in_one_sentence(
    cramp: Cramp, diary_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("log")
    target = tmp_path / "b.db.age"
    type_passphrases(monkeypatch, "four words \udcff")
    result = cramp("backup", str(target), "--encrypt")
    assert (result.exit_code, result.stderr) == (2, f"cramp: {TEXT}\n")
    terminal = Terminal(diary_path, "backup", str(target), "--encrypt", LC_ALL="C.UTF-8")
    terminal.child.expect_exact("Passphrase: ")
    os.write(terminal.child.child_fd, b"four words \xff\xfe\n")
    assert terminal.ends() == 2
    assert terminal.shown.endswith(f"cramp: {TEXT}\n")
    assert "Traceback" not in terminal.shown
    assert not target.exists()
