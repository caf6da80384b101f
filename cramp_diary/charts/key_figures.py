"""The figures of the month beside those of the month before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import write, write_heading
from cramp_diary.charts.style import BODY, HAIRLINE, MUTED, RULE, SMALL, measured_in_mm

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from cramp_diary.analysis.words.figures import FigureWords

HEADING_MM = 11.0
_COLUMNS = (0.46, 0.74)
_FIRST_LINE_MM, _SECOND_LINE_MM, _ONLY_LINE_MM = 2.8, 5.4, 4.0


def draw_key_figures(
    ax: Axes, heading: str, months: tuple[str, str], rows: tuple[FigureWords, ...]
) -> list[tuple[Text, Text]]:
    """Draw a table: what, this month, the month before.

    Returns
    -------
    list of tuple of Text
        The two values of each row, without their second lines.
    """
    width, height = measured_in_mm(ax)
    write_heading(ax, heading)
    for share, month, weight in zip(_COLUMNS, months, ("bold", "normal"), strict=True):
        ax.text(share * width, HEADING_MM - 1.4, month, size=SMALL, weight=weight, color=MUTED)
    row_mm = (height - HEADING_MM) / len(rows)
    values = []
    for n, row in enumerate(rows):
        top = HEADING_MM + n * row_mm
        ax.plot([0, width], [top, top], color=RULE, lw=HAIRLINE, clip_on=False)
        values.append(_row(ax, width, top, row))
    return values


def _row(ax: Axes, width: float, top: float, row: FigureWords) -> tuple[Text, Text]:
    this, before = (share * width for share in _COLUMNS)
    details = (row.what_detail, row.this[1], row.before[1])
    first, second = top + (_FIRST_LINE_MM if any(details) else _ONLY_LINE_MM), top + _SECOND_LINE_MM
    write(ax, (0, first), row.what)
    for left, detail in zip((0, this, before), details, strict=True):
        write(ax, (left, second), detail, SMALL, color=MUTED)
    return (
        write(ax, (this, first), row.this[0], BODY, weight="bold"),
        write(ax, (before, first), row.before[0], BODY),
    )
