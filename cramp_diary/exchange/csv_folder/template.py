"""Writing an empty CSV folder, to be filled in with a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.files import make_private_folder, path_exists
from cramp_diary.exchange.csv_folder.cells import write_csv
from cramp_diary.exchange.csv_folder.examples import EXAMPLES
from cramp_diary.exchange.csv_folder.schemas import SCHEMAS
from cramp_diary.exchange.errors import TemplateExists

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OUT = ("logged_at", "confirmed_at", "taken_at", "key")
"""Columns that the program fills, not a person."""


def write_template(folder: Path) -> tuple[str, ...]:
    """Write each file with its header and a row of example, and return their names.

    Raises
    ------
    TemplateExists
        If the folder has one of them.
    CannotWrite
        If the system refuses.
    """
    kinds = [kind for kind in SCHEMAS if kind.file in EXAMPLES]
    there = [kind.file for kind in kinds if path_exists(folder / kind.file)]
    if there:
        raise TemplateExists(folder, there)
    make_private_folder(folder, parents=True)
    for kind in kinds:
        columns = [column for column in kind.columns if column not in LEFT_OUT]
        example = [EXAMPLES[kind.file].get(column, "") for column in columns]
        write_csv(folder / kind.file, [columns, example])
    return tuple(kind.file for kind in kinds)
