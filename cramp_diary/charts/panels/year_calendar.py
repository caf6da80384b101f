"""Twelve months as a calendar: a column for each week, a row for each weekday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import centred_baseline, points_in_mm, write
from cramp_diary.charts.panels.calendar_cells import (
    draw_day_cell,
    draw_key_entry,
    severity_bands,
    write_zero_in_swatch,
)
from cramp_diary.charts.style import (
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
from cramp_diary.core.when import WEEKDAYS, days_into_week, format_short_month, list_weekdays
from cramp_diary.wording.chart_texts import (
    SEVERITY_NOT_GIVEN,
    WORST_SEVERITY_LABEL,
    format_year,
)
from cramp_diary.wording.formatting import NOT_RECORDED

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

    from cramp_diary.analysis.summaries.calendar_years import CalendarYear
    from cramp_diary.analysis.summaries.monthly import CalendarDay

HEAD_MM, WEEKDAYS_MM, YEAR_KEY_MM = 8.6, 8.0, 3.4
MOST_WEEKS = 54
"""The most weeks a year can lie in: a leap year whose second day begins a week."""

CELL_MM = 3.9
_KEY_GAP_MM, _MOST_SHOWN = 4.0, 99


def year_size() -> tuple[float, float]:
    """Return the width and height of a year in mm."""
    return WEEKDAYS_MM + MOST_WEEKS * CELL_MM, HEAD_MM + len(WEEKDAYS) * CELL_MM


def draw_year(ax: Axes, year: CalendarYear) -> dict[date, Rectangle]:
    """Draw twelve months; a day that is not recorded is hatched, one not reached has no cell.

    Returns
    -------
    dict
        The cell of each day that has one; positions in mm from the top left corner.
    """
    width, height = measured_in_mm(ax)
    across, down = (width - WEEKDAYS_MM) / MOST_WEEKS, (height - HEAD_MM) / len(WEEKDAYS)
    write(ax, (0, points_in_mm(BODY)), format_year(year), BODY, weight="bold")
    for row, weekday in enumerate(list_weekdays(year.week_starts_on)):
        beside = (0, centred_baseline(HEAD_MM + row * down + down / 2))
        write(ax, beside, weekday, color=MUTED)
    offset = days_into_week(year.days[0].day, year.week_starts_on)
    cells = {}
    for n, day in enumerate(year.days, offset):
        corner = (WEEKDAYS_MM + n // 7 * across, HEAD_MM + n % 7 * down)
        if day.day.day == 1:
            at = (corner[0] + across, HEAD_MM - 1.0)
            write(ax, at, format_short_month(day.day.month), color=MUTED)
        if day.reached:
            cells[day.day] = draw_day_cell(ax, day, corner, (across, down))
            _write_number(ax, day, corner, (across, down))
    return cells


def _write_number(
    ax: Axes, day: CalendarDay, corner: tuple[float, float], size: tuple[float, float]
) -> None:
    at = (corner[0] + size[0] / 2, centred_baseline(corner[1] + size[1] / 2))
    if day.episodes:
        number = str(day.episodes) if day.episodes <= _MOST_SHOWN else f"{_MOST_SHOWN}+"
        write(ax, at, number, weight="bold", align="center")
    elif day.episodes == 0:
        write(ax, at, "0", color=MUTED, align="center")


def draw_year_key(ax: Axes) -> None:
    """Draw what fills and hatches mean, in one line."""
    measured_in_mm(ax)
    entries = [
        (NO_CRAMPS, (PAPER, "")),
        (NOT_RECORDED, (PAPER, NOT_RECORDED_HATCH)),
        *((f"{WORST_SEVERITY_LABEL} {band}", (fill, "")) for band, fill in severity_bands()),
        (SEVERITY_NOT_GIVEN, (PAPER, NOT_GIVEN_HATCH)),
    ]
    left, baseline = 0.0, points_in_mm(SMALL)
    for label, look in entries:
        if label == NO_CRAMPS:
            write_zero_in_swatch(ax, (left, baseline))
        left = draw_key_entry(ax, (left, baseline), label, look, INK) + _KEY_GAP_MM
    for swatch in ax.patches:
        # The outermost edges would be cut in half.
        swatch.set_clip_on(False)
