"""The journal's steps in an open diary: listed, undone and redone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.store.keys import fill_keys
from cramp_diary.store.tables.base import Tables
from cramp_diary.store.transaction import transaction

if TYPE_CHECKING:
    from cramp_diary.store.journal import Step


class Steps(Tables):
    """Methods to list, undo and redo steps."""

    def steps(self) -> tuple[Step, ...]:
        """Return the steps that can be undone or redone, the latest first."""
        return self._journal.steps()

    def undo(self) -> Step:
        """Undo the latest step exactly, and return it.

        Raises
        ------
        NothingToUndo
            If there is none.
        """
        with transaction(self._connection):
            step = self._journal.undo()
            fill_keys(self._connection)  # a step of an earlier format restores rows without
        self.changed = True
        return step

    def redo(self) -> Step:
        """Redo the step that was undone last, and return it.

        Raises
        ------
        NothingToRedo
            If there is none.
        """
        with transaction(self._connection):
            step = self._journal.redo()
            fill_keys(self._connection)  # a step of an earlier format restores rows without
        self.changed = True
        return step
