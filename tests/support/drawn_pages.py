"""Draws monthly pages, and finds the texts on a figure and those in a file."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from matplotlib.text import Text
from PIL import Image

from cramp_diary.charts.page.monthly_page import monthly_page
from cramp_diary.charts.style import clean_style
from tests.support.reports import a_report

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

SAME_LINE_PX = 2.5
"""Boxes hold room for accents and descenders; lines may share this much of it."""


@cache
def a_page(case: str) -> Figure:
    """Draw the page of one of the cases in reports.py; each is drawn once."""
    with clean_style():
        page = monthly_page(a_report(case), "1.0")
        page.draw_without_rendering()
        return page


def texts(figure: Figure) -> list[Text]:
    """Return the texts that are drawn."""
    found = figure.findobj(Text)
    seen = [text for text in found if text.get_visible() and text.get_text().strip()]
    outside = {label for ax in figure.axes for label in _not_drawn(ax)}
    return [text for text in seen if text not in outside]


def _not_drawn(ax: Axes) -> list[Text]:
    """Return the tick labels that an axis keeps but does not draw."""
    labels: list[Text] = []
    for each in (ax, *ax.child_axes):
        for axis in (each.xaxis, each.yaxis):
            low, high = sorted(axis.get_view_interval())
            labels += [
                label
                for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks())
                for label in (tick.label1, tick.label2)
                if not (each.axison and low - 1e-9 <= tick.get_loc() <= high * (1 + 1e-9))
            ]
    return labels


def box(text: Text) -> Bbox:
    """Return where a text is drawn, in pixels."""
    return text.get_window_extent()


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes share more than the room for accents."""
    boxes = [(text.get_text(), box(text)) for text in texts(figure)]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > SAME_LINE_PX / 5
        and min(a.y1, b.y1) - max(a.y0, b.y0) > SAME_LINE_PX
    ]


def words(figure: Figure) -> list[str]:
    """Return the words of each text that is drawn."""
    return [text.get_text() for text in texts(figure)]


def description(path: Path) -> str:
    """Return the words of a picture that stand in its file."""
    with Image.open(path) as image:
        return str(image.info["Description"])
