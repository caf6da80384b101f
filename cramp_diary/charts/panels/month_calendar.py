"""A month as a calendar: how many episodes each day had, and how severe the worst was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from matplotlib.patches import Polygon

from cramp_diary.charts.lettering import points_in_mm, width_mm, write
from cramp_diary.charts.panels.calendar_cells import (
    draw_day_cell,
    draw_key_entry,
    severity_bands,
    write_zero_in_swatch,
)
from cramp_diary.charts.style import (
    BLUE,
    BODY,
    INK,
    MUTED,
    NOT_GIVEN_HATCH,
    NOT_RECORDED_HATCH,
    PAPER,
    SMALL,
    measured_in_mm,
)
from cramp_diary.core.vocabulary import NO_CRAMPS
from cramp_diary.core.when import days_into_week, list_weekdays
from cramp_diary.wording.chart_texts import WORST_SEVERITY_LABEL
from cramp_diary.wording.formatting import NOT_GIVEN, NOT_RECORDED
from cramp_diary.wording.page_labels import CHANGE_KEY

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

    from cramp_diary.analysis.summaries.monthly import CalendarDay

WEEKDAY_MM = 3.6
MONTH_KEY_MM = 7.6
TALLEST_ROW_MM = 6.6
_CHANGE_MM, _KEY_GAP_MM = 1.3, 2.6
_UNDER_NUMBER_MM = 0.8


def draw_month(
    ax: Axes, days: tuple[CalendarDay, ...], week_starts_on: int
) -> dict[date, Rectangle]:
    """Draw a row for each week of the month, with a key below.

    A day that is not recorded is hatched, one that is still to come has no cell, and a triangle
    marks the day of a medication change.

    Parameters
    ----------
    days
        All days of the month, in order.
    week_starts_on
        0 is Monday, 6 is Sunday.

    Returns
    -------
    dict
        The cell of each day that has one; positions in mm from the top left corner.
    """
    width, height = measured_in_mm(ax)
    offset = days_into_week(days[0].day, week_starts_on)
    weeks = -(-(offset + len(days)) // 7)
    weekdays = list_weekdays(week_starts_on)
    across = width / len(weekdays)
    down = min(TALLEST_ROW_MM, (height - WEEKDAY_MM - MONTH_KEY_MM) / weeks)
    for column, weekday in enumerate(weekdays):
        at = ((column + 0.5) * across, points_in_mm(SMALL))
        write(ax, at, weekday, color=MUTED, align="center")
    cells = {}
    for n, day in enumerate(days, offset):
        corner = (n % 7 * across, WEEKDAY_MM + n // 7 * down)
        at_date = (corner[0] + 0.8, corner[1] + 2.5)
        write(ax, at_date, str(day.day.day), color=INK if day.reached else MUTED)
        if day.reached:
            cells[day.day] = draw_day_cell(ax, day, corner, (across, down))
            if day.episodes is not None:
                _write_numbers(ax, day, (corner[0] + across - 0.5, corner[1] + down))
        if day.changes:
            _draw_change_mark(ax, (corner[0] + across - _CHANGE_MM - 0.3, corner[1] + 1.5))
    _draw_key(ax, WEEKDAY_MM + weeks * down + MONTH_KEY_MM)
    return cells


def _write_numbers(ax: Axes, day: CalendarDay, right_bottom: tuple[float, float]) -> None:
    right, bottom = right_bottom
    baseline = bottom - _UNDER_NUMBER_MM
    if day.worst_severity is not None:
        worst = f"({day.worst_severity:g})"
        write(ax, (right, baseline), worst, align="right")
        right -= width_mm(worst) + 0.4
    weight: Literal["normal", "bold"] = "bold" if day.episodes else "normal"
    color = INK if day.episodes else MUTED
    write(ax, (right, baseline), str(day.episodes), BODY, weight=weight, color=color, align="right")


def _draw_change_mark(ax: Axes, corner: tuple[float, float]) -> None:
    """Draw a triangle whose lower left corner is given."""
    left, bottom = corner
    tip = (left + _CHANGE_MM / 2, bottom - _CHANGE_MM)
    ax.add_patch(Polygon([corner, tip, (left + _CHANGE_MM, bottom)], facecolor=BLUE, lw=0))


def _draw_key(ax: Axes, height: float) -> None:
    first, second = height - MONTH_KEY_MM + 3.4, height - 0.6
    left = draw_key_entry(ax, (0, first), NO_CRAMPS) + _KEY_GAP_MM
    write_zero_in_swatch(ax, (0, first))
    not_recorded = (PAPER, NOT_RECORDED_HATCH)
    left = draw_key_entry(ax, (left, first), NOT_RECORDED, not_recorded) + _KEY_GAP_MM
    _draw_change_mark(ax, (left, first - 0.1))
    write(ax, (left + _CHANGE_MM + 0.8, first), CHANGE_KEY, color=MUTED)
    write(ax, (0, second), WORST_SEVERITY_LABEL, color=MUTED)
    left = width_mm(WORST_SEVERITY_LABEL) + 2.5
    for label, fill in severity_bands():
        left = draw_key_entry(ax, (left, second), label, (fill, "")) + _KEY_GAP_MM
    draw_key_entry(ax, (left, second), NOT_GIVEN, (PAPER, NOT_GIVEN_HATCH))
