"""All factors of a diary tested as one family.

See analysis/README.md, "Many factors: q and verdicts".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.inference.association import prepare_comparison
from cramp_diary.analysis.inference.power import count_days, find_shortfalls
from cramp_diary.analysis.inference.verdicts import benjamini_hochberg
from cramp_diary.core.errors import CannotCompare

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from cramp_diary.analysis.inference.association import Comparison
    from cramp_diary.analysis.inference.power import Counts, Shortfall
    from cramp_diary.analysis.risk_factors import RiskFactor


@dataclass(frozen=True, slots=True)
class TestedFactor:
    """One factor of the family.

    Attributes
    ----------
    comparison, q_value
        ``None`` where the minimum data is lacking, or the days could not be compared.
    lacking
        What there is less of than the minimum.
    not_comparable
        Why the days could not be compared, or "".
    """

    risk_factor: RiskFactor
    counts: Counts
    lacking: tuple[Shortfall, ...]
    comparison: Comparison | None = None
    not_comparable: str = ""
    q_value: float | None = None


def compare_all(daily: pd.DataFrame, factors: Iterable[RiskFactor]) -> tuple[TestedFactor, ...]:
    """Test each factor that has the minimum data, and compute the q-values of those tested.

    Parameters
    ----------
    daily
        As from `daily_table`, from the first recorded day to the last.

    Returns
    -------
    tuple of TestedFactor
        In the order of the factors, with the q-values of Benjamini and Hochberg over those
        tested.
    """
    members = [compare_factor(daily, factor) for factor in factors]
    p_values = [m.comparison.p_value for m in members if m.comparison]
    q_values = iter(benjamini_hochberg(np.array(p_values)))
    return tuple(replace(m, q_value=float(next(q_values))) if m.comparison else m for m in members)


def compare_factor(daily: pd.DataFrame, factor: RiskFactor) -> TestedFactor:
    """Count the days of one factor, and compare them if it has the minimum data."""
    exposure = factor.series(daily)
    counted = count_days(daily["episodes"], exposure, factor.more_exposed)
    lacking = find_shortfalls(counted)
    if lacking:
        return TestedFactor(factor, counted, lacking)
    y, x = (np.asarray(series, dtype=np.float64) for series in (daily["episodes"], exposure))
    try:
        return TestedFactor(factor, counted, lacking, prepare_comparison(y, x, factor.more_exposed))
    except CannotCompare as error:
        return TestedFactor(factor, counted, lacking, not_comparable=error.why)
