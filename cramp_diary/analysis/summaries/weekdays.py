"""Episode rates of the days of the week, and one test of whether they differ.

See analysis/README.md, "Days of the week".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.inference.before_after import DaySpan, day_span_of
from cramp_diary.analysis.inference.power import Shortfall
from cramp_diary.analysis.rates import DAYS_PER_WEEK
from cramp_diary.core.thresholds import FEWEST_CRAMP_DAYS, FEWEST_EPISODES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats

FEWEST_WEEKS = 12
"""Weeks with at least two recorded days, needed for the test."""

ROTATIONS = 4999
"""Random rotations of the days within their weeks; the least p is 1 / (1 + 4999)."""

_SEED = 20261126
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Weekdays:
    """The days of the week.

    Attributes
    ----------
    days
        From Monday to Sunday; the rate is what it would be in a week of such days alone.
    weeks
        Calendar weeks, from Monday, with at least two recorded days.
    p_value
        Of all days of the week having the same rate; ``None`` where `lacking`.
    lacking
        What there is less of than the test needs.
    """

    days: tuple[DaySpan, ...]
    weeks: int
    p_value: float | None
    lacking: tuple[Shortfall, ...]


def compare_weekdays(daily: pd.DataFrame) -> Weekdays:
    """Count each day of the week, and test once whether their rates differ.

    Each week's recorded days keep their order and are rotated by a random number of places. A bad
    week stays a bad week, and a cramp stays beside that of the day before; only what is tied to a
    day of the week is lost. The statistic is chi-square of the episodes of the seven days about
    those that the rates of their weeks let expect. Needed: 12 weeks, 10 episodes, 8 cramp days.

    Parameters
    ----------
    daily
        As from `daily_table`.
    """
    calendar = pd.DatetimeIndex(daily.index)
    episodes = np.asarray(daily["episodes"], dtype=np.float64)
    weekday = np.asarray(calendar.day_of_week)
    weeks = _split_weeks(episodes, weekday)
    lacking = _find_shortfalls(episodes, len(weeks))
    return Weekdays(
        days=tuple(day_span_of(episodes[weekday == day]) for day in range(DAYS_PER_WEEK)),
        weeks=len(weeks),
        p_value=None if lacking else _rotate_weeks(weeks),
        lacking=lacking,
    )


def _split_weeks(episodes: Floats, weekday: NDArray[np.int_]) -> Floats:
    """Return the weeks with two recorded days or more, Monday first, shape (weeks, 7)."""
    if not len(episodes):
        return np.empty((0, DAYS_PER_WEEK))
    before = int(weekday[0])
    after = -(before + len(episodes)) % DAYS_PER_WEEK
    whole = np.pad(episodes, (before, after), constant_values=np.nan)
    weeks: Floats = whole.reshape(-1, DAYS_PER_WEEK)
    kept: Floats = weeks[(~np.isnan(weeks)).sum(axis=1) > 1]
    return kept


def _find_shortfalls(episodes: Floats, weeks: int) -> tuple[Shortfall, ...]:
    needs = (
        ("weeks", weeks, FEWEST_WEEKS),
        ("episodes", int(np.nansum(episodes)), FEWEST_EPISODES),
        ("cramp days", int((episodes > 0).sum()), FEWEST_CRAMP_DAYS),
    )
    return tuple(Shortfall(what, have, need) for what, have, need in needs if have < need)


def _rotate_weeks(weeks: Floats) -> float:
    known = ~np.isnan(weeks)
    means = np.nansum(weeks, axis=1) / known.sum(axis=1)
    expected = (means[:, None] * known).sum(axis=0)
    rng = np.random.default_rng(_SEED)
    totals = np.zeros((1 + ROTATIONS, DAYS_PER_WEEK))
    for week, recorded in zip(weeks, known, strict=True):
        values = week[recorded]
        places = np.arange(len(values))
        rotated = values[(places + places[:, None]) % len(values)]
        # The first row is the diary as it is.
        turns = np.append(0, rng.integers(len(values), size=ROTATIONS))
        totals[:, recorded] += rotated[turns]
    counted = expected > 0
    chi_square = ((totals - expected)[:, counted] ** 2 / expected[counted]).sum(axis=1)
    beyond = chi_square[1:] >= chi_square[0] - _ROUNDING
    return float((1 + beyond.sum()) / (1 + ROTATIONS))
