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
from cramp_diary.cli.app import COMMANDS, app
from cramp_diary.store.backups.integrity import examine
from tests.support.factories import AFTER_SAMPLE

if TYPE_CHECKING:
    import pytest

HEAVY = {"report", "chart", "factors"}
"""These draw or compute; their words are read by the parsers that the others share."""

SECONDS = 1
_USUAL = """
    1 2 0 -1 now 20m_ago 2026-04-05 03:10 last_night 10 1l none calf:left heat:2 run:45:6 clogs:8
    pill alcohol=2 x add list - -- nan inf 1e400 \u0661 2026-02-30 9999-12-31 0001-01-01
"""
USUAL = st.sampled_from(["", "9" * 400, *(word.replace("_", " ") for word in _USUAL.split())])
# No paths but those below the test's own folder.
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
    """Draw a command with any words."""
    name = draw(st.sampled_from(sorted(OPTIONS)))
    option = st.sampled_from(OPTIONS[name]) if OPTIONS[name] else USUAL
    return [name, *draw(st.lists(st.one_of(USUAL, USUAL, option, TEXT), max_size=7))]


@given(st.lists(lines(), min_size=1, max_size=5))
@settings(max_examples=150)
def test_any_words_are_done_or_refused(several: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, chdir(folder), _still():
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
    said = CliRunner().invoke(app, ["--db", str(db), *words], prog_name="cramp")
    seconds = time.process_time() - begun
    assert isinstance(said.exception, (SystemExit, type(None))), (words, said.exception)
    assert said.exit_code in {0, 1, 2, 3, 130}, (words, said.stderr)
    assert said.exit_code == 0 or said.stderr or said.stdout, words
    return seconds


class _still:  # noqa: N801 - used as a word
    """A clock that stands still, a sleep that takes no time, and no collector, as in the program.

    In the tests it would sweep all that the tests before have left: a second, now and then.
    """

    def __enter__(self) -> None:
        gc.disable()
        self._before = clock.now, clock.sleep
        clock.now, clock.sleep = (lambda: AFTER_SAMPLE), (lambda _: None)  # type: ignore[assignment]

    def __exit__(self, *_: object) -> None:
        clock.now, clock.sleep = self._before
        gc.enable()


def test_the_words_reach_into_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    assert {"--severity", "--water", "--yes", "--json"} <= {
        o for all_of in OPTIONS.values() for o in all_of
    }
    assert OPTIONS.keys() | HEAVY == set(COMMANDS)
