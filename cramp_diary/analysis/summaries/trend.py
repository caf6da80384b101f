"""Trend: the last four weeks against the twelve before, in rate and severity.

See analysis/README.md, "Two spans of days".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.inference.before_after import (
    RateChange,
    SeverityChange,
    rate_change,
    severity_change,
)
from cramp_diary.analysis.rates import DAYS_PER_WEEK
from cramp_diary.analysis.summaries.season import Season, compare_seasons

if TYPE_CHECKING:
    from datetime import date

LAST_WEEKS = 4
WEEKS_BEFORE = 12
LAST_DAYS = LAST_WEEKS * DAYS_PER_WEEK
ALL_DAYS = (LAST_WEEKS + WEEKS_BEFORE) * DAYS_PER_WEEK
FEWEST_RECORDED_FOR_TREND = (28, 14)
"""Recorded days needed in the twelve weeks before and in the last four."""

PERSISTING_BEFORE = 9
"""Weeks with cramps, of the twelve before, that make cramps in all of the last four persisting."""

SIGNIFICANCE_LEVEL = 0.05
"""A p-value below it makes a change of rate or severity worsening or easing."""


class TrendVerdict(StrEnum):
    """The verdicts on the last four weeks."""

    TOO_FEW_DAYS = "too few days"
    WORSENING = "worsening"
    EASING = "easing"
    NO_CLEAR_CHANGE = "no clear change"


@dataclass(frozen=True, slots=True)
class Trend:
    """The last four weeks, through `last_day`, beside the twelve before.

    Attributes
    ----------
    rate_verdict, severity_verdict, verdict
        Of the rate, of the severity, and of both: worsening where either is, else easing where
        either is.
    last_cramp_weeks, before_cramp_weeks
        Of the last 4 weeks and the 12 before, those with an episode; weeks of seven days that
        end with `last_day`.
    persisting
        Cramps in all of the last 4 weeks and at least 9 of the 12 before, and not easing.
    """

    last_day: date
    rate: RateChange
    severity: SeverityChange
    rate_verdict: TrendVerdict
    severity_verdict: TrendVerdict
    verdict: TrendVerdict
    last_cramp_weeks: int
    before_cramp_weeks: int
    persisting: bool
    season: Season | None

    @property
    def see_a_doctor(self) -> bool:
        """Whether the article's warning applies: cramps that persist or worsen."""
        return self.persisting or self.verdict is TrendVerdict.WORSENING


def assess_trend(daily: pd.DataFrame, last_day: date) -> Trend:
    """Compare the 28 days through `last_day` with the 84 before, on recorded days only.

    The rates by `rate_change`, the severities by `severity_change`; each is judged at .05;
    with nothing changing, 2 to 5% of diaries are called worsening or easing by each (measured:
    tests/analysis/test_before_after_simulation.py). Persisting is no test but a count: cramps in
    every week of the last month and in three weeks of four in the three months before, which is
    about as long as pain goes on before it is called chronic (ICD-11: over three months).

    Parameters
    ----------
    daily
        As from `daily_table`; later days than `last_day` are left out.
    last_day
        The last of the 28 days.
    """
    daily = daily.loc[: pd.Timestamp(last_day)]
    days = pd.date_range(end=last_day, periods=ALL_DAYS, freq="D")
    table = daily.reindex(days)
    episodes, severities = (
        np.asarray(table[column], dtype=np.float64) for column in ("episodes", "severity")
    )
    rate = rate_change(episodes, LAST_DAYS, FEWEST_RECORDED_FOR_TREND)
    severity = severity_change(severities, LAST_DAYS)
    rate_verdict = severity_verdict = TrendVerdict.TOO_FEW_DAYS
    if rate.ratio:
        rate_verdict = decide_verdict(rate.ratio.p_value, rate.ratio.rate_ratio - 1)
    if severity.difference:
        points, p_value = severity.difference.points, severity.difference.p_value
        severity_verdict = decide_verdict(p_value, points)
    verdict = _combine_verdicts(rate_verdict, severity_verdict)
    weeks = [bool(week.any()) for week in np.nan_to_num(episodes).reshape(-1, DAYS_PER_WEEK)]
    recent, before = sum(weeks[-LAST_WEEKS:]), sum(weeks[:-LAST_WEEKS])
    persists = recent == LAST_WEEKS and before >= PERSISTING_BEFORE
    return Trend(
        last_day=last_day,
        rate=rate,
        severity=severity,
        rate_verdict=rate_verdict,
        severity_verdict=severity_verdict,
        verdict=verdict,
        last_cramp_weeks=recent,
        before_cramp_weeks=before,
        persisting=persists and verdict is not TrendVerdict.EASING,
        season=compare_seasons(daily),
    )


def decide_verdict(p_value: float, rise: float) -> TrendVerdict:
    """Return the verdict on a change of rate or severity.

    Parameters
    ----------
    rise
        Above 0 if it rose: the difference, or the ratio less 1.
    """
    if p_value >= SIGNIFICANCE_LEVEL:
        return TrendVerdict.NO_CLEAR_CHANGE
    return TrendVerdict.WORSENING if rise > 0 else TrendVerdict.EASING


def _combine_verdicts(*verdicts: TrendVerdict) -> TrendVerdict:
    order = (TrendVerdict.WORSENING, TrendVerdict.EASING, TrendVerdict.NO_CLEAR_CHANGE)
    return next((one for one in order if one in verdicts), TrendVerdict.TOO_FEW_DAYS)
