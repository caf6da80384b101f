"""The lanes of factors below the chart of weeks: the same weeks, and gaps where nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure

from cramp_diary.analysis.risk_factors import NERVES, SITTING, WATER, list_risk_factors
from cramp_diary.analysis.summaries.weekly import last_weeks
from cramp_diary.analysis.summaries.weekly_factors import FactorWeek, FactorWeeks, factor_weeks
from cramp_diary.charts.figures import WEEKS_A_ROW, weekly_chart
from cramp_diary.charts.panels.weekly import WEEKS_LEFT_MM
from cramp_diary.charts.panels.weekly_factors import LANE_MM, draw_lane
from cramp_diary.core.model import Day, Factor, FactorValue
from cramp_diary.core.settings import Settings
from cramp_diary.core.units import VolumeUnit
from cramp_diary.core.vocabulary import FactorKind
from cramp_diary.wording.weekly_factors import (
    NO_LANES,
    format_lane_unit,
    format_lane_value,
    format_lanes,
)
from tests.support.drawn_pages import description, overlapping, words
from tests.support.drawn_panels import drawn_on, leaving
from tests.support.factories import a_period
from tests.support.reports import a_week

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

MONDAY = date(2026, 1, 26)
WEEKS = tuple(a_week(MONDAY + timedelta(7 * n), 7, 2) for n in range(3))
DRUNK = FactorWeeks(WATER, (FactorWeek(2, 2000.0), FactorWeek(0, None), FactorWeek(1, 0.0)))
NERVE = FactorWeeks(NERVES, (FactorWeek(4, 0.25), FactorWeek(0, None), FactorWeek(0, None)))
NEVER = FactorWeeks(SITTING, (FactorWeek(0, None),) * 3)


def test_the_mean_of_a_week_is_that_of_its_recorded_days() -> None:
    days = [Day(diary_day=MONDAY + timedelta(n), water_ml=1000 + 100 * n) for n in (0, 2, 13)]
    tea = Factor("tea", FactorKind.YES_NO)
    cups = Factor("cups")
    values = [
        FactorValue(MONDAY + timedelta(n), name, value)
        for n, name, value in ((0, "tea", 1), (1, "tea", 0), (8, "tea", 0), (0, "cups", 1))
    ]
    period = replace(
        a_period(MONDAY, [0] * 14),
        days=tuple(days),
        factors=(tea, cups),
        factor_values=tuple(values),
    )
    found = factor_weeks(period, list_risk_factors(period), last_weeks(period, 2, period.end))
    by_name = {lane.risk_factor.exposure: lane for lane in found}
    assert by_name["water"].weeks == (FactorWeek(2, 1100.0), FactorWeek(1, 2300.0))
    assert by_name["water"].highest == 2300
    assert by_name["tea"].weeks == (FactorWeek(2, 0.5), FactorWeek(1, 0.0))
    assert by_name["sitting"].weeks == (FactorWeek(0, None),) * 2
    assert (by_name["sitting"].recorded, by_name["sitting"].highest) == (False, 0)
    # An amount whose values all are 0 or 1 is an amount.
    assert [format_lane_unit(by_name[name]) for name in ("tea", "cups")] == ["% of days", "a day"]


def test_a_week_without_a_recorded_day_is_a_gap_and_zero_is_a_bar() -> None:
    figure = Figure()
    bars = draw_lane(figure.add_subplot(), DRUNK, 2000).bars
    assert len(bars) == 2
    assert bars[0].get_height() > bars[1].get_height() == 0


def test_each_bar_stands_below_the_bar_of_its_week() -> None:
    count, item = 26, 6.0
    lane = FactorWeeks(SITTING, (FactorWeek(7, 8.0),) * count)
    size = (WEEKS_LEFT_MM + count * item, LANE_MM)
    figure, lanes = drawn_on(size, lambda ax: draw_lane(ax, lane, 8.0))
    middles = [bar.get_x() + bar.get_width() / 2 - WEEKS_LEFT_MM for bar in lanes.bars]
    assert middles == pytest.approx([(n + 0.5) * item for n in range(count)])
    assert overlapping(figure) == []
    assert leaving(figure, size) == []


def test_the_rows_of_a_long_time_have_the_lanes_of_their_own_weeks() -> None:
    count = WEEKS_A_ROW + 4
    weeks = tuple(a_week(MONDAY + timedelta(7 * n), 7, 2) for n in range(count))
    lane = FactorWeeks(SITTING, tuple(FactorWeek(7, float(100 + n)) for n in range(count)))
    texts = words(weekly_chart(weeks, "a year", (lane,)))
    assert texts.count("sitting") == 2
    assert {str(100 + n) for n in range(count)} <= set(texts)


def test_a_factor_that_is_never_recorded_has_a_lane_that_says_so() -> None:
    size = (WEEKS_LEFT_MM + 60, LANE_MM)
    figure, lane = drawn_on(size, lambda ax: draw_lane(ax, NEVER, 0.0))
    assert lane.bars == ()
    assert words(figure) == ["sitting", "not recorded in these weeks"]
    assert format_lanes((NEVER,), WEEKS) == "sitting, not recorded in these weeks."


@pytest.mark.parametrize(
    "name", ["ä" * 40, "a name of forty letters that goes on and on", "משקה חם", "\U0010fffd tea"]
)
def test_a_name_of_any_kind_keeps_its_place(name: str) -> None:
    factor = replace(SITTING, exposure=name, unit="glasses of it")
    lane = FactorWeeks(factor, tuple(FactorWeek(7, 0.123 * 10**n) for n in range(6)))
    size = (WEEKS_LEFT_MM + 6 * 6.0, LANE_MM)
    figure, _ = drawn_on(size, lambda ax: draw_lane(ax, lane, lane.highest))
    assert overlapping(figure) == []
    assert leaving(figure, size) == []


@pytest.mark.parametrize(
    ("unit", "said", "number"),
    [
        (VolumeUnit.ML, "l a day", "2.0"),
        (VolumeUnit.LITRE, "l a day", "2.0"),
        (VolumeUnit.FLUID_OUNCE, "fl oz a day", "67.6"),
        (VolumeUnit.CUP, "cup a day", "8.5"),
    ],
)
def test_water_is_in_the_unit_of_the_diary(unit: VolumeUnit, said: str, number: str) -> None:
    lane = replace(DRUNK, settings=Settings(volume_unit=unit))
    assert (format_lane_unit(lane), format_lane_value(lane, lane.weeks[0])) == (said, number)


def test_the_lanes_in_words_have_each_recorded_week_with_its_days() -> None:
    text = format_lanes((DRUNK, NERVE), WEEKS)
    assert "water, l a day: from 26 Jan 2026 2.0 on 2 days" in text
    assert "0 on 1 day" in text
    assert "nerve symptoms, % of days: from 26 Jan 2026 25 on 4 days." in text
    assert "2 Feb" not in text


def test_no_lane_is_said() -> None:
    assert NO_LANES in words(weekly_chart(WEEKS, "January", ()))
    assert NO_LANES not in words(weekly_chart(WEEKS, "January"))


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ("all", ["water", "electrolyte servings", "furosemide", "hot room"]),
        ("water,sitting", ["water", "sitting"]),
        ("Furo, WATER ,", ["furosemide", "water"]),
    ],
)
def test_the_command_draws_lanes(
    sample: Cramp, tmp_path: Path, names: str, shown: list[str]
) -> None:
    path = tmp_path / "weekly.png"
    result = sample("chart", "weekly", "--factors", names, "-o", str(path))
    assert result.exit_code == 0
    assert path.stat().st_size > 0
    lanes = [line.partition(",")[0] for line in description(path).splitlines()[1:]]
    assert [name for name in lanes if name in shown] == shown


@pytest.mark.parametrize(
    ("chart", "names", "why"),
    [
        ("hours", "all", "hours is asked for"),
        ("weekly", "tea", "There is no factor 'tea'"),
        ("weekly", "water,tea", "There is no factor 'tea'"),
        ("weekly", "", "There is no factor ''"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(
    sample: Cramp, tmp_path: Path, chart: str, names: str, why: str
) -> None:
    path = tmp_path / "no.png"
    result = sample("chart", chart, "--factors", names, "-o", str(path))
    assert result.exit_code != 0
    assert why in result.stderr
    assert not path.exists()
