"""Methods of relief with the minutes until a cramp eased, and the article's four habits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import bdtr

from cramp_diary.analysis.daily import daily_table, hours_worn
from cramp_diary.core.vocabulary import NONE, ReliefMethod

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from cramp_diary.core.model import Episode
    from cramp_diary.core.period import Period

FEWEST_FOR_INTERVAL = 6
"""With fewer values even the least and the greatest hold the median less than 95% of the time."""


@dataclass(frozen=True, slots=True)
class MedianMinutes:
    """A median with its 95% interval, whose ends are ``None`` for fewer than 6 values."""

    count: int
    median: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class MethodRelief:
    """One method: `minutes` is ``None`` where no episode says how long it took.

    Attributes
    ----------
    episodes
        On how many it was used, and of these without minutes in `without_minutes`.
    with_others
        On how many of them another method was used as well.
    mean_severity
        Of those with a severity, which are `severities`; ``None`` if there are none.
    """

    method: ReliefMethod
    episodes: int
    without_minutes: int
    with_others: int
    minutes: MedianMinutes | None
    severities: int
    mean_severity: float | None


@dataclass(frozen=True, slots=True)
class Habits:
    """The four reliefs of the article as habits, each on the days on which it was recorded.

    A median is ``None`` without such a day. Good shoes are those with arch support and toe room.
    `water_goal_ml` and `water_goal_days` are ``None`` if the person has set no goal.
    """

    water_goal_ml: float | None
    water_days: int
    water_goal_days: int | None
    median_water_ml: float | None
    stretch_recorded_days: int
    stretch_days: int
    servings_days: int
    median_servings: float | None
    good_shoe_recorded_days: int
    median_good_shoe_hours: float | None


@dataclass(frozen=True, slots=True)
class ReliefSummary:
    """The methods used in ``[start, end)``, the most used first, and the habits.

    `without_relief` counts the episodes that name no method.
    """

    start: date
    end: date
    episodes: int
    without_relief: int
    methods: tuple[MethodRelief, ...]
    habits: Habits


def relief_summary(period: Period) -> ReliefSummary:
    """Summarise the methods of relief and the habits of a period.

    Times are medians by method. They are no comparison of methods: which one is used depends on
    how bad the cramp is, and an episode with several methods counts for each of them.
    """
    used: dict[ReliefMethod, list[Episode]] = defaultdict(list)
    for episode in period.episodes:
        for method in {relief.method for relief in episode.reliefs}:
            used[method].append(episode)
    methods = [_summarize_method(method, used[method]) for method in ReliefMethod if method in used]
    return ReliefSummary(
        start=period.start,
        end=period.end,
        episodes=len(period.episodes),
        without_relief=sum(not episode.reliefs for episode in period.episodes),
        methods=tuple(sorted(methods, key=lambda m: -m.episodes)),
        habits=_summarize_habits(period, daily_table(period)),
    )


def median_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the 95% interval of a median by order statistics; ``None`` below 6 values.

    From the k-th smallest value to the k-th greatest, k the greatest with P(B < k) <= .025 for B
    binomial (n, 1/2). Assumes independent values from one distribution and nothing about its
    shape; it covers at least 95%, more where values are tied.

    References
    ----------
    W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2.

    Examples
    --------
    >>> median_interval([1, 2, 2, 3, 5, 9])
    (1.0, 9.0)
    """
    n = len(values)
    rank = int((bdtr(np.arange(n), n, 0.5) <= 0.025).sum())  # noqa: PLR2004 - a half of 5%
    if rank == 0:
        return None
    ordered = sorted(values)
    return float(ordered[rank - 1]), float(ordered[n - rank])


def _summarize_method(method: ReliefMethod, episodes: Sequence[Episode]) -> MethodRelief:
    minutes = [m for e in episodes if (m := _find_minutes(e, method)) is not None]
    severities = [e.severity for e in episodes if e.severity is not None]
    low, high = median_interval(minutes) or (None, None)
    return MethodRelief(
        method=method,
        episodes=len(episodes),
        without_minutes=len(episodes) - len(minutes),
        with_others=sum(len({r.method for r in e.reliefs}) > 1 for e in episodes),
        minutes=(
            MedianMinutes(len(minutes), float(np.median(minutes)), low, high) if minutes else None
        ),
        severities=len(severities),
        mean_severity=float(np.mean(severities)) if severities else None,
    )


def _find_minutes(episode: Episode, method: ReliefMethod) -> float | None:
    minutes = (r.minutes for r in episode.reliefs if r.method is method and r.minutes is not None)
    return max(minutes, default=None)


def _summarize_habits(period: Period, daily: pd.DataFrame) -> Habits:
    water, servings, stretching = (
        daily[column].dropna() for column in ("water_ml", "electrolyte_servings", "stretch_minutes")
    )
    hours = _list_good_shoe_hours(period)
    goal = period.settings.water_goal
    return Habits(
        water_goal_ml=goal,
        water_days=len(water),
        water_goal_days=None if goal is None else int((water >= goal).sum()),
        median_water_ml=float(water.median()) if len(water) else None,
        stretch_recorded_days=len(stretching),
        stretch_days=int((stretching > 0).sum()),
        servings_days=len(servings),
        median_servings=float(servings.median()) if len(servings) else None,
        good_shoe_recorded_days=len(hours),
        median_good_shoe_hours=float(np.median(hours)) if hours else None,
    )


def _list_good_shoe_hours(period: Period) -> list[float]:
    """Return the hours in good shoes of each day on which they are known."""
    poor = {shoe.name: shoe.poor for shoe in period.shoes} | {NONE: True}
    by_day: dict[date, float] = defaultdict(float)
    for wear in period.wear:
        is_poor = poor[wear.shoe]
        is_good = None if is_poor is None else not is_poor
        by_day[wear.diary_day] += hours_worn(wear, counts=is_good)
    return [hours for hours in by_day.values() if not np.isnan(hours)]
