"""Weeks in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.wording.formatting import format_count, format_date, format_rate
from cramp_diary.wording.key_figures import NOT_RECORDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.summaries.weekly import Week


def format_weeks(weeks: Sequence[Week]) -> str:
    """Return what the chart of weeks shows, in words."""
    return "\n".join(["Episode rate by week:", *map(format_week, weeks)])


def format_week(week: Week) -> str:
    """Say the rate of one week with its counts."""
    start = f"from {format_date(week.start)}"
    if week.rate is None:
        return f"{start}, {NOT_RECORDED}."
    episodes = format_count(week.episodes, "episode")
    held = f"{episodes} on {format_count(week.recorded_days, 'recorded day')}"
    severity = ""
    if week.median_severity is not None and week.worst_severity is not None:
        severity = f", severity {week.median_severity:g}, worst {week.worst_severity:g}"
    return f"{start}, {format_rate(week.rate)}, {held}{severity}."
