"""A table of the key figures of the month and of the month before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.lettering import wrap_text, write, write_heading, write_lines
from cramp_diary.charts.style import BODY, MUTED, draw_rule, measured_in_mm
from cramp_diary.wording.page_labels import FIGURES_HEADING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from cramp_diary.wording.key_figures import FigureText

FIGURES_HEADING_MM, CHANGE_MM = 9.4, 6.4
"""The height above the rows, and below them for how the rate changed."""

_COLUMNS = (0.46, 0.74)
_FIRST_LINE_MM, _NEXT_LINE_MM, _ONE_LINE_MM, _TWO_LINES_MM = 2.7, 2.5, 3.9, 5.4


def draw_key_figures(
    ax: Axes, months: tuple[str, str], rows: tuple[FigureText, ...], change: str
) -> list[tuple[Text, Text]]:
    """Draw a table with three columns: the figure, this month and the month before.

    Parameters
    ----------
    change
        How the rate changed, as text below the rows.

    Returns
    -------
    list of tuple of Text
        The two values of each row, without their second lines.
    """
    width, height = measured_in_mm(ax)
    write_heading(ax, FIGURES_HEADING)
    this, before = ((share * width, FIGURES_HEADING_MM - 1.4) for share in _COLUMNS)
    write(ax, this, months[0], weight="bold", color=MUTED)
    write(ax, before, months[1], color=MUTED)
    least = [_TWO_LINES_MM if _details(row) else _ONE_LINE_MM for row in rows]
    spare = (height - FIGURES_HEADING_MM - CHANGE_MM - sum(least)) / len(rows)
    values, top = [], FIGURES_HEADING_MM
    for row, row_mm in zip(rows, least, strict=True):
        draw_rule(ax, top)
        values.append(_write_row(ax, width, top + spare / 2, row))
        top += row_mm + spare
    draw_rule(ax, top)
    write_lines(ax, (0, top + 3.0), wrap_text(change, width, 2))
    return values


def _details(row: FigureText) -> bool:
    return any((row.what_detail, row.this[1], row.before[1]))


def _write_row(ax: Axes, width: float, top: float, row: FigureText) -> tuple[Text, Text]:
    this, before = (share * width for share in _COLUMNS)
    details = (row.what_detail, row.this[1], row.before[1])
    first = top + _FIRST_LINE_MM
    second = first + _NEXT_LINE_MM
    write(ax, (0, first), row.what, BODY)
    for left, detail in zip((0, this, before), details, strict=True):
        write(ax, (left, second), detail, color=MUTED)
    return (
        write(ax, (this, first), row.this[0], BODY, weight="bold"),
        write(ax, (before, first), row.before[0], BODY),
    )
