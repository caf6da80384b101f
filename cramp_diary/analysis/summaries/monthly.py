"""The monthly report: everything that the monthly page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.inference.before_after import RateChange, rate_change_on
from cramp_diary.analysis.inference.findings import Finding, all_findings
from cramp_diary.analysis.rates import WeeklyRate, weekly_rate
from cramp_diary.analysis.summaries.burden import Burden, measure_burden
from cramp_diary.analysis.summaries.hours import hours_by_state
from cramp_diary.analysis.summaries.logging_delay import LoggingDelay, measure_logging_delay
from cramp_diary.analysis.summaries.medication_list import (
    MedicationUse,
    list_medications,
    taken_before,
)
from cramp_diary.analysis.summaries.medication_timeline import CourseChange, changes_between
from cramp_diary.analysis.summaries.relief import ReliefSummary, relief_summary
from cramp_diary.analysis.summaries.sites import SiteCounts, count_sites
from cramp_diary.analysis.summaries.trend import Trend, assess_trend
from cramp_diary.analysis.summaries.trial import (
    TrialProgress,
    TrialReport,
    follow_trial,
    judge_trial,
)
from cramp_diary.analysis.summaries.weekly import Week, last_weeks
from cramp_diary.core.errors import NothingRecorded

if TYPE_CHECKING:
    from cramp_diary.analysis.risk_factors import RiskFactor
    from cramp_diary.core.model import MonthlySymptoms
    from cramp_diary.core.month import Month
    from cramp_diary.core.period import Period
    from cramp_diary.core.trial import Trial
    from cramp_diary.core.vocabulary import State

WEEKS_SHOWN = 13


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The figures of one month; ``None`` where nothing was given to take them from.

    `days` are those of the month that the diary has reached; `no_cramp_days` were confirmed.
    `nights_woken` counts diary days with an episode that woke the person; ``None`` where episodes
    are recorded and none says whether it did.
    """

    days: int
    recorded_days: int
    no_cramp_days: int
    cramp_days: int
    episodes: int
    rate: WeeklyRate | None
    median_severity: float | None
    worst_severity: float | None
    median_minutes: float | None
    longest_minutes: float | None
    nights_woken: int | None
    burden: Burden
    lateness: LoggingDelay


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the month: `episodes` is ``None`` where the day is not recorded.

    `reached` is false for the days after the last one the report covers; `changes` are those of
    medications on the day.
    """

    day: date
    reached: bool
    episodes: int | None
    worst_severity: float | None
    changes: tuple[CourseChange, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """Everything that the monthly page shows.

    Attributes
    ----------
    change
        The episode rate of the month, as far as it got, over that of the whole month before.
    hours
        The month's episodes by state (``None`` not recorded) and hour, 24 each.
    where
        Of the month.
    symptoms
        What was answered about the month; ``None`` if no question was.
    medications
        Those taken in the month; what began later is nowhere in the report.
    weeks, relief
        Of the thirteen weeks that end with the month.
    findings, negative_control, trend
        Reach back further; `negative_control` is ``None`` where no factor was tested.
    diary_days
        Recorded days up to `covers_until`.
    left_out
        The factors that `findings` lacks while a trial of them runs.
    trial, trial_progress
        The trial that has a day in the month, and how it was kept up to `covers_until`; ``None`` if
        there is none.
    trial_report
        What came of it, in the month in which it ended; else ``None``.
    name
        Whose diary it is, if that is to stand on the page.
    """

    month: Month
    made_on: date
    covers_until: date
    week_starts_on: int
    figures: KeyFigures
    previous: KeyFigures
    change: RateChange
    calendar: tuple[CalendarDay, ...]
    weeks: tuple[Week, ...]
    medications: tuple[MedicationUse, ...]
    relief: ReliefSummary
    hours: dict[State | None, tuple[int, ...]]
    where: SiteCounts
    symptoms: MonthlySymptoms | None
    findings: tuple[Finding, ...]
    negative_control: Finding | None
    trend: Trend
    diary_days: int
    left_out: tuple[RiskFactor, ...] = ()
    trial: Trial | None = None
    trial_progress: TrialProgress | None = None
    trial_report: TrialReport | None = None
    name: str = ""


def monthly_report(
    period: Period, month: Month, made_on: date, today: date | None = None, name: str = ""
) -> MonthlyReport:
    """Compute the report of one month.

    Parameters
    ----------
    period
        The whole diary; what comes after the month is left out.
    month
        The month to report; of a month not yet over, the days up to `today`.
    made_on
        The date that stands on the page.
    today
        The last day that counts, if it is not `made_on`; later days are left out. The current
        diary day counts once it is recorded.
    name
        Whose diary it is, if that is to stand on the page.

    Raises
    ------
    NothingRecorded
        If no day is recorded up to the end of the month; a month without a recorded day in a
        diary that had begun is a page that says so.
    """
    until = min(month.end, (today or made_on) + timedelta(days=1))
    if not any(day < until for day in period.recorded_days):
        raise NothingRecorded(month.title, max(period.recorded_days, default=None))
    period, last_day = taken_before(period.before(until), until), until - timedelta(days=1)
    found = all_findings(period, last_day)
    of_month = (t for t in period.trials if t.first_day < until and t.end > month.start)
    trial = next((t for t in of_month if t.first_day < t.end), None)
    daily = daily_table(period)
    in_month = period.since(month.start)
    weeks = last_weeks(period, WEEKS_SHOWN, until)
    reached = (month.start, until)
    return MonthlyReport(
        month=month,
        made_on=made_on,
        covers_until=last_day,
        week_starts_on=period.settings.week_starts_on,
        figures=_summarize_span(period, daily, month.start, until),
        previous=_summarize_span(period, daily, month.previous.start, month.start),
        change=rate_change_on(daily["episodes"], month.previous.start, month.start, until),
        calendar=calendar_days(daily, month.span, reached, changes_between(period, *reached)),
        weeks=weeks,
        medications=list_medications(period, month.start, until),
        relief=relief_summary(period.since(weeks[0].start)),
        hours=hours_by_state(in_month),
        where=count_sites(in_month),
        symptoms=_find_symptoms(period, month),
        findings=found.factors,
        negative_control=found.negative_control,
        trend=assess_trend(daily, last_day),
        diary_days=len(period.recorded_days),
        left_out=found.left_out,
        trial=trial,
        trial_progress=follow_trial(period, trial, until) if trial else None,
        trial_report=judge_trial(period, trial) if trial and trial.end <= until else None,
        name=name,
    )


def _find_symptoms(period: Period, month: Month) -> MonthlySymptoms | None:
    answered = (each for each in period.monthly_symptoms if each.answers)
    return next((each for each in answered if each.month == month.start), None)


def _summarize_span(period: Period, daily: pd.DataFrame, start: date, end: date) -> KeyFigures:
    rows = daily.reindex(pd.date_range(start, end, inclusive="left"))
    within = period.since(start).before(end)
    episodes = within.episodes
    recorded = int(rows["episodes"].count())
    severities = [e.severity for e in episodes if e.severity is not None]
    woke = [e for e in episodes if e.woke is not None]
    minutes = [e.duration_minutes for e in episodes if e.duration_minutes is not None]
    return KeyFigures(
        days=len(rows),
        recorded_days=recorded,
        no_cramp_days=int((rows["episodes"] == 0).sum()),
        cramp_days=int((rows["episodes"] > 0).sum()),
        episodes=len(episodes),
        rate=weekly_rate(len(episodes), recorded),
        median_severity=float(median(severities)) if severities else None,
        worst_severity=max(severities, default=None),
        median_minutes=float(median(minutes)) if minutes else None,
        longest_minutes=max(minutes, default=None),
        nights_woken=len({e.diary_day for e in woke if e.woke}) if woke or not episodes else None,
        burden=measure_burden(within),
        lateness=measure_logging_delay(within),
    )


def calendar_days(
    daily: pd.DataFrame,
    span: tuple[date, date],
    reached: tuple[date, date],
    changes: tuple[CourseChange, ...] = (),
) -> tuple[CalendarDay, ...]:
    """Return the days of a span ``[start, end)``.

    Parameters
    ----------
    daily
        As from `daily_table`.
    reached
        The days ``[start, end)`` that count as reached.
    changes
        The changes of medications, each of which is put on its day.
    """
    rows = daily.reindex(pd.date_range(*span, inclusive="left", freq="D"))
    return tuple(
        CalendarDay(
            day=stamp.date(),
            reached=reached[0] <= stamp.date() < reached[1],
            episodes=None if np.isnan(episodes) else int(episodes),
            worst_severity=None if np.isnan(severity) else float(severity),
            changes=tuple(change for change in changes if change.day == stamp.date()),
        )
        for stamp, episodes, severity in rows[["episodes", "severity"]].itertuples()
    )
