"""One write at a time, all of it or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_AFTERWARDS = {"SQLITE_ERROR", "SQLITE_AUTH"}
"""How SQLite refuses what comes after the end of a transaction."""


class RolledBack(sqlite3.OperationalError):
    """SQLite took a transaction back by itself, as it may when the disk is full or fails."""

    sqlite_errorname = "SQLITE_IOERR_ROLLED_BACK"


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock for the block; commit at its end, undo everything if it fails.

    IMMEDIATE, because a transaction that reads first and then writes would fail instead of
    waiting its turn.

    Raises
    ------
    RolledBack
        If SQLite ended the transaction within the block, and who called it took no notice.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        require_transaction(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        was_ended = not connection.in_transaction
        connection.rollback()
        if was_ended and getattr(error, "sqlite_errorname", "") in _AFTERWARDS:
            raise RolledBack from error
        raise
    except BaseException:
        connection.rollback()
        raise


def require_transaction(connection: sqlite3.Connection) -> None:
    """Refuse to go on where the transaction is over: each further change would be kept at once.

    Raises
    ------
    RolledBack
        If no transaction is open.
    """
    if not connection.in_transaction:
        raise RolledBack


@contextmanager
def no_other_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Let nobody begin or end a transaction in the block, which lies in one.

    sqlite-utils asks what SQLite can do by trying it, and takes any error for a no. An error of
    the disk then ends the transaction unseen, and sqlite-utils would begin another, in which half
    of an import is kept.
    """
    require_transaction(connection)
    connection.set_authorizer(_refuse_transactions)
    try:
        yield
    finally:
        connection.set_authorizer(None)


def _refuse_transactions(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_TRANSACTION else sqlite3.SQLITE_OK
