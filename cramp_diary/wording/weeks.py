"""Sentences about the rate of each week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.wording.formatting import (
    NOT_RECORDED,
    format_date,
    format_episodes_on_days,
    format_rate,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.summaries.weekly import Week


def format_weeks(weeks: Sequence[Week]) -> str:
    """Describe the chart of weeks."""
    return "\n".join(["Episode rate by week:", *map(format_week, weeks)])


def format_week(week: Week) -> str:
    """Format the rate of one week with its counts."""
    start = f"from {format_date(week.start)}"
    if week.rate is None:
        return f"{start}, {NOT_RECORDED}."
    counts = format_episodes_on_days(week.episodes, week.recorded_days, "recorded day")
    severity = ""
    if week.median_severity is not None and week.worst_severity is not None:
        severity = f", severity {week.median_severity:g}, worst {week.worst_severity:g}"
    return f"{start}, {format_rate(week.rate)}, {counts}{severity}."
