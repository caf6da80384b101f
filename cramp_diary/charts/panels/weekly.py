"""Episodes a week on recorded days, with their intervals and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from matplotlib.ticker import MaxNLocator

from cramp_diary.charts.lettering import points_in_mm, write
from cramp_diary.charts.style import (
    DARK_BLUE,
    FEW_DAYS_HATCH,
    HAIRLINE,
    INK,
    LIGHT_BLUE,
    MUTED,
    NOT_RECORDED_HATCH,
    PAPER,
    RULE,
    SKY,
    SMALL,
    draw_horizontal_grid,
    size_in_mm,
)
from cramp_diary.core.when import format_short_month
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

    from cramp_diary.analysis.summaries.weekly import Week
    from cramp_diary.charts.lettering import TextLook
    from cramp_diary.charts.style import Look

WEEKS_LEFT_MM = 22.0
"""The space that the labels need on the left of the axes."""

_BAR_WIDTH, _ZERO_MM = 0.72, 0.75
_FIRST_ROW_MM, _ROW_MM = 9.9, 3.1


@dataclass(frozen=True, slots=True)
class WeekArtists:
    """What was drawn; bars and whiskers are in the order of the recorded weeks, x is the index."""

    bars: tuple[Rectangle, ...]
    whiskers: LineCollection
    zero_marks: LineCollection
    going_on: Line2D
    not_recorded: tuple[Text, ...]


def weeks_below_mm(counts: int = len(WEEK_COUNT_LABELS)) -> float:
    """Return the space that the labels need below the axes."""
    return _FIRST_ROW_MM + (counts - 1) * _ROW_MM + 0.7


def draw_weeks(
    ax: Axes,
    weeks: Sequence[Week],
    top: float | None = None,
    counts: int = len(WEEK_COUNT_LABELS),
) -> WeekArtists:
    """Draw a bar for each week, and below it the counts behind it, the first `counts` of four.

    A week without a recorded day has no bar; one with few has a lighter, hatched one. Whiskers are
    the exact 95% interval; an arrow marks one that ends above `top`, by default `rate_axis_top`.
    Labels need `WEEKS_LEFT_MM` and `weeks_below_mm` outside the axes.
    """
    top = top or rate_axis_top(weeks)
    ax.set_xlim(-0.5, len(weeks) - 0.5)
    ax.set_ylim(0, top)
    _label_axes(ax, weeks, counts)
    rated = [(x, week.rate) for x, week in enumerate(weeks) if week.rate]
    places = [x for x, _ in rated]
    looks = [week_look(weeks[x]) for x in places]
    bars = ax.bar(
        places,
        [rate.per_week for _, rate in rated],
        _BAR_WIDTH,
        color=[fill for fill, _, _ in looks],
        hatch=[hatch for _, hatch, _ in looks],
        edgecolor=[edge for _, _, edge in looks],
        lw=HAIRLINE,
    )
    lows, highs = [rate.low for _, rate in rated], [rate.high for _, rate in rated]
    beyond = [x for x, rate in rated if rate.high > top]
    return WeekArtists(
        bars=tuple(bars),
        whiskers=ax.vlines(places, lows, highs, color=INK, lw=0.8),
        zero_marks=_mark_zeros(ax, [x for x, rate in rated if rate.per_week == 0]),
        going_on=ax.plot(beyond, [top] * len(beyond), "^", color=INK, ms=2.8, clip_on=False)[0],
        not_recorded=tuple(
            _write_not_recorded(ax, x) for x, week in enumerate(weeks) if not week.rate
        ),
    )


def week_look(week: Week) -> Look:
    """Return the look of a week's bar; few recorded days are light and hatched."""
    if week.rate is None:
        return PAPER, NOT_RECORDED_HATCH, RULE
    if week.recorded_days < FEW_DAYS:
        return LIGHT_BLUE, FEW_DAYS_HATCH, DARK_BLUE
    return SKY, "", DARK_BLUE


def _mark_zeros(ax: Axes, places: list[int]) -> LineCollection:
    """Mark recorded weeks without an episode, which have a bar of no height."""
    for x in places:
        at = (x - 0.14, _ZERO_MM / size_in_mm(ax)[1] * ax.get_ylim()[1])
        write(ax, at, "0", align="right")
    left, right = ([x + side * _BAR_WIDTH / 2 for x in places] for side in (-1, 1))
    return ax.hlines([0] * len(places), left, right, color=DARK_BLUE, lw=1.8, clip_on=False)


def rate_axis_top(weeks: Sequence[Week]) -> float:
    """Return the end of the axis; wide intervals of weeks with few recorded days do not count."""
    rates = [(week.rate, week.recorded_days) for week in weeks if week.rate]
    highest = [rate.per_week * 1.15 for rate, _ in rates]
    highest += [rate.high * 1.05 for rate, days in rates if days >= FEW_DAYS]
    return max([*highest, 1.0])


def _label_axes(ax: Axes, weeks: Sequence[Week], counts: int) -> None:
    ax.set_xticks(range(len(weeks)), labels=_date_labels([week.start for week in weeks]))
    ax.tick_params(axis="x", length=0, pad=2, labelcolor=INK)
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    draw_horizontal_grid(ax)
    left = ax.get_xlim()[0]
    _write_below(ax, left, (-WEEKS_LEFT_MM, 3.1), WEEK_START_LABEL, color=MUTED)
    rows = list(zip(*map(_counts_under_bar, weeks), strict=True))[:counts]
    for n, (label, row) in enumerate(zip(WEEK_COUNT_LABELS, rows, strict=False)):
        down = _FIRST_ROW_MM + n * _ROW_MM
        _write_below(ax, left, (-WEEKS_LEFT_MM, down), label, color=MUTED)
        for x, count in enumerate(row):
            if count:
                _write_below(ax, x, (0, down), count, align="center")


def _date_labels(starts: list[date]) -> list[str]:
    """Return the day of each date, and below it the month where it is new."""
    labels, month = [], 0
    for start in starts:
        below = format_short_month(start.month) if start.month != month else " "
        labels.append(f"{start.day}\n{below}")
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


def _write_below(
    ax: Axes, x: float, offset_mm: tuple[float, float], text: str, **look: Unpack[TextLook]
) -> None:
    """Write text so many mm right of `x` and below the axes, where its baseline is."""
    right, down = (mm / points_in_mm(1) for mm in offset_mm)
    ax.annotate(
        text,
        (x, 0),
        (right, -down),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        size=SMALL,
        color=look.get("color", INK),
        ha=look.get("align", "left"),
        va="baseline",
    )


def _write_not_recorded(ax: Axes, x: float) -> Text:
    text = write(ax, (x, 0), NOT_RECORDED, color=MUTED, align="center")
    text.set(rotation=90, va="bottom", y=0.03 * ax.get_ylim()[1])
    return text
