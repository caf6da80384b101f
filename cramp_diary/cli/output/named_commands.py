"""The commands that sentences name, so that they work when they are pasted.

A sentence that ends with a command has no full stop. Where the diary was named with ``--db``, the
commands name it, too: without, they would change another diary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cramp_diary.cli.command_names import COMMANDS
from cramp_diary.core.operating_system import shell_quote

if TYPE_CHECKING:
    from pathlib import Path

# Compiled when they are needed: most commands print no sentence that needs them.
_COMMAND = rf"\bcramp (?=(?:{'|'.join(COMMANDS)})\b)"
_COMMAND_AT_END = (
    r"(.*(?:: |with |try |or ))((?:cramp|sudo|chmod|chown|mv|rm|move|del|attrib) .*[^.?!])"
)

_named: list[Path] = []
"""The diary that was named with ``--db``, if one was."""


def set_named_diary(diary: Path | None) -> None:
    """Set the diary that the options of the running command name, None if they name none."""
    _named[:] = [] if diary is None else [diary]


def is_diary_named() -> bool:
    """Tell whether the diary was named with ``--db``."""
    return bool(_named)


def name_diary(text: str) -> str:
    """Add the diary that was named with ``--db`` to the commands in a sentence."""
    for diary in _named:
        text = f"cramp --db {shell_quote(diary)} ".join(re.split(_COMMAND, text))
    return text


def split_command_off(line: str) -> tuple[str, str]:
    """Return a line without the command that it ends with, and the command, empty if there is none.

    >>> split_command_off("To take it back: cramp undo")
    ('To take it back: ', 'cramp undo')
    >>> split_command_off("There is nothing to undo: cramp history shows the steps.")
    ('There is nothing to undo: cramp history shows the steps.', '')
    """
    found = re.fullmatch(_COMMAND_AT_END, line)
    return (found[1], found[2]) if found else (line, "")
