"""Print results on stdout and everything else on stderr, without control characters."""

from __future__ import annotations

import sys
import unicodedata
from contextlib import contextmanager, suppress
from datetime import date, datetime
from errno import EBADF
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

from cramp_diary.cli.output.named_commands import name_diary
from cramp_diary.core.errors import OutputNotWritten, format_os_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

MIN_COLUMNS = 20

_CONTROL_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def sanitize(text: str) -> str:
    r"""Replace the characters that could control a terminal.

    Control characters, escape codes, direction marks and lone surrogates become U+FFFD; line
    breaks stay.

    >>> sanitize("a\x1b[31mb\u202ec")
    'a\ufffd[31mb\ufffdc'
    """
    return "".join(
        "\ufffd" if c != "\n" and unicodedata.category(c) in _CONTROL_CATEGORIES else c
        for c in text
    )


def on_one_line(text: str) -> str:
    r"""Join the lines of a text into one.

    >>> on_one_line("slept badly\n and late")
    'slept badly and late'
    """
    return " ".join(text.split())


def print_result(text: str) -> None:
    """Print a result on stdout.

    Raises
    ------
    OutputNotWritten
        If it cannot be written.
    """
    with translate_output_errors():
        _write(sys.stdout, text)


def print_json(value: object) -> None:
    """Print a result as JSON on stdout, with dates and times in ISO 8601."""
    import json

    with translate_output_errors():
        _write(sys.stdout, json.dumps(value, indent=2, default=_to_json), folds=False)


def _to_json(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def print_notice(text: str) -> None:
    """Print on stderr what is not a result: what was done, or what to do next.

    Where stderr cannot be written there is nobody to tell, and the work goes on.
    """
    with suppress(OSError):
        _write(sys.stderr, name_diary(text))


def terminal_columns() -> int:
    """Return the width that lines are folded to on a terminal."""
    return max(get_terminal_size().columns, MIN_COLUMNS)


def new_console() -> Console:
    """Return a console of rich that writes to stdout, on a terminal in its width."""
    from rich.console import Console

    if not sys.stdout.isatty():
        return Console(highlight=False)
    # Of itself, rich takes a terminal that calls itself dumb to be 80 columns wide; it takes the
    # width that it is given only together with a height.
    size = get_terminal_size()
    return Console(highlight=False, width=terminal_columns(), height=max(size.lines, 1))


def fold_lines(text: str, width: int) -> str:
    r"""Wrap long lines between words, and indent the lines that follow.

    A number stays with the word after it. A command at the end of a line is not broken, so that
    it can be pasted.

    >>> fold_lines("water on 3 days", 11)
    'water on\n    3 days'
    """
    from cramp_diary.cli.output.layout import fold_line

    lines = sanitize(text).split("\n")
    return "\n".join("\n".join(fold_line(line, width, "    ")) for line in lines)


def _write(stream: TextIO, text: str, *, folds: bool = True) -> None:
    # Not typer.echo: it writes UTF-8 even to a terminal whose encoding is ASCII.
    if folds and stream.isatty():
        text = fold_lines(text, terminal_columns())
    stream.write(f"{sanitize(text)}\n")
    stream.flush()


@contextmanager
def translate_output_errors() -> Iterator[None]:
    """Translate an error in writing to stdout, also where another library writes.

    An error that names a file is of that file, and passes. So does a closed pipe: whoever closed
    it wants no more.

    Raises
    ------
    OutputNotWritten
        If the block fails in writing.
    """
    try:
        yield
    except OSError as error:
        if error.filename is not None or isinstance(error, BrokenPipeError):
            raise
        why = "stdout is closed" if error.errno == EBADF else format_os_error(error)
        raise OutputNotWritten(why) from error


def print_error(text: str, *further: str) -> None:
    """Print an error on one line of stderr, and each further text on a line of its own."""
    lines = (f"cramp: {on_one_line(text)}", *(f"  {on_one_line(line)}" for line in further))
    print_notice("\n".join(lines))


def replace_unencodable(stream: TextIO) -> None:
    """Make a stream print a question mark for a character that it cannot encode."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")


def can_encode(text: str) -> bool:
    """Return whether stdout can encode these characters."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Print a table on stdout; on a terminal, no wider than that."""
    print_result(format_table(rows, terminal_columns() if sys.stdout.isatty() else None))


def format_table(rows: Iterable[Sequence[str]], width: int | None = None) -> str:
    """Lay rows out in columns, two spaces apart; cells are folded only to keep to a width.

    >>> print(format_table([("1", "left calf"), ("12", "arch")]))
    1   left calf
    12  arch
    """
    from cramp_diary.cli.output.layout import lay_out_table

    table = [[on_one_line(sanitize(cell)) for cell in row] for row in rows]
    return "\n".join(lay_out_table(table, width))
