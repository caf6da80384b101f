"""Which operating system the program runs on, and how commands are written for its shell."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePath

_NAMES_ON_WINDOWS = {"rm": "del", "mv": "move", "chmod u+w": "attrib -r"}
"""What cmd.exe and PowerShell both call a command of POSIX."""


def is_windows() -> bool:
    """Tell whether this is Windows: no file modes of POSIX, and other shells."""
    return sys.platform == "win32"


def is_macos() -> bool:
    """Tell whether this is macOS, where fsync does not reach the disk itself."""
    return sys.platform == "darwin"


def shell_quote(word: str | PurePath) -> str:
    """Return a word or path quoted, where it must be, to stand in a command.

    On Windows it is quoted for cmd.exe and for PowerShell, as nothing tells which of them runs: in
    double quotes, which both read. Where no quotes do for both, they are those of PowerShell: about
    ``$`` and the backtick, which it replaces in double quotes, and about ``"``, which it passes on
    from version 7.3. What looks like ``%NAME%`` cmd.exe replaces in any quotes.
    """
    text = str(word)
    if is_windows():
        return _quote_for_windows(text)
    from shlex import quote  # noqa: PLC0415 - cramp log does not need it

    return quote(text)


def _quote_for_windows(text: str) -> str:
    if re.fullmatch(r"[\w.:\\/+=-]+", text):
        return text
    if re.search('[$`"\u201c\u201d\u201e]', text):  # PowerShell reads typographic quotes, too
        return "'" + re.sub("(['\u2018-\u201b])", r"\1\1", text) + "'"
    return f'"{text}"'


def quote_argument(*texts: str) -> str:
    """Return texts quoted to stand in a command as arguments, also if one begins with a dash."""
    dashes = ["--"] if any(text.startswith("-") for text in texts) else []
    return " ".join([*dashes, *map(shell_quote, texts)])


def format_file_command(command: str, *paths: PurePath) -> str:
    """Format a command of POSIX that changes files as the shell that runs knows it."""
    name = _NAMES_ON_WINDOWS.get(command, command) if is_windows() else command
    return " ".join([name, *map(shell_quote, paths)])
