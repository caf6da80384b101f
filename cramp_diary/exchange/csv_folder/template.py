"""Writing an empty CSV folder, to be filled in with a spreadsheet."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING

from cramp_diary.core.files import make_private_folder, path_exists, write_atomically
from cramp_diary.exchange.csv_folder.examples import EXAMPLES
from cramp_diary.exchange.csv_folder.schemas import SCHEMAS
from cramp_diary.exchange.errors import TemplateExists

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from cramp_diary.exchange.csv_folder.schemas import CsvSchema

LEFT_OUT = ("logged_at", "confirmed_at", "key")
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
        write_atomically(folder / kind.file, partial(_write_file, kind))
    return tuple(kind.file for kind in kinds)


def _write_file(kind: CsvSchema[object], file: BinaryIO) -> None:
    columns = [column for column in kind.columns if column not in LEFT_OUT]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([columns, [EXAMPLES[kind.file].get(column, "") for column in columns]])
    file.write(text.getvalue().encode())
