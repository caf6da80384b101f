"""What was drunk day by day, against the goal, with the days it cramped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.daily import daily_table

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.period import Period
    from cramp_diary.settings import Settings


@dataclass(frozen=True, slots=True)
class WaterDay:
    """One day: `water_ml` and `episodes` are ``None`` where they are not recorded."""

    day: date
    water_ml: float | None
    episodes: int | None


@dataclass(frozen=True, slots=True)
class WaterDays:
    """All days of a period, with the goal and the unit of the settings.

    `goal_days` counts the days, of those with water recorded, that reached the goal.
    """

    days: tuple[WaterDay, ...]
    settings: Settings
    recorded_days: int
    goal_days: int

    @property
    def goal_ml(self) -> float:
        """What the person means to drink a day."""
        return self.settings.water_goal


def water_days(period: Period) -> WaterDays:
    """Return the water and the episodes of each day of a period; missing days stay missing."""
    daily = daily_table(period)[["water_ml", "episodes"]]
    days = tuple(
        WaterDay(
            stamp.date(),
            None if np.isnan(water) else float(water),
            None if np.isnan(episodes) else int(episodes),
        )
        for stamp, water, episodes in daily.itertuples()
    )
    goal = period.settings.water_goal
    return WaterDays(
        days=days,
        settings=period.settings,
        recorded_days=int(daily["water_ml"].count()),
        goal_days=int((daily["water_ml"] >= goal).sum()),
    )
