"""Asking on a terminal: one short question after the other.

The conversation is held on stdout, which is a terminal whenever there is one to hold.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import Any

from cramp_diary.cli.output.streams import fold_lines, print_result
from cramp_diary.core.errors import DiaryError, InputError, NoSuchName

BACK, ENOUGH, HELP, NOTHING = "<", ".", "?", "-"
KEYS_LEGEND = "Enter: not recorded   <: back   .: enough   ?: help   Ctrl-C: leave"
WIDTH = 78

Answers = Mapping[str, Any]


class Cancelled(DiaryError):
    """The person left before the end."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("Nothing was recorded.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Attributes
    ----------
    key
        The name of its answer.
    text, example
        What is asked, and beside it how an answer may look.
    help
        What `?` says.
    read
        Reads what was typed; what it refuses with an `InputError` is asked again.
    choices
        The usual answers, shown with numbers.
    enter
        What Enter says, and is read; empty if Enter is "not recorded".
    needed
        Whether `.` stops at it, and only an answer leads on.
    applies
        Whether it is asked at all, after these answers.
    above
        What is shown above it, after these answers.
    """

    key: str
    text: str
    help: str
    read: Callable[[str], Any]
    example: str = ""
    choices: Sequence[str] = ()
    enter: str = ""
    needed: bool = False
    applies: Callable[[Answers], bool] = lambda _: True
    above: Callable[[Answers], str] = lambda _: ""


def print_folded(text: str) -> None:
    """Write a part of the conversation, its long lines folded between words."""
    print_result(fold_lines(text, WIDTH))


def read_answer() -> str:
    """Return one typed line; the one place that reads what a person types at a prompt."""
    with suppress(ImportError):  # Windows has none; where there is one, it edits the line
        import readline

        readline.set_auto_history(False)
    if isinstance(sys.stdin, TextIOWrapper):  # bytes that are no text are refused, not a fault
        sys.stdin.reconfigure(errors="surrogateescape")
    return input("> ")


def ask_questions(
    questions: Sequence[Question], typed: Callable[[], str] | None = None
) -> dict[str, Any]:
    """Ask questions in order, with ways back and out; return the answers that were given.

    Parameters
    ----------
    questions
        In the order to ask them.
    typed
        Gives one typed line after the other; without it, `read_answer`.

    Raises
    ------
    Left
        If the person leaves with Ctrl-C or Ctrl-D.
    """
    try:
        return _Conversation(questions, typed or read_answer).held()
    except (KeyboardInterrupt, EOFError):
        print_result("")
        raise Cancelled from None


@dataclass(slots=True)
class _Conversation:
    """What was asked and answered so far; `trail` is the way back."""

    questions: Sequence[Question]
    typed: Callable[[], str]
    answers: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    trail: list[int] = field(default_factory=list)

    def held(self) -> dict[str, Any]:
        here = 0
        while here < len(self.questions):
            question = self.questions[here]
            if not question.applies(self.answers):
                here += 1
                continue
            heard = self._heard(question)
            if heard == BACK:
                here = self.trail.pop() if self.trail else here
                continue
            self.trail.append(here)
            here = self._needed_after(here) if heard == ENOUGH else here + 1
        asked = [question.key for question in self.questions if question.applies(self.answers)]
        return {key: self.answers[key] for key in asked if key in self.answers}

    def _needed_after(self, here: int) -> int:
        later = range(here + 1, len(self.questions))
        return next((n for n in later if self.questions[n].needed), len(self.questions))

    def _heard(self, question: Question) -> str:
        """Ask until there is an answer, or a way out of the question; return what was typed."""
        self._show(question)
        while True:
            words = self.typed().strip()
            if words == HELP:
                print_folded(f"  {question.help}")
            elif words == BACK or (words == ENOUGH and not question.needed):
                return words
            elif self._understood(question, words):
                return ""
            else:
                self._show(question)

    def _understood(self, question: Question, words: str) -> bool:
        key = question.key
        if words == "" and key in self.answers:
            return True
        words = words or question.enter
        if words in ("", NOTHING):
            self.answers.pop(key, None)
            self.words.pop(key, None)
            return not question.needed
        try:
            self.answers[key] = question.read(words)
        except (InputError, NoSuchName) as error:
            print_folded(f"  {error}")
            return False
        self.words[key] = words
        return True

    def _show(self, question: Question) -> None:
        above = question.above(self.answers)
        hints = [question.example]
        if question.key in self.words:
            hints = [f"(Enter keeps: {self.words[question.key]}; - takes it back)"]
        elif question.enter:
            hints.append(f"(Enter: {question.enter})")
        lines = [above, "  ".join(filter(None, [question.text, *hints]))]
        print_folded("\n".join(filter(None, [*lines, *_format_choices(question.choices)])))


def _format_choices(choices: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for number, choice in enumerate(choices, 1):
        item = f"{number} {choice}"
        if lines and len(lines[-1]) + len(item) + 2 <= WIDTH:
            lines[-1] += f"  {item}"
        else:
            lines.append(f"  {item}")
    return lines
