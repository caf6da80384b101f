"""One month on one A4 page, to be read by the person and handed to a doctor.

Completeness first, verdicts last. Every panel keeps its place, whether it has data or not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cramp_diary import __version__
from cramp_diary.charts.lettering import (
    LINE_SPACING,
    NO_GLYPH,
    fit_text,
    points_in_mm,
    width_mm,
    wrap_text,
    write,
)
from cramp_diary.charts.page.findings_section import draw_findings
from cramp_diary.charts.page.layout import (
    CALENDAR,
    DPI,
    FIGURES,
    FOOT,
    HEAD,
    HEIGHT_MM,
    HOURS,
    RELIEF,
    TAKEN_MM,
    WEEKS,
    WHERE,
    WIDTH_MM,
    under_heading,
    write_instead,
)
from cramp_diary.charts.panels.body_map import draw_body_map
from cramp_diary.charts.panels.completeness import draw_completeness
from cramp_diary.charts.panels.hours import BELOW_MM as HOURS_BELOW_MM
from cramp_diary.charts.panels.hours import draw_hours
from cramp_diary.charts.panels.key_figures import draw_key_figures
from cramp_diary.charts.panels.medication_timeline import draw_taken
from cramp_diary.charts.panels.month_calendar import draw_calendar
from cramp_diary.charts.panels.relief import AXIS_MM, HEADER_MM, LEAST_ROW_MM, draw_relief
from cramp_diary.charts.panels.weekly import BELOW_MM, LEFT_MM, draw_weeks
from cramp_diary.charts.style import (
    BODY,
    HAIRLINE,
    HEADING,
    MUTED,
    RULE,
    SMALL,
    TITLE,
    Box,
    clean_style,
    measured_in_mm,
    new_figure,
    panel,
)
from cramp_diary.wording import page_labels
from cramp_diary.wording.formatting import format_count
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

_NAME_GAP_MM, _TAKEN_ROW_MM = 8.0, 3.6


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
        figure = new_figure(WIDTH_MM, HEIGHT_MM, DPI)
        _head(figure, report)
        months = (report.month.title, report.month.previous.title)
        rows = format_key_figures(report)
        change = format_change(report)
        draw_key_figures(panel(figure, FIGURES), page_labels.FIGURES_HEADING, months, rows, change)
        _calendar(figure, report)
        _weeks(figure, report)
        _hours(figure, report)
        _where(figure, report)
        _relief(figure, report)
        draw_findings(figure, report)
        _foot(figure, report, version)
        _missing_letters(figure)
    return figure


def _head(figure: Figure, report: MonthlyReport) -> None:
    ax = panel(figure, HEAD)
    width, height = measured_in_mm(ax)
    title = page_labels.format_title(report.month)
    write(ax, (0, points_in_mm(TITLE)), title, TITLE, weight="bold")
    room = width - width_mm(title, TITLE, "bold") - _NAME_GAP_MM
    name = fit_text(report.name, room, HEADING)
    write(ax, (width, points_in_mm(TITLE)), name, HEADING, align="right")
    write(ax, (0, 10.8), format_completeness(report), HEADING)
    strip = Box(HEAD.left, HEAD.top + 12.6, HEAD.width, height - 12.6)
    draw_completeness(panel(figure, strip), day_counts(report), format_late_entries(report))


def _calendar(figure: Figure, report: MonthlyReport) -> None:
    heading, beside = page_labels.MONTH_HEADING, page_labels.MONTH_CAPTION
    box = under_heading(figure, CALENDAR, heading, beside=beside)
    draw_calendar(panel(figure, box), report.calendar, report.week_starts_on)


def _weeks(figure: Figure, report: MonthlyReport) -> None:
    """Draw what was taken, and under it on the same weeks the episode rate."""
    box = under_heading(figure, WEEKS, MEDICATION_HEADING, page_labels.TAKEN_CAPTION)
    taken_mm = min(TAKEN_MM, _TAKEN_ROW_MM * max(1, len(report.medications.rows)))
    taken = panel(figure, Box(box.left, box.top, box.width, taken_mm))
    measured_in_mm(taken)
    draw_taken(taken, report.medications, LEFT_MM, taken_mm)
    top = taken_mm + 1.5
    height = box.height - BELOW_MM - top
    plot = Box(box.left + LEFT_MM, box.top + top, box.width - LEFT_MM, height)
    draw_weeks(panel(figure, plot), report.weeks)


def _hours(figure: Figure, report: MonthlyReport) -> None:
    box = under_heading(figure, HOURS, page_labels.HOURS_HEADING)
    if not report.hours:
        write_instead(figure, box, page_labels.format_no_episodes(report))
        return
    left, top = 5.0, 3.2
    plot = Box(box.left + left, box.top + top, box.width - left, box.height - top - HOURS_BELOW_MM)
    draw_hours(panel(figure, plot), report.hours)


def _where(figure: Figure, report: MonthlyReport) -> None:
    if not report.figures.episodes:
        box = under_heading(figure, WHERE, SITES_HEADING)
        write_instead(figure, box, page_labels.format_no_episodes(report))
        return
    box = under_heading(figure, WHERE, SITES_HEADING, SITES_CAPTION)
    draw_body_map(panel(figure, box), report.where)


def _relief(figure: Figure, report: MonthlyReport) -> None:
    """Draw the methods used most; as many as stand apart."""
    weeks = format_count(len(report.weeks), "week")
    box = under_heading(figure, RELIEF, RELIEF_HEADING, beside=weeks)
    if not report.relief.episodes:
        write_instead(figure, box, page_labels.format_nothing_eased(report))
        return
    most = int((box.height - HEADER_MM - AXIS_MM) / LEAST_ROW_MM)
    methods = report.relief.methods
    ax = panel(figure, box)
    draw_relief(ax, replace(report.relief, methods=methods[:most]))
    if methods:
        left_out = page_labels.format_left_out_methods(len(methods[most:]))
        for n, line in enumerate((page_labels.PAGE_RELIEF_CAPTION, left_out)):
            at = (0, box.height - AXIS_MM + 3.4 + n * points_in_mm(SMALL) * LINE_SPACING)
            write(ax, at, line, SMALL, color=MUTED)


def _foot(figure: Figure, report: MonthlyReport, version: str) -> None:
    ax = panel(figure, FOOT)
    width, _ = measured_in_mm(ax)
    ax.plot([0, width], [0, 0], color=RULE, lw=HAIRLINE, clip_on=False)
    baseline = points_in_mm(BODY) + 0.8
    write(ax, (0, baseline), page_labels.DISCLAIMER, BODY)
    made = page_labels.format_made_on(report, version)
    write(ax, (width, baseline), made, SMALL, color=MUTED, align="right")
    for line in wrap_text(page_labels.METHOD, width, SMALL, 2):
        baseline += points_in_mm(SMALL) * LINE_SPACING
        write(ax, (0, baseline), line, SMALL, color=MUTED)


def _missing_letters(figure: Figure) -> None:
    """Say what a square is, if one stands anywhere on the page."""
    # Not findobj: that would make the tick labels that bare axes never draw.
    if any(NO_GLYPH in text.get_text() for ax in figure.axes for text in ax.texts):
        ax = panel(figure, Box(FOOT.left, FOOT.top + FOOT.height, FOOT.width, 3))
        measured_in_mm(ax)
        words = f"{NO_GLYPH}: {page_labels.NO_GLYPH_NOTE}"
        write(ax, (0, points_in_mm(SMALL)), words, SMALL, color=MUTED)
