"""The whole family of factors of one diary, each with its verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.association import Association, associate
from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.evidence import (
    SPELLS,
    Counts,
    Shortfall,
    counts,
    days_needed,
    days_to_first_verdict,
    shortfalls,
    smallest_detectable_ratio,
)
from cramp_diary.analysis.risk_factors import RiskFactor, risk_factors
from cramp_diary.analysis.verdicts import Verdict, benjamini_hochberg, verdict
from cramp_diary.errors import CannotCompare
from cramp_diary.month import month_of

if TYPE_CHECKING:
    import pandas as pd

    from cramp_diary.period import Period

RATIO_LOOKED_FOR = 2.0
"""The ratio whose days still needed are told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the diary says about one factor.

    Attributes
    ----------
    association, q_value
        ``None`` where the gate was not passed; then `lacking` says why.
    smallest_detectable_ratio
        With 80% power now; ``None`` where no ratio would show.
    days_still_needed
        About how many more recorded days until a first verdict where there is none yet, and
        otherwise until a ratio of 2 would show with 80% power; ``None`` where no pace is known.
    """

    risk_factor: RiskFactor
    verdict: Verdict
    counts: Counts
    association: Association | None
    q_value: float | None
    lacking: tuple[Shortfall, ...]
    not_comparable: str
    smallest_detectable_ratio: float | None
    days_still_needed: int | None


def recorded_calendar(daily: pd.DataFrame) -> pd.DataFrame:
    """Return the rows from the first recorded day to the last, gaps included."""
    known = np.flatnonzero(daily["episodes"].notna())
    return daily.iloc[known[0] : known[-1] + 1] if len(known) else daily.iloc[:0]


def factor_findings(period: Period) -> tuple[Finding, ...]:
    """Test every factor of the diary as one family (Benjamini-Hochberg).

    A *clear link* also held, in the family of its day, at the end of the month before the last
    recorded day.

    Parameters
    ----------
    period
        The whole diary up to the day of the report: more days tell more.
    """
    factors = risk_factors(period)
    findings = _family(recorded_calendar(daily_table(period)), factors)
    if not any(f.verdict is Verdict.POSSIBLE_LINK for f in findings):
        return findings
    month_start = month_of(max(period.recorded_days)).start
    earlier_daily = recorded_calendar(daily_table(period.before(month_start)))
    earlier = {f.risk_factor: f.q_value for f in _family(earlier_daily, factors)}
    return tuple(
        replace(f, verdict=verdict(f.association, f.q_value, earlier[f.risk_factor]))
        for f in findings
    )


def _family(daily: pd.DataFrame, factors: tuple[RiskFactor, ...]) -> tuple[Finding, ...]:
    """Test the factors together, as if each q-value were seen for the first time."""
    findings = [_alone(daily, factor) for factor in factors]
    tested = [f for f in findings if f.association]
    q_values = benjamini_hochberg(
        np.array([f.association.p_value for f in tested if f.association])
    )
    q_of = {f.risk_factor: float(q) for f, q in zip(tested, q_values, strict=True)}
    return tuple(
        replace(f, q_value=q, verdict=verdict(f.association, q, None))
        for f in findings
        for q in [q_of.get(f.risk_factor)]
    )


def _alone(daily: pd.DataFrame, factor: RiskFactor) -> Finding:
    exposure = factor.series(daily)
    c = counts(daily["episodes"], exposure, factor.more_exposed)
    lacking = shortfalls(c)
    association, why = None, ""
    if not lacking:
        try:
            association = associate(daily["episodes"], exposure, factor.more_exposed)
        except CannotCompare as error:
            why = error.why
    streaks = association.inflation if association else 1.0
    return Finding(
        risk_factor=factor,
        verdict=Verdict.TOO_FEW_DAYS,
        counts=c,
        association=association,
        q_value=None,
        lacking=lacking,
        not_comparable=why,
        smallest_detectable_ratio=smallest_detectable_ratio(c, streaks),
        days_still_needed=(
            days_needed(RATIO_LOOKED_FOR, c, streaks)
            if association
            else _days_to_first_verdict(factor, c)
        ),
    )


def _days_to_first_verdict(factor: RiskFactor, c: Counts) -> int | None:
    """Days alone never make up for the courses that a medication was not taken on."""
    short_of_spells = any(shortfall.what == SPELLS for shortfall in shortfalls(c))
    return None if factor.by_course and short_of_spells else days_to_first_verdict(c)
