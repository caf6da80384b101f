"""What the calendars of a month and of a year share: the cell of a day, and the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import width_mm, write
from cramp_diary.charts.style import (
    MUTED,
    NOT_RECORDED_HATCH,
    PAPER,
    RULE,
    SEVERITY_FILLS,
    draw_rectangle,
    severity_look,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

    from cramp_diary.analysis.summaries.monthly import CalendarDay

SWATCH_MM = 3.4


def draw_day_cell(
    ax: Axes, day: CalendarDay, corner: tuple[float, float], size: tuple[float, float]
) -> Rectangle:
    """Draw the cell of a day, shaded by its worst severity, or hatched if it is not recorded."""
    fill, hatch = severity_look(day.worst_severity) if day.episodes else (PAPER, "")
    if day.episodes is None:
        hatch = NOT_RECORDED_HATCH
    return draw_rectangle(ax, corner, size, (fill, hatch, RULE))


def severity_bands() -> Iterator[tuple[str, str]]:
    """Yield the severities that share a fill, as in "4-6", and the fill."""
    lowest = 0
    for highest, fill in SEVERITY_FILLS:
        yield f"{lowest}-{highest:g}", fill
        lowest = int(highest) + 1


def draw_key_entry(
    ax: Axes,
    at: tuple[float, float],
    label: str,
    look: tuple[str, str] = (PAPER, ""),
    color: str = MUTED,
) -> float:
    """Draw a swatch of a fill and a hatch, and its label on a baseline; return where that ends."""
    left, baseline = at
    swatch = draw_rectangle(ax, (left, baseline - 2.2), (SWATCH_MM, 2.6), (*look, RULE))
    swatch.set_clip_on(True)
    label_left = left + SWATCH_MM + 1
    write(ax, (label_left, baseline), label, color=color)
    return label_left + width_mm(label)


def write_zero_in_swatch(ax: Axes, at: tuple[float, float]) -> None:
    """Write the 0 of a day without cramps into the swatch of a key entry at the same place."""
    left, baseline = at
    write(ax, (left + SWATCH_MM / 2, baseline), "0", color=MUTED, align="center")
