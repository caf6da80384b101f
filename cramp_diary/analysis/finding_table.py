"""Findings as rows and as plain objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.words.findings import finding_sentence, verdict_words
from cramp_diary.analysis.words.numbers import interval_words, ratio_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cramp_diary.analysis.findings import Finding

HEADER = ("factor", "episodes\non days", "ratio\n(95% interval)", "verdict")


def as_row(finding: Finding) -> tuple[str, ...]:
    """Return the cells of one finding, as under `HEADER`; the first may take two lines."""
    a, c, factor = finding.association, finding.counts, finding.risk_factor
    name = factor.factor
    return (
        factor.exposure if factor.exposure == name else f"{factor.exposure}\n({name})",
        f"{c.episodes} on {c.days}",
        f"{ratio_words(a)} ({interval_words(a)})" if a else "",
        verdict_words(finding),
    )


def as_objects(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return findings as objects for JSON; what is not known is ``None``, never NaN."""
    return [_as_object(finding) for finding in findings]


def _as_object(finding: Finding) -> dict[str, object]:
    a, c = finding.association, finding.counts
    return {
        "factor": finding.risk_factor.factor,
        "exposure": finding.risk_factor.exposure,
        "more_exposed": str(finding.risk_factor.more_exposed),
        "verdict": str(finding.verdict),
        "rate_ratio": a and a.rate_ratio,
        "low": a and a.low,
        "high": a and a.high,
        "p_value": a and a.p_value,
        "q_value": finding.q_value,
        "inflation": a and a.inflation,
        "days": c.days,
        "episodes": c.episodes,
        "cramp_days": c.cramp_days,
        "exposed_days": c.exposed_days,
        "exposed_episodes": a and a.exposed_episodes,
        "smallest_detectable_ratio": finding.smallest_detectable_ratio,
        "days_still_needed": finding.days_still_needed,
        "lacking": [{"what": s.what, "have": s.have, "need": s.need} for s in finding.lacking],
        "sentence": finding_sentence(finding),
    }
