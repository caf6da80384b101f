"""The lower part of the page: the factor table and, in what room it leaves, the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.page.layout import (
    FACTORS_TOP,
    FOOT,
    HEADING_ROOM,
    LEFT,
    WIDE,
    under_heading,
)
from cramp_diary.charts.page.text_section import draw_words, words_that_fit
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
    """Draw the table, and the words under it."""
    coin = (report.coin,) if report.coin else ()
    room = FOOT.top - FACTORS_TOP - 2 * _GAP - HEADING_ROOM
    least = table_height(row_heights((*report.findings, *coin), WIDE, ROW_MM))
    words = words_that_fit(report, room - least)
    room -= words.height_mm
    shown, left_out = _rows(report.findings, coin, room)
    heights = _heights((*shown, *coin), room, is_whole=not left_out)
    table_mm = table_height(heights) + bool(left_out) * LEFT_OUT_MM
    whole = Box(LEFT, FACTORS_TOP, WIDE, HEADING_ROOM + table_mm)
    up_to = page_labels.format_factors_caption(report)
    ax = panel(figure, under_heading(figure, whole, page_labels.FACTORS_HEADING, beside=up_to))
    draw_factors(ax, (*shown, *coin), heights, page_labels.format_left_out(left_out))
    draw_words(figure, words, whole.top + whole.height + _GAP)


def _rows(
    findings: Sequence[Finding], coin: Sequence[Finding], room: float
) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Choose the rows of the factor table, and those left out; the coin always stays."""
    for most in range(len(findings), 0, -1):
        shown, left_out = page_labels.split_shown_findings(findings, most)
        heights = row_heights((*shown, *coin), WIDE, ROW_MM)
        if table_height(heights) + bool(left_out) * LEFT_OUT_MM <= room:
            break
    return shown, left_out


def _heights(shown: Sequence[Finding], room: float, *, is_whole: bool) -> list[float]:
    """Let rows be as high as looks well: with a second line each, if there is room for all."""
    heights = row_heights(shown, WIDE, ROW_MM)
    if not is_whole:
        return heights
    in_two = row_heights(shown, WIDE, ROW_MM, in_two_lines=True)
    if table_height(in_two) <= room:
        heights = in_two
    spare = max(0.0, room - table_height(heights)) / len(heights)
    return [height + min(spare, ROOMY_MM - ROW_MM) for height in heights]
