"""The medications of a month in words."""

from __future__ import annotations

from datetime import date

from cramp_diary.analysis.summaries.medication_list import MedicationUse
from cramp_diary.analysis.summaries.medication_timeline import ChangeKind, CourseChange
from cramp_diary.core.vocabulary import KEEP_TAKING, DrugClass
from cramp_diary.wording.medication_list import (
    format_medication_sentence,
    format_medication_use,
    format_medications_header,
)
from cramp_diary.wording.page_text import format_page
from tests.support.reports import MARCH, a_report


def a_use(
    *changes: tuple[ChangeKind, int, str, str],
    drug_class: DrugClass = DrugClass.LOOP,
    dose: str = "20 mg",
    last_day: date | None = None,
    dose_days: int = 0,
    by_course: bool = True,
) -> MedicationUse:
    changed = tuple(
        CourseChange("pill", kind, date(2026, 3, day), new, old) for kind, day, new, old in changes
    )
    since = date(2025, 1, 2)
    return MedicationUse("pill", drug_class, dose, since, by_course, last_day, changed, dose_days)


def test_a_row_has_name_class_dose_since_when_and_what_changed() -> None:
    assert format_medications_header(MARCH) == ("Name", "Class", "Dose", "Since", "In March 2026")
    assert format_medication_use(a_use()) == (
        "pill",
        "loop diuretic",
        "20 mg",
        "2 Jan 2025",
        "no change",
    )
    other = format_medication_use(a_use(drug_class=DrugClass.OTHER, dose=""))
    assert (other.drug_class, other.dose) == ("", "not given")


def test_each_change_is_said_with_its_day() -> None:
    started = a_use((ChangeKind.START, 9, "20 mg", ""))
    assert format_medication_use(started).this_month == "started on 9 Mar"
    both = a_use((ChangeKind.NEW_DOSE, 9, "40 mg", "20 mg"), (ChangeKind.END, 21, "40 mg", ""))
    assert format_medication_use(both).this_month == (
        "new dose on 9 Mar: 40 mg, before 20 mg; stopped, first day without it 21 Mar"
    )
    last = a_use(last_day=date(2026, 3, 31))
    assert format_medication_use(last).this_month == "last day 31 Mar"


def test_what_is_taken_as_needed_says_on_how_many_days() -> None:
    needed = format_medication_use(a_use(dose="", by_course=False, dose_days=1))
    assert needed[2:] == ("as needed", "2 Jan 2025", "taken on 1 day")
    given = format_medication_use(a_use(by_course=False, dose_days=2))
    assert given.dose == "20 mg, as needed"
    also = format_medication_use(a_use(dose_days=6)).this_month
    assert also == "no change; also as needed on 6 days"


def test_each_is_a_sentence_too() -> None:
    assert format_medication_sentence(a_use()) == (
        "pill (loop diuretic): 20 mg, since 2 Jan 2025; no change."
    )
    unsaid = a_use(drug_class=DrugClass.OTHER, dose="")
    assert (
        format_medication_sentence(unsaid) == "pill: dose not given, since 2 Jan 2025; no change."
    )
    needed = format_medication_sentence(a_use(dose="", by_course=False, dose_days=2))
    assert needed == "pill (loop diuretic): as needed, since 2 Jan 2025; taken on 2 days."


def test_the_page_in_words_lists_them_whole_with_the_warning() -> None:
    section = next(
        part
        for part in format_page(a_report("ten medicines")).split("\n\n")
        if part.startswith("Medications\n")
    ).splitlines()
    assert len(section) == 1 + 10 + 1
    assert section[1] == (
        "Hydrochlorothiazide/triamterene 25 mg/50 (thiazide-like diuretic): 1 x 20 mg,"
        " since 25 Jan 2025; no change."
    )
    assert section[-2] == "Ibuprofen: as needed, since 2 Nov 2025; taken on 6 days."
    assert section[-1] == KEEP_TAKING
    none = format_page(a_report("no episodes"))
    assert "Medications\nNone is recorded as taken in March 2026.\n" in none
    assert KEEP_TAKING not in none
