"""The text at the bottom of the page, in two columns: findings, and when to see a doctor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cramp_diary.charts.lettering import line_mm, wrap_text, write
from cramp_diary.charts.page.layout import (
    COLUMN_GAP_MM,
    FULL_WIDTH_MM,
    HEADING_ROOM_MM,
    PAGE_LEFT_MM,
    SIDE_MM,
    under_heading,
)
from cramp_diary.charts.style import BODY, SMALL, Box, measured_in_mm, panel
from cramp_diary.wording.advice import (
    DOCTOR_HEADING,
    SIGNS,
    SUGGESTIONS_HEADING,
    format_applying_sign,
    format_ask_first,
    format_suggestions,
)
from cramp_diary.wording.highlights import MOST_SENTENCES, format_highlights
from cramp_diary.wording.page_labels import WORDS_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cramp_diary.analysis.summaries.monthly import MonthlyReport

MAIN_MM = FULL_WIDTH_MM - SIDE_MM - COLUMN_GAP_MM
FEWEST_SENTENCES = 3
_PARAGRAPH_GAP, _HEADING_GAP, _MOST_LINES = 0.7, 0.8, 5
_BULLET, _INDENT_MM, _BOLDER = "\N{BULLET}", 2.4, 1.13

Weight = Literal["normal", "bold"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one size, after a bullet if there is one; bold without a bullet is a heading."""

    lines: list[str]
    size: float
    bullet: str = ""
    weight: Weight = "normal"

    @property
    def gap_mm(self) -> float:
        """The space above it."""
        return _HEADING_GAP if self.weight == "bold" and not self.bullet else 0.0

    @property
    def height_mm(self) -> float:
        """Its height, with the space around it."""
        return self.gap_mm + len(self.lines) * line_mm(self.size) + _PARAGRAPH_GAP


@dataclass(frozen=True, slots=True)
class TextColumns:
    """The paragraphs of the two columns."""

    left: list[Paragraph]
    right: list[Paragraph]

    @property
    def height_mm(self) -> float:
        """The height of the longer column, with its heading."""
        columns = (sum(one.height_mm for one in column) for column in (self.left, self.right))
        return HEADING_ROOM_MM + max(columns)


def text_that_fits(report: MonthlyReport, room_mm: float) -> TextColumns:
    """Return the text with the most sentences that is not higher than the room.

    If none fits, that of the least height. What the article suggests goes into the column that has
    room for it.
    """
    choices = list(_choices(report))
    fitting = (text for text in choices if text.height_mm <= room_mm)
    return next(fitting, min(choices, key=lambda text: text.height_mm))


def draw_text(figure: Figure, text: TextColumns, top: float) -> None:
    """Draw both columns under their headings."""
    box = Box(PAGE_LEFT_MM, top, MAIN_MM, text.height_mm)
    _write_column(panel(figure, under_heading(figure, box, WORDS_HEADING)), text.left)
    box = Box(PAGE_LEFT_MM + FULL_WIDTH_MM - SIDE_MM, top, SIDE_MM, text.height_mm)
    _write_column(panel(figure, under_heading(figure, box, DOCTOR_HEADING)), text.right)


def _choices(report: MonthlyReport) -> Iterator[TextColumns]:
    """Yield the text with ever fewer sentences, the suggestions on the right or on the left."""
    signs = list(_signs(report))
    for most in range(MOST_SENTENCES, FEWEST_SENTENCES - 1, -1):
        sentences = format_highlights(report, most)
        left = [Paragraph(wrap_text(one, MAIN_MM, _MOST_LINES, BODY), BODY) for one in sentences]
        yield TextColumns(left, [*signs, *_suggestions(report, SIDE_MM)])
        yield TextColumns([*left, *_suggestions(report, MAIN_MM)], signs)


def _signs(report: MonthlyReport) -> Iterator[Paragraph]:
    applying = format_applying_sign(report.trend)
    if applying:
        yield _small_paragraph(applying, SIDE_MM, _BULLET, "bold")
    yield from (_small_paragraph(sign, SIDE_MM, _BULLET) for sign in SIGNS)


def _suggestions(report: MonthlyReport, width: float) -> Iterator[Paragraph]:
    suggested = format_suggestions(report.findings)
    if suggested:
        yield _small_paragraph(SUGGESTIONS_HEADING, width, weight="bold")
    yield from (_small_paragraph(one, width, _BULLET) for one in suggested)
    if format_ask_first(suggested):
        yield _small_paragraph(format_ask_first(suggested), width)


def _small_paragraph(
    text: str, width: float, bullet: str = "", weight: Weight = "normal"
) -> Paragraph:
    room = width - (_INDENT_MM if bullet else 0)
    bolder = _BOLDER if weight == "bold" else 1.0
    return Paragraph(wrap_text(text, room / bolder, _MOST_LINES), SMALL, bullet, weight)


def _write_column(ax: Axes, paragraphs: Sequence[Paragraph]) -> None:
    measured_in_mm(ax)
    baseline = 0.0
    for paragraph in paragraphs:
        step = line_mm(paragraph.size)
        baseline += paragraph.gap_mm
        write(ax, (0, baseline + step), paragraph.bullet, paragraph.size)
        left = _INDENT_MM if paragraph.bullet else 0.0
        for line in paragraph.lines:
            baseline += step
            write(ax, (left, baseline), line, paragraph.size, weight=paragraph.weight)
        baseline += _PARAGRAPH_GAP
