"""Which findings the monthly page has in its table, and a sentence on those without a ratio."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import LINKS, Verdict
from cramp_diary.core.text import format_count
from cramp_diary.wording.findings import format_verdict
from cramp_diary.wording.formatting import format_left_out
from cramp_diary.wording.page_labels import shorten_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.inference.findings import Finding

MOST_FACTORS_NAMED = 6
"""The most factors without a verdict that a sentence names."""

_BY_IMPORTANCE = (*LINKS, Verdict.STRONG_LINK_UNLIKELY, Verdict.CANNOT_TELL_YET)


def rank_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with a ratio: links first, then what is known most precisely."""
    compared = [(f, f.association) for f in findings if f.association]
    return tuple(finding for finding, _ in sorted(compared, key=lambda pair: _importance(*pair)))


def format_without_ratio(findings: Sequence[Finding]) -> str:
    """Count the findings without a ratio, and name the nearest to one; empty if there are none."""
    without = [finding for finding in findings if not finding.association]
    if not without:
        return ""
    without.sort(key=_distance)
    named = [_format_reason(finding) for finding in without[:MOST_FACTORS_NAMED]]
    if len(without) > MOST_FACTORS_NAMED:
        named.append(f"and {len(without) - MOST_FACTORS_NAMED} more")
    return f"{len(without)} of {format_count(len(findings), 'factor')}: {', '.join(named)}."


def format_no_room(findings: Sequence[Finding]) -> str:
    """Return how many factors a table has no room for, and their names; empty if none."""
    if not findings:
        return ""
    names = ", ".join(shorten_name(finding.risk_factor.exposure) for finding in findings)
    return f"{format_left_out(len(findings), 'factor')}: {names}"


def _format_reason(finding: Finding) -> str:
    verdict = format_verdict(finding)
    reason = verdict.partition(": ")[2] or verdict
    return f"{shorten_name(finding.risk_factor.exposure)} ({reason})"


def _distance(finding: Finding) -> tuple[bool, bool, int]:
    """Return a key that puts what is nearest to a verdict first, what is never recorded last."""
    days = finding.days_still_needed
    return finding.counts.days == 0, days is None, days or 0


def _importance(finding: Finding, a: Association) -> tuple[int, float]:
    rank = _BY_IMPORTANCE.index(finding.verdict)
    # Links: the smallest p-value first; the others: the narrowest interval first.
    return rank, a.p_value if finding.verdict in LINKS else math.log(a.high / a.low)
