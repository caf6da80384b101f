"""The medications of a month as rows and sentences; never advice about taking them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.analysis.summaries.medication_timeline import ChangeKind
from cramp_diary.core.text import format_count
from cramp_diary.core.vocabulary import DrugClass
from cramp_diary.wording.formatting import NOT_GIVEN, format_date, format_short_date

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.medication_list import MedicationUse
    from cramp_diary.analysis.summaries.medication_timeline import CourseChange
    from cramp_diary.core.month import Month

MEDICATIONS_HEADING = "Medications"
AS_NEEDED = "as needed"
NO_CHANGE = "no change"

_CLASSES = {
    DrugClass.LOOP: "loop diuretic",
    DrugClass.THIAZIDE_LIKE: "thiazide-like diuretic",
    DrugClass.OTHER: "",
}
"""How a class is named where its own name does not say enough."""


class MedicationText(NamedTuple):
    """One medication in words: its columns in a table."""

    name: str
    drug_class: str
    dose: str
    since: str
    this_month: str


def format_medications_header(month: Month) -> MedicationText:
    """Return the names of the columns."""
    return MedicationText("Name", "Class", "Dose", "Since", f"In {month.title}")


def format_medication_use(use: MedicationUse) -> MedicationText:
    """Format how one medication was taken."""
    happened = [_format_change(change) for change in use.changes]
    if use.last_day and not any(change.kind is ChangeKind.END for change in use.changes):
        happened.append(f"last day {format_short_date(use.last_day)}")
    if use.by_course and not happened:
        happened.append(NO_CHANGE)
    if use.dose_days:
        days = format_count(use.dose_days, "day")
        taken = f"also {AS_NEEDED}" if use.by_course else "taken"
        happened.append(f"{taken} on {days}")
    return MedicationText(
        name=use.medication,
        drug_class=_CLASSES.get(use.drug_class, str(use.drug_class)),
        dose=_format_dose(use),
        since=format_date(use.since),
        this_month="; ".join(happened),
    )


def format_medication_sentence(use: MedicationUse) -> str:
    """Format how one medication was taken as a sentence."""
    name, drug_class, dose, since, this_month = format_medication_use(use)
    named = f"{name} ({drug_class})" if drug_class else name
    dose = f"dose {NOT_GIVEN}" if dose == NOT_GIVEN else dose
    return f"{named}: {dose}, since {since}; {this_month}."


def format_no_medications(month: Month) -> str:
    """Format that no medication is recorded in a month."""
    return f"None is recorded as taken in {month.title}."


def _format_dose(use: MedicationUse) -> str:
    if use.by_course:
        return use.dose or NOT_GIVEN
    return f"{use.dose}, {AS_NEEDED}" if use.dose else AS_NEEDED


def _format_change(change: CourseChange) -> str:
    day = format_short_date(change.day)
    if change.kind is ChangeKind.START:
        return f"started on {day}"
    if change.kind is ChangeKind.END:
        return f"stopped, first day without it {day}"
    doses = f"{change.dose or NOT_GIVEN}, before {change.dose_before or NOT_GIVEN}"
    return f"new dose on {day}: {doses}"
