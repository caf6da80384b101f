"""A whole year in one picture: a column a week, a row a weekday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from cramp_diary.charts.lettering import points_in_mm, width_mm, write
from cramp_diary.charts.style import (
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
from cramp_diary.wording.chart_texts import format_year

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from cramp_diary.analysis.summaries.calendar_years import CalendarYear
    from cramp_diary.analysis.summaries.monthly import CalendarDay

HEAD_MM, WEEKDAYS_MM, KEY_MM = 8.6, 8.0, 3.4
MOST_WEEKS = 54
"""A leap year whose second day begins a week touches so many."""

CELL_MM = 3.9
_SWATCH_MM = 3.4
_TWO_FIGURES = 99


def year_size() -> tuple[float, float]:
    """Return the mm that a year takes."""
    return WEEKDAYS_MM + MOST_WEEKS * CELL_MM, HEAD_MM + len(WEEKDAYS) * CELL_MM


def draw_year(ax: Axes, year: CalendarYear) -> dict[date, Rectangle]:
    """Draw a year; not recorded is hatched, and a day not reached has no cell.

    Returns
    -------
    dict
        The cell of each day that has one; positions in mm from the top left corner.
    """
    width, height = measured_in_mm(ax)
    across, down = (width - WEEKDAYS_MM) / MOST_WEEKS, (height - HEAD_MM) / len(WEEKDAYS)
    write(ax, (0, points_in_mm(BODY)), format_year(year), BODY, weight="bold")
    for row in range(len(WEEKDAYS)):
        name = WEEKDAYS[(year.week_starts_on + row) % 7][:3].capitalize()
        write(ax, (0, _baseline(HEAD_MM + row * down, down)), name, SMALL, color=MUTED)
    offset = (year.days[0].day.weekday() - year.week_starts_on) % 7
    cells = {}
    for n, day in enumerate(year.days, offset):
        corner = (WEEKDAYS_MM + n // 7 * across, HEAD_MM + n % 7 * down)
        if day.day.day == 1:
            _month(ax, day.day, (corner[0], HEAD_MM), (across, down))
        if day.reached:
            cells[day.day] = _cell(day, corner, (across, down))
            ax.add_patch(cells[day.day])
            _number(ax, day, corner, (across, down))
    return cells


def _month(ax: Axes, first: date, corner: tuple[float, float], size: tuple[float, float]) -> None:
    at = (corner[0] + size[0], corner[1] - 1.0)
    write(ax, at, f"{first:%b}", SMALL, color=MUTED)


def _cell(day: CalendarDay, corner: tuple[float, float], size: tuple[float, float]) -> Rectangle:
    fill, hatch = severity_look(day.worst_severity) if day.episodes else (PAPER, "")
    cell = Rectangle(corner, *size, facecolor=fill, edgecolor=RULE, lw=HAIRLINE, clip_on=False)
    cell.set_hatch(NOT_RECORDED_HATCH if day.episodes is None else hatch)
    return cell


def _number(
    ax: Axes, day: CalendarDay, corner: tuple[float, float], size: tuple[float, float]
) -> None:
    if day.episodes is None:
        return
    said = str(day.episodes) if day.episodes <= _TWO_FIGURES else f"{_TWO_FIGURES}+"
    at = (corner[0] + size[0] / 2, _baseline(corner[1], size[1]))
    if day.episodes:
        write(ax, at, said, SMALL, weight="bold", align="center")
    else:
        write(ax, at, said, SMALL, color=MUTED, align="center")


def _baseline(top: float, down: float) -> float:
    return top + down / 2 + points_in_mm(SMALL) * 0.36


def draw_year_key(ax: Axes) -> None:
    """Draw what fills and hatches mean, in one line."""
    measured_in_mm(ax)
    looks, lowest = (
        [("no cramps, confirmed", PAPER, ""), ("not recorded", PAPER, NOT_RECORDED_HATCH)],
        0,
    )
    for highest, fill in SEVERITY_FILLS:
        looks.append((f"worst severity {lowest}-{highest:g}", fill, ""))
        lowest = int(highest) + 1
    looks.append(("severity not given", PAPER, NOT_GIVEN_HATCH))
    left, baseline = 0.0, points_in_mm(SMALL)
    for words, fill, hatch in looks:
        corner = (left, baseline - 2.2)
        swatch = Rectangle(corner, _SWATCH_MM, 2.6, facecolor=fill, edgecolor=RULE, lw=HAIRLINE)
        swatch.set(hatch=hatch, clip_on=False)
        ax.add_patch(swatch)
        if not hatch and fill == PAPER:
            at = (left + _SWATCH_MM / 2, baseline)
            write(ax, at, "0", SMALL, color=MUTED, align="center")
        write(ax, (left + _SWATCH_MM + 1, baseline), words, SMALL, color=INK)
        left += _SWATCH_MM + 1 + width_mm(words, SMALL) + 4
