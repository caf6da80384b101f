"""The lower part of the page: the table of factors, and the notes below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.charts.lettering import SMALL_LINE_MM, width_mm, wrap_text, write, write_lines
from cramp_diary.charts.page.layout import FULL_WIDTH_MM, HEADING_ROOM_MM, under_heading
from cramp_diary.charts.panels.factors import LEFT_OUT_MM, draw_factors, row_heights, table_height
from cramp_diary.charts.style import SMALL, Box, panel
from cramp_diary.wording import page_labels
from cramp_diary.wording.advice import SUGGESTIONS_HEADING, format_advice
from cramp_diary.wording.page_factors import (
    format_no_room,
    format_without_ratio,
    rank_findings,
)
from cramp_diary.wording.relief import format_relief_brief
from cramp_diary.wording.trial import format_trial_brief

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.monthly import MonthlyReport

_NOTE_GAP_MM, _LABEL_GAP_MM, _MOST_LINES, _ROUNDING_MM = 1.0, 3.0, 4, 0.01


class Note(NamedTuple):
    """A bold label, and beside it the lines of a text."""

    label: str
    lines: list[str]

    @property
    def height_mm(self) -> float:
        """Its height, with the space below it."""
        return len(self.lines) * SMALL_LINE_MM + _NOTE_GAP_MM


def findings_height(report: MonthlyReport) -> float:
    """Return the height in mm of the whole section, with a row for each factor with a ratio."""
    rows = [*rank_findings(report.findings), *_control(report)]
    table = table_height(row_heights(rows, FULL_WIDTH_MM)) if rows else SMALL_LINE_MM
    return HEADING_ROOM_MM + table + _notes_height(_list_notes(report))


def draw_findings(figure: Figure, paper: Axes, box: Box, report: MonthlyReport) -> None:
    """Draw the table, with the rows that there is room for, and the notes."""
    caption = page_labels.format_factors_caption(report)
    below = under_heading(paper, box, page_labels.FACTORS_HEADING, beside=caption)
    notes = _list_notes(report)
    room = below.height - _notes_height(notes)
    rows, left_out = _choose_rows(rank_findings(report.findings), _control(report), room)
    heights = row_heights(rows, FULL_WIDTH_MM)
    taken = table_height(heights) + bool(left_out) * LEFT_OUT_MM if rows else SMALL_LINE_MM
    if rows:
        ax = panel(figure, Box(below.left, below.top, below.width, taken))
        draw_factors(ax, rows, heights, format_no_room(left_out))
    else:
        write(paper, (below.left, below.top + taken - 0.8), page_labels.NOTHING_COMPARED)
    _write_notes(paper, below.left, below.top + taken + _NOTE_GAP_MM, notes)


def _control(report: MonthlyReport) -> tuple[Finding, ...]:
    return (report.negative_control,) if report.negative_control else ()


def _choose_rows(
    ranked: Sequence[Finding], control: Sequence[Finding], room: float
) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Split the findings into rows of the table and those left out, never the negative control."""
    for most in range(len(ranked), 0, -1):
        rows = (*ranked[:most], *control)
        left_out_mm = LEFT_OUT_MM if most < len(ranked) else 0.0
        if table_height(row_heights(rows, FULL_WIDTH_MM)) + left_out_mm <= room + _ROUNDING_MM:
            return rows, ranked[most:]
    return (*ranked[:1], *control), ranked[1:]


def _list_notes(report: MonthlyReport) -> list[Note]:
    ended = report.trial_report
    texts = {
        page_labels.TRIAL_LABEL: format_trial_brief(ended) if ended else "",
        page_labels.TOO_FEW_LABEL: format_without_ratio(report.findings),
        page_labels.RELIEF_LABEL: format_relief_brief(report.relief, len(report.weeks)),
        SUGGESTIONS_HEADING: format_advice(report.findings),
    }
    room = FULL_WIDTH_MM - _label_width()
    return [Note(label, wrap_text(t, room, _MOST_LINES)) for label, t in texts.items() if t]


def _notes_height(notes: Sequence[Note]) -> float:
    return _NOTE_GAP_MM + sum(note.height_mm for note in notes)


def _label_width() -> float:
    labels = (page_labels.TOO_FEW_LABEL, page_labels.RELIEF_LABEL, SUGGESTIONS_HEADING)
    return max(width_mm(label, SMALL, "bold") for label in labels) + _LABEL_GAP_MM


def _write_notes(paper: Axes, left: float, top: float, notes: Sequence[Note]) -> None:
    beside = left + _label_width()
    for note in notes:
        baseline = top + SMALL_LINE_MM
        write(paper, (left, baseline), note.label, weight="bold")
        write_lines(paper, (beside, baseline), note.lines)
        top += note.height_mm
