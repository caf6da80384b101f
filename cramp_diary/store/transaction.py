"""Connections that wait for other programs, and transactions kept whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from time import sleep
from typing import TYPE_CHECKING

from cramp_diary.core.operating_system import is_macos

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_SECONDS = 5.0
"""How long to wait for another program that is using the same file."""

_WAITING_SECONDS = 0.05
"""How long to wait between two attempts to leave WAL mode, which SQLite refuses at once."""

FULL_FLUSHES = ("fullfsync", "checkpoint_fullfsync")
"""What makes SQLite flush to the disk itself on macOS, as `core.files.sync_file` does."""

_ERRORS_WITHOUT_TRANSACTION = {"SQLITE_ERROR", "SQLITE_AUTH"}
"""How SQLite refuses statements that need a transaction once it has ended."""


class RolledBack(sqlite3.OperationalError):
    """SQLite rolled a transaction back by itself, as it may when the disk is full or fails."""

    sqlite_errorname = "SQLITE_IOERR_ROLLED_BACK"


class HeldInWalMode(sqlite3.OperationalError):
    """Another program has the file open in WAL mode, which this one does not write in."""

    sqlite_errorname = "SQLITE_BUSY_WAL_MODE"


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open a file with SQLite, in autocommit mode, with columns that can be read by name.

    Opened for reading and writing also where nothing is written: a reader rolls back what a
    killed program left half done, and ``integrity_check`` ignores CHECKs in a file opened as
    read-only (SQLite 3.40).
    """
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    if is_macos():
        for pragma in FULL_FLUSHES:
            connection.execute(f"PRAGMA {pragma} = ON")
    return connection


def is_in_wal_mode(connection: sqlite3.Connection) -> bool:
    """Tell whether another program has put the file into WAL mode; something was read before."""
    return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def leave_wal_mode(connection: sqlite3.Connection) -> bool:
    """Put the whole diary into its one file again; tell whether it is, as it is as a rule.

    WAL mode stays in the file once any program has set it, and keeps the newest changes in a file
    of its own. It cannot be left while another program has the file open.
    """
    if not is_in_wal_mode(connection):
        return True
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite3.OperationalError as error:
        if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise
    return not is_in_wal_mode(connection)


def begin(connection: sqlite3.Connection, lock: str = "IMMEDIATE") -> None:
    """Begin a transaction with the write lock, and with the file out of WAL mode.

    IMMEDIATE, because a transaction that reads first and then writes would fail instead of
    waiting for its turn; EXCLUSIVE keeps readers out, too.

    Raises
    ------
    HeldInWalMode
        If another program has kept the file open in WAL mode for `BUSY_SECONDS`.
    """
    for _ in range(round(BUSY_SECONDS / _WAITING_SECONDS)):
        connection.execute(f"BEGIN {lock}")
        try:
            # Asked while the lock is held: nobody can change the mode before it is released.
            if not is_in_wal_mode(connection):
                return
        except sqlite3.Error:
            connection.rollback()
            raise
        connection.execute("ROLLBACK")
        if not leave_wal_mode(connection):
            sleep(_WAITING_SECONDS)
    raise HeldInWalMode


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock for the block; commit at its end, roll back if it fails.

    Raises
    ------
    HeldInWalMode
        If another program keeps the file open in WAL mode.
    RolledBack
        If SQLite ended the transaction within the block without the block failing.
    """
    begin(connection)
    try:
        yield
        require_transaction(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        was_ended = not connection.in_transaction
        connection.rollback()
        if was_ended and getattr(error, "sqlite_errorname", "") in _ERRORS_WITHOUT_TRANSACTION:
            raise RolledBack from error
        raise
    except BaseException:
        connection.rollback()
        raise


def require_transaction(connection: sqlite3.Connection) -> None:
    """Fail if no transaction is open: each further change would be committed at once.

    Raises
    ------
    RolledBack
        If SQLite has ended the transaction.
    """
    if not connection.in_transaction:
        raise RolledBack


@contextmanager
def no_other_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Forbid beginning or ending a transaction in the block, which is inside one.

    sqlite-utils finds out what SQLite supports by trying it, and takes any error for a no. A disk
    error then ends the transaction unnoticed, and sqlite-utils would begin another one, which
    would keep half of an upgrade.
    """
    require_transaction(connection)
    connection.set_authorizer(_refuse_transactions)
    try:
        yield
    finally:
        connection.set_authorizer(None)


def _refuse_transactions(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_TRANSACTION else sqlite3.SQLITE_OK
