"""Any words on the command line: done or refused, never a traceback, never slow."""

from __future__ import annotations

import gc
import tempfile
import time
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from cramp_diary.cli import clock
from cramp_diary.cli.app import app
from cramp_diary.cli.command_names import COMMANDS
from cramp_diary.store.backups.integrity import examine
from tests.support.factories import AFTER_SAMPLE

if TYPE_CHECKING:
    import pytest

HEAVY = {"report", "chart", "factors", "demo"}
"""These draw or compute; their arguments are read by parsers that the others share."""

SECONDS = 1
_USUAL = """
    1 2 0 -1 now 20m_ago 2026-04-05 03:10 last_night 10 1l none calf:left heat:2 run:45:6 clogs:8
    pill alcohol=2 x add list - -- nan inf 1e400 \u0661 2026-02-30 9999-12-31 0001-01-01
"""
USUAL = st.sampled_from(["", "9" * 400, *(word.replace("_", " ") for word in _USUAL.split())])
# No text may be a path outside the folder of the test.
TEXT = st.text(st.characters(blacklist_characters="/~\0", codec="utf-8"), max_size=12)


def _options() -> dict[str, list[str]]:
    group = typer.main.get_command(app)
    found: dict[str, list[str]] = {}
    for name in set(COMMANDS) - HEAVY:
        command = group.get_command(None, name)  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {}).values()
        params = [param for one in (command, *inner) for param in one.params]
        found[name] = sorted({o for param in params for o in param.opts if o.startswith("-")})
        found[name] = [option for option in found[name] if option not in ("--db", "--help")]
    return found


OPTIONS = _options()


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Draw a command with any arguments."""
    name = draw(st.sampled_from(sorted(OPTIONS)))
    option = st.sampled_from(OPTIONS[name]) if OPTIONS[name] else USUAL
    return [name, *draw(st.lists(st.one_of(USUAL, USUAL, option, TEXT), max_size=7))]


@given(st.lists(lines(), min_size=1, max_size=5))
@settings(max_examples=150)
def test_any_words_are_done_or_refused(several: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, chdir(folder), _time_stopped():
        db = Path(folder) / "d" / "diary.db"
        for words in (["log"], *several):
            seconds = _run(db, words)
            if seconds >= SECONDS:
                # What is slow is slow twice; a hiccup of the machine is not.
                seconds = _run(db, words)
            assert seconds < SECONDS, words
        examine(db)


def _run(db: Path, words: list[str]) -> float:
    begun = time.process_time()
    result = CliRunner().invoke(app, ["--db", str(db), *words], prog_name="cramp")
    seconds = time.process_time() - begun
    assert isinstance(result.exception, (SystemExit, type(None))), (words, result.exception)
    assert result.exit_code in {0, 1, 2, 3, 130}, (words, result.stderr)
    assert result.exit_code == 0 or result.stderr or result.stdout, words
    return seconds


class _time_stopped:  # noqa: N801 - called like a function
    """Stop the clock, make sleeping take no time, and turn the garbage collector off.

    The program runs without the collector, too. In the tests it would collect what earlier tests
    have left, which takes a second now and then.
    """

    def __enter__(self) -> None:
        gc.disable()
        self._before = clock.now, clock.sleep
        clock.now, clock.sleep = (lambda: AFTER_SAMPLE), (lambda _: None)  # type: ignore[assignment]

    def __exit__(self, *_: object) -> None:
        clock.now, clock.sleep = self._before
        gc.enable()


def test_the_options_of_all_commands_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    assert {"--severity", "--water", "--yes", "--json"} <= {
        o for all_of in OPTIONS.values() for o in all_of
    }
    assert OPTIONS.keys() | HEAVY == set(COMMANDS)
