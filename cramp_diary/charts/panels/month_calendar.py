"""The month day by day: how many episodes, and how bad the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Polygon, Rectangle

from cramp_diary.charts.lettering import points_in_mm, width_mm, write
from cramp_diary.charts.style import (
    BLUE,
    BODY,
    HAIRLINE,
    INK,
    MUTED,
    NOT_GIVEN_HATCH,
    NOT_RECORDED_HATCH,
    PAPER,
    RULE,
    SEVERITY_FILLS,
    SMALL,
    measured_in_mm,
    severity_look,
)
from cramp_diary.core.when import WEEKDAYS
from cramp_diary.wording.page_labels import CHANGE_KEY

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from cramp_diary.analysis.summaries.monthly import CalendarDay

WEEKDAY_MM = 3.6
KEY_MM = 7.6
TALLEST_MM = 6.6
_SWATCH_MM = 3.4
_CHANGE_MM = 1.7


def draw_calendar(
    ax: Axes, days: tuple[CalendarDay, ...], week_starts_on: int
) -> dict[date, Rectangle]:
    """Draw a grid of weeks, as many as the month has.

    Not recorded is hatched, a day not reached yet has no cell, and a triangle stands on the day
    of a medication change.

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
    offset = (days[0].day.weekday() - week_starts_on) % 7
    weeks = -(-(offset + len(days)) // 7)
    across = width / len(WEEKDAYS)
    down = min(TALLEST_MM, (height - WEEKDAY_MM - KEY_MM) / weeks)
    for column in range(len(WEEKDAYS)):
        name = WEEKDAYS[(week_starts_on + column) % 7][:3].capitalize()
        at = ((column + 0.5) * across, points_in_mm(SMALL))
        write(ax, at, name, SMALL, color=MUTED, align="center")
    cells = {}
    for n, day in enumerate(days, offset):
        corner = (n % 7 * across, WEEKDAY_MM + n // 7 * down)
        at_date = (corner[0] + 0.9, corner[1] + 2.7)
        write(ax, at_date, str(day.day.day), SMALL, color=INK if day.reached else MUTED)
        if day.reached:
            cells[day.day] = _cell(day, corner, (across, down))
            ax.add_patch(cells[day.day])
            _fill_in(ax, day, (corner[0] + across - 0.9, corner[1]), down)
        if day.changes:
            beside = width_mm(str(day.day.day), SMALL) + 0.7
            _change_mark(ax, (at_date[0] + beside, at_date[1]))
    _key(ax, WEEKDAY_MM + weeks * down + KEY_MM)
    return cells


def _cell(day: CalendarDay, corner: tuple[float, float], size: tuple[float, float]) -> Rectangle:
    fill, hatch = severity_look(day.worst_severity) if day.episodes else (PAPER, "")
    cell = Rectangle(corner, *size, facecolor=fill, edgecolor=RULE, lw=HAIRLINE, clip_on=False)
    cell.set_hatch(NOT_RECORDED_HATCH if day.episodes is None else hatch)
    return cell


def _fill_in(ax: Axes, day: CalendarDay, right_top: tuple[float, float], down: float) -> None:
    right, top = right_top
    if day.episodes == 0:
        write(ax, (right, top + down / 2 + 1), "0", BODY, color=MUTED, align="right")
    elif day.episodes:
        write(ax, (right, top + 2.7), str(day.episodes), BODY + 1, weight="bold", align="right")
    if day.worst_severity is not None:
        worst = f"worst {day.worst_severity:g}"
        write(ax, (right, top + down - 0.7), worst, SMALL, align="right")


def _change_mark(ax: Axes, corner: tuple[float, float]) -> None:
    """Draw a triangle whose lower left corner is given."""
    left, bottom = corner
    tip = (left + _CHANGE_MM / 2, bottom - _CHANGE_MM)
    ax.add_patch(Polygon([corner, tip, (left + _CHANGE_MM, bottom)], facecolor=BLUE, lw=0))


def _key(ax: Axes, height: float) -> None:
    first, second = height - KEY_MM + 3.4, height - 0.6
    left = _entry(ax, (0, first), "no cramps, confirmed", PAPER)
    write(ax, (_SWATCH_MM / 2, first), "0", SMALL, color=MUTED, align="center")
    left = _entry(ax, (left, first), "not recorded", PAPER, NOT_RECORDED_HATCH)
    _change_mark(ax, (left, first - 0.1))
    write(ax, (left + _CHANGE_MM + 0.8, first), CHANGE_KEY, SMALL, color=MUTED)
    write(ax, (0, second), "worst severity", SMALL, color=MUTED)
    left, lowest = width_mm("worst severity", SMALL) + 2.5, 0
    for highest, fill in SEVERITY_FILLS:
        left = _entry(ax, (left, second), f"{lowest}-{highest:g}", fill)
        lowest = int(highest) + 1
    _entry(ax, (left, second), "not given", PAPER, NOT_GIVEN_HATCH)


def _entry(ax: Axes, at: tuple[float, float], words: str, fill: str, hatch: str = "") -> float:
    """Draw a swatch with its words; return where the next begins."""
    left, baseline = at
    corner = (left, baseline - 2.2)
    swatch = Rectangle(corner, _SWATCH_MM, 2.6, facecolor=fill, edgecolor=RULE, lw=HAIRLINE)
    swatch.set_hatch(hatch)
    ax.add_patch(swatch)
    write(ax, (left + _SWATCH_MM + 1, baseline), words, SMALL, color=MUTED)
    return left + _SWATCH_MM + 1 + width_mm(words, SMALL) + 3
