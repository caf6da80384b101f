"""The changes of medications, and the published sizes beside them."""

from __future__ import annotations

import math
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.inference.before_after import rate_change
from cramp_diary.analysis.published import published_for
from cramp_diary.analysis.summaries.medication_timeline import (
    ChangeKind,
    CourseChange,
    MedicationTimeline,
    course_changes,
    medication_timelines,
)
from cramp_diary.core.model import Course, Dose, Medication
from cramp_diary.core.vocabulary import DrugClass
from tests.support.factories import a_period
from tests.support.simulated_changes import numbers

START = date(2025, 10, 1)
LAST = START + timedelta(days=119)
COUNTS: list[int | None] = [1, 0, 0, None] * 15 + [2, 0, 1, 0] * 15


def on(day: int) -> date:
    return START + timedelta(days=day)


def timelines(*courses: Course, last_day: date = LAST) -> dict[str, MedicationTimeline]:
    names = dict.fromkeys(course.medication for course in courses)
    medications = tuple(Medication(name, DrugClass.LOOP) for name in names)
    period = replace(a_period(START, COUNTS), courses=courses, medications=medications)
    return {t.medication: t for t in medication_timelines(period, last_day)}


def kinds(*courses: Course) -> list[tuple[str, date]]:
    return [(str(change.kind), change.day) for change in course_changes(courses)]


def test_a_course_starts_and_one_that_ended_is_an_end_on_the_first_day_without() -> None:
    assert kinds(Course("a", on(5))) == [("start", on(5))]
    assert kinds(Course("a", on(5), on(9))) == [("start", on(5)), ("end", on(10))]


def test_a_course_that_follows_is_a_new_dose_and_with_the_same_dose_no_change() -> None:
    low, high = Course("a", on(5), on(9), "20 mg"), Course("a", on(10), None, "40 mg")
    assert kinds(low, high) == [("start", on(5)), ("new dose", on(10))]
    assert kinds(low, replace(high, dose="20 mg")) == [("start", on(5))]
    (_, new_dose) = course_changes([low, high])
    assert new_dose == CourseChange("a", ChangeKind.NEW_DOSE, on(10), "40 mg", "20 mg")


def test_a_gap_or_another_medication_makes_no_new_dose() -> None:
    first = Course("a", on(5), on(9), "20 mg")
    after_a_gap = Course("a", on(11), None, "40 mg")
    assert [kind for kind, _ in kinds(first, after_a_gap)] == ["start", "end", "start"]
    other = Course("b", on(10), None, "40 mg")
    assert [kind for kind, _ in kinds(first, other)] == ["start", "end", "start"]


def test_the_windows_are_28_days_before_and_28_from_the_change_on() -> None:
    (found,) = timelines(Course("a", on(60)))["a"].changes
    before, after = found.rate.before, found.rate.after
    # Days 32 to 59: one episode in four days, of which three are recorded; from day 60, three.
    assert (before.days, before.recorded_days, before.episodes) == (28, 21, 7)
    assert (after.days, after.recorded_days, after.episodes) == (28, 28, 21)
    assert before.rate is not None
    assert before.rate.per_week == pytest.approx(7 / 3)
    assert found.days_to_come == 0
    episodes = daily_table(a_period(START, COUNTS))["episodes"].to_numpy()[32:88]
    assert found.rate == rate_change(episodes, 28, (14, 14))
    assert found.rate.ratio is not None


def test_days_that_have_not_been_yet_are_counted_and_later_changes_left_out() -> None:
    courses = (Course("a", on(100)), Course("b", on(110)))
    found = timelines(*courses, last_day=on(105))
    (change,) = found["a"].changes
    assert change.days_to_come == 22
    assert change.rate.after.recorded_days == 6
    assert change.rate.ratio is None
    assert found["b"].changes == ()
    (ending,) = timelines(Course("a", on(5), on(100)), last_day=on(100))["a"].changes
    assert ending.change.kind is ChangeKind.START


def test_what_else_changed_within_the_56_days_is_named() -> None:
    found = timelines(Course("a", on(60)), Course("b", on(32), on(86)), Course("c", on(31), on(87)))
    (change,) = found["a"].changes
    assert [(c.medication, c.kind) for c in change.also] == [("b", "start"), ("b", "end")]
    assert all(c.change not in c.also for t in found.values() for c in t.changes)


def test_doses_as_needed_are_counted_and_no_change() -> None:
    period = replace(
        a_period(START, COUNTS),
        medications=(Medication("a"),),
        doses=(Dose(on(3), "a"), Dose(on(3), "a"), Dose(on(4), "a")),
    )
    (timeline,) = medication_timelines(period, LAST)
    assert (timeline.dose_days, timeline.changes, timeline.published) == (2, (), ())


@pytest.mark.parametrize(
    "counts", [[], [1], [None] * 90, [0] * 90, [20] * 90, [0] * 45 + [1] * 45], ids=str
)
@pytest.mark.parametrize("day", [0, 1, 45, 89])
def test_awkward_diaries_have_timelines_with_finite_numbers(
    counts: list[int | None], day: int
) -> None:
    period = replace(
        a_period(START, counts),
        medications=(Medication("a"), Medication("never")),
        courses=(Course("a", on(day), on(day)), Course("a", on(day + 1), None, "2 mg")),
    )
    for timeline in medication_timelines(period, LAST):
        assert all(math.isfinite(n) for n in numbers(asdict(timeline)))


def test_the_published_sizes_are_those_of_the_papers() -> None:
    # As published: Garrison 2012 and CTT 2022.
    sizes = {
        drug_class: [(p.value, p.low, p.high, p.source, p.year) for p in published_for(drug_class)]
        for drug_class in DrugClass
    }
    diuretics = (1.47, 1.33, 1.63, "Garrison", 2012)
    assert sizes == {
        DrugClass.LABA_INHALER: [(2.42, 2.02, 2.89, "Garrison", 2012)],
        DrugClass.POTASSIUM_SPARING: [(2.12, None, None, "Garrison", 2012), diuretics],
        DrugClass.THIAZIDE_LIKE: [(1.48, None, None, "Garrison", 2012), diuretics],
        DrugClass.LOOP: [(1.20, 1.00, 1.44, "Garrison", 2012), diuretics],
        DrugClass.STATIN: [
            (1.16, 1.04, 1.29, "Garrison", 2012),
            (1.03, None, None, "CTT", 2022),
        ],
        DrugClass.OTHER: [],
    }


@pytest.mark.parametrize(
    ("before", "after", "lacking"),
    [
        (14, 14, []),
        (13, 14, [("recorded days before", 13, 14)]),
        (14, 13, [("recorded days after", 13, 14)]),
    ],
)
def test_a_change_is_compared_from_14_recorded_days_on_either_side(
    before: int, after: int, lacking: list[tuple[str, int, int]]
) -> None:
    counts = [*[None] * (28 - before), *[1] * before, *[1] * after, *[None] * (28 - after)]
    period = replace(
        a_period(START, counts), medications=(Medication("a"),), courses=(Course("a", on(28)),)
    )
    ((change,),) = (t.changes for t in medication_timelines(period, on(55)))
    assert [(s.what, s.have, s.need) for s in change.rate.lacking] == lacking
    assert (change.rate.ratio is None) == bool(lacking)
