"""Lay lines and tables out in a number of columns; `streams` prints them."""

from __future__ import annotations

import re
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from cramp_diary.cli.output.named_commands import split_command_off

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROW_COLUMNS = 72
"""A terminal that is narrower shows lists and sentences in place of Typer's help and of tables."""

GAP = "  "
"""What stands between two columns of a table."""

_NUMBER_BEFORE_WORD = r"(?<!\w)(\d+(?:[.,:]\d+)*%?) (?=[^\W\d])"


def fold_line(line: str, width: int, indent: str = "") -> list[str]:
    """Wrap a line between words, with an indent before the lines that follow.

    A number stays with the word after it, and a command at the end is not broken, so that it can
    be pasted.

    >>> fold_line("water on 3 days", 11)
    ['water on', '3 days']
    """
    if len(line) <= width:
        return [line]
    words, command = split_command_off(line)
    fold = TextWrapper(
        width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    # TextWrapper breaks at spaces only, and no text holds \0 once it is sanitized.
    words = re.sub(_NUMBER_BEFORE_WORD, "\\1\0", words)
    folded = fold.wrap(words + command.replace(" ", "\0"))
    return [part.replace("\0", " ") for part in folded or [""]]


def lay_out_table(table: Sequence[Sequence[str]], width: int | None = None) -> list[str]:
    r"""Return rows as lines of columns that are together at most `width` characters wide.

    Where they are wider, the widest column is narrowed first, and its cells are folded. Where the
    longest words do not fit beside each other, even if columns are one space apart, each row is a
    list: its first cell, and the others below it.

    >>> lay_out_table([("recorded days", "4 of 7"), ("episodes", "2")], 18)
    ['recorded  4 of 7', 'days', 'episodes  2']
    >>> lay_out_table([("recorded", "79 of 84", "22 of 28")], 14)
    ['recorded', '  79 of 84', '  22 of 28']
    """
    columns = list(zip(*table, strict=True))
    for gap in (GAP, " "):
        room = None if width is None else width - len(gap) * (len(columns) - 1)
        widths = _choose_widths(columns, room)
        if widths:
            folded = [
                _fold_column(column, most) for column, most in zip(columns, widths, strict=True)
            ]
            return [line for row in zip(*folded, strict=True) for line in _join_cells(row, gap)]
    return [line for row in table for line in _list_cells(row, width or 0)]


def _choose_widths(columns: Sequence[Sequence[str]], room: int | None) -> list[int]:
    """Return a width for each column that together fit, empty if none do."""
    widths = [max(map(len, column)) for column in columns]
    if room is None or sum(widths) <= room:
        return widths
    least = [max(len(part) for cell in column for part in fold_line(cell, 1)) for column in columns]
    if sum(least) > room:
        return []
    while sum(widths) > room:
        _, widest = max((width, n) for n, width in enumerate(widths) if width > least[n])
        widths[widest] -= 1
    return widths


def _fold_column(cells: Sequence[str], most: int) -> list[list[str]]:
    """Fold the cells of a column, and pad their lines to the width of the longest."""
    folded = [fold_line(cell, most) for cell in cells]
    width = max(len(line) for lines in folded for line in lines)
    return [[line.ljust(width) for line in lines] for lines in folded]


def _join_cells(row: Sequence[Sequence[str]], gap: str) -> list[str]:
    blank = [" " * len(lines[0]) for lines in row]
    height = max(map(len, row))
    return [
        gap.join(lines[n] if n < len(lines) else blank[m] for m, lines in enumerate(row)).rstrip()
        for n in range(height)
    ]


def _list_cells(row: Sequence[str], width: int) -> list[str]:
    first, *others = [cell for cell in row if cell] or [""]
    cells = [first, *(f"{GAP}{cell}" for cell in others)]
    return [line for cell in cells for line in fold_line(cell, width, "    ")]
