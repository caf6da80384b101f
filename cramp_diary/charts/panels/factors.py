"""The table of factors, with a forest plot of their rate ratios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cramp_diary.analysis.inference.negative_control import NEGATIVE_CONTROL
from cramp_diary.analysis.inference.verdicts import LINKS
from cramp_diary.charts.lettering import (
    fit_name,
    fit_text,
    points_in_mm,
    width_mm,
    wrap_text,
    write,
)
from cramp_diary.charts.panels.forest import draw_published, draw_ratio, ratio_axes, ratio_bound
from cramp_diary.charts.style import BLUE, MUTED, SMALL, draw_rule, measured_in_mm
from cramp_diary.wording import page_labels
from cramp_diary.wording.findings import (
    format_control_note,
    format_detectable,
    format_verdict,
)
from cramp_diary.wording.formatting import format_interval, format_ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.text import Text

    from cramp_diary.analysis.inference.findings import Finding

FACTORS_HEADER_MM, FACTORS_AXIS_MM, LEFT_OUT_MM = 3.8, 4.4, 3.2
ROW_MM, ROOMY_MM, NEXT_LINE_MM = 3.3, 4.4, 3.0
"""The least and the greatest height of a row of one line, and that of each further line."""

_DAYS, _RATIO, _INTERVAL, _VERDICT = 0.325, 0.385, 0.395, 0.71
"""Columns as shares of the width: where days and ratio end, and interval and verdict begin."""

_FOREST = (0.54, 0.695)
_GAP_MM, _BOLDER_MM, _MOST_LINES = 2.0, 1.6, 3


@dataclass(frozen=True, slots=True)
class FactorArtists:
    """What was drawn, by row; ratios and intervals only where there is an association.

    They are in the axes `forest`: x is the ratio on a log scale, y is mm below the header.
    `published` holds the ticks of the rows that have some.
    """

    forest: Axes
    names: list[Text]
    verdicts: list[Text]
    ratios: dict[int, Line2D]
    intervals: dict[int, Line2D]
    published: dict[int, list[Line2D]]


def row_heights(
    findings: Sequence[Finding], width: float, row_mm: float = ROW_MM, *, in_two_lines: bool = False
) -> list[float]:
    """Return the height of each row in mm; a qualified verdict may need further lines.

    A link has at least two, so that there is room for what is compared.

    Parameters
    ----------
    row_mm
        The height of a row of one line.
    in_two_lines
        Whether every row has a second line for what is compared.
    """
    lines = [
        max(len(_verdict_lines(f, width)), 2 if in_two_lines or f.verdict in LINKS else 1)
        for f in findings
    ]
    return [row_mm + NEXT_LINE_MM * (count - 1) for count in lines]


def table_height(heights: Sequence[float]) -> float:
    """Return the height in mm of a table of such rows, with header and axis."""
    return FACTORS_HEADER_MM + sum(heights) + FACTORS_AXIS_MM


def draw_factors(
    ax: Axes, findings: Sequence[Finding], heights: Sequence[float], left_out: str = ""
) -> FactorArtists:
    """Draw a row for each factor; one that cannot be compared shows the reason instead of a ratio.

    Parameters
    ----------
    heights
        As from `row_heights`.
    left_out
        Text below the axis, if not empty; it takes `LEFT_OUT_MM`.
    """
    width, _ = measured_in_mm(ax)
    rows_mm = sum(heights)
    _write_header(ax, width)
    bound = ratio_bound(finding.association for finding in findings)
    forest = ratio_axes(ax, _FOREST, (FACTORS_HEADER_MM, rows_mm), bound)
    artists = FactorArtists(forest, [], [], {}, {}, {})
    top = 0.0
    for n, (finding, row_mm) in enumerate(zip(findings, heights, strict=True)):
        name, verdict = _write_row(ax, width, (FACTORS_HEADER_MM + top, row_mm), finding)
        artists.names.append(name)
        artists.verdicts.append(verdict)
        middle, association = top + row_mm / 2, finding.association
        if association:
            marks = draw_ratio(forest, middle, association, finding.verdict)
            artists.ratios[n], artists.intervals[n] = marks
        if finding.risk_factor.published:
            artists.published[n] = draw_published(forest, middle, finding.risk_factor.published)
        top += row_mm
    below = FACTORS_HEADER_MM + rows_mm + 3.1
    _write_notes(ax, width, below, findings)
    if left_out:
        write(ax, (0, below + LEFT_OUT_MM), fit_text(left_out, width), color=MUTED)
    return artists


def _write_header(ax: Axes, width: float) -> None:
    middle = sum(_FOREST) / 2
    sides: tuple[tuple[float, str, Literal["left", "right"]], ...] = (
        (0, page_labels.FACTOR_COLUMN, "left"),
        (_DAYS, page_labels.COUNTS_COLUMN, "right"),
        (_RATIO, page_labels.RATIO_COLUMN, "right"),
        (_INTERVAL, page_labels.INTERVAL_COLUMN, "left"),
        (middle - 0.004, page_labels.FEWER_CRAMPS, "right"),
        (middle + 0.004, page_labels.MORE_CRAMPS, "left"),
        (_VERDICT, page_labels.VERDICT_COLUMN, "left"),
    )
    for share, words, align in sides:
        write(ax, (share * width, FACTORS_HEADER_MM - 1.2), words, color=MUTED, align=align)


def _write_notes(ax: Axes, width: float, baseline: float, findings: Sequence[Finding]) -> None:
    """Explain beside the axis the negative control and the ticks, where there are any."""
    for finding in findings:
        if finding.risk_factor == NEGATIVE_CONTROL:
            write(ax, (0, baseline), format_control_note(finding), color=MUTED)
    if any(finding.risk_factor.published for finding in findings):
        x = _VERDICT * width
        ax.plot([x + 0.6] * 2, [baseline - 2, baseline + 0.3], color=BLUE, lw=1.2)
        write(ax, (x + 2, baseline), page_labels.PUBLISHED_KEY, color=MUTED)


def _write_row(
    ax: Axes, width: float, place: tuple[float, float], finding: Finding
) -> tuple[Text, Text]:
    top, row_mm = place
    draw_rule(ax, top)
    lines = _verdict_lines(finding, width)
    # Spare height is divided between above and below the lines.
    taken = 1 + int((row_mm - ROW_MM + 0.01) / NEXT_LINE_MM)
    slack = row_mm - NEXT_LINE_MM * (taken - 1) - points_in_mm(SMALL)
    baseline = top + slack / 2 + points_in_mm(SMALL) * 0.86
    _write_numbers(ax, width, baseline, finding)
    counts_mm = width_mm(_format_counts(finding))
    name, compared = page_labels.format_factor(finding), ""
    if taken > 1:
        name, compared = page_labels.format_factor_two_lines(finding)
        lines = lines if len(lines) > 1 else [*lines, format_detectable(finding)]
    if compared:
        below = baseline + NEXT_LINE_MM
        write(ax, (0, below), fit_text(compared, _FOREST[0] * width), color=MUTED)
    room = _DAYS * width - counts_mm - _GAP_MM
    return (
        write(ax, (0, baseline), fit_name(name, room)),
        _write_verdict(ax, (_VERDICT * width, baseline), lines, finding),
    )


def _format_counts(finding: Finding) -> str:
    return f"{finding.counts.episodes} / {finding.counts.days}"


def _write_numbers(ax: Axes, width: float, baseline: float, finding: Finding) -> None:
    write(ax, (_DAYS * width, baseline), _format_counts(finding), align="right")
    if finding.association:
        ratio, interval = format_ratio(finding.association), format_interval(finding.association)
        write(ax, (_RATIO * width, baseline), ratio, weight="bold", align="right")
        room = (_FOREST[0] - _INTERVAL) * width - _GAP_MM / 2
        write(ax, (_INTERVAL * width, baseline), fit_text(interval, room))


def _write_verdict(
    ax: Axes, at: tuple[float, float], lines: Sequence[str], finding: Finding
) -> Text:
    """Write the verdict, bold if it is a link, and after it the qualifiers."""
    left, baseline = at
    for n, line in enumerate(lines[1:], 1):
        write(ax, (left, baseline + n * NEXT_LINE_MM), line)
    if finding.verdict not in LINKS:
        return write(ax, at, lines[0])
    verdict, colon, rest = lines[0].partition(":")
    write(ax, (left + width_mm(verdict + colon, SMALL, "bold"), baseline), rest)
    return write(ax, at, verdict + colon, weight="bold")


def _verdict_lines(finding: Finding, width: float) -> list[str]:
    room = (1 - _VERDICT) * width - _BOLDER_MM
    return wrap_text(format_verdict(finding), room, _MOST_LINES)
