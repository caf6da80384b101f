"""The pictures of the README, pixel by pixel: what tests of positions do not notice.

After an intended change, draw them with ``make pictures``, and look at them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from cramp_diary.charts.sample_pictures import draw_sample_page, draw_sample_weeks
from cramp_diary.exchange.csv_folder.folder import read_folder
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from matplotlib.figure import Figure

as_in_the_readme = partial(
    pytest.mark.mpl_image_compare,
    baseline_dir=str(SAMPLE_DATA),
    # As `clean_style` has it: letters are fitted to the pixels, or not, when a figure is saved.
    style={"text.hinting": "none"},
    tolerance=0.5,
)


@as_in_the_readme(filename="report.png")  # type: ignore[untyped-decorator, unused-ignore]
def test_the_page_looks_as_in_the_readme() -> Figure:
    """Of 1,653 x 2,338 pixels; a root mean square of 0.5 of 255 is about a word gone."""
    period = read_folder(SAMPLE_DATA)
    return draw_sample_page(period, made_on=period.end).figure


@as_in_the_readme(filename="weekly.png")  # type: ignore[untyped-decorator, unused-ignore]
def test_the_weeks_look_as_in_the_readme() -> Figure:
    return draw_sample_weeks(read_folder(SAMPLE_DATA)).figure
