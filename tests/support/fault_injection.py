"""Runs a command that meets an error or a crash at its n-th SQL statement or file operation.

The command runs in a fork of this process, and a crash ends the fork at once: locks, journal and
unfinished files stay as they are.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import mmap
import os
import re
import resource
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cramp_diary.cli.app import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CRASHED = 99
_DIFFERENT_EACH_TIME = re.compile(
    r"'\d{4}-\d\d-\d\d \d\d:.*|\b[0-9a-f]{32}\b"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b"
)
"""When a migration was applied, random keys, and the keyed hashes of lines with their secret."""

FILE_OPERATIONS = (
    "chmod",
    "fsync",
    "link",
    "mkdir",
    "open",
    "remove",
    "rename",
    "replace",
    "rmdir",
    "unlink",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Which kind of fault is met, and at which place counted from 1; place 0 is nowhere."""

    kind: str
    place: int
    crash: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended: whether it met the fault, its exit code and its output."""

    met: bool
    code: int
    stdout: str
    stderr: str


class Counter:
    """Counts places, in memory that a child shares with its parent."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.met = mmap.mmap(-1, 1)
        self.count = 0

    def reached(self) -> bool:
        """Count one more place; return whether it is that of the fault, or crash if it is to."""
        self.count += 1
        if self.count != self.fault.place:
            return False
        self.met[0] = 1
        if self.fault.crash:
            os._exit(CRASHED)
        return True


def run(words: list[str], fault: Fault = Fault("none", 0)) -> Outcome:
    """Run a command in a child that meets the fault."""
    counter = Counter(fault)
    # Pipes, because on a full disk files of output are full, too; the output fits into a pipe.
    out, err = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        _in_child(words, counter, (out[1], err[1]))
    _, status = os.waitpid(child, 0)
    said = []
    for reading, writing in (out, err):
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            said.append(stream.read().decode())
    return Outcome(bool(counter.met[0]), os.waitstatus_to_exitcode(status), *said)


def _in_child(words: list[str], counter: Counter, streams: tuple[int, int]) -> None:
    code: Any = 70
    gc.freeze()  # what the parent holds is no garbage of the command's
    try:
        for number, stream in enumerate(streams, 1):
            os.dup2(stream, number)
        # What the parent captures of its own output must not capture the child's.
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - a number
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as above
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - as above
        sys.argv = ["cramp", *words]
        INJECT[counter.fault.kind](counter)
        main()
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException:  # noqa: BLE001 - a traceback is what the parent looks for
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _into_statements(counter: Counter) -> None:
    real = sqlite3.connect

    class Faulty(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as sqlite3 has it
            if counter.reached():
                raise _disk_error()
            return super().execute(*arguments)

        def executemany(self, *arguments: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as above
            if counter.reached():
                raise _disk_error()
            return super().executemany(*arguments)

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - as above
        connection = real(*arguments, **options, factory=Faulty)
        if counter.fault.crash:
            # Sees every statement, those of triggers and of other modules too.
            connection.set_trace_callback(lambda _: counter.reached() and None)
        return connection

    if counter.fault.crash:
        Faulty.execute = sqlite3.Connection.execute  # type: ignore[method-assign,assignment]
        Faulty.executemany = sqlite3.Connection.executemany  # type: ignore[method-assign,assignment]
    sqlite3.connect = connect  # type: ignore[assignment]


def _disk_error() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"
    error.sqlite_errorcode = 778
    return error


def _into_file_operations(counter: Counter) -> None:
    def faulty(real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as os has it
            if counter.reached():
                raise OSError(errno.EIO, os.strerror(errno.EIO), arguments[0])
            return real(*arguments, **options)

        return operation

    for name in FILE_OPERATIONS:
        setattr(os, name, faulty(getattr(os, name)))


def _into_room(counter: Counter) -> None:
    """Limit the size of files to a number of bytes, as a full disk does."""
    counter.met[0] = 1
    resource.setrlimit(resource.RLIMIT_FSIZE, (counter.fault.place,) * 2)


def _into_system_calls(error: int) -> Callable[[Counter], None]:
    """Let the n-th system call that changes a file fail with this error, those of SQLite included.

    The process must have been begun with ``failing_disk.c`` loaded before libc.
    """

    def inject(counter: Counter) -> None:
        flag = ctypes.c_char.from_buffer(counter.met)
        with_what = 0 if counter.fault.crash else error
        ctypes.CDLL(None).torture_arm(counter.fault.place, with_what, ctypes.byref(flag))

    return inject


def _into_network(counter: Counter) -> None:
    """Refuse every socket, and note whether one was asked for."""

    def hook(event: str, _: object) -> None:
        if event.startswith("socket."):
            counter.met[0] = 1
            raise OSError(errno.ENETDOWN, os.strerror(errno.ENETDOWN))

    sys.addaudithook(hook)


INJECT: dict[str, Callable[[Counter], None]] = {
    "none": lambda _: None,
    "statement": _into_statements,
    "file operation": _into_file_operations,
    "full disk": _into_room,
    "network": _into_network,
    "system call": _into_system_calls(errno.EIO),
    "full disk's system call": _into_system_calls(errno.ENOSPC),
}


def put_back(kept: Path, folder: Path) -> None:
    """Make a folder a copy of another."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)


def state(path: Path) -> list[str] | None:
    """Return everything a diary file holds, after SQLite has rolled back what was unfinished."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        ((whole,),) = connection.execute("PRAGMA integrity_check").fetchall()
        assert whole == "ok", whole
        lines = [_DIFFERENT_EACH_TIME.sub("", line) for line in connection.iterdump()]
        return [*lines, str(connection.execute("PRAGMA user_version").fetchall())]
