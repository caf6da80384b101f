"""The chart of weeks: where its parts are, and what is left blank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.colors import same_color, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from cramp_diary.analysis.rates import weekly_rate
from cramp_diary.charts import style
from cramp_diary.charts.figures import WEEKS_A_ROW, weekly_chart
from cramp_diary.charts.panels.weekly import WeekArtists, draw_weeks
from tests.support.drawn_pages import words
from tests.support.reports import a_week, points

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.weekly import Week

MONDAY = date(2026, 1, 26)
WEEKS = (
    a_week(MONDAY, 7, 3, 8),
    a_week(MONDAY + timedelta(7), 0, 0),
    a_week(MONDAY + timedelta(14), 6, 0),
    a_week(MONDAY + timedelta(21), 2, 2, 5.5),
)
RECORDED = [(0, 3, 7), (2, 0, 6), (3, 2, 2)]


def drawn(weeks: tuple[Week, ...] = WEEKS) -> tuple[Figure, WeekArtists]:
    figure = Figure()
    return figure, draw_weeks(figure.add_subplot(), weeks)


def test_each_recorded_week_has_a_bar_as_high_as_its_rate() -> None:
    _, artists = drawn()
    middles = [bar.get_x() + bar.get_width() / 2 for bar in artists.bars]
    assert middles == pytest.approx([0, 2, 3])
    assert [bar.get_height() for bar in artists.bars] == pytest.approx([3, 0, 7])


def test_a_week_without_a_recorded_day_has_no_bar_and_says_so() -> None:
    _, artists = drawn()
    (blank,) = artists.not_recorded
    assert blank.get_text() == "not recorded"
    assert blank.get_position()[0] == 1
    assert not [bar for bar in artists.bars if 0.5 < bar.get_x() + bar.get_width() / 2 < 1.5]


def test_whiskers_end_where_the_exact_interval_ends() -> None:
    _, artists = drawn()
    segments = artists.whiskers.get_segments()
    assert len(segments) == len(RECORDED)
    for (x, episodes, days), segment in zip(RECORDED, segments, strict=True):
        rate = weekly_rate(episodes, days)
        assert rate is not None
        assert segment.ravel().tolist() == pytest.approx([x, rate.low, x, rate.high])


def test_an_interval_beyond_the_axis_gets_an_arrow() -> None:
    figure, artists = drawn()
    (ax,) = figure.axes
    # Garwood: two episodes in two days are at most 25 a week.
    assert ax.get_ylim()[1] < 25
    assert points(artists.going_on) == [[3, ax.get_ylim()[1]]]


def test_few_recorded_days_are_lighter_and_hatched() -> None:
    _, artists = drawn()
    assert [bool(bar.get_hatch()) for bar in artists.bars] == [False, False, True]
    full, _, few = (sum(to_rgb(bar.get_facecolor())) for bar in artists.bars)
    assert few > full


def test_a_recorded_week_without_episodes_is_visibly_zero() -> None:
    figure, artists = drawn()
    ((left, right),) = artists.zero_marks.get_segments()
    assert (left[0] + right[0]) / 2 == pytest.approx(2)
    assert left[1] == right[1] == 0
    assert np.max(artists.zero_marks.get_linewidth()) > style.HAIRLINE
    zeros = [text.get_position() for text in figure.axes[0].texts if text.get_text() == "0"]
    # The others stand under the axes.
    ((x, _),) = [(x, y) for x, y in zeros if y > 0]
    assert 1.5 < x < 2


def test_the_counts_stand_under_each_bar() -> None:
    figure, _ = drawn()
    under: dict[int, list[str]] = {x: [] for x in range(4)}
    for note in figure.findobj(Annotation):
        place = getattr(note, "xy", None)
        if note.get_horizontalalignment() == "center" and place:
            under[place[0]].append(note.get_text())
    assert under == {
        0: ["7", "3", "8", "8"],
        1: ["0"],
        2: ["6", "0"],
        3: ["2", "2", "5.5", "5.5"],
    }


def test_dates_name_the_month_where_it_is_new() -> None:
    figure, _ = drawn()
    labels = [label.get_text().split("\n") for label in figure.axes[0].get_xticklabels()]
    assert labels == [["26", "Jan"], ["2", "Feb"], ["9", " "], ["16", " "]]


def test_only_few_days_still_have_an_axis() -> None:
    figure, artists = drawn((a_week(MONDAY, 1, 0),))
    assert figure.axes[0].get_ylim() == (0, 1)
    assert points(artists.going_on) == [[0, 1]]


def on_the_screen(count: int) -> Figure:
    weeks = [a_week(MONDAY + timedelta(7 * n), 7, 1 + n % 3) for n in range(count)]
    return weekly_chart([*weeks[:-1], replace(weeks[-1], days=2)], "")


def test_the_chart_for_the_screen_has_one_size_up_to_half_a_year_of_weeks() -> None:
    sizes = [on_the_screen(count).get_size_inches().tolist() for count in (1, 20, WEEKS_A_ROW)]
    assert sizes[0] == sizes[1]
    assert sizes[2][0] > sizes[1][0]
    assert sizes[2][1] == sizes[1][1]


def test_more_weeks_are_rows_of_one_scale_each_headed_by_its_days() -> None:
    figure = on_the_screen(2 * WEEKS_A_ROW + 1)
    bars = [ax for ax in figure.axes if ax.containers]
    places = [bar.get_position() for bar in bars]
    assert [len(ax.containers[0]) for ax in bars] == [18, 18, 17]
    assert len({ax.get_ylim() for ax in bars}) == 1
    assert len({place.x0 for place in places}) == 1
    assert places[0].y0 > places[1].y1 > places[1].y0 > places[2].y1
    # One week is as wide in a row of 17 as in one of 18.
    assert places[2].width / 17 == pytest.approx(places[0].width / 18)
    assert [text for text in words(figure) if " to " in text] == [
        "26 Jan 2026 to 31 May 2026",
        "1 Jun 2026 to 4 Oct 2026",
        "5 Oct 2026 to 26 Jan 2027",
    ]


def test_a_picture_of_forty_years_can_be_opened() -> None:
    width, height = on_the_screen(40 * 53).get_size_inches() * 150
    assert max(width, height) < 2**15


def test_colours_are_the_palette_s() -> None:
    _, artists = drawn()
    assert same_color(artists.bars[0].get_facecolor(), style.SKY)
