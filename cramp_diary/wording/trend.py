"""Sentences about whether cramps persist or worsen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.published import SEASON_SIZE
from cramp_diary.analysis.summaries.trend import (
    LAST_WEEKS,
    WEEKS_BEFORE,
    TrendVerdict,
)
from cramp_diary.core.text import format_count
from cramp_diary.core.when import format_day
from cramp_diary.wording.formatting import NOT_GIVEN, NOT_RECORDED, format_digits, format_range
from cramp_diary.wording.rate_changes import (
    ComparedPeriods,
    format_day_span,
    format_lacking,
    format_points,
    format_ratio_part,
)

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.before_after import DaySpan
    from cramp_diary.analysis.summaries.season import Season
    from cramp_diary.analysis.summaries.trend import Trend

COMPARED_WEEKS = ComparedPeriods(
    "the twelve weeks before", "the last four weeks", "the sixteen weeks"
)
WARNING = "If cramps persist or worsen, see a doctor."

SEASON_PUBLISHED = (
    f"Published: about {SEASON_SIZE.value:g} times as many {SEASON_SIZE.what} in summer as in"
    f" winter ({SEASON_SIZE.source} {SEASON_SIZE.year}). Which of these months are your summer"
    " depends on where you live."
)
SEASON_OF_ONE_YEAR = (
    "One year has each season once: season cannot be separated from what else changed in it."
)
SEASON_OF_YEARS = "These are counts: what else changed in these years is in them, too."
TWO_YEARS = 730


def format_trend_heading(trend: Trend) -> str:
    """Format what is compared, and the verdict."""
    until = format_day(trend.last_day)
    return f"The four weeks through {until}, against the twelve before: {trend.verdict}."


def format_trend_rows(trend: Trend) -> tuple[tuple[str, str, str], ...]:
    """Return the rows of a table that compares the two periods, its header first."""
    before, after = trend.rate.before, trend.rate.after
    s = trend.severity
    recorded = [f"{span.recorded_days} of {span.days}" for span in (before, after)]
    cramp_weeks = (
        f"{trend.before_cramp_weeks} of {WEEKS_BEFORE}",
        f"{trend.last_cramp_weeks} of {LAST_WEEKS}",
    )
    return (
        ("", "twelve weeks before", "last four weeks"),
        ("recorded days", recorded[0], recorded[1]),
        ("episodes", str(before.episodes), str(after.episodes)),
        ("a week (95% interval)", _format_rate_cell(before), _format_rate_cell(after)),
        ("weeks with cramps", *cramp_weeks),
        ("cramp days with a severity", str(s.before_days), str(s.after_days)),
        ("mean of their worst severity", _format_mean(s.before_mean), _format_mean(s.after_mean)),
    )


def format_trend_sentences(trend: Trend) -> tuple[str, ...]:
    """Return how rate and severity changed, or what is missing to know."""
    return (_format_rate_change(trend), _format_severity_change(trend))


def format_warnings(trend: Trend) -> tuple[str, ...]:
    """Return why to see a doctor; empty unless cramps persist or worsen."""
    reasons = format_worsening(trend)
    return (*reasons, WARNING) if reasons else ()


def format_worsening(trend: Trend) -> tuple[str, ...]:
    """Return how the cramps worsen or persist, a sentence each; empty unless they do."""
    reasons = []
    if trend.rate_verdict is TrendVerdict.WORSENING:
        reasons.append(
            f"The cramps are worsening: the episode rate of {COMPARED_WEEKS.after} is above that of"
            f" {COMPARED_WEEKS.before}."
        )
    if trend.severity_verdict is TrendVerdict.WORSENING:
        reasons.append(
            f"The cramps are worsening: they were more severe in {COMPARED_WEEKS.after} than in"
            f" {COMPARED_WEEKS.before}."
        )
    if trend.persisting:
        reasons.append(
            f"The cramps persist: they came in each of the last {LAST_WEEKS} weeks and in"
            f" {trend.before_cramp_weeks} of the {WEEKS_BEFORE} before."
        )
    return tuple(reasons)


def format_season(season: Season | None) -> tuple[str, ...]:
    """Return the rates of the two seasons and their limits; empty before a year."""
    if season is None:
        return ()
    ratio = ""
    if season.ratio is not None:
        times = f"{format_digits(season.ratio)} times that of December to February"
        ratio = f" The rate of June to August is {times}."
    return (
        (
            f"June to August: {format_day_span(season.june_to_august)}."
            f" December to February: {format_day_span(season.december_to_february)}.{ratio}"
        ),
        SEASON_PUBLISHED,
        SEASON_OF_ONE_YEAR if season.calendar_days < TWO_YEARS else SEASON_OF_YEARS,
    )


def _format_rate_cell(span: DaySpan) -> str:
    rate = span.rate
    if rate is None:
        return NOT_RECORDED
    return f"{format_digits(rate.per_week)} ({format_range(rate.low, rate.high)})"


def _format_mean(severity: float | None) -> str:
    return NOT_GIVEN if severity is None else f"{severity:.1f}"


def _format_rate_change(trend: Trend) -> str:
    change = trend.rate
    if change.ratio is None:
        return f"Episode rate: {format_lacking(change.lacking, COMPARED_WEEKS)}."
    numbers = format_ratio_part(change.ratio, COMPARED_WEEKS.before)
    return f"Episode rate: {trend.rate_verdict}; {numbers}."


def _format_severity_change(trend: Trend) -> str:
    change = trend.severity
    if change.difference is None:
        return f"Severity: {format_lacking(change.lacking, COMPARED_WEEKS)}."
    days = f"{format_count(change.after_days, 'cramp day')} against {change.before_days}"
    numbers = format_points(change.difference)
    return f"Severity: {trend.severity_verdict}; {numbers} ({days})."
