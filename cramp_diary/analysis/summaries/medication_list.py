"""Which medications were taken in some days: the dose, since when, and what changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.summaries.medication_timeline import CourseChange, changes_between

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.core.model import Course
    from cramp_diary.core.period import Period
    from cramp_diary.core.vocabulary import DrugClass

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MedicationUse:
    """How one medication was taken up to a day.

    Attributes
    ----------
    dose
        Of the last course; without a course that of the last taking. Empty if none is given.
    since
        The first day of the last course and of those that it follows without a gap; without a
        course the first day on which it was taken.
    by_course
        Whether it is on a course, or only taken as needed.
    last_day
        The last day of that course, if it has ended.
    changes
        The changes of its courses in the days asked about, in order.
    dose_days
        On how many of these days it was taken as needed.
    """

    medication: str
    drug_class: DrugClass
    dose: str
    since: date
    by_course: bool
    last_day: date | None
    changes: tuple[CourseChange, ...]
    dose_days: int


def taken_before(period: Period, until: date) -> Period:
    """Return the period with only the medications, and their courses, that began before a day.

    What was only added to the list of medications, and what began later, is left out.
    """
    courses = tuple(course for course in period.courses if course.first_day < until)
    names = {course.medication for course in courses}
    names |= {dose.medication for dose in period.doses if dose.diary_day < until}
    medications = tuple(m for m in period.medications if m.name in names)
    return replace(period, medications=medications, courses=courses)


def list_medications(period: Period, start: date, until: date) -> tuple[MedicationUse, ...]:
    """Return the medications taken on the days ``[start, until)``, or whose course ended there.

    Those on a course come first, by the day since when; then those taken as needed only.

    Parameters
    ----------
    period
        The whole diary, so that it is known since when.
    """
    changes = changes_between(period, start, until)
    uses = []
    for medication in period.medications:
        name = medication.name
        courses = sorted(
            (c for c in period.courses if c.medication == name and c.first_day < until),
            key=lambda course: course.first_day,
        )
        takings = sorted(
            (d for d in period.doses if d.medication == name and d.diary_day < until),
            key=lambda taking: taking.diary_day,
        )
        doses = {taking.diary_day for taking in takings if taking.diary_day >= start}
        last = courses[-1] if courses and _reaches(courses[-1], start) else None
        if last or doses:
            ended = bool(last and last.last_day and last.last_day < until)
            uses.append(
                MedicationUse(
                    medication=name,
                    drug_class=medication.drug_class,
                    dose=last.dose if last else takings[-1].amount,
                    since=_unbroken_since(courses) if last else takings[0].diary_day,
                    by_course=last is not None,
                    last_day=last.last_day if last and ended else None,
                    changes=tuple(c for c in changes if c.medication == name),
                    dose_days=len(doses),
                )
            )
    return tuple(sorted(uses, key=lambda use: (not use.by_course, use.since)))


def _reaches(course: Course, start: date) -> bool:
    return course.last_day is None or course.last_day >= start - _DAY


def _unbroken_since(courses: list[Course]) -> date:
    """Return the first day of the last of some courses in order, and of those it follows."""
    since = courses[-1].first_day
    for course in reversed(courses[:-1]):
        if course.last_day is not None and course.last_day < since - _DAY:
            break
        since = min(since, course.first_day)
    return since
