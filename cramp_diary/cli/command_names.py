"""The names of the commands."""

from __future__ import annotations

COMMANDS = (
    *("log", "stretch", "day", "drink", "status", "list", "show", "edit", "delete"),
    *("undo", "redo", "history", "shoes", "med", "factor", "week", "month", "factors", "trend"),
    *("relief", "chart", "report", "import", "export", "backup", "restore", "check", "forget"),
    *("settings", "completion"),
)
"""The commands in the order of the help; each has a module with its name in `commands`."""

MODULES = {"import": "import_", "list": "list_"}
"""The modules that cannot have the name of their command, a keyword or builtin of Python."""
