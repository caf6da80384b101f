"""The hours at which the episodes of a period began."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cramp_diary.core.vocabulary import State

if TYPE_CHECKING:
    from cramp_diary.core.period import Period

HOURS_PER_DAY = 24


def hours_by_state(period: Period) -> dict[State | None, tuple[int, ...]]:
    """Count episodes by state (``None`` not recorded) and hour, 24 each from midnight."""
    counted = Counter((e.state, e.started_at.hour) for e in period.episodes)
    states = [state for state in (*State, None) if any(s is state for s, _ in counted)]
    return {state: tuple(counted[state, hour] for hour in range(HOURS_PER_DAY)) for state in states}
