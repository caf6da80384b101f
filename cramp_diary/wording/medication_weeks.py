"""What was taken when, in words; never advice about taking it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.wording.formatting import counted, date_words
from cramp_diary.wording.weeks import weeks_in_words

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.analysis.summaries.medication_weeks import (
        CourseDays,
        MedicationRow,
        MedicationWeeks,
    )

MEDICATION_HEADING = "Medications, and episodes a week"
MEDICATION_CAPTION = (
    "Bar: course, arrow: it goes on. Tick: taken as needed. Hatched: few or no days recorded."
)
RATE_LABEL = "episodes a week"


def nothing_taken_words(shown: MedicationWeeks) -> str:
    """Say that there is no medication to show; nothing if there is one."""
    if shown.rows:
        return ""
    known = f" ({counted(shown.not_taken, 'medication')} in the diary)" if shown.not_taken else ""
    return f"No medication taken in these {counted(len(shown.weeks), 'week')}{known}."


def rows_left_out_words(number: int) -> str:
    """Say how many medications the drawing has no room for; nothing if none.

    >>> rows_left_out_words(3), rows_left_out_words(0)
    ('and 3 more medications, not shown', '')
    """
    return f"and {counted(number, 'more medication')}, not shown" if number else ""


def medication_in_words(shown: MedicationWeeks) -> str:
    """Return what the medication timeline shows, in words."""
    return f"{taken_in_words(shown)} {weeks_in_words(shown.weeks)}"


def taken_in_words(shown: MedicationWeeks) -> str:
    """Return what was taken in the weeks shown, in words."""
    last = shown.until - timedelta(days=1)
    span = f"{date_words(shown.start)} to {date_words(last)}"
    rows = [_row_in_words(row) for row in shown.rows] or [nothing_taken_words(shown)]
    return " ".join([f"Medications, {span}.", *rows])


def _row_in_words(row: MedicationRow) -> str:
    said = [_course_in_words(course) for course in row.courses]
    if row.dose_days:
        days = ", ".join(_short(day) for day in row.dose_days)
        said.append(f"taken as needed on {counted(len(row.dose_days), 'day')} ({days})")
    return f"{row.medication} ({row.drug_class}): {'; '.join(said)}."


def _course_in_words(course: CourseDays) -> str:
    dose = f" of {course.dose}" if course.dose else ""
    begins = "from before" if course.begun_before else f"from {_short(course.start)}"
    last = course.end - timedelta(days=1)
    ends = "going on" if course.goes_on else f"to {_short(last)}"
    return f"course{dose} {begins}, {ends}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"
