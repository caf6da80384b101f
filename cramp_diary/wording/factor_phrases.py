"""Phrases for a risk factor: more exposed, two levels of it, and the days on which it was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cramp_diary.analysis.daily import medication_column
from cramp_diary.analysis.inference.negative_control import NEGATIVE_CONTROL
from cramp_diary.analysis.risk_factors import (
    LOAD,
    NERVES,
    NO_MEDICATION,
    POOR_SHOES,
    SERVINGS,
    SHOE_HOURS,
    SITTING,
    WATER,
)
from cramp_diary.core.vocabulary import name_key

if TYPE_CHECKING:
    from cramp_diary.analysis.risk_factors import RiskFactor
    from cramp_diary.core.units import VolumeUnit


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one factor.

    Attributes
    ----------
    more_exposed
        What more exposed is, as in "less water" or "taking furosemide".
    levels
        Levels of an amount with their unit, as in "{} h of sitting".
    presence
        What the days of a 0/1 exposure had, as in "with nerve symptoms".
    is_plural
        Whether the verb after `more_exposed` is in the plural.
    """

    more_exposed: str
    levels: str = "{}"
    presence: str = ""
    is_plural: bool = False

    def format_levels(self, levels: str) -> str:
        """Return levels of an amount with their unit.

        >>> phrases_for(SITTING).format_levels("9 against 6")
        '9 against 6 h of sitting'
        """
        # Not str.format: the name of an own factor may have braces.
        return self.levels.replace("{}", levels, 1)


_BY_COLUMN = {
    WATER.column: Phrases("less water", "{} ml of water", "with 1 ml of water"),
    SERVINGS.column: Phrases(
        "fewer electrolyte servings",
        "{} electrolyte servings",
        "with an electrolyte serving",
        is_plural=True,
    ),
    SITTING.column: Phrases("more sitting", "{} h of sitting", "with 1 h of sitting"),
    LOAD.column: Phrases("more exertion", "an exertion load of {}", "with an exertion load of 1"),
    SHOE_HOURS.column: Phrases(
        "more hours in poor shoes", "{} h in poor shoes", "with 1 h in poor shoes", is_plural=True
    ),
    POOR_SHOES.column: Phrases("wearing poor shoes", presence="in poor shoes"),
    NERVES.column: Phrases("having nerve symptoms", presence="with nerve symptoms"),
    NO_MEDICATION.column: Phrases("taking a medication"),
    NEGATIVE_CONTROL.column: Phrases("days of heads", presence="of heads"),
}
"""The phrases of the factors that are the same in every diary."""


def phrases_for(factor: RiskFactor) -> Phrases:
    """Return the phrases of a factor of the article, a medication or an own factor."""
    if factor.column in _BY_COLUMN:
        return _BY_COLUMN[factor.column]
    name = factor.exposure
    if factor.column == medication_column(name):
        return Phrases(f"taking {name}", presence=f"with {name}")
    levels = f"{{}} {factor.unit} of {name}" if factor.unit else f"{{}} of {name}"
    if factor.unit and name_key(factor.unit) in name_key(name).split():
        levels = f"{{}} {name}"  # 1 magnesium pills, not 1 pills of magnesium pills
    return Phrases(f"{factor.more_exposed} {name}", levels, f"with {name}")


def unit_of(factor: RiskFactor, water_unit: VolumeUnit) -> str:
    """Return the unit of the amounts of a factor, given that of water; empty if they have none."""
    return water_unit if factor == WATER else factor.unit
