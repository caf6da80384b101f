"""Whether somebody is at the terminal to be asked."""

from __future__ import annotations

import sys


def can_ask(*, no_input: bool) -> bool:
    """Tell whether somebody is there to answer: stdin and stdout are a terminal."""
    streams = (sys.stdin, sys.stdout)
    return not no_input and all(stream is not None and stream.isatty() for stream in streams)
