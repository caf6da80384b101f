"""What is found in the sample diary, beside the truth that it was drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import LINKS
from cramp_diary.wording.findings import format_brief_verdict, format_qualifiers
from cramp_diary.wording.formatting import format_interval, format_ratio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cramp_diary.analysis.inference.findings import Finding, Findings

TRUTH_HEADING = "The truth that this diary was drawn from, as rate ratios:"


def format_truth_rows(
    found: Findings, true_ratios: Mapping[str, float]
) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, its header first: a factor, its true ratio, and what was found.

    Parameters
    ----------
    true_ratios
        By column of the daily table; a factor that has none is left out.
    """
    header = ("factor", "true", "found (95% interval)", "verdict")
    rows = (
        _format_row(finding, true_ratios[finding.risk_factor.column])
        for finding in found.factors
        if finding.risk_factor.column in true_ratios
    )
    return header, *rows


def _format_row(finding: Finding, true_ratio: float) -> tuple[str, ...]:
    a = finding.association
    verdict = ", ".join((format_brief_verdict(finding), *format_qualifiers(finding)))
    if true_ratio == 1 and finding.verdict in LINKS:
        verdict += ": a false one"
    ratio = f"{format_ratio(a)} ({format_interval(a)})" if a else ""
    return finding.risk_factor.exposure, f"{true_ratio:.1f}", ratio, verdict
