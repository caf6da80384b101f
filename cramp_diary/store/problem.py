"""What ``cramp check`` reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be, and the command or action that corrects it.

    `is_damage` tells that the file itself is damaged.
    """

    what: str
    mend: str
    is_damage: bool = False
