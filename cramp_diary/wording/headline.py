"""What changed since the month before, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.summaries.trend import TrendVerdict, decide_verdict
from cramp_diary.core.text import format_count, join_words
from cramp_diary.wording.formatting import format_digits, format_interval, format_ratio
from cramp_diary.wording.key_figures import days_to_come, format_nothing_recorded
from cramp_diary.wording.rate_changes import ComparedPeriods, format_lacking

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.before_after import DaySpan
    from cramp_diary.analysis.rates import WeeklyRate
    from cramp_diary.analysis.summaries.monthly import MonthlyReport
    from cramp_diary.core.month import Month

WELL_RECORDED = 2 / 3
"""Where a smaller share of a month's days is recorded, the sentence says how many are."""

_WORDS = {
    TrendVerdict.WORSENING: "Worse",
    TrendVerdict.EASING: "Better",
    TrendVerdict.NO_CLEAR_CHANGE: "No clear change",
}


def format_headline(report: MonthlyReport) -> str:
    """Format how the episode rate of the month differs from that of the month before.

    Judged as `cramp trend` judges the last four weeks: `rate_change`, at the same level. The
    interval is that of the ratio of the two rates.
    """
    change, month, before = report.change, report.month, report.month.previous
    rate, rate_before = change.after.rate, change.before.rate
    if rate is None:
        return format_nothing_recorded(month)
    now = f"{_format_rate(rate)} episodes a week in {_format_month(report)}"
    if rate_before is None:
        return (
            f"{now}. No day of {before.title} is recorded, so there is nothing to compare it with."
        )
    if change.before.episodes + change.after.episodes == 0:
        days = format_count(change.before.recorded_days + change.after.recorded_days, "day")
        return f"No episodes in {before.name} and {_format_month(report)}, on {days} recorded."
    rates = f"{now}, {_format_rate(rate_before)} in {before.name}"
    if change.ratio is None:
        periods = ComparedPeriods(before.name, month.name, "both months")
        lacking = format_lacking(change.lacking[:1], periods).partition(": ")[2]
        return f"Too few days to tell a change: {rates} ({lacking})."
    verdict = decide_verdict(change.ratio.p_value, change.ratio.rate_ratio - 1)
    ratio = f"{format_ratio(change.ratio)} times, 95% interval {format_interval(change.ratio)}"
    few = _format_few_days((month, change.after), (before, change.before))
    return f"{_WORDS[verdict]}: {rates} ({ratio}){few}."


def _format_rate(rate: WeeklyRate) -> str:
    return format_digits(rate.per_week)


def _format_month(report: MonthlyReport) -> str:
    so_far = " so far" if days_to_come(report) else ""
    return f"{report.month.name}{so_far}"


def _format_few_days(*months: tuple[Month, DaySpan]) -> str:
    """Return how many days of a month are recorded, where those are few; else nothing."""
    few = [
        f"{span.recorded_days} of {format_count(span.days, 'day')} of {month.name}"
        for month, span in months
        if span.recorded_days < WELL_RECORDED * span.days
    ]
    return f", with only {join_words(few, 'and')} recorded" if few else ""
