"""Which charts there are, which days each is of, and how it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cramp_diary.cli.output.streams import print_notice
from cramp_diary.cli.parsing.periods import parse_span
from cramp_diary.core.errors import Contradiction, NothingRecorded
from cramp_diary.core.when import week_start

if TYPE_CHECKING:
    from cramp_diary.charts.saving import Picture
    from cramp_diary.core.period import Period
    from cramp_diary.store import Diary

DAYS_PER_WEEK = 7


class Chart(StrEnum):
    """The charts there are; `ALL` is each of the others."""

    WEEKLY = "weekly"
    CALENDAR = "calendar"
    HOURS = "hours"
    WHERE = "where"
    FACTORS = "factors"
    MEDICATION = "medication"
    RELIEF = "relief"
    WATER = "water"
    ALL = "all"

    @property
    def each(self) -> tuple[Chart, ...]:
        """The charts that are meant."""
        return tuple(c for c in Chart if c is not Chart.ALL) if self is Chart.ALL else (self,)


USUAL_WEEKS = {Chart.WEEKLY: 26, Chart.MEDICATION: 13, Chart.WATER: 9}
"""How many weeks a chart shows unless asked; the calendar shows a year, the others all days."""

_BY_WEEK = (Chart.WEEKLY, Chart.MEDICATION)


@dataclass(frozen=True, slots=True)
class RequestedDays:
    """The days as they were typed."""

    weeks: int | None
    since: str | None
    until: str | None


def read_chart_period(diary: Diary, chart: Chart, asked: RequestedDays) -> Period:
    """Return the days that a chart is to show.

    Raises
    ------
    UnreadableDay, InTheFuture, Contradiction
        If a day cannot be read or has not been, or both weeks and a first day are given.
    NothingRecorded
        If none of the days is recorded.
    """
    if asked.weeks and asked.since:
        raise Contradiction("--weeks says how many", "--since the first day", "leave out one")
    first, last = parse_span(diary, asked.since, asked.until)
    starts_on = diary.settings().week_starts_on
    weeks = asked.weeks or (None if first else USUAL_WEEKS.get(chart))
    if weeks:
        first = week_start(last, starts_on) - timedelta(days=DAYS_PER_WEEK * (weeks - 1))
        if not asked.weeks:
            first = week_start(_in_diary(diary, first, last), starts_on)
    elif first:
        first = _in_diary(diary, first, last)
        first = week_start(first, starts_on) if chart in _BY_WEEK else first
    elif chart is Chart.CALENDAR:
        first = _in_diary(diary, date(last.year, 1, 1), last)
    period = diary.read(first, last + timedelta(days=1))
    if not period.recorded_days:
        recorded = diary.recorded_days()
        since = f"from {period.start} to" if first else "up to"
        span = f"the {'weeks' if weeks else 'days'} {since} {last}"
        raise NothingRecorded(span if recorded else "the diary", max(recorded, default=None))
    return period


def read_chart_periods(diary: Diary, chart: Chart, asked: RequestedDays) -> dict[Chart, Period]:
    """Return the days of each chart that is meant; of all charts, those of none are named instead.

    Raises
    ------
    UnreadableDay, InTheFuture, Contradiction, NothingRecorded
        As `read_chart_period`; the last if none has a recorded day.
    """
    found: dict[Chart, Period] = {}
    empty: dict[Chart, NothingRecorded] = {}
    for each in chart.each:
        try:
            found[each] = read_chart_period(diary, each, asked)
        except NothingRecorded as error:
            empty[each] = error
    if not found:
        raise next(iter(empty.values()))
    for each, why in empty.items():
        print_notice(f"No chart {each}: {why}")
    return found


def _in_diary(diary: Diary, first: date, last: date) -> date:
    """Return the first day, or that of the diary if it began later."""
    began = diary.first_day()
    return max(first, min(began, last)) if began else first


def draw_chart(chart: Chart, period: Period) -> Picture:
    """Work out one chart and draw it."""
    makers = {
        Chart.WEEKLY: _weekly,
        Chart.CALENDAR: _calendar,
        Chart.HOURS: _hours,
        Chart.WHERE: _where,
        Chart.FACTORS: _factors,
        Chart.MEDICATION: _medication,
        Chart.RELIEF: _relief,
        Chart.WATER: _water,
    }
    return makers[chart](period)


def _week_count(period: Period) -> int:
    first = week_start(period.start, period.settings.week_starts_on)
    return (period.end - timedelta(days=1) - first).days // DAYS_PER_WEEK + 1


def _span(period: Period) -> str:
    from cramp_diary.wording.chart_texts import format_span

    return format_span(period)


def _weekly(period: Period) -> Picture:
    from cramp_diary.analysis.summaries.weekly import last_weeks
    from cramp_diary.charts.figures import weekly_chart
    from cramp_diary.charts.saving import Picture
    from cramp_diary.wording.page_labels import WEEKS_HEADING
    from cramp_diary.wording.weeks import format_weeks

    weeks = last_weeks(period, _week_count(period), period.end)
    return Picture(weekly_chart(weeks, _span(period)), WEEKS_HEADING, format_weeks(weeks))


def _calendar(period: Period) -> Picture:
    from cramp_diary.analysis.summaries.calendar_years import calendar_years
    from cramp_diary.charts.figures import calendar_chart
    from cramp_diary.charts.saving import Picture
    from cramp_diary.wording.chart_texts import YEAR_HEADING, format_years

    years = calendar_years(period)
    return Picture(calendar_chart(years), YEAR_HEADING, format_years(years))


def _hours(period: Period) -> Picture:
    from cramp_diary.analysis.summaries.hours import hours_by_state
    from cramp_diary.charts.figures import hours_chart
    from cramp_diary.charts.saving import Picture
    from cramp_diary.wording.chart_texts import format_hours
    from cramp_diary.wording.page_labels import HOURS_HEADING

    hours = hours_by_state(period)
    return Picture(hours_chart(hours, _span(period)), HOURS_HEADING, format_hours(hours))


def _where(period: Period) -> Picture:
    from cramp_diary.analysis.summaries.sites import count_sites
    from cramp_diary.charts.figures import body_map_chart
    from cramp_diary.charts.saving import Picture
    from cramp_diary.wording.sites import SITES_HEADING, format_sites

    counts = count_sites(period)
    return Picture(body_map_chart(counts, _span(period)), SITES_HEADING, format_sites(counts))


def _factors(period: Period) -> Picture:
    from cramp_diary.analysis.inference.findings import all_findings
    from cramp_diary.charts.figures import factors_chart
    from cramp_diary.charts.saving import Picture
    from cramp_diary.wording.chart_texts import format_factors
    from cramp_diary.wording.page_labels import FACTORS_HEADING

    found = all_findings(period, period.end - timedelta(days=1)).shown
    return Picture(factors_chart(found, _span(period)), FACTORS_HEADING, format_factors(found))


def _medication(period: Period) -> Picture:
    from cramp_diary.analysis.summaries.medication_weeks import medication_weeks
    from cramp_diary.charts.figures import medication_chart
    from cramp_diary.charts.saving import Picture
    from cramp_diary.wording.medication_weeks import MEDICATION_HEADING, format_medication_weeks

    shown = medication_weeks(period, _week_count(period), period.end)
    words = format_medication_weeks(shown)
    return Picture(medication_chart(shown, _span(period)), MEDICATION_HEADING, words)


def _relief(period: Period) -> Picture:
    from cramp_diary.analysis.summaries.relief import relief_summary
    from cramp_diary.charts.figures import relief_chart
    from cramp_diary.charts.saving import Picture
    from cramp_diary.wording.relief import RELIEF_HEADING, format_relief

    summary = relief_summary(period)
    return Picture(relief_chart(summary, _span(period)), RELIEF_HEADING, format_relief(summary))


def _water(period: Period) -> Picture:
    from cramp_diary.analysis.summaries.water import water_days
    from cramp_diary.charts.figures import water_chart
    from cramp_diary.charts.saving import Picture
    from cramp_diary.wording.chart_texts import WATER_HEADING, format_water

    water = water_days(period)
    return Picture(water_chart(water, _span(period)), WATER_HEADING, format_water(water))
