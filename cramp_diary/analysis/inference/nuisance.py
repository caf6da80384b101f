"""Nuisance columns of the model: slow drift, season, and yesterday's cramps."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.inference.model_matrix import ModelMatrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats

DAYS_PER_COSINE = 60


def cosine_count(calendar_days: int) -> int:
    """Return the number of cosines that model the drift over a calendar, at least 1."""
    return max(1, calendar_days // DAYS_PER_COSINE)


@lru_cache(maxsize=8)  # the same for every factor of a diary, now and a month ago
def cosines(calendar_days: int) -> Floats:
    """Return cos(pi k (t + 1/2) / T) for t = 0..T-1 and k = 0..2 max(1, T // 60), shape (T, k)."""
    k = np.arange(2 * cosine_count(calendar_days) + 1)
    t = np.arange(calendar_days) + 0.5
    table: Floats = np.cos(np.pi * k * t[:, None] / max(calendar_days, 1))
    table.flags.writeable = False
    return table


def yesterday(episodes: Floats) -> Floats:
    """Return two 0/1 columns, cramped yesterday and yesterday not recorded, shape (T, 2)."""
    before = np.concatenate([[np.nan], episodes[:-1]])
    return np.column_stack([before > 0, np.isnan(before)]).astype(float)


def nuisance_columns(
    episodes: Floats, used: NDArray[np.bool_], others: Floats | None = None
) -> ModelMatrix:
    """Return the nuisance columns on the used days.

    These are 1, cos(pi k (t + 1/2) / T) for k = 1..max(1, T // 60), cramped yesterday and
    yesterday unknown. Columns that add nothing on the used days are left out; Firth's fit does
    not depend on the basis. See analysis/README.md, "Nuisance columns".

    Parameters
    ----------
    episodes
        Episodes on each calendar day, shape (T,); NaN is not recorded.
    used
        Shape (T,).
    others
        Further columns to adjust for, on the used days, shape (n, p).
    """
    columns = yesterday(episodes)[used]
    if others is not None:
        columns = np.hstack([columns, others])
    return ModelMatrix.independent(cosines(len(episodes))[used], columns)


def only_constant(days: int) -> ModelMatrix:
    """Return the model matrix of a constant alone, which adjusts for nothing."""
    return ModelMatrix.plain(np.ones((days, 1)))
