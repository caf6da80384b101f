"""However files of an inbox grow and are copied, each of their lines ends in the diary once."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from cramp_diary.cli.commands.import_ import read_line_options
from cramp_diary.core.settings import Settings
from cramp_diary.exchange.inbox.inbox import Inbox
from cramp_diary.store import open_diary
from tests.support.factories import BERLIN, NOW

if TYPE_CHECKING:
    from random import Random

    from cramp_diary.core.errors import DiaryError
    from cramp_diary.core.inbox import KnownLines, LineEntry

FIRST = datetime(2026, 1, 1, 3, 12, tzinfo=BERLIN)
SHUFFLED = st.randoms(use_true_random=False)


class GrowingInbox(RuleBasedStateMachine):
    """A file to which a phone appends, copies of it that a sync program makes, and a diary.

    Each line is logged once: equal ones as often as the phone wrote them. What is done to an entry
    afterwards is done to the one that came.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.home = Path(self.folder.name)
        self.db, self.main = self.home / "diary.db", self.home / "inbox.txt"
        self.lines: list[str] = []
        self.copies: dict[Path, list[str]] = {}
        self.imported: Counter[str] = Counter()
        self.deleted: Counter[str] = Counter()
        self.minutes = 0
        with open_diary(self.db, create=True, now=NOW):
            pass

    def teardown(self) -> None:
        for path in (self.main, *self.copies):
            self._import([path])
        self._compare(Counter(self.lines))
        self.folder.cleanup()

    @rule(equal=st.integers(1, 3))
    def append(self, equal: int) -> None:
        """Append a line, or equal ones; two lines of one minute differ."""
        self.minutes += 1
        at = (FIRST + timedelta(minutes=self.minutes)).strftime("%Y-%m-%d %H:%M")
        self.lines += [f"{at} log note n{self.minutes}"] * equal
        self._write(self.main, self.lines)

    @precondition(lambda self: self.lines)
    @rule()
    def append_of_the_same_minute(self) -> None:
        self.lines.append(f"{self.lines[-1]}x")
        self._write(self.main, self.lines)

    @precondition(lambda self: self.lines)
    @rule(number=st.integers(1, 3), draw=SHUFFLED)
    def copy_in_another_order(self, number: int, draw: Random) -> None:
        path = self.home / f"inbox (conflicted copy {number}).txt"
        lines = list(self.lines)
        draw.shuffle(lines)
        self.copies[path] = lines
        self._write(path, lines)

    @precondition(lambda self: self.lines)
    @rule(data=st.data(), draw=SHUFFLED)
    def bring_in(self, data: st.DataObject, draw: Random) -> None:
        paths = [path for path in (self.main, *self.copies) if path.exists()]
        draw.shuffle(paths)
        chosen = paths[: data.draw(st.integers(1, len(paths)))]
        self._import(chosen)

    @precondition(lambda self: self.imported - self.deleted)
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        with open_diary(self.db, now=NOW) as diary:
            episode = data.draw(st.sampled_from(diary.episodes()))
            diary.replace_episode(episode.id or 0, episode.change(severity=3))

    @precondition(lambda self: self.imported - self.deleted)
    @rule(data=st.data(), for_good=st.booleans())
    def delete(self, data: st.DataObject, for_good: bool) -> None:  # noqa: FBT001 - drawn
        with open_diary(self.db, now=NOW) as diary:
            episode = data.draw(st.sampled_from(diary.episodes()))
            if for_good:
                diary.forget_episode(episode.id or 0)
            else:
                diary.delete_episode(episode.id or 0)
        line = f"{episode.started_at:%Y-%m-%d %H:%M} log note {episode.note}"
        self.deleted[line] += 1

    def _write(self, path: Path, lines: list[str]) -> None:
        path.write_text("".join(f"{line}\n" for line in lines))

    def _import(self, paths: list[Path]) -> None:
        paths = [path for path in paths if path.exists()]
        if not paths:
            return
        inbox = Inbox(paths)

        def read(known: KnownLines) -> tuple[LineEntry, ...]:
            found = inbox.read(known, read_line_options(), Settings(), (), NOW)
            assert not found.problems
            assert not found.changed
            return found.entries

        def refuse(_: int, error: DiaryError) -> None:
            raise error

        with open_diary(self.db, now=NOW) as diary:
            diary.add_lines(read, refuse)
        for path in paths:
            self.imported |= Counter(self.copies.get(path, self.lines))
        self._compare(self.imported)

    def _compare(self, expected: Counter[str]) -> None:
        with open_diary(self.db, now=NOW) as diary:
            found = Counter(
                f"{e.started_at:%Y-%m-%d %H:%M} log note {e.note}" for e in diary.episodes()
            )
        assert found == expected - self.deleted


TestGrowingInbox = GrowingInbox.TestCase
TestGrowingInbox.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
