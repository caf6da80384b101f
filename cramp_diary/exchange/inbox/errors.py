"""What can be wrong with an inbox, and with a line of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.errors import DiaryError, InputError
from cramp_diary.core.text import join_words, shorten
from cramp_diary.core.when import format_day, format_moment
from cramp_diary.exchange.errors import show_some

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from pathlib import Path

_LONGEST_SHOWN = 60
_STAMP = "such as 2026-11-25 03:12"


def _quote(text: str) -> str:
    most = _LONGEST_SHOWN
    return f"'{shorten(text[: most + 1], lambda cut: len(cut) <= most, ellipsis='...')}'"


class NoInbox(InputError):
    """An inbox that does not exist, cannot be read, or is no text."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}: name a text file, or a folder that holds such files.")


class BadLines(InputError):
    """Lines of an inbox that cannot be used, where all or none are to come."""

    def __init__(self, problems: Sequence[LineProblem]) -> None:
        super().__init__(
            "Nothing was imported, because of these lines:",
            *show_some(map(str, problems), len(problems)),
        )


class NoStamp(InputError):
    """A line that does not begin with a date and time."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{_quote(text)} begins with no date and time: write one first, {_STAMP}.")


class RelativeWithoutStamp(InputError):
    """A phrase whose meaning depends on when it was written, in a line that does not say when."""

    def __init__(self, phrase: str) -> None:
        super().__init__(
            f"'{phrase}' depends on when it was written, which the line does not say: begin it with"
            f" a date and time, {_STAMP}."
        )


class StampInFuture(InputError):
    """A stamp that is later than now."""

    def __init__(self, at: datetime) -> None:
        super().__init__(
            f"{format_moment(at)} is in the future: look at the clock of the phone. The line comes"
            " in with an import after that time."
        )


class StampTooOld(InputError):
    """A stamp of a time before there were such phones."""

    def __init__(self, at: datetime) -> None:
        super().__init__(
            f"{format_moment(at)} is hardly when it was written, the phone's clock was not set:"
            " correct the date."
        )


class NothingSaid(InputError):
    """A line that says nothing after its stamp, or after its first word."""

    def __init__(self, word: str = "") -> None:
        after = f"After '{word}'" if word else "After the stamp"
        example = {"day": "day yesterday none", "drink": "drink 300ml"}.get(word, "log severity 7")
        super().__init__(f"{after} the line says nothing: write it like {example}.")


class UnreadableWords(InputError):
    """Words that are no part of an entry."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{_quote(text)} is nothing that can stand there: put a note in quotes, and write the"
            " rest as in severity 7 calf:left."
        )


class UnknownOption(InputError):
    """A word with dashes before it that is no option of its kind of line."""

    def __init__(self, word: str, kind: str, names: Iterable[str]) -> None:
        super().__init__(f"A {kind} line has no {_quote(word)}: use {join_words(names)}.")


class NoValue(InputError):
    """An option without its value."""

    def __init__(self, word: str) -> None:
        super().__init__(f"'{word}' has no value after it: write one, or leave it out.")


class GivenTwice(InputError):
    """An option that can have one value, and is given two."""

    def __init__(self, word: str) -> None:
        super().__init__(f"'{word}' is given twice: keep one of the two.")


class SeveralMeanings(InputError):
    """A word that could be the value of several options."""

    def __init__(self, word: str, options: Iterable[str]) -> None:
        meanings = join_words(f"{option} {word}" for option in options)
        super().__init__(f"'{word}' could mean several things: write {meanings}.")


class OpenQuote(InputError):
    """A text in quotes that does not end."""

    def __init__(self, text: str) -> None:
        super().__init__(f"The quotes that begin before {_quote(text)} are not closed: close them.")


class KindNeeded(InputError):
    """A line that may be about an episode or about a day."""

    def __init__(self, word: str) -> None:
        super().__init__(
            f"A line that begins with '{word}' may be about a cramp or about a day: write log, day"
            " or drink before it."
        )


class DoseOfWhichDay(InputError):
    """A dose without a day, at an hour at which it may be of last night or of this morning."""

    def __init__(self, doses: Iterable[str]) -> None:
        super().__init__(
            f"It is not clear when {join_words(doses, 'and')} was taken: write day yesterday, or"
            " day today."
        )


class NoCrampsTooEarly(InputError):
    """No cramps of a day that had not run for long enough when the line was written."""

    def __init__(self, day: date, hour: str) -> None:
        super().__init__(
            f"When the line was written it was too early to say so of {format_day(day)}: write a"
            f" line from {hour} on, or of the day before with day yesterday none."
        )


class LineTooLong(InputError):
    """A line that is too long to be one of an inbox."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            f"It has {length} characters, and no line has more than {most}: shorten the note."
        )


class NotText(InputError):
    """A line that holds bytes that are not text."""

    def __init__(self, what: str) -> None:
        super().__init__(f"It holds {what}: save the file as UTF-8, and write the line again.")


class LineProblem(NamedTuple):
    """A line that cannot be used: its file, its number, and why."""

    file: str
    line: int
    why: DiaryError

    def __str__(self) -> str:
        return " ".join(f"{self.file}, line {self.line}: {self.why}".split())
