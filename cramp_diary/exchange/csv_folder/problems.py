"""Collecting what is wrong with the files of a CSV folder, to say all of it at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cramp_diary.exchange.errors import MOST_SHOWN, BadRow, BadRows

if TYPE_CHECKING:
    from collections.abc import Iterator


class Problems:
    """The first errors that were found, and the number of all."""

    def __init__(self) -> None:
        self._shown: list[BadRow] = []
        self._number = 0

    def add(self, error: BadRow) -> None:
        """Add an error."""
        self._number += 1
        if len(self._shown) < MOST_SHOWN:
            self._shown.append(error)

    @contextmanager
    def collected(self) -> Iterator[None]:
        """Add the error that the block raises, if it does."""
        try:
            yield
        except BadRow as error:
            self.add(error)

    def raise_any(self) -> None:
        """Raise what was found.

        Raises
        ------
        BadRow
            If there is one error.
        BadRows
            If there are several.
        """
        if self._number == 1:
            raise self._shown[0]
        if self._shown:
            raise BadRows(self._shown, self._number)
