"""Episode rates of summer and winter, once the diary spans a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.inference.before_after import DaySpan, day_span_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHORTEST_DIARY = 365
"""Calendar days from the first recorded to the last."""

JUNE_TO_AUGUST = (6, 7, 8)
DECEMBER_TO_FEBRUARY = (12, 1, 2)


@dataclass(frozen=True, slots=True)
class Season:
    """The days of June to August and of December to February, whatever the hemisphere.

    `calendar_days` is the length of the diary they lie in, `ratio` the plain one of the two
    rates, June to August over December to February, ``None`` where a rate is 0.
    """

    calendar_days: int
    june_to_august: DaySpan
    december_to_february: DaySpan
    ratio: float | None


def compare_seasons(daily: pd.DataFrame) -> Season | None:
    """Count the two seasons; ``None`` for less than a year, or if one has no recorded day.

    Nothing is tested: one year has each season once, so that season cannot be separated from
    whatever else changed in that year.

    Parameters
    ----------
    daily
        As from `daily_table`.
    """
    episodes = daily["episodes"]
    recorded = np.flatnonzero(episodes.notna())
    if not len(recorded) or recorded[-1] - recorded[0] + 1 < SHORTEST_DIARY:
        return None
    within = episodes.iloc[recorded[0] : recorded[-1] + 1]
    values = np.asarray(within, dtype=np.float64)
    months: NDArray[np.int_] = np.asarray(pd.DatetimeIndex(within.index).month)
    summer, winter = (
        day_span_of(values[np.isin(months, these)])
        for these in (JUNE_TO_AUGUST, DECEMBER_TO_FEBRUARY)
    )
    if summer.rate is None or winter.rate is None:
        return None
    both = summer.episodes and winter.episodes
    ratio = summer.rate.per_week / winter.rate.per_week if both else None
    return Season(len(values), summer, winter, ratio)
