"""The program ``cramp``: loads a command's module when it is called, and prints its errors."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cramp_diary.cli.command_names import COMMANDS, MODULES, find_panel
from cramp_diary.cli.options import locate_diary
from cramp_diary.cli.output.named_commands import set_named_diary
from cramp_diary.cli.output.streams import (
    print_error,
    print_result,
    replace_unencodable,
    translate_output_errors,
)
from cramp_diary.cli.postponed import run_postponed
from cramp_diary.core.errors import DiaryError, NoSuchCommand
from cramp_diary.core.version import __version__

_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What Typer raises for arguments that it cannot parse; it exports only the subclass."""


class DiaryGroup(TyperGroup):
    """Loads a command's module only when it is called; turns diary errors into exit codes."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002, ANN401 - Typer's private type
        """Return all names, without loading anything."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002, ANN401 - Typer's private type
        """Load the module of a command and return the command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cramp_diary.cli.commands.{MODULES.get(cmd_name, cmd_name)}")
        command: Any = typer.main.get_command(module.app)
        command.name = cmd_name
        command.rich_help_panel = find_panel(cmd_name)
        for each in (command, *getattr(command, "commands", {}).values()):
            # Join the lines of each paragraph: the help is wrapped to the terminal's width.
            each.help = re.sub(r"(?<!\n)\n(?!\n)", " ", each.help or "")
            each.get_help = partial(_get_help, each)
        return command

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - Typer's private type
        """Return the help of the program on a narrow terminal; on another one, Typer prints it."""
        from cramp_diary.cli.output.narrow_help import format_narrow_help

        return format_narrow_help(self, ctx) or super().get_help(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - Typer's private type
        """Find the command that was typed, or suggest the nearest."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise NoSuchCommand(args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - Typer's private type
        """Parse the options before the command."""
        set_named_diary(None)
        with _print_errors():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's private type
        """Run the command; an error that the user can fix is printed as one sentence on stderr."""
        try:
            with _print_errors():
                return super().invoke(ctx)
        finally:
            run_postponed()


def _get_help(command: Any, ctx: Any) -> str:  # noqa: ANN401 - Typer's private types
    """Return the help of a command on a narrow terminal; on another one, Typer prints it."""
    from cramp_diary.cli.output.narrow_help import format_narrow_help

    return format_narrow_help(command, ctx) or type(command).get_help(command, ctx)


@contextmanager
def _print_errors() -> Iterator[None]:
    """Print an error that the user can correct as one sentence, where Typer would draw a box.

    Raises
    ------
    typer.Exit
        With the exit code of the error, or Typer's.
    """
    try:
        with translate_output_errors():  # Typer prints its help itself
            yield
    except DiaryError as error:
        print_error(*error.lines)
        raise typer.Exit(error.exit_code) from error
    except _UsageError as error:
        context: typer.Context | None = getattr(error, "ctx", None)
        command = context.command_path if context else "cramp"
        message = str(getattr(error, "format_message", error.__str__)()).rstrip(".")
        message = re.sub("is not a valid int(eger)?( range)?$", "is not a whole number", message)
        print_error(f"{message}: see {command} --help")
        raise typer.Exit(getattr(error, "exit_code", 2)) from error


app = typer.Typer(
    cls=DiaryGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(ctx: typer.Context, asked: bool) -> None:  # noqa: FBT001 - Typer passes it by position
    if asked and not ctx.resilient_parsing:
        print_result(f"cramp-diary {__version__}")
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    epilog="Example: cramp log 20m ago --severity 7 --site calf:left --state asleep",
)
def cramp(
    ctx: typer.Context,
    db: Annotated[  # noqa: ARG001 - locate_diary reads it from the context
        Path | None,
        typer.Option(
            envvar="CRAMP_DIARY_DB",
            metavar="FILE",
            readable=False,  # the store reports a file that cannot be read
            help="The diary file.",
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback prints it
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Keep a cramp diary, and see what goes together with your cramps.

    Everything stays in one file on this machine. Associations are not causes.

    If cramps persist or worsen, see a doctor.
    """
    if ctx.invoked_subcommand is None:
        from cramp_diary.cli.first_screen import print_first_screen

        print_first_screen(locate_diary(ctx, None))


def main() -> None:
    """Run the program, or print the completions when a shell asks for them."""
    for stream in (sys.stdout, sys.stderr):
        replace_unencodable(stream)
    if os.environ.get("_CRAMP_COMPLETE"):
        from cramp_diary.cli.completion.engine import complete

        sys.stdout.write(complete(typer.main.get_command(app), os.environ))
    else:
        app(prog_name="cramp")
