"""The answers about a month, disturbed sleep and soreness, in words; without an answer, nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cramp_diary.analysis.summaries.burden import Burden
from cramp_diary.core.model import MonthlySymptoms
from cramp_diary.core.symptoms import SYMPTOM_COLUMNS, SYMPTOMS
from cramp_diary.wording.advice import format_warning_signs
from cramp_diary.wording.key_figures import format_key_figures
from cramp_diary.wording.page_text import format_page
from cramp_diary.wording.symptoms import RESTLESS_HINT, format_symptoms
from tests.support.reports import a_report

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.monthly import MonthlyReport

MARCH = date(2026, 3, 1)
UNSAID = Burden(9, 0, None, None, 0, 0, None)


def _with(
    symptoms: MonthlySymptoms | None = None, this: Burden = UNSAID, before: Burden = UNSAID
) -> MonthlyReport:
    report = a_report("rich")
    return replace(
        report,
        symptoms=symptoms,
        figures=replace(report.figures, burden=this),
        previous=replace(report.previous, burden=before),
    )


def _rows(report: MonthlyReport) -> dict[str, tuple[tuple[str, str], tuple[str, str]]]:
    return {row.what: (row.this, row.before) for row in format_key_figures(report)}


def test_what_was_not_answered_does_not_appear() -> None:
    report = _with()
    assert format_symptoms(report) == ()
    assert list(_rows(report))[-1] == "Nights woken"
    page = format_page(report)
    for words in ("Sleep disturbance", "Sore after", "Asked about", "urge"):
        assert words not in page


def test_sleep_and_soreness_have_rows_where_they_were_given() -> None:
    this = Burden(9, 7, 4.5, 8, 8, 5, 6)
    report = _with(this=this)
    assert _rows(report)["Sleep disturbance"] == (("4.5", "worst 8, 7 nights"), ("not given", ""))
    assert _rows(report)["Sore after a cramp"] == (("5 of 8", "longest 6 h"), ("not given", ""))
    said = format_page(report)
    assert "Sleep disturbance (median and worst, 0-10): 4.5, worst 8, 7 nights; February" in said
    assert "Sore after a cramp (where known; longest): 5 of 8, longest 6 h; February" in said
    earlier = _rows(_with(before=Burden(2, 1, 0, 0, 1, 0, None)))
    assert earlier["Sleep disturbance"] == (("not given", ""), ("0", "worst 0, 1 night"))
    assert earlier["Sore after a cramp"] == (("not given", ""), ("0 of 1", ""))


def test_a_month_without_records_or_cramps_is_said_to_be_so() -> None:
    report = _with(this=Burden(9, 7, 4.5, 8, 0, 0, None))
    silent = replace(report.previous, rate=None)
    assert _rows(replace(report, previous=silent))["Sleep disturbance"][1] == ("not recorded", "")
    free = replace(report.previous, episodes=0)
    assert _rows(replace(report, previous=free))["Sleep disturbance"][1] == ("no episodes", "")


def test_the_answers_stand_on_the_page_and_an_urge_is_explained() -> None:
    report = _with(MonthlySymptoms(month=MARCH, swelling=False, urge_to_move_legs=True))
    assert format_symptoms(report) == (
        "Asked about March 2026: yes to an urge to move the legs; no to swelling.",
        RESTLESS_HINT,
    )
    assert "\n".join(format_symptoms(report)) in format_page(report)
    calm = _with(MonthlySymptoms(month=MARCH, urge_to_move_legs=False))
    assert format_symptoms(calm) == ("Asked about March 2026: no to an urge to move the legs.",)


@pytest.mark.parametrize("column", SYMPTOM_COLUMNS)
def test_four_of_the_five_symptoms_are_warning_signs(column: str) -> None:
    others = format_warning_signs(_with())
    report = _with(MonthlySymptoms(month=MARCH, **{column: True}))
    label = next(symptom.label for symptom in SYMPTOMS if symptom.column == column)
    wanted = set() if column == "urge_to_move_legs" else {f"In March 2026: {label}."}
    assert set(format_warning_signs(report)) - set(others) == wanted
    assert all(f"- {sign}\n" in format_page(report) for sign in wanted)
    no = _with(MonthlySymptoms(month=MARCH, **{column: False}))
    assert format_warning_signs(no) == others


def test_several_symptoms_are_one_warning_sign() -> None:
    report = _with(MonthlySymptoms(month=MARCH, calf_pain_walking=True, swelling=True))
    assert "In March 2026: calf pain when walking, swelling." in format_warning_signs(report)
    assert format_symptoms(report) == ()
    more = _with(MonthlySymptoms(month=MARCH, swelling=True, numbness=False))
    assert format_symptoms(more) == ("Also asked about March 2026: no to numbness or tingling.",)
