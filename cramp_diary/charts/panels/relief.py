"""Minutes until a cramp eased, by method: a median with its interval in each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from cramp_diary.charts.lettering import centred_baseline, points_in_mm, width_mm, write
from cramp_diary.charts.panels.forest import axes_beside_rows, draw_estimate, draw_interval
from cramp_diary.charts.style import (
    BODY,
    FAINT,
    GREEN,
    HAIRLINE,
    MUTED,
    PAPER,
    SMALL,
    draw_rule,
    measured_in_mm,
)
from cramp_diary.core.vocabulary import ReliefMethod
from cramp_diary.wording.relief import (
    CHART_HEADER,
    MINUTES_LABEL,
    format_minutes_to_relief,
    format_no_relief,
    format_timed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.text import Text

    from cramp_diary.analysis.summaries.relief import MethodRelief, ReliefSummary

RELIEF_ROOMY_ROW_MM = 5.5
RELIEF_HEADER_MM, RELIEF_AXIS_MM = 4.0, 7.6
_GAP_MM = 2.0


@dataclass(frozen=True, slots=True)
class ReliefArtists:
    """What was drawn, by row; medians and intervals are in the axes `scale`, whose x is minutes.

    Rows without an interval have none in `intervals`; `note` is the reason if nothing is drawn.
    """

    scale: Axes | None
    names: tuple[Text, ...]
    numbers: tuple[Text, ...]
    medians: dict[int, Line2D]
    intervals: dict[int, Line2D]
    note: Text | None


def relief_height(summary: ReliefSummary) -> float:
    """Return the height in mm with which every row has its greatest height."""
    return RELIEF_HEADER_MM + max(1, len(summary.methods)) * RELIEF_ROOMY_ROW_MM + RELIEF_AXIS_MM


def draw_relief(ax: Axes, summary: ReliefSummary) -> ReliefArtists:
    """Draw a row for each method, the most used first: how often it was timed, and its minutes.

    A hollow mark is a median of too few times for an interval. All eight methods take 36 mm.
    """
    _, height = measured_in_mm(ax)
    if not summary.methods:
        note = write(ax, (0, points_in_mm(BODY) + 1), format_no_relief(summary), BODY, color=MUTED)
        return ReliefArtists(None, (), (), {}, {}, note)
    rows = summary.methods
    row_mm = min(RELIEF_ROOMY_ROW_MM, (height - RELIEF_HEADER_MM - RELIEF_AXIS_MM) / len(rows))
    timed_end, median_end = _column_ends(rows)
    for end, head in zip((timed_end, median_end), CHART_HEADER, strict=True):
        write(ax, (end, RELIEF_HEADER_MM - 1.4), head, color=MUTED, align="right")
    names, numbers = [], []
    for n, method in enumerate(rows):
        top = RELIEF_HEADER_MM + n * row_mm
        draw_rule(ax, top)
        baseline = centred_baseline(top + row_mm / 2)
        names.append(write(ax, (0, baseline), method.method))
        write(ax, (timed_end, baseline), format_timed(method), align="right")
        minutes = format_minutes_to_relief(method)
        numbers.append(write(ax, (median_end, baseline), minutes, align="right"))
    scale = _minutes_axes(ax, rows, median_end + 2 * _GAP_MM, row_mm)
    medians, intervals = {}, {}
    for n, method in enumerate(rows):
        if method.minutes:
            median, low, high = method.minutes.median, method.minutes.low, method.minutes.high
            medians[n] = draw_estimate(scale, median, n, "o", PAPER if low is None else GREEN)
            medians[n].set_zorder(3)
            if low is not None and high is not None:
                intervals[n] = draw_interval(scale, (low, high), n)
    return ReliefArtists(scale, tuple(names), tuple(numbers), medians, intervals, None)


def _column_ends(rows: Sequence[MethodRelief]) -> tuple[float, float]:
    """Return where the two columns of figures end."""
    names = max(width_mm(method) for method in ReliefMethod)
    timed = max(width_mm(words) for words in (*map(format_timed, rows), CHART_HEADER[0]))
    medians = (*map(format_minutes_to_relief, rows), CHART_HEADER[1])
    timed_end = names + _GAP_MM + timed
    return timed_end, timed_end + 1.5 * _GAP_MM + max(width_mm(words) for words in medians)


def _minutes_axes(ax: Axes, rows: Sequence[MethodRelief], left: float, row_mm: float) -> Axes:
    sides = (left / ax.get_xlim()[1], 1.0)
    scale = axes_beside_rows(ax, sides, RELIEF_HEADER_MM, row_mm * len(rows))
    given = [method.minutes for method in rows if method.minutes]
    scale.set_xlim(0, max([m.high or m.median for m in given] + [1.0]) * 1.06)
    scale.set_ylim(len(rows) - 0.5, -0.5)
    scale.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    scale.grid(axis="x", color=FAINT, lw=HAIRLINE)
    scale.set_axisbelow(True)
    scale.set_xlabel(MINUTES_LABEL, size=SMALL, color=MUTED, labelpad=0.5)
    return scale
