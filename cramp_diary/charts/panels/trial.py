"""A trial of one: its days, each pair as a line, and the rates of both sides."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import centred_baseline, write
from cramp_diary.charts.style import (
    BLUE,
    DAY_LOOKS,
    FAINT,
    INK,
    MUTED,
    ORANGE,
    PAPER,
    RULE,
    SMALL,
    VERMILLION,
    draw_horizontal_grid,
    draw_rectangle,
    measured_in_mm,
)
from cramp_diary.core.vocabulary import Arm
from cramp_diary.wording.formatting import format_rate, format_short_date
from cramp_diary.wording.trial import SIDE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    from cramp_diary.analysis.inference.trial import TrialPair, TrialResult
    from cramp_diary.analysis.summaries.trial import TrialDayShown

DAYS_IN_ROW = 36
SCHEDULE_ROW_MM = 10.5
"""A row of days: its date, the side of each day, and its episodes."""

_LABEL_MM, _SIDE_MM, _CELL_MM = 16.0, 2.2, 5.2
_THIN, _THICKER, _THICKEST = 0.9, 0.45, 3.5
_TREATED = (BLUE, "", BLUE)
_CONTROL = (PAPER, "", RULE)


def draw_schedule(ax: Axes, days: Sequence[TrialDayShown]) -> list[Rectangle]:
    """Draw the days in rows: a strip where the habit was to be done, and the episodes below it.

    Returns
    -------
    list of Rectangle
        The cell of each day, in order.
    """
    width, _ = measured_in_mm(ax)
    step = (width - _LABEL_MM) / DAYS_IN_ROW
    cells = []
    for n, shown in enumerate(days):
        row, column = divmod(n, DAYS_IN_ROW)
        left, top = _LABEL_MM + column * step, row * SCHEDULE_ROW_MM
        if column == 0:
            at = (0.0, top + _SIDE_MM + centred_baseline(_CELL_MM / 2))
            write(ax, at, format_short_date(shown.day), color=MUTED)
        side = _TREATED if shown.arm is Arm.TREATED else _CONTROL
        draw_rectangle(ax, (left, top), (step, _SIDE_MM), side)
        kind = "not recorded" if shown.episodes is None else "no cramps"
        fill, hatch, edge = DAY_LOOKS["cramps" if shown.episodes else kind]
        look = (ORANGE if shown.episodes else fill, hatch, edge)
        cells.append(draw_rectangle(ax, (left, top + _SIDE_MM), (step, _CELL_MM), look))
        if shown.episodes:
            at = (left + step / 2, top + _SIDE_MM + centred_baseline(_CELL_MM / 2))
            write(ax, at, str(shown.episodes), align="center")
    return cells


def draw_pairs(ax: Axes, pairs: Sequence[TrialPair], unit: str) -> list[Line2D]:
    """Draw each pair as a line from the days without the habit to those with it.

    Of several that are alike there is one line, thicker by their number. Pairs without a recorded
    day on one side are left out. A line that falls is whole, one that rises is dashed, one that
    does neither is dotted.
    """
    lines = []
    used = ((pair.control, pair.treated) for pair in pairs)
    counts = Counter((a, b) for a, b in used if a is not None and b is not None)
    for (control, treated), count in counts.items():
        color, style = MUTED, ":"
        if treated != control:
            color, style = (BLUE, "-") if treated < control else (VERMILLION, "--")
        width = min(_THIN + _THICKER * (count - 1), _THICKEST)
        ends = [control, treated]
        lines += ax.plot([0, 1], ends, style, color=color, lw=width, clip_on=False)
        ax.plot([0, 1], ends, "o", color=color, ms=3, clip_on=False)
    ax.set_xlim(-0.15, 1.15)
    ax.set_ylim(bottom=0)
    ax.set_xticks([0, 1], labels=[SIDE_NAMES[Arm.CONTROL], SIDE_NAMES[Arm.TREATED]])
    ax.set_ylabel(unit, fontsize=SMALL)
    draw_horizontal_grid(ax)
    return lines


def draw_sides(ax: Axes, result: TrialResult) -> list[Line2D]:
    """Draw the rate of each side with its interval, and write it above."""
    estimates = []
    sides = ((Arm.TREATED, result.treated, BLUE), (Arm.CONTROL, result.control, PAPER))
    for y, (arm, side, fill) in enumerate(sides):
        label = f"{SIDE_NAMES[arm]}: {format_rate(side.rate)}"
        ax.annotate(
            label,
            (0, y),
            xycoords=("axes fraction", "data"),
            xytext=(0, 9),
            textcoords="offset points",
            fontsize=SMALL,
        )
        if side.rate is not None:
            ax.plot([side.rate.low, side.rate.high], [y, y], color=INK, lw=1.0, clip_on=False)
            estimates += ax.plot(
                side.rate.per_week, y, "s", mfc=fill, mec=INK, mew=0.7, ms=5, clip_on=False
            )
    ax.set_xlim(left=0)
    ax.set_ylim(1.5, -0.9)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x", color=FAINT, lw=0.5)
    ax.set_axisbelow(True)
    ax.set_xlabel("episodes a week, with 95% intervals", fontsize=SMALL)
    return estimates
