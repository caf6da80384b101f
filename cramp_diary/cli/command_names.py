"""The names of the commands, and the panels of the help that they stand in."""

from __future__ import annotations

from itertools import chain

PANELS = {
    "Every day": ("log", "day", "drink", "stretch", "status", "shoes", "med", "factor"),
    "Looking": ("list", "show", "week", "month", "factors", "trend", "relief", "trial", "demo"),
    "For the doctor": ("report", "chart"),
    "Mending": ("undo", "redo", "history", "edit", "delete", "forget"),
    "The file": (
        *("import", "export", "backup", "restore", "check"),
        *("settings", "completion"),
    ),
}
"""The commands of each panel, in the order of the help."""

COMMANDS = tuple(chain.from_iterable(PANELS.values()))
"""The commands in the order of the help; each has a module with its name in `commands`."""

MODULES = {"import": "import_", "list": "list_"}
"""The modules that cannot have the name of their command, a keyword or builtin of Python."""


def find_panel(command: str) -> str:
    """Return the panel of the help that a command stands in."""
    return next(panel for panel, commands in PANELS.items() if command in commands)
