"""Water and episodes of each day, and the daily goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.daily import daily_table

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.core.period import Period
    from cramp_diary.core.settings import Settings


@dataclass(frozen=True, slots=True)
class WaterDay:
    """One day: `water_ml` and `episodes` are ``None`` where they are not recorded."""

    day: date
    water_ml: float | None
    episodes: int | None


@dataclass(frozen=True, slots=True)
class WaterDays:
    """All days of a period, with the goal and the unit of the settings."""

    days: tuple[WaterDay, ...]
    settings: Settings

    @property
    def goal_ml(self) -> float | None:
        """The goal for a day, in ml; ``None`` if the person has set none."""
        return self.settings.water_goal

    @property
    def recorded_days(self) -> int:
        """The number of days with water recorded."""
        return len(self.given_ml)

    @property
    def goal_days(self) -> int:
        """The number of days with water recorded that reached the goal, if there is one."""
        return sum(self.reaches_goal(water_ml) for water_ml in self.given_ml)

    def reaches_goal(self, water_ml: float) -> bool:
        """Tell whether an amount of water reaches the goal; without a goal, none does."""
        return self.goal_ml is not None and water_ml >= self.goal_ml

    @property
    def given_ml(self) -> list[float]:
        """The water of each day on which it is recorded, in ml."""
        return [day.water_ml for day in self.days if day.water_ml is not None]


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
    return WaterDays(days, period.settings)
