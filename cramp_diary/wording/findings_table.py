"""Findings as rows of a table, and as objects for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.core.errors import UnknownChoice
from cramp_diary.core.vocabulary import name_key
from cramp_diary.wording.factor_details import format_factor_paragraphs, raw_ratio_of
from cramp_diary.wording.findings import (
    format_control_note,
    format_finding,
    format_qualifiers,
    format_verdict,
)
from cramp_diary.wording.formatting import format_interval, format_ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.inference.findings import Finding, Findings
    from cramp_diary.analysis.risk_factors import RiskFactor

FINDINGS_HEADER = ("factor", "episodes\non days", "ratio\n(95% interval)", "verdict")


def format_finding_row(finding: Finding) -> tuple[str, ...]:
    """Return the cells of one finding under `FINDINGS_HEADER`; the first may have two lines."""
    a, c, factor = finding.association, finding.counts, finding.risk_factor
    name = factor.factor
    return (
        factor.exposure if factor.exposure == name else f"{factor.exposure}\n({name})",
        f"{c.episodes} on {c.days}",
        f"{format_ratio(a)} ({format_interval(a)})" if a else "",
        format_verdict(finding),
    )


def select_findings(found: Findings, name: str) -> tuple[Finding, ...]:
    """Return the findings that a name stands for: an exposure, or all of a factor of the article.

    A whole name is looked for first, then one with a word that begins so, as "shoes".

    Raises
    ------
    UnknownChoice
        If the name stands for none.
    """
    chosen = select_factors([f.risk_factor for f in found.shown], name)
    return tuple(f for f in found.shown if f.risk_factor in chosen)


def select_factors(factors: Sequence[RiskFactor], name: str) -> tuple[RiskFactor, ...]:
    """Return the factors that a name stands for, as `select_findings` does.

    Raises
    ------
    UnknownChoice
        If the name stands for none.
    """
    wanted = name_key(" ".join(name.split()))
    names = [(f, [name_key(part) for part in (f.exposure, f.factor)]) for f in factors]
    for exposures in (
        tuple(f for f, (exposure, _) in names if exposure == wanted),
        tuple(f for f, (_, factor) in names if factor == wanted),
        tuple(f for f, both in names if wanted and any(f" {wanted}" in f" {one}" for one in both)),
    ):
        if exposures:
            return exposures
    raise UnknownChoice("factor", name, [f.exposure for f in factors])


def findings_to_dicts(found: Findings) -> list[dict[str, object]]:
    """Return all findings as objects for JSON, the negative control last; ``None`` is not known."""
    return [finding_to_dict(f, found) for f in found.shown]


def finding_to_dict(finding: Finding, found: Findings) -> dict[str, object]:
    """Return one of the findings as an object for JSON."""
    a, c, rival = finding.association, finding.counts, finding.inseparable_from
    numbers = ("rate_ratio", "low", "high", "p_value", "inflation", "degrees_of_freedom")
    shifts = ("shifted_calendars", "as_far")
    return {
        "factor": finding.risk_factor.factor,
        "exposure": finding.risk_factor.exposure,
        "source": finding.risk_factor.source,
        "in_family": finding is not found.negative_control,
        "more_exposed": str(finding.risk_factor.more_exposed),
        "verdict": str(finding.verdict),
        "inseparable_from": rival and rival.exposure,
        "may_be_reaction": finding.may_be_reaction,
        "follows_weekdays": finding.follows_weekdays,
        "known_before": finding.known_before,
        "order_unknown": finding.order_unknown,
        "notes": _list_notes(finding, found),
        "only_few_courses": finding.few_courses,
        **{name: a and getattr(a, name) for name in (*numbers, *shifts)},
        "q_value": finding.q_value,
        "days": c.days,
        "episodes": c.episodes,
        "cramp_days": c.cramp_days,
        "exposed_days": c.exposed_days,
        "exposed_episodes": a and a.exposed_episodes,
        "raw": asdict(raw_ratio_of(a)) if a else None,
        "smallest_detectable_ratio": finding.evidence.smallest_ratio,
        "days_to_first_verdict": finding.evidence.days_to_first_verdict,
        "days_for_ratio_2": finding.evidence.days_for_two,
        "days_for_ratio_3": finding.evidence.days_for_three,
        "days_still_needed": finding.days_still_needed,
        "expected_on": finding.expected_on and finding.expected_on.isoformat(),
        "lacking": [{"what": s.what, "have": s.have, "need": s.need} for s in finding.lacking],
        "published": [asdict(size) for size in finding.risk_factor.published],
        "sentence": format_finding(finding),
        "in_full": list(format_factor_paragraphs(finding, found.tested, found.negative_control)),
    }


def _list_notes(finding: Finding, found: Findings) -> list[str]:
    """Return what limits a finding, and for a possible link what the negative control says."""
    control, notes = found.negative_control, list(format_qualifiers(finding))
    if control and found.control_is_link and finding.verdict is Verdict.POSSIBLE_LINK:
        notes.append(format_control_note(control))
    return notes
