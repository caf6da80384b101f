"""The type of the fixture that runs the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from typer.testing import Result


class Cramp(Protocol):
    """Runs the command in this process and returns what came of it."""

    def __call__(self, *words: str) -> Result: ...
