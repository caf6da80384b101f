"""Which charts there are, and how each is made from the days of a diary.

How to add a chart: cramp_diary/README.md, "To add a chart".
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.findings import all_findings
from cramp_diary.analysis.rates import DAYS_PER_WEEK
from cramp_diary.analysis.risk_factors import list_hidden_factors, list_risk_factors
from cramp_diary.analysis.summaries.calendar_years import calendar_years
from cramp_diary.analysis.summaries.factor_levels import factor_levels
from cramp_diary.analysis.summaries.hours import hours_by_state
from cramp_diary.analysis.summaries.medication_weeks import medication_weeks
from cramp_diary.analysis.summaries.relief import relief_summary
from cramp_diary.analysis.summaries.sites import count_sites
from cramp_diary.analysis.summaries.water import water_days
from cramp_diary.analysis.summaries.weekly import last_weeks
from cramp_diary.analysis.summaries.weekly_factors import factor_weeks
from cramp_diary.charts.figures import (
    body_map_chart,
    factors_chart,
    hours_chart,
    levels_chart,
    medication_chart,
    relief_chart,
    trial_chart,
    water_chart,
    weekly_chart,
    year_chart,
)
from cramp_diary.charts.saving import Picture
from cramp_diary.core.vocabulary import Chart
from cramp_diary.core.when import week_start
from cramp_diary.wording.chart_texts import (
    YEAR_HEADING,
    format_factors,
    format_hours,
    format_span,
    format_water,
    format_water_heading,
    format_years,
)
from cramp_diary.wording.factor_levels import LEVELS_HEADING, format_factor_levels
from cramp_diary.wording.medication_weeks import MEDICATION_HEADING, format_medication_weeks
from cramp_diary.wording.page_labels import FACTORS_HEADING, HOURS_HEADING, WEEKS_HEADING
from cramp_diary.wording.relief import RELIEF_HEADING, format_relief
from cramp_diary.wording.sites import SITES_HEADING, format_sites
from cramp_diary.wording.trial import (
    TRIAL_HEADING,
    format_left_out_note,
    format_trial_picture,
)
from cramp_diary.wording.weekly_factors import format_lanes
from cramp_diary.wording.weeks import format_weeks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cramp_diary.analysis.risk_factors import RiskFactor
    from cramp_diary.analysis.summaries.trial import TrialReport
    from cramp_diary.core.period import Period


def draw_chart(chart: Chart, period: Period) -> Picture:
    """Compute what one chart shows of a period, and draw it.

    Parameters
    ----------
    chart
        Any but `Chart.ALL` and `Chart.TRIAL`.
    period
        The days to show; the charts by week show each week that one of them lies in.
    """
    return CHARTS[chart](period)


def draw_weekly_with_factors(
    period: Period, factors: Sequence[RiskFactor] | None = None
) -> Picture:
    """Draw the chart of weeks with a lane for each of some factors, or of all that are recorded.

    Parameters
    ----------
    period
        The days to show.
    factors
        As from `list_risk_factors`; None for those that are recorded.
    """
    weeks = last_weeks(period, _week_count(period), period.end)
    shown = list_risk_factors(period) if factors is None else factors
    lanes = factor_weeks(period, shown, weeks)
    if factors is None:
        lanes = tuple(lane for lane in lanes if lane.recorded)
    note = "" if factors else _left_out_note(period)
    figure = weekly_chart(weeks, ". ".join(filter(None, (format_span(period), note))), lanes)
    words = "\n".join(filter(None, (format_weeks(weeks), format_lanes(lanes, weeks), note)))
    return Picture(figure, WEEKS_HEADING, words)


def draw_factor_levels(period: Period, factors: Sequence[RiskFactor] | None) -> Picture:
    """Draw some factors in levels, or all that are recorded, one below the other.

    Parameters
    ----------
    period
        The days to show.
    factors
        As from `list_risk_factors`; None for those that are recorded.
    """
    shown = factor_levels(period, list_risk_factors(period) if factors is None else factors)
    if factors is None:
        shown = tuple(each for each in shown if each.levels)
    note = "" if factors else _left_out_note(period)
    figure = levels_chart(shown, format_span(period), note)
    words = "\n".join(filter(None, (format_factor_levels(shown), note)))
    return Picture(figure, LEVELS_HEADING, words)


def draw_trial(report: TrialReport) -> Picture:
    """Draw a trial that is over.

    Parameters
    ----------
    report
        As from `judge_trial`.
    """
    return Picture(trial_chart(report), TRIAL_HEADING, format_trial_picture(report))


def _make_weekly(period: Period) -> Picture:
    weeks = last_weeks(period, _week_count(period), period.end)
    return Picture(weekly_chart(weeks, format_span(period)), WEEKS_HEADING, format_weeks(weeks))


def _make_calendar(period: Period) -> Picture:
    years = calendar_years(period)
    return Picture(year_chart(years), YEAR_HEADING, format_years(years))


def _make_hours(period: Period) -> Picture:
    hours = hours_by_state(period)
    return Picture(hours_chart(hours, format_span(period)), HOURS_HEADING, format_hours(hours))


def _make_where(period: Period) -> Picture:
    counts = count_sites(period)
    return Picture(body_map_chart(counts, format_span(period)), SITES_HEADING, format_sites(counts))


def _make_factors(period: Period) -> Picture:
    found, note = all_findings(period, period.end - timedelta(days=1)).shown, _left_out_note(period)
    figure = factors_chart(found, format_span(period), note)
    return Picture(figure, FACTORS_HEADING, f"{format_factors(found)} {note}".rstrip())


def _left_out_note(period: Period) -> str:
    return format_left_out_note(list_hidden_factors(period), period.running_trial)


def _make_medication(period: Period) -> Picture:
    shown = medication_weeks(period, _week_count(period), period.end)
    figure = medication_chart(shown, format_span(period))
    return Picture(figure, MEDICATION_HEADING, format_medication_weeks(shown))


def _make_relief(period: Period) -> Picture:
    summary = relief_summary(period)
    figure = relief_chart(summary, format_span(period))
    return Picture(figure, RELIEF_HEADING, format_relief(summary))


def _make_water(period: Period) -> Picture:
    water = water_days(period)
    heading = format_water_heading(water)
    return Picture(water_chart(water, format_span(period)), heading, format_water(water))


def _week_count(period: Period) -> int:
    first = week_start(period.start, period.settings.week_starts_on)
    return (period.end - timedelta(days=1) - first).days // DAYS_PER_WEEK + 1


CHARTS: dict[Chart, Callable[[Period], Picture]] = {
    Chart.WEEKLY: _make_weekly,
    Chart.CALENDAR: _make_calendar,
    Chart.HOURS: _make_hours,
    Chart.WHERE: _make_where,
    Chart.FACTORS: _make_factors,
    Chart.MEDICATION: _make_medication,
    Chart.RELIEF: _make_relief,
    Chart.WATER: _make_water,
}
"""What makes each chart: it reads a period, and returns the picture with its title and words."""
