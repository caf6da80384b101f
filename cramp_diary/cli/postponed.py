"""Work that is postponed until a command has printed its answer."""

from __future__ import annotations

from collections.abc import Callable

_postponed: list[Callable[[], None]] = []


def postpone(work: Callable[[], None]) -> None:
    """Run `work` when the command has answered, whether it succeeds or fails."""
    _postponed.append(work)


def run_postponed() -> None:
    """Run all postponed work in order."""
    while _postponed:
        _postponed.pop(0)()
