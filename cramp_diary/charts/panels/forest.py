"""A forest plot: rate ratios with their intervals on a log scale, one in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.charts.style import BLUE, HAIRLINE, INK, MUTED, ORANGE, PAPER, VERMILLION
from cramp_diary.wording.formatting import DISPLAY_BOUND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.published import Published

LOW, HIGH = 1 / DISPLAY_BOUND, DISPLAY_BOUND
MARKS = {
    Verdict.CLEAR_LINK: ("s", VERMILLION),
    Verdict.POSSIBLE_LINK: ("o", ORANGE),
    Verdict.STRONG_LINK_UNLIKELY: ("D", PAPER),
    Verdict.CANNOT_TELL_YET: ("o", PAPER),
}
"""Shape and fill by verdict; only links are filled, which is visible without colour, too."""

_TICKS = {LOW: "1/50", 0.2: "1/5", 1: "1", 5: "5", HIGH: "50"}


def forest_axes(ax: Axes, bounds: tuple[float, float, float, float], rows: float) -> Axes:
    """Return log axes inside `ax` for rows of so many mm, with a line at a ratio of 1.

    Parameters
    ----------
    bounds
        Left, bottom, width and height, in shares of `ax`.
    """
    forest = ax.inset_axes(bounds, facecolor="none")
    forest.set_xscale("log")
    forest.set_xlim(LOW, HIGH)
    forest.set_ylim(rows, 0)
    forest.set_yticks([])
    forest.spines["left"].set_visible(False)
    forest.set_xticks(list(_TICKS), labels=list(_TICKS.values()))
    forest.minorticks_off()
    forest.tick_params(axis="x", pad=1.5)
    forest.axvline(1, color=MUTED, lw=HAIRLINE)
    return forest


def draw_ratio(
    forest: Axes, y: float, association: Association, verdict: Verdict
) -> tuple[Line2D, Line2D]:
    """Draw a ratio and its interval; an arrow marks an end beyond 1/50..50."""
    low, high = (_clip(limit) for limit in (association.low, association.high))
    (interval,) = forest.plot([low, high], [y, y], color=INK, lw=0.9, solid_capstyle="butt")
    for limit, arrow in ((association.low, "<"), (association.high, ">")):
        if limit != _clip(limit):
            forest.plot(_clip(limit), y, arrow, color=INK, ms=3, clip_on=False)
    shape, fill = MARKS[verdict]
    (ratio,) = forest.plot(
        _clip(association.rate_ratio), y, shape, mfc=fill, mec=INK, mew=0.7, ms=4, clip_on=False
    )
    return ratio, interval


def draw_published(forest: Axes, y: float, sizes: Sequence[Published]) -> list[Line2D]:
    """Draw each published size as a tick across its row."""
    return [forest.plot(size.value, y, "|", color=BLUE, ms=7, mew=1.2)[0] for size in sizes]


def _clip(ratio: float) -> float:
    return min(max(ratio, LOW), HIGH)
