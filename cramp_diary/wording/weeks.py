"""Weeks in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.wording.formatting import counted, date_words, rate_words
from cramp_diary.wording.key_figures import NOT_RECORDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.summaries.weekly import Week


def weeks_in_words(weeks: Sequence[Week]) -> str:
    """Return what the chart of weeks shows, in words."""
    return "\n".join(["Episode rate by week:", *map(week_in_words, weeks)])


def week_in_words(week: Week) -> str:
    """Say the rate of one week with its counts."""
    start = f"from {date_words(week.start)}"
    if week.rate is None:
        return f"{start}, {NOT_RECORDED}."
    held = f"{counted(week.episodes, 'episode')} on {counted(week.recorded_days, 'recorded day')}"
    severity = ""
    if week.median_severity is not None and week.worst_severity is not None:
        severity = f", severity {week.median_severity:g}, worst {week.worst_severity:g}"
    return f"{start}, {rate_words(week.rate)}, {held}{severity}."
