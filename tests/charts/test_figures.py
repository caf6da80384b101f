"""The single charts: no text overlaps or leaves the figure, and files are reproducible."""

from __future__ import annotations

import stat
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from cramp_diary.charts import style
from cramp_diary.charts.gallery import draw_chart
from cramp_diary.charts.panels.body_map import SHADES
from cramp_diary.charts.panels.medication_weeks import COURSE_FILL
from cramp_diary.charts.saving import Picture, save_figures
from cramp_diary.charts.style import clean_style, new_figure
from cramp_diary.core.errors import CannotWrite
from cramp_diary.core.vocabulary import Chart
from tests.support.drawn_pages import box, overlapping, texts
from tests.support.factories import a_period
from tests.support.reports import a_rich_period, with_many_medications

if TYPE_CHECKING:
    from pathlib import Path

    from cramp_diary.core.period import Period

PERIODS: dict[str, Period] = {
    "rich": a_rich_period(),
    "many medications": with_many_medications(a_rich_period()),
    "no episodes": a_period(date(2026, 1, 1), [0] * 40),
    "one recorded day": a_period(date(2026, 3, 1), [None] * 4 + [2] + [None] * 26),
}


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "fill"),
    [
        *((style.INK, fill) for _, fill in SHADES),
        (style.INK, COURSE_FILL),
        (style.INK, style.DAY_LOOKS["cramps"][0]),
        *((style.INK, fill) for _, fill in style.SEVERITY_FILLS),
        (style.MUTED, style.PAPER),
    ],
)
def test_figures_are_readable_on_what_is_under_them(ink: str, fill: str) -> None:
    low, high = sorted((luminance(ink), luminance(fill)))
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize("case", PERIODS)
@pytest.mark.parametrize("chart", Chart.ALL.each)
def test_texts_keep_apart_and_inside(chart: Chart, case: str) -> None:
    drawn = draw_chart(chart, PERIODS[case])
    with clean_style():
        drawn.figure.draw_without_rendering()
    assert overlapping(drawn.figure) == []
    width, height = drawn.figure.get_size_inches() * drawn.figure.dpi
    for text in texts(drawn.figure):
        place = box(text)
        assert place.x0 >= 0
        assert place.x1 <= width
        assert place.y0 >= 0
        assert place.y1 <= height
        assert float(text.get_fontsize()) >= 6.5
    assert drawn.words
    assert drawn.title


@pytest.mark.parametrize(
    ("ending", "begins"), [("png", b"\x89PNG"), ("PDF", b"%PDF"), ("svg", b"<?xml")]
)
def test_the_ending_says_the_format_and_the_file_is_private(
    tmp_path: Path, ending: str, begins: bytes
) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_text("old")
    path.chmod(0o644)
    save_figures([new_figure(20, 10, 100)], path, "Title", "In words")
    assert path.read_bytes().startswith(begins)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    assert b"atplotlib v" not in path.read_bytes()


def test_a_notebook_shows_the_picture_with_its_words() -> None:
    drawn = Picture(new_figure(25.4, 25.4, 200), "Title", "In words")
    data, metadata = drawn._repr_mimebundle_()
    assert data["text/plain"] == "In words"
    assert metadata["image/png"] == {"alt": "In words", "width": 850}
    assert isinstance(data["image/png"], bytes)
    assert Image.open(BytesIO(data["image/png"])).size == (120, 120)  # as many dots as a screen has


def test_several_pages_are_a_pdf_only(tmp_path: Path) -> None:
    pages = [new_figure(20, 10, 100) for _ in range(3)]
    save_figures(pages, tmp_path / "a.pdf", "t", "d")
    assert b"/Count 3" in (tmp_path / "a.pdf").read_bytes()
    for name, why in (("a.png", "only a .pdf has several pages"), ("a.gif", "several pages")):
        with pytest.raises(CannotWrite, match=why):
            save_figures(pages, tmp_path / name, "t", "d")


def test_an_unknown_ending_leaves_an_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_text("old")
    with pytest.raises(CannotWrite, match=r"only \.png, \.pdf and \.svg can be drawn"):
        save_figures([new_figure(20, 10, 100)], path, "t", "d")
    assert path.read_text() == "old"
