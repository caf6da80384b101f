"""Water: bars as high as what was drunk, a line at the goal, cramps under them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cramp_diary.analysis.summaries.water import WaterDays, water_days
from cramp_diary.charts.figures import DAYS_A_ROW, water_chart
from cramp_diary.charts.panels.water import WaterArtists, draw_water
from cramp_diary.charts.style import clean_style
from cramp_diary.core.model import Day
from cramp_diary.core.settings import Settings
from cramp_diary.core.units import VolumeUnit
from cramp_diary.wording.chart_texts import format_water
from tests.support.drawn_pages import overlapping, words
from tests.support.factories import a_period

START = date(2026, 3, 1)
GOAL = Settings(water_goal=2000)


def water(
    drunk: list[float | None], episodes: list[int | None], settings: Settings | None = None
) -> WaterDays:
    period = a_period(START, episodes)
    days = tuple(
        Day(diary_day=START + timedelta(n), water_ml=ml, no_cramps=count == 0)
        for n, (ml, count) in enumerate(zip(drunk, episodes, strict=True))
    )
    return water_days(replace(period, days=days, settings=settings or GOAL))


FEW = water([1500, None, 2000, 0], [0, 2, None, 1])


def drawn(days: WaterDays = FEW) -> WaterArtists:
    return draw_water(Figure().add_subplot(), days)


def test_bars_are_as_high_as_what_was_drunk_and_missing_is_not_zero() -> None:
    bars = drawn().bars
    assert {day.day: bar.get_height() for day, bar in bars.items()} == {1: 1500, 3: 2000, 4: 0}
    assert [bar.get_x() + bar.get_width() / 2 for bar in bars.values()] == pytest.approx([0, 2, 3])
    assert bars[START + timedelta(3)].get_linewidth() > bars[START].get_linewidth()


def test_the_goal_is_a_line_and_days_under_it_are_hatched() -> None:
    artists = drawn()
    assert artists.goal is not None
    assert np.asarray(artists.goal.get_ydata()).tolist() == [2000, 2000]
    hatched = [bool(bar.get_hatch()) for bar in artists.bars.values()]
    assert hatched == [True, False, True]
    assert (FEW.recorded_days, FEW.goal_days) == (3, 1)


def test_without_a_goal_there_is_no_line_no_hatch_and_no_word_of_one() -> None:
    days = replace(FEW, settings=Settings())
    artists = drawn(days)
    assert artists.goal is None
    assert [bool(bar.get_hatch()) for bar in artists.bars.values()] == [False] * 3
    shown = " ".join(words(water_chart(days, "1 Mar to 4 Mar 2026")))
    assert "Water recorded on 3 of 4 days." in shown
    assert "goal" not in shown
    assert format_water(days).startswith("Water a day. Water recorded on 3 of 4 days. 1 Mar 2026")
    dry = drawn(replace(water([None, None], [1, 0]), settings=Settings()))
    assert dry.note is not None
    assert dry.note.get_text() == "Water is not recorded in these 2 days."


def test_the_strip_tells_cramps_none_and_not_recorded_apart() -> None:
    cells = list(drawn().cramps.values())
    assert [cell.get_x() for cell in cells] == [-0.5, 0.5, 1.5, 2.5]
    assert [bool(cell.get_hatch()) for cell in cells] == [False, False, True, False]
    assert cells[1].get_facecolor() == cells[3].get_facecolor() != cells[0].get_facecolor()


def test_without_water_it_says_so_and_cramps_keep_their_place() -> None:
    dry = water([None, None], [1, 0])
    artists = drawn(dry)
    assert artists.note is not None
    assert artists.note.get_text() == "Water is not recorded in these 2 days."
    assert len(artists.cramps) == 2
    assert artists.note.get_text() in format_water(dry)


@pytest.mark.parametrize("days", [1, 8, 63, 182, 400])
@pytest.mark.parametrize("unit", [VolumeUnit.ML, VolumeUnit.CUP])
def test_texts_keep_their_place(days: int, unit: VolumeUnit) -> None:
    many = water(
        [1000.0 + n % 14 * 1000 for n in range(days)],
        [n % 12 for n in range(days)],
        GOAL._replace(volume_unit=unit),
    )
    figure = water_chart(many, "1 Mar to 30 Apr 2026: 61 recorded days")
    with clean_style():
        figure.draw_without_rendering()
    assert overlapping(figure) == []
    width, height = figure.get_size_inches() * figure.dpi
    for text in figure.findobj(lambda a: hasattr(a, "get_text") and bool(a.get_text().strip())):
        place = text.get_window_extent()
        assert place.x0 >= 0
        assert place.x1 <= width
        assert place.y0 >= 0
        assert place.y1 <= height
    assert "goal" in words(figure)


def test_more_than_two_months_are_rows_of_one_scale() -> None:
    count = DAYS_A_ROW + 1
    drunk: list[float | None] = [1000.0 if n else 5000.0 for n in reversed(range(count))]
    figure = water_chart(water(drunk, [0] * count), "")
    plots = [ax for ax in figure.axes if ax.lines]
    assert [round(ax.get_xlim()[1] + 0.5) for ax in plots] == [32, 32]
    assert {ax.get_ylim() for ax in plots} == {(0.0, 5500.0)}
    assert [text for text in words(figure) if " to " in text] == [
        "1 Mar 2026 to 1 Apr 2026",
        "2 Apr 2026 to 3 May 2026",
    ]


def test_in_words_each_day_has_its_water_and_its_cramps() -> None:
    assert format_water(FEW) == (
        "Water a day, against the goal. Goal of 2000 ml reached on 1 of 3 days with water"
        " recorded. 1 Mar 2026 1500 ml; 2 Mar 2026 not recorded, 2 episodes; 3 Mar 2026 2000 ml;"
        " 4 Mar 2026 0 ml, 1 episode."
    )


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (VolumeUnit.ML, ["0 ml", "500 ml", "1000 ml", "1500 ml", "2000 ml"]),
        (VolumeUnit.FLUID_OUNCE, ["0 fl oz", "20 fl oz", "40 fl oz", "60 fl oz"]),
    ],
)
def test_the_axis_has_round_numbers_of_the_person_s_unit(unit: VolumeUnit, said: list[str]) -> None:
    ax = Figure().add_subplot()
    draw_water(ax, water([1500.0], [0], GOAL._replace(volume_unit=unit)))
    assert [label.get_text() for label in ax.get_yticklabels()] == said


def test_a_date_begins_where_its_day_does_and_ends_within_the_axes() -> None:
    figure = water_chart(water([1000.0] * 59, [0] * 59), "")
    (ax,) = (ax for ax in figure.axes if ax.lines)
    with clean_style():
        figure.draw_without_rendering()
    places = ax.get_window_extent()
    bars = {round(p.get_x(), 3) for p in ax.patches if isinstance(p, Rectangle)}
    for label in ax.get_xticklabels():
        assert round(label.get_position()[0], 3) in bars
        assert label.get_window_extent().x1 <= places.x1
