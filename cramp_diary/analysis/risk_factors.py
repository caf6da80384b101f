"""The seven risk factors, each with one exposure that was chosen before any data were seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.daily import medication_column, own_column
from cramp_diary.analysis.published import Published, published_for
from cramp_diary.core.trial_habits import find_habit
from cramp_diary.core.vocabulary import NONE, Direction, FactorKind, name_key

if TYPE_CHECKING:
    from cramp_diary.core.period import Period

MEDICATION = "medication side effects"


@dataclass(frozen=True, slots=True)
class RiskFactor:
    """What is compared: the days by one exposure.

    Attributes
    ----------
    factor
        The risk factor, as the article names it; of an own factor its name.
    exposure
        The name of the exposure, by which JSON, completion and `cramp factors NAME` know it.
    column
        The column of `daily_table` that holds it.
    more_exposed
        Which way along the column is more exposed.
    unit
        Of the amounts; "" where they have none, an own factor was given none, or it is a setting,
        as of water.
    by_course
        Whether it is a medication taken on courses only: more days alone bring no more courses.
    may_follow_cramp
        Whether a person may do more of it because of a cramp.
    yes_no
        Whether it is a yes or no, 1 or 0 in its column; otherwise it is an amount.
    published
        Effect sizes from the literature.
    source
        Where the values of an own factor were last imported from; "" if they were typed.
    """

    factor: str
    exposure: str
    column: str
    more_exposed: Direction
    unit: str = ""
    by_course: bool = False
    may_follow_cramp: bool = False
    yes_no: bool = False
    published: tuple[Published, ...] = ()
    source: str = ""

    def series(self, daily: pd.DataFrame) -> pd.Series[float]:
        """Return the exposure on each calendar day; all NaN where it was never recorded."""
        if self.column in daily:
            return daily[self.column]
        return pd.Series(np.nan, index=daily.index)


_MORE, _LESS = Direction.MORE, Direction.LESS

WATER = RiskFactor("dehydration", "water", "water_ml", _LESS, may_follow_cramp=True)
SERVINGS = RiskFactor(
    "electrolyte imbalance",
    "electrolyte servings",
    "electrolyte_servings",
    _LESS,
    may_follow_cramp=True,
)
SITTING = RiskFactor("poor circulation", "sitting", "sitting_hours", _MORE, "h")
LOAD = RiskFactor("overexertion", "exertion load", "exertion_load", _MORE)
SHOE_HOURS = RiskFactor("improper footwear", "hours in poor shoes", "poor_shoe_hours", _MORE, "h")
POOR_SHOES = RiskFactor("improper footwear", "poor shoes", "poor_shoes", _MORE, yes_no=True)
NERVES = RiskFactor("nerve compression", "nerve symptoms", "nerve_symptoms", _MORE, yes_no=True)
NO_MEDICATION = RiskFactor(
    MEDICATION, "no medication recorded", medication_column(NONE), _MORE, yes_no=True
)


def list_risk_factors(period: Period) -> tuple[RiskFactor, ...]:
    """Return the factors that are compared: all but that of a trial which is not over.

    A look at it on the way would spoil the trial.
    """
    hidden = list_hidden_factors(period)
    return tuple(factor for factor in list_all_factors(period) if factor not in hidden)


def list_hidden_factors(period: Period) -> tuple[RiskFactor, ...]:
    """Return the factors that are left out, as a trial of them goes on after the period."""
    trial = period.running_trial
    return find_factors_of(period, trial.habit) if trial else ()


def find_factors_of(period: Period, habit: str) -> tuple[RiskFactor, ...]:
    """Return the factors of the diary that show a habit: by its columns, or by its own name."""
    columns = {*find_habit(habit).columns}
    columns |= {own_column(f.name) for f in period.factors if name_key(f.name) == name_key(habit)}
    return tuple(f for f in list_all_factors(period) if f.column in columns)


def list_all_factors(period: Period) -> tuple[RiskFactor, ...]:
    """Return the factors of this diary: the seven, and the person's own.

    Each medication is a factor by itself; without any, `NO_MEDICATION` stands in the seventh
    place, with nothing recorded. Footwear is in hours where at least half of the wear of poor
    shoes has its hours, otherwise 0/1.
    """
    as_needed = {dose.medication for dose in period.doses}
    medications = [
        RiskFactor(
            MEDICATION,
            m.name,
            medication_column(m.name),
            _MORE,
            by_course=m.name not in as_needed,
            may_follow_cramp=m.name in as_needed,
            yes_no=True,
            published=published_for(m.drug_class),
        )
        for m in period.medications
    ] or [NO_MEDICATION]
    own = [
        RiskFactor(
            f.name,
            f.name,
            own_column(f.name),
            f.more_exposed,
            f.unit,
            may_follow_cramp=f.may_follow_cramp,
            yes_no=f.kind is FactorKind.YES_NO,
            source=f.source,
        )
        for f in period.factors
    ]
    return (WATER, SERVINGS, SITTING, LOAD, _choose_footwear(period), NERVES, *medications, *own)


def _choose_footwear(period: Period) -> RiskFactor:
    poor = {shoe.name for shoe in period.shoes if shoe.poor}
    given = [wear.hours is not None for wear in period.wear if wear.shoe in poor]
    return POOR_SHOES if sum(given) * 2 < len(given) else SHOE_HOURS
