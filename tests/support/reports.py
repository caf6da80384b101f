"""Monthly reports of invented diaries, one for each case that a page must cope with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.inference.association import Association
from cramp_diary.analysis.inference.coding import Contrast
from cramp_diary.analysis.inference.findings import Finding
from cramp_diary.analysis.inference.power import Counts, Evidence, Shortfall
from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.analysis.rates import weekly_rate
from cramp_diary.analysis.risk_factors import RiskFactor
from cramp_diary.analysis.summaries.monthly import MonthlyReport, monthly_report
from cramp_diary.analysis.summaries.trend import TrendVerdict
from cramp_diary.analysis.summaries.weekly import Week
from cramp_diary.core.model import (
    Course,
    Day,
    Dose,
    Episode,
    Factor,
    FactorValue,
    Medication,
    MonthlySymptoms,
    Relief,
    Site,
)
from cramp_diary.core.month import Month
from cramp_diary.core.settings import Settings
from cramp_diary.core.symptoms import SYMPTOM_COLUMNS
from cramp_diary.core.vocabulary import Direction, DrugClass, Muscle, ReliefMethod, Side, State
from tests.support.factories import BERLIN, a_period, an_episode

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.lines import Line2D

    from cramp_diary.core.period import Period

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
        association = Association(*ratio, p_value, 1.0, 12.5, 60, 25, 20, 12, contrast)
    return Finding(
        risk_factor=RiskFactor(factor or name, name, name, Direction.MORE),
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


def with_ten_medicines(period: Period) -> Period:
    """Return the diary with nine courses of long names, one that began later, one never taken."""
    names = [f"Hydrochlorothiazide/triamterene {25 * n} mg/50" for n in range(1, 12)]
    starts = [MARCH.start + timedelta(days) for days in (-400, -60, -31, -9, 0, 3, 9, 20, 30, 31)]
    courses = tuple(
        Course(name, day, None, f"{n + 1} x 20 mg")
        for n, (name, day) in enumerate(zip(names, starts, strict=False))
    )
    doses = tuple(Dose(day, "Ibuprofen") for day in sorted(period.recorded_days)[::5])
    classes = [*DrugClass, *DrugClass]
    medications = tuple(Medication(n, c) for n, c in zip(names, classes, strict=False))
    return replace(
        period,
        medications=(*medications, Medication("Ibuprofen")),
        courses=courses,
        doses=doses,
    )


LONG_NAMES = (
    "Hydrochlorothiazide/triamterène 25 mg/50",
    "Υδροχλωροθειαζίδη και αμιλορίδη 5/50 mg",
    "氢氯噻嗪和氨苯蝶啶复方制剂缓释片每日早晨一次服用五十毫克饭后用温水送服不可咀嚼掰开",
    "Crème à l'œstradiol, « été » façon ñandú",
)


def with_everything(period: Period) -> Period:
    """Return the diary with every muscle, side, relief and symptom, and courses of long names."""
    medications = tuple(Medication(name, DrugClass.LOOP) for name in LONG_NAMES)
    start = MARCH.start
    courses = (
        Course(LONG_NAMES[0], start - timedelta(40), start + timedelta(8), "20 mg"),
        Course(LONG_NAMES[0], start + timedelta(9), None, "40 mg"),
        Course(LONG_NAMES[1], start + timedelta(20), start + timedelta(24), "1"),
        Course(LONG_NAMES[2], start - timedelta(400), None, "an unusually long dose of 12.5 mg"),
    )
    doses = tuple(Dose(day, LONG_NAMES[3]) for day in sorted(period.recorded_days)[::4])
    muscles, sides = tuple(Muscle), (*Side, None)
    episodes = tuple(
        replace(
            episode,
            soreness_hours=n % 30 + 1.75,
            sites=(Site(muscles[n % 8], sides[n % 4]), Site(muscles[(n + 3) % 8], Side.BOTH)),
            reliefs=tuple(
                Relief(method, 1 + (n * k) % 90) for k, method in enumerate(ReliefMethod)
            ),
        )
        for n, episode in enumerate(period.episodes)
    )
    return replace(
        period,
        medications=medications,
        courses=courses,
        doses=doses,
        episodes=episodes,
        days=tuple(replace(day, sleep_disturbance=day.diary_day.day % 11) for day in period.days),
        monthly_symptoms=(MonthlySymptoms(month=start, **dict.fromkeys(SYMPTOM_COLUMNS, True)),),
    )


def _everything() -> MonthlyReport:
    """Return a report in which every panel is full and every verdict is qualified."""
    report = monthly_report(
        with_everything(a_rich_period()),
        MARCH,
        MADE_ON,
        name="Ιωάννα Müller-水野, née 1961 at Łódź",
    )
    qualified = [
        replace(
            finding,
            verdict=Verdict.CLEAR_LINK,
            association=a_finding(ratio=(3.0, 1.3, 900.0)).association,
            inseparable_from=report.findings[6].risk_factor,
            may_be_reaction=n % 2 == 0,
        )
        for n, finding in enumerate(report.findings)
    ]
    trend = replace(
        report.trend,
        verdict=TrendVerdict.WORSENING,
        rate_verdict=TrendVerdict.WORSENING,
        severity_verdict=TrendVerdict.WORSENING,
        persisting=True,
    )
    ratio = a_finding(ratio=(60.0, 1.4, 900.0)).association
    return replace(
        report,
        findings=tuple(qualified),
        trend=trend,
        change=replace(report.change, ratio=ratio),
    )


def _clocks_go_back() -> MonthlyReport:
    """Return October 2025 with a cramp in each of the two hours from 02:00 to 03:00 of the 26th."""
    night = datetime(2025, 10, 26, 2, 30, tzinfo=BERLIN)
    twice = tuple(
        replace(an_episode(), started_at=night.replace(fold=fold), diary_day=date(2025, 10, 25))
        for fold in (0, 1)
    )
    period = replace(a_period(date(2025, 9, 1), [0] * 54 + [None] + [0] * 6), episodes=twice)
    return monthly_report(period, Month(2025, 10), date(2025, 11, 1))


def _some_logged_late() -> MonthlyReport:
    """Return a month but for its last day, of long numbers, half of whose episodes say when."""
    period = a_period(MARCH.start, [9] * 10 + [0] * 10 + [None] * 10)
    logged = tuple(
        replace(e, logged_at=e.started_at + timedelta(days=n % 3)) if n % 2 else e
        for n, e in enumerate(period.episodes)
    )
    return monthly_report(replace(period, episodes=logged), MARCH, MARCH.end - timedelta(2))


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
    "nothing recorded": lambda: _march(a_period(date(2026, 1, 1), [0, 1] * 20)),
    "first week": lambda: monthly_report(
        a_period(date(2026, 3, 2), [0, 1, 0, 2]), MARCH, date(2026, 3, 5)
    ),
    "after a year of 53 weeks": lambda: monthly_report(
        a_period(date(2020, 12, 1), [0, 1, 0] * 20), Month(2021, 1), date(2021, 2, 1)
    ),
    "clocks go back": _clocks_go_back,
    "everything": _everything,
    "some logged late": _some_logged_late,
    "sixty-eight episodes": lambda: _march(
        a_period(date(2026, 1, 1), [*[2, 0, 4] * 19, *[2, 3, 2, 2] * 7, *[1, 2, 2]])
    ),
    "ten medicines": lambda: _march(with_ten_medicines(a_rich_period())),
    "strange names": lambda: _march(
        replace(
            a_rich_period(),
            medications=(Medication("$x^2$ 水 \x1b[31m"), Medication("{braces} \\textbf")),
            courses=(
                Course("$x^2$ 水 \x1b[31m", MARCH.start),
                Course("{braces} \\textbf", MARCH.start),
            ),
        )
    ),
}


@cache
def a_report(case: str) -> MonthlyReport:
    return CASES[case]()
