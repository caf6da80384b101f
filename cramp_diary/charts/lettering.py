"""Text on a page: only glyphs the font has, cut or broken to the width there is."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

from cramp_diary.charts.style import BODY, FONT, HEADING, INK, MM_PER_INCH

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
NO_GLYPH = "\N{WHITE SQUARE}"
LINE_SPACING = 1.28
_POINTS_PER_INCH = 72
_HINTING = 1.02
_LONGEST = 400


def points_in_mm(points: float) -> float:
    """Return a length in points as mm."""
    return points / _POINTS_PER_INCH * MM_PER_INCH


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(findfont(FONT)).get_charmap())


def replace_missing_glyphs(text: str) -> str:
    """Return text that the font can draw; a square stands for what it cannot.

    >>> replace_missing_glyphs("Thé vert"), replace_missing_glyphs("水")
    ('Thé vert', '□')
    """
    composed = unicodedata.normalize("NFC", text)
    kept = (c for c in composed if not unicodedata.category(c).startswith("C"))
    return "".join(c if ord(c) in _glyphs() else NO_GLYPH for c in kept)


@lru_cache(maxsize=4096)
def width_mm(text: str, size: float, weight: str = "normal") -> float:
    """Return how wide a line of text will be, at most; Agg's hinting may widen letters."""
    font = FontProperties(family=FONT, size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return points_in_mm(width) * _HINTING


def fit_text(text: str, room_mm: float, size: float = BODY) -> str:
    """Return the text, cut with an ellipsis where it is wider than the room."""
    text = replace_missing_glyphs(text[:_LONGEST])
    if width_mm(text, size) <= room_mm:
        return text
    cut = next(
        n for n in range(len(text) - 1, -1, -1) if width_mm(text[:n] + ELLIPSIS, size) <= room_mm
    )
    return text[:cut].rstrip() + ELLIPSIS


def wrap_text(text: str, room_mm: float, size: float, most_lines: int) -> list[str]:
    """Return the text broken into lines; what does not fit the last ends in an ellipsis."""
    lines = [""]
    for word in replace_missing_glyphs(text).split():
        longer = f"{lines[-1]} {word}".lstrip()
        if not lines[-1] or width_mm(longer, size) <= room_mm or len(lines) == most_lines:
            lines[-1] = longer
        else:
            lines.append(word)
    return [fit_text(line, room_mm, size) for line in lines]


class Look(TypedDict, total=False):
    """How a line differs from ordinary ink beginning at its point."""

    weight: Literal["normal", "bold"]
    color: str
    align: Literal["left", "center", "right"]


def write(
    ax: Axes, at: tuple[float, float], text: str, size: float = BODY, **look: Unpack[Look]
) -> Text:
    """Write one line whose baseline is at a point of the axes' data."""
    return ax.text(
        *at,
        text,
        size=size,
        weight=look.get("weight", "normal"),
        color=look.get("color", INK),
        ha=look.get("align", "left"),
        va="baseline",
    )


def write_heading(ax: Axes, text: str) -> Text:
    """Write the heading of a panel measured in mm, along its top edge."""
    return write(ax, (0, points_in_mm(HEADING)), text, HEADING, weight="bold")
