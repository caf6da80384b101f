"""What guidance asks beside the cramps, in words: sleep, soreness, symptoms, what to show a doctor.

What was not answered does not appear. ``cramp report --text`` and the description of the picture
take their sentences from here, and so can the drawn page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core import symptoms
from cramp_diary.core.symptoms import SYMPTOMS
from cramp_diary.core.text import format_count
from cramp_diary.core.thresholds import LONGEST_USUAL_MINUTES
from cramp_diary.wording.advice import format_applying_sign
from cramp_diary.wording.formatting import sentence_case
from cramp_diary.wording.key_figures import format_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.analysis.summaries.burden import Burden
    from cramp_diary.analysis.summaries.monthly import MonthlyReport

SYMPTOMS_HEADING = "Sleep, soreness and other symptoms"
RED_FLAGS_HEADING = "To show a doctor"

RED_FLAGS = ("calf_pain_walking", "numbness", "weakness", "swelling")
"""The symptoms of which a doctor should know, by column."""

RESTLESS_HINT = (
    "An urge to move the legs is no part of a cramp. Doctors ask about it because of restless legs,"
    " which are something else."
)


def format_symptoms(report: MonthlyReport) -> tuple[str, ...]:
    """Format disturbed sleep, soreness and the answers about the month, a sentence each."""
    found = (
        format_sleep(report.burden),
        format_soreness(report.burden),
        format_answers(report),
        format_restless_hint(report),
    )
    return tuple(filter(None, found))


def format_sleep(burden: Burden) -> str:
    """Format how disturbed the nights with a cramp were; empty if nothing was said of them."""
    if burden.median_disturbance is None:
        return ""
    nights = format_count(burden.nights, "night")
    return (
        f"Sleep disturbance, 0 to 10: median {burden.median_disturbance:g}, worst"
        f" {burden.worst_disturbance}, said of {burden.nights_said} of {nights} with a cramp."
    )


def format_soreness(burden: Burden) -> str:
    """Format after how many cramps the legs were sore, and for how long; empty if none was said."""
    if not burden.soreness_said:
        return ""
    cramps = format_count(burden.soreness_said, "cramp")
    said = f"Soreness after {burden.sore} of {cramps} of which it was said"
    if burden.median_soreness_hours is None or burden.longest_soreness_hours is None:
        return f"{said}."
    median, longest = (
        format_minutes(60 * hours)
        for hours in (burden.median_soreness_hours, burden.longest_soreness_hours)
    )
    return f"{said}: median {median}, longest {longest}."


def format_answers(report: MonthlyReport) -> str:
    """Format the answers to the five questions about the month; empty without any."""
    if report.symptoms is None:
        return ""
    return f"Asked about {report.month.title}: {symptoms.format_answers(report.symptoms.answers)}."


def format_restless_hint(report: MonthlyReport) -> str:
    """Format why doctors ask about an urge to move the legs; empty unless there was one."""
    return RESTLESS_HINT if report.symptoms and report.symptoms.urge_to_move_legs else ""


def format_red_flags(report: MonthlyReport) -> tuple[str, ...]:
    """Return what would worry a doctor in this report, a sentence each; often none.

    These are the symptoms of `RED_FLAGS` that were answered with yes, cramps that lasted longer
    than usual, and that cramps persist or worsen.
    """
    return tuple(_red_flags(report))


def _red_flags(report: MonthlyReport) -> Iterator[str]:
    answers = report.symptoms.answers if report.symptoms else {}
    for symptom in SYMPTOMS:
        if symptom.column in RED_FLAGS and answers.get(symptom.column):
            yield f"{sentence_case(symptom.label)} in {report.month.title}: yes."
    count, longest = report.burden.long_cramps, report.figures.longest_minutes
    if count and longest is not None:
        cramps = format_count(count, "cramp")
        longest_of = "" if count == 1 else "the longest "
        yield (
            f"{cramps} lasted over {LONGEST_USUAL_MINUTES} minutes, {longest_of}"
            f"{format_minutes(longest)}."
        )
    if applying := format_applying_sign(report.trend):
        yield f"{sentence_case(applying)}."
