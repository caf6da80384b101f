"""Up to five findings in short sentences, without the numbers of the table above them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import LINKS, Verdict
from cramp_diary.core.text import format_count
from cramp_diary.wording.findings import (
    format_contrast,
    format_link,
    format_qualifiers,
    format_verdict,
)
from cramp_diary.wording.formatting import sentence_case
from cramp_diary.wording.page_labels import shorten_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.monthly import MonthlyReport

MOST_SENTENCES = 5

_BY_IMPORTANCE = (
    Verdict.CLEAR_LINK,
    Verdict.POSSIBLE_LINK,
    Verdict.STRONG_LINK_UNLIKELY,
    Verdict.CANNOT_TELL_YET,
)


def format_highlights(report: MonthlyReport, most: int = MOST_SENTENCES) -> tuple[str, ...]:
    """Return up to five sentences: links, then the most precise others, then the rest in one.

    Parameters
    ----------
    most
        The most sentences there is room for.
    """
    compared = [(f, f.association) for f in report.findings if f.association]
    compared.sort(key=lambda pair: _importance(*pair))
    links = sum(finding.verdict in LINKS for finding, _ in compared)
    last = _summarise_without_verdict(report.findings) if links < most else ()
    if links > most:
        last = (f"And {format_count(links - most + 1, 'more link')}, in the table above.",)
    chosen = compared[: most - len(last)]
    return (*(format_brief_finding(finding) for finding, _ in chosen), *last)


def format_brief_finding(finding: Finding) -> str:
    """Format a finding without its numbers, with long names shortened."""
    name = finding.risk_factor.exposure
    sentence = f"{sentence_case(name)}: {format_verdict(finding)}"
    if finding.verdict in LINKS:
        a = finding.association
        # A yes or no needs no explanation of what is compared.
        amounts = [format_contrast(finding)] if a and a.contrast.basis != "yes/no" else []
        sentence = "; ".join([format_link(finding), *amounts, *format_qualifiers(finding)])
    elif finding.verdict is Verdict.CANNOT_TELL_YET and finding.days_still_needed:
        sentence = f"{sentence} would show a ratio of 2"
    return f"{_shorten_names(sentence, finding)}."


def _shorten_names(sentence: str, finding: Finding) -> str:
    rival = finding.inseparable_from
    names = [finding.risk_factor.exposure, *([rival.exposure] if rival else [])]
    for name in names:
        # The first letter may have become a capital.
        sentence = sentence.replace(name[1:], shorten_name(name)[1:])
    return sentence


def _importance(finding: Finding, a: Association) -> tuple[int, float]:
    rank = _BY_IMPORTANCE.index(finding.verdict)
    # Links: the smallest p-value first; the others: the narrowest interval first.
    return (rank, a.p_value if rank < 2 else math.log(a.high / a.low))  # noqa: PLR2004


def _summarise_without_verdict(findings: Sequence[Finding]) -> tuple[str, ...]:
    without = [f for f in findings if not f.association]
    if not without:
        return ()
    count = f"{len(without)} of {format_count(len(findings), 'factor')}"
    waiting = [
        (f.days_still_needed, f.risk_factor.exposure) for f in without if f.days_still_needed
    ]
    if not waiting:
        return (f"No verdict yet on {count}: too few days on which they were recorded or varied.",)
    days, nearest = min(waiting)
    name = shorten_name(nearest)
    more = f"about {format_count(days, 'more recorded day')}"
    return (f"No verdict yet on {count}: too few days. The nearest is {name}, after {more}.",)
