"""Sleep, soreness, symptoms, and what to show a doctor, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cramp_diary.analysis.summaries.trend import TrendVerdict
from cramp_diary.core.model import MonthlySymptoms
from cramp_diary.core.symptoms import SYMPTOM_COLUMNS, SYMPTOMS
from cramp_diary.wording.page_text import format_page
from cramp_diary.wording.symptoms import (
    RED_FLAGS_HEADING,
    RESTLESS_HINT,
    SYMPTOMS_HEADING,
    format_red_flags,
    format_symptoms,
)
from tests.support.reports import a_report

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.monthly import MonthlyReport

MARCH, STILL = date(2026, 3, 1), TrendVerdict.NO_CLEAR_CHANGE


def _with(symptoms: MonthlySymptoms | None = None, **burden: float | None) -> MonthlyReport:
    """Return a report in which nothing was said, but what is given."""
    report = a_report("rich")
    unsaid = {
        "median_disturbance": None,
        "worst_disturbance": None,
        "nights_said": 0,
        "soreness_said": 0,
        "sore": 0,
        "median_soreness_hours": None,
        "longest_soreness_hours": None,
        "long_cramps": 0,
        "nights": 9,
    }
    return replace(
        report,
        symptoms=symptoms,
        burden=replace(report.burden, **unsaid | burden),  # type: ignore[arg-type] # numbers
        trend=replace(
            report.trend,
            rate_verdict=TrendVerdict.NO_CLEAR_CHANGE,
            severity_verdict=TrendVerdict.NO_CLEAR_CHANGE,
            persisting=False,
        ),
    )


def test_what_was_not_answered_does_not_appear() -> None:
    report = _with()
    assert format_symptoms(report) == format_red_flags(report) == ()
    page = format_page(report)
    for words in (SYMPTOMS_HEADING, RED_FLAGS_HEADING, "disturbance", "Soreness", "Asked about"):
        assert words not in page


def test_sleep_and_soreness_are_said_with_their_numbers() -> None:
    report = _with(
        nights_said=7,
        median_disturbance=4.5,
        worst_disturbance=8,
        soreness_said=8,
        sore=5,
        median_soreness_hours=0.5,
        longest_soreness_hours=6,
    )
    assert format_symptoms(report) == (
        "Sleep disturbance, 0 to 10: median 4.5, worst 8, said of 7 of 9 nights with a cramp.",
        "Soreness after 5 of 8 cramps of which it was said: median 30 min, longest 6 h.",
    )
    assert "\n".join((SYMPTOMS_HEADING, *format_symptoms(report))) in format_page(report)
    none = _with(soreness_said=1)
    assert format_symptoms(none) == ("Soreness after 0 of 1 cramp of which it was said.",)


def test_the_answers_stand_in_their_order_and_an_urge_is_explained() -> None:
    report = _with(MonthlySymptoms(month=MARCH, swelling=False, urge_to_move_legs=True))
    assert format_symptoms(report) == (
        "Asked about March 2026: an urge to move the legs: yes; swelling: no.",
        RESTLESS_HINT,
    )
    assert format_red_flags(report) == ()
    assert RESTLESS_HINT not in format_page(
        _with(MonthlySymptoms(month=MARCH, urge_to_move_legs=False))
    )


@pytest.mark.parametrize("column", SYMPTOM_COLUMNS)
def test_four_of_the_five_symptoms_are_for_a_doctor(column: str) -> None:
    report = _with(MonthlySymptoms(month=MARCH, **{column: True}))
    label = next(symptom.label for symptom in SYMPTOMS if symptom.column == column)
    wanted = () if column == "urge_to_move_legs" else (f"{label.capitalize()} in March 2026: yes.",)
    assert format_red_flags(report) == wanted
    assert (RED_FLAGS_HEADING in format_page(report)) is bool(wanted)
    no = _with(MonthlySymptoms(month=MARCH, **{column: False}))
    assert format_red_flags(no) == ()


def test_long_cramps_are_for_a_doctor() -> None:
    report = _with(long_cramps=1)
    report = replace(report, figures=replace(report.figures, longest_minutes=25))
    assert format_red_flags(report) == ("1 cramp lasted over 10 minutes, 25 min.",)
    several = replace(report, burden=replace(report.burden, long_cramps=2))
    assert format_red_flags(several) == ("2 cramps lasted over 10 minutes, the longest 25 min.",)
