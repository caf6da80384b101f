"""Forest plots: estimates with their intervals beside the rows of a table, and rate ratios."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.charts.style import BLUE, HAIRLINE, INK, MUTED, ORANGE, PAPER, VERMILLION
from cramp_diary.wording.formatting import DISPLAY_BOUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.published import Published

MARKS = {
    Verdict.CLEAR_LINK: ("s", VERMILLION),
    Verdict.POSSIBLE_LINK: ("o", ORANGE),
    Verdict.STRONG_LINK_UNLIKELY: ("D", PAPER),
    Verdict.CANNOT_TELL_YET: ("o", PAPER),
}
"""Shape and fill by verdict; only links are filled, which is visible without colour, too."""

_TICKS = {
    8.0: {1 / 8: "1/8", 1 / 3: "1/3", 1: "1", 3: "3", 8: "8"},
    20.0: {1 / 20: "1/20", 1 / 5: "1/5", 1: "1", 5: "5", 20: "20"},
    DISPLAY_BOUND: {1 / DISPLAY_BOUND: "1/50", 1 / 5: "1/5", 1: "1", 5: "5", DISPLAY_BOUND: "50"},
}
"""The numbers along the axis of ratios, by where it ends."""


def axes_beside_rows(ax: Axes, sides: tuple[float, float], top_mm: float, rows_mm: float) -> Axes:
    """Return axes inside `ax`, which is measured in mm, for the estimates of a table's rows.

    Parameters
    ----------
    sides
        Where they begin and end, in shares of the width of `ax`.
    top_mm, rows_mm
        Where the first row begins, and the height of all rows.
    """
    left, right = sides
    height = ax.get_ylim()[0]
    bottom = 1 - (top_mm + rows_mm) / height
    beside = ax.inset_axes((left, bottom, right - left, rows_mm / height), facecolor="none")
    beside.set_yticks([])
    beside.spines["left"].set_visible(False)
    beside.tick_params(axis="x", pad=1.5)
    return beside


def draw_interval(ax: Axes, ends: tuple[float, float], y: float) -> Line2D:
    """Draw an interval as a line."""
    return ax.plot(ends, [y, y], color=INK, lw=0.9, solid_capstyle="butt")[0]


def draw_estimate(ax: Axes, x: float, y: float, shape: str, fill: str) -> Line2D:
    """Draw an estimate as a mark."""
    return ax.plot(x, y, shape, mfc=fill, mec=INK, mew=0.7, ms=4, clip_on=False)[0]


def ratio_bound(associations: Iterable[Association | None]) -> float:
    """Return where an axis for these ratios ends; intervals may go on beyond it."""
    logs = [abs(math.log(a.rate_ratio)) for a in associations if a]
    most = math.exp(max(logs, default=0.0))
    return next((bound for bound in _TICKS if most <= bound), DISPLAY_BOUND)


def ratio_axes(
    ax: Axes, sides: tuple[float, float], rows: tuple[float, float], bound: float
) -> Axes:
    """Return `axes_beside_rows` on a log scale, y in mm, with a line at a ratio of 1.

    Parameters
    ----------
    rows
        Where the first row begins, and the height of all rows, in mm.
    bound
        As from `ratio_bound`; the axis begins at its inverse.
    """
    top_mm, rows_mm = rows
    forest = axes_beside_rows(ax, sides, top_mm, rows_mm)
    forest.set_xscale("log")
    forest.set_xlim(1 / bound, bound)
    forest.set_ylim(rows_mm, 0)
    forest.set_xticks(list(_TICKS[bound]), labels=list(_TICKS[bound].values()))
    forest.minorticks_off()
    forest.axvline(1, color=MUTED, lw=HAIRLINE)
    return forest


def draw_ratio(
    forest: Axes, y: float, association: Association, verdict: Verdict
) -> tuple[Line2D, Line2D]:
    """Draw a ratio and its interval; an arrow marks an end beyond the axis."""
    least, most = forest.get_xlim()
    ratio, low, high = (
        min(max(value, least), most)
        for value in (association.rate_ratio, association.low, association.high)
    )
    interval = draw_interval(forest, (low, high), y)
    for end, limit, arrow in ((low, association.low, "<"), (high, association.high, ">")):
        if end != limit:
            forest.plot(end, y, arrow, color=INK, ms=3, clip_on=False)
    return draw_estimate(forest, ratio, y, *MARKS[verdict]), interval


def draw_published(forest: Axes, y: float, sizes: Sequence[Published]) -> list[Line2D]:
    """Draw each published size as a tick across its row."""
    return [forest.plot(size.value, y, "|", color=BLUE, ms=7, mew=1.2)[0] for size in sizes]
