"""The names of the charts; `cramp_diary.charts.gallery` says how each is made.

The command line needs the names before it loads anything that can draw.
"""

from __future__ import annotations

from enum import StrEnum


class Chart(StrEnum):
    """The charts that can be asked for; `ALL` stands for each of the others."""

    WEEKLY = "weekly"
    CALENDAR = "calendar"
    HOURS = "hours"
    WHERE = "where"
    FACTORS = "factors"
    MEDICATION = "medication"
    RELIEF = "relief"
    WATER = "water"
    ALL = "all"

    @property
    def each(self) -> tuple[Chart, ...]:
        """The single charts that this name stands for."""
        return tuple(c for c in Chart if c is not Chart.ALL) if self is Chart.ALL else (self,)
