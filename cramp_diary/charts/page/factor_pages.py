"""The pages with the factors week by week, that a report may end with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.figures import split_rows
from cramp_diary.charts.lettering import SMALL_LINE_MM, wrap_text, write_lines
from cramp_diary.charts.page.layout import (
    FOOT_BOX,
    FULL_WIDTH_MM,
    PAGE_DPI,
    PAGE_HEIGHT_MM,
    PAGE_LEFT_MM,
    PAGE_WIDTH_MM,
    explain_missing_glyphs,
    new_paper,
    under_heading,
    write_foot,
    write_title,
)
from cramp_diary.charts.panels.weekly import WEEKS_LEFT_MM, draw_weeks, rate_axis_top
from cramp_diary.charts.panels.weekly_factors import draw_lanes
from cramp_diary.charts.style import MUTED, Box, clean_style, new_figure, panel
from cramp_diary.core.version import __version__
from cramp_diary.wording.page_labels import WEEKS_CAPTION, format_made_on
from cramp_diary.wording.weekly_factors import (
    FACTOR_PAGE_HEADING,
    format_factor_page_title,
    format_lane_span,
    format_lanes_caption,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cramp_diary.analysis.summaries.monthly import MonthlyReport
    from cramp_diary.analysis.summaries.weekly_factors import WeeksWithFactors

LANES_A_PAGE, WEEKS_A_PAGE = 10, 27
"""A year lies in up to 54 weeks, which are two pages."""

_TOP_MM, _WEEKS_MM, _CAPTION_LINES = 18.0, 36.0, 5


def factor_pages(
    shown: WeeksWithFactors, reports: Sequence[MonthlyReport], version: str = __version__
) -> list[Figure]:
    """Draw the weeks with a lane for each factor: half a year of weeks and ten factors a page.

    Parameters
    ----------
    reports
        The months whose pages come before, in order.
    version
        Of the program, for the footer.
    """
    rows = split_rows(shown.weeks, WEEKS_A_PAGE)
    groups = split_rows(shown.factors, LANES_A_PAGE) if shown.factors else [()]
    title = format_factor_page_title(reports[0].month, reports[-1].month)
    made, top = format_made_on(reports[-1], version), rate_axis_top(shown.weeks)
    captions = (WEEKS_CAPTION, format_lanes_caption(shown.factors))
    pages: list[Figure] = []
    with clean_style():
        for n, row in enumerate(rows):
            for lanes in groups:
                figure = new_figure(PAGE_WIDTH_MM, PAGE_HEIGHT_MM, PAGE_DPI)
                paper = new_paper(figure)
                write_title(paper, title, reports[-1].name)
                span = format_lane_span(row, len(pages) + 1, len(rows) * len(groups))
                box = _write_captions(paper, (span, *captions))
                width = (box.width - WEEKS_LEFT_MM) * len(row) / len(rows[0])
                plot = Box(box.left + WEEKS_LEFT_MM, box.top, width, _WEEKS_MM)
                draw_weeks(panel(figure, plot), row, top)
                first = n * len(rows[0])
                draw_lanes(figure, plot, lanes, slice(first, first + len(row)))
                write_foot(paper, made)
                explain_missing_glyphs(figure, paper)
                pages.append(figure)
    return pages


def _write_captions(paper: Axes, captions: Sequence[str]) -> Box:
    """Write the heading and small text under it; return the box below, down to the foot."""
    height = FOOT_BOX.top - _TOP_MM
    box = Box(PAGE_LEFT_MM, _TOP_MM, FULL_WIDTH_MM, height)
    box = under_heading(paper, box, FACTOR_PAGE_HEADING)
    lines = [line for text in captions for line in wrap_text(text, box.width, _CAPTION_LINES)]
    write_lines(paper, (box.left, box.top + SMALL_LINE_MM), lines, color=MUTED)
    taken = (len(lines) + 1) * SMALL_LINE_MM
    return Box(box.left, box.top + taken, box.width, box.height - taken)
