"""Find what a shell offers when TAB is pressed.

Typer's own completion is not used: in bash it splits "old trainers" into two words, in zsh its
output is run as code, so that a name in an imported diary could run a command, and its
descriptions load rich. Here the output is one line for each offer, and the scripts that
`cramp completion` prints never run any of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from typer.core import TyperGroup

from cramp_diary.cli.output.streams import on_one_line, sanitize

FILES = ":files"
"""The offer that stands for all files: the shell completes those itself."""

_LISTING = {"33", "63", "64"}
"""The values of bash's COMP_TYPE when it lists the offers and inserts none."""

Offer = tuple[str, str]
"""A text to insert, and its description."""


class CommandLine(NamedTuple):
    """A command line up to the cursor, without its quoting.

    bash will replace the `last` word from index `start` on; `quote` is the quotation mark that is
    still open.
    """

    words: tuple[str, ...]
    last: str = ""
    start: int = 0
    quote: str = ""


def complete(group: Any, environment: Mapping[str, str]) -> str:  # noqa: ANN401 - Typer's private types
    """Return the offers for a command line, one a line, each with its description after a tab.

    Parameters
    ----------
    group
        The program's group of commands.
    environment
        ``_CRAMP_COMPLETE`` is ``complete_bash``, ``complete_zsh`` or ``complete_fish``. The line
        is COMP_LINE up to COMP_POINT; or, from Typer's own script for bash, COMP_WORDS, of which
        the word with index COMP_CWORD is completed.
    """
    line = _read_command_line(environment)
    offers = list(_find_offers(group, line))
    if environment["_CRAMP_COMPLETE"] != "complete_bash":
        lines = [f"{value}\t{about}".rstrip("\t") for value, about in offers]
    elif "COMP_LINE" not in environment:
        lines = [value for value, _ in offers]
    elif len(offers) > 1 and environment.get("COMP_TYPE") in _LISTING and line.last[:1] != "-":
        lines = [f"{value}  {about}".rstrip() for value, about in offers]
    else:
        lines = [value if value == FILES else _quote_for_bash(value, line) for value, _ in offers]
    return "".join(f"{line}\n" for line in lines)


def _read_command_line(environment: Mapping[str, str]) -> CommandLine:
    if "COMP_LINE" in environment:
        typed = environment["COMP_LINE"][: _read_number(environment, "COMP_POINT")]
        return parse_command_line(typed, environment.get("COMP_WORDBREAKS", ""))
    line = parse_command_line(environment.get("COMP_WORDS", "") + " ")
    index = _read_number(environment, "COMP_CWORD") or 0
    return CommandLine(line.words[:index], "".join(line.words[index : index + 1]))


def _read_number(environment: Mapping[str, str], name: str) -> int | None:
    number = environment.get(name, "")
    return int(number) if number.isdecimal() else None


def parse_command_line(text: str, breaks: str = "") -> CommandLine:
    r"""Split a line into words as a shell does; quotes and escapes may still be open.

    `breaks` are the characters after which bash starts a new word to replace: COMP_WORDBREAKS.

    >>> parse_command_line("cramp log --site calf:l", breaks=":=")
    CommandLine(words=('cramp', 'log', '--site'), last='calf:l', start=5, quote='')
    >>> parse_command_line("cramp shoes --shoes 'old tr")
    CommandLine(words=('cramp', 'shoes', '--shoes'), last='old tr', start=0, quote="'")
    """
    words, word, start, quote, escaped, inside = [], "", 0, "", False, False
    for character in text:
        if character == "\\" and quote != "'" and not escaped:
            escaped = inside = True
            continue
        if escaped or (quote and character != quote):
            word += character
        elif quote:
            quote = ""
        elif character in ("'", '"'):
            quote, start = character, len(word)
        elif character.isspace():
            words += [word] if inside else []
            word, start = "", 0
        else:
            word += character
            start = len(word) if character in breaks else start
        inside = bool(quote or escaped) or not character.isspace()
        escaped = False
    return CommandLine(tuple(words), word, start, quote)


def _quote_for_bash(value: str, line: CommandLine) -> str:
    rest = value[line.start :]
    if line.quote == "'":
        return rest.replace("'", r"'\''")
    if line.quote:
        return re.sub(r'([\\"$`])', r"\\\1", rest)
    return re.sub(r"([^\w./,:=+@%-])", r"\\\1", rest)


def _find_offers(group: Any, line: CommandLine) -> Iterator[Offer]:  # noqa: ANN401 - Typer's private type
    words, last, before = list(line.words[1:]), line.last, ""
    if last.startswith("--") and "=" in last:
        option, _, last = last.partition("=")
        words, before = [*words, option], f"{option}="
    ctx = _find_context(group, words)
    if ctx is None:
        return
    for value, about in _find_values(ctx, words, last):
        if value == FILES or value.startswith(last):
            yield (
                value if value == FILES else f"{before}{value}",
                on_one_line(sanitize(about)),
            )


def _find_context(command: Any, words: Sequence[str], parent: Any = None) -> Any:  # noqa: ANN401 - Typer's private type
    """Return the context of the command that the words name, or None."""
    if not isinstance(command, TyperGroup):
        return command.make_context(command.name, list(words), parent, resilient_parsing=True)
    index = 0
    while index < len(words) and words[index].startswith("-"):
        index += 2 if any(_takes_value(param, words[index]) for param in command.params) else 1
    ctx = command.make_context(command.name, list(words[:index]), parent, resilient_parsing=True)
    if index >= len(words):
        return ctx
    inner = command.get_command(ctx, words[index])
    return inner and _find_context(inner, words[index + 1 :], ctx)


def _takes_value(param: Any, word: str) -> bool:  # noqa: ANN401 - Typer's private type
    """Return whether `word` is the name of this option, and a value follows it."""
    return word in param.opts and param.param_type_name == "option" and not param.is_flag


def _find_values(ctx: Any, words: Sequence[str], last: str) -> Iterator[Offer]:  # noqa: ANN401 - Typer's private type
    params = ctx.command.get_params(ctx)
    may_be_option = "--" not in words
    unfilled = [p for p in params if may_be_option and words and _takes_value(p, words[-1])]
    if may_be_option and not unfilled and last.startswith("-"):
        yield from _to_offers(ctx.command.shell_complete(ctx, last))
        return
    if isinstance(ctx.command, TyperGroup) and not unfilled:
        yield from ((name, "") for name in ctx.command.list_commands(ctx))
        return
    for param in unfilled or [param for param in params if _accepts_value(ctx, param)][:1]:
        if param.type.name in ("path", "file", "directory"):
            yield FILES, ""
        yield from _to_offers(param.shell_complete(ctx, last))


def _to_offers(items: Sequence[Any]) -> Iterator[Offer]:
    return ((item.value, item.help or "") for item in items)


def _accepts_value(ctx: Any, param: Any) -> bool:  # noqa: ANN401 - Typer's private type
    """Return whether this is an argument that takes one more value."""
    is_argument = param.param_type_name == "argument"
    return is_argument and (param.nargs == -1 or ctx.params.get(param.name) is None)
