"""The least and greatest amounts that are accepted, of episodes, days, settings and the rest.

Limits apply to what is typed or imported. A stored value stays readable when a limit is changed
later: ``cramp check`` reports it.
"""

from __future__ import annotations

from typing import NamedTuple

from cramp_diary.core.errors import OtherUnit, OutOfRange

_HOUR_MINUTES, _DAY_MINUTES, _MOST_LITRES = 60, 1440, 8


class Limits(NamedTuple):
    """The name of an amount, its least and greatest value, and their unit."""

    name: str
    least: float
    greatest: float
    unit: str = ""

    def check(self, value: float | None) -> None:
        """Refuse a value outside the limits; ``None`` passes.

        Raises
        ------
        OutOfRange, OtherUnit
            If it is below or above the limits, or not a number; or minutes given as hours.
        """
        if value is not None and not self.least <= value <= self.greatest:
            if self.unit == "hours" and _HOUR_MINUTES <= value <= _HOUR_MINUTES * self.greatest:
                raise OtherUnit(self.name, value, "hours", "minutes", 1 / _HOUR_MINUTES)
            raise OutOfRange(self.name, value, (self.least, self.greatest), self.unit)


FAR_DAYS = 366
"""A day that is farther from all others of the diary is asked about: its year may be mistyped."""


def check_unit(what: str, value: float, unit: str) -> None:
    """Refuse an amount of a day that is almost surely in another unit, such as 1.8 ml of water.

    For what is typed or imported only: a diary may hold it.

    Raises
    ------
    OtherUnit
        If it is.
    """
    unit = unit.strip().casefold()
    words = {unit} if unit else set(what.casefold().replace("_", " ").split())
    if words & {"h", "hr", "hrs", "hour", "hours"} and _HOUR_MINUTES <= value <= _DAY_MINUTES:
        raise OtherUnit(what, value, "hours", "minutes", 1 / _HOUR_MINUTES)
    if what == WATER_ML.name and unit == "ml" and 0 < value < _MOST_LITRES:
        raise OtherUnit(what, value, "ml", "l", 1000)


SEVERITY = Limits("severity", 0, 10)
DURATION_MINUTES = Limits("duration", 0, 1440, "minutes")
SORENESS_HOURS = Limits("soreness", 0, 336, "hours")
RELIEF_MINUTES = Limits("relief", 0, 1440, "minutes")
ACTIVITY_MINUTES = Limits("activity", 0, 1440, "minutes")
EFFORT = Limits("effort", 0, 10, "(0 rest, 10 all you can)")
WEAR_HOURS = Limits("wear", 0, 24, "hours")
FACTOR_VALUE = Limits("value", -1e9, 1e9)
WATER_ML = Limits("water", 0, 15_000, "ml")
SITTING_HOURS = Limits("sitting", 0, 24, "hours")
ELECTROLYTE_SERVINGS = Limits("electrolyte servings", 0, 30)
STRETCH_MINUTES = Limits("stretch", 0, 600, "minutes")
SLEEP_DISTURBANCE = Limits("sleep disturbance", 0, 10)
GLASS_ML = Limits("glass", 50, 1000, "ml")
WATER_GOAL_ML = Limits("water_goal", 250, 10_000, "ml")
ROUTINE_MINUTES = Limits("stretching", 1, 30, "minutes")
TRIAL_LENGTH = Limits("trial", 36, 400, "days")
YEAR = Limits("year", 1900, 2200)
