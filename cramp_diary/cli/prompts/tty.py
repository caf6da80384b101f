"""Whether questions can be asked on a terminal."""

from __future__ import annotations

import sys


def can_ask(*, no_input: bool) -> bool:
    """Return whether questions may be asked: stdin and stdout are terminals."""
    streams = (sys.stdin, sys.stdout)
    return not no_input and all(stream is not None and stream.isatty() for stream in streams)
