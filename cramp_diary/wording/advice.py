"""What the article suggests for what was found, and when to see a doctor.

Nothing here is about medicines: what to take is for the person and their doctor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.summaries.trend import LAST_WEEKS, WEEKS_BEFORE, TrendVerdict
from cramp_diary.core.errors import listed
from cramp_diary.wording.findings import LINKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.trend import Trend

MOST_SUGGESTIONS = 3

DRINK = "drinking enough through the day"
FOOD = "food with potassium, calcium and magnesium (bananas, oranges, spinach, nuts)"
STRETCH = "stretching (toe points, ankle circles, calf stretches)"
SHOES = "shoes that support the arch, with room for the toes and for air"

SUGGESTIONS_HEADING = "The article suggests, for what was found:"
SUGGESTIONS = {
    "water_ml": DRINK,
    "electrolyte_servings": FOOD,
    "sitting_hours": STRETCH,
    "exertion_load": STRETCH,
    "poor_shoe_hours": SHOES,
    "poor_shoes": SHOES,
}
"""The relief of the article for each column that one is known for."""

ASK_FIRST = "With heart or kidney disease, ask a doctor how much."

DOCTOR_HEADING = "See a doctor if"
SIGNS = (
    "a cramp lasts over 10 minutes and does not ease",
    "one leg is swollen, warm or red",
    "a muscle is weak or is wasting",
    "calf pain comes with walking and goes with rest",
)


def suggestions(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return what the article suggests for the links with more cramps, three at most.

    The surest link comes first; a factor that goes together with fewer cramps suggests nothing.
    """
    links = [(f, f.association) for f in findings if f.association and f.verdict in LINKS]
    links.sort(key=lambda pair: (LINKS.index(pair[0].verdict), pair[1].p_value))
    more = (f.risk_factor.column for f, a in links if a.rate_ratio > 1)
    said = dict.fromkeys(SUGGESTIONS[column] for column in more if column in SUGGESTIONS)
    return tuple(said)[:MOST_SUGGESTIONS]


def ask_first(suggested: Sequence[str]) -> str:
    """Say who should ask before doing what is suggested; nothing where that is no one.

    >>> ask_first([DRINK]), ask_first([SHOES])
    ('With heart or kidney disease, ask a doctor how much.', '')
    """
    return ASK_FIRST if {DRINK, FOOD} & set(suggested) else ""


def applying_sign(trend: Trend) -> str:
    """Say that cramps persist or worsen, and by what; nothing unless they do."""
    reasons = "; ".join(_reasons(trend))
    return f"cramps persist or worsen: {reasons}" if reasons else ""


def _reasons(trend: Trend) -> Iterator[str]:
    verdicts = (("rate", trend.rate_verdict), ("severity", trend.severity_verdict))
    worse = [what for what, verdict in verdicts if verdict is TrendVerdict.WORSENING]
    if worse:
        stretches = f"the last {LAST_WEEKS} weeks against the {WEEKS_BEFORE} before"
        yield f"these worsen in {listed(worse, 'and')}, {stretches}"
    if trend.persisting:
        weeks = f"{trend.before_cramp_weeks} of the {WEEKS_BEFORE} before"
        yield f"these came in each of the last {LAST_WEEKS} weeks and in {weeks}"
