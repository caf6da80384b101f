"""The water of each day, against the goal if there is one, with the cramps of the day below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from cramp_diary.charts.lettering import centred_baseline, points_in_mm, width_mm, write
from cramp_diary.charts.style import (
    BLUE,
    BODY,
    DARK_BLUE,
    DAY_LOOKS,
    FEW_DAYS_HATCH,
    HAIRLINE,
    INK,
    LEAST_EDGED_MM,
    LIGHT_BLUE,
    MUTED,
    SMALL,
    draw_horizontal_grid,
    draw_rectangle,
    size_in_mm,
)
from cramp_diary.core.when import format_short_month
from cramp_diary.wording.chart_texts import GOAL_LABEL, WATER_STRIP, format_no_water
from cramp_diary.wording.formatting import format_short_date

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

    from cramp_diary.analysis.summaries.water import WaterDay, WaterDays

WATER_LEFT_MM, WATER_BELOW_MM, WATER_RIGHT_MM = 15.0, 13.0, 9.0
"""The space that labels and the strip of cramps need outside the axes."""

CRAMPS_STRIP_TOP_MM, CRAMPS_STRIP_MM = 1.2, 3.2
_BAR_WIDTH = 0.8
_EMPTY_AXIS_ML = 1000.0
_LEAST_STEP_MM = 12.0
_QUARTER_DAYS = 91
_GOAL_REACHED, _GOAL_MISSED = (BLUE, "", DARK_BLUE), (LIGHT_BLUE, FEW_DAYS_HATCH, DARK_BLUE)


@dataclass(frozen=True, slots=True)
class WaterArtists:
    """What was drawn, by day; x is the index of the day, and only recorded water has a bar.

    Without a goal there is no line, and no bar is hatched.
    """

    bars: dict[date, Rectangle]
    cramps: dict[date, Rectangle]
    goal: Line2D | None
    note: Text | None


def water_axis_top(water: WaterDays) -> float:
    """Return the end of the axis, in ml."""
    return max([*water.given_ml, water.goal_ml or 0]) * 1.1 or _EMPTY_AXIS_ML


def draw_water(ax: Axes, water: WaterDays, top: float | None = None) -> WaterArtists:
    """Draw a bar a day, a line at the goal if there is one, and below the cramps of each day.

    The axis ends at `top` ml, by default `water_axis_top`. Labels need `WATER_LEFT_MM`,
    `WATER_RIGHT_MM` and `WATER_BELOW_MM` outside the axes.
    """
    ax.set_xlim(-0.5, len(water.days) - 0.5)
    ax.set_ylim(0, top or water_axis_top(water))
    _label_axes(ax, water)
    edge = HAIRLINE if size_in_mm(ax)[0] / len(water.days) >= LEAST_EDGED_MM else 0.0
    bars = {}
    for n, day in enumerate(water.days):
        if day.water_ml is not None:
            is_short = water.goal_ml is not None and not water.reaches_goal(day.water_ml)
            look = _GOAL_MISSED if is_short else _GOAL_REACHED
            corner, size = (n - _BAR_WIDTH / 2, 0), (_BAR_WIDTH, day.water_ml)
            bars[day.day] = draw_rectangle(ax, corner, size, look)
            # A recorded zero is a visible line, a day without water recorded has no bar.
            bars[day.day].set(lw=edge if day.water_ml else 2.0, clip_on=True)
    note = None
    if not bars:
        at = (-0.3, ax.get_ylim()[1] / 2.2)
        note = write(ax, at, format_no_water(water), BODY, color=MUTED)
    return WaterArtists(bars, _draw_cramps_strip(ax, water), _draw_goal(ax, water), note)


def _draw_goal(ax: Axes, water: WaterDays) -> Line2D | None:
    if water.goal_ml is None:
        return None
    at = (len(water.days) - 0.5, water.goal_ml)
    ax.annotate(GOAL_LABEL, at, (3, 0), textcoords="offset points", size=SMALL, va="center")
    return ax.axhline(water.goal_ml, color=INK, lw=1.0, dashes=(4, 2))


def _label_axes(ax: Axes, water: WaterDays) -> None:
    unit_ml = water.settings.unit_ml
    low, high = (end / unit_ml for end in ax.get_ylim())
    rounds = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(low, high)
    ax.set_yticks([n * unit_ml for n in rounds if low <= n <= high])
    ax.yaxis.set_major_formatter(lambda ml, _: water.settings.format_volume(ml))
    draw_horizontal_grid(ax)
    width, _ = size_in_mm(ax)
    day_mm = width / len(water.days)
    every = next(n for n in (1, 2, 7, 14, 28, 91, 182, 364, 10**6) if n * day_mm >= _LEAST_STEP_MM)
    places = range(0, len(water.days), every)
    labels = {n: _format_tick(water.days[n].day, every) for n in places}
    room = {n: (len(water.days) - n) * day_mm for n in places}
    shown = [n for n in places if width_mm(labels[n]) <= room[n]]
    # Each label begins with the bar of its day, and ends within the axes.
    ax.set_xticks([n - _BAR_WIDTH / 2 for n in shown], labels=[labels[n] for n in shown])
    pad = (CRAMPS_STRIP_TOP_MM + CRAMPS_STRIP_MM) / points_in_mm(1) + 2
    ax.tick_params(axis="x", length=0, pad=pad, labelcolor=INK)
    for label in ax.get_xticklabels():
        label.set_horizontalalignment("left")


def _format_tick(day: date, every: int) -> str:
    """Format the date of a tick, by months where the ticks are quarters of a year apart."""
    if every >= _QUARTER_DAYS:
        return f"{format_short_month(day.month)} {day.year}"
    return format_short_date(day)


def _draw_cramps_strip(ax: Axes, water: WaterDays) -> dict[date, Rectangle]:
    """Draw a cell for each day: its cramps, with the number if it fits, none, or not recorded."""
    width, height = size_in_mm(ax)
    low, high = ax.get_ylim()
    mm = (high - low) / height
    top = low - CRAMPS_STRIP_TOP_MM * mm
    day_mm = width / len(water.days)
    cells = {}
    for n, day in enumerate(water.days):
        fill, hatch, _ = DAY_LOOKS[_day_kind(day)]
        corner, size = (n - 0.5, top - CRAMPS_STRIP_MM * mm), (1, CRAMPS_STRIP_MM * mm)
        cells[day.day] = draw_rectangle(ax, corner, size, (fill, hatch, MUTED))
        cells[day.day].set_linewidth(0.3 if day_mm >= LEAST_EDGED_MM else 0)
        number = str(day.episodes or "")
        if width_mm(number, SMALL, "bold") < day_mm:
            at = (n, top - centred_baseline(CRAMPS_STRIP_MM / 2) * mm)
            write(ax, at, number, weight="bold", align="center")
    left = -0.5 - WATER_LEFT_MM / width * len(water.days)
    write(ax, (left, top - CRAMPS_STRIP_MM * mm * 0.8), WATER_STRIP, color=MUTED)
    return cells


def _day_kind(day: WaterDay) -> str:
    if day.episodes is None:
        return "not recorded"
    return "cramps" if day.episodes else "no cramps"
