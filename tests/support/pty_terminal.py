"""Conversations with the program, through a terminal or in this process, at a fixed time."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING

import pexpect
from typer.testing import CliRunner

from cramp_diary.cli import clock
from cramp_diary.cli.app import app
from cramp_diary.cli.prompts import conversation
from tests.support.factories import BERLIN
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from typer.testing import Result

NIGHT = "2026-03-02T03:20"
"""In Berlin: a diary day ago is 1 March, a Sunday."""

PROGRAM = """
import atexit, os, sys
from datetime import datetime
from zoneinfo import ZoneInfo
from cramp_diary.cli import clock
from cramp_diary.cli.app import main
now = datetime.fromisoformat(os.environ["NOW"]).replace(tzinfo=ZoneInfo("Europe/Berlin"))
clock.now = lambda: now
if "LOADED" in os.environ:
    atexit.register(lambda: open(os.environ["LOADED"], "w").write(" ".join(sys.modules)))
main()
"""

PROGRAM_OF_MANY = PROGRAM.replace(
    "main()",
    """
commands, sys.argv[1:] = sys.argv[1:], []
for command in commands:
    sys.argv[1:] = command.split()
    print("$", command, flush=True)
    try:
        main()
    except SystemExit:
        pass
""",
)
"""Runs each argument as a command line of its own, all of them in one process."""


class Terminal:
    """A person at a terminal who has typed ``cramp`` and some words."""

    def __init__(
        self,
        diary_path: Path,
        *words: str,
        now: str = NIGHT,
        redirect: str = "",
        columns: int = 80,
        program: str = PROGRAM,
        **variables: str,
    ) -> None:
        variables = {"CRAMP_DIARY_DB": str(diary_path), "NOW": now, "TERM": "dumb"} | variables
        # They would override the size of the terminal; pytest-xdist sets them.
        inherited = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES"}}
        shell = f'exec "$@" {redirect}'
        self.child = pexpect.spawn(
            "/bin/sh",
            ["-c", shell, "sh", sys.executable, "-c", program, *words],
            cwd=ROOT,
            env=inherited | variables,
            encoding="utf-8",
            dimensions=(24, columns),
            timeout=20,
        )
        self.child.delaybeforesend = None
        self.shown = ""

    def asks(self, question: str) -> None:
        """Wait for a question and its prompt."""
        for awaited in (question, "\n> "):
            self.child.expect_exact(awaited)
            self.shown += f"{self.child.before}{awaited}"

    def talk(self, *turns: tuple[str, str]) -> None:
        """Wait for each question, and type its answer."""
        for question, answer in turns:
            self.asks(question)
            self.child.sendline(answer)

    def leave(self, *, with_end_of_file: bool = False) -> None:
        """Press Ctrl-C, or Ctrl-D, a moment after the prompt, when it is read."""
        time.sleep(0.1)
        if with_end_of_file:
            self.child.sendeof()
        else:
            self.child.sendintr()

    def ends(self) -> int:
        """Wait for the end; return the exit code."""
        self.child.expect(pexpect.EOF)
        self.shown += self.child.before or ""
        self.shown = self.shown.replace("\r\n", "\n")
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)


class Person:
    """A person whose answers are given in this process, without a terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, diary_path: Path) -> None:
        self.asked = 0
        self.turns: list[tuple[str, str | None]] = []
        self.monkeypatch = monkeypatch
        self.opens(diary_path)
        self.lives_at(NIGHT)
        for command in ("log", "day", "report"):
            there = f"cramp_diary.cli.commands.{command}.can_ask"
            monkeypatch.setattr(there, lambda *, no_input: not no_input)
        monkeypatch.setattr(conversation, "read_answer", self._type)

    def opens(self, diary_path: Path) -> None:
        """Use another diary."""
        self.monkeypatch.setenv("CRAMP_DIARY_DB", str(diary_path))

    def lives_at(self, now: str) -> None:
        """Set the clock, in Berlin."""
        at = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
        self.monkeypatch.setattr(clock, "now", lambda: at)

    def _type(self) -> str:
        _, answer = self.turns[self.asked]
        self.asked += 1
        sys.stdout.write(f"> {answer}\n")
        sys.stdout.flush()
        if answer is None:
            raise KeyboardInterrupt
        return answer

    def answers(self, words: str, *turns: tuple[str, str | None]) -> Result:
        """Run ``cramp`` with these words, and give these answers, None for Ctrl-C."""
        self.turns, self.asked = list(turns), 0
        result = CliRunner().invoke(app, words.split(), prog_name="cramp")
        assert self.asked == len(turns), result.output
        rest = result.output
        for question, answer in turns:
            before, found, rest = rest.partition(f"> {answer}\n")
            assert found
            assert question in before, result.output
        return result
