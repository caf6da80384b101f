"""Where everything stands on the monthly page: one grid of two columns, in mm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import LINE_SPACING, points_in_mm, write, write_heading
from cramp_diary.charts.style import BODY, MUTED, SMALL, Box, measured_in_mm, panel

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_MM, HEIGHT_MM, DPI = 210.0, 297.0, 200

LEFT, WIDE, HALF = 15.0, 180.0, 86.0
RIGHT = LEFT + WIDE - HALF
HEADING_ROOM = 5.2
HEAD = Box(LEFT, 9, WIDE, 19.5)
FIGURES = Box(LEFT, 31.5, HALF, 51)
CALENDAR = Box(RIGHT, 31.5, HALF, 51)
WEEKS = Box(LEFT, 86, HALF, 54)
TAKEN_MM = 12.0
"""The most room for what was taken, above the weeks."""

HOURS = Box(RIGHT, 86, HALF, 33.5)
RELIEF = Box(LEFT, 143.5, HALF, 31)
WHERE = Box(RIGHT, 123, HALF, 51.5)
FACTORS_TOP = 178.0
SIDE_MM, COLUMN_GAP_MM = 63.0, 5.0
FOOT = Box(LEFT, 279.5, WIDE, 9.5)


def under_heading(
    figure: Figure, box: Box, heading: str, caption: str = "", *, beside: str = ""
) -> Box:
    """Write a heading, a caption under it, and one at the right end of its line.

    Returns
    -------
    Box
        What is left of the box below them.
    """
    ax = panel(figure, box)
    width, _ = measured_in_mm(ax)
    write_heading(ax, heading)
    write(ax, (width, HEADING_ROOM - 1.85), beside, SMALL, color=MUTED, align="right")
    room = HEADING_ROOM
    if caption:
        write(ax, (0, room + points_in_mm(SMALL) * 0.8), caption, SMALL, color=MUTED)
        room += points_in_mm(SMALL) * LINE_SPACING + 1
    return Box(box.left, box.top + room, box.width, box.height - room)


def write_instead(figure: Figure, box: Box, sentence: str) -> None:
    """Write why a panel has nothing to show, in its place."""
    ax = panel(figure, box)
    measured_in_mm(ax)
    write(ax, (0, points_in_mm(BODY) + 1), sentence, BODY, color=MUTED)
