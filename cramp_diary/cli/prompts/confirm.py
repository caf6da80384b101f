"""Asking before something is done that ``cramp undo`` cannot take back."""

from __future__ import annotations

from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.core.errors import DiaryError, InputError

ERASE_CONFIRMATIONS = (
    ("Forget it for good? (yes or no)", "yes"),
    ("There is no way back. Type forget to go on.", "forget"),
)


class Declined(DiaryError):
    """The person thought better of it."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("Nothing was changed.")


class NobodyToAsk(InputError):
    """A question, and nobody at a terminal to answer it."""

    def __init__(self, command: str) -> None:
        super().__init__(
            f"{command} asks first, and there is no terminal to ask on: say it with --yes, if you"
            " are sure."
        )


def confirm(command: str, *questions: tuple[str, str], yes: bool) -> None:
    """Ask each question, and go on only if it is answered with the word that goes with it.

    Parameters
    ----------
    command
        What asks, as it is typed.
    questions
        Each with the answer that agrees; the first letter of ``yes`` will do for it.
    yes
        Do not ask, all is agreed to.

    Raises
    ------
    NobodyToAsk
        If there is no terminal.
    Declined
        If the answer is another one, or Ctrl-C or Ctrl-D.
    """
    if yes:
        return
    if not can_ask(no_input=False):
        raise NobodyToAsk(command)
    from cramp_diary.cli.prompts.conversation import read_answer

    for question, agreed in questions:
        print_result(question)
        try:
            typed = read_answer().strip().casefold()
        except (KeyboardInterrupt, EOFError):
            raise Declined from None
        if typed != agreed and not (agreed == "yes" and typed == "y"):
            raise Declined
