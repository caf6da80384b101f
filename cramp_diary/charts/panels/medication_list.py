"""A table of the medications of a month, with their names whole."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Unpack

from cramp_diary.charts.lettering import (
    SMALL_LINE_MM,
    fit_name,
    points_in_mm,
    wrap_text,
    write,
    write_lines,
)
from cramp_diary.charts.style import MUTED, SMALL, draw_rule, measured_in_mm
from cramp_diary.core.vocabulary import KEEP_TAKING
from cramp_diary.wording.formatting import format_left_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from cramp_diary.charts.lettering import TextLook
    from cramp_diary.wording.medication_list import MedicationText

HEADER_MM, NOTE_MM, ROW_MM = 3.4, 3.6, 3.7
_COLUMNS = (0.0, 0.36, 0.515, 0.65, 0.75, 1.0)
"""Where the columns begin, and the last one ends, as shares of the width."""

_GAP_MM, _BOLDER, _MOST_LINES = 1.5, 1.13, 3


def list_height(rows: Sequence[MedicationText], width: float) -> float:
    """Return the height in mm of a table with all of these medications."""
    heights = (_row_height(_wrap_cells(row, width)) for row in rows)
    return HEADER_MM + sum(heights) + NOTE_MM


def draw_medication_list(
    ax: Axes, header: MedicationText, rows: Sequence[MedicationText]
) -> list[Text]:
    """Draw a row for each medication, as many as there is room for, and below them a warning.

    Returns
    -------
    list of Text
        The first line of each name.
    """
    width, height = measured_in_mm(ax)
    _write_cells(ax, HEADER_MM - 1.1, [[words] for words in header], color=MUTED)
    names: list[Text] = []
    top = HEADER_MM
    for n, row in enumerate(rows):
        cells = _wrap_cells(row, width)
        row_mm = _row_height(cells)
        is_last = n == len(rows) - 1
        if top + row_mm + NOTE_MM + (0 if is_last else ROW_MM) > height + 0.01:
            left_out = format_left_out(len(rows) - n, "medication")
            draw_rule(ax, top)
            write(ax, (0, top + _first_line()), left_out, color=MUTED)
            top += ROW_MM
            break
        draw_rule(ax, top)
        names += write_lines(ax, (0, top + _first_line()), cells[0], weight="bold")[:1]
        _write_cells(ax, top + _first_line(), [[], *cells[1:]])
        top += row_mm
    draw_rule(ax, top)
    write(ax, (0, top + SMALL_LINE_MM - 0.2), KEEP_TAKING)
    return names


def _first_line() -> float:
    return (ROW_MM - points_in_mm(SMALL)) / 2 + points_in_mm(SMALL) * 0.86


def _wrap_cells(row: MedicationText, width: float) -> list[list[str]]:
    """Return the lines of each column; a name without spaces is cut in its middle."""
    rooms = [(end - begin) * width - _GAP_MM for begin, end in pairwise(_COLUMNS)]
    name, *others = (
        wrap_text(words, room / (1.0 if n else _BOLDER), _MOST_LINES)
        for n, (words, room) in enumerate(zip(row, rooms, strict=True))
    )
    if len(name) == 1:
        name = [fit_name(row.name, rooms[0] / _BOLDER)]
    return [name, *others]


def _row_height(cells: Sequence[Sequence[str]]) -> float:
    return ROW_MM + SMALL_LINE_MM * (max(map(len, cells)) - 1)


def _write_cells(
    ax: Axes, baseline: float, cells: Sequence[Sequence[str]], **look: Unpack[TextLook]
) -> None:
    """Write the lines of each column below each other."""
    width = ax.get_xlim()[1]
    for begin, lines in zip(_COLUMNS, cells, strict=False):
        write_lines(ax, (begin * width, baseline), lines, **look)
