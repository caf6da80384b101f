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
"""Differences that are shown; of others, the number."""


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
        self.details = tuple(differences[:MOST_SHOWN])
        if len(differences) > MOST_SHOWN:
            self.details += (f"... and {len(differences) - MOST_SHOWN} more",)
        count, command = len(differences), f"cramp import {shell_quote(folder)} --keep"
        super().__init__(
            f"{folder} differs from the diary in {format_count(count, 'place')}, and nothing was"
            f" imported: keep what the diary says with {command} mine, or take what the folder"
            f" says with {command} theirs"
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
