"""A strip that shows how much of the month is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from cramp_diary.charts.lettering import points_in_mm, width_mm, write
from cramp_diary.charts.style import DAY_LOOKS, HAIRLINE, SMALL, measured_in_mm

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from cramp_diary.wording.key_figures import DayCount

STRIP_MM = 3.2
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
        strip.append(_draw_block(ax, part.kind, (left, 0), (length, STRIP_MM)))
        left += length
        _draw_block(ax, part.kind, (key_left, baseline - 2.1), (_SWATCH_MM, _SWATCH_MM))
        write(ax, (key_left + _SWATCH_MM + 1.2, baseline), part.words, SMALL)
        key_left += _SWATCH_MM + 1.2 + width_mm(part.words, SMALL) + _GAP_MM
    write(ax, (width, baseline), note, SMALL, align="right")
    return strip


def _draw_block(
    ax: Axes, kind: str, corner: tuple[float, float], size: tuple[float, float]
) -> Rectangle:
    fill, hatch, edge = DAY_LOOKS[kind]
    block = Rectangle(corner, *size, facecolor=fill, edgecolor=edge, lw=HAIRLINE, clip_on=False)
    block.set_hatch(hatch)
    ax.add_patch(block)
    return block
