"""Reading names for completion: no waiting, no error messages, and nothing is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from cramp_diary.core.errors import StoreError
from cramp_diary.store.schema import read_format

if TYPE_CHECKING:
    from pathlib import Path


def names(path: Path, table: str) -> list[str]:
    """Return the names in the table shoes, medications or factors."""
    return [name for (name,) in _read(path, f"SELECT name FROM {table} ORDER BY name")]


def activity_kinds(path: Path) -> list[str]:
    """Return the kinds of the activities that were recorded."""
    return [kind for (kind,) in _read(path, "SELECT DISTINCT kind FROM activities ORDER BY kind")]


def factor_kinds(path: Path) -> dict[str, str]:
    """Return the kind of each own factor by its name."""
    return dict(_read(path, "SELECT name, kind FROM factors ORDER BY name"))


def latest_episodes(path: Path, count: int) -> dict[int, str]:
    """Return the starts of the latest episodes as text by their ids, the latest first."""
    sql = "SELECT id, started_at FROM episodes ORDER BY started_utc DESC, id DESC LIMIT ?"
    return dict(_read(path, sql, count))


def _read(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows, none if they cannot be read at once: the command itself reports errors."""
    try:
        if not path.is_file():
            return []
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=0)) as connection:
            read_format(connection, path)
            return connection.execute(sql, values).fetchall()
    except (StoreError, sqlite3.Error, OSError, ValueError):
        return []
