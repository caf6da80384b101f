"""One factor in levels: the rate at each, the counts behind it, and all days with their level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from cramp_diary.analysis.summaries.factor_levels import AMOUNTS_A_LEVEL, FEWEST_DAYS_A_LEVEL
from cramp_diary.charts.lettering import (
    fit_text,
    line_mm,
    replace_missing_glyphs,
    width_mm,
    write,
)
from cramp_diary.charts.style import (
    BODY,
    DARK_BLUE,
    FAINT,
    HAIRLINE,
    INK,
    LEVEL_SHADES,
    MUTED,
    ORANGE,
    PAPER,
    RULE,
    VERMILLION,
    draw_horizontal_grid,
    draw_rectangle,
    measured_in_mm,
)
from cramp_diary.core.when import format_short_month
from cramp_diary.wording.factor_levels import (
    COUNT_LABELS,
    LEVEL_LABEL,
    RATE_LABELS,
    format_level,
    format_level_counts,
    format_level_rate,
    format_levels_unit,
)
from cramp_diary.wording.formatting import format_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.collections import LineCollection
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    from cramp_diary.analysis.summaries.factor_levels import FactorLevels, LevelDay

LEVELS_LEFT_MM, LEVEL_MM = 27.0, 25.0
"""The space of the labels beside the levels, and the width of a level."""

DAYS_ROW_MM = 16.5
_CELL_MM = LEVEL_MM - 1.0
_BAR = 0.72
_SHADE_MM, _LINE_MM = 2.2, line_mm(BODY)
_MARKS_MM, _MOST_MARKED, _CELLS_MM = 3.0, 3, 4.2
_TITLE_MM, _MARK_MM, _OVER_CELLS_MM = 4.0, 1.2, 0.4
_CAP = 0.05


@dataclass(frozen=True, slots=True)
class LevelArtists:
    """What was drawn; x is the place of the level, y in episodes a recorded day."""

    bars: tuple[Rectangle, ...]
    whiskers: LineCollection
    going_on: Line2D
    line: Line2D
    band: PolyCollection


@dataclass(frozen=True, slots=True)
class DayArtists:
    """What was drawn, x and y in mm: runs of days of one level, and a mark for each cramp day."""

    runs: PolyCollection
    marks: PolyCollection


def shade_of(level: int, levels: int) -> str:
    """Return the shade of one of some levels: the lightest of the first, the darkest of the last.

    >>> [LEVEL_SHADES.index(shade_of(n, 3)) for n in range(3)]
    [0, 2, 4]
    """
    return LEVEL_SHADES[round(level * (len(LEVEL_SHADES) - 1) / max(levels - 1, 1))]


def draw_levels(ax: Axes, shown: FactorLevels) -> LevelArtists:
    """Draw the rate at each level, and the fitted curve with its band across them.

    Within the bar of a level the curve goes from the least of its amounts to the greatest. It has
    to have one. The axes have `LEVEL_MM` for each level.
    """
    levels, curve = shown.levels, shown.curve
    if curve is None:
        message = "without a ratio there is no curve"
        raise ValueError(message)
    top = _axis_top(shown)
    ax.set_xlim(-0.5, len(levels) - 0.5)
    ax.set_ylim(0, top)
    ax.set_xticks([])
    ax.yaxis.set_major_locator(MaxNLocator(5, steps=(1, 2, 2.5, 5, 10)))
    ax.tick_params(axis="y", labelsize=BODY)
    draw_horizontal_grid(ax)
    rated = [(n, level.rate) for n, level in enumerate(levels) if level.rate]
    places = [n for n, _ in rated]
    heights = [rate.per_day for _, rate in rated]
    bars = ax.bar(places, heights, _BAR, color=FAINT, edgecolor=DARK_BLUE, lw=1.0)
    inside = np.linspace(-_BAR / 2, _BAR / 2, AMOUNTS_A_LEVEL)
    along = np.concatenate([n + inside for n in range(len(levels))])
    lines = [curve.per_day, curve.low, curve.high]
    if shown.finding.risk_factor.yes_no:
        # Between no and yes there is nothing.
        ends = np.arange(AMOUNTS_A_LEVEL, len(along), AMOUNTS_A_LEVEL)
        along, *lines = (np.insert(each, ends, np.nan) for each in (along, *lines))
    band = ax.fill_between(along, lines[1], lines[2], color=ORANGE, alpha=0.45, lw=0)
    (line,) = ax.plot(along, lines[0], color=VERMILLION, lw=1.6)
    line.set_path_effects([withStroke(linewidth=3.0, foreground=PAPER)])
    lows, highs = [rate.low for _, rate in rated], [rate.high for _, rate in rated]
    whiskers = ax.vlines(places, lows, highs, color=INK, lw=1.0, zorder=4)
    _draw_caps(ax, places, lows)
    _draw_caps(ax, places, highs)
    beyond = [n for n, rate in rated if rate.high > top]
    (going_on,) = ax.plot(beyond, [top] * len(beyond), "^", color=INK, ms=3.5, clip_on=False)
    return LevelArtists(tuple(bars), whiskers, going_on, line, band)


def _draw_caps(ax: Axes, places: Sequence[int], ends: Sequence[float]) -> None:
    left, right = ([n + side * _CAP for n in places] for side in (-1, 1))
    ax.hlines(ends, left, right, color=INK, lw=1.0, zorder=4)


def _axis_top(shown: FactorLevels) -> float:
    """Return the end of the axis; wide intervals of few days, and a curve far above, go beyond."""
    rates = [(level.rate, level.days) for level in shown.levels if level.rate]
    highest = max(rate.per_day * 1.15 for rate, _ in rates)
    known = [rate.high * 1.05 for rate, days in rates if days >= FEWEST_DAYS_A_LEVEL]
    top = max([highest, *known])
    curve = float(shown.curve.per_day.max()) * 1.05 if shown.curve else 0.0
    return max(top, min(curve, 2 * top))


def table_mm(shown: FactorLevels) -> float:
    """Return the height of the table below the levels."""
    rows = 1 + len(COUNT_LABELS) + (len(RATE_LABELS) if shown.curve else 0)
    return _SHADE_MM + 1.0 + rows * _LINE_MM


def draw_level_table(ax: Axes, shown: FactorLevels) -> tuple[Rectangle, ...]:
    """Draw the shade of each level, its range and its counts; the rate only beside a curve.

    The axes begin `LEVELS_LEFT_MM` left of those of the levels. Returns the shades.
    """
    measured_in_mm(ax)
    labels = [LEVEL_LABEL, *COUNT_LABELS, *(RATE_LABELS if shown.curve else ())]
    first = _SHADE_MM + _LINE_MM
    for row, label in enumerate(labels):
        write(ax, (0, first + row * _LINE_MM), label, BODY, color=MUTED)
    ranges = [format_level(shown, level) for level in shown.levels]
    with_unit = [f"{each} {format_levels_unit(shown)}".rstrip() for each in ranges]
    if all(width_mm(replace_missing_glyphs(each), BODY) <= _CELL_MM for each in with_unit):
        ranges = with_unit
    shades = []
    for n, level in enumerate(shown.levels):
        middle = LEVELS_LEFT_MM + (n + 0.5) * LEVEL_MM
        corner = (middle - _BAR * LEVEL_MM / 2, 0.6)
        look = (shade_of(n, len(shown.levels)), "", DARK_BLUE)
        shades.append(draw_rectangle(ax, corner, (_BAR * LEVEL_MM, _SHADE_MM - 0.6), look))
        cells = [ranges[n], *format_level_counts(level)]
        if shown.curve:
            cells += format_level_rate(level.rate)
        for row, cell in enumerate(cells):
            at = (middle, first + row * _LINE_MM)
            write(ax, at, fit_text(cell, _CELL_MM, BODY), BODY, align="center")
    return tuple(shades)


def draw_days(ax: Axes, days: Sequence[LevelDay], levels: int, longest: int) -> DayArtists:
    """Draw a row of days: the shade of each one's level, and marks above those with cramps.

    Parameters
    ----------
    levels
        How many levels there are.
    longest
        The days of a row that has the whole width.
    """
    width, _ = measured_in_mm(ax)
    day_mm = width / longest
    top, base = _TITLE_MM + _MARKS_MM, _TITLE_MM + _MARKS_MM + _CELLS_MM
    write(ax, (0, _TITLE_MM - 1.2), format_days(days[0].day, days[-1].day), BODY, color=MUTED)
    frame = (0, len(days) * day_mm)
    ax.plot(frame, [top, top], color=RULE, lw=HAIRLINE)
    ax.plot(frame, [base, base], color=RULE, lw=HAIRLINE)
    runs, shades, marks, began = [], [], [], 0
    for n, day in enumerate(days):
        if n + 1 == len(days) or days[n + 1].level != day.level:
            if day.level is not None:
                runs.append(_corners(began * day_mm, (n + 1) * day_mm, top, base))
                shades.append(shade_of(day.level, levels))
            began = n + 1
        if day.episodes:
            tall = _MARKS_MM * min(day.episodes, _MOST_MARKED) / _MOST_MARKED
            middle, half = (n + 0.5) * day_mm, min(day_mm * 0.8, _MARK_MM) / 2
            over = top - _OVER_CELLS_MM
            marks.append(_corners(middle - half, middle + half, over - tall, over))
    _label_months(ax, days, day_mm, base)
    return DayArtists(_fill(ax, runs, shades), _fill(ax, marks, [INK]))


def _corners(left: float, right: float, top: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _fill(
    ax: Axes, shapes: Sequence[Sequence[tuple[float, float]]], fills: Sequence[str]
) -> PolyCollection:
    """Fill shapes without edges; a patch for each would take ten times as long on ten years."""
    drawn = PolyCollection(shapes, facecolors=fills or "none", lw=0, antialiased=False)
    ax.add_collection(drawn, autolim=False)
    return drawn


def _label_months(ax: Axes, days: Sequence[LevelDay], day_mm: float, base: float) -> None:
    """Mark where months begin, and name those for which there is room."""
    firsts = [n for n, day in enumerate(days) if day.day.day == 1]
    ax.vlines([n * day_mm for n in firsts], base, base + 1.0, color=MUTED, lw=HAIRLINE)
    free = 0.0
    for n in firsts:
        left, name = n * day_mm, format_short_month(days[n].day.month)
        end = left + 0.6 + width_mm(name, BODY)
        if left >= free and end <= len(days) * day_mm:
            write(ax, (left + 0.6, base + _LINE_MM - 0.4), name, BODY, color=MUTED)
            free = end + 1.5
