"""A copy of a diary in memory, to see what a change would do; the file is only read."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from cramp_diary.store.backups.in_memory import copy_to_memory
from cramp_diary.store.diary import Diary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


@contextmanager
def rehearse(path: Path | None, now: datetime) -> Iterator[Diary]:
    """Open a copy of a diary of the current format, or without a path a new one.

    Raises
    ------
    NoDiary, NotADiary, DiaryUnusable
        If the diary cannot be read, or is damaged.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        if path is None:
            from cramp_diary.store.migrations import migrate  # noqa: PLC0415 - loads pandas, 0.3 s

            migrate(connection)
        else:
            connection.deserialize(copy_to_memory(path)[0])
        connection.execute("PRAGMA foreign_keys = ON")
        connection.row_factory = sqlite3.Row
        yield Diary(connection, now)
