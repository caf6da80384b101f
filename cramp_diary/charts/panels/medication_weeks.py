"""Medications by week: courses as bars, doses as ticks, and the episode rate below."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import (
    centred_baseline,
    fit_name,
    points_in_mm,
    replace_missing_glyphs,
    replace_name_glyphs,
    width_mm,
    write,
)
from cramp_diary.charts.panels.weekly import week_look
from cramp_diary.charts.style import (
    DARK_BLUE,
    FAINT,
    HAIRLINE,
    INK,
    LEAST_EDGED_MM,
    MUTED,
    RULE,
    SMALL,
    draw_rectangle,
    measured_in_mm,
)
from cramp_diary.core.when import format_short_month
from cramp_diary.wording.formatting import format_digits, format_left_out
from cramp_diary.wording.medication_weeks import (
    RATE_LABEL,
    format_nothing_taken,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

    from cramp_diary.analysis.summaries.medication_weeks import CourseDays, MedicationWeeks
    from cramp_diary.analysis.summaries.weekly import Week

MEDICATION_LEAST_ROW_MM, MEDICATION_ROOMY_ROW_MM = 2.9, 5.0
"""The least and the greatest height of a row."""

COURSE_FILL = "#BFE3D8"
DATES_MM, RATE_MM = 6.4, 13.0
_NAMES_SHARE, _MOST_NAMES_MM, _GAP_MM = 0.34, 46.0, 2.0
_NUMBER_MM = points_in_mm(SMALL) * 1.1
_BAR_SHARE = 0.72
_QUARTER_WEEKS = 13


@dataclass(frozen=True, slots=True)
class MedicationArtists:
    """What was drawn, in mm; `courses` and `doses` by row, `rates` by the index of the week."""

    names: tuple[Text, ...]
    courses: dict[int, tuple[Rectangle, ...]]
    doses: dict[int, Line2D]
    rates: dict[int, Rectangle]
    numbers: dict[int, Text]
    note: Text


@dataclass(frozen=True, slots=True)
class _DayScale:
    """Converts days to mm across the panel."""

    start: date
    left: float
    day_mm: float

    def at(self, day: date) -> float:
        return self.left + (day - self.start).days * self.day_mm


def medication_height(shown: MedicationWeeks) -> float:
    """Return the height in mm with which every row has its greatest height."""
    return max(1, len(shown.rows)) * MEDICATION_ROOMY_ROW_MM + RATE_MM + DATES_MM


def draw_medications(ax: Axes, shown: MedicationWeeks) -> MedicationArtists:
    """Draw a row for each medication and, below on the same weeks, the episode rate.

    Rows use the height there is; a last row counts the medications that do not fit. Twelve rows
    take 55 mm.
    """
    width, height = measured_in_mm(ax)
    names_mm = min(width * _NAMES_SHARE, _MOST_NAMES_MM, _names_width(shown))
    taken = draw_taken(ax, shown, names_mm, height - RATE_MM - DATES_MM)
    days = _day_scale(ax, shown, names_mm)
    base = height - DATES_MM
    _write_dates(ax, shown.weeks, days, base)
    rates, numbers = _draw_rates(ax, shown.weeks, days, base)
    return replace(taken, rates=rates, numbers=numbers)


def draw_taken(ax: Axes, shown: MedicationWeeks, names_mm: float, room: float) -> MedicationArtists:
    """Draw only the rows, in `room` mm of axes measured in mm; the names take `names_mm`."""
    days = _day_scale(ax, shown, names_mm)
    most = max(1, int(room / MEDICATION_LEAST_ROW_MM + 1e-6))
    rows = shown.rows if len(shown.rows) <= most else shown.rows[: most - 1]
    left_out = format_left_out(len(shown.rows) - len(rows), "medication")
    row_mm = min(MEDICATION_ROOMY_ROW_MM, room / max(1, len(rows) + bool(left_out)))
    week_lines = [days.at(week.start) for week in shown.weeks]
    ax.vlines(week_lines, 0, len(rows) * row_mm, color=FAINT, lw=HAIRLINE, zorder=0)
    names, courses, doses = [], {}, {}
    for n, row in enumerate(rows):
        top = n * row_mm
        name = fit_name(row.medication, names_mm - _GAP_MM)
        names.append(write(ax, (0, centred_baseline(top + row_mm / 2)), name))
        courses[n] = tuple(_draw_course(ax, c, days, top, row_mm) for c in row.courses)
        for course in row.courses:
            _write_dose(ax, course, row.dose_days, days, centred_baseline(top + row_mm / 2))
        doses[n] = _draw_doses(ax, row.dose_days, days, top, row_mm)
    under = centred_baseline(len(rows) * row_mm + row_mm / 2)
    note = write(ax, (0, under), left_out or format_nothing_taken(shown), color=MUTED)
    return MedicationArtists(tuple(names), courses, doses, {}, {}, note)


def _day_scale(ax: Axes, shown: MedicationWeeks, names_mm: float) -> _DayScale:
    across = ax.get_xlim()[1] - names_mm
    return _DayScale(shown.start, names_mm, across / (shown.end - shown.start).days)


def _names_width(shown: MedicationWeeks) -> float:
    names = (replace_name_glyphs(row.medication) for row in shown.rows)
    return max(width_mm(words) for words in (*names, RATE_LABEL)) + _GAP_MM


def _draw_course(
    ax: Axes, course: CourseDays, days: _DayScale, top: float, row_mm: float
) -> Rectangle:
    left, right = days.at(course.start), days.at(course.end)
    thick = row_mm * _BAR_SHARE
    corner = (left, top + (row_mm - thick) / 2)
    bar = draw_rectangle(ax, corner, (right - left, thick), (COURSE_FILL, "", INK))
    bar.set_clip_on(True)
    middle = top + row_mm / 2
    for goes_on, at, arrow in ((course.begun_before, left, "<"), (course.goes_on, right, ">")):
        if goes_on:
            ax.plot(at, middle, arrow, color=INK, ms=3, mew=0, clip_on=False)
    return bar


def _write_dose(
    ax: Axes, course: CourseDays, dose_days: Sequence[date], days: _DayScale, baseline: float
) -> None:
    """Write the dose of a course into its bar, if there is room and no tick would cross it."""
    dose, left = replace_missing_glyphs(course.dose), days.at(course.start) + _GAP_MM * 0.7
    right = left + width_mm(dose)
    ticks = (days.at(day) for day in dose_days)
    if right < days.at(course.end) and not any(left - 1 < at < right + 1 for at in ticks):
        write(ax, (left, baseline), dose)


def _draw_doses(
    ax: Axes, dose_days: Sequence[date], days: _DayScale, top: float, row_mm: float
) -> Line2D:
    at = [days.at(day) + days.day_mm / 2 for day in dose_days]
    ticks = ax.plot(at, [top + row_mm / 2] * len(at), "|", color=DARK_BLUE)[0]
    # No wider than a day, so that ticks of many weeks do not merge into a bar.
    ticks.set_markeredgewidth(min(1.0, 0.8 * days.day_mm / points_in_mm(1)))
    ticks.set_markersize(row_mm * _BAR_SHARE / points_in_mm(1))
    return ticks


def _write_dates(ax: Axes, weeks: Sequence[Week], days: _DayScale, base: float) -> None:
    """Write the day of each week, with the month where it is new; month and year of many weeks."""
    narrow, wide = width_mm("00") + 0.8, width_mm("0000") + 1.5
    steps = ((1, narrow), (2, narrow), (4, wide), (13, wide), (26, wide), (52, wide))
    every = next((n for n, room in steps if 7 * n * days.day_mm >= room), len(weeks))
    line = points_in_mm(SMALL) * 1.15
    last, free = "", 0.0
    for week in weeks[::every]:
        left, month = days.at(week.start), format_short_month(week.start.month)
        above, below = str(week.start.day), month
        if every >= _QUARTER_WEEKS:
            above, below = month, str(week.start.year)
        if left + width_mm(below) > ax.get_xlim()[1] and week is not weeks[0]:
            break
        write(ax, (left, base + line), above, color=MUTED)
        if below != last and left >= free:
            write(ax, (left, base + 2 * line), below, color=MUTED)
            last, free = below, left + width_mm(below) + 0.8


def _draw_rates(
    ax: Axes, weeks: Sequence[Week], days: _DayScale, base: float
) -> tuple[dict[int, Rectangle], dict[int, Text]]:
    """Draw a bar for each week with its rate above; a week without a recorded day is hatched."""
    room = RATE_MM - _NUMBER_MM - 1.6
    highest = max([week.rate.per_week for week in weeks if week.rate] + [1.0])
    write(ax, (0, base - 0.4), RATE_LABEL, color=MUTED)
    ax.plot([days.left, days.left + len(weeks) * 7 * days.day_mm], [base, base], color=RULE, lw=0.8)
    bars = {}
    across = 7 * days.day_mm * _BAR_SHARE
    edge_width = HAIRLINE if across >= LEAST_EDGED_MM else 0.0
    for n, week in enumerate(weeks):
        left = days.at(week.start) + (7 * days.day_mm - across) / 2
        tall = room * week.rate.per_week / highest if week.rate else room / 2
        bars[n] = draw_rectangle(ax, (left, base - tall), (across, tall), week_look(week))
        bars[n].set(linewidth=edge_width if tall else 1.8, clip_on=True)
    return bars, _write_rates(ax, weeks, bars, 7 * days.day_mm)


def _write_rates(
    ax: Axes, weeks: Sequence[Week], bars: dict[int, Rectangle], week_mm: float
) -> dict[int, Text]:
    """Write each rate above its bar, or only the highest where weeks are narrow."""
    rates = {n: week.rate.per_week for n, week in enumerate(weeks) if week.rate}
    numbers = {n: format_digits(rate) for n, rate in rates.items()}
    if any(width_mm(number) > week_mm - 0.4 for number in numbers.values()):
        numbers = {n: numbers[n] for n in [max(rates, key=lambda n: rates[n])]}
    return {
        n: write(
            ax,
            (bars[n].get_x() + bars[n].get_width() / 2, bars[n].get_y() - 0.7),
            number,
            align="center",
        )
        for n, number in numbers.items()
    }
