"""``cramp stretch``: the routine as a plan, guided on a terminal, and what is recorded of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cramp_diary.cli import clock
from cramp_diary.cli.app import app
from cramp_diary.cli.commands import stretch
from cramp_diary.cli.output.stretch_guide import guide
from cramp_diary.cli.prompts import conversation
from cramp_diary.cli.session import UNDO_HINT
from cramp_diary.core.errors import OutOfRange
from cramp_diary.core.limits import ROUTINE_MINUTES
from cramp_diary.core.model import Relief
from cramp_diary.core.stretching import ROUTINE, routine
from cramp_diary.core.vocabulary import ReliefMethod
from cramp_diary.store import open_diary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result

    from tests.support.command_runner import Cramp

TODAY = date(2026, 3, 2)
ON_A_TERMINAL = """
import signal, sys
from datetime import datetime
from cramp_diary.cli import clock
from cramp_diary.cli.app import main

until = int(sys.argv.pop(1))
ticks = iter(range(1, 10_000))
clock.sleep = lambda _: signal.pause() if next(ticks) == until else None
clock.now = lambda: datetime.fromisoformat("2026-03-02T07:30+01:00")
main()
"""
"""Runs the command without waiting, up to the tick in the first argument, where it pauses."""
NEVER = "0"


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "sleep", lambda _: None)


@pytest.fixture
def run_stretch(
    cramp: Cramp, monkeypatch: pytest.MonkeyPatch, no_time: None
) -> Callable[..., Result]:
    """Return a function that runs cramp stretch as on a terminal, with these lines typed."""
    del cramp, no_time  # they prepare the diary and the clock
    monkeypatch.setattr(stretch, "can_ask", lambda *, no_input: not no_input)

    def run(typed: str, *words: str) -> Result:
        lines = iter(typed.splitlines())

        def read_answer() -> str:
            line = next(lines, None)
            if line is None:
                raise EOFError
            return line

        monkeypatch.setattr(conversation, "read_answer", read_answer)
        return CliRunner().invoke(app, ["stretch", "-m", "1", *words], prog_name="cramp")

    return run


def _spawn(
    diary_path: Path, *words: str, tick: str = NEVER, **environment: str
) -> pexpect.spawn[str]:
    # COLUMNS would override the size of the terminal; pytest-xdist sets it.
    variables = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS"}}
    variables |= {"CRAMP_DIARY_DB": str(diary_path), "TERM": "xterm"} | environment
    return pexpect.spawn(
        sys.executable,
        ["-c", ON_A_TERMINAL, tick, "stretch", "-m", "1", *words],
        env=variables,
        encoding="utf-8",
        timeout=10,
        dimensions=(24, 100),
    )


def _minutes(diary_path: Path) -> float | None:
    with open_diary(diary_path) as diary:
        return diary.day(TODAY).stretch_minutes


def _reliefs(diary_path: Path) -> tuple[Relief, ...]:
    with open_diary(diary_path) as diary:
        return diary.episode(1).reliefs


@given(st.floats(ROUTINE_MINUTES.least, ROUTINE_MINUTES.greatest))
def test_the_routine_fills_the_minutes_asked_for(minutes: float) -> None:
    steps = routine(minutes)
    seconds = sum(step.times * step.seconds_each for step in steps)
    assert seconds == pytest.approx(minutes * 60)
    assert len(steps) == 2 * len(ROUTINE)
    assert all(step.times >= 1 for step in steps)


def test_the_routine_is_that_of_the_article() -> None:
    assert [exercise.name for exercise in ROUTINE] == [
        "Toe points",
        "Ankle circles",
        "Calf stretches",
    ]


@pytest.mark.parametrize("minutes", [0, 0.9, 31])
def test_a_routine_too_short_or_too_long_is_refused(minutes: float) -> None:
    with pytest.raises(OutOfRange, match="give 1 to 30 minutes"):
        routine(minutes)


def test_without_a_terminal_it_is_a_plan(cramp: Cramp, diary_path: Path) -> None:
    result = cramp("stretch", "--minutes", "2")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[::2] == [
        "Toe points, left foot, 4 times: point the toes away, then pull them up to the shin",
        "Ankle circles, left foot, 4 times: turn the foot slowly, one way and then the other",
        "Calf stretches, left leg, 2 x 15 seconds: knee straight, pull the toes to you",
    ]
    assert result.stderr == ("Nothing is recorded; when it is done: cramp stretch -m 2 --done\n")
    assert not diary_path.exists()


def test_done_is_recorded_at_once_and_adds_up(cramp: Cramp, diary_path: Path) -> None:
    cramp("log", "1h ago")
    result = cramp("stretch", "--done")
    assert result.stdout == "Mon 2 Mar 2026: 5 min of stretching, 5 min in all.\n"
    assert result.stderr == f"{UNDO_HINT}\n"
    assert cramp("stretch", "-m", "2.5", "--done").stdout.endswith("7.5 min in all.\n")
    assert _minutes(diary_path) == 7.5
    cramp("undo")
    assert _minutes(diary_path) == 5


def test_minutes_out_of_range_are_one_sentence(cramp: Cramp, diary_path: Path) -> None:
    result = cramp("stretch", "--minutes", "45", "--done")
    assert result.exit_code == 2
    assert result.stderr == (
        "cramp: stretching of 45 minutes is out of range: give 1 to 30 minutes.\n"
    )
    assert not diary_path.exists()


def test_an_unusable_diary_is_refused_before_the_routine(
    run_stretch: Callable[..., Result], diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary_path.parent.mkdir()
    diary_path.write_text("something else entirely, and long enough to be a file of its own")
    monkeypatch.setattr(stretch, "guide", lambda _: pytest.fail("it began"))
    result = run_stretch("")
    assert (result.exit_code, result.stdout) == (3, "")


def test_guided_without_a_bar_each_exercise_is_a_line(
    run_stretch: Callable[..., Result], diary_path: Path
) -> None:
    result = run_stretch("")
    assert result.stdout.count("\n") == 7
    assert result.stdout.endswith("Mon 2 Mar 2026: 1 min of stretching, 1 min in all.\n")
    assert _minutes(diary_path) == 1


def test_what_ctrl_c_leaves_is_counted_in_tenths(
    run_stretch: Callable[..., Result], diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "sleep", _interrupted_after(20))
    assert "0.3 min of stretching" in run_stretch("").stdout
    assert _minutes(diary_path) == 0.3


def test_a_few_seconds_are_not_recorded(
    run_stretch: Callable[..., Result], diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "sleep", _interrupted_after(8))
    result = run_stretch("")
    assert result.exit_code == 0
    assert result.stderr.endswith("\nNothing is recorded: that was less than 0.2 minutes.\n")
    assert _minutes(diary_path) is None


def _interrupted_after(ticks: int) -> Callable[[float], None]:
    left = iter([None] * ticks)

    def sleep(_: float) -> None:
        try:
            next(left)
        except StopIteration:
            raise KeyboardInterrupt from None

    return sleep


@pytest.mark.usefixtures("no_time")
def test_time_is_counted_and_not_read_from_a_clock() -> None:
    assert guide(routine(3)) == pytest.approx(180)


@pytest.mark.parametrize(
    ("typed", "reliefs"),
    [
        ("y\n3\n", (Relief(ReliefMethod.STRETCHING, 3),)),
        ("maybe\nYES\nsoon\n2.5\n", (Relief(ReliefMethod.STRETCHING, 2.5),)),
        ("y\n9999\n\n", (Relief(ReliefMethod.STRETCHING),)),
        ("n\n", (Relief(ReliefMethod.STRETCHING),)),
        ("\n", ()),
        ("", ()),
        ("y\n", ()),
        (".\n", ()),
        ("y\n.\n", (Relief(ReliefMethod.STRETCHING),)),
        ("2\n", (Relief(ReliefMethod.STRETCHING),)),
        ("y\n<\n-\n", ()),
    ],
)
def test_it_asks_whether_it_eased_the_latest_episode(
    cramp: Cramp,
    run_stretch: Callable[..., Result],
    diary_path: Path,
    typed: str,
    reliefs: tuple[Relief, ...],
) -> None:
    cramp("log", "20m", "ago")
    result = run_stretch(typed)
    assert result.exit_code == 0
    assert "Did it ease the cramp of 07:10 (episode 1)?" in result.stdout
    assert _reliefs(diary_path) == reliefs
    assert _minutes(diary_path) == 1
    assert result.stderr.count("cramp undo") == (2 if reliefs else 1)


def test_other_reliefs_stay(
    cramp: Cramp, run_stretch: Callable[..., Result], diary_path: Path
) -> None:
    cramp("log", "20m", "ago", "--relief", "heat", "--relief", "stretching", "--note", "ouch")
    result = run_stretch("y\n4\n")
    assert "heat, stretching (eased in 4 min)" in result.stdout
    assert [str(relief) for relief in _reliefs(diary_path)] == ["heat", "stretching:4"]
    with open_diary(diary_path) as diary:
        assert diary.episode(1).note == "ouch"
    cramp("undo")
    assert [str(relief) for relief in _reliefs(diary_path)] == ["heat", "stretching"]


@pytest.mark.parametrize(
    ("logged", "words"),
    [
        (("61m", "ago"), ()),
        (("20m", "ago", "--relief", "stretching:2"), ()),
        (("20m", "ago"), ("--no-input",)),
    ],
    ids=["over an hour ago", "known already", "no input"],
)
def test_it_does_not_ask(
    cramp: Cramp,
    run_stretch: Callable[..., Result],
    logged: tuple[str, ...],
    words: tuple[str, ...],
) -> None:
    cramp("log", *logged)
    assert "Did it ease" not in run_stretch("y\n3\n", *words).stdout


def test_on_a_terminal_it_is_quiet_and_counts(diary_path: Path) -> None:
    child = _spawn(diary_path)
    child.expect("1 min of stretching, 1 min in all")
    shown = child.before or ""
    child.expect(pexpect.EOF)
    assert "Toe points, left foot, 2 of 2" in shown
    assert re.search(r"Calf stretches, right leg, 1 of 1  0:01 left  (━+┄+|#+\.+)", shown)
    styles = set(re.findall(r"\x1b\[([0-9;]*)m", shown))
    assert styles <= {"2", "0", ""}, "nothing but dim"
    assert "\a" not in shown
    assert "\x1b[?1049h" not in shown, "no full screen"
    assert _minutes(diary_path) == 1


def test_ctrl_c_on_a_terminal_keeps_what_was_done_and_then_asks(
    cramp: Cramp, diary_path: Path
) -> None:
    cramp("log", "10m", "ago")
    child = _spawn(diary_path, tick="33", NO_COLOR="1")
    child.expect("0:30 left")
    child.sendintr()
    child.expect("0.5 min of stretching, 0.5 min in all")
    child.expect(re.escape("Did it ease the cramp of 07:20 (episode 1)?"))
    child.sendline("y")
    child.expect("After how many minutes")
    child.sendline("2")
    child.expect(r"stretching \(eased in 2 min\)")
    child.expect(pexpect.EOF)
    assert _minutes(diary_path) == 0.5
    assert [str(relief) for relief in _reliefs(diary_path)] == ["stretching:2"]


def test_ctrl_c_at_the_question_leaves_the_episode(cramp: Cramp, diary_path: Path) -> None:
    cramp("log", "10m", "ago")
    child = _spawn(diary_path)
    child.expect("Did it ease")
    child.expect("\n> ")
    time.sleep(0.1)  # before it reads, a signal would wait for the next key
    child.sendintr()
    child.expect("The episode stays as it was")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (_minutes(diary_path), _reliefs(diary_path)) == (1, ())


def test_a_dumb_terminal_gets_a_line_for_each_exercise(diary_path: Path) -> None:
    with open_diary(diary_path, create=True):
        pass
    child = _spawn(diary_path, TERM="dumb")
    child.expect(pexpect.EOF)
    shown = child.before or ""
    assert "\x1b" not in shown
    assert shown.count("\r\n") == 8
    assert _minutes(diary_path) == 1


@pytest.mark.parametrize("words", [("-m", "2"), ("--done",)], ids=["plan", "done"])
def test_without_a_bar_nothing_heavy_is_loaded(diary_path: Path, words: tuple[str, ...]) -> None:
    code = (
        "import sys, atexit; from cramp_diary.cli.app import main;"
        "atexit.register(lambda: print('LOADED', *{m.split('.')[0] for m in sys.modules}));"
        "main()"
    )
    with open_diary(diary_path, create=True):
        pass
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code, "stretch", *words],
        env=os.environ | {"CRAMP_DIARY_DB": str(diary_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(result.stdout.rpartition("LOADED")[2].split())
    assert "typer" in loaded
    assert not loaded & {"pandas", "numpy", "rich", "sqlite_utils", "click"}
