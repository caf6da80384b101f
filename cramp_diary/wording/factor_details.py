"""One factor in full: the counts, what they may mean, and what is still missing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.raw_ratio import RawRatio, exact_rate_ratio
from cramp_diary.analysis.inference.verdicts import LINKS, Verdict
from cramp_diary.analysis.risk_factors import MEDICATION, WATER
from cramp_diary.core.text import format_count
from cramp_diary.wording.factor_phrases import phrases_for
from cramp_diary.wording.findings import (
    MAY_BE_CHANCE,
    OPPOSITE,
    format_contrast,
    format_control_note,
    format_finding,
    format_link,
    format_medication_note,
    format_missing,
    format_qualifiers,
    format_verdict,
)
from cramp_diary.wording.formatting import (
    NOT_CAUSES,
    format_date,
    format_digits,
    format_episodes_on_days,
    format_interval,
    format_p_value,
    format_range,
    format_ratio,
    sentence_case,
)
from cramp_diary.wording.published import format_published_beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.inference.findings import Finding


def format_factor_paragraphs(
    finding: Finding, tested: int, control: Finding | None = None
) -> tuple[str, ...]:
    """Return everything that is known about one factor, a paragraph each.

    Parameters
    ----------
    tested
        How many factors were tested together for its q-value.
    control
        The negative control beside it; where that came out as a link, a possible link says so.
    """
    return tuple(filter(None, _all_paragraphs(finding, tested, control)))


def raw_ratio_of(a: Association) -> RawRatio:
    """Return the unadjusted ratio of the rates that an association compares."""
    return exact_rate_ratio(
        a.exposed_episodes,
        a.exposed_days,
        a.episodes - a.exposed_episodes,
        a.days - a.exposed_days,
    )


def _all_paragraphs(finding: Finding, tested: int, control: Finding | None) -> Iterator[str]:
    factor, a = finding.risk_factor, finding.association
    name = sentence_case(factor.exposure)
    if factor.factor != factor.exposure:
        name = f"{name} ({factor.factor})"
    yield f"{name}: {format_verdict(finding)}."
    if a is None:
        yield _format_without_ratio(finding)
    else:
        more = phrases_for(factor).more_exposed
        yield f"Counted, more exposed being {more}: {format_raw_ratio(raw_ratio_of(a))}"
        yield _format_adjusted(finding, a)
        yield _format_chance(a, finding.q_value or 1.0, tested)
        if finding.verdict in LINKS:
            yield _format_rivals(finding)
        if finding.verdict is Verdict.POSSIBLE_LINK and control and control.verdict in LINKS:
            yield format_control_note(control)
    yield f"Last imported from {factor.source}." if factor.source else ""
    yield format_published_beside(factor)
    yield format_evidence(finding)
    yield " ".join(filter(None, (NOT_CAUSES, format_medication_note([finding]))))


def format_raw_ratio(raw: RawRatio) -> str:
    """Format the counts of the two groups of days and the unadjusted ratio of their rates."""
    sides = (
        f"{format_episodes_on_days(raw.exposed_episodes, raw.exposed_days, 'more-exposed day')},"
        f" {raw.other_episodes} on {format_count(raw.other_days, 'other')}."
    )
    if raw.ratio is None or raw.mid_p_high is None:
        return f"{sides} The other days have none, so there is no plain ratio."
    return (
        f"{sides} The plain ratio of these rates is {format_digits(raw.ratio)}"
        f" ({format_range(raw.mid_p_low, raw.mid_p_high)}), as if no episode"
        " had to do with another; no verdict rests on it."
    )


def _format_without_ratio(finding: Finding) -> str:
    if finding.not_comparable or finding.few_courses or not finding.lacking:
        return format_finding(finding)
    c = finding.counts
    counts = format_episodes_on_days(c.episodes, c.days)
    return (
        f"For a first verdict {format_missing(finding)}. So far there are {counts} with both cramps"
        f" and this recorded, {c.exposed_days} of them more exposed."
    )


def _format_adjusted(finding: Finding, a: Association) -> str:
    said = (format_link(finding), *(q for q in format_qualifiers(finding) if _belongs_to_link(q)))
    link = f"{'; '.join(said)}. " if finding.verdict in LINKS else ""
    return (
        f"{link}Adjusted for slow drift and yesterday's cramps, {format_contrast(finding)}:"
        f" {format_ratio(a)} times the episode rate, 95% interval {format_interval(a)}."
    )


def _belongs_to_link(qualifier: str) -> bool:
    """Tell whether the sentence about the link says it; the others have a paragraph."""
    return qualifier == OPPOSITE or qualifier.endswith(MAY_BE_CHANCE)


def _format_chance(a: Association, q_value: float, tested: int) -> str:
    family = "the only factor tested" if tested == 1 else f"of {tested} factors tested together"
    shifted = (
        f"Of {format_count(a.shifted_calendars, 'shifted calendar')}, in which this exposure stands"
        f" beside the wrong days, {a.as_far or 'none'} {'goes' if a.as_far == 1 else 'go'} together"
        " with the cramps as strongly. "
        if a.shifted_calendars
        else ""
    )
    return (
        f"{shifted}{_format_inflation(a.inflation)}. {format_p_value('p', a.p_value)}: how often"
        f" chance alone does as much. {format_p_value('q', q_value)}: the share of chance finds to"
        f" expect among links like this, {family}."
    )


def _format_inflation(inflation: float) -> str:
    if f"{inflation:.2f}" == "1.00":
        said = "Streaks do not widen the interval"
    elif inflation > 1:
        said = f"Streaks widen the interval by a factor of {format_digits(inflation**0.5)}"
    else:
        said = (
            "The episodes vary less than independent ones would, which narrows the interval to"
            f" {format_digits(inflation**0.5)} of its width"
        )
    return f"{said} (inflation {inflation:.2f})"


def _format_rivals(finding: Finding) -> str:
    rival = finding.inseparable_from
    separated = (
        f"It cannot be separated from {rival.exposure}: in a model that holds both, it dissolves."
        if rival
        else "No other factor with a link takes its place in a model that holds both."
    )
    if finding.follows_weekdays:
        separated += (
            " It cannot be separated from the days of the week: in a model that holds them, too, it"
            " dissolves."
        )
    reaction = (
        " It may be a reaction to cramps: the exposure of the day after goes together with them"
        " as strongly as that of the day itself."
        if finding.may_be_reaction
        else " The exposure of the day after does not go together with them as strongly, which does"
        " not tell what came first on the day itself."
    )
    return separated + _format_order(finding) + reaction


def _format_order(finding: Finding) -> str:
    """Format how much is known to have come before the cramps, where more goes with more."""
    known = finding.known_before
    if known is None:
        return ""
    share = f"{math.floor(100 * known)}%" if known else "nothing"
    if not finding.order_unknown:
        return f" Of what was recorded on days with cramps, {share} came before the first of them."
    timed = _KEEPS_ITS_TIME.get(finding.risk_factor.factor, "")
    return (
        " Which came first that day is not known, since a cramp may lead to more of it: of what was"
        f" recorded on days with cramps, {share} is known to have come before the first of"
        f" them.{timed}"
    )


_KEEPS_ITS_TIME = {
    WATER.factor: " What is added with cramp drink keeps its time.",
    MEDICATION: " A dose that is recorded on its own day keeps its time.",
}
"""How the time comes to be known, by the risk factor."""


def format_evidence(finding: Finding) -> str:
    """Format the ratio that could be shown now, and the days that ratios of 2 and 3 would take."""
    evidence = finding.evidence
    now = (
        "The diary could not show any ratio of this factor yet."
        if evidence.smallest_ratio is None
        else "As it stands, the diary would show a ratio of about"
        f" {format_digits(evidence.smallest_ratio)} or more in four cases of five."
    )
    if finding.few_courses:
        return now
    when = ""
    if finding.expected_on and finding.verdict is not Verdict.TOO_FEW_DAYS:
        when = f" (about {format_date(finding.expected_on)} at the present pace)"
    ahead = [
        f"a ratio of {ratio} takes about {format_count(days, 'more recorded day')}{date}"
        for ratio, days, date in (
            (3, evidence.days_for_three, ""),
            (2, evidence.days_for_two, when),
        )
        if days
    ]
    return f"{now} {sentence_case(', '.join(ahead))}." if ahead else now
