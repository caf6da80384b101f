"""What the article behind the project suggests for a finding, and the warning signs.

Nothing here is about medicines: what to take is for the person and their doctor to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import LINKS
from cramp_diary.core.thresholds import LONG_CRAMP_MINUTES
from cramp_diary.wording.formatting import sentence_case
from cramp_diary.wording.key_figures import format_minutes
from cramp_diary.wording.symptoms import format_warning_symptoms
from cramp_diary.wording.trend import format_worsening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.monthly import MonthlyReport

MOST_SUGGESTIONS = 3

DRINK_ADVICE = "drinking enough through the day"
FOOD_ADVICE = "food with potassium, calcium and magnesium (bananas, oranges, spinach, nuts)"
STRETCH_ADVICE = "stretching (toe points, ankle circles, calf stretches)"
SHOES_ADVICE = "shoes that support the arch, with room for the toes and for air"

SUGGESTIONS_HEADING = "Common advice"
SUGGESTIONS = {
    "water_ml": DRINK_ADVICE,
    "electrolyte_servings": FOOD_ADVICE,
    "sitting_hours": STRETCH_ADVICE,
    "exertion_load": STRETCH_ADVICE,
    "poor_shoe_hours": SHOES_ADVICE,
    "poor_shoes": SHOES_ADVICE,
}
"""What the article of the design suggests, by the column of the factor, where it does."""

ASK_FIRST = "With heart or kidney disease, ask a doctor how much."

SIGNS_HEADING = "Warning signs"
SIGNS_LABEL = "Signs that call for a doctor"
NO_SIGN = "None of these is recorded. What is not recorded is not known."
NOT_KNOWN = "Nothing is recorded this month, so none of these is known."
SIGNS = (
    "cramps that persist or worsen",
    f"a cramp that lasts over {LONG_CRAMP_MINUTES} minutes and does not ease",
    "a leg that is swollen, warm or red",
    "a muscle that is weak or is wasting",
    "a leg or foot that is numb",
    "calf pain that comes with walking and goes with rest",
)


def format_suggestions(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return what the article suggests for links with more cramps, at most three suggestions.

    That of the clearest link comes first; a link with fewer cramps gets no suggestion.
    """
    links = [(f, f.association) for f in findings if f.association and f.verdict in LINKS]
    links.sort(key=lambda pair: (LINKS.index(pair[0].verdict), pair[1].p_value))
    more = (f.risk_factor.column for f, a in links if a.rate_ratio > 1)
    each_once = dict.fromkeys(SUGGESTIONS[column] for column in more if column in SUGGESTIONS)
    return tuple(each_once)[:MOST_SUGGESTIONS]


def format_advice(findings: Sequence[Finding]) -> str:
    """Format the suggestions as one sentence, with who should ask a doctor; empty without one."""
    suggested = format_suggestions(findings)
    if not suggested:
        return ""
    listed = "; ".join(suggested)
    return " ".join(filter(None, (f"{sentence_case(listed)}.", format_ask_first(suggested))))


def format_ask_first(suggested: Sequence[str]) -> str:
    """Return who should ask a doctor before following the suggestions; empty if no one.

    >>> format_ask_first([DRINK_ADVICE]), format_ask_first([SHOES_ADVICE])
    ('With heart or kidney disease, ask a doctor how much.', '')
    """
    return ASK_FIRST if {DRINK_ADVICE, FOOD_ADVICE} & set(suggested) else ""


def format_warning_signs(report: MonthlyReport) -> tuple[str, ...]:
    """Return the warning signs that the diary shows, a sentence each; empty if it shows none."""
    signs = [*format_worsening(report.trend), format_warning_symptoms(report)]
    longest = report.figures.longest_minutes
    if longest is not None and longest > LONG_CRAMP_MINUTES:
        signs.append(f"The longest cramp of {report.month.title} took {format_minutes(longest)}.")
    return tuple(filter(None, signs))


def format_no_sign(report: MonthlyReport) -> str:
    """Format that the diary shows no warning sign, which is not to say that there is none."""
    return NO_SIGN if report.figures.recorded_days else NOT_KNOWN


def format_signs_to_watch() -> str:
    """Return all warning signs, for whoever has the cramps and for whoever treats them."""
    return f"{SIGNS_LABEL}: {'; '.join(SIGNS)}."
