"""The help of a command on a narrow terminal, where Typer's columns would cut words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cramp_diary.cli.output.layout import NARROW_COLUMNS, fold_line
from cramp_diary.cli.output.streams import format_table, terminal_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

_INDENT = "  "


def format_narrow_help(command: Any, ctx: Any) -> str:  # noqa: ANN401 - Typer's private types
    """Format the help of a command, empty where the terminal is wide enough for Typer's."""
    width = terminal_columns()
    if width >= NARROW_COLUMNS:
        return ""
    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    lines = ["Usage:", *fold_line(usage, width, _INDENT), ""]
    for paragraph in filter(None, (command.help or "").split("\n\n")):
        lines += [*fold_line(paragraph, width), ""]
    lines += [*_format_parameters(command, ctx, width), *_format_commands(command, ctx, width)]
    return "\n".join([*lines, *fold_line(command.epilog or "", width)]).rstrip("\n")


def _format_parameters(command: Any, ctx: Any, width: int) -> Iterator[str]:  # noqa: ANN401
    """Yield the arguments and options, each with what it means below it."""
    found = [(p.param_type_name, p.get_help_record(ctx)) for p in command.get_params(ctx)]
    for kind, title in (("argument", "Arguments"), ("option", "Options")):
        records = [record for each, record in found if each == kind and record]
        if records:
            yield f"{title}:"
        for name, meaning in records:
            yield from fold_line(f"{_INDENT}{name}", width, _INDENT * 3)
            yield from (f"{_INDENT * 3}{line}" for line in fold_line(meaning, width - 6))
        if records:
            yield ""


def _format_commands(command: Any, ctx: Any, width: int) -> Iterator[str]:  # noqa: ANN401
    """Yield the commands of a group by their panels, each with its first paragraph."""
    panels: dict[str, list[tuple[str, str]]] = {}
    for name in command.list_commands(ctx) if hasattr(command, "list_commands") else ():
        each = command.get_command(ctx, name)
        panel = each.rich_help_panel if isinstance(each.rich_help_panel, str) else "Commands"
        panels.setdefault(panel, []).append((name, (each.help or "").split("\n\n")[0]))
    for panel, rows in panels.items():
        yield f"{panel}:"
        table = format_table(rows, width - len(_INDENT))
        yield from (f"{_INDENT}{line}" for line in table.split("\n"))
        yield ""
