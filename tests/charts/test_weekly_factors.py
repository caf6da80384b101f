"""The lanes of factors below the chart of weeks: the same weeks, and gaps where nothing is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure

from cramp_diary.analysis.risk_factors import NERVES, WATER
from cramp_diary.analysis.summaries.weekly_factors import FactorWeek, FactorWeeks
from cramp_diary.charts.figures import weekly_factors_chart
from cramp_diary.charts.panels.weekly_factors import draw_lane
from cramp_diary.wording.weekly_factors import NO_LANES, format_lanes
from tests.support.drawn_pages import words
from tests.support.reports import a_week

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

MONDAY = date(2026, 1, 26)
WEEKS = tuple(a_week(MONDAY + timedelta(7 * n), 7, 2) for n in range(3))
DRUNK = FactorWeeks(
    WATER, yes_no=False, weeks=(FactorWeek(2, 2000.0), FactorWeek(0, None), FactorWeek(1, 0.0))
)
NERVE = FactorWeeks(
    NERVES, yes_no=True, weeks=(FactorWeek(4, 0.25), FactorWeek(0, None), FactorWeek(0, None))
)


def test_a_week_without_a_recorded_day_is_a_gap_and_zero_is_a_bar() -> None:
    figure = Figure()
    bars = draw_lane(figure.add_subplot(), DRUNK, 2000).bars
    assert len(bars) == 2
    assert bars[0].get_height() > bars[1].get_height() == 0


def test_the_lanes_in_words_have_each_recorded_week_with_its_days() -> None:
    text = format_lanes((DRUNK, NERVE), WEEKS)
    assert "water, l a day: from 26 Jan 2026 2.0 on 2 days" in text
    assert "0 on 1 day" in text
    assert "nerve symptoms, % of days: from 26 Jan 2026 25 on 4 days." in text
    assert "2 Feb" not in text


def test_no_lane_is_said() -> None:
    assert NO_LANES in words(weekly_factors_chart(WEEKS, (), "January"))


@pytest.mark.parametrize("names", ["all", "water,sitting"])
def test_the_command_draws_lanes(sample: Cramp, tmp_path: Path, names: str) -> None:
    path = tmp_path / "weekly.png"
    result = sample("chart", "weekly", "--factors", names, "-o", str(path))
    assert result.exit_code == 0
    assert path.stat().st_size > 0


@pytest.mark.parametrize(
    ("chart", "names", "why"),
    [("hours", "all", "hours is asked for"), ("weekly", "tea", "There is no factor 'tea'")],
)
def test_what_cannot_be_drawn_is_a_sentence(
    sample: Cramp, tmp_path: Path, chart: str, names: str, why: str
) -> None:
    path = tmp_path / "no.png"
    result = sample("chart", chart, "--factors", names, "-o", str(path))
    assert result.exit_code != 0
    assert why in result.stderr
    assert not path.exists()
