"""The lower part of the page: the factor table and, in what room it leaves, the sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.words import labels
from cramp_diary.analysis.words.page import MOST_SENTENCES, report_sentences
from cramp_diary.charts.factors import (
    ONE_LINE_MM,
    ROOMY_MM,
    ROOMY_ONE_LINE_MM,
    TWO_LINES_MM,
    draw_factors,
    table_height,
)
from cramp_diary.charts.layout import FACTORS_TOP, FOOT, HEADING_ROOM, LEFT, WIDE, under_heading
from cramp_diary.charts.lettering import LINE_SPACING, points_in_mm, wrapped, write
from cramp_diary.charts.style import BODY, HEADING, MUTED, SMALL, Box, measured_in_mm, panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cramp_diary.analysis.findings import Finding
    from cramp_diary.analysis.monthly import MonthlyReport

_GAP, _SENTENCE_GAP, _MOST_LINES = 4.0, 0.9, 3
_LINE_MM = points_in_mm(BODY) * LINE_SPACING


def draw_findings(figure: Figure, report: MonthlyReport) -> None:
    """Draw the table, and the sentences under it."""
    paragraphs, lines_mm, room = _paragraphs(report)
    shown, others, row_mm = _rows(report.findings, room)
    height = table_height(len(shown) + bool(others), row_mm)
    whole = Box(LEFT, FACTORS_TOP, WIDE, HEADING_ROOM + height)
    table = under_heading(figure, whole, labels.FACTORS_HEADING)
    ax = panel(figure, table)
    draw_factors(ax, shown, labels.left_out_words(others), row_mm)
    baseline = points_in_mm(HEADING) - HEADING_ROOM
    caption = labels.factors_caption(report)
    write(ax, (WIDE, baseline), caption, SMALL, color=MUTED, align="right")
    box = Box(LEFT, whole.top + whole.height + _GAP, WIDE, HEADING_ROOM + lines_mm)
    _sentences(panel(figure, under_heading(figure, box, "In words")), paragraphs)


def _paragraphs(report: MonthlyReport) -> tuple[list[list[str]], float, float]:
    """Choose the sentences: fewer where they would crowd out rows of the factor table.

    Returns
    -------
    tuple
        Their lines, the height of these in mm, and the height left for the table.
    """
    least = table_height(len(report.findings), ONE_LINE_MM)
    for most in range(MOST_SENTENCES, 1, -1):
        sentences = report_sentences(report, most)
        paragraphs = [wrapped(sentence, WIDE, BODY, _MOST_LINES) for sentence in sentences]
        lines_mm = sum(map(len, paragraphs)) * _LINE_MM + len(paragraphs) * _SENTENCE_GAP
        room = FOOT.top - FACTORS_TOP - 2 * _GAP - 2 * HEADING_ROOM - lines_mm
        if room >= least:
            break
    return paragraphs, lines_mm, room


def _rows(
    findings: Sequence[Finding], room: float
) -> tuple[Sequence[Finding], Sequence[Finding], float]:
    """Choose the rows of the factor table, those left out, and the height of a row.

    Two lines a row where there is room; otherwise one, and what still has no room is left out.
    """
    row_mm = (room - table_height(0, 0)) / len(findings)
    if row_mm >= ONE_LINE_MM:
        most = ROOMY_MM if row_mm >= TWO_LINES_MM else ROOMY_ONE_LINE_MM
        return findings, (), min(row_mm, most)
    rows = int((room - table_height(0, 0)) / ONE_LINE_MM)
    return *labels.shown_findings(findings, rows - 1), ONE_LINE_MM


def _sentences(ax: Axes, paragraphs: list[list[str]]) -> None:
    measured_in_mm(ax)
    baseline = 0.0
    for lines in paragraphs:
        for line in lines:
            baseline += _LINE_MM
            write(ax, (0, baseline), line)
        baseline += _SENTENCE_GAP
