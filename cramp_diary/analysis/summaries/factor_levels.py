"""The episodes at each level of one factor, the fitted curve, and all days with their level."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.inference.family import compare_factor
from cramp_diary.analysis.inference.findings import all_findings, recorded_calendar
from cramp_diary.analysis.inference.fitted_curve import fit_curve
from cramp_diary.analysis.rates import DailyRate, daily_rate
from cramp_diary.core.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.inference.fitted_curve import FittedCurve
    from cramp_diary.analysis.inference.model_matrix import Floats
    from cramp_diary.analysis.risk_factors import RiskFactor
    from cramp_diary.core.period import Period

MOST_LEVELS = 5
FEWEST_DAYS_A_LEVEL = 8
"""Of a level of an amount; with fewer days there are fewer levels."""

AMOUNTS_A_LEVEL = 9
"""At so many amounts between the least and the greatest of a level the curve is known."""


@dataclass(frozen=True, slots=True)
class FactorLevel:
    """The days on which a factor lay in a range, and the episodes on them.

    Attributes
    ----------
    least, greatest
        The range, in the unit of the exposure, both included.
    days, episodes
        On which the factor and the cramps are recorded.
    rate
        ``None`` without a day.
    """

    least: float
    greatest: float
    days: int
    episodes: int
    rate: DailyRate | None


@dataclass(frozen=True, slots=True)
class LevelDay:
    """One day of the calendar.

    Attributes
    ----------
    level
        The place of its level among the levels; ``None`` where the factor, or whether there were
        cramps, is not recorded.
    episodes
        ``None`` where the day is not recorded.
    """

    day: date
    level: int | None
    episodes: int | None


@dataclass(frozen=True, slots=True)
class FactorLevels:
    """One factor in levels.

    Attributes
    ----------
    finding
        Its verdict, tested as one family with the other factors.
    levels
        Of a yes or no the two; of an amount up to five ranges, ascending; empty if the factor is
        never recorded.
    curve
        ``None`` where there is no ratio. Otherwise at `AMOUNTS_A_LEVEL` amounts of each level, one
        level after the other.
    days
        All days from the first recorded to the last.
    control_is_link
        Whether the negative control came out as a link, which only chance can do.
    """

    finding: Finding
    levels: tuple[FactorLevel, ...]
    curve: FittedCurve | None
    days: tuple[LevelDay, ...]
    settings: Settings = field(default_factory=Settings)
    control_is_link: bool = False


def factor_levels(period: Period, factors: Sequence[RiskFactor]) -> tuple[FactorLevels, ...]:
    """Count the episodes at each level of some factors, and fit the curve of each.

    Parameters
    ----------
    period
        The days to count.
    factors
        As from `list_risk_factors`, in the order of the result.
    """
    found = all_findings(period, period.end - timedelta(days=1))
    findings = {finding.risk_factor: finding for finding in found.factors}
    daily = daily_table(period)
    return tuple(
        replace(
            _find_levels(daily, findings[factor]),
            settings=period.settings,
            control_is_link=found.control_is_link,
        )
        for factor in factors
    )


def _find_levels(daily: pd.DataFrame, finding: Finding) -> FactorLevels:
    factor = finding.risk_factor
    episodes, amounts = daily["episodes"].to_numpy(), factor.series(daily).to_numpy()
    used = ~np.isnan(episodes) & ~np.isnan(amounts)
    if factor.yes_no:
        ranges = [(0.0, 0.0), (1.0, 1.0)] if used.any() else []
    else:
        ranges = split_levels(amounts[used])
    places = np.full(len(daily), -1)
    levels = []
    for n, (least, greatest) in enumerate(ranges):
        inside = used & (amounts >= least) & (amounts <= greatest)
        places[inside] = n
        count, days = int(episodes[inside].sum()), int(inside.sum())
        levels.append(FactorLevel(least, greatest, days, count, daily_rate(count, days)))
    compared = compare_factor(recorded_calendar(daily), factor).comparison
    curve = None
    if compared and finding.association:
        steps = [np.linspace(*each, AMOUNTS_A_LEVEL) for each in ranges]
        curve = fit_curve(compared, finding.association, np.concatenate(steps))
    return FactorLevels(finding, tuple(levels), curve, _list_days(daily, places, episodes))


def split_levels(amounts: Floats) -> list[tuple[float, float]]:
    """Split amounts into fifths, or into fewer parts where one would have fewer than eight days.

    Equal amounts stay together, so that parts are equal only where few amounts are.

    Returns
    -------
    list of (float, float)
        The least and the greatest amount of each part, ascending; empty without an amount.

    Examples
    --------
    >>> split_levels(np.arange(30.0))
    [(0.0, 9.0), (10.0, 19.0), (20.0, 29.0)]
    >>> split_levels(np.repeat([0.0, 1.0, 2.0], [50, 20, 30]))
    [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]
    """
    distinct, counts = np.unique(amounts, return_counts=True)
    middles = (np.cumsum(counts) - counts / 2) / max(len(amounts), 1)
    for parts in range(MOST_LEVELS, 0, -1):
        part = (middles * parts).astype(int)
        days = np.bincount(part, counts)
        if (days[days > 0] >= FEWEST_DAYS_A_LEVEL).all():
            break
    inside = [distinct[part == n] for n in np.unique(part)]
    return [(float(each[0]), float(each[-1])) for each in inside]


def _list_days(
    daily: pd.DataFrame, places: NDArray[np.int_], episodes: Floats
) -> tuple[LevelDay, ...]:
    known = np.flatnonzero(~np.isnan(episodes))
    return tuple(
        LevelDay(
            daily.index[n].date(),
            int(places[n]) if places[n] >= 0 else None,
            None if np.isnan(episodes[n]) else int(episodes[n]),
        )
        for n in (range(known[0], known[-1] + 1) if len(known) else ())
    )
