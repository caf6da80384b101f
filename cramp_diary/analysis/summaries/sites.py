"""Episodes by muscle and side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cramp_diary.core.vocabulary import Muscle, Side

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cramp_diary.core.model import Episode
    from cramp_diary.core.period import Period


@dataclass(frozen=True, slots=True)
class MuscleCount:
    """Episodes that name a muscle, each of them in one of the four counts."""

    muscle: Muscle
    left_only: int
    right_only: int
    both: int
    side_not_given: int

    @property
    def episodes(self) -> int:
        """All episodes that name it."""
        return self.left_only + self.right_only + self.both + self.side_not_given

    def on(self, side: Side) -> int:
        """Return the episodes that reached one side, those on both sides included.

        >>> MuscleCount(Muscle.CALF, 4, 2, 3, 1).on(Side.LEFT)
        7
        """
        only = {Side.LEFT: self.left_only, Side.RIGHT: self.right_only}
        return only.get(side, 0) + self.both


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """Episodes of ``[start, end)`` by muscle, all muscles in their order.

    An episode counts in each muscle that it names; `not_given` counts those that name none.
    """

    start: date
    end: date
    episodes: int
    not_given: int
    muscles: tuple[MuscleCount, ...]


def count_sites(period: Period) -> SiteCounts:
    """Count the episodes of a period by muscle and side."""
    return SiteCounts(
        start=period.start,
        end=period.end,
        episodes=len(period.episodes),
        not_given=sum(not episode.sites for episode in period.episodes),
        muscles=tuple(_count_muscle(muscle, period.episodes) for muscle in Muscle),
    )


def _count_muscle(muscle: Muscle, episodes: Iterable[Episode]) -> MuscleCount:
    named = ({s.side for s in e.sites if s.muscle is muscle} for e in episodes)
    counted = Counter(_combine_sides(sides) for sides in named if sides)
    return MuscleCount(
        muscle, counted[Side.LEFT], counted[Side.RIGHT], counted[Side.BOTH], counted[None]
    )


def _combine_sides(sides: set[Side | None]) -> Side | None:
    """Return the side of a muscle in one episode; left and right named apart are both."""
    if Side.BOTH in sides or {Side.LEFT, Side.RIGHT} <= sides:
        return Side.BOTH
    return next((side for side in sides if side), None)
