"""Refits of flagged factors, jointly and beside the days of the week; what came first.

See analysis/README.md, "Many factors: q and verdicts".
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.daily import before_column
from cramp_diary.analysis.inference.association import all_recorded, prepare_comparison
from cramp_diary.analysis.inference.coding import code_exposure
from cramp_diary.analysis.rates import DAYS_PER_WEEK
from cramp_diary.core.errors import CannotCompare
from cramp_diary.core.vocabulary import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats
    from cramp_diary.analysis.risk_factors import RiskFactor

EPISODES_A_FACTOR = 10
"""A joint fit holds at most one factor for each ten episodes."""

KNOWN_BEFORE = 0.9
"""Share of an exposure that is to be known to have come before the cramps of its days."""

DISSOLVED_P = 0.05
"""A flagged factor with a greater p in a refit cannot be separated from what is beside it."""


def inseparable(daily: pd.DataFrame, flagged: Sequence[RiskFactor]) -> dict[RiskFactor, RiskFactor]:
    """Refit the flagged factors jointly; return those that dissolve, each with its rival.

    Tested by itself, a factor that is only correlated with a true one is often flagged, too. A
    factor whose p is above .05 in the joint fit cannot be separated from the one that it is most
    correlated with, its rival. The same holds for the factors that the fit has no room for: it
    takes one for each ten episodes, the smallest p first.

    Parameters
    ----------
    daily
        As from `daily_table`, from the first recorded day to the last.
    flagged
        Ordered by p, the smallest first.
    """
    if len(flagged) < 2:  # noqa: PLR2004 - a pair
        return {}
    episodes = np.asarray(daily["episodes"], dtype=np.float64)
    exposures = [np.asarray(factor.series(daily), dtype=np.float64) for factor in flagged]
    common = all_recorded(episodes, *exposures)
    room = int(episodes[common].sum()) // EPISODES_A_FACTOR
    coded = [_code_on(x, factor, common) for x, factor in zip(exposures, flagged, strict=True)]
    found = {}
    for place, factor in enumerate(flagged):
        beside = [x for other, x in enumerate(coded[:room]) if other != place]
        if place >= room or _dissolves(episodes, exposures[place], factor, beside):
            found[factor] = flagged[_find_most_correlated(place, coded, common)]
    return found


def _code_on(exposure: Floats, factor: RiskFactor, common: NDArray[np.bool_]) -> Floats:
    column = np.full(len(exposure), np.nan)
    try:
        column[common] = code_exposure(exposure[common], factor.more_exposed).column
    except CannotCompare:  # the same on all days that they have in common
        column[common] = 0.0
    return column


def _dissolves(
    episodes: Floats, exposure: Floats, factor: RiskFactor, beside: Sequence[Floats]
) -> bool:
    try:
        found = prepare_comparison(episodes, exposure, factor.more_exposed, beside=beside)
    except CannotCompare:
        return True
    return found.p_value > DISSOLVED_P


def _find_most_correlated(place: int, coded: Sequence[Floats], common: NDArray[np.bool_]) -> int:
    centred = [x[common] - x[common].sum() / max(common.sum(), 1) for x in coded]
    sizes = [math.sqrt(float(x @ x)) or 1.0 for x in centred]
    alike = [
        -1.0 if other == place else abs(float(centred[place] @ x)) / sizes[other]
        for other, x in enumerate(centred)
    ]
    return int(np.argmax(alike))


def follows_weekdays(daily: pd.DataFrame, factor: RiskFactor) -> bool:
    """Tell whether a flagged factor dissolves beside six columns for the days of the week.

    Sitting and work shoes come on weekdays, drinking at weekends; cramps that follow the days of
    the week for another reason go together with all of these.

    Parameters
    ----------
    daily
        As from `daily_table`, from the first recorded day to the last.
    """
    exposure = np.asarray(factor.series(daily), dtype=np.float64)
    weekday = np.asarray(pd.DatetimeIndex(daily.index).day_of_week)
    beside = [(weekday == day).astype(float) for day in range(DAYS_PER_WEEK - 1)]
    return _dissolves(np.asarray(daily["episodes"], dtype=np.float64), exposure, factor, beside)


def may_be_reaction(daily: pd.DataFrame, factor: RiskFactor, score: float) -> bool:
    """Tell whether tomorrow's exposure goes together with the cramps as strongly as today's.

    Tomorrow's exposure cannot come before today's cramps; if it goes together with them as
    strongly and in the same direction, the cramps may have come first (they keep a person in a
    chair, or make them drink).

    Parameters
    ----------
    daily
        As from `daily_table`, from the first recorded day to the last.
    factor
        A flagged factor.
    score
        That of today's exposure, in standard deviations, divided by the root of the inflation.
    """
    tomorrow = np.asarray(factor.series(daily).shift(-1), dtype=np.float64)
    episodes = np.asarray(daily["episodes"], dtype=np.float64)
    try:
        found = prepare_comparison(episodes, tomorrow, factor.more_exposed)
    except CannotCompare:
        return False
    return found.score * math.copysign(1, score) >= abs(score)


def share_known_before(daily: pd.DataFrame, factor: RiskFactor, rate_ratio: float) -> float | None:
    """Return how much of an exposure is known to have come before the cramps of its days.

    Parameters
    ----------
    daily
        As from `daily_table`, from the first recorded day to the last.
    factor
        A flagged factor.
    rate_ratio
        Of more-exposed days against less-exposed ones.

    Returns
    -------
    float or None
        Of all that was recorded on days with cramps, the share with a time before the first
        episode of its day. ``None`` where the order does not matter: the factor is nothing that a
        person does because of a cramp, or less of it goes together with more cramps, while
        reacting to cramps would make it more.
    """
    more_with_more = (rate_ratio > 1) is (factor.more_exposed is Direction.MORE)
    if not (factor.may_follow_cramp and more_with_more):
        return None
    exposure = factor.series(daily)[daily["episodes"] > 0].dropna()
    total = float(exposure.sum())
    if before_column(factor.column) not in daily or total <= 0:
        return 0.0
    before = daily[before_column(factor.column)].reindex(exposure.index)
    return min(float(before.sum()) / total, 1.0)


def is_order_unknown(known_before: float | None) -> bool:
    """Tell whether too little of an exposure is known to have come before the cramps."""
    return known_before is not None and known_before < KNOWN_BEFORE
