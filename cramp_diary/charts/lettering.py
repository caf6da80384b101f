"""Text in drawings: only glyphs that the font has, cut or wrapped to the width there is."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

from cramp_diary.charts.style import FONT, HEADING, INK, MM_PER_INCH, SMALL
from cramp_diary.core.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes
    from matplotlib.text import Text

NO_GLYPH = "\N{WHITE SQUARE}"
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
_HEBREW_OR_ARABIC = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RIGHT_TO_LEFT = re.compile(f"{_HEBREW_OR_ARABIC}(?:[^A-Za-z]*{_HEBREW_OR_ARABIC})?")
"""Hebrew or Arabic, with the spaces and digits inside it."""

_LINE_SPACING = 1.28
_POINTS_PER_INCH = 72
_LONGEST = 400
_LONGEST_NAME, _KEPT_END = 200, 6
_HALF_A_LETTER = 0.36
"""How far the baseline of a line of text is below its middle, in its size."""


def points_in_mm(points: float) -> float:
    """Return a length in points as mm."""
    return points / _POINTS_PER_INCH * MM_PER_INCH


def line_mm(size: float) -> float:
    """Return the distance between the baselines of two lines of text."""
    return points_in_mm(size) * _LINE_SPACING


SMALL_LINE_MM = line_mm(SMALL)


def centred_baseline(middle: float, size: float = SMALL) -> float:
    """Return where the baseline of a line is whose letters stand around `middle`, in mm."""
    return middle + points_in_mm(size) * _HALF_A_LETTER


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(findfont(FONT)).get_charmap())


def replace_missing_glyphs(text: str) -> str:
    """Return the text with a square for each character that the font lacks.

    >>> replace_missing_glyphs("Thé vert"), replace_missing_glyphs("水")
    ('Thé vert', '□')
    """
    composed = unicodedata.normalize("NFC", text)
    kept = (c for c in composed if not unicodedata.category(c).startswith("C"))
    return "".join(c if ord(c) in _glyphs() else NO_GLYPH for c in kept)


@lru_cache(maxsize=4096)
def width_mm(text: str, size: float = SMALL, weight: str = "normal") -> float:
    """Return the width of a line of text."""
    font = FontProperties(family=FONT, size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return points_in_mm(width)


def fit_text(text: str, room_mm: float, size: float = SMALL) -> str:
    """Return the text, cut with an ellipsis where it is wider than the room."""
    text = replace_missing_glyphs(text[:_LONGEST])
    return shorten(text, lambda cut: width_mm(cut, size) <= room_mm)


def replace_name_glyphs(name: str) -> str:
    """Return a name as `replace_missing_glyphs`, and no longer than any drawing shows."""
    return replace_missing_glyphs(name)[:_LONGEST_NAME]


def fit_name(name: str, room_mm: float) -> str:
    """Return a name cut in its middle where it is wider than the room.

    Its end stays: names of medicines differ at their ends.

    >>> fit_name("furosemide", 30), fit_name("metformin hydrochloride 500 mg", 30)
    ('furosemide', 'metformin hy…500 mg')
    """
    name = replace_name_glyphs(name)
    kept_end = name[-_KEPT_END:].lstrip()
    return shorten(name, lambda cut: width_mm(cut) <= room_mm, kept_end)


def wrap_text(text: str, room_mm: float, most_lines: int, size: float = SMALL) -> list[str]:
    """Return the text in lines as wide as the room; the last ends in an ellipsis if it is cut."""
    lines = [""]
    for word in replace_missing_glyphs(text).split():
        longer = f"{lines[-1]} {word}".lstrip()
        if not lines[-1] or width_mm(longer, size) <= room_mm or len(lines) == most_lines:
            lines[-1] = longer
        else:
            lines.append(word)
    return [fit_text(line, room_mm, size) for line in lines]


class TextLook(TypedDict, total=False):
    """What `write` may be given: weight, colour and alignment of a line."""

    weight: Literal["normal", "bold"]
    color: str
    align: Literal["left", "center", "right"]


def write(
    ax: Axes, at: tuple[float, float], text: str, size: float = SMALL, **look: Unpack[TextLook]
) -> Text:
    """Write one line of text whose baseline is at a point of the data of the axes.

    The line is in English and runs from left to right, whatever a name in it is written in.
    """
    text = _RIGHT_TO_LEFT.sub(rf"{_LEFT_TO_RIGHT}\g<0>{_LEFT_TO_RIGHT}", text)
    return ax.text(
        *at,
        text,
        size=size,
        weight=look.get("weight", "normal"),
        color=look.get("color", INK),
        ha=look.get("align", "left"),
        va="baseline",
    )


def write_lines(
    ax: Axes, at: tuple[float, float], lines: Iterable[str], **look: Unpack[TextLook]
) -> tuple[Text, ...]:
    """Write small lines below each other, the baseline of the first at a point in mm."""
    left, first = at
    return tuple(
        write(ax, (left, first + n * SMALL_LINE_MM), line, **look) for n, line in enumerate(lines)
    )


def write_heading(ax: Axes, text: str, corner: tuple[float, float] = (0.0, 0.0)) -> Text:
    """Write the heading of a panel, below its top left corner in mm."""
    left, top = corner
    return write(ax, (left, top + points_in_mm(HEADING)), text, HEADING, weight="bold")
