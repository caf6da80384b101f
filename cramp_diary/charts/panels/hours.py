"""The hours at which episodes began, noon to noon so that a night is in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from cramp_diary.charts.style import FAINT, HAIRLINE, INK, MUTED, SMALL, STATE_LOOKS, size_in_mm
from cramp_diary.wording.chart_texts import STATE_NOT_GIVEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

    from cramp_diary.core.vocabulary import State

NOON = 12
HOURS = 24
NIGHT = (22, 6)
BELOW_MM = 13.5
"""The room that hours and key take below the axes."""

_KEY_MM = 6.0


def place_of(hour: int) -> int:
    """Return where an hour begins on the axis: 12 at the left end, 0 in the middle.

    >>> place_of(12), place_of(0), place_of(11)
    (0, 12, 23)
    """
    return (hour - NOON) % HOURS


def draw_hours(
    ax: Axes, hours: Mapping[State | None, tuple[int, ...]]
) -> dict[State | None, tuple[Rectangle, ...]]:
    """Draw episodes by hour, stacked by state, the night from 22:00 to 06:00 shaded.

    Parameters
    ----------
    hours
        Episodes in each of the 24 hours from midnight, by state; ``None`` is state not given.

    Returns
    -------
    dict
        The 24 bars of each state from midnight; x is hours after noon.
    """
    begins, ends = (place_of(hour) for hour in NIGHT)
    ax.axvspan(begins, ends, color=FAINT, lw=0, zorder=0)
    _axis(ax, max(map(sum, zip(*hours.values(), strict=True))))
    at = [place_of(hour) + 0.5 for hour in range(HOURS)]
    stacked = [0] * HOURS
    drawn = {}
    for state, counts in hours.items():
        fill, hatch = STATE_LOOKS[state]
        bars = ax.bar(
            at,
            counts,
            0.86,
            stacked,
            color=fill,
            hatch=hatch,
            edgecolor=INK,
            lw=[HAIRLINE if count else 0 for count in counts],
        )
        stacked = [below + count for below, count in zip(stacked, counts, strict=True)]
        drawn[state] = tuple(bars)
    _key(ax, list(hours))
    return drawn


def _axis(ax: Axes, most: int) -> None:
    ax.set_xlim(0, HOURS)
    ax.set_ylim(0, most * 1.12)
    ax.set_xticks(range(0, HOURS + 1, 6), labels=["noon", "18:00", "midnight", "06:00", "noon"])
    # The ends keep within the axes.
    first, *_, last = ax.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    ax.tick_params(axis="x", labelcolor=INK)
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="y", color=FAINT, lw=HAIRLINE)
    ax.set_axisbelow(True)
    middle = (place_of(NIGHT[0]) + place_of(NIGHT[1])) / 2
    ax.text(
        middle,
        1.01,
        "night, 22 to 06",
        size=SMALL,
        color=MUTED,
        ha="center",
        va="bottom",
        transform=ax.get_xaxis_transform(),
    )


def _key(ax: Axes, states: list[State | None]) -> None:
    _, height = size_in_mm(ax)
    looks = [STATE_LOOKS[state] for state in states]
    ax.legend(
        # Swatches of their own: those of bars without an episode would have no edge.
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
