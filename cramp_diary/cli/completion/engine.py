"""What a shell is to offer when TAB is pressed.

Typer's own answers are not used: in bash they cut "old trainers" into two words, in zsh they are
run as code, so that a name in an imported diary could run a command, and the descriptions load
rich. Here an answer is a line for each offer, and the scripts of `cramp completion` run nothing
of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from typer.core import TyperGroup

from cramp_diary.cli.output.streams import on_one_line, sanitize

FILES = ":files"
"""The answer where a file is to be named: the shell knows those itself."""

_LISTING = {"33", "63", "64"}
"""The values of bash's COMP_TYPE with which offers are shown and none is put in."""

Offer = tuple[str, str]
"""What may be put in, and words about it."""


class CommandLine(NamedTuple):
    """A command line up to the cursor, without its quoting.

    `start` is where in the `last` word the part begins that bash will replace; `quote` is the
    quotation mark still open.
    """

    words: tuple[str, ...]
    last: str = ""
    start: int = 0
    quote: str = ""


def complete(group: Any, environment: Mapping[str, str]) -> str:  # noqa: ANN401 - Typer's private types
    """Return the offers of a command line, one a line, each with its words after a tab.

    Parameters
    ----------
    group
        The program.
    environment
        ``_CRAMP_COMPLETE`` is ``complete_bash``, ``complete_zsh`` or ``complete_fish``. The line
        is COMP_LINE up to COMP_POINT; or, as Typer's own script for bash has it, COMP_WORDS, of
        which number COMP_CWORD is completed.
    """
    line = _typed(environment)
    offers = list(_offers(group, line))
    if environment["_CRAMP_COMPLETE"] != "complete_bash":
        lines = [f"{value}\t{words}".rstrip("\t") for value, words in offers]
    elif "COMP_LINE" not in environment:
        lines = [value for value, _ in offers]
    elif len(offers) > 1 and environment.get("COMP_TYPE") in _LISTING and line.last[:1] != "-":
        lines = [f"{value}  {words}".rstrip() for value, words in offers]
    else:
        lines = [value if value == FILES else _in_bash(value, line) for value, _ in offers]
    return "".join(f"{line}\n" for line in lines)


def _typed(environment: Mapping[str, str]) -> CommandLine:
    if "COMP_LINE" in environment:
        typed = environment["COMP_LINE"][: _number(environment, "COMP_POINT")]
        return parse_command_line(typed, environment.get("COMP_WORDBREAKS", ""))
    line = parse_command_line(environment.get("COMP_WORDS", "") + " ")
    place = _number(environment, "COMP_CWORD") or 0
    return CommandLine(line.words[:place], "".join(line.words[place : place + 1]))


def _number(environment: Mapping[str, str], name: str) -> int | None:
    number = environment.get(name, "")
    return int(number) if number.isdecimal() else None


def parse_command_line(text: str, breaks: str = "") -> CommandLine:
    r"""Read a line as a shell would; quotes and escapes need not be closed yet.

    `breaks` are the characters at which bash begins a new word to replace, its COMP_WORDBREAKS.

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


def _in_bash(value: str, line: CommandLine) -> str:
    rest = value[line.start :]
    if line.quote == "'":
        return rest.replace("'", r"'\''")
    if line.quote:
        return re.sub(r'([\\"$`])', r"\\\1", rest)
    return re.sub(r"([^\w./,:=+@%-])", r"\\\1", rest)


def _offers(group: Any, line: CommandLine) -> Iterator[Offer]:  # noqa: ANN401 - as above
    words, last, before = list(line.words[1:]), line.last, ""
    if last.startswith("--") and "=" in last:
        option, _, last = last.partition("=")
        words, before = [*words, option], f"{option}="
    ctx = _context(group, words)
    if ctx is None:
        return
    for value, about in _values(ctx, words, last):
        if value == FILES or value.startswith(last):
            yield (
                value if value == FILES else f"{before}{value}",
                on_one_line(sanitize(about)),
            )


def _context(command: Any, words: Sequence[str], parent: Any = None) -> Any:  # noqa: ANN401 - as above
    """Return the context of the command that the words lead to, if they lead to one."""
    if not isinstance(command, TyperGroup):
        return command.make_context(command.name, list(words), parent, resilient_parsing=True)
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if any(_takes(param, words[place]) for param in command.params) else 1
    ctx = command.make_context(command.name, list(words[:place]), parent, resilient_parsing=True)
    if place >= len(words):
        return ctx
    inner = command.get_command(ctx, words[place])
    return inner and _context(inner, words[place + 1 :], ctx)


def _takes(param: Any, word: str) -> bool:  # noqa: ANN401 - as above
    """Tell whether `word` is the name of an option that a value follows."""
    return word in param.opts and param.param_type_name == "option" and not param.is_flag


def _values(ctx: Any, words: Sequence[str], last: str) -> Iterator[Offer]:  # noqa: ANN401 - as above
    params = ctx.command.get_params(ctx)
    may_be_option = "--" not in words
    asked = [p for p in params if may_be_option and words and _takes(p, words[-1])]
    if may_be_option and not asked and last.startswith("-"):
        yield from _said(ctx.command.shell_complete(ctx, last))
        return
    if isinstance(ctx.command, TyperGroup) and not asked:
        yield from ((name, "") for name in ctx.command.list_commands(ctx))
        return
    for param in asked or [param for param in params if _is_open(ctx, param)][:1]:
        if param.type.name in ("path", "file", "directory"):
            yield FILES, ""
        yield from _said(param.shell_complete(ctx, last))


def _said(items: Sequence[Any]) -> Iterator[Offer]:
    return ((item.value, item.help or "") for item in items)


def _is_open(ctx: Any, param: Any) -> bool:  # noqa: ANN401 - as above
    """Tell whether this is an argument that can take one more value."""
    is_argument = param.param_type_name == "argument"
    return is_argument and (param.nargs == -1 or ctx.params.get(param.name) is None)
