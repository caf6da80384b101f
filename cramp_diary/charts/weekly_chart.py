"""The weeks on their own, for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.words.labels import WEEKS_CAPTION, WEEKS_HEADING
from cramp_diary.charts.lettering import points_in_mm, write, write_heading
from cramp_diary.charts.style import (
    MUTED,
    SMALL,
    Box,
    clean_style,
    measured_in_mm,
    new_figure,
    panel,
)
from cramp_diary.charts.weekly import BELOW_MM, LEFT_MM, draw_weeks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from cramp_diary.analysis.weekly import Week

DPI = 150
LEAST_WIDTH_MM, HEIGHT_MM = 170.0, 95.0
_MARGIN_MM, _HEADING_MM, _WEEK_MM = 7.0, 11.0, 6.0


def weekly_chart(weeks: Sequence[Week]) -> Figure:
    """Draw episodes a week on recorded days; beyond half a year of weeks the figure is wider.

    Parameters
    ----------
    weeks
        As from `weekly_table` or `last_weeks`, at least one.
    """
    plot_mm = max(LEAST_WIDTH_MM - 2 * _MARGIN_MM - LEFT_MM, _WEEK_MM * len(weeks))
    width = plot_mm + LEFT_MM + 2 * _MARGIN_MM
    with clean_style():
        figure = new_figure(width, HEIGHT_MM, DPI)
        head = panel(figure, Box(_MARGIN_MM, _MARGIN_MM, width - 2 * _MARGIN_MM, _HEADING_MM))
        measured_in_mm(head)
        write_heading(head, WEEKS_HEADING)
        write(head, (0, 4.2 + points_in_mm(SMALL)), WEEKS_CAPTION, SMALL, color=MUTED)
        top = _MARGIN_MM + _HEADING_MM
        height = HEIGHT_MM - top - BELOW_MM - _MARGIN_MM
        draw_weeks(panel(figure, Box(_MARGIN_MM + LEFT_MM, top, plot_mm, height)), weeks)
    return figure
