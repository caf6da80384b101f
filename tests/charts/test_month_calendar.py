"""The month day by day, and the strip of its completeness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from matplotlib.colors import same_color, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from cramp_diary.analysis.summaries.medication_timeline import ChangeKind, CourseChange
from cramp_diary.analysis.summaries.monthly import CalendarDay
from cramp_diary.charts import style
from cramp_diary.charts.panels.completeness import draw_completeness
from cramp_diary.charts.panels.month_calendar import draw_month
from cramp_diary.wording.key_figures import DayCount
from tests.support.reports import a_report

if TYPE_CHECKING:
    from matplotlib.patches import Rectangle

FIRST = date(2026, 2, 1)
"""A Sunday."""

SPECIAL: dict[int, tuple[int | None, float | None]] = {
    2: (3, 7.0),
    3: (None, None),
    4: (1, None),
    5: (None, None),
    6: (2, 2.0),
}
"""Episodes and worst severity by day; all others are confirmed without cramps."""


def a_day(n: int) -> CalendarDay:
    episodes, worst = SPECIAL.get(n, (0, None))
    return CalendarDay(
        day=FIRST + timedelta(n - 1), reached=n != 5, episodes=episodes, worst_severity=worst
    )


DAYS = tuple(a_day(n) for n in range(1, 29))


def cells(week_starts_on: int) -> tuple[Figure, dict[date, Rectangle]]:
    figure = Figure()
    return figure, draw_month(figure.add_subplot(), DAYS, week_starts_on)


@pytest.mark.parametrize(("week_starts_on", "column"), [(0, 6), (6, 0), (3, 3)])
def test_the_first_day_stands_under_its_weekday(week_starts_on: int, column: int) -> None:
    figure, drawn = cells(week_starts_on)
    cell = drawn[FIRST]
    assert cell.get_x() / cell.get_width() == pytest.approx(column)
    (ax,) = figure.axes
    sunday = next(text for text in ax.texts if text.get_text() == "Sun")
    assert sunday.get_position()[0] == pytest.approx(cell.get_x() + cell.get_width() / 2)
    assert drawn[FIRST + timedelta(7)].get_y() - cell.get_y() == pytest.approx(cell.get_height())


def test_not_recorded_is_hatched_and_a_day_not_reached_has_no_cell() -> None:
    _, drawn = cells(0)
    assert drawn[date(2026, 2, 3)].get_hatch() == style.NOT_RECORDED_HATCH
    assert not drawn[FIRST].get_hatch()
    assert date(2026, 2, 5) not in drawn
    assert len(drawn) == 27


def inside(figure: Figure, cell: Rectangle) -> list[str]:
    left, top = cell.get_xy()
    return [
        text.get_text()
        for text in figure.axes[0].texts
        if left <= text.get_position()[0] <= left + cell.get_width()
        and top <= text.get_position()[1] <= top + cell.get_height()
    ]


def test_the_four_kinds_of_day_are_told_apart_in_words() -> None:
    figure, drawn = cells(6)
    assert inside(figure, drawn[FIRST]) == ["1", "0"]
    assert inside(figure, drawn[date(2026, 2, 2)]) == ["2", "(7)", "3"]
    assert inside(figure, drawn[date(2026, 2, 3)]) == ["3"]
    assert inside(figure, drawn[date(2026, 2, 4)]) == ["4", "1"]


def test_worse_is_darker_and_severity_not_given_is_dotted() -> None:
    _, drawn = cells(0)
    worst, mild = drawn[date(2026, 2, 2)], drawn[date(2026, 2, 6)]
    assert sum(to_rgb(worst.get_facecolor())) < sum(to_rgb(mild.get_facecolor())) < 3
    assert drawn[date(2026, 2, 4)].get_hatch() == style.NOT_GIVEN_HATCH
    assert same_color(drawn[FIRST].get_facecolor(), style.PAPER)


def test_the_strip_is_as_long_as_the_days() -> None:
    figure = Figure()
    counts = (DayCount("cramps", 1, "1 day"), DayCount("not recorded", 3, "3 not recorded"))
    first, second = draw_completeness(figure.add_subplot(), counts)
    assert second.get_width() == pytest.approx(3 * first.get_width())
    assert second.get_x() == pytest.approx(first.get_width())
    assert second.get_x() + second.get_width() == pytest.approx(figure.axes[0].get_xlim()[1])
    assert second.get_hatch() == style.NOT_RECORDED_HATCH
    assert not first.get_hatch()


def test_a_whole_month_of_the_report_is_drawn() -> None:
    report = a_report("not yet over")
    drawn = draw_month(Figure().add_subplot(), report.calendar, report.week_starts_on)
    assert max(drawn) == report.covers_until
    assert len(drawn) == report.covers_until.day


def test_a_triangle_marks_the_day_of_a_medication_change() -> None:
    changed = CourseChange("statin", ChangeKind.START, date(2026, 2, 9), "20 mg")
    days = tuple(replace(d, changes=(changed,)) if d.day == changed.day else d for d in DAYS)
    figure = Figure()
    drawn = draw_month(figure.add_subplot(), days, 0)
    marks = [patch for patch in figure.axes[0].patches if isinstance(patch, Polygon)]
    # One on the day, one in the key.
    assert len(marks) == 2
    cell = drawn[changed.day]
    across, down = marks[0].get_xy().mean(axis=0)
    # In the corner beside the date, above the number of episodes.
    assert cell.get_x() + cell.get_width() / 2 < across < cell.get_x() + cell.get_width()
    assert cell.get_y() < down < cell.get_y() + cell.get_height() / 2


def test_a_month_takes_the_weeks_it_has() -> None:
    # From Sunday on, February 2026 is four weeks.
    _, from_sunday = cells(6)
    _, from_monday = cells(0)
    assert len({cell.get_y() for cell in from_sunday.values()}) == 4
    assert len({cell.get_y() for cell in from_monday.values()}) == 5
