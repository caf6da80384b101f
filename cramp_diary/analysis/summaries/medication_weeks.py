"""Courses and doses of medications week by week, beside the episode rate of the same weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.rates import DAYS_PER_WEEK
from cramp_diary.analysis.summaries.weekly import Week, last_weeks

if TYPE_CHECKING:
    from cramp_diary.core.model import Course
    from cramp_diary.core.period import Period
    from cramp_diary.core.vocabulary import DrugClass

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CourseDays:
    """The days ``[start, end)`` of a course that lie in the weeks shown.

    `begun_before` and `goes_on` say whether it reaches beyond them. A course without a last day
    goes on to the last day shown.
    """

    start: date
    end: date
    dose: str
    begun_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class MedicationRow:
    """One medication: its courses in order, and the days on which it was taken as needed."""

    medication: str
    drug_class: DrugClass
    courses: tuple[CourseDays, ...]
    dose_days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class MedicationWeeks:
    """The medications of ``[start, until)``, whose weeks end with `end`.

    `rows` has those with a course or a dose in these days, courses first, by their first day;
    `not_taken` counts the medications of the diary without either.
    """

    start: date
    until: date
    end: date
    rows: tuple[MedicationRow, ...]
    not_taken: int
    weeks: tuple[Week, ...]


def medication_weeks(period: Period, count: int, until: date) -> MedicationWeeks:
    """Return the courses and doses in the last `count` weeks before `until`.

    Parameters
    ----------
    period
        The whole diary, or at least these weeks.
    count
        How many weeks.
    until
        The first day that is not shown; the last week holds the day before.
    """
    weeks = last_weeks(period, count, until)
    start = weeks[0].start
    rows = []
    for medication in period.medications:
        name = medication.name
        courses = [c for c in period.courses if c.medication == name]
        shown = sorted(
            (_clip_course(c, start, until) for c in courses if _overlaps(c, start, until)),
            key=lambda c: c.start,
        )
        days = {d.diary_day for d in period.doses if d.medication == name}
        doses = sorted(day for day in days if start <= day < until)
        rows.append(MedicationRow(name, medication.drug_class, tuple(shown), tuple(doses)))
    taken = [row for row in rows if row.courses or row.dose_days]
    return MedicationWeeks(
        start=start,
        until=until,
        end=start + timedelta(days=DAYS_PER_WEEK * count),
        rows=tuple(sorted(taken, key=_sort_key)),
        not_taken=len(rows) - len(taken),
        weeks=weeks,
    )


def _sort_key(row: MedicationRow) -> tuple[bool, date]:
    return not row.courses, row.courses[0].start if row.courses else row.dose_days[0]


def _overlaps(course: Course, start: date, until: date) -> bool:
    return course.first_day < until and (course.last_day is None or course.last_day >= start)


def _clip_course(course: Course, start: date, until: date) -> CourseDays:
    end = until if course.last_day is None else course.last_day + _DAY
    return CourseDays(
        start=max(course.first_day, start),
        end=min(end, until),
        dose=course.dose,
        begun_before=course.first_day < start,
        goes_on=course.last_day is None or end > until,
    )
