"""A strip that shows how much of the month is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import points_in_mm, width_mm, write
from cramp_diary.charts.style import DAY_LOOKS, SMALL, draw_rectangle, measured_in_mm

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

    from cramp_diary.wording.key_figures import DayCount

STRIP_MM, COMPLETENESS_MM = 3.2, 8.0
"""The height of the strip, and that with the key below it."""

_SWATCH_MM = 2.4
_GAP_MM = 5.0


def draw_completeness(
    ax: Axes, day_counts: tuple[DayCount, ...], note: str = ""
) -> list[Rectangle]:
    """Draw the month as one strip, a part for each kind of day, with a key below.

    Parameters
    ----------
    note
        Text at the right end of the key.

    Returns
    -------
    list of Rectangle
        The parts of the strip in the order of `day_counts`; their widths are in mm.
    """
    width, _ = measured_in_mm(ax)
    whole = sum(part.days for part in day_counts)
    strip, left, key_left = [], 0.0, 0.0
    baseline = STRIP_MM + 1.6 + points_in_mm(SMALL)
    for part in day_counts:
        length = width * part.days / whole
        look = DAY_LOOKS[part.kind]
        strip.append(draw_rectangle(ax, (left, 0), (length, STRIP_MM), look))
        left += length
        draw_rectangle(ax, (key_left, baseline - 2.1), (_SWATCH_MM, _SWATCH_MM), look)
        write(ax, (key_left + _SWATCH_MM + 1.2, baseline), part.words)
        key_left += _SWATCH_MM + 1.2 + width_mm(part.words) + _GAP_MM
    if note:
        write(ax, (width, baseline), note, align="right")
    return strip
