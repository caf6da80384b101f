"""Finding the files of a CSV folder, and reading their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import format_os_error
from cramp_diary.core.text import join_words
from cramp_diary.exchange.errors import NoCsvFile, NoCsvFolder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SPREADSHEETS = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".ods", ".numbers"})


def find_files(path: Path, names: Sequence[str]) -> tuple[dict[str, Path], list[str]]:
    """Return the files with these names in any case, and notices of other spreadsheets.

    Parameters
    ----------
    path
        A folder, or one of the files itself.
    names
        The names of the files that a folder may hold, in lower case.

    Raises
    ------
    NoCsvFolder, NoCsvFile
        If there is no such folder or file, it cannot be read, or none has such a name.
    """
    try:
        if path.is_file():
            if path.name.casefold() not in names:
                raise NoCsvFile(path, names)
            return {path.name.casefold(): path}, []
        if not path.is_dir():
            raise NoCsvFolder(path, "is no folder", names)
        entries = sorted(path.iterdir())
        present = [entry for entry in entries if entry.is_file()]
    except OSError as error:
        raise NoCsvFolder(path, f"cannot be read ({format_os_error(error)})", names) from error
    files: dict[str, Path] = {}
    for file in sorted(present, key=lambda file: file.name not in names):
        if file.name.casefold() in names:
            files.setdefault(file.name.casefold(), file)
    if not files:
        raise NoCsvFolder(path, "holds no part of a diary", names)
    others = [
        entry.name
        for entry in entries
        if entry.suffix.casefold() in SPREADSHEETS
        and entry not in files.values()
        and not entry.name.startswith((".", "~"))
    ]
    return files, [_format_others(others, names)] if others else []


def _format_others(others: Sequence[str], names: Sequence[str]) -> str:
    return (
        f"Not read: {join_words(others, 'and')}. A part of a diary is a CSV file with the name"
        f" {join_words(names)}."
    )


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    NoCsvFolder
        If it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        why = f"cannot be read ({format_os_error(error)})"
        raise NoCsvFolder(path, why, [path.name.casefold()]) from error
