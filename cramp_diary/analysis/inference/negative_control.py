"""A negative control, shown as a coin toss: a random factor with the streaks of a real one.

See analysis/README.md, "Negative control".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.inference.coding import more_exposed_days
from cramp_diary.analysis.risk_factors import RiskFactor
from cramp_diary.core.vocabulary import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.family import TestedFactor

NEGATIVE_CONTROL = RiskFactor(
    "honesty check", "coin toss", "coin toss", Direction.MORE, yes_no=True
)

SEED_DAYS = 28
"""The days whose episodes are the seed; what is recorded later changes no draw."""


def choose_model(members: Sequence[TestedFactor]) -> RiskFactor | None:
    """Return the tested factor with the most days, whose streaks the negative control gets."""
    compared = [m for m in members if m.comparison]
    return max(compared, key=lambda m: m.counts.days).risk_factor if compared else None


def draw_exposure(daily: pd.DataFrame, model: RiskFactor) -> pd.Series[float]:
    """Draw heads or tails for each day on which a factor is recorded.

    Heads come as often as the factor's more-exposed days, and in runs as long: some days
    are drawn afresh, the others repeat the day before, which gives the draws the day-to-day
    correlation of the factor. The cramps enter only through the seed, made of the first 28 days of
    the diary, so that the same diary always has the same negative control.

    Parameters
    ----------
    daily
        As from `daily_table`, from the first recorded day to the last.
    model
        One of the tested factors.

    Returns
    -------
    pandas.Series
        0/1 on the calendar of `daily`, NaN where the factor is not recorded.
    """
    exposure = np.asarray(model.series(daily), dtype=np.float64)
    recorded = ~np.isnan(exposure)
    heads = np.full(len(daily), np.nan)
    heads[recorded] = more_exposed_days(exposure[recorded], model.more_exposed)
    share = float(np.nanmean(heads))
    first = daily["episodes"].iloc[:SEED_DAYS].fillna(-1) + 1
    draw = np.random.default_rng([daily.index[0].toordinal(), *first.astype(int).tolist()])
    kept = draw.random(len(daily)) < _estimate_persistence(heads)
    fresh = draw.random(len(daily)) < share
    kept[0] = False
    drawn_on = np.maximum.accumulate(np.where(kept, 0, np.arange(len(daily))))
    return pd.Series(np.where(recorded, fresh[drawn_on], np.nan), daily.index)


def _estimate_persistence(heads: NDArray[np.float64]) -> float:
    """Return the correlation of a day with the next, where both are known; at least 0."""
    today, tomorrow = heads[:-1], heads[1:]
    both = ~np.isnan(today) & ~np.isnan(tomorrow)
    if not both.any() or not np.ptp(today[both]) or not np.ptp(tomorrow[both]):
        return 0.0
    return max(0.0, float(np.corrcoef(today[both], tomorrow[both])[0, 1]))
