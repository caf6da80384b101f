"""The monthly page: one month on A4, for the person to read and to hand to a doctor.

In the order in which a doctor reads: what changed, medications, warning signs, when and where; then
the factors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cramp_diary.charts.lettering import (
    SMALL_LINE_MM,
    fit_text,
    line_mm,
    width_mm,
    wrap_text,
    write,
    write_lines,
)
from cramp_diary.charts.page.findings_section import draw_findings, findings_height
from cramp_diary.charts.page.layout import (
    FULL_WIDTH_MM,
    HALF_WIDTH_MM,
    HEADING_ROOM_MM,
    PAGE_DPI,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    Needs,
    PageBoxes,
    arrange,
    explain_missing_glyphs,
    new_paper,
    under_heading,
    write_foot,
    write_instead,
    write_title,
)
from cramp_diary.charts.panels.body_map import draw_body_map
from cramp_diary.charts.panels.completeness import COMPLETENESS_MM, draw_completeness
from cramp_diary.charts.panels.hours import HOURS_BELOW_MM, draw_hours
from cramp_diary.charts.panels.key_figures import draw_key_figures, figures_height
from cramp_diary.charts.panels.medication_list import draw_medication_list, list_height
from cramp_diary.charts.panels.month_calendar import draw_month
from cramp_diary.charts.panels.weekly import WEEKS_LEFT_MM, draw_weeks, weeks_below_mm
from cramp_diary.charts.saving import Picture
from cramp_diary.charts.style import (
    HEADING,
    INK,
    MUTED,
    Box,
    clean_style,
    new_figure,
    panel,
)
from cramp_diary.core.version import __version__
from cramp_diary.wording import page_labels
from cramp_diary.wording.advice import (
    SIGNS_HEADING,
    format_no_sign,
    format_signs_to_watch,
    format_warning_signs,
)
from cramp_diary.wording.headline import format_headline
from cramp_diary.wording.key_figures import (
    day_counts,
    format_key_figures,
    format_late_entries,
)
from cramp_diary.wording.medication_list import (
    MEDICATIONS_HEADING,
    format_medication_use,
    format_medications_header,
    format_no_medications,
)
from cramp_diary.wording.page_text import format_page, format_pages_title
from cramp_diary.wording.sites import SITES_HEADING
from cramp_diary.wording.symptoms import format_symptoms
from cramp_diary.wording.trial import format_trial_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cramp_diary.analysis.summaries.monthly import MonthlyReport

_TITLE_MM, _HEADLINE_LINES = 8.2, 3
_GREATEST_LIST_MM = 64.0
"""The greatest height of the list of medications; those beyond it are counted."""

_BASELINE_MM = line_mm(HEADING) - 1
_SIGNS_TOP_MM, _PARAGRAPH_GAP_MM = 0.7, 0.8
_UNDER_LINE_MM = 1.8
_BULLET, _INDENT_MM, _BOLDER, _MOST_LINES = "\N{BULLET}", 2.6, 1.13, 6


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
        boxes, paper = page_boxes(report), new_paper(figure)
        _draw_head(figure, paper, boxes.head, report)
        months = (report.month.title, report.month.previous.title)
        draw_key_figures(panel(figure, boxes.figures), months, format_key_figures(report))
        _write_signs(paper, boxes.signs, report)
        _draw_medications(figure, paper, boxes.medications, report)
        _draw_month_panel(figure, paper, boxes.calendar, report)
        _draw_weeks_panel(figure, paper, boxes.weeks, report)
        _draw_hours_panel(figure, paper, boxes.hours, report)
        _draw_body_map_panel(figure, paper, boxes.places, report)
        draw_findings(figure, paper, boxes.factors, report)
        write_foot(paper, page_labels.format_made_on(report, version), page_labels.PAGE_METHOD)
        explain_missing_glyphs(figure, paper)
    return figure


def draw_page(report: MonthlyReport) -> Picture:
    """Draw the page of one month, with its title and the page in words."""
    title = format_pages_title(report.month, report.month)
    return Picture(monthly_page(report), title, format_page(report))


def page_boxes(report: MonthlyReport) -> PageBoxes:
    """Return where each panel of the page of a report is."""
    headline = len(_headline_lines(report)) * line_mm(HEADING)
    return arrange(
        Needs(
            head=_TITLE_MM + headline + _trial_line_mm(report) + COMPLETENESS_MM + 1.5,
            figures=max(figures_height(format_key_figures(report)), _signs_height(report)),
            medications=_medications_height(report),
            factors=findings_height(report),
        )
    )


def _draw_head(figure: Figure, paper: Axes, box: Box, report: MonthlyReport) -> None:
    write_title(paper, page_labels.format_title(report.month), report.name)
    _write_headline(paper, (box.left, box.top + _TITLE_MM), _headline_lines(report))
    top = box.top + box.height - COMPLETENESS_MM
    if told := format_trial_line(report):
        write(paper, (box.left, top - _UNDER_LINE_MM), fit_text(told, FULL_WIDTH_MM), color=MUTED)
    strip = Box(box.left, top, box.width, COMPLETENESS_MM)
    draw_completeness(panel(figure, strip), day_counts(report), format_late_entries(report))


def _trial_line_mm(report: MonthlyReport) -> float:
    return SMALL_LINE_MM if report.trial else 0.0


def _headline_lines(report: MonthlyReport) -> list[str]:
    sentence = format_headline(report)
    verdict = sentence.partition(": ")[0]
    wider = width_mm(verdict, HEADING, "bold") - width_mm(verdict, HEADING)
    return wrap_text(sentence, FULL_WIDTH_MM - wider, _HEADLINE_LINES, HEADING)


def _write_headline(paper: Axes, corner: tuple[float, float], lines: list[str]) -> None:
    """Write what changed, the verdict in bold."""
    left, top = corner
    verdict, colon, rest = lines[0].partition(": ")
    after = left
    if colon:
        write(paper, (left, top + _BASELINE_MM), f"{verdict}:", HEADING, weight="bold")
        after += width_mm(f"{verdict}: ", HEADING, "bold")
    write(paper, (after, top + _BASELINE_MM), rest or verdict, HEADING)
    for n, line in enumerate(lines[1:], 1):
        write(paper, (left, top + _BASELINE_MM + n * line_mm(HEADING)), line, HEADING)


def _write_signs(paper: Axes, box: Box, report: MonthlyReport) -> None:
    """Write the warning signs that the diary shows, the month's answers, and all signs."""
    below = under_heading(paper, box, SIGNS_HEADING)
    baseline = below.top + _SIGNS_TOP_MM + SMALL_LINE_MM
    for paragraph in _sign_paragraphs(report):
        indent = _INDENT_MM if paragraph.bullet else 0
        if paragraph.bullet:
            write(paper, (below.left, baseline), paragraph.bullet)
        at = (below.left + indent, baseline)
        write_lines(paper, at, paragraph.lines, weight=paragraph.weight, color=paragraph.color)
        baseline += paragraph.height_mm


def _signs_height(report: MonthlyReport) -> float:
    paragraphs = sum(paragraph.height_mm for paragraph in _sign_paragraphs(report))
    return HEADING_ROOM_MM + _SIGNS_TOP_MM + paragraphs


class _Paragraph(NamedTuple):
    lines: list[str]
    bullet: str = ""
    weight: Literal["normal", "bold"] = "normal"
    color: str = INK

    @property
    def height_mm(self) -> float:
        return SMALL_LINE_MM * len(self.lines) + _PARAGRAPH_GAP_MM


def _sign_paragraphs(report: MonthlyReport) -> Iterator[_Paragraph]:
    found, room = format_warning_signs(report), (HALF_WIDTH_MM - _INDENT_MM) / _BOLDER
    for sign in found:
        yield _Paragraph(wrap_text(sign, room, _MOST_LINES), _BULLET, "bold")
    for sentence in (*(() if found else (format_no_sign(report),)), *format_symptoms(report)):
        yield _Paragraph(wrap_text(sentence, HALF_WIDTH_MM, _MOST_LINES))
    watch = wrap_text(format_signs_to_watch(), HALF_WIDTH_MM, _MOST_LINES)
    yield _Paragraph(watch, color=MUTED)


def _medications_height(report: MonthlyReport) -> float:
    rows = [format_medication_use(use) for use in report.medications]
    height = list_height(rows, FULL_WIDTH_MM) if rows else SMALL_LINE_MM + 1
    return HEADING_ROOM_MM + min(height, _GREATEST_LIST_MM)


def _draw_medications(figure: Figure, paper: Axes, box: Box, report: MonthlyReport) -> None:
    below = under_heading(paper, box, MEDICATIONS_HEADING)
    if not report.medications:
        write_instead(paper, below, format_no_medications(report.month))
        return
    rows = [format_medication_use(use) for use in report.medications]
    draw_medication_list(panel(figure, below), format_medications_header(report.month), rows)


def _draw_month_panel(figure: Figure, paper: Axes, box: Box, report: MonthlyReport) -> None:
    heading, beside = page_labels.MONTH_HEADING, page_labels.MONTH_CAPTION
    below = under_heading(paper, box, heading, beside=beside)
    draw_month(panel(figure, below), report.calendar, report.week_starts_on)


def _draw_weeks_panel(figure: Figure, paper: Axes, box: Box, report: MonthlyReport) -> None:
    heading, beside = page_labels.PAGE_WEEKS_HEADING, page_labels.PAGE_WEEKS_CAPTION
    below = under_heading(paper, box, heading, beside=beside)
    height = below.height - weeks_below_mm(page_labels.PAGE_WEEK_COUNTS) - 1
    left = below.left + WEEKS_LEFT_MM
    plot = Box(left, below.top + 1, below.width - WEEKS_LEFT_MM, height)
    draw_weeks(panel(figure, plot), report.weeks, counts=page_labels.PAGE_WEEK_COUNTS)


def _draw_hours_panel(figure: Figure, paper: Axes, box: Box, report: MonthlyReport) -> None:
    below = under_heading(paper, box, page_labels.HOURS_HEADING)
    if not report.hours:
        write_instead(paper, below, page_labels.format_no_episodes(report))
        return
    left, top = 5.0, 3.2
    height = below.height - top - HOURS_BELOW_MM
    plot = Box(below.left + left, below.top + top, below.width - left, height)
    draw_hours(panel(figure, plot), report.hours)


def _draw_body_map_panel(figure: Figure, paper: Axes, box: Box, report: MonthlyReport) -> None:
    if not report.figures.episodes:
        below = under_heading(paper, box, SITES_HEADING)
        write_instead(paper, below, page_labels.format_no_episodes(report))
        return
    below = under_heading(paper, box, SITES_HEADING, beside=page_labels.PLACES_CAPTION)
    draw_body_map(panel(figure, below), report.where)
