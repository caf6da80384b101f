"""Whether somebody is at the terminal; and times, of which one may have to be asked about.

Loads nothing of the asking before it is needed, which most often is never.
"""

from __future__ import annotations

import sys

from cramp_diary.cli import clock
from cramp_diary.errors import RepeatedTime
from cramp_diary.when import Moment, parse_when


def can_ask(*, no_input: bool) -> bool:
    """Tell whether somebody is there to answer: stdin and stdout are a terminal."""
    streams = (sys.stdin, sys.stdout)
    return not no_input and all(stream is not None and stream.isatty() for stream in streams)


def moment_of(phrase: str, *, asks: bool) -> Moment:
    """Read a time phrase; where the clocks went back over it, ask which time was meant.

    Raises
    ------
    InputError
        If it cannot be read, or came twice and nobody is there to be asked.
    Left
        If the person leaves instead of answering.
    """
    try:
        return parse_when(phrase, clock.now())
    except RepeatedTime as error:
        if not asks:
            raise
        from cramp_diary.cli.questions import ask_which_time

        return Moment(ask_which_time(phrase, error.first, error.second))
