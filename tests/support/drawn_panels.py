"""Draws one panel of a page, and finds the texts that do not fit into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cramp_diary.charts.style import Box, clean_style, new_figure, panel
from tests.support.drawn_pages import box, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Artists = TypeVar("Artists")

MARGIN_MM, DPI = 5.0, 200


def drawn_on(
    size_mm: tuple[float, float], draw: Callable[[Axes], Artists]
) -> tuple[Figure, Artists]:
    """Draw into axes of a size in mm, with a margin around them, as a page does."""
    width, height = size_mm
    with clean_style():
        figure = new_figure(width + 2 * MARGIN_MM, height + 2 * MARGIN_MM, DPI)
        artists = draw(panel(figure, Box(MARGIN_MM, MARGIN_MM, width, height)))
        figure.draw_without_rendering()
    return figure, artists


def leaving(figure: Figure, size_mm: tuple[float, float]) -> list[str]:
    """Return the texts that leave a panel drawn by `drawn_on`, or are too small to read."""
    low = MARGIN_MM / 25.4 * DPI
    right, top = (low + side / 25.4 * DPI for side in size_mm)
    return [
        text.get_text()
        for text in texts(figure)
        if box(text).x0 < low - 2
        or box(text).x1 > right + 2
        or box(text).y0 < low - 2
        or box(text).y1 > top + 2
        or float(text.get_fontsize()) < 6.5
    ]
