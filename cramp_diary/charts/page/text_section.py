"""The words at the bottom of the page, in two columns: findings, and when to see a doctor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cramp_diary.charts.lettering import LINE_SPACING, points_in_mm, wrap_text, write
from cramp_diary.charts.page.layout import (
    COLUMN_GAP_MM,
    HEADING_ROOM,
    LEFT,
    SIDE_MM,
    WIDE,
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

WORDS_MM = WIDE - SIDE_MM - COLUMN_GAP_MM
FEWEST_SENTENCES = 3
_PARAGRAPH_GAP, _HEADING_GAP, _MOST_LINES = 0.7, 0.8, 5
_BULLET, _INDENT_MM, _BOLDER = "\N{BULLET}", 2.4, 1.13

Weight = Literal["normal", "bold"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one size, behind a bullet if there is one; bold without a bullet is a heading."""

    lines: list[str]
    size: float
    bullet: str = ""
    weight: Weight = "normal"

    @property
    def gap_mm(self) -> float:
        """The room above it."""
        return _HEADING_GAP if self.weight == "bold" and not self.bullet else 0.0

    @property
    def height_mm(self) -> float:
        """The room it takes."""
        line_mm = points_in_mm(self.size) * LINE_SPACING
        return self.gap_mm + len(self.lines) * line_mm + _PARAGRAPH_GAP


@dataclass(frozen=True, slots=True)
class Words:
    """The two columns."""

    left: list[Paragraph]
    right: list[Paragraph]

    @property
    def height_mm(self) -> float:
        """The height of the longer one, under its heading."""
        columns = (sum(one.height_mm for one in column) for column in (self.left, self.right))
        return HEADING_ROOM + max(columns)


def words_that_fit(report: MonthlyReport, room_mm: float) -> Words:
    """Choose the words: as many sentences as leave the factor table its rows.

    Where even the fewest do not, the lowest words are taken. What the article suggests stands
    where there is more room.
    """
    choices = list(_choices(report))
    fitting = (words for words in choices if words.height_mm <= room_mm)
    return next(fitting, min(choices, key=lambda words: words.height_mm))


def draw_words(figure: Figure, words: Words, top: float) -> None:
    """Draw both columns under their headings."""
    box = Box(LEFT, top, WORDS_MM, words.height_mm)
    _column(panel(figure, under_heading(figure, box, WORDS_HEADING)), words.left)
    box = Box(LEFT + WIDE - SIDE_MM, top, SIDE_MM, words.height_mm)
    _column(panel(figure, under_heading(figure, box, DOCTOR_HEADING)), words.right)


def _choices(report: MonthlyReport) -> Iterator[Words]:
    """Return the words with ever fewer sentences, the suggestions on the right or on the left."""
    signs = list(_signs(report))
    for most in range(MOST_SENTENCES, FEWEST_SENTENCES - 1, -1):
        said = format_highlights(report, most)
        left = [Paragraph(wrap_text(one, WORDS_MM, BODY, _MOST_LINES), BODY) for one in said]
        yield Words(left, [*signs, *_suggestions(report, SIDE_MM)])
        yield Words([*left, *_suggestions(report, WORDS_MM)], signs)


def _signs(report: MonthlyReport) -> Iterator[Paragraph]:
    applying = format_applying_sign(report.trend)
    if applying:
        yield _small(applying, SIDE_MM, _BULLET, "bold")
    yield from (_small(sign, SIDE_MM, _BULLET) for sign in SIGNS)


def _suggestions(report: MonthlyReport, width: float) -> Iterator[Paragraph]:
    suggested = format_suggestions(report.findings)
    if suggested:
        yield _small(SUGGESTIONS_HEADING, width, weight="bold")
    yield from (_small(one, width, _BULLET) for one in suggested)
    if format_ask_first(suggested):
        yield _small(format_ask_first(suggested), width)


def _small(text: str, width: float, bullet: str = "", weight: Weight = "normal") -> Paragraph:
    room = width - (_INDENT_MM if bullet else 0)
    bolder = _BOLDER if weight == "bold" else 1.0
    return Paragraph(wrap_text(text, room / bolder, SMALL, _MOST_LINES), SMALL, bullet, weight)


def _column(ax: Axes, paragraphs: Sequence[Paragraph]) -> None:
    measured_in_mm(ax)
    baseline = 0.0
    for paragraph in paragraphs:
        line_mm = points_in_mm(paragraph.size) * LINE_SPACING
        baseline += paragraph.gap_mm
        write(ax, (0, baseline + line_mm), paragraph.bullet, paragraph.size)
        left = _INDENT_MM if paragraph.bullet else 0.0
        for line in paragraph.lines:
            baseline += line_mm
            write(ax, (left, baseline), line, paragraph.size, weight=paragraph.weight)
        baseline += _PARAGRAPH_GAP
