"""The seven risk factors of the article, each with the one exposure chosen beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.daily import medication_column, own_column
from cramp_diary.analysis.published import Published, published_for
from cramp_diary.core.vocabulary import NONE, Direction

if TYPE_CHECKING:
    from cramp_diary.core.model import Factor
    from cramp_diary.core.period import Period

MEDICATION = "medication side effects"


@dataclass(frozen=True, slots=True)
class RiskFactor:
    """What is compared: a factor, its exposure, the daily column and the direction.

    `more` says what more exposed is, as in "less water"; `levels` words levels of an amount,
    as in "9 against 6 h of sitting", and `presence` the days of a 0/1 exposure, as in "with nerve
    symptoms". `by_course` is a medication taken on course only: days alone bring no more courses.
    `is_plural` is about the grammar of `more`.
    """

    factor: str
    exposure: str
    column: str
    more_exposed: Direction
    more: str
    levels: str = "{}"
    presence: str = ""
    by_course: bool = False
    published: tuple[Published, ...] = ()
    is_plural: bool = False

    def series(self, daily: pd.DataFrame) -> pd.Series[float]:
        """Return the exposure on each calendar day; all NaN where it was never recorded."""
        if self.column in daily:
            return daily[self.column]
        return pd.Series(np.nan, index=daily.index)


_MORE, _LESS = Direction.MORE, Direction.LESS

WATER = RiskFactor(
    "dehydration",
    "water",
    "water_ml",
    _LESS,
    "less water",
    "{} ml of water",
    "with 1 ml of water",
)
SERVINGS = RiskFactor(
    "electrolyte imbalance",
    "electrolyte servings",
    "electrolyte_servings",
    _LESS,
    "fewer electrolyte servings",
    "{} electrolyte servings",
    "with an electrolyte serving",
    is_plural=True,
)
SITTING = RiskFactor(
    "poor circulation",
    "sitting",
    "sitting_hours",
    _MORE,
    "more sitting",
    "{} h of sitting",
    "with 1 h of sitting",
)
LOAD = RiskFactor(
    "overexertion",
    "exertion load",
    "exertion_load",
    _MORE,
    "more exertion",
    "an exertion load of {}",
    "with an exertion load of 1",
)
SHOE_HOURS = RiskFactor(
    "improper footwear",
    "hours in poor shoes",
    "poor_shoe_hours",
    _MORE,
    "more hours in poor shoes",
    "{} h in poor shoes",
    "with 1 h in poor shoes",
    is_plural=True,
)
POOR_SHOES = RiskFactor(
    "improper footwear",
    "poor shoes",
    "poor_shoes",
    _MORE,
    "wearing poor shoes",
    presence="in poor shoes",
)
NERVES = RiskFactor(
    "nerve compression",
    "nerve symptoms",
    "nerve_symptoms",
    _MORE,
    "having nerve symptoms",
    presence="with nerve symptoms",
)
NO_MEDICATION = RiskFactor(
    MEDICATION, "no medication recorded", medication_column(NONE), _MORE, "taking a medication"
)


def risk_factors(period: Period) -> tuple[RiskFactor, ...]:
    """Return what is compared in this diary: the seven, and the person's own factors.

    Each medication is a factor by itself; without any, the seventh stands there with nothing
    recorded. Footwear is in hours where at least half of the wear of poor shoes has its hours,
    otherwise 0/1.
    """
    medications = [
        RiskFactor(
            MEDICATION,
            m.name,
            medication_column(m.name),
            _MORE,
            f"taking {m.name}",
            presence=f"with {m.name}",
            by_course=m.name not in {dose.medication for dose in period.doses},
            published=published_for(m.drug_class),
        )
        for m in period.medications
    ] or [NO_MEDICATION]
    own = [_own(factor) for factor in period.factors]
    return (WATER, SERVINGS, SITTING, LOAD, _footwear(period), NERVES, *medications, *own)


def _footwear(period: Period) -> RiskFactor:
    poor = {shoe.name for shoe in period.shoes if shoe.poor}
    given = [wear.hours is not None for wear in period.wear if wear.shoe in poor]
    return POOR_SHOES if sum(given) * 2 < len(given) else SHOE_HOURS


def _own(factor: Factor) -> RiskFactor:
    name, unit = (text.replace("{", "{{").replace("}", "}}") for text in (factor.name, factor.unit))
    return RiskFactor(
        factor.name,
        factor.name,
        own_column(factor.name),
        factor.more_exposed,
        f"{factor.more_exposed} {factor.name}",
        f"{{}} {unit} of {name}" if unit else f"{{}} of {name}",
        f"with {factor.name}",
    )
