"""Guide a person through the stretching routine: dim text on one line, no bell."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cramp_diary.cli import clock
from cramp_diary.cli.output.streams import can_encode, print_result

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.live import Live

    from cramp_diary.core.stretching import TimedExercise

_BAR_WIDTH = 20
_STYLE = "dim"
_TICK_SECONDS = 1.0


def guide(steps: Sequence[TimedExercise]) -> float:
    """Show each step for as long as it takes; Ctrl-C ends it.

    Returns
    -------
    float
        The seconds that were done. They are counted, not read from a clock, so that the time of a
        stopped terminal or a sleeping machine is not included.
    """
    total = sum(step.times * step.seconds_each for step in steps)
    done = 0.0
    try:
        with _open_screen() as screen:
            for step, count, seconds in _ticks(steps):
                screen.show(step, count, done / total, total - done)
                clock.sleep(seconds)
                done += seconds
    except KeyboardInterrupt:
        pass
    return done


def _ticks(steps: Sequence[TimedExercise]) -> Iterator[tuple[TimedExercise, int, float]]:
    for step in steps:
        for count in range(1, step.times + 1):
            left = step.seconds_each
            while left > 0:
                yield step, count, min(left, _TICK_SECONDS)
                left -= _TICK_SECONDS


@contextmanager
def _open_screen() -> Iterator[Screen]:
    if not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        yield Screen()
        return
    from rich.console import Console
    from rich.live import Live

    live = Live(
        console=Console(stderr=True, highlight=False),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with live:
        yield Bar(live)


class Screen:
    """A terminal whose lines cannot be changed: prints a line for each exercise."""

    def __init__(self) -> None:
        self._step: TimedExercise | None = None

    def show(self, step: TimedExercise, count: int, share: float, seconds_left: float) -> None:
        """Show which exercise it is, and how much time is left."""
        if step is not self._step:
            self._begin(step)
        self._step = step
        self._tick(f"{step.name}, {count} of {step.times}", share, seconds_left)

    def _begin(self, step: TimedExercise) -> None:
        print_result(str(step))

    def _tick(self, exercise: str, share: float, seconds_left: float) -> None:
        """Do nothing: a printed line cannot be changed."""


class Bar(Screen):
    """A terminal whose last line can be changed: shows the count, a bar and the time left."""

    def __init__(self, live: Live) -> None:
        super().__init__()
        self._live = live

    def _begin(self, step: TimedExercise) -> None:
        self._live.console.print(str(step), style=_STYLE, markup=False)

    def _tick(self, exercise: str, share: float, seconds_left: float) -> None:
        from rich.text import Text

        minutes, seconds = divmod(round(seconds_left), 60)
        text = Text(f"{exercise}  {minutes}:{seconds:02} left  {_format_bar(share)}", style=_STYLE)
        # Leave room for the ^C that Ctrl-C prints: a line that wraps could not be erased.
        text.truncate(self._live.console.width - len("^C") - 1, overflow="ellipsis")
        self._live.update(text, refresh=True)


def _format_bar(share: float) -> str:
    full, empty = "━┄" if can_encode("━┄") else "#."
    length = int(share * _BAR_WIDTH)
    return full * length + empty * (_BAR_WIDTH - length)
