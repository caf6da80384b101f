"""Errors in files that are imported or decrypted."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cramp_diary.core.errors import DiaryError, InputError, StoreError
from cramp_diary.core.operating_system import shell_quote
from cramp_diary.core.text import format_count, join_words, shorten
from cramp_diary.core.when import format_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path


LONGEST_COLUMN = 80
"""Characters of the name of a column that are shown."""

MOST_SHOWN = 20
"""Errors or differences of a folder that are shown; of others, the number."""


class NoCsvFolder(InputError):
    """A folder to import that does not exist, cannot be read, or holds none of the files."""

    def __init__(self, folder: Path, why: str, names: Iterable[str]) -> None:
        super().__init__(f"{folder} {why}: name a folder that holds {join_words(names)}.")


class NoCsvFile(InputError):
    """A file to import whose name says of no part of a diary that it holds it."""

    def __init__(self, path: Path, names: Iterable[str]) -> None:
        super().__init__(
            f"The name of {path} does not say which part of a diary it is: save it as CSV, and call"
            f" it {join_words(names)}."
        )


class BadRow(InputError):
    """A row to import that cannot be used; nothing was imported.

    Attributes
    ----------
    column
        The column of the cell, empty if it is the row.
    reason
        Where it stands, and what is wrong with it.
    """

    def __init__(self, file: str, line: int, column: str, why: str) -> None:
        name = shorten(
            column[: LONGEST_COLUMN + 1], lambda cut: len(cut) <= LONGEST_COLUMN, ellipsis="..."
        )
        where = f", column {name}" if column else ""
        self.column = column
        self.reason = " ".join(f"{file}, line {line}{where}: {why}".split())
        super().__init__(f"Nothing was imported. {self.reason}")


class BadRows(InputError):
    """Several rows to import that cannot be used; nothing was imported.

    Parameters
    ----------
    shown
        The first of them, as many as the message lists, or more.
    number
        How many there are.
    """

    def __init__(self, shown: Sequence[BadRow], number: int) -> None:
        super().__init__(
            f"Nothing was imported, because of {number} errors in the files:",
            *show_some((row.reason for row in shown), number),
        )


class AmbiguousNumber(InputError):
    """A number that is one with a decimal mark, and another with its thousands set apart."""

    def __init__(self, text: str, greater: str, smaller: str) -> None:
        is_read_as_thousands = len(smaller.partition(".")[2]) == len("000")
        clear = f"{smaller}0" if is_read_as_thousands else smaller
        super().__init__(f"'{text}' could be {greater} or {smaller}: write {greater} or {clear}.")


class AmbiguousDate(InputError):
    """A date whose day and month could be exchanged, in a file that does not show their order."""

    def __init__(self, text: str, day_first: date, month_first: date) -> None:
        super().__init__(
            f"'{text}' could be {format_day(day_first)} or {format_day(month_first)}, and the other"
            f" dates of the file do not show which: write {day_first} or {month_first}."
        )


class TemplateExists(StoreError):
    """A folder for a template that has files of the same names."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        super().__init__(
            f"{folder} has {join_words(names, 'and')} already, and nothing there was changed: name"
            " another folder for the template."
        )


class SourceDiffers(DiaryError):
    """A folder or file to import that has other values than the diary; nothing was imported.

    Parameters
    ----------
    path, noun
        What differs, and what it is: a folder, a file.
    differences
        Each of them in words.
    command
        The command that imports it, to which ``--keep`` is to be added.
    """

    def __init__(self, path: Path, noun: str, differences: Sequence[object], command: str) -> None:
        places = format_count(len(differences), "place")
        super().__init__(
            f"Nothing was imported, because {path} differs from the diary in {places}:",
            *show_some(map(str, differences), len(differences)),
            f"To keep what the diary says: {command} --keep mine",
            f"To take what the {noun} says: {command} --keep theirs",
        )


class FolderDiffers(SourceDiffers):
    """A folder to import that has other values than the diary; nothing was imported."""

    def __init__(self, folder: Path, differences: Sequence[object]) -> None:
        super().__init__(folder, "folder", differences, f"cramp import {shell_quote(folder)}")


class OtherFactor(InputError):
    """Values for an own factor of the diary that is of another kind, or in another unit."""

    def __init__(self, name: str, mine: str, theirs: str) -> None:
        super().__init__(
            f"Nothing was imported: the own factor {name} is in the diary already, as {mine}, and"
            f" the values to import are {theirs}. Give them another name with --name, or convert"
            " them first."
        )


def show_some(lines: Iterable[str], number: int) -> list[str]:
    """Return the first of some lines, and how many more there are than are shown."""
    more = [f"and {number - MOST_SHOWN} more"] if number > MOST_SHOWN else []
    return [*islice(lines, MOST_SHOWN), *more]


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
