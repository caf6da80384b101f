"""Which days a chart shows, as its options say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cramp_diary.cli.days import today
from cramp_diary.cli.output.streams import print_notice
from cramp_diary.cli.parsing.periods import parse_span
from cramp_diary.core.errors import Contradiction, FactorOfTrial, NothingRecorded
from cramp_diary.core.month import month_of
from cramp_diary.core.trial_habits import WATER
from cramp_diary.core.vocabulary import Chart
from cramp_diary.core.when import format_day, week_start

if TYPE_CHECKING:
    from cramp_diary.core.errors import DiaryError
    from cramp_diary.core.period import Period
    from cramp_diary.store import Diary

USUAL_WEEKS = {Chart.WEEKLY: 26, Chart.MEDICATION: 13, Chart.WATER: 9}
"""How many weeks a chart shows by default; the calendar shows a year, the others all days."""

LONG_AGO = timedelta(weeks=4)
"""A last recorded day so long ago is the last day of the charts, unless another one is given."""


@dataclass(frozen=True, slots=True)
class RequestedDays:
    """The options that say which days to show, as they were typed."""

    weeks: int | None
    since: str | None
    until: str | None


def read_chart_period(diary: Diary, chart: Chart, asked: RequestedDays) -> Period:
    """Read the days of the diary that a chart is to show.

    Raises
    ------
    UnreadableDay, InTheFuture, Contradiction
        If a day cannot be read or is in the future, or if both weeks and a first day are given.
    NothingRecorded
        If none of the days is recorded.
    FactorOfTrial
        If it would show what a trial that is not over is about.
    """
    if asked.weeks and asked.since:
        raise Contradiction("--weeks says how many", "--since the first day", "leave out one")
    first, last = parse_span(diary, asked.since, asked.until)
    starts_on = diary.settings().week_starts_on
    weeks = asked.weeks or (None if first else USUAL_WEEKS.get(chart))
    if weeks:
        first = week_start(last, starts_on) - timedelta(weeks=weeks - 1)
        if not asked.weeks:
            first = week_start(_in_diary(diary, first, last), starts_on)
    elif first:
        first = _in_diary(diary, first, last)
        if chart in (Chart.WEEKLY, Chart.MEDICATION):
            first = week_start(first, starts_on)
    elif chart is Chart.CALENDAR:
        first = _in_diary(diary, month_of(last).first_of_year.start, last)
    period = diary.read(first, last + timedelta(days=1))
    if not period.recorded_days:
        recorded = diary.recorded_days()
        since = f"from {period.start} to" if first else "up to"
        span = f"the {'weeks' if weeks else 'days'} {since} {last}"
        raise NothingRecorded(span if recorded else "the diary", max(recorded, default=None))
    trial = period.running_trial
    if chart is Chart.WATER and trial is not None and trial.habit == WATER.name:
        raise FactorOfTrial(WATER.name, trial.habit, trial.end - timedelta(days=1))
    return period


def read_chart_periods(diary: Diary, chart: Chart, asked: RequestedDays) -> dict[Chart, Period]:
    """Read the days of each requested chart; of several, one without a recorded day is skipped.

    A notice says which are skipped and why.

    Raises
    ------
    UnreadableDay, InTheFuture, Contradiction, NothingRecorded
        As `read_chart_period`; the last only if no chart has a recorded day.
    """
    asked = _end_with_record(diary, asked)
    found: dict[Chart, Period] = {}
    empty: dict[Chart, DiaryError] = {}
    for each in chart.each:
        try:
            found[each] = read_chart_period(diary, each, asked)
        except (NothingRecorded, FactorOfTrial) as error:
            empty[each] = error
    if not found:
        raise next(iter(empty.values()))
    for each, why in empty.items():
        print_notice(f"No chart {each}: {why}")
    return found


def _end_with_record(diary: Diary, asked: RequestedDays) -> RequestedDays:
    """End with the last recorded day if that is long ago and no days were given; say so."""
    last = max(diary.recorded_days(), default=None)
    if asked.since or asked.until or last is None or today(diary) - last <= LONG_AGO:
        return asked
    print_notice(
        f"No day is recorded after {format_day(last)}: charts end there. With --until today they"
        " go on to today."
    )
    return replace(asked, until=last.isoformat())


def _in_diary(diary: Diary, first: date, last: date) -> date:
    """Return the first day, or the first of the diary if that is later."""
    began = diary.first_day()
    return max(first, min(began, last)) if began else first
