"""Work that waits until the answer of a command is on the screen."""

from __future__ import annotations

from collections.abc import Callable

_waiting: list[Callable[[], None]] = []


def do_afterwards(work: Callable[[], None]) -> None:
    """Have something done once the command has answered, whether it succeeds or fails."""
    _waiting.append(work)


def do_what_waits() -> None:
    """Do all that waits, in the order in which it was asked for."""
    while _waiting:
        _waiting.pop(0)()
