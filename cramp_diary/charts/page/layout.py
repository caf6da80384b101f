"""The layout of the pages of a report, in mm: head, a grid of two columns, foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import (
    NO_GLYPH,
    SMALL_LINE_MM,
    fit_text,
    points_in_mm,
    width_mm,
    write,
    write_heading,
)
from cramp_diary.charts.style import (
    BODY,
    HEADING,
    MUTED,
    SMALL,
    TITLE,
    Box,
    draw_rule,
    measured_in_mm,
    panel,
)
from cramp_diary.wording.page_labels import DISCLAIMER, NO_GLYPH_NOTE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE_WIDTH_MM, PAGE_HEIGHT_MM, PAGE_DPI = 210.0, 297.0, 200

PAGE_LEFT_MM, FULL_WIDTH_MM, HALF_WIDTH_MM = 15.0, 180.0, 86.0
RIGHT_HALF_MM = PAGE_LEFT_MM + FULL_WIDTH_MM - HALF_WIDTH_MM
HEADING_ROOM_MM = 5.2
HEAD_BOX = Box(PAGE_LEFT_MM, 9, FULL_WIDTH_MM, 19.5)
FIGURES_BOX = Box(PAGE_LEFT_MM, 31.5, HALF_WIDTH_MM, 51)
CALENDAR_BOX = Box(RIGHT_HALF_MM, 31.5, HALF_WIDTH_MM, 51)
WEEKS_BOX = Box(PAGE_LEFT_MM, 86, HALF_WIDTH_MM, 54)
TAKEN_MM = 12.0
"""The greatest height of what was taken, above the weeks."""

HOURS_BOX = Box(RIGHT_HALF_MM, 86, HALF_WIDTH_MM, 33.5)
RELIEF_BOX = Box(PAGE_LEFT_MM, 143.5, HALF_WIDTH_MM, 31)
WHERE_BOX = Box(RIGHT_HALF_MM, 123, HALF_WIDTH_MM, 51.5)
FACTORS_TOP_MM = 178.0
SIDE_MM, COLUMN_GAP_MM = 63.0, 5.0
FOOT_BOX = Box(PAGE_LEFT_MM, 279.5, FULL_WIDTH_MM, 9.5)
FOOT_BASE_MM = points_in_mm(BODY) + 0.8
"""The baseline of the first line of the foot."""

_NAME_GAP_MM = 8.0


def draw_title(figure: Figure, title: str, name: str) -> Axes:
    """Write the title of a page and a person's name beside it; return the axes of the head."""
    ax = panel(figure, HEAD_BOX)
    width, _ = measured_in_mm(ax)
    write(ax, (0, points_in_mm(TITLE)), title, TITLE, weight="bold")
    room = width - width_mm(title, TITLE, "bold") - _NAME_GAP_MM
    name = fit_text(name, room, HEADING)
    write(ax, (width, points_in_mm(TITLE)), name, HEADING, align="right")
    return ax


def draw_foot(figure: Figure, made: str) -> Axes:
    """Write the first line of the foot, with when the page was made; return its axes."""
    ax = panel(figure, FOOT_BOX)
    width, _ = measured_in_mm(ax)
    draw_rule(ax, 0)
    write(ax, (0, FOOT_BASE_MM), DISCLAIMER, BODY)
    write(ax, (width, FOOT_BASE_MM), made, color=MUTED, align="right")
    return ax


def explain_missing_glyphs(figure: Figure) -> None:
    """Write what a square stands for, if there is one anywhere on the page."""
    # findobj would create the tick labels that axes without an axis never draw.
    if any(NO_GLYPH in text.get_text() for ax in figure.axes for text in ax.texts):
        ax = panel(figure, Box(FOOT_BOX.left, FOOT_BOX.top + FOOT_BOX.height, FOOT_BOX.width, 3))
        measured_in_mm(ax)
        words = f"{NO_GLYPH}: {NO_GLYPH_NOTE}"
        write(ax, (0, points_in_mm(SMALL)), words, color=MUTED)


def under_heading(
    figure: Figure, box: Box, heading: str, caption: str = "", *, beside: str = ""
) -> Box:
    """Write a heading, a caption under it, and text at the right end of the heading's line.

    Returns
    -------
    Box
        The rest of the box, below them.
    """
    ax = panel(figure, box)
    width, _ = measured_in_mm(ax)
    write_heading(ax, heading)
    write(ax, (width, HEADING_ROOM_MM - 1.85), beside, color=MUTED, align="right")
    room = HEADING_ROOM_MM
    if caption:
        write(ax, (0, room + points_in_mm(SMALL) * 0.8), caption, color=MUTED)
        room += SMALL_LINE_MM + 1
    return Box(box.left, box.top + room, box.width, box.height - room)


def write_instead(figure: Figure, box: Box, sentence: str) -> None:
    """Write a sentence in place of a panel that has nothing to show."""
    ax = panel(figure, box)
    measured_in_mm(ax)
    write(ax, (0, points_in_mm(BODY) + 1), sentence, BODY, color=MUTED)
