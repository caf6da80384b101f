"""The lower part of the page: the factor table and, in the room below it, the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.page.layout import (
    FACTORS_TOP_MM,
    FOOT_BOX,
    FULL_WIDTH_MM,
    HEADING_ROOM_MM,
    PAGE_LEFT_MM,
    under_heading,
)
from cramp_diary.charts.page.text_section import draw_text, text_that_fits
from cramp_diary.charts.panels.factors import (
    LEFT_OUT_MM,
    ROOMY_MM,
    ROW_MM,
    draw_factors,
    row_heights,
    table_height,
)
from cramp_diary.charts.style import Box, panel
from cramp_diary.wording import page_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.monthly import MonthlyReport

_GAP = 3.5


def draw_findings(figure: Figure, report: MonthlyReport) -> None:
    """Draw the table, and the text below it."""
    control = (report.negative_control,) if report.negative_control else ()
    room = FOOT_BOX.top - FACTORS_TOP_MM - 2 * _GAP - HEADING_ROOM_MM
    least = table_height(row_heights((*report.findings, *control), FULL_WIDTH_MM, ROW_MM))
    text = text_that_fits(report, room - least)
    room -= text.height_mm
    shown, left_out = _choose_rows(report.findings, control, room)
    heights = _roomy_heights((*shown, *control), room, is_whole=not left_out)
    table_mm = table_height(heights) + bool(left_out) * LEFT_OUT_MM
    whole = Box(PAGE_LEFT_MM, FACTORS_TOP_MM, FULL_WIDTH_MM, HEADING_ROOM_MM + table_mm)
    up_to = page_labels.format_factors_caption(report)
    ax = panel(figure, under_heading(figure, whole, page_labels.FACTORS_HEADING, beside=up_to))
    draw_factors(ax, (*shown, *control), heights, page_labels.format_left_out_factors(left_out))
    draw_text(figure, text, whole.top + whole.height + _GAP)


def _choose_rows(
    findings: Sequence[Finding], control: Sequence[Finding], room: float
) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Split the findings into rows of the table and those left out, never the negative control."""
    for most in range(len(findings), 0, -1):
        shown, left_out = page_labels.split_shown_findings(findings, most)
        heights = row_heights((*shown, *control), FULL_WIDTH_MM, ROW_MM)
        if table_height(heights) + bool(left_out) * LEFT_OUT_MM <= room:
            break
    return shown, left_out


def _roomy_heights(shown: Sequence[Finding], room: float, *, is_whole: bool) -> list[float]:
    """Return row heights that use the room well, with two lines each if there is room for all."""
    heights = row_heights(shown, FULL_WIDTH_MM, ROW_MM)
    if not is_whole:
        return heights
    in_two = row_heights(shown, FULL_WIDTH_MM, ROW_MM, in_two_lines=True)
    if table_height(in_two) <= room:
        heights = in_two
    spare = max(0.0, room - table_height(heights)) / len(heights)
    return [height + min(spare, ROOMY_MM - ROW_MM) for height in heights]
