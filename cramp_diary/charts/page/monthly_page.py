"""The monthly page: one month on A4, for the person to read and to hand to a doctor.

How complete the month is comes first, the verdicts last. Every panel keeps its place, with data or
without.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import (
    SMALL_LINE_MM,
    width_mm,
    wrap_text,
    write,
    write_lines,
)
from cramp_diary.charts.page.findings_section import draw_findings
from cramp_diary.charts.page.layout import (
    CALENDAR_BOX,
    FIGURES_BOX,
    FOOT_BASE_MM,
    FOOT_BOX,
    HEAD_BOX,
    HOURS_BOX,
    PAGE_DPI,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    RELIEF_BOX,
    TAKEN_MM,
    WEEKS_BOX,
    WHERE_BOX,
    draw_foot,
    draw_title,
    explain_missing_glyphs,
    under_heading,
    write_instead,
)
from cramp_diary.charts.panels.body_map import draw_body_map
from cramp_diary.charts.panels.completeness import draw_completeness
from cramp_diary.charts.panels.hours import HOURS_BELOW_MM, draw_hours
from cramp_diary.charts.panels.key_figures import draw_key_figures
from cramp_diary.charts.panels.medication_weeks import draw_taken
from cramp_diary.charts.panels.month_calendar import draw_month
from cramp_diary.charts.panels.relief import (
    RELIEF_AXIS_MM,
    RELIEF_HEADER_MM,
    RELIEF_LEAST_ROW_MM,
    draw_relief,
)
from cramp_diary.charts.panels.weekly import WEEKS_BELOW_MM, WEEKS_LEFT_MM, draw_weeks
from cramp_diary.charts.style import (
    HEADING,
    MUTED,
    Box,
    clean_style,
    measured_in_mm,
    new_figure,
    panel,
)
from cramp_diary.core.text import format_count
from cramp_diary.core.version import __version__
from cramp_diary.wording import page_labels
from cramp_diary.wording.formatting import format_left_out
from cramp_diary.wording.key_figures import (
    day_counts,
    format_change,
    format_completeness,
    format_key_figures,
    format_late_entries,
)
from cramp_diary.wording.medication_weeks import MEDICATION_HEADING
from cramp_diary.wording.relief import RELIEF_HEADING
from cramp_diary.wording.sites import SITES_CAPTION, SITES_HEADING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from cramp_diary.analysis.summaries.monthly import MonthlyReport

_TAKEN_ROW_MM = 3.6


def monthly_page(report: MonthlyReport, version: str = __version__) -> Figure:
    """Draw the page of one month.

    Parameters
    ----------
    version
        Of the program, for the footer.

    Returns
    -------
    Figure
        A4 portrait at 200 dpi; `save_png` writes it.
    """
    with clean_style():
        figure = new_figure(PAGE_WIDTH_MM, PAGE_HEIGHT_MM, PAGE_DPI)
        _draw_head(figure, report)
        months = (report.month.title, report.month.previous.title)
        rows, change = format_key_figures(report), format_change(report)
        draw_key_figures(panel(figure, FIGURES_BOX), months, rows, change)
        _draw_month_panel(figure, report)
        _draw_weeks_panel(figure, report)
        _draw_hours_panel(figure, report)
        _draw_body_map_panel(figure, report)
        _draw_relief_panel(figure, report)
        draw_findings(figure, report)
        _draw_foot(figure, report, version)
        explain_missing_glyphs(figure)
    return figure


def _draw_head(figure: Figure, report: MonthlyReport) -> None:
    ax = draw_title(figure, page_labels.format_title(report.month), report.name)
    completeness = format_completeness(report)
    size = HEADING * min(1, HEAD_BOX.width / width_mm(completeness, HEADING))
    write(ax, (0, 10.8), completeness, size)
    strip = Box(HEAD_BOX.left, HEAD_BOX.top + 12.6, HEAD_BOX.width, HEAD_BOX.height - 12.6)
    draw_completeness(panel(figure, strip), day_counts(report), format_late_entries(report))


def _draw_month_panel(figure: Figure, report: MonthlyReport) -> None:
    heading, beside = page_labels.MONTH_HEADING, page_labels.MONTH_CAPTION
    box = under_heading(figure, CALENDAR_BOX, heading, beside=beside)
    draw_month(panel(figure, box), report.calendar, report.week_starts_on)


def _draw_weeks_panel(figure: Figure, report: MonthlyReport) -> None:
    """Draw what was taken and, below on the same weeks, the episode rate."""
    box = under_heading(figure, WEEKS_BOX, MEDICATION_HEADING, page_labels.TAKEN_CAPTION)
    taken_mm = min(TAKEN_MM, _TAKEN_ROW_MM * max(1, len(report.medications.rows)))
    taken = panel(figure, Box(box.left, box.top, box.width, taken_mm))
    measured_in_mm(taken)
    draw_taken(taken, report.medications, WEEKS_LEFT_MM, taken_mm)
    top = taken_mm + 1.5
    height = box.height - WEEKS_BELOW_MM - top
    plot = Box(box.left + WEEKS_LEFT_MM, box.top + top, box.width - WEEKS_LEFT_MM, height)
    draw_weeks(panel(figure, plot), report.weeks)


def _draw_hours_panel(figure: Figure, report: MonthlyReport) -> None:
    box = under_heading(figure, HOURS_BOX, page_labels.HOURS_HEADING)
    if not report.hours:
        write_instead(figure, box, page_labels.format_no_episodes(report))
        return
    left, top = 5.0, 3.2
    plot = Box(box.left + left, box.top + top, box.width - left, box.height - top - HOURS_BELOW_MM)
    draw_hours(panel(figure, plot), report.hours)


def _draw_body_map_panel(figure: Figure, report: MonthlyReport) -> None:
    if not report.figures.episodes:
        box = under_heading(figure, WHERE_BOX, SITES_HEADING)
        write_instead(figure, box, page_labels.format_no_episodes(report))
        return
    box = under_heading(figure, WHERE_BOX, SITES_HEADING, SITES_CAPTION)
    draw_body_map(panel(figure, box), report.where)


def _draw_relief_panel(figure: Figure, report: MonthlyReport) -> None:
    """Draw the methods used most, as many as there is room for."""
    weeks = format_count(len(report.weeks), "week")
    box = under_heading(figure, RELIEF_BOX, RELIEF_HEADING, beside=weeks)
    if not report.relief.episodes:
        write_instead(figure, box, page_labels.format_nothing_eased(report))
        return
    most = int((box.height - RELIEF_HEADER_MM - RELIEF_AXIS_MM) / RELIEF_LEAST_ROW_MM)
    methods = report.relief.methods
    ax = panel(figure, box)
    draw_relief(ax, replace(report.relief, methods=methods[:most]))
    if methods:
        left_out = format_left_out(len(methods[most:]), "method")
        at = (0, box.height - RELIEF_AXIS_MM + 3.4)
        write_lines(ax, at, (page_labels.PAGE_RELIEF_CAPTION, left_out), color=MUTED)


def _draw_foot(figure: Figure, report: MonthlyReport, version: str) -> None:
    ax = draw_foot(figure, page_labels.format_made_on(report, version))
    method = wrap_text(page_labels.METHOD, FOOT_BOX.width, 2)
    write_lines(ax, (0, FOOT_BASE_MM + SMALL_LINE_MM), method, color=MUTED)
