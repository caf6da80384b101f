"""The lower part of the page: the factor table and, in what room it leaves, the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cramp_diary.analysis.words import labels
from cramp_diary.analysis.words.advice import (
    DOCTOR_HEADING,
    SIGNS,
    applying_sign,
    suggestion_sentence,
)
from cramp_diary.analysis.words.sentences import MOST_SENTENCES, report_sentences
from cramp_diary.charts.factors import (
    AXIS_MM,
    HEADER_MM,
    ROOMY_MM,
    ROW_MM,
    draw_factors,
    row_heights,
)
from cramp_diary.charts.layout import (
    COLUMN_GAP_MM,
    DOCTOR_MM,
    FACTORS_TOP,
    FOOT,
    HEADING_ROOM,
    LEFT,
    WIDE,
    caption_beside,
    under_heading,
)
from cramp_diary.charts.lettering import LINE_SPACING, points_in_mm, wrapped, write
from cramp_diary.charts.style import BODY, SMALL, Box, measured_in_mm, panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cramp_diary.analysis.findings import Finding
    from cramp_diary.analysis.monthly import MonthlyReport

WORDS_MM = WIDE - DOCTOR_MM - COLUMN_GAP_MM
FEWEST_SENTENCES = 3
_GAP, _PARAGRAPH_GAP, _MOST_LINES = 3.5, 0.7, 3
_LINE_MM, _SMALL_LINE_MM = (points_in_mm(size) * LINE_SPACING for size in (BODY, SMALL))
_BULLET, _INDENT_MM = "\N{BULLET}", 2.4

Paragraph = tuple[list[str], bool]
"""Lines, and whether they are bold."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What stands in the lower part, and how high the rows and the words are."""

    shown: Sequence[Finding]
    left_out: Sequence[Finding]
    heights: list[float]
    sentences: list[list[str]]
    signs: list[Paragraph]
    words_mm: float

    @property
    def table_mm(self) -> float:
        return _table_mm(self.heights) + bool(self.left_out) * ROW_MM


def draw_findings(figure: Figure, report: MonthlyReport) -> None:
    """Draw the table, and the words under it."""
    plan = _plan(report)
    whole = Box(LEFT, FACTORS_TOP, WIDE, HEADING_ROOM + plan.table_mm)
    heading = panel(figure, whole)
    measured_in_mm(heading)
    caption_beside(heading, labels.factors_caption(report))
    ax = panel(figure, under_heading(figure, whole, labels.FACTORS_HEADING))
    draw_factors(ax, plan.shown, plan.heights, labels.left_out_words(plan.left_out))
    top = whole.top + whole.height + _GAP
    box = Box(LEFT, top, WORDS_MM, plan.words_mm)
    _sentences(panel(figure, under_heading(figure, box, labels.WORDS_HEADING)), plan.sentences)
    box = Box(LEFT + WIDE - DOCTOR_MM, top, DOCTOR_MM, plan.words_mm)
    _signs(panel(figure, under_heading(figure, box, DOCTOR_HEADING)), plan.signs)


def _plan(report: MonthlyReport) -> _Plan:
    """Choose sentences and rows: fewer sentences where they would crowd out rows."""
    signs = _sign_paragraphs(report)
    coin = (report.coin,) if report.coin else ()
    for most in range(MOST_SENTENCES, FEWEST_SENTENCES - 1, -1):
        sentences = _paragraphs(report, most)
        words_mm = HEADING_ROOM + max(
            _height(sentences, _LINE_MM), _height([lines for lines, _ in signs], _SMALL_LINE_MM)
        )
        room = FOOT.top - FACTORS_TOP - 2 * _GAP - HEADING_ROOM - words_mm
        heights = row_heights((*report.findings, *coin), WIDE, ROW_MM)
        if _table_mm(heights) <= room:
            break
    shown, left_out = _rows(report.findings, coin, room)
    heights = _roomy_heights((*shown, *coin), room - bool(left_out) * ROW_MM)
    return _Plan((*shown, *coin), left_out, heights, sentences, signs, words_mm)


def _paragraphs(report: MonthlyReport, most: int) -> list[list[str]]:
    said = (*report_sentences(report, most), suggestion_sentence(report.findings))
    return [wrapped(sentence, WORDS_MM, BODY, _MOST_LINES) for sentence in said if sentence]


def _sign_paragraphs(report: MonthlyReport) -> list[Paragraph]:
    applying = applying_sign(report.trend)
    room = DOCTOR_MM - _INDENT_MM
    bold = [(wrapped(applying, room * 0.88, SMALL, _MOST_LINES + 2), True)] if applying else []
    return [*bold, *((wrapped(sign, room, SMALL, _MOST_LINES), False) for sign in SIGNS)]


def _height(paragraphs: Sequence[Sequence[str]], line_mm: float) -> float:
    return sum(map(len, paragraphs)) * line_mm + len(paragraphs) * _PARAGRAPH_GAP


def _table_mm(heights: Sequence[float]) -> float:
    return HEADER_MM + sum(heights) + AXIS_MM


def _rows(
    findings: Sequence[Finding], coin: Sequence[Finding], room: float
) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Choose the rows of the factor table, and those left out; the coin always stays."""
    for most in range(len(findings), 0, -1):
        shown, left_out = labels.shown_findings(findings, most)
        heights = row_heights((*shown, *coin), WIDE, ROW_MM)
        if _table_mm(heights) + bool(left_out) * ROW_MM <= room:
            break
    return shown, left_out


def _roomy_heights(shown: Sequence[Finding], room: float) -> list[float]:
    """Let rows be as high as looks well: with a second line each, if there is room for all."""
    in_two = row_heights(shown, WIDE, ROW_MM, in_two_lines=True)
    fits = _table_mm(in_two) <= room
    heights = in_two if fits else row_heights(shown, WIDE, ROW_MM)
    spare = max(0.0, room - _table_mm(heights)) / len(heights)
    return [height + min(spare, ROOMY_MM - ROW_MM) for height in heights]


def _sentences(ax: Axes, paragraphs: Sequence[Sequence[str]]) -> None:
    measured_in_mm(ax)
    baseline = 0.0
    for lines in paragraphs:
        for line in lines:
            baseline += _LINE_MM
            write(ax, (0, baseline), line)
        baseline += _PARAGRAPH_GAP


def _signs(ax: Axes, paragraphs: Sequence[Paragraph]) -> None:
    measured_in_mm(ax)
    baseline = 0.0
    for lines, is_bold in paragraphs:
        write(ax, (0, baseline + _SMALL_LINE_MM), _BULLET, SMALL)
        for line in lines:
            baseline += _SMALL_LINE_MM
            at = (_INDENT_MM, baseline)
            write(ax, at, line, SMALL, weight="bold" if is_bold else "normal")
        baseline += _PARAGRAPH_GAP
