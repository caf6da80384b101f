"""A table of the key figures of the month and of the month before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import write, write_heading
from cramp_diary.charts.style import BODY, MUTED, draw_rule, measured_in_mm
from cramp_diary.wording.page_labels import FIGURES_HEADING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from cramp_diary.wording.key_figures import FigureText

FIGURES_HEADING_MM = 9.4
"""The height above the rows."""

_COLUMNS = (0.46, 0.74)
_FIRST_LINE_MM, _NEXT_LINE_MM, _ONE_LINE_MM, _TWO_LINES_MM = 3.0, 2.6, 4.0, 6.2


def figures_height(rows: Sequence[FigureText]) -> float:
    """Return the height in mm of a table with its heading."""
    return FIGURES_HEADING_MM + sum(map(_row_height, rows))


def draw_key_figures(
    ax: Axes, months: tuple[str, str], rows: Sequence[FigureText]
) -> list[tuple[Text, Text]]:
    """Draw a table with three columns: the figure, this month and the month before.

    Returns
    -------
    list of tuple of Text
        The two values of each row, without their second lines.
    """
    width, _ = measured_in_mm(ax)
    write_heading(ax, FIGURES_HEADING)
    this, before = ((share * width, FIGURES_HEADING_MM - 1.4) for share in _COLUMNS)
    write(ax, this, months[0], weight="bold", color=MUTED)
    write(ax, before, months[1], color=MUTED)
    values, top = [], FIGURES_HEADING_MM
    for row in rows:
        draw_rule(ax, top)
        values.append(_write_row(ax, width, top, row))
        top += _row_height(row)
    draw_rule(ax, top)
    return values


def _row_height(row: FigureText) -> float:
    has_details = any((row.what_detail, row.this[1], row.before[1]))
    return _TWO_LINES_MM if has_details else _ONE_LINE_MM


def _write_row(ax: Axes, width: float, top: float, row: FigureText) -> tuple[Text, Text]:
    this, before = (share * width for share in _COLUMNS)
    details = (row.what_detail, row.this[1], row.before[1])
    first = top + _FIRST_LINE_MM
    second = first + _NEXT_LINE_MM
    write(ax, (0, first), row.what, BODY)
    for left, detail in zip((0, this, before), details, strict=True):
        if detail:
            write(ax, (left, second), detail, color=MUTED)
    return (
        write(ax, (this, first), row.this[0], BODY, weight="bold"),
        write(ax, (before, first), row.before[0], BODY),
    )
