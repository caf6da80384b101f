"""The date by which the days still needed will have been recorded."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

RECENT_DAYS = 56
"""Days whose share of recorded ones is the pace."""

MOST_DAYS_AHEAD = 3653
"""No date is given beyond ten years."""


def expected_on(used: pd.Series[bool], days: int | None, as_of: date) -> date | None:
    """Return about when so many more days will have been recorded, at the pace of eight weeks.

    Parameters
    ----------
    used
        Which days of the calendar are recorded, on a daily ``DatetimeIndex``.
    days
        How many more are needed; ``None`` where that is not known.
    as_of
        The day from which to count.

    Returns
    -------
    date or None
        ``None`` where nothing was recorded in these weeks, or it would take over ten years.
    """
    if days is None or not len(used):
        return None
    start = max(pd.Timestamp(as_of - timedelta(days=RECENT_DAYS - 1)), used.index[0])
    lately: NDArray[np.bool_] = np.asarray(used.loc[start : pd.Timestamp(as_of)], dtype=bool)
    calendar = (as_of - start.date()).days + 1
    if not lately.any():
        return None
    wait = math.ceil(days * calendar / int(lately.sum()))
    return as_of + timedelta(days=wait) if wait <= MOST_DAYS_AHEAD else None
