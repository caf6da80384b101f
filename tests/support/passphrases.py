"""Passphrases typed in this process, and an encryption that does not take a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.cli.prompts import confirm, passphrase
from cramp_diary.store.header import AGE_MAGIC

if TYPE_CHECKING:
    import pytest


def type_passphrases(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    """Let these be typed, then Ctrl-D; return the list of those not read yet."""
    unread = list(typed)
    for module in (confirm, passphrase):
        monkeypatch.setattr(module, "can_ask", lambda *, no_input: not no_input)

    def getpass(prompt: str) -> str:
        assert prompt.endswith(": ")
        if not unread:
            raise EOFError
        return unread.pop(0)

    monkeypatch.setattr("getpass.getpass", getpass)
    return unread


def make_encryption_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace that of pyrage, which takes its time on purpose, by one that is none."""
    import pyrage  # noqa: PLC0415 - the tests that need it are skipped without it

    def encrypt(content: bytes, typed: str) -> bytes:
        return AGE_MAGIC + typed.encode() + b"\n" + content[::-1]

    def decrypt(encrypted: bytes, typed: str) -> bytes:
        key, _, content = encrypted.removeprefix(AGE_MAGIC).partition(b"\n")
        if key != typed.encode():
            raise pyrage.DecryptError
        return content[::-1]

    monkeypatch.setattr("pyrage.passphrase.encrypt", encrypt)
    monkeypatch.setattr("pyrage.passphrase.decrypt", decrypt)
