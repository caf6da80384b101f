"""The layout of the monthly page: rows of panels in two columns, in mm.

What has many lines (medications, a headline) takes the height that it needs; the panels in the
middle have most of what remains, and the factors the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import points_in_mm, write, write_heading
from cramp_diary.charts.style import BODY, MUTED, Box, measured_in_mm, panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE_WIDTH_MM, PAGE_HEIGHT_MM, PAGE_DPI = 210.0, 297.0, 200

PAGE_TOP_MM, PAGE_LEFT_MM, FULL_WIDTH_MM, HALF_WIDTH_MM = 9.0, 15.0, 180.0, 86.0
RIGHT_HALF_MM = PAGE_LEFT_MM + FULL_WIDTH_MM - HALF_WIDTH_MM
HEADING_ROOM_MM, GAP_MM = 5.4, 3.0
FOOT_BOX = Box(PAGE_LEFT_MM, 278.0, FULL_WIDTH_MM, 10.0)
LEAST_MIDDLE_MM, GREATEST_MIDDLE_MM = 82.0, 116.0
"""The height of calendar and weeks on the left, of hours and places on the right."""

_CALENDAR_SHARE, _HOURS_SHARE = 0.54, 0.4


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
