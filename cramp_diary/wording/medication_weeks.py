"""Sentences about what was taken when; never advice about taking it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.core.text import format_count
from cramp_diary.core.vocabulary import KEEP_TAKING
from cramp_diary.wording.formatting import format_days, format_short_date
from cramp_diary.wording.weeks import format_weeks

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.medication_weeks import (
        CourseDays,
        MedicationRow,
        MedicationWeeks,
    )

MEDICATION_HEADING = "Medications, and episodes a week"
MEDICATION_CAPTION = (
    "Bar: course, arrow: it goes on. Tick: taken as needed. Hatched: few or no days recorded."
    f" {KEEP_TAKING}"
)
RATE_LABEL = "episodes a week"


def format_nothing_taken(shown: MedicationWeeks) -> str:
    """Return that there is no medication to show; empty if there is one."""
    if shown.rows:
        return ""
    known = (
        f" ({format_count(shown.not_taken, 'medication')} in the diary)" if shown.not_taken else ""
    )
    return f"No medication taken in these {format_count(len(shown.weeks), 'week')}{known}."


def format_medication_weeks(shown: MedicationWeeks) -> str:
    """Describe the medication timeline."""
    return f"{format_taken(shown)} {KEEP_TAKING} {format_weeks(shown.weeks)}"


def format_taken(shown: MedicationWeeks) -> str:
    """Describe what was taken in the weeks shown."""
    last = shown.until - timedelta(days=1)
    rows = [_format_row(row) for row in shown.rows] or [format_nothing_taken(shown)]
    return " ".join([f"Medications, {format_days(shown.start, last)}.", *rows])


def _format_row(row: MedicationRow) -> str:
    taken = [_format_course(course) for course in row.courses]
    if row.dose_days:
        days = ", ".join(format_short_date(day) for day in row.dose_days)
        taken.append(f"taken as needed on {format_count(len(row.dose_days), 'day')} ({days})")
    return f"{row.medication} ({row.drug_class}): {'; '.join(taken)}."


def _format_course(course: CourseDays) -> str:
    dose = f" of {course.dose}" if course.dose else ""
    begins = "from before" if course.begun_before else f"from {format_short_date(course.start)}"
    last = course.end - timedelta(days=1)
    ends = "going on" if course.goes_on else f"to {format_short_date(last)}"
    return f"course{dose} {begins}, {ends}"
