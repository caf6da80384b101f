"""A progress bar on stderr for work that takes a while, where somebody is there to see it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress(total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Show how far the work is, if stderr is a terminal.

    Parameters
    ----------
    total
        How many steps there are; without it the bar only moves.

    Yields
    ------
    callable
        To be called with a few words as each step begins; the step before it is then done.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    begun = 0

    def begin(words: str) -> None:
        nonlocal begun
        bar.update(task, description=words, completed=begun)
        begun += 1

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("working", total=total)
        yield begin
