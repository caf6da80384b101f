"""The monthly page, pixel by pixel: what tests of positions do not notice.

After an intended change, look at the new page and keep it:
``pytest tests/charts/test_baseline.py --mpl-generate-path=tests/charts/baseline``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.charts.page.monthly_page import monthly_page
from cramp_diary.core.month import Month
from cramp_diary.exchange.csv_folder.folder import read_folder
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@pytest.mark.mpl_image_compare(  # type: ignore[untyped-decorator, unused-ignore]
    baseline_dir="baseline",
    filename="monthly_page.png",
    style="default",
    tolerance=0.5,
)
def test_the_page_looks_as_it_did() -> Figure:
    """Of 1,653 x 2,339 pixels; a root mean square of 0.5 of 255 is about a word gone."""
    report = monthly_report(
        read_folder(SAMPLE_DATA), Month(2026, 3), date(2026, 4, 6), name="A. Sample"
    )
    return monthly_page(report, "0.0.0")
