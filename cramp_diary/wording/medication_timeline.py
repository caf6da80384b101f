"""Sentences about the rates before and after a medication changed; never advice about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.published import PLACEBO_SIZE
from cramp_diary.analysis.summaries.medication_timeline import WINDOW_DAYS, ChangeKind
from cramp_diary.core.text import format_count
from cramp_diary.core.vocabulary import KEEP_TAKING
from cramp_diary.core.when import format_day
from cramp_diary.wording.formatting import NOT_GIVEN, sentence_case
from cramp_diary.wording.rate_changes import (
    ComparedPeriods,
    format_day_span,
    format_lacking,
    format_ratio_part,
)

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.medication_timeline import (
        CourseChange,
        MedicationChange,
        MedicationTimeline,
    )

COMPARED_WINDOWS = ComparedPeriods(
    f"the {WINDOW_DAYS} days before",
    f"the {WINDOW_DAYS} days after",
    f"these {2 * WINDOW_DAYS} days",
)

CAVEATS = (
    (
        "One change is one change: other things change with it, and a bad spell that led to it"
        " ends by itself, too. What one expects of a medicine plays a part (placebo and nocebo):"
        f" placebo alone came with {-PLACEBO_SIZE.value:.0f}% fewer {PLACEBO_SIZE.what}"
        f" ({PLACEBO_SIZE.source})."
    ),
    f"These are associations, not advice. {KEEP_TAKING}",
)


def format_medication_heading(timeline: MedicationTimeline) -> str:
    """Return a medication with its class, and why there is nothing to compare if so."""
    name = f"{timeline.medication} ({timeline.drug_class})"
    if timeline.changes:
        return name
    if timeline.dose_days:
        days = format_count(timeline.dose_days, "day")
        return f"{name}: taken as needed on {days}, no course, so no change to compare"
    return f"{name}: no course, so no change to compare"


def format_course_change(change: CourseChange) -> str:
    """Format what changed and when.

    Examples
    --------
    >>> from datetime import date
    >>> from cramp_diary.analysis.summaries.medication_timeline import CourseChange
    >>> format_course_change(CourseChange("statin", ChangeKind.START, date(2026, 1, 5), "20 mg"))
    'start on Mon 5 Jan 2026 (20 mg)'
    """
    dose = f" ({change.dose})" if change.dose else ""
    if change.kind is ChangeKind.NEW_DOSE:
        doses = f"{change.dose or NOT_GIVEN} after {change.dose_before or NOT_GIVEN}"
        return f"new dose from {format_day(change.day)} on ({doses})"
    if change.kind is ChangeKind.END:
        return f"course ended with {format_day(change.day - timedelta(days=1))}{dose}"
    return f"start on {format_day(change.day)}{dose}"


def format_change_sentences(found: MedicationChange) -> tuple[str, ...]:
    """Return a change, the rates before and after it, their ratio, and what else changed."""
    rate = found.rate
    to_come = ""
    if found.days_to_come:
        to_come = f" ({format_count(found.days_to_come, 'day')} still to come)"
    ratio = (
        format_ratio_part(rate.ratio, COMPARED_WINDOWS.before)
        if rate.ratio
        else format_lacking(rate.lacking, COMPARED_WINDOWS)
    )
    others = "; ".join(f"{other.medication}, {format_course_change(other)}" for other in found.also)
    return (
        f"{sentence_case(format_course_change(found.change))}.",
        f"{WINDOW_DAYS} days before: {format_day_span(rate.before)}.",
        f"{WINDOW_DAYS} days after{to_come}: {format_day_span(rate.after)}.",
        f"Episode rate after: {ratio}.",
        *([f"Also changed within {COMPARED_WINDOWS.both}: {others}."] if others else []),
    )
