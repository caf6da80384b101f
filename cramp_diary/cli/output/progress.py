"""A progress bar for work that takes a while, shown if stderr is a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress(total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Show a progress bar, if stderr is a terminal.

    Parameters
    ----------
    total
        The number of steps; None if it is unknown.

    Yields
    ------
    callable
        To be called with a description as each step begins; the step before counts as done.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    begun = 0

    def begin(description: str) -> None:
        nonlocal begun
        bar.update(task, description=description, completed=begun)
        begun += 1

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("working", total=total)
        yield begin
