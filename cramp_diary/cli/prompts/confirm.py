"""Ask for confirmation of what ``cramp undo`` cannot take back, or of what takes much away."""

from __future__ import annotations

from contextlib import suppress

from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.core.errors import DiaryError, InputError, UnknownChoice
from cramp_diary.core.vocabulary import YES_NO, parse_yes_no


class Declined(DiaryError):
    """The question was not confirmed."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("Nothing was changed.")


class NoTerminalToConfirm(InputError):
    """A confirmation is needed, but there is no terminal to ask on."""

    def __init__(self, command: str) -> None:
        super().__init__(
            f"{command} asks first, and there is no terminal to ask on: say it with --yes, if you"
            " are sure."
        )


def confirm(command: str, *questions: tuple[str, str], yes: bool) -> None:
    """Ask each question, and return only if each is answered with the word that confirms it.

    Parameters
    ----------
    command
        The command that asks, as it is typed.
    questions
        Each with the answer that confirms it; for ``yes``, ``y`` and the like will do, too.
    yes
        Whether to skip the questions, as all is confirmed already.

    Raises
    ------
    NoTerminalToConfirm
        If there is no terminal.
    Declined
        If there is another answer, or Ctrl-C or Ctrl-D.
    """
    if yes:
        return
    if not can_ask(no_input=False):
        raise NoTerminalToConfirm(command)
    from cramp_diary.cli.prompts.conversation import read_answer

    for question, expected in questions:
        print_result(question)
        try:
            typed = read_answer().strip().casefold()
        except (KeyboardInterrupt, EOFError):
            raise Declined from None
        if not _is_confirmed(typed, expected):
            raise Declined


def _is_confirmed(typed: str, expected: str) -> bool:
    if expected not in YES_NO:
        return typed == expected
    with suppress(UnknownChoice):
        return parse_yes_no(typed) == parse_yes_no(expected)
    return False
