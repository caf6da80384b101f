"""Ask for passphrases on a terminal; they are not shown, not stored, and never arguments."""

from __future__ import annotations

from unicodedata import category, normalize

from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.prompts.confirm import Declined
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.core.errors import BadText, InputError
from cramp_diary.core.vocabulary import check_text

MIN_PASSPHRASE_LENGTH = 8

_INVISIBLE_CATEGORIES = {"Zs", "Zl", "Zp", "Cc", "Cf"}
_INVISIBLE_CHARACTERS = {
    *"\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0",
    *map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))),
}
"""Blank letters and marks, which Unicode counts among neither the spaces nor the controls.

The first are the grapheme joiner, the fillers of Hangul, two vowels of Khmer and the blank pattern
of Braille; the ranges are the variation selectors, which choose the look of another character.
Source: the property Default_Ignorable_Code_Point of Unicode 15, and U+2800.
"""


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


class Blank(InputError):
    """The passphrase has nothing in it that can be seen."""

    def __init__(self) -> None:
        super().__init__(
            "A passphrase of spaces or invisible characters alone is soon guessed, nothing was"
            " written: take four words."
        )


def ask_new_passphrase() -> str:
    """Ask for a new passphrase, twice.

    Raises
    ------
    NoTerminalForPassphrase, Declined, BadText
        As `ask_passphrase`.
    TooShort, Blank, NotTheSame
        If the passphrase is too short or blank, or the second one differs.
    """
    print_result(
        "Without the passphrase nobody can open the backup, you neither: keep it somewhere safe."
    )
    typed = normalize("NFC", ask_passphrase("Passphrase: "))
    if len(typed) < MIN_PASSPHRASE_LENGTH:
        raise TooShort
    if all(map(_is_invisible, typed)):
        raise Blank
    if typed != normalize("NFC", ask_passphrase("The same again: ")):
        raise NotTheSame
    return typed


def ask_passphrase(prompt: str) -> str:
    """Ask for a passphrase once; spaces at its ends belong to it.

    Raises
    ------
    NoTerminalForPassphrase, Declined
        If there is no terminal, or at Ctrl-C or Ctrl-D.
    BadText
        If bytes were typed that are not text in the encoding of the terminal.
    """
    if not can_ask(no_input=False):
        raise NoTerminalForPassphrase
    from getpass import getpass

    try:
        typed = getpass(prompt)
    except (KeyboardInterrupt, EOFError):
        raise Declined from None
    except UnicodeDecodeError:
        raise BadText("passphrase") from None
    check_text("passphrase", typed)
    return typed


def _is_invisible(character: str) -> bool:
    """Tell whether a character is a space, a control character, or shows nothing at all."""
    return category(character) in _INVISIBLE_CATEGORIES or character in _INVISIBLE_CHARACTERS
