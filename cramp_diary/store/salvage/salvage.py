"""A new diary of what can be read of a damaged one, which is left as it is."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cramp_diary.core.errors import CannotWrite, StoreError, format_os_error
from cramp_diary.core.files import sync_folder
from cramp_diary.store.backups.integrity import Contents, examine
from cramp_diary.store.errors import (
    DiaryBusy,
    DiaryUnusable,
    NewerDiary,
    NotABackup,
    NothingToSalvage,
)
from cramp_diary.store.header import AGE_MAGIC, SQLITE_MAGIC
from cramp_diary.store.journal import TABLES
from cramp_diary.store.keys import fill_keys
from cramp_diary.store.migrations import migrate
from cramp_diary.store.salvage.formats import Formats, migrate_to, takes
from cramp_diary.store.salvage.pages import Pages
from cramp_diary.store.salvage.tables import MIGRATIONS, FoundRows, find_rows
from cramp_diary.store.schema import APPLICATION_ID, FORMAT
from cramp_diary.store.sidecars import JOURNAL, WAL, sidecars, temporary_database
from cramp_diary.store.transaction import transaction

if TYPE_CHECKING:
    from cramp_diary.store.salvage.tables import Row

GREATEST_FILE = 2**30
MORE_THAN_FORMATS = 100
"""A number that no format will have: it is damaged."""
ENOUGH_TABLES = 3
"""So many tables whose rows fit a diary's are no chance, whatever their names have become."""

_KIND_OF_PARENT = {"shoes": "shoe", "medications": "medication", "factors": "factor"}


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came into the new diary, and what did not.

    Attributes
    ----------
    contents
        What the new diary contains, read in the new file itself.
    rows
        By table, how many rows came.
    pages, unreadable_pages
        How many pages the damaged file has, and how many of them cannot be read.
    refused
        By table, rows that cannot be read, or hold values that cannot be.
    doubled
        By table, rows that are in the diary already, such as a second water of the same day.
    without_episode
        By table, rows of episodes that are lost.
    cut
        By table, rows that came without a text that is lost.
    unassigned
        Rows of which it cannot be told what they are.
    placeholders
        The names that stand for lost shoes, medications and own factors.
    """

    contents: Contents
    rows: dict[str, int]
    pages: int
    unreadable_pages: int
    refused: dict[str, int]
    doubled: dict[str, int]
    without_episode: dict[str, int]
    cut: dict[str, int]
    unassigned: int
    placeholders: tuple[str, ...]


def salvage(damaged: Path, target: Path) -> Salvaged:
    """Write a new diary, readable by its owner only, with all rows that can be read of a file.

    The history of changes is not carried over. Rows that belong to a lost shoe, medication or own
    factor come with a placeholder for it; sites and reliefs of a lost episode do not come.

    Raises
    ------
    NothingToSalvage, NewerDiary, DiaryUnusable
        If the file is no diary, or nothing of it can be read.
    NotABackup
        If there is a file at `target` already.
    CannotWrite
        If the new diary cannot be written; there is none then.
    """
    _refuse_to_replace(target)
    content = _read_content(damaged)
    pages, formats = Pages(content), Formats()
    found = find_rows(pages, formats)
    _refuse_another_kind(damaged, content, pages, found)
    number = _find_format(damaged, content, found)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as diary:
        migrate_to(diary, number)
        with transaction(diary):
            doubled = _insert_rows(diary, found)
            placeholders, without_episode = _settle_references(diary)
            migrate(diary)
            fill_keys(diary)
        counts = {
            table: diary.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES
        }
        for table, _ in placeholders:
            counts[table] -= 1
        contents = _write(diary, target)
    return Salvaged(
        contents,
        {table: count for table, count in counts.items() if table != "journal"},
        pages.count + bool(len(content) % pages.size),
        pages.count_unreadable(),
        {table: found.refused[table] for table in TABLES if found.refused[table]},
        dict(doubled),
        dict(without_episode),
        {table: found.cut[table] for table in TABLES if found.cut[table]},
        found.unassigned,
        tuple(name for _, name in placeholders),
    )


# The damaged file.


def _read_content(path: Path) -> bytes:
    """Return the bytes of a file as it was last committed; the file is only read.

    Where a journal or a write-ahead log lies beside it, SQLite applies that to a private copy.

    Raises
    ------
    NothingToSalvage, DiaryUnusable
        If it is no file, or one that holds no diary.
    """
    try:
        if not path.exists():
            raise NothingToSalvage(path, "is not there")
        if path.is_dir():
            raise NothingToSalvage(path, "is a folder")
        if not path.is_file():
            raise NothingToSalvage(path, "is a pipe or a device")
        if path.stat().st_size > GREATEST_FILE:
            raise NothingToSalvage(path, "is far larger than a diary can be")
        place = path.resolve()
        before = _stamps(place)
        files = {ending: Path(f"{place}{ending}").read_bytes() for ending in before}
        if _stamps(place) != before:
            raise DiaryBusy(path)
        if not files[""]:
            raise NothingToSalvage(path, "is an empty file")
        if files[""].startswith(AGE_MAGIC):
            raise NothingToSalvage(path, "is encrypted")
    except OSError as error:
        why = f"cannot be read ({format_os_error(error)})"
        raise DiaryUnusable(path, why, "look at the folders and who may read them") from error
    try:
        return _apply_sidecars(files) if len(files) > 1 else files[""]
    except OSError as error:
        why = f"cannot be copied to the folder of temporary files ({format_os_error(error)})"
        raise DiaryUnusable(path, why, "make room there, or name another with TMPDIR") from error


def _stamps(place: Path) -> dict[str, tuple[int, int]]:
    """Return the size and time of a file and of those beside it, by how their names end."""
    found = {ending: Path(f"{place}{ending}") for ending in ("", JOURNAL, WAL)}
    statuses = {ending: path.stat() for ending, path in found.items() if path.is_file()}
    return {
        ending: (status.st_size, status.st_mtime_ns)
        for ending, status in statuses.items()
        if status.st_size or not ending
    }


def _apply_sidecars(files: dict[str, bytes]) -> bytes:
    with TemporaryDirectory(prefix="cramp-diary-") as folder:
        for ending, content in files.items():
            Path(folder, f"copy{ending}").write_bytes(content)
        copy = Path(folder, "copy")
        # SQLite does this before it looks at the header, which may be damaged.
        with suppress(sqlite3.Error), closing(sqlite3.connect(copy)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema")
        return copy.read_bytes()


def _refuse_another_kind(path: Path, content: bytes, pages: Pages, found: FoundRows) -> None:
    """Refuse a file that no diary was, and one of which no row can be read.

    Raises
    ------
    NothingToSalvage
        If it is one.
    """
    own_rows = sum(len(found.rows.get(table, ())) for table in TABLES)
    if _application_id(content) == APPLICATION_ID:
        if not own_rows and pages.count_unreadable():
            raise NothingToSalvage(path, "is so damaged that no row of it can be read")
    elif not _was_a_diary(found):
        is_sqlite = content.startswith(SQLITE_MAGIC)
        raise NothingToSalvage(
            path, "is the file of another program" if is_sqlite else "is not a cramp diary"
        )


def _application_id(content: bytes) -> int:
    """Return what the header says whose file it is (section 1.3.15 of the format)."""
    return int.from_bytes(content[68:72], "big")


def _was_a_diary(found: FoundRows) -> bool:
    """Tell by the rows, and by the tables if any is named, whether a file was a diary."""
    # Another program may well have a table of this name, and any texts fit it.
    own = set(TABLES) - {"settings"}
    found_there = own & found.rows.keys()
    return len(found_there) >= ENOUGH_TABLES or bool(
        found_there and (not found.named or own & found.named)
    )


def _find_format(path: Path, content: bytes, found: FoundRows) -> int:
    """Return the format in which the rows were written; the latest if nothing tells.

    Raises
    ------
    NewerDiary
        If a later version of this program wrote them.
    """
    applied = {
        row.get("name")
        for row in found.rows.get(MIGRATIONS, ())
        if row.get("migration_set") == "cramp_diary"
    }
    has_own_id = _application_id(content) == APPLICATION_ID
    stated = int.from_bytes(content[60:64], "big") if has_own_id else 0
    stated = stated if stated < MORE_THAN_FORMATS else 0
    # The number in the header may be damaged, and so may a name.
    if len(applied) > FORMAT or (stated > FORMAT and not applied):
        raise NewerDiary(path, max(stated, len(applied)), FORMAT)
    number = min(max(stated, len(applied)), FORMAT) or FORMAT
    own_rows = {table: found.rows.get(table, ()) for table in TABLES}
    return number if number == FORMAT or takes(number, own_rows) else FORMAT


# The new file.


def _insert_rows(diary: sqlite3.Connection, found: FoundRows) -> Counter[str]:
    """Insert the rows, and return by table how many could not be because of an earlier one."""
    doubled: Counter[str] = Counter()
    for table in TABLES:
        for row in found.rows.get(table, ()):
            marks = ", ".join("?" * len(row))
            insert = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"
            try:
                diary.execute(insert, tuple(row.values()))
            except sqlite3.IntegrityError:
                doubled[table] += 1
    return doubled


def _settle_references(diary: sqlite3.Connection) -> tuple[list[tuple[str, str]], Counter[str]]:
    """Give rows whose parent is lost a placeholder for it; delete those of lost episodes.

    Returns
    -------
    list
        The placeholders, each as its table and its name.
    Counter
        By table, the rows deleted.
    """
    missing: set[tuple[str, int]] = set()
    without_episode: Counter[str] = Counter()
    for table, rowid, parent, key in diary.execute("PRAGMA foreign_key_check").fetchall():
        if parent not in _KIND_OF_PARENT:
            diary.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
            without_episode[table] += 1
            continue
        keys = diary.execute('SELECT id, "from" FROM pragma_foreign_key_list(?)', (table,))
        column = dict(keys.fetchall())[key]
        ((lost,),) = diary.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (rowid,))
        missing.add((parent, lost))
    in_order = sorted(missing, key=lambda each: (TABLES.index(each[0]), each[1]))
    placeholders = [(table, _add_placeholder(diary, table, lost)) for table, lost in in_order]
    return placeholders, without_episode


def _add_placeholder(diary: sqlite3.Connection, table: str, lost: int) -> str:
    """Add a shoe, medication or own factor in the place of a lost one, and return its name.

    Of an own factor it is not known whether it was an amount or a yes or no: it was one if it
    has no value but 0 and 1.
    """
    name = f"lost {_KIND_OF_PARENT[table]} {lost}"
    while diary.execute(f"SELECT 1 FROM {table} WHERE name = ?", (name,)).fetchall():
        name += " again"
    row: Row = {"id": lost, "name": name}
    if table == "medications":
        row["drug_class"] = "other"
    elif table == "factors":
        ((is_amount,),) = diary.execute(
            "SELECT max(value NOT IN (0, 1)) FROM factor_values WHERE factor_id = ?", (lost,)
        )
        row |= {"kind": "amount" if is_amount else "yes/no", "more_exposed": "more"}
    marks = ", ".join("?" * len(row))
    diary.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    return name


def _refuse_to_replace(target: Path) -> None:
    for path in (target, *sidecars(target)):
        if os.path.lexists(path):
            raise NotABackup(path, "there already")


def _write(diary: sqlite3.Connection, target: Path) -> Contents:
    """Write a diary to a new file, whole or not at all, and return what can be read of it.

    Raises
    ------
    NotABackup, CannotWrite
        As `salvage` does.
    """
    try:
        with temporary_database(target) as part:
            with closing(sqlite3.connect(part, isolation_level=None)) as new:
                diary.backup(new)
            contents = examine(part)
            _put_in_place(part, target)
        sync_folder(target.parent)
    except OSError as error:
        raise CannotWrite(target, format_os_error(error)) from error
    except sqlite3.Error as error:
        raise CannotWrite(target, str(error)) from error
    except StoreError as error:
        raise CannotWrite(target, "it was not whole when read again") from error
    return contents


def _put_in_place(part: Path, target: Path) -> None:
    """Give a file its name, unless another program has made a file of that name meanwhile."""
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        part.replace(target)
