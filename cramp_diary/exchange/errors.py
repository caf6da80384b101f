"""Errors in files that are imported or decrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import DiaryError, InputError, StoreError
from cramp_diary.core.operating_system import shell_quote
from cramp_diary.core.text import format_count, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


MOST_SHOWN = 20
"""Differences and errors that are shown; of others, the number."""


def show_some(lines: Sequence[str]) -> list[str]:
    """Return the first lines, and of the others the number."""
    more = len(lines) - MOST_SHOWN
    return [*lines[:MOST_SHOWN], *([f"and {more} more"] if more > 0 else [])]


class NoCsvFolder(InputError):
    """A folder to import that does not exist, cannot be read, or holds none of the files."""

    def __init__(self, folder: Path, why: str, names: Iterable[str]) -> None:
        super().__init__(f"{folder} {why}: name a folder that holds {join_words(names)}.")


class BadRow(InputError):
    """A row to import that cannot be used; nothing was imported."""

    def __init__(self, file: str, line: int, column: str, why: str) -> None:
        where = f", column {column}" if column else ""
        super().__init__(f"{file}, line {line}{where}: {why} Nothing was imported.")


class FolderDiffers(DiaryError):
    """A folder to import that has other values than the diary; nothing was imported."""

    def __init__(self, folder: Path, differences: Sequence[str]) -> None:
        places = format_count(len(differences), "place")
        command = f"cramp import {shell_quote(folder)} --keep"
        super().__init__(
            f"Nothing was imported, because {folder} differs from the diary in {places}:",
            *show_some(differences),
            f"To keep what the diary says: {command} mine",
            f"To take what the folder says: {command} theirs",
        )


class NoEncryption(InputError):
    """Encryption without the optional package that it needs."""

    def __init__(self) -> None:
        super().__init__(
            "Encrypted backups need the package pyrage:"
            f" pip install {shell_quote('cramp-diary[encrypted]')}"
        )


class WrongPassphrase(StoreError):
    """An encrypted file that the passphrase does not decrypt."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} does not open with this passphrase, or was changed since it was written: try"
            " again, or take another backup."
        )
