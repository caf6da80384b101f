"""Ask questions on a terminal, one after the other.

They are printed on stdout: nothing is asked unless that is a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import Any

from cramp_diary.cli.output.streams import fold_lines, print_result, terminal_columns
from cramp_diary.core.errors import DiaryError, InputError, NoSuchName

BACK, STOP, HELP, TAKE_BACK = "<", ".", "?", "-"
KEYS_LEGEND = "Enter: not recorded   <: back   .: enough   ?: help   Ctrl-C: leave"
WIDTH = 78

Answers = Mapping[str, Any]


class Cancelled(DiaryError):
    """The questions were cancelled with Ctrl-C or Ctrl-D."""

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
        The question, and beside it an example of an answer.
    help
        The text that `?` prints.
    read
        Parses what was typed; if it raises an `InputError`, the question is asked again.
    choices
        The usual answers, shown with numbers.
    enter
        The answer that Enter stands for; empty if Enter means "not recorded".
    needed
        Whether it must be answered: `.` does not skip it.
    applies
        Returns whether it is asked, given the answers so far.
    above
        Returns the text to print above it, given the answers so far.
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
    """Print text with its long lines wrapped between words."""
    print_result(fold_lines(text, _line_width()))


def _line_width() -> int:
    return min(WIDTH, terminal_columns())


def read_answer() -> str:
    """Read a line that is typed at a prompt; all prompts but passphrases use this."""
    with suppress(ImportError):  # Windows has none; elsewhere it lets the line be edited
        import readline

        readline.set_auto_history(False)
    if isinstance(sys.stdin, TextIOWrapper):  # the parser refuses bytes that are no text
        sys.stdin.reconfigure(errors="surrogateescape")
    return input("> ")


def ask_questions(
    questions: Sequence[Question],
    read_line: Callable[[], str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Ask questions in order, with keys to go back and to stop; return the answers given.

    Parameters
    ----------
    questions
        In the order to ask them.
    read_line
        Returns the next typed line; by default `read_answer`.
    typed
        Earlier answers as they would be typed, by key: Enter and `.` keep them.

    Raises
    ------
    Cancelled
        At Ctrl-C or Ctrl-D.
    """
    before = dict(typed or {})
    answers = {q.key: q.read(before[q.key]) for q in questions if q.key in before}
    try:
        return _Conversation(questions, read_line or read_answer, answers, before).run()
    except (KeyboardInterrupt, EOFError):
        print_result("")
        raise Cancelled from None


@dataclass(slots=True)
class _Conversation:
    """Questions with their answers so far, and how those were typed.

    `asked_before` contains the indices of the questions that were asked, for going back.
    """

    questions: Sequence[Question]
    read_line: Callable[[], str]
    answers: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    asked_before: list[int] = field(default_factory=list)

    def run(self) -> dict[str, Any]:
        index = 0
        while index < len(self.questions):
            question = self.questions[index]
            if not question.applies(self.answers):
                index += 1
                continue
            key = self._ask(question)
            if key == BACK:
                index = self.asked_before.pop() if self.asked_before else index
                continue
            self.asked_before.append(index)
            index = self._find_needed_after(index) if key == STOP else index + 1
        asked = [question.key for question in self.questions if question.applies(self.answers)]
        return {key: self.answers[key] for key in asked if key in self.answers}

    def _find_needed_after(self, index: int) -> int:
        later = range(index + 1, len(self.questions))
        return next((n for n in later if self.questions[n].needed), len(self.questions))

    def _ask(self, question: Question) -> str:
        """Ask until the question is done; return `BACK` or `STOP` if that was typed, else ""."""
        self._print_question(question)
        while True:
            line = self.read_line().strip()
            if line == HELP:
                print_folded(f"  {question.help}")
            elif line == BACK or (line == STOP and not question.needed):
                return line
            elif self._store_answer(question, line):
                return ""
            else:
                self._print_question(question)

    def _store_answer(self, question: Question, line: str) -> bool:
        """Parse and store an answer; return whether the question is done."""
        key = question.key
        if line == "" and key in self.answers:
            return True
        line = line or question.enter
        if line in ("", TAKE_BACK):
            self.answers.pop(key, None)
            self.typed.pop(key, None)
            return not question.needed
        try:
            self.answers[key] = question.read(line)
        except (InputError, NoSuchName) as error:
            print_folded(f"  {error}")
            return False
        self.typed[key] = line
        return True

    def _print_question(self, question: Question) -> None:
        above = question.above(self.answers)
        hints = [question.example]
        if question.key in self.typed:
            hints = [f"(Enter keeps: {self.typed[question.key]}; - takes it back)"]
        elif question.enter:
            hints.append(f"(Enter: {question.enter})")
        lines = [above, "  ".join(filter(None, [question.text, *hints]))]
        print_folded("\n".join(filter(None, [*lines, *_format_choices(question.choices)])))


def _format_choices(choices: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for number, choice in enumerate(choices, 1):
        item = f"{number} {choice}"
        if lines and len(lines[-1]) + len(item) + 2 <= _line_width():
            lines[-1] += f"  {item}"
        else:
            lines.append(f"  {item}")
    return lines
