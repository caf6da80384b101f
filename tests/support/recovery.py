"""Plain readings of a damaged diary, to compare what ``cramp restore --salvage`` brings with.

None shares code with the package. A row counts as reached if it is equal to one that the diary held
before it was damaged, whichever table the reading would take it to belong to.
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
import subprocess
from contextlib import closing, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Row = tuple[Any, ...]
    Rows = set[tuple[str, Row]]
    """Rows with their tables."""

RECORDS = (
    *("episodes", "episode_sites", "episode_reliefs", "days", "activities", "shoes", "wear"),
    *("medications", "courses", "doses", "factors", "factor_values", "settings"),
)
_OF_EPISODES = ("episode_sites", "episode_reliefs")


def read_records(path: Path) -> Rows:
    """Return the records of a diary that SQLite can read, or of what a recovery made of one."""
    rows: Rows = set()
    with closing(sqlite3.connect(path)) as connection:
        for table in RECORDS:
            with suppress(sqlite3.OperationalError):  # no such table
                rows |= {(table, row) for row in connection.execute(f"SELECT * FROM {table}")}  # noqa: S608 - as above
    return rows


def without_sites_of_lost_episodes(rows: Rows) -> Rows:
    """Return the rows that can stand in a diary: sites and reliefs need their episode."""
    ids = {row[0] for table, row in rows if table == "episodes"}
    return {(table, row) for table, row in rows if table not in _OF_EPISODES or row[0] in ids}


def read_plainly(content: bytes, originals: Rows, page_size: int = 4096) -> Rows:
    """Return the original rows that stand on pages which begin like the leaf of a table.

    This is what a recovery reaches that reads each page for itself, if it never errs about the
    table: https://www.sqlite.org/recovery.html.
    """
    cells = []
    for at in range(0, len(content) - page_size + 1, page_size):
        page, start = content[at : at + page_size], 0 if at else 100
        if page[start] == 13:
            count = min(struct.unpack_from(">H", page, start + 3)[0], (page_size - start - 8) // 2)
            offsets = struct.unpack_from(f">{count}H", page, start + 8)
            cells += [_read_cell(content, page, offset) for offset in offsets]
    return _originals_among(filter(None, cells), originals)


def _read_cell(content: bytes, page: bytes, at: int) -> Row | None:
    """Return the rowid and the values of a cell, None if that fails in whatever way."""
    with suppress(IndexError, ValueError, OverflowError, struct.error):
        length, at = _varint(page, at)
        rowid, at = _varint(page, at)
        size, payload = len(page), page[at : at + length]
        if length > size - 35:
            local = (size - 12) * 32 // 255 - 23
            more = local + (length - local) % (size - 4)
            local = more if more <= size - 35 else local
            payload, (following,) = (
                page[at : at + local],
                struct.unpack_from(">I", page, at + local),
            )
            while following and len(payload) < length < len(content):
                overflow = content[(following - 1) * size : following * size]
                (following,) = struct.unpack_from(">I", overflow)
                payload += overflow[4:]
        return (rowid, *_values(payload))
    return None


def _values(payload: bytes) -> Iterator[Any]:
    header, at = _varint(payload, 0)
    value_at = header
    while at < header:
        kind, at = _varint(payload, at)
        length = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)[kind] if kind < 10 else (kind - 12) // 2
        content, value_at = payload[value_at : value_at + length], value_at + length
        if kind in {0, 8, 9}:
            yield {0: None, 8: 0, 9: 1}[kind]
        elif kind == 7:
            yield struct.unpack_from(">d", content.rjust(8, b"\0"))[0]
        elif kind < 10:
            yield int.from_bytes(content, "big", signed=True)
        else:
            yield content.decode() if kind % 2 else content


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(8):
        value = value << 7 | content[at + n] & 127
        if content[at + n] < 128:
            return value, at + n + 1
    return value << 8 | content[at + 8], at + 9


def _originals_among(cells: Iterator[Row], originals: Rows) -> Rows:
    """Return the original rows that are among cells, each a rowid and its values."""
    found: Rows = set()
    for rowid, *values in cells:
        if values[:1] == [None]:  # as the id is stored that is the rowid itself
            values[0] = rowid
        found |= {(table, tuple(values)) for table in RECORDS} & originals
    return found


@cache
def sqlite_shell() -> str | None:
    """Return the path of a ``sqlite3`` that can recover, None if there is none.

    Debian's cannot: it is built without SQLITE_ENABLE_DBPAGE_VTAB.
    """
    shell = shutil.which("sqlite3")
    if shell is None:
        return None
    options = [shell, ":memory:", "PRAGMA compile_options"]
    result = subprocess.run(options, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    return shell if "ENABLE_DBPAGE_VTAB" in result.stdout else None


def recover_with_sqlite(shell: str, damaged: Path, recovered: Path, originals: Rows) -> Rows:
    """Return the original rows that ``.recover`` of SQLite's own shell brings into a new file.

    What it puts into lost_and_found counts, as if someone sorted that by hand.
    """
    recover = [shell, str(damaged), ".recover"]
    statements = subprocess.run(recover, capture_output=True, check=False).stdout  # noqa: S603 - SQLite's own
    subprocess.run([shell, recovered], input=statements, capture_output=True, check=False)  # noqa: S603 - as above
    found = read_records(recovered) & originals
    with closing(sqlite3.connect(recovered)) as connection:
        connection.text_factory = lambda text: text.decode(errors="replace")
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE name LIKE 'lost_and_found%'"
        ).fetchall()
        for (table,) in tables:
            lost = connection.execute(f"SELECT nfield, id, * FROM {table}")  # noqa: S608 - from the file
            cells = ((row[1], *row[6 : 6 + row[0]]) for row in lost)
            found |= _originals_among(cells, originals)
    return found
