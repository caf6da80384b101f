"""The layout of the pages of a report, in mm: their head and foot, and the panels of a month.

What has many lines (medications, a headline) takes the height that it needs; the panels in the
middle have most of what remains, and the factors the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

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
    HAIRLINE,
    HEADING,
    MUTED,
    RULE,
    SMALL,
    TITLE,
    Box,
    measured_in_mm,
    panel,
)
from cramp_diary.wording.page_labels import DISCLAIMER, NO_GLYPH_NOTE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE_WIDTH_MM, PAGE_HEIGHT_MM, PAGE_DPI = 210.0, 297.0, 200

PAGE_TOP_MM, PAGE_LEFT_MM, FULL_WIDTH_MM, HALF_WIDTH_MM = 9.0, 15.0, 180.0, 86.0
RIGHT_HALF_MM = PAGE_LEFT_MM + FULL_WIDTH_MM - HALF_WIDTH_MM
HEADING_ROOM_MM, GAP_MM = 5.4, 2.5
FOOT_BOX = Box(PAGE_LEFT_MM, 281.0, FULL_WIDTH_MM, 7.0)
LEAST_MIDDLE_MM, GREATEST_MIDDLE_MM = 80.0, 116.0
"""The height of calendar and weeks on the left, of hours and places on the right."""

_CALENDAR_SHARE, _HOURS_SHARE, _NAME_GAP_MM = 0.54, 0.4, 8.0


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The box of each panel of one page."""

    head: Box
    figures: Box
    signs: Box
    medications: Box
    calendar: Box
    weeks: Box
    hours: Box
    places: Box
    factors: Box


@dataclass(frozen=True, slots=True)
class Needs:
    """The heights in mm that parts of a page need; the factors may get less, or more."""

    head: float
    figures: float
    medications: float
    factors: float


def arrange(needs: Needs) -> PageBoxes:
    """Return where each panel is, from the top down in the order of the page."""
    figures_top = PAGE_TOP_MM + needs.head + GAP_MM
    medications_top = figures_top + needs.figures + GAP_MM
    middle_top = medications_top + needs.medications + GAP_MM
    room = FOOT_BOX.top - GAP_MM - middle_top
    spare = room - GAP_MM - needs.factors
    middle = min(GREATEST_MIDDLE_MM, max(LEAST_MIDDLE_MM, spare))
    calendar, hours = middle * _CALENDAR_SHARE, middle * _HOURS_SHARE
    factors_top = middle_top + middle + GAP_MM
    return PageBoxes(
        head=_full(PAGE_TOP_MM, needs.head),
        figures=_left(figures_top, needs.figures),
        signs=_right(figures_top, needs.figures),
        medications=_full(medications_top, needs.medications),
        calendar=_left(middle_top, calendar),
        weeks=_left(middle_top + calendar + GAP_MM, middle - calendar - GAP_MM),
        hours=_right(middle_top, hours),
        places=_right(middle_top + hours + GAP_MM, middle - hours - GAP_MM),
        factors=_full(factors_top, FOOT_BOX.top - GAP_MM - factors_top),
    )


def _full(top: float, height: float) -> Box:
    return Box(PAGE_LEFT_MM, top, FULL_WIDTH_MM, height)


def _left(top: float, height: float) -> Box:
    return Box(PAGE_LEFT_MM, top, HALF_WIDTH_MM, height)


def _right(top: float, height: float) -> Box:
    return Box(RIGHT_HALF_MM, top, HALF_WIDTH_MM, height)


def new_paper(figure: Figure) -> Axes:
    """Return axes of the whole page, measured in mm from its top left corner.

    What has no scale is written on these: to make axes takes as long as to write ten texts.
    """
    paper = panel(figure, Box(0, 0, PAGE_WIDTH_MM, PAGE_HEIGHT_MM))
    measured_in_mm(paper)
    return paper


def write_title(paper: Axes, title: str, name: str) -> None:
    """Write the title of a page, and at its right a person's name."""
    baseline = PAGE_TOP_MM + points_in_mm(TITLE)
    write(paper, (PAGE_LEFT_MM, baseline), title, TITLE, weight="bold")
    room = FULL_WIDTH_MM - width_mm(title, TITLE, "bold") - _NAME_GAP_MM
    name = fit_text(name, room, HEADING)
    if name:
        at = (PAGE_LEFT_MM + FULL_WIDTH_MM, baseline)
        write(paper, at, name, HEADING, align="right")


def write_foot(paper: Axes, made: str, below: str = "") -> None:
    """Write what every page ends with: what it is, when it was made, and a line below."""
    left, right = FOOT_BOX.left, FOOT_BOX.left + FOOT_BOX.width
    paper.add_artist(Line2D((left, right), [FOOT_BOX.top] * 2, color=RULE, lw=HAIRLINE))
    baseline = FOOT_BOX.top + points_in_mm(SMALL) + 0.8
    write(paper, (left, baseline), DISCLAIMER)
    write(paper, (right, baseline), made, color=MUTED, align="right")
    if below:
        write(paper, (left, baseline + SMALL_LINE_MM), below, color=MUTED)


def explain_missing_glyphs(figure: Figure, paper: Axes) -> None:
    """Write what a square stands for, if there is one anywhere on the page."""
    # findobj would create the tick labels that axes without an axis never draw.
    if any(NO_GLYPH in text.get_text() for ax in figure.axes for text in ax.texts):
        at = (FOOT_BOX.left, FOOT_BOX.top + FOOT_BOX.height + points_in_mm(SMALL))
        write(paper, at, f"{NO_GLYPH}: {NO_GLYPH_NOTE}", color=MUTED)


def under_heading(paper: Axes, box: Box, heading: str, *, beside: str = "") -> Box:
    """Write a heading, and text at the right end of its line.

    Returns
    -------
    Box
        The rest of the box, below them.
    """
    write_heading(paper, heading, (box.left, box.top))
    if beside:
        at = (box.left + box.width, box.top + HEADING_ROOM_MM - 1.85)
        write(paper, at, beside, color=MUTED, align="right")
    top = box.top + HEADING_ROOM_MM
    return Box(box.left, top, box.width, box.height - HEADING_ROOM_MM)


def write_instead(paper: Axes, box: Box, sentence: str) -> None:
    """Write a sentence in place of a panel that has nothing to show."""
    write(paper, (box.left, box.top + points_in_mm(BODY) + 1), sentence, BODY, color=MUTED)
