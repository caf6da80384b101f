"""Disturbed sleep, soreness and answers of a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from cramp_diary.analysis.summaries.burden import Burden, measure_burden
from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.core.model import Day, MonthlySymptoms
from cramp_diary.core.month import Month
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import State
from tests.support.factories import an_episode

MARCH = Month(2026, 3)
FIRST, SECOND, THIRD, FOURTH = (date(2026, 3, day) for day in (1, 2, 3, 4))


def a_month() -> Period:
    """Return four days: two nights with cramps, a day with one, and one without."""
    bed = an_episode(SECOND, at=time(3), state=State.IN_BED)
    return Period(
        start=FIRST,
        end=date(2026, 3, 5),
        episodes=(
            replace(bed, diary_day=FIRST, soreness_hours=6, duration_minutes=10),
            replace(bed, diary_day=FIRST, soreness_hours=0, duration_minutes=None),
            replace(bed, diary_day=SECOND, state=None, woke=True, soreness_hours=2.5),
            replace(bed, diary_day=THIRD, state=State.RESTING, woke=None, duration_minutes=10.5),
        ),
        days=(
            Day(diary_day=FIRST, sleep_disturbance=8),
            Day(diary_day=SECOND, sleep_disturbance=3),
            Day(diary_day=THIRD, sleep_disturbance=9),
            Day(diary_day=FOURTH, no_cramps=True, sleep_disturbance=10),
        ),
        monthly_symptoms=(
            MonthlySymptoms(month=date(2026, 2, 1), weakness=True),
            MonthlySymptoms(month=FIRST, numbness=False),
        ),
    )


def test_only_the_sleep_of_nights_with_a_cramp_counts() -> None:
    assert measure_burden(a_month()) == Burden(
        nights=2,
        nights_said=2,
        median_disturbance=5.5,
        worst_disturbance=8,
        soreness_said=3,
        sore=2,
        longest_soreness_hours=6,
    )


def test_what_was_not_said_is_none_and_no_zero() -> None:
    bare = replace(
        a_month(),
        days=(),
        episodes=tuple(
            replace(e, soreness_hours=None, duration_minutes=None) for e in a_month().episodes
        ),
    )
    assert measure_burden(bare) == Burden(2, 0, None, None, 0, 0, None)


def test_soreness_of_none_is_said() -> None:
    period = a_month()
    none = replace(period, episodes=(replace(period.episodes[0], soreness_hours=0),))
    burden = measure_burden(none)
    assert (burden.soreness_said, burden.sore, burden.longest_soreness_hours) == (1, 0, None)


@pytest.mark.parametrize(
    ("month", "answers"),
    [(MARCH, {"numbness": False}), (MARCH.next, None)],
)
def test_a_report_has_the_answers_of_its_month(
    month: Month, answers: dict[str, bool] | None
) -> None:
    period = replace(
        a_month(),
        monthly_symptoms=(*a_month().monthly_symptoms, MonthlySymptoms(month=date(2026, 4, 1))),
    )
    report = monthly_report(period, month, date(2026, 5, 1))
    assert (report.symptoms and report.symptoms.answers) == answers
    assert report.figures.burden.nights == (2 if month == MARCH else 0)
