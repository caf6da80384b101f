"""A bar on stderr for work that takes a while, where somebody is there to see it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

SECONDS = 0.5
"""Shorter work shows nothing, and loads nothing to show it with."""


class _Bar:
    """Appears by itself once the time is up, from a thread of its own."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._done = 0
        self._words = "working"
        self._lock = Lock()
        self._shown: tuple[Progress, TaskID] | None = None
        self._timer: Timer | None = Timer(SECONDS, self._appear)
        self._timer.daemon = True
        self._timer.start()

    def step(self, words: str) -> None:
        """Say what is done now; what was before it is finished."""
        with self._lock:
            self._done += self._words != "working"
            self._words = words
            if self._shown:
                progress, task = self._shown
                progress.update(task, description=words, completed=self._done)

    def end(self) -> None:
        """Take the bar away."""
        with self._lock:
            timer, self._timer = self._timer, None
            if timer:
                timer.cancel()
            if self._shown:
                self._shown[0].stop()

    def _appear(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        with self._lock:
            if self._timer is None:
                return
            progress = Progress(console=Console(stderr=True), transient=True)
            task = progress.add_task(self._words, total=self._total, completed=self._done)
            progress.start()
            self._shown = progress, task


@contextmanager
def progress(total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Show how far the work is, if it takes over half a second and stderr is a terminal.

    Parameters
    ----------
    total
        How many steps there are; without it the bar only moves.

    Yields
    ------
    callable
        To be called with a few words as each step begins.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    bar = _Bar(total)
    try:
        yield bar.step
    finally:
        bar.end()
