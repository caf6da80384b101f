"""What else moves the episode rate: slow drift, season, and yesterday's cramps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cramp_diary.analysis.firth import Floats

DAYS_PER_WAVE = 60
_RANK_TOLERANCE = 1e-8


def wave_count(calendar_days: int) -> int:
    """Return the number of cosine waves that follow the drift over a calendar."""
    return max(1, calendar_days // DAYS_PER_WAVE)


def nuisance_columns(episodes: Floats) -> Floats:
    """Return the nuisance columns of every calendar day.

    Parameters
    ----------
    episodes
        Episodes on each calendar day, shape (T,); NaN is not recorded.

    Returns
    -------
    Floats
        Shape (T, 3 + max(1, T // 60)): 1, cos(pi k (t + 1/2) / T), cramped yesterday (0/1) and
        yesterday unknown (0/1).
    """
    total = len(episodes)
    t = np.arange(total) + 0.5
    waves = [np.cos(np.pi * k * t / total) for k in range(1, wave_count(total) + 1)]
    yesterday = np.concatenate([[np.nan], episodes[:-1]])
    return np.column_stack([np.ones(total), *waves, yesterday > 0, np.isnan(yesterday)])


def independent(columns: Floats, used: NDArray[np.bool_]) -> Floats:
    """Return a basis of the same space on the used days, one column for each that adds to it.

    Columns that are constant there, or follow from others, add nothing. Firth's fit does not
    depend on the basis; this one keeps it well-conditioned: shape (n, rank), columns of mean
    square 1.
    """
    left, sizes, _ = np.linalg.svd(columns[used], full_matrices=False)
    rank = int((sizes > sizes[0] * _RANK_TOLERANCE).sum())
    basis: Floats = left[:, :rank] * np.sqrt(used.sum())
    return basis
