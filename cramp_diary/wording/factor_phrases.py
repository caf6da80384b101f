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

if TYPE_CHECKING:
    from cramp_diary.analysis.risk_factors import RiskFactor


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of one factor, as the functions below return them; `levels` is a template."""

    more_exposed: str
    levels: str = "{}"
    presence: str = ""
    is_plural: bool = False


_BY_COLUMN = {
    WATER.column: _Phrases("less water", "{} ml of water", "with 1 ml of water"),
    SERVINGS.column: _Phrases(
        "fewer electrolyte servings",
        "{} electrolyte servings",
        "with an electrolyte serving",
        is_plural=True,
    ),
    SITTING.column: _Phrases("more sitting", "{} h of sitting", "with 1 h of sitting"),
    LOAD.column: _Phrases("more exertion", "an exertion load of {}", "with an exertion load of 1"),
    SHOE_HOURS.column: _Phrases(
        "more hours in poor shoes", "{} h in poor shoes", "with 1 h in poor shoes", is_plural=True
    ),
    POOR_SHOES.column: _Phrases("wearing poor shoes", presence="in poor shoes"),
    NERVES.column: _Phrases("having nerve symptoms", presence="with nerve symptoms"),
    NO_MEDICATION.column: _Phrases("taking a medication"),
    NEGATIVE_CONTROL.column: _Phrases("days of heads", presence="of heads"),
}
"""The phrases of the factors that are the same in every diary."""


def format_more_exposed(factor: RiskFactor) -> str:
    """Return what more exposed is, as in "less water" or "taking furosemide"."""
    return _phrases(factor).more_exposed


def format_levels(factor: RiskFactor, levels: str) -> str:
    """Return levels of an amount with their unit.

    Examples
    --------
    >>> format_levels(SITTING, "9 against 6")
    '9 against 6 h of sitting'
    """
    return _phrases(factor).levels.format(levels)


def format_presence(factor: RiskFactor) -> str:
    """Return what the days of a 0/1 exposure had, as in "with nerve symptoms"."""
    return _phrases(factor).presence


def is_plural(factor: RiskFactor) -> bool:
    """Tell whether the verb after `format_more_exposed` is in the plural."""
    return _phrases(factor).is_plural


def _phrases(factor: RiskFactor) -> _Phrases:
    if factor.column in _BY_COLUMN:
        return _BY_COLUMN[factor.column]
    if factor.column == medication_column(factor.exposure):
        return _Phrases(f"taking {factor.exposure}", presence=f"with {factor.exposure}")
    return _own_phrases(factor)


def _own_phrases(factor: RiskFactor) -> _Phrases:
    name, unit = (
        text.replace("{", "{{").replace("}", "}}") for text in (factor.exposure, factor.unit)
    )
    return _Phrases(
        f"{factor.more_exposed} {factor.exposure}",
        f"{{}} {unit} of {name}" if unit else f"{{}} of {name}",
        f"with {factor.exposure}",
    )
