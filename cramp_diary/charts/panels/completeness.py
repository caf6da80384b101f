"""How much of the month is recorded, before anything is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from cramp_diary.charts.lettering import points_in_mm, width_mm, write
from cramp_diary.charts.style import (
    HAIRLINE,
    LIGHT_BLUE,
    MUTED,
    NOT_RECORDED_HATCH,
    PAPER,
    RULE,
    SMALL,
    VERMILLION,
    measured_in_mm,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from cramp_diary.wording.key_figures import DayCount

LOOKS = {
    "cramps": (VERMILLION, "", MUTED),
    "no cramps": (LIGHT_BLUE, "", MUTED),
    "not recorded": (PAPER, NOT_RECORDED_HATCH, RULE),
    "to come": (PAPER, "", RULE),
}
"""Fill, hatch and edge of each kind of day."""

STRIP_MM = 3.2
SWATCH_MM = 2.4
_GAP_MM = 5.0


def draw_completeness(
    ax: Axes, day_counts: tuple[DayCount, ...], note: str = ""
) -> list[Rectangle]:
    """Draw the month as one strip, as long as its days, with a key in numbers and words.

    Parameters
    ----------
    note
        Stands at the right end of the key.

    Returns
    -------
    list of Rectangle
        The parts of the strip, in the order given; their widths are in mm.
    """
    width, _ = measured_in_mm(ax)
    whole = sum(part.days for part in day_counts)
    strip, left, key_left = [], 0.0, 0.0
    baseline = STRIP_MM + 1.6 + points_in_mm(SMALL)
    for part in day_counts:
        length = width * part.days / whole
        strip.append(_block(ax, part.kind, (left, 0), (length, STRIP_MM)))
        left += length
        _block(ax, part.kind, (key_left, baseline - 2.1), (SWATCH_MM, SWATCH_MM))
        write(ax, (key_left + SWATCH_MM + 1.2, baseline), part.words, SMALL)
        key_left += SWATCH_MM + 1.2 + width_mm(part.words, SMALL) + _GAP_MM
    write(ax, (width, baseline), note, SMALL, align="right")
    return strip


def _block(
    ax: Axes, kind: str, corner: tuple[float, float], size: tuple[float, float]
) -> Rectangle:
    fill, hatch, edge = LOOKS[kind]
    block = Rectangle(corner, *size, facecolor=fill, edgecolor=edge, lw=HAIRLINE, clip_on=False)
    block.set_hatch(hatch)
    ax.add_patch(block)
    return block
