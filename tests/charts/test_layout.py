"""No text of a page overlaps another, is cut, is too small or too faint."""

from __future__ import annotations

from dataclasses import fields
from io import BytesIO
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from cramp_diary.charts.figures import weekly_chart
from cramp_diary.charts.page.layout import FOOT_BOX, FULL_WIDTH_MM, PAGE_LEFT_MM
from cramp_diary.charts.page.monthly_page import page_boxes
from cramp_diary.charts.style import Box, clean_style
from tests.support.drawn_pages import a_page, box, overlapping, texts
from tests.support.reports import CASES, a_report

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

ALL_CASES = pytest.mark.parametrize("case", CASES)


@ALL_CASES
def test_no_two_texts_overlap(case: str) -> None:
    assert len(texts(a_page(case))) > 60
    assert overlapping(a_page(case)) == []


@ALL_CASES
def test_no_text_leaves_the_page_or_its_margins(case: str) -> None:
    page = a_page(case)
    margin = 5 / 25.4 * page.dpi
    width, height = page.get_size_inches() * page.dpi
    gone = [
        text.get_text()
        for text in texts(page)
        if box(text).x0 < margin
        or box(text).x1 > width - margin
        or box(text).y0 < margin
        or box(text).y1 > height - margin
    ]
    assert gone == []


@ALL_CASES
def test_no_text_leaves_its_panel(case: str) -> None:
    page, boxes = a_page(case), page_boxes(a_report(case))
    foot = Box(PAGE_LEFT_MM, FOOT_BOX.top, FULL_WIDTH_MM, FOOT_BOX.height + 3)
    panels = [*(getattr(boxes, field.name) for field in fields(boxes)), foot]
    mm, height = 25.4 / page.dpi, page.get_size_inches()[1] * 25.4
    slack = 1.0
    gone = []
    for text in texts(page):
        place = box(text)
        left, right = place.x0 * mm + slack, place.x1 * mm - slack
        top, bottom = height - place.y1 * mm + slack, height - place.y0 * mm - slack
        if not any(
            p.left <= left
            and right <= p.left + p.width
            and p.top <= top
            and bottom <= p.top + p.height
            for p in panels
        ):
            gone.append(text.get_text())
    assert gone == []


@ALL_CASES
def test_no_two_panels_overlap(case: str) -> None:
    boxes = page_boxes(a_report(case))
    panels = [getattr(boxes, field.name) for field in fields(boxes)]
    for one, other in combinations(panels, 2):
        beside = one.left + one.width <= other.left or other.left + other.width <= one.left
        assert beside or one.top + one.height <= other.top or other.top + other.height <= one.top
    assert all(p.height > 0 and p.top + p.height <= FOOT_BOX.top for p in panels)


@ALL_CASES
def test_the_edges_of_the_columns_hold(case: str) -> None:
    page = a_page(case)
    right = 195 / 25.4 * page.dpi
    assert max(box(text).x1 for text in texts(page)) <= right + 3


@ALL_CASES
def test_nothing_is_smaller_than_seven_points(case: str) -> None:
    assert min(float(text.get_fontsize()) for text in texts(a_page(case))) >= 7


def luminance(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative luminance, WCAG 2.2."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def _drawn_without_texts(page: Figure) -> NDArray[np.uint8]:
    """Draw the page, its texts invisible; return the pixels, shape (height, width, 3)."""
    pixels = BytesIO()
    alphas = [(text, text.get_alpha()) for text in texts(page)]
    for text, _ in alphas:
        text.set_alpha(0)
    try:
        with clean_style():
            page.savefig(pixels, format="raw", dpi=page.dpi)
    finally:
        for text, alpha in alphas:
            text.set_alpha(alpha)
    rgba = np.frombuffer(pixels.getvalue(), np.uint8).reshape(-1, int(page.bbox.width), 4)
    return rgba[..., :3]


@ALL_CASES
def test_every_text_has_contrast_with_what_is_under_it(case: str) -> None:
    page = a_page(case)
    places = [(text, box(text)) for text in texts(page)]
    picture = _drawn_without_texts(page)[::-1] / 255
    low = []
    for text, place in places:
        x0, x1, y0, y1 = (round(edge) for edge in (place.x0, place.x1, place.y0, place.y1))
        under = luminance(picture[y0:y1, x0:x1].reshape(-1, 3))
        ink = float(luminance(np.array(to_rgb(text.get_color()))))
        # A rule or a whisker may graze a box; nine tenths of what is under it is background.
        darkest = np.quantile(under, 0.1)
        if (max(darkest, ink) + 0.05) / (min(darkest, ink) + 0.05) < 4.5:
            low.append(text.get_text())
    assert low == []


def test_the_chart_of_weeks_keeps_its_texts_apart() -> None:
    with clean_style():
        figure = weekly_chart(a_report("rich").weeks * 3, "1 Jan to 31 Mar 2026: 85 recorded days")
        figure.draw_without_rendering()
    assert len(texts(figure)) > 60
    assert overlapping(figure) == []
