"""Where everything stands on the monthly page: one grid of two columns, in mm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import LINE_SPACING, points_in_mm, write, write_heading
from cramp_diary.charts.style import MUTED, SMALL, Box, measured_in_mm, panel

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_MM, HEIGHT_MM, DPI = 210.0, 297.0, 200

LEFT, WIDE, HALF = 15.0, 180.0, 86.0
RIGHT = LEFT + WIDE - HALF
HEADING_ROOM = 5.6
HEAD = Box(LEFT, 11, WIDE, 22)
FIGURES = Box(LEFT, 38, HALF, 56)
CALENDAR = Box(RIGHT, 38, HALF, 56)
WEEKS = Box(LEFT, 99, HALF, 50)
HOURS = Box(RIGHT, 99, HALF, 50)
FACTORS_TOP = 154.0
FOOT = Box(LEFT, 275, WIDE, 13.5)


def under_heading(figure: Figure, box: Box, heading: str, caption: str = "") -> Box:
    """Write a heading, and a caption under it; return what is left of the box below them."""
    ax = panel(figure, box)
    measured_in_mm(ax)
    write_heading(ax, heading)
    room = HEADING_ROOM
    if caption:
        write(ax, (0, room + points_in_mm(SMALL) * 0.8), caption, SMALL, color=MUTED)
        room += points_in_mm(SMALL) * LINE_SPACING + 1
    return Box(box.left, box.top + room, box.width, box.height - room)
