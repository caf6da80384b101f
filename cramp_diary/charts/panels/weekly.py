"""Episodes a week on recorded days, with their intervals and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from cramp_diary.charts.lettering import points_in_mm, write
from cramp_diary.charts.style import (
    DARK_BLUE,
    FEW_DAYS_HATCH,
    HAIRLINE,
    INK,
    LIGHT_BLUE,
    MUTED,
    SKY,
    SMALL,
    draw_horizontal_grid,
    size_in_mm,
)
from cramp_diary.wording.formatting import NOT_RECORDED
from cramp_diary.wording.page_labels import FEW_DAYS, WEEK_COUNT_LABELS, WEEK_START_LABEL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.collections import LineCollection
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

    from cramp_diary.analysis.rates import WeeklyRate
    from cramp_diary.analysis.summaries.weekly import Week

    Rated = list[tuple[int, WeeklyRate]]
    """The place and rate of each recorded week."""

WEEKS_LEFT_MM, WEEKS_BELOW_MM = 21.0, 19.0
"""The space that the labels need outside the axes."""

_BAR_WIDTH, _ZERO_MM = 0.72, 0.75
_FIRST_ROW_MM, _ROW_MM = 9.3, 2.95


@dataclass(frozen=True, slots=True)
class WeekArtists:
    """What was drawn; bars and whiskers are in the order of the recorded weeks, x is the index."""

    bars: tuple[Rectangle, ...]
    whiskers: LineCollection
    zero_marks: LineCollection
    going_on: Line2D
    not_recorded: tuple[Text, ...]


def draw_weeks(ax: Axes, weeks: Sequence[Week], top: float | None = None) -> WeekArtists:
    """Draw a bar for each week, and below it the counts behind it.

    A week without a recorded day has no bar; one with few has a lighter, hatched one. Whiskers are
    the exact 95% interval; an arrow marks one that ends above `top`, by default `rate_axis_top`.
    Labels need `WEEKS_LEFT_MM` and `WEEKS_BELOW_MM` outside the axes.
    """
    top = top or rate_axis_top(weeks)
    ax.set_xlim(-0.5, len(weeks) - 0.5)
    ax.set_ylim(0, top)
    _label_axes(ax, weeks)
    rated = [(x, week.rate) for x, week in enumerate(weeks) if week.rate]
    few = {x for x, week in enumerate(weeks) if week.recorded_days < FEW_DAYS}
    return WeekArtists(
        bars=_draw_bars(ax, rated, few),
        whiskers=_draw_whiskers(ax, rated),
        zero_marks=_mark_zeros(ax, [x for x, rate in rated if rate.per_week == 0]),
        going_on=_draw_arrows(ax, [x for x, rate in rated if rate.high > top]),
        not_recorded=tuple(
            _write_not_recorded(ax, x) for x, week in enumerate(weeks) if not week.rate
        ),
    )


def _draw_bars(ax: Axes, rated: Rated, few: set[int]) -> tuple[Rectangle, ...]:
    bars = ax.bar(
        [x for x, _ in rated],
        [rate.per_week for _, rate in rated],
        _BAR_WIDTH,
        color=[LIGHT_BLUE if x in few else SKY for x, _ in rated],
        hatch=[FEW_DAYS_HATCH if x in few else "" for x, _ in rated],
        edgecolor=[DARK_BLUE] * len(rated),
        lw=HAIRLINE,
    )
    return tuple(bars)


def _draw_whiskers(ax: Axes, rated: Rated) -> LineCollection:
    return ax.vlines(
        [x for x, _ in rated],
        [rate.low for _, rate in rated],
        [rate.high for _, rate in rated],
        color=INK,
        lw=0.8,
    )


def _mark_zeros(ax: Axes, places: list[int]) -> LineCollection:
    """Mark recorded weeks without an episode, which have a bar of no height."""
    for x in places:
        at = (x - 0.14, _ZERO_MM / size_in_mm(ax)[1] * ax.get_ylim()[1])
        write(ax, at, "0", align="right")
    left, right = ([x + side * _BAR_WIDTH / 2 for x in places] for side in (-1, 1))
    return ax.hlines([0] * len(places), left, right, color=DARK_BLUE, lw=1.8, clip_on=False)


def _draw_arrows(ax: Axes, places: list[int]) -> Line2D:
    top = [ax.get_ylim()[1]] * len(places)
    return ax.plot(places, top, "^", color=INK, ms=2.8, clip_on=False)[0]


def rate_axis_top(weeks: Sequence[Week]) -> float:
    """Return the end of the axis; wide intervals of weeks with few recorded days do not count."""
    rates = [(week.rate, week.recorded_days) for week in weeks if week.rate]
    highest = [rate.per_week * 1.15 for rate, _ in rates]
    highest += [rate.high * 1.05 for rate, days in rates if days >= FEW_DAYS]
    return max([*highest, 1.0])


def _label_axes(ax: Axes, weeks: Sequence[Week]) -> None:
    ax.set_xticks(range(len(weeks)), labels=_date_labels([week.start for week in weeks]))
    ax.tick_params(axis="x", length=0, pad=2, labelcolor=INK)
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    draw_horizontal_grid(ax)
    _write_row_label(ax, 3.1, WEEK_START_LABEL)
    for n, label in enumerate(WEEK_COUNT_LABELS):
        _write_row_label(ax, _FIRST_ROW_MM + n * _ROW_MM, label)
        for x, week in enumerate(weeks):
            _write_under_bar(ax, x, _FIRST_ROW_MM + n * _ROW_MM, _counts_under_bar(week)[n])


def _date_labels(starts: list[date]) -> list[str]:
    """Return the day of each date, and below it the month where it is new."""
    labels, month = [], 0
    for start in starts:
        labels.append(f"{start.day}\n{start:%b}" if start.month != month else f"{start.day}\n ")
        month = start.month
    return labels


def _counts_under_bar(week: Week) -> tuple[str, str, str, str]:
    if week.recorded_days == 0:
        return ("0", "", "", "")
    median, worst = (
        "" if severity is None else f"{severity:g}"
        for severity in (week.median_severity, week.worst_severity)
    )
    return (str(week.recorded_days), str(week.episodes), median, worst)


def _write_under_bar(ax: Axes, x: float, below_mm: float, text: str) -> None:
    ax.annotate(
        text,
        (x, 0),
        (0, -below_mm / points_in_mm(1)),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        size=SMALL,
        ha="center",
        va="baseline",
    )


def _write_row_label(ax: Axes, below_mm: float, text: str) -> None:
    ax.annotate(
        text,
        (0, 0),
        (-WEEKS_LEFT_MM / points_in_mm(1), -below_mm / points_in_mm(1)),
        xycoords="axes fraction",
        textcoords="offset points",
        size=SMALL,
        color=MUTED,
        va="baseline",
    )


def _write_not_recorded(ax: Axes, x: float) -> Text:
    text = write(ax, (x, 0), NOT_RECORDED, color=MUTED, align="center")
    text.set(rotation=90, va="bottom", y=0.03 * ax.get_ylim()[1])
    return text
