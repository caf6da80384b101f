"""Episode rates in the 28 days before and after each change of a medication's course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.inference.before_after import RateChange, rate_change_on
from cramp_diary.analysis.published import Published, published_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from cramp_diary.core.model import Course
    from cramp_diary.core.period import Period
    from cramp_diary.core.vocabulary import DrugClass

WINDOW_DAYS = 28
"""Days compared before a change, and from it on."""

_DAY = timedelta(days=1)


class ChangeKind(StrEnum):
    """What happened to a medication."""

    START = "start"
    NEW_DOSE = "new dose"
    END = "end"


@dataclass(frozen=True, slots=True)
class CourseChange:
    """One change: `day` is the first with it, of an end the first day without the medication.

    `dose` is that of the course that begins or ends, `dose_before` what a new dose replaced.
    """

    medication: str
    kind: ChangeKind
    day: date
    dose: str = ""
    dose_before: str = ""


@dataclass(frozen=True, slots=True)
class MedicationChange:
    """A change with the rates on the 28 days before and the 28 days from it on.

    Attributes
    ----------
    days_to_come
        How many of the 28 days after have not been yet.
    also
        The other changes of courses within these 56 days, in order.
    """

    change: CourseChange
    rate: RateChange
    days_to_come: int
    also: tuple[CourseChange, ...]


@dataclass(frozen=True, slots=True)
class MedicationTimeline:
    """The changes of one medication, in order, and the published sizes of its class.

    `dose_days` is on how many days it was taken as needed: those are no changes.
    """

    medication: str
    drug_class: DrugClass
    changes: tuple[MedicationChange, ...]
    dose_days: int
    published: tuple[Published, ...]


def medication_timelines(period: Period, last_day: date) -> tuple[MedicationTimeline, ...]:
    """Return the timeline of each medication, in the order of the diary.

    Each change by `rate_change` on 56 days, so that slow drift and everything else that changed
    in these weeks is in its ratio; the windows of close changes overlap.

    Parameters
    ----------
    period
        The whole diary.
    last_day
        The last day that has been; later changes are left out.
    """
    daily = daily_table(period.before(last_day + _DAY))
    changes = changes_between(period, date.min, last_day + _DAY)
    found = [_compare_around(change, changes, daily["episodes"], last_day) for change in changes]
    return tuple(
        MedicationTimeline(
            medication=m.name,
            drug_class=m.drug_class,
            changes=tuple(c for c in found if c.change.medication == m.name),
            dose_days=len({d.diary_day for d in period.doses if d.medication == m.name}),
            published=published_for(m.drug_class),
        )
        for m in period.medications
    )


def changes_between(period: Period, start: date, end: date) -> tuple[CourseChange, ...]:
    """Return the changes of courses on the days ``[start, end)``, in order."""
    changes = (change for change in course_changes(period.courses) if start <= change.day < end)
    return tuple(sorted(changes, key=lambda change: (change.day, change.medication)))


def course_changes(courses: Sequence[Course]) -> Iterator[CourseChange]:
    """Return the starts, new doses and ends of courses.

    A course that begins on the day after another of the same medication is a new dose, if its
    dose is another, and else no change.

    Examples
    --------
    >>> from cramp_diary.core.model import Course
    >>> low = Course("furosemide", date(2026, 1, 5), date(2026, 1, 20), "20 mg")
    >>> high = Course("furosemide", date(2026, 1, 21), None, "40 mg")
    >>> [(str(c.kind), c.day.day, c.dose) for c in course_changes([low, high])]
    [('start', 5, '20 mg'), ('new dose', 21, '40 mg')]
    """
    ended = {(c.medication, c.last_day + _DAY): c.dose for c in courses if c.last_day}
    begun = {(c.medication, c.first_day) for c in courses}
    for course in courses:
        name, day = course.medication, course.first_day
        earlier = ended.get((name, day))
        if earlier is None:
            yield CourseChange(name, ChangeKind.START, day, course.dose)
        elif earlier != course.dose:
            yield CourseChange(name, ChangeKind.NEW_DOSE, day, course.dose, earlier)
        if course.last_day and (name, course.last_day + _DAY) not in begun:
            yield CourseChange(name, ChangeKind.END, course.last_day + _DAY, course.dose)


def _compare_around(
    change: CourseChange,
    changes: Sequence[CourseChange],
    episodes: pd.Series[float],
    last_day: date,
) -> MedicationChange:
    window = timedelta(days=WINDOW_DAYS)
    start, end = change.day - window, change.day + window
    return MedicationChange(
        change=change,
        rate=rate_change_on(episodes, start, change.day, end),
        days_to_come=max(0, (end - _DAY - last_day).days),
        also=tuple(c for c in changes if c is not change and start <= c.day < end),
    )
