"""Medications by week: courses, doses and rates on the same weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cramp_diary.analysis.summaries.medication_weeks import (
    MedicationWeeks,
    medication_weeks,
)
from cramp_diary.charts.lettering import points_in_mm, width_mm
from cramp_diary.charts.panels.medication_weeks import MedicationArtists, draw_medications
from cramp_diary.core.model import Course, Dose, Medication
from cramp_diary.core.vocabulary import DrugClass
from cramp_diary.wording.medication_weeks import RATE_LABEL, format_medication_weeks
from tests.support.drawn_pages import box, overlapping, words
from tests.support.drawn_panels import MARGIN_MM, drawn_on, leaving
from tests.support.factories import a_period
from tests.support.reports import a_rich_period, points, with_many_medications

UNTIL = date(2026, 4, 1)
START = date(2026, 1, 5)
COURSES = (
    Course("statin", date(2025, 12, 1), date(2026, 2, 1), "20 mg"),
    Course("statin", date(2026, 2, 2), None, "40 mg"),
    Course("water pill", date(2026, 3, 2), date(2026, 3, 15)),
    Course("past", date(2025, 1, 1), date(2026, 1, 4)),
)
MEDICATIONS = (
    Medication("asked for", DrugClass.LOOP),
    Medication("water pill"),
    Medication("statin", DrugClass.STATIN),
    Medication("past"),
)
DOSES = (Dose(date(2026, 1, 7), "asked for"), Dose(date(2026, 1, 4), "asked for"))
SIZE = (180.0, 45.0)
NAMES_MM = width_mm(RATE_LABEL) + 2  # longer than the names of these tests
DAY_MM = (180 - NAMES_MM) / 91


def shown(count: int = 13) -> MedicationWeeks:
    period = replace(a_rich_period(), medications=MEDICATIONS, courses=COURSES, doses=DOSES)
    return medication_weeks(period, count, UNTIL)


def drawn() -> MedicationArtists:
    return drawn_on(SIZE, lambda ax: draw_medications(ax, shown()))[1]


def at(day: date) -> float:
    return NAMES_MM + (day - START).days * DAY_MM


def test_the_weeks_hold_what_was_taken_in_them() -> None:
    found = shown()
    assert (found.start, found.end) == (START, date(2026, 4, 6))
    assert [row.medication for row in found.rows] == ["statin", "water pill", "asked for"]
    assert found.not_taken == 1
    first, second = found.rows[0].courses
    assert (first.start, first.end, first.begun_before, first.goes_on) == (
        START,
        date(2026, 2, 2),
        True,
        False,
    )
    assert (second.end, second.begun_before, second.goes_on) == (UNTIL, False, True)
    assert found.rows[2].dose_days == (date(2026, 1, 7),)


def test_a_course_is_a_bar_from_its_first_day_through_its_last() -> None:
    artists = drawn()
    first, second = artists.courses[0]
    (third,) = artists.courses[1]
    spans = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in (first, second, third)]
    assert spans[0] == pytest.approx((at(START), at(date(2026, 2, 2))))
    assert spans[1] == pytest.approx((at(date(2026, 2, 2)), at(UNTIL)))
    assert spans[2] == pytest.approx((at(date(2026, 3, 2)), at(date(2026, 3, 16))))
    assert artists.courses[2] == ()


def test_a_dose_is_a_tick_in_the_middle_of_its_day() -> None:
    ((x, y),) = points(drawn().doses[2])
    assert x == pytest.approx(at(date(2026, 1, 7)) + DAY_MM / 2)
    assert y == pytest.approx(12.5)


@pytest.mark.parametrize("count", [13, 520])
def test_ticks_of_single_days_never_run_into_a_bar(count: int) -> None:
    artists = drawn_on(SIZE, lambda ax: draw_medications(ax, shown(count)))[1]
    day_mm = (SIZE[0] - NAMES_MM) / (7 * count)
    for ticks in artists.doses.values():
        assert 0 < points_in_mm(ticks.get_markeredgewidth()) < day_mm


def test_rates_stand_under_the_days_they_are_of() -> None:
    artists, weeks = drawn(), shown().weeks
    rates = [week.episodes * 7 / week.recorded_days for week in weeks]
    tallest = rates.index(max(rates))
    for n, bar in artists.rates.items():
        middle = bar.get_x() + bar.get_width() / 2
        assert middle == pytest.approx(at(weeks[n].start) + 3.5 * DAY_MM)
        share = bar.get_height() / artists.rates[tallest].get_height()
        assert share == pytest.approx(rates[n] / rates[tallest])
    assert [artists.rates[n].get_hatch() for n in (0, 12)] == ["", "////"]
    assert artists.numbers[12].get_text() == "3.5"


def test_a_week_without_a_recorded_day_is_hatched_and_bears_no_number() -> None:
    period = a_period(date(2026, 3, 1), [None] * 8 + [1] * 14)
    weeks = medication_weeks(period, 13, date(2026, 3, 23))
    artists = drawn_on(SIZE, lambda ax: draw_medications(ax, weeks))[1]
    assert artists.rates[10].get_hatch() == "//////"
    assert set(artists.numbers) == {11, 12}


def test_without_a_medication_the_rate_keeps_its_place() -> None:
    weeks = medication_weeks(a_rich_period(), 13, UNTIL)
    figure, artists = drawn_on((86, 40), lambda ax: draw_medications(ax, weeks))
    assert artists.note.get_text() == "No medication taken in these 13 weeks."
    assert len(artists.rates) == 13
    assert overlapping(figure) == []


@pytest.mark.parametrize("size", [(180, 55), (86, 55), (86, 40), (180, 90)])
def test_twelve_medications_with_long_names_keep_their_place(size: tuple[float, float]) -> None:
    period = with_many_medications(a_rich_period())
    courses = tuple(
        Course(m.name, START + timedelta(7 * n), None, "zweimal täglich 20 mg" * 2)
        for n, m in enumerate(period.medications)
    )
    weeks = medication_weeks(replace(period, courses=courses), 13, UNTIL)
    figure, artists = drawn_on(size, lambda ax: draw_medications(ax, weeks))
    assert overlapping(figure) == []
    assert leaving(figure, size) == []
    names = [name.get_text() for name in artists.names]
    assert len(set(names)) == len(names)
    left_out = 12 - len(names)
    assert ("more medications, not shown" in artists.note.get_text()) is bool(left_out)
    assert left_out == (6 if size[1] == 40 else 0)
    right = (MARGIN_MM + min(size[0] * 0.34, 46)) / 25.4 * figure.dpi
    assert max(box(name).x1 for name in artists.names) < right


@pytest.mark.parametrize("count", [53, 160, 520])
def test_long_times_still_read(count: int) -> None:
    figure, artists = drawn_on(SIZE, lambda ax: draw_medications(ax, shown(count)))
    assert overlapping(figure) == []
    assert leaving(figure, SIZE) == []
    assert ("2025" in words(figure)) is (count > 53)
    assert len(artists.numbers) == 1


def test_in_words() -> None:
    said = format_medication_weeks(shown())
    assert said.startswith(
        "Medications, 5 Jan 2026 to 31 Mar 2026. statin (statin): course of 20 mg from before, to"
        " 1 Feb; course of 40 mg from 2 Feb, going on. water pill (other): course from 2 Mar, to"
        " 15 Mar. asked for (loop): taken as needed on 1 day (7 Jan). Do not stop or change a"
        " prescribed medicine without your doctor. Episode rate by week:"
    )
