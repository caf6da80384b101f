"""The hours at which episodes began, from noon to noon so that a night is not split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from cramp_diary.analysis.summaries.hours import HOURS_PER_DAY
from cramp_diary.charts.style import (
    FAINT,
    HAIRLINE,
    INK,
    MUTED,
    SMALL,
    STATE_LOOKS,
    draw_horizontal_grid,
    size_in_mm,
)
from cramp_diary.wording.chart_texts import HOUR_LABELS, NIGHT_LABEL, STATE_NOT_GIVEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

    from cramp_diary.core.vocabulary import State

NOON_HOUR = 12
NIGHT = (22, 6)
HOURS_BELOW_MM = 13.5
"""The height of the hours and the key below the axes."""

_KEY_MM = 6.0


def hours_after_noon(hour: int) -> int:
    """Return how many hours after noon an hour begins, which is its place on the axis.

    >>> hours_after_noon(12), hours_after_noon(0), hours_after_noon(11)
    (0, 12, 23)
    """
    return (hour - NOON_HOUR) % HOURS_PER_DAY


def draw_hours(
    ax: Axes, hours: Mapping[State | None, tuple[int, ...]]
) -> dict[State | None, tuple[Rectangle, ...]]:
    """Draw episodes by hour, stacked by state; the night from 22:00 to 06:00 is shaded.

    Parameters
    ----------
    hours
        Episodes in each of the 24 hours from midnight, by state; ``None`` is state not given.

    Returns
    -------
    dict
        The 24 bars of each state from midnight; x is hours after noon.
    """
    ax.axvspan(*map(hours_after_noon, NIGHT), color=FAINT, lw=0, zorder=0)
    _label_axes(ax, max(map(sum, zip(*hours.values(), strict=True))))
    at = [hours_after_noon(hour) + 0.5 for hour in range(HOURS_PER_DAY)]
    stacked = [0] * HOURS_PER_DAY
    drawn = {}
    for state, counts in hours.items():
        fill, hatch = STATE_LOOKS[state]
        bars = ax.bar(
            at,
            counts,
            0.86,
            stacked,
            color=fill,
            # A hatch takes as long for an empty bar as for a tall one.
            hatch=[hatch if count else "" for count in counts],
            edgecolor=INK,
            lw=[HAIRLINE if count else 0 for count in counts],
        )
        stacked = [below + count for below, count in zip(stacked, counts, strict=True)]
        drawn[state] = tuple(bars)
    _draw_key(ax, list(hours))
    return drawn


def _label_axes(ax: Axes, most: int) -> None:
    ax.set_xlim(0, HOURS_PER_DAY)
    ax.set_ylim(0, most * 1.12)
    ax.set_xticks(range(0, HOURS_PER_DAY + 1, 6), labels=HOUR_LABELS)
    # The first and the last label stay within the axes.
    first, *_, last = ax.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    ax.tick_params(axis="x", labelcolor=INK)
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    draw_horizontal_grid(ax)
    ax.text(
        sum(map(hours_after_noon, NIGHT)) / 2,
        1.01,
        NIGHT_LABEL,
        size=SMALL,
        color=MUTED,
        ha="center",
        va="bottom",
        transform=ax.get_xaxis_transform(),
    )


def _draw_key(ax: Axes, states: list[State | None]) -> None:
    _, height = size_in_mm(ax)
    looks = [STATE_LOOKS[state] for state in states]
    ax.legend(
        # Not the swatches of the bars: a bar without an episode has no edge.
        [Patch(facecolor=fill, hatch=hatch, edgecolor=INK, lw=HAIRLINE) for fill, hatch in looks],
        [str(state or STATE_NOT_GIVEN) for state in states],
        loc="upper left",
        bbox_to_anchor=(0, -_KEY_MM / height),
        ncols=3,
        frameon=False,
        fontsize=SMALL,
        borderpad=0,
        borderaxespad=0,
        labelspacing=0.5,
        handlelength=1.6,
        columnspacing=1.6,
        handletextpad=0.6,
    )
