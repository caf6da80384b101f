"""Ask for passphrases on a terminal; they are not shown, not stored, and never arguments."""

from __future__ import annotations

from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.prompts.confirm import Declined
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.core.errors import InputError

MIN_PASSPHRASE_LENGTH = 8


class NoTerminalForPassphrase(InputError):
    """A passphrase is needed, but there is no terminal to type it on."""

    def __init__(self) -> None:
        super().__init__(
            "A passphrase is typed on a terminal, and there is none: run it there, or leave out"
            " --encrypt."
        )


class NotTheSame(InputError):
    """The two passphrases typed are not the same."""

    def __init__(self) -> None:
        super().__init__("The two passphrases are not the same, nothing was written: try again.")


class TooShort(InputError):
    """The passphrase is too short."""

    def __init__(self) -> None:
        super().__init__(
            f"A passphrase of under {MIN_PASSPHRASE_LENGTH} characters is soon guessed, nothing was"
            " written: take four words."
        )


def ask_new_passphrase() -> str:
    """Ask for a new passphrase, twice.

    Raises
    ------
    NoTerminalForPassphrase, Declined
        As `ask_passphrase`.
    TooShort, NotTheSame
        If the passphrase is too short, or the second one differs.
    """
    print_result(
        "Without the passphrase nobody can open the backup, you neither: keep it somewhere safe."
    )
    typed = ask_passphrase("Passphrase: ")
    if len(typed) < MIN_PASSPHRASE_LENGTH:
        raise TooShort
    if typed != ask_passphrase("The same again: "):
        raise NotTheSame
    return typed


def ask_passphrase(prompt: str) -> str:
    """Ask for a passphrase once.

    Raises
    ------
    NoTerminalForPassphrase, Declined
        If there is no terminal, or at Ctrl-C or Ctrl-D.
    """
    if not can_ask(no_input=False):
        raise NoTerminalForPassphrase
    from getpass import getpass

    try:
        return getpass(prompt)
    except (KeyboardInterrupt, EOFError):
        raise Declined from None
