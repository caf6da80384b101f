"""The medications of a month: those taken, since when, and what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cramp_diary.analysis.summaries.medication_list import (
    MedicationUse,
    list_medications,
    taken_before,
)
from cramp_diary.analysis.summaries.medication_timeline import ChangeKind
from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.core.model import Course, Dose, Medication
from cramp_diary.core.vocabulary import DrugClass
from cramp_diary.wording.page_text import format_page
from tests.support.factories import a_period
from tests.support.reports import MADE_ON, MARCH

START, UNTIL = MARCH.start, MARCH.end


def uses(*taken: Course | Dose, until: date = UNTIL) -> dict[str, MedicationUse]:
    courses = tuple(one for one in taken if isinstance(one, Course))
    doses = tuple(one for one in taken if isinstance(one, Dose))
    names = dict.fromkeys(one.medication for one in taken)
    period = replace(
        a_period(START, [0] * 31),
        medications=tuple(Medication(name, DrugClass.STATIN) for name in names),
        courses=courses,
        doses=doses,
    )
    return {use.medication: use for use in list_medications(period, START, until)}


def test_a_course_is_listed_with_its_dose_and_the_day_since_when() -> None:
    found = uses(Course("pill", date(2024, 5, 2), None, "20 mg"))["pill"]
    assert found == MedicationUse(
        medication="pill",
        drug_class=DrugClass.STATIN,
        dose="20 mg",
        since=date(2024, 5, 2),
        by_course=True,
        last_day=None,
        changes=(),
        dose_days=0,
    )


@pytest.mark.parametrize(
    ("courses", "since"),
    [
        # A new dose the day after goes on with what was taken before; a gap begins anew.
        ([(date(2026, 1, 5), date(2026, 3, 9)), (date(2026, 3, 10), None)], date(2026, 1, 5)),
        ([(date(2026, 1, 5), date(2026, 3, 8)), (date(2026, 3, 10), None)], date(2026, 3, 10)),
        ([(date(2026, 3, 10), None), (date(2026, 1, 5), date(2026, 3, 9))], date(2026, 1, 5)),
    ],
)
def test_since_when_reaches_back_over_courses_without_a_gap(
    courses: list[tuple[date, date | None]], since: date
) -> None:
    found = uses(*(Course("pill", *days, f"{n}") for n, days in enumerate(courses)))["pill"]
    assert found.since == since


def test_what_changed_is_of_these_days_only() -> None:
    found = uses(
        Course("pill", date(2026, 1, 5), date(2026, 3, 9), "20 mg"),
        Course("pill", date(2026, 3, 10), date(2026, 3, 20), "40 mg"),
        Course("later", date(2026, 3, 1), date(2026, 4, 20)),
    )
    assert [(c.kind, c.day.day) for c in found["pill"].changes] == [
        (ChangeKind.NEW_DOSE, 10),
        (ChangeKind.END, 21),
    ]
    assert found["pill"].dose == "40 mg"
    assert found["pill"].last_day == date(2026, 3, 20)
    # An end that is planned for later is not known to the month.
    assert found["later"].last_day is None
    assert [c.kind for c in found["later"].changes] == [ChangeKind.START]


def test_doses_are_counted_by_day_and_courses_come_first() -> None:
    days = (date(2026, 3, 3), date(2026, 3, 3), date(2026, 3, 31), date(2026, 2, 28))
    found = uses(
        *(Dose(day, "drops", f"{day.day} ml") for day in (*days, date(2026, 4, 2))),
        Course("new", date(2026, 3, 4), None),
        Course("old", date(2025, 3, 4), None),
    )
    assert list(found) == ["old", "new", "drops"]
    drops = found["drops"]
    assert (drops.dose_days, drops.since, drops.dose) == (2, date(2026, 2, 28), "31 ml")
    assert not drops.by_course


def test_what_ended_before_or_begins_after_is_not_listed() -> None:
    gone = Course("gone", date(2026, 1, 1), date(2026, 2, 27))
    last = Course("last", date(2026, 1, 1), date(2026, 2, 28))
    later = Course("later", date(2026, 4, 1), None)
    # Its first day without it is of the month.
    assert list(uses(gone, last, later)) == ["last"]
    assert list(uses(Course("new", date(2026, 3, 20), None), until=date(2026, 3, 20))) == []


def test_nothing_that_began_later_or_was_only_listed_is_in_a_report() -> None:
    period = replace(
        a_period(date(2026, 1, 1), [0, 1] * 45),
        medications=tuple(map(Medication, ("taken", "Later", "Listed", "drops", "Late drops"))),
        courses=(Course("taken", date(2026, 2, 1)), Course("Later", date(2026, 4, 1))),
        doses=(Dose(date(2026, 3, 4), "drops"), Dose(date(2026, 4, 1), "Late drops")),
    )
    kept = taken_before(period, UNTIL)
    assert [m.name for m in kept.medications] == ["taken", "drops"]
    assert [c.medication for c in kept.courses] == ["taken"]
    report = monthly_report(replace(period, end=date(2026, 5, 1)), MARCH, MADE_ON)
    assert [use.medication for use in report.medications] == ["taken", "drops"]
    names = {finding.risk_factor.exposure for finding in report.findings}
    assert names >= {"taken", "drops"}
    assert not names & {"Later", "Listed", "Late drops"}
    said = format_page(report)
    assert not [name for name in ("Later", "Listed", "Late drops") if name in said]
