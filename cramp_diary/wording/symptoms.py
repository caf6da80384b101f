"""The answers to the five questions about a month, in words; without an answer, nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.symptoms import SYMPTOMS, format_answers

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.monthly import MonthlyReport
    from cramp_diary.core.model import MonthlySymptoms

WARNING_SYMPTOMS = ("calf_pain_walking", "numbness", "weakness", "swelling")
"""Those that call for a doctor, by column."""

RESTLESS_HINT = (
    "An urge to move the legs is no part of a cramp; doctors ask about it because of restless legs."
)


def format_symptoms(report: MonthlyReport) -> tuple[str, ...]:
    """Format the answers about the month that are no warning sign, a sentence each; often none."""
    if report.symptoms is None:
        return ()
    warnings = _list_warnings(report.symptoms)
    others = {c: answer for c, answer in report.symptoms.answers.items() if c not in warnings}
    also = "Also asked" if warnings else "Asked"
    answered = f"{also} about {report.month.title}: {format_answers(others)}." if others else ""
    hint = RESTLESS_HINT if report.symptoms.urge_to_move_legs else ""
    return tuple(filter(None, (answered, hint)))


def format_warning_symptoms(report: MonthlyReport) -> str:
    """Format the symptoms of the month that call for a doctor; empty if there are none."""
    warnings = _list_warnings(report.symptoms) if report.symptoms else ()
    labels = [symptom.label for symptom in SYMPTOMS if symptom.column in warnings]
    return f"In {report.month.title}: {', '.join(labels)}." if labels else ""


def _list_warnings(symptoms: MonthlySymptoms) -> tuple[str, ...]:
    return tuple(column for column in WARNING_SYMPTOMS if getattr(symptoms, column))
