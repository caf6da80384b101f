"""What the article behind the project suggests for a finding, and when to see a doctor.

Nothing here is about medicines: what to take is for the person and their doctor to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import LINKS
from cramp_diary.analysis.summaries.trend import LAST_WEEKS, WEEKS_BEFORE, TrendVerdict
from cramp_diary.core.text import join_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.trend import Trend

MOST_SUGGESTIONS = 3

DRINK_ADVICE = "drinking enough through the day"
FOOD_ADVICE = "food with potassium, calcium and magnesium (bananas, oranges, spinach, nuts)"
STRETCH_ADVICE = "stretching (toe points, ankle circles, calf stretches)"
SHOES_ADVICE = "shoes that support the arch, with room for the toes and for air"

SUGGESTIONS_HEADING = "The article suggests, for what was found:"
SUGGESTIONS = {
    "water_ml": DRINK_ADVICE,
    "electrolyte_servings": FOOD_ADVICE,
    "sitting_hours": STRETCH_ADVICE,
    "exertion_load": STRETCH_ADVICE,
    "poor_shoe_hours": SHOES_ADVICE,
    "poor_shoes": SHOES_ADVICE,
}
"""What the article suggests, by the column of the factor; not every factor has a suggestion."""

ASK_FIRST = "With heart or kidney disease, ask a doctor how much."

DOCTOR_HEADING = "See a doctor if"
SIGNS = (
    "a cramp lasts over 10 minutes and does not ease",
    "one leg is swollen, warm or red",
    "a muscle is weak or is wasting",
    "calf pain comes with walking and goes with rest",
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


def format_ask_first(suggested: Sequence[str]) -> str:
    """Return who should ask a doctor before following the suggestions; empty if no one.

    >>> format_ask_first([DRINK_ADVICE]), format_ask_first([SHOES_ADVICE])
    ('With heart or kidney disease, ask a doctor how much.', '')
    """
    return ASK_FIRST if {DRINK_ADVICE, FOOD_ADVICE} & set(suggested) else ""


def format_applying_sign(trend: Trend) -> str:
    """Return the sign that cramps persist or worsen, with its reasons; empty unless they do."""
    reasons = []
    verdicts = (("rate", trend.rate_verdict), ("severity", trend.severity_verdict))
    worse = [what for what, verdict in verdicts if verdict is TrendVerdict.WORSENING]
    if worse:
        stretches = f"the last {LAST_WEEKS} weeks against the {WEEKS_BEFORE} before"
        reasons.append(f"these worsen in {join_words(worse, 'and')}, {stretches}")
    if trend.persisting:
        weeks = f"{trend.before_cramp_weeks} of the {WEEKS_BEFORE} before"
        reasons.append(f"these came in each of the last {LAST_WEEKS} weeks and in {weeks}")
    return f"cramps persist or worsen: {'; '.join(reasons)}" if reasons else ""
