"""Up to five findings in short sentences; their numbers stand in the table above them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.wording.findings import (
    LINKS,
    format_contrast,
    format_link,
    format_qualifiers,
    format_verdict,
)
from cramp_diary.wording.formatting import format_count, sentence_case
from cramp_diary.wording.page_labels import shorten_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.monthly import MonthlyReport

MOST_SENTENCES = 5

_SAID_FIRST = (
    Verdict.CLEAR_LINK,
    Verdict.POSSIBLE_LINK,
    Verdict.STRONG_LINK_UNLIKELY,
    Verdict.CANNOT_TELL_YET,
)


def format_highlights(report: MonthlyReport, most: int = MOST_SENTENCES) -> tuple[str, ...]:
    """Return up to five sentences: links, then the surest others, then what has too few days.

    Parameters
    ----------
    most
        Where the page has room for fewer.
    """
    compared = [(f, f.association) for f in report.findings if f.association]
    compared.sort(key=lambda pair: _importance(*pair))
    links = sum(finding.verdict in LINKS for finding, _ in compared)
    last = _without_verdict(report.findings) if links < most else ()
    if links > most:
        last = (f"And {format_count(links - most + 1, 'more link')}, in the table above.",)
    said = compared[: most - len(last)]
    return (*(format_brief_finding(finding) for finding, _ in said), *last)


def format_brief_finding(finding: Finding) -> str:
    """Say a finding without its numbers, and with long names cut."""
    name = finding.risk_factor.exposure
    said = f"{sentence_case(name)}: {format_verdict(finding)}"
    if finding.verdict in LINKS:
        said = "; ".join((format_link(finding), *_amounts(finding), *format_qualifiers(finding)))
    elif finding.verdict is Verdict.CANNOT_TELL_YET and finding.days_still_needed:
        said = f"{said} would show a ratio of 2"
    return f"{_cut(said, finding)}."


def _amounts(finding: Finding) -> tuple[str, ...]:
    """Say which amounts are compared; a yes or no says so by itself."""
    a = finding.association
    return (format_contrast(finding),) if a and a.contrast.basis != "yes/no" else ()


def _cut(said: str, finding: Finding) -> str:
    rival = finding.inseparable_from
    names = [finding.risk_factor.exposure, *([rival.exposure] if rival else [])]
    for name in names:
        # The first letter may have become a capital.
        said = said.replace(name[1:], shorten_name(name)[1:])
    return said


def _importance(finding: Finding, a: Association) -> tuple[int, float]:
    rank = _SAID_FIRST.index(finding.verdict)
    # Links: the surest first; the others: the narrowest interval, which tells most.
    return (rank, a.p_value if rank < 2 else math.log(a.high / a.low))  # noqa: PLR2004


def _without_verdict(findings: Sequence[Finding]) -> tuple[str, ...]:
    untold = [f for f in findings if not f.association]
    if not untold:
        return ()
    count = f"{len(untold)} of {format_count(len(findings), 'factor')}"
    waiting = [(f.days_still_needed, f.risk_factor.exposure) for f in untold if f.days_still_needed]
    if not waiting:
        return (f"No verdict yet on {count}: too few days on which they were recorded or varied.",)
    days, nearest = min(waiting)
    name = shorten_name(nearest)
    more = f"about {format_count(days, 'more recorded day')}"
    return (f"No verdict yet on {count}: too few days. The nearest is {name}, after {more}.",)
