"""Sentences about the days of the week."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cramp_diary.analysis.summaries.weekdays import ROTATIONS
from cramp_diary.core.text import format_count, join_words
from cramp_diary.core.when import WEEKDAYS
from cramp_diary.wording.formatting import (
    NOT_RECORDED,
    format_digits,
    format_p_value,
    format_range,
    sentence_case,
)

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.before_after import DaySpan
    from cramp_diary.analysis.summaries.weekdays import Weekdays

HEADER = ("day", "recorded days", "cramp days", "episodes", "a week (95% interval)")
SIGNIFICANT = 0.05

EXPLANATION = (
    "A week: the episode rate in a week of such days alone. The intervals take each episode as"
    " independent. A day of the week has no part in a cramp itself: what differs between the days"
    " may have."
)


def format_weekday_rows(found: Weekdays) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table of the days of the week, its header first."""
    return (HEADER, *(_format_row(*row) for row in zip(WEEKDAYS, found.days, strict=True)))


def _format_row(name: str, day: DaySpan) -> tuple[str, ...]:
    counts = (str(n) for n in (day.recorded_days, day.cramp_days, day.episodes))
    if day.rate is None:
        return (sentence_case(name), *counts, NOT_RECORDED)
    low_to_high = format_range(day.rate.low, day.rate.high)
    return (sentence_case(name), *counts, f"{format_digits(day.rate.per_week)} ({low_to_high})")


def format_weekday_test(found: Weekdays) -> str:
    """Format whether the days of the week differ, or what is missing to tell."""
    if found.p_value is None:
        lacks = [f"{s.have} of {s.need} {s.what}" for s in found.lacking]
        return (
            "Too little is recorded to tell whether the days of the week differ:"
            f" {join_words(lacks, 'and')}."
        )
    differ = "differ" if found.p_value < SIGNIFICANT else "do not show a difference"
    return (
        f"The days of the week {differ}: {format_p_value('p', found.p_value)}, one test of all"
        f" seven over {format_count(found.weeks, 'week')}, the recorded days of each rotated"
        f" {ROTATIONS:,} times."
    )


def weekdays_to_dict(found: Weekdays) -> dict[str, object]:
    """Return the days of the week as an object for JSON."""
    return {
        "days": [
            {"weekday": name, **asdict(day)} for name, day in zip(WEEKDAYS, found.days, strict=True)
        ],
        "weeks": found.weeks,
        "p_value": found.p_value,
        "lacking": [asdict(shortfall) for shortfall in found.lacking],
        "sentence": format_weekday_test(found),
    }
