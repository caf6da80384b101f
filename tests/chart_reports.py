"""Makes reports of invented diaries for the tests of pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from factories import BERLIN, a_period

from cramp_diary.analysis.association import Association
from cramp_diary.analysis.coding import Contrast
from cramp_diary.analysis.evidence import Counts, Evidence, Shortfall
from cramp_diary.analysis.findings import Finding
from cramp_diary.analysis.monthly import MonthlyReport, monthly_report
from cramp_diary.analysis.rates import weekly_rate
from cramp_diary.analysis.risk_factors import RiskFactor
from cramp_diary.analysis.verdicts import Verdict
from cramp_diary.analysis.weekly import Week
from cramp_diary.model import Day, Dose, Episode, Factor, FactorValue, Medication
from cramp_diary.month import Month
from cramp_diary.settings import Settings
from cramp_diary.vocabulary import Direction, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.lines import Line2D

    from cramp_diary.period import Period

MADE_ON = date(2026, 4, 2)
MARCH = Month(2026, 3)
STATES: tuple[State | None, ...] = (*State, None)


def points(line: Line2D) -> list[list[float]]:
    """Return x and y of each point of a line."""
    found: list[list[float]] = np.asarray(line.get_xydata(), dtype=float).tolist()
    return found


def a_week(start: date, recorded_days: int, episodes: int, worst: float | None = None) -> Week:
    return Week(
        start=start,
        days=7,
        recorded_days=recorded_days,
        episodes=episodes,
        rate=weekly_rate(episodes, recorded_days),
        median_severity=worst,
        worst_severity=worst,
    )


def a_finding(
    name: str = "sitting",
    ratio: tuple[float, float, float] | None = (2.0, 1.2, 3.4),
    verdict: Verdict = Verdict.POSSIBLE_LINK,
    *,
    p_value: float = 0.01,
    days_still_needed: int | None = 12,
    factor: str = "",
) -> Finding:
    """Return a finding of a 0/1 factor; without a ratio it has too few days."""
    association = None
    lacking = Shortfall("more-exposed days", 0 if days_still_needed is None else 1, 3)
    if ratio:
        contrast = Contrast(0.0, 1.0, "yes/no")
        association = Association(*ratio, p_value, 1.0, 60, 25, 20, 12, contrast)
    return Finding(
        risk_factor=RiskFactor(
            factor or name, name, name, Direction.MORE, f"more {name}", presence=f"with {name}"
        ),
        verdict=verdict if ratio else Verdict.TOO_FEW_DAYS,
        counts=Counts(70, 60, 25, 20, 20, 5),
        association=association,
        q_value=p_value if ratio else None,
        lacking=() if ratio else (lacking,),
        not_comparable="",
        evidence=Evidence(2.4, days_still_needed, days_still_needed, 0),
        expected_on=None,
    )


def a_rich_period(days: int = 150, settings: Settings | None = None) -> Period:
    """Return a diary to the end of March 2026 with every state, gaps and two tested factors."""
    start = MARCH.end - timedelta(days)
    counts = [None if n % 23 in (4, 5) else (n * n + n // 3) % 7 // 4 for n in range(days)]
    period = a_period(start, counts)
    episodes = tuple(_moved(episode, n) for n, episode in enumerate(period.episodes))
    confirmed = {day.diary_day for day in period.days}
    recorded = sorted(period.recorded_days)
    said = tuple(
        Day(
            diary_day=day,
            no_cramps=day in confirmed,
            sitting_hours=4.0 + (day.toordinal() * 7) % 5,
            water_ml=1000.0 + 100 * ((day.toordinal() * 5) % 9) if day.day > 3 else None,
        )
        for day in recorded
    )
    drinks = tuple(FactorValue(day, "alcohol", day.toordinal() * 3 % 4) for day in recorded)
    return replace(
        period,
        episodes=episodes,
        days=said,
        factors=(Factor("alcohol", unit="drinks"),),
        factor_values=drinks,
        settings=settings or Settings(),
    )


def _moved(episode: Episode, n: int) -> Episode:
    day = episode.diary_day or episode.started_at.date()
    started_at = datetime.combine(day, time(n * 5 % 24), BERLIN)
    state, severity = STATES[n % len(STATES)], None if n % 5 == 0 else n % 11
    return replace(episode, started_at=started_at, state=state, severity=severity)


def with_many_medications(period: Period, count: int = 12) -> Period:
    names = [f"Médicament à libération prolongée œ n° {n:02d}" for n in range(count)]
    doses = tuple(
        Dose(day, name)
        for day in sorted(period.recorded_days)
        for n, name in enumerate(names)
        if (day.toordinal() * 7 + n) % (n + 2) == 0
    )
    return replace(period, medications=tuple(map(Medication, names)), doses=doses)


def _march(period: Period) -> MonthlyReport:
    return monthly_report(period, MARCH, MADE_ON)


CASES: dict[str, Callable[[], MonthlyReport]] = {
    "rich": lambda: _march(a_rich_period()),
    "no episodes": lambda: _march(a_period(date(2026, 1, 1), [0] * 90)),
    "one recorded day": lambda: _march(a_period(date(2026, 3, 1), [None] * 4 + [2] + [None] * 26)),
    "nine a day": lambda: _march(a_period(date(2026, 3, 1), [9] * 31)),
    "many medications": lambda: _march(with_many_medications(a_rich_period())),
    "more factors than rows": lambda: _march(with_many_medications(a_rich_period(), 40)),
    "not yet over": lambda: monthly_report(
        replace(a_rich_period().before(date(2026, 2, 8))), Month(2026, 2), date(2026, 2, 8)
    ),
    "february from sunday": lambda: monthly_report(
        a_rich_period(settings=Settings(week_starts_on=6)).before(date(2026, 3, 1)),
        Month(2026, 2),
        MADE_ON,
    ),
    "strange names": lambda: _march(
        replace(
            a_rich_period(),
            medications=(Medication("$x^2$ 水 \x1b[31m"), Medication("{braces} \\textbf")),
        )
    ),
}


@cache
def a_report(case: str) -> MonthlyReport:
    return CASES[case]()
