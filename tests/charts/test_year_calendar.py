"""The year in one picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.colors import same_color

from cramp_diary.analysis.summaries.calendar_years import CalendarYear, calendar_years
from cramp_diary.charts import style
from cramp_diary.charts.panels.year_calendar import (
    CELL_MM,
    HEAD_MM,
    WEEKDAYS_MM,
    draw_year,
    draw_year_key,
    year_size,
)
from cramp_diary.core.settings import Settings
from cramp_diary.wording.chart_texts import format_years
from tests.support.drawn_pages import overlapping, words
from tests.support.drawn_panels import drawn_on, leaving
from tests.support.factories import a_period

SIZE = year_size()


def a_year(start: date, counts: list[int | None], week_starts_on: int = 0) -> CalendarYear:
    period = replace(a_period(start, counts), settings=Settings(week_starts_on=week_starts_on))
    return calendar_years(period)[-1]


def test_a_day_stands_in_its_week_and_on_its_weekday() -> None:
    # 1 January 2026 is a Thursday, 48 weeks after the week of 1 February 2025.
    year = a_year(date(2026, 1, 1), [0, None, 2, 0, 1])
    cells = drawn_on(SIZE, lambda ax: draw_year(ax, year))[1]
    places = {day.day: (cell.get_x(), cell.get_y()) for day, cell in cells.items()}
    assert places[1] == pytest.approx((WEEKDAYS_MM + 48 * CELL_MM, HEAD_MM + 3 * CELL_MM))
    assert places[5] == pytest.approx((WEEKDAYS_MM + 49 * CELL_MM, HEAD_MM))
    assert set(places) == {1, 2, 3, 4, 5}


def test_what_is_not_recorded_is_hatched_and_severity_shades() -> None:
    year = a_year(date(2026, 1, 1), [0, None, 2])
    cells = drawn_on(SIZE, lambda ax: draw_year(ax, year))[1]
    none, missing, cramps = (cells[date(2026, 1, n)] for n in (1, 2, 3))
    assert [bool(cell.get_hatch()) for cell in (none, missing, cramps)] == [False, True, False]
    assert same_color(none.get_facecolor(), style.PAPER)
    assert same_color(cramps.get_facecolor(), style.SEVERITY_FILLS[1][1])


@pytest.mark.parametrize(
    ("start", "count", "week_starts_on"),
    [
        (date(2026, 1, 1), 365, 0),
        # A leap year that begins on the last day of its week touches 54 weeks.
        (date(2012, 1, 1), 366, 0),
        (date(2028, 1, 1), 366, 6),
        # 53 ISO weeks.
        (date(2020, 1, 1), 366, 0),
    ],
)
def test_a_whole_year_of_many_episodes_keeps_its_place(
    start: date, count: int, week_starts_on: int
) -> None:
    year = a_year(start, [9 + n % 5 for n in range(count)], week_starts_on)
    figure, cells = drawn_on(SIZE, lambda ax: draw_year(ax, year))
    assert len(cells) == count
    assert max(cell.get_x() + cell.get_width() for cell in cells.values()) <= SIZE[0] + 1e-6
    assert overlapping(figure) == []
    assert leaving(figure, SIZE) == []


def test_a_year_is_the_twelve_months_up_to_the_last_day() -> None:
    (year,) = calendar_years(a_period(date(2025, 12, 30), [1, 0, None, 2]))
    assert (year.days[0].day, year.days[-1].day) == (date(2025, 2, 1), date(2026, 1, 31))
    assert sum(day.reached for day in year.days) == 4
    assert format_years([year]) == (
        "February 2025 to January 2026: 3 episodes on 3 recorded days; 30 Dec 1, worst 6; 2 Jan 2,"
        " worst 6."
    )


def test_a_longer_diary_has_a_year_before_that() -> None:
    years = calendar_years(a_period(date(2025, 3, 31), [1, *[0] * 364, 2]))
    assert [(str(y.first_month), str(y.last_month)) for y in years] == [
        ("2024-04", "2025-03"),
        ("2025-04", "2026-03"),
    ]
    assert [(y.episodes, y.recorded_days) for y in years] == [(1, 1), (2, 365)]


def test_the_key_says_what_fills_and_hatches_mean() -> None:
    figure, _ = drawn_on((SIZE[0], 4), draw_year_key)
    assert {"no cramps, confirmed", "not recorded", "severity not given"} <= set(words(figure))
    assert overlapping(figure) == []
    assert leaving(figure, (SIZE[0], 4)) == []


def test_every_month_is_named() -> None:
    year = a_year(date(2026, 1, 1), [0] * 40)
    figure, _ = drawn_on(SIZE, lambda ax: draw_year(ax, year))
    assert {f"{date(2026, month, 1):%b}" for month in range(1, 13)} <= set(words(figure))
    assert "March 2025 to February 2026: 0 episodes on 40 recorded days" in words(figure)
