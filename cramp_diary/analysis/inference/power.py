"""Counts, the minimum data, the smallest detectable ratio and the days still needed.

See analysis/README.md, "Minimum data" and "Smallest detectable ratio, and days needed".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from cramp_diary.analysis.inference.coding import count_spells, more_exposed_days
from cramp_diary.analysis.inference.nuisance import DAYS_PER_COSINE
from cramp_diary.core.thresholds import (
    FEWEST_CRAMP_DAYS,
    FEWEST_DAYS,
    FEWEST_DAYS_A_SIDE,
    FEWEST_EPISODES,
    FEWEST_SPELLS,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats
    from cramp_diary.core.vocabulary import Direction

SPELLS = "separate spells of exposure"
GREATEST_RATIO = 1000.0
"""No detectable ratio beyond this is given."""

MOST_DAYS_NEEDED = 20_000
"""No greater number of days still needed is given."""

LEAST_AHEAD = 1.25
"""Inflation assumed at least when looking ahead: a short diary cannot yet show its own streaks.
Nights that vary less than Poisson, an inflation below 1, are assumed so many times theirs."""

_TWO_SIDED = 1.96
_POWER = 0.842

_Days = TypeVar("_Days", int, "NDArray[np.int_]")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the diary holds of one factor, on the days with both cramps and exposure recorded.

    `spells` counts the separate runs of more-exposed days among them; `calendar_days` is the
    length of the calendar that the model is fitted on, from the first recorded day to the last.
    """

    calendar_days: int
    days: int
    episodes: int
    cramp_days: int
    exposed_days: int
    spells: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing there is too little of."""

    what: str
    have: int
    need: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which ratios of a factor the diary could show, now and with more days at its pace.

    Attributes
    ----------
    smallest_ratio
        The smallest rate ratio that would show now with 80% power; ``None`` if none would.
    days_to_first_verdict
        About how many more recorded days bring the minimum data, 0 where it is there; ``None``
        where no pace is known.
    days_for_two, days_for_three
        About how many more recorded days would show a ratio of 2, or of 3, with 80% power; at
        least those to the first verdict, and ``None`` where no number is known.
    """

    smallest_ratio: float | None
    days_to_first_verdict: int | None
    days_for_two: int | None
    days_for_three: int | None


def assess_evidence(c: Counts, inflation: float = 1.0) -> Evidence:
    """Return which ratios the counts and the inflation of a factor could show."""
    first = days_to_first_verdict(c)

    def days(ratio: float) -> int | None:
        needed = days_needed(ratio, c, inflation)
        return None if needed is None or first is None else max(needed, first)

    return Evidence(smallest_detectable_ratio(c, inflation), first, days(2.0), days(3.0))


def count_days(
    episodes: pd.Series[float], exposure: pd.Series[float], direction: Direction
) -> Counts:
    """Count the days and episodes that can be compared.

    Parameters
    ----------
    episodes, exposure
        Daily series on the same index, NaN = not recorded.
    direction
        Which way along the exposure is more exposed.
    """
    used = (episodes.notna() & exposure.notna()).to_numpy()
    y: Floats = np.asarray(episodes, dtype=np.float64)[used]
    x: Floats = np.asarray(exposure, dtype=np.float64)[used]
    exposed = more_exposed_days(x, direction)
    return Counts(
        calendar_days=len(episodes),
        days=len(y),
        episodes=int(y.sum()),
        cramp_days=int((y > 0).sum()),
        exposed_days=int(exposed.sum()),
        spells=count_spells(exposed),
    )


def find_shortfalls(c: Counts) -> tuple[Shortfall, ...]:
    """Return what is less than the minimum data; blind to the association.

    A first verdict needs 28 recorded days (more where a long diary has few), 10 episodes, 8 cramp
    days, 8 days on either side and 3 separate exposed spells.
    """
    fewest_days = max(FEWEST_DAYS, 2 * _count_columns(c.calendar_days) + 10)
    least = (
        Shortfall("recorded days", c.days, fewest_days),
        Shortfall("episodes", c.episodes, FEWEST_EPISODES),
        Shortfall("cramp days", c.cramp_days, FEWEST_CRAMP_DAYS),
        Shortfall("more-exposed days", c.exposed_days, FEWEST_DAYS_A_SIDE),
        Shortfall("less-exposed days", c.days - c.exposed_days, FEWEST_DAYS_A_SIDE),
        Shortfall(SPELLS, c.spells, FEWEST_SPELLS),
    )
    return tuple(shortfall for shortfall in least if shortfall.have < shortfall.need)


def days_to_first_verdict(c: Counts) -> int | None:
    """Return about how many recorded days bring the minimum data at the present pace.

    ``None`` where there is none yet of something it needs, so no pace is known.
    """
    needed = [0]
    for shortfall in find_shortfalls(c):
        if shortfall.what == "recorded days":
            needed.append(shortfall.need - shortfall.have)
        elif shortfall.have == 0 or c.days == 0:
            return None
        else:
            lacking = shortfall.need - shortfall.have
            needed.append(math.ceil(lacking * c.days / shortfall.have))
    return max(needed)


def smallest_detectable_ratio(c: Counts, inflation: float = 1.0) -> float | None:
    """Return the smallest ratio above 1 that the diary would show with 80% power.

    With N episodes, exposed share p and q = pR / (pR + 1 - p): |q - p| sqrt(N) =
    1.96 sqrt(c p (1 - p)) + 0.842 sqrt(c q (1 - q)), c the inflation, at least 1.25 (times the
    inflation where that is below 1) since a short diary cannot yet show its streaks, times
    n / (n - 2m) for the m = 4 + T // 60 columns of the model.

    Returns
    -------
    float or None
        ``None`` where no ratio up to 1000 would show.
    """
    spare = c.days - 2 * _count_columns(c.calendar_days)
    if spare <= 0 or not 0 < c.exposed_days < c.days or not c.episodes:
        return None
    share = c.exposed_days / c.days
    wider = _inflation_ahead(inflation) * c.days / spare
    if _detection_margin(GREATEST_RATIO, share, c.episodes, wider) < 0:
        return None
    low, high = 0.0, math.log(GREATEST_RATIO)
    while high - low > 1e-6:  # noqa: PLR2004 - far finer than is shown
        middle = (low + high) / 2
        if _detection_margin(math.exp(middle), share, c.episodes, wider) >= 0:
            high = middle
        else:
            low = middle
    return math.exp(high)


def days_needed(ratio: float, c: Counts, inflation: float = 1.0) -> int | None:
    """Return about how many more recorded days would show `ratio` with 80% power.

    The days go on at the present pace: episodes, exposed share and gaps stay as they are.

    Returns
    -------
    int or None
        0 where the diary could show it now; ``None`` where 20,000 more days would not, or no
        pace is known.
    """
    if not c.days or not c.episodes or not 0 < c.exposed_days < c.days:
        return None

    days = np.arange(c.days, c.days + MOST_DAYS_NEEDED + 1)
    scale = days / c.days
    spare = days - 2 * _count_columns((c.calendar_days * scale).astype(int))
    wider = _inflation_ahead(inflation) * days / np.maximum(spare, 1)
    lead = _detection_margin(ratio, c.exposed_days / c.days, c.episodes * scale, wider)
    enough = np.flatnonzero((spare > 0) & (lead >= 0))
    return int(enough[0]) if len(enough) else None


def _inflation_ahead(inflation: float) -> float:
    return max(inflation, LEAST_AHEAD * min(1.0, inflation))


def _count_columns(calendar_days: _Days) -> _Days:
    return 4 + calendar_days // DAYS_PER_COSINE


def _detection_margin(
    ratio: float, share: float, episodes: float | Floats, wider: float | Floats
) -> float | Floats:
    """Return how far the ratio exceeds what would show with 80% power; below 0, it would not."""
    q = share * ratio / (share * ratio + 1 - share)
    noise = _TWO_SIDED * np.sqrt(wider * share * (1 - share))
    noise += _POWER * np.sqrt(wider * q * (1 - q))
    lead: float | Floats = abs(q - share) * np.sqrt(episodes) - noise
    return lead
