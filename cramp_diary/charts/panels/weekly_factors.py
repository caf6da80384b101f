"""One factor week by week: a lane below the chart of weeks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import fit_name, fit_text, width_mm, write
from cramp_diary.charts.panels.weekly import WEEKS_LEFT_MM, weeks_below_mm
from cramp_diary.charts.style import (
    DARK_BLUE,
    LIGHT_BLUE,
    MUTED,
    Box,
    draw_rectangle,
    measured_in_mm,
    panel,
)
from cramp_diary.wording.weekly_factors import (
    LANE_DAYS_LABEL,
    format_lane_unit,
    format_lane_value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    from cramp_diary.analysis.summaries.weekly_factors import FactorWeeks

LANE_MM = 18.5
_NAME_MM, _BASE_MM, _HIGHEST_MM, _DAYS_MM = 4.0, 14.0, 5.8, 17.3
_BAR_WIDTH, _GAP_MM, _SPACE_MM = 0.72, 0.7, 1.5


@dataclass(frozen=True, slots=True)
class LaneArtists:
    """What was drawn; the bars are in the order of the weeks with a recorded day."""

    bars: tuple[Rectangle, ...]


def draw_lanes(figure: Figure, weeks: Box, lanes: Sequence[FactorWeeks], shown: slice) -> None:
    """Draw the lanes of some weeks below the axes of these weeks, one under the other.

    Parameters
    ----------
    weeks
        The box of the axes of the weeks, without their labels.
    shown
        Which weeks of the lanes.
    """
    left, width = weeks.left - WEEKS_LEFT_MM, weeks.width + WEEKS_LEFT_MM
    top = weeks.top + weeks.height + weeks_below_mm()
    for n, lane in enumerate(lanes):
        ax = panel(figure, Box(left, top + n * LANE_MM, width, LANE_MM))
        draw_lane(ax, replace(lane, weeks=lane.weeks[shown]), lane.highest)


def draw_lane(ax: Axes, lane: FactorWeeks, highest: float) -> LaneArtists:
    """Draw a bar for each week with a recorded day, above it the mean, below it the days.

    The axes reach `WEEKS_LEFT_MM` further left than those of the weeks. `highest` is the mean that
    has the tallest bar, the same in all rows of a figure.
    """
    width, _ = measured_in_mm(ax)
    item = (width - WEEKS_LEFT_MM) / len(lane.weeks)
    unit = format_lane_unit(lane)
    name = fit_name(lane.risk_factor.exposure, max(width - width_mm(unit) - 4, WEEKS_LEFT_MM))
    write(ax, (0, _NAME_MM), name, weight="bold")
    beside = width_mm(name, weight="bold") + _SPACE_MM
    write(ax, (beside, _NAME_MM), fit_text(unit, width - beside), color=MUTED)
    if lane.recorded:
        write(ax, (0, _DAYS_MM), LANE_DAYS_LABEL, color=MUTED)
    bars = []
    for n, week in enumerate(lane.weeks):
        if week.mean is None:
            continue
        middle = WEEKS_LEFT_MM + (n + 0.5) * item
        tall = _HIGHEST_MM * max(week.mean, 0) / highest if highest else 0.0
        corner = (middle - item * _BAR_WIDTH / 2, _BASE_MM - tall)
        look = (LIGHT_BLUE, "", DARK_BLUE)
        bars.append(draw_rectangle(ax, corner, (item * _BAR_WIDTH, tall), look))
        value = format_lane_value(lane, week)
        write(ax, (middle, corner[1] - _GAP_MM), value, align="center")
        write(ax, (middle, _DAYS_MM), str(week.recorded_days), color=MUTED, align="center")
    return LaneArtists(tuple(bars))
