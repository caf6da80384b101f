"""Sentences about one factor: its verdict, its ratio and what is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.negative_control import NEGATIVE_CONTROL
from cramp_diary.analysis.inference.power import SPELLS
from cramp_diary.analysis.inference.verdicts import LINKS, Verdict
from cramp_diary.analysis.risk_factors import MEDICATION, NO_MEDICATION
from cramp_diary.core.text import format_count, join_words
from cramp_diary.core.thresholds import FEWEST_SPELLS
from cramp_diary.core.units import format_number
from cramp_diary.core.vocabulary import KEEP_TAKING, Direction
from cramp_diary.wording.factor_phrases import phrases_for
from cramp_diary.wording.formatting import (
    format_date,
    format_digits,
    format_episodes_on_days,
    format_interval,
    format_ratio,
    sentence_case,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cramp_diary.analysis.inference.findings import Finding, Findings

NEGATIVE_CONTROL_NOTE = "Coin toss: drawn by chance; a link of it would be chance."
CONTROL_IS_LINK_NOTE = 'Coin toss: drawn by chance; it is a link: any "possible" may be chance.'
OPPOSITE = "the opposite of what is suspected"
FOLLOWS_WEEKDAYS = "cannot be separated from the days of the week"
MAY_BE_REACTION = "may be a reaction to cramps"
ORDER_UNKNOWN = "which came first that day is not known"
MAY_BE_CHANCE = "may be chance"

_ONE_MORE = {
    "recorded days": "more recorded day",
    "episodes": "more episode",
    "cramp days": "more cramp day",
    "more-exposed days": "more more-exposed day",
    "less-exposed days": "more less-exposed day",
}
"""One of what a first verdict lacks; spells are counted otherwise."""


def format_verdict(finding: Finding) -> str:
    """Format a verdict in a few words, with its qualifiers or the days still needed."""
    days = finding.days_still_needed
    if finding.verdict is Verdict.TOO_FEW_DAYS:
        return _format_too_few(finding)
    if finding.verdict is Verdict.CANNOT_TELL_YET and days:
        return f"{finding.verdict}: about {format_count(days, 'more day')}"
    qualified = ", ".join(format_qualifiers(finding))
    brief = format_brief_verdict(finding)
    return f"{brief}: {qualified}" if qualified else brief


def format_brief_verdict(finding: Finding) -> str:
    """Format a verdict by itself; "unlikely" is said of the same day only."""
    unlikely = finding.verdict is Verdict.STRONG_LINK_UNLIKELY
    return f"{finding.verdict} on the same day" if unlikely else str(finding.verdict)


def format_qualifiers(finding: Finding) -> tuple[str, ...]:
    """Return what limits a link, a few words each; they are the notes of the JSON, too."""
    qualifiers = []
    if finding.is_opposite and finding.risk_factor != NEGATIVE_CONTROL:
        qualifiers.append(OPPOSITE)
    if finding.inseparable_from:
        qualifiers.append(f"cannot be separated from {finding.inseparable_from.exposure}")
    if finding.follows_weekdays:
        qualifiers.append(FOLLOWS_WEEKDAYS)
    if finding.order_unknown:
        qualifiers.append(ORDER_UNKNOWN)
    if finding.may_be_reaction:
        qualifiers.append(MAY_BE_REACTION)
    if finding.may_be_chance:
        several = "one of several, " if finding.tested_together > 1 else ""
        qualifiers.append(f"{several}{MAY_BE_CHANCE}")
    return tuple(qualifiers)


def _format_too_few(finding: Finding) -> str:
    if finding.not_comparable:
        return "cannot be compared"
    if finding.counts.days == 0:
        return "too few days: not recorded yet"
    if finding.few_courses:
        return f"too few days: {_format_few_courses(finding)}"
    if [lacking.what for lacking in finding.lacking] == [SPELLS]:
        spells = format_count(finding.counts.spells, "spell")
        return f"too few days: {spells} of it, {FEWEST_SPELLS} needed"
    if finding.days_still_needed is None:
        nothing = [lacking.what for lacking in finding.lacking if lacking.have == 0]
        return f"too few days: no {nothing[-1]} yet"
    return f"too few days: about {finding.days_still_needed} more"


def _format_few_courses(finding: Finding) -> str:
    c = finding.counts
    if c.exposed_days == 0:
        return "never taken"
    if c.exposed_days == c.days:
        return "taken every day"
    return "only one course" if c.spells == 1 else f"only {c.spells} courses"


def format_contrast(finding: Finding) -> str:
    """Format which days the ratio compares; empty without a ratio."""
    if finding.association is None:
        return ""
    contrast, phrases = finding.association.contrast, phrases_for(finding.risk_factor)
    if contrast.basis == "yes/no":
        present, other = f"days {phrases.presence}", "other days"
        more_is_present = finding.risk_factor.more_exposed is Direction.MORE
        return f"{present} against {other}" if more_is_present else f"{other} against {present}"
    more, less = (
        f"{format_number(round(level, 1))}{' (usual)' if level == contrast.usual else ''}"
        for level in (contrast.more_exposed, contrast.less_exposed)
    )
    return f"days of {phrases.format_levels(f'{more} against {less}')}"


def format_detectable(finding: Finding) -> str:
    """Format which ratios do not show yet; empty unless the verdict is "cannot tell yet"."""
    ratio = finding.evidence.smallest_ratio
    if finding.verdict is not Verdict.CANNOT_TELL_YET or ratio is None:
        return ""
    return f"ratios under {format_digits(ratio)} do not show yet"


def format_missing(finding: Finding) -> str:
    """Format what a first verdict still needs, and when that is expected."""
    lacks = [
        format_count(s.need - s.have, _ONE_MORE[s.what])
        for s in finding.lacking
        if s.what != SPELLS
    ]
    lacks += [f"{s.have} of {s.need} {s.what}" for s in finding.lacking if s.what == SPELLS]
    expected = ""
    if finding.expected_on and finding.days_still_needed:
        expected = f", at the present pace about {format_date(finding.expected_on)}"
    return f"it needs {join_words(lacks, 'and')}{expected}"


def format_finding(finding: Finding) -> str:
    """Format one finding as a sentence with its interval, episodes and days."""
    c, a = finding.counts, finding.association
    name = sentence_case(finding.risk_factor.exposure)
    counts = format_episodes_on_days(c.episodes, c.days)
    if a is None:
        return f"{name}: {format_verdict(finding)}{_format_why_not(finding)} ({counts})."
    numbers = (
        f"{format_ratio(a)} times the episode rate, 95% interval {format_interval(a)};"
        f" {format_contrast(finding)}; {counts}"
    )
    if finding.verdict in LINKS:
        qualified = "".join(f"; {qualifier}" for qualifier in format_qualifiers(finding))
        return f"{format_link(finding)}: {numbers}{qualified}."
    if finding.verdict is Verdict.CANNOT_TELL_YET:
        return f"{name}: {_format_cannot_tell(finding)}: {numbers}."
    return f"{name}: {format_verdict(finding)}: {numbers}."


def format_link(finding: Finding) -> str:
    """Format a link without its numbers, as in "More sitting possibly goes together with ..."."""
    sure = "clearly" if finding.verdict is Verdict.CLEAR_LINK else "possibly"
    phrases = phrases_for(finding.risk_factor)
    goes = "go" if phrases.is_plural else "goes"
    which = "more" if finding.association and finding.association.rate_ratio > 1 else "fewer"
    return f"{sentence_case(phrases.more_exposed)} {sure} {goes} together with {which} cramps"


def _format_why_not(finding: Finding) -> str:
    if finding.not_comparable:
        return f", {finding.not_comparable}"
    if finding.few_courses:
        c = finding.counts
        if 0 < c.exposed_days < c.days:
            return ", cannot be separated from time"
        return ", so there are no days " + ("without it" if c.exposed_days else "with it")
    return f"; {format_missing(finding)}" if finding.counts.days else ""


def _format_cannot_tell(finding: Finding) -> str:
    """Format the verdict "cannot tell yet" with what does not show, and the days that would."""
    days = finding.days_still_needed
    ahead = f"about {format_count(days, 'more day')} would show a ratio of 2" if days else ""
    reasons = ", ".join(reason for reason in (format_detectable(finding), ahead) if reason)
    return f"{finding.verdict} ({reasons})" if reasons else str(finding.verdict)


def format_medication_note(findings: Iterable[Finding]) -> str:
    """Return what to do about medications, if one is among the findings; else nothing."""
    factors = [finding.risk_factor for finding in findings]
    compared = any(f.factor == MEDICATION and f != NO_MEDICATION for f in factors)
    return KEEP_TAKING if compared else ""


def format_negative_control(found: Findings) -> str:
    """Explain the negative control, and name the factor whose runs it has; empty without one."""
    if found.negative_control is None or found.negative_control_model is None:
        return ""
    drawn, no_link = format_control_note(found.negative_control).split("; ")
    model = found.negative_control_model.exposure
    return f"{drawn}, in runs like those of {model}. {sentence_case(no_link)}"


def format_control_note(control: Finding) -> str:
    """Explain the negative control; where it came out as a link, say what that means."""
    return CONTROL_IS_LINK_NOTE if control.verdict in LINKS else NEGATIVE_CONTROL_NOTE
