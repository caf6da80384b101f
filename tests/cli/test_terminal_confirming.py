"""Confirmations and passphrases on a terminal: processes of their own, through a pty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cramp_diary.core.model import Shoe, Wear
from cramp_diary.store import open_diary
from cramp_diary.store.backups.backup import back_up
from cramp_diary.store.backups.integrity import examine
from tests.support.factories import NOW, an_episode
from tests.support.pty_terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

RESTORE = "Put it in the place of the diary? (yes or no)"
FIRST, SECOND = "Forget it for good? (yes or no)", "There is no way back. Type forget to go on."


@pytest.fixture
def diary_path(tmp_path: Path) -> Path:
    path = tmp_path / "diary.db"
    with open_diary(path, create=True, now=NOW) as diary:
        diary.add_episode(an_episode())
    return path


def test_a_restore_is_asked_for(diary_path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "b.db"
    back_up(diary_path, backup)
    with open_diary(diary_path) as diary:
        diary.add_episode(an_episode())
    terminal = Terminal(diary_path, "restore", str(backup))
    terminal.talk((RESTORE, "no"))
    assert terminal.ends() == 130
    assert terminal.shown.endswith("cramp: Nothing was changed.\n")
    assert examine(diary_path).episodes == 2
    terminal = Terminal(diary_path, "restore", str(backup))
    terminal.talk((RESTORE, "yes"))
    assert terminal.ends() == 0
    assert "bring it back: cramp restore" in " ".join(terminal.shown.split())
    assert examine(diary_path).episodes == 1


def test_a_removal_of_what_was_used_is_asked_for(diary_path: Path) -> None:
    with open_diary(diary_path) as diary:
        diary.add_shoe(Shoe("clogs"))
        diary.add_wear(Wear(NOW.date(), "clogs", 8))
    for answer, code in (("no", 130), ("yes", 0)):
        terminal = Terminal(diary_path, "shoes", "remove", "clogs")
        terminal.talk(("Remove it all? (yes or no)", answer))
        assert terminal.ends() == code
        assert "recorded under this name: the hours worn on 1 day." in terminal.shown
    assert terminal.shown.endswith("To take it back: cramp undo\n")
    with open_diary(diary_path) as diary:
        assert (diary.shoes(), diary.wear_on(NOW.date())) == ((), ())


@pytest.mark.parametrize("words", [("forget", "1"), ("forget", "--before", "2026-03-02")])
def test_forgetting_is_asked_for_twice(diary_path: Path, words: tuple[str, ...]) -> None:
    terminal = Terminal(diary_path, *words)
    terminal.talk((FIRST, "yes"), (SECOND, "yes"))
    assert terminal.ends() == 130
    for turns in (((FIRST, "yes"),), ()):
        terminal = Terminal(diary_path, *words)
        terminal.talk(*turns)
        terminal.asks(SECOND if turns else FIRST)
        terminal.leave(with_end_of_file=not turns)
        assert terminal.ends() == 130
    assert examine(diary_path).episodes == 1
    terminal = Terminal(diary_path, *words)
    terminal.talk((FIRST, "yes"), (SECOND, "forget"))
    assert terminal.ends() == 0
    assert examine(diary_path).episodes == 0
