"""What the calendars of a month and of a year share: the cell of a day, and the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from cramp_diary.charts.lettering import write
from cramp_diary.charts.style import (
    HAIRLINE,
    MUTED,
    NOT_RECORDED_HATCH,
    PAPER,
    RULE,
    SEVERITY_FILLS,
    SMALL,
    severity_look,
)
from cramp_diary.core.when import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from cramp_diary.analysis.summaries.monthly import CalendarDay

NO_CRAMPS_LABEL = "no cramps, confirmed"
WORST_SEVERITY_LABEL = "worst severity"
SWATCH_MM = 3.4


def short_weekday(week_starts_on: int, place: int) -> str:
    """Return the short name of a weekday by its place in the week.

    >>> short_weekday(6, 0), short_weekday(6, 1)
    ('Sun', 'Mon')
    """
    return WEEKDAYS[(week_starts_on + place) % 7][:3].capitalize()


def draw_day_cell(
    ax: Axes, day: CalendarDay, corner: tuple[float, float], size: tuple[float, float]
) -> Rectangle:
    """Draw the cell of a day, shaded by its worst severity, or hatched if it is not recorded."""
    fill, hatch = severity_look(day.worst_severity) if day.episodes else (PAPER, "")
    cell = Rectangle(corner, *size, facecolor=fill, edgecolor=RULE, lw=HAIRLINE, clip_on=False)
    cell.set_hatch(NOT_RECORDED_HATCH if day.episodes is None else hatch)
    ax.add_patch(cell)
    return cell


def severity_bands() -> Iterator[tuple[str, str]]:
    """Yield the severities that share a fill, as in "4-6", and the fill."""
    lowest = 0
    for highest, fill in SEVERITY_FILLS:
        yield f"{lowest}-{highest:g}", fill
        lowest = int(highest) + 1


def draw_swatch(ax: Axes, at: tuple[float, float], look: tuple[str, str]) -> float:
    """Draw a swatch of a fill and a hatch on a baseline; return where its label begins."""
    left, baseline = at
    fill, hatch = look
    corner = (left, baseline - 2.2)
    swatch = Rectangle(corner, SWATCH_MM, 2.6, facecolor=fill, edgecolor=RULE, lw=HAIRLINE)
    swatch.set_hatch(hatch)
    ax.add_patch(swatch)
    return left + SWATCH_MM + 1


def write_zero_in_swatch(ax: Axes, at: tuple[float, float]) -> None:
    """Write the 0 of a day without cramps into a swatch drawn at the same place."""
    left, baseline = at
    write(ax, (left + SWATCH_MM / 2, baseline), "0", SMALL, color=MUTED, align="center")
