"""What changed since the month before, in one sentence at the top of the page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cramp_diary.analysis.inference.before_after import rate_change
from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.wording.formatting import format_interval, format_ratio
from cramp_diary.wording.headline import format_headline
from cramp_diary.wording.page_text import format_page
from tests.support.factories import a_period
from tests.support.reports import MADE_ON, MARCH, a_report

if TYPE_CHECKING:
    from collections.abc import Sequence

FEBRUARY = date(2026, 2, 1)


def headline(counts: Sequence[int | None], start: date = FEBRUARY, made_on: date = MADE_ON) -> str:
    return format_headline(monthly_report(a_period(start, list(counts)), MARCH, made_on))


@pytest.mark.parametrize(
    ("counts", "begins"),
    [
        ([1, 1, 0, 1] * 7 + [0] * 31, "Better: 0 episodes a week in March, 5.2 in February ("),
        ([0, 0, 0, 1] * 7 + [2] * 31, "Worse: 14 episodes a week in March, 1.8 in February ("),
        (
            [0, 1, 0, 0, 1] * 11 + [0, 1, 0, 0],
            "No clear change: 2.7 episodes a week in March, 2.8 in February (",
        ),
    ],
)
def test_two_months_are_compared_by_the_calculation_of_the_trend(
    counts: list[int], begins: str
) -> None:
    ratio = rate_change(np.array(counts, dtype=np.float64), 31, (14, 14)).ratio
    assert ratio
    assert begins.startswith("No clear") == (ratio.low <= 1 <= ratio.high)
    numbers = f"{format_ratio(ratio)} times, 95% interval {format_interval(ratio)}"
    assert headline(counts) == f"{begins}{numbers})."


def test_a_month_with_few_recorded_days_is_named() -> None:
    short = [None, 0, 0, None] * 7
    short[1] = 1
    said = headline([*short, *([2, 1] * 15), 2])
    assert said.startswith("Worse: ")
    assert said.endswith("), with only 14 of 28 days of February recorded.")


@pytest.mark.parametrize(
    ("counts", "ends"),
    [
        (
            [None] * 15 + [0, 1] * 6 + [1] + [2] * 31,
            (
                "14 episodes a week in March, 3.8 in February"
                " (13 recorded days in February, 14 needed)."
            ),
        ),
        (
            [0, 0, 0, 1] * 7 + [0] * 31,
            "0 episodes a week in March, 1.8 in February (7 episodes in both months, 10 needed).",
        ),
    ],
)
def test_too_few_days_say_what_is_missing(counts: list[int | None], ends: str) -> None:
    assert headline(counts) == f"Too few days to tell a change: {ends}"


def test_what_is_not_recorded_is_not_compared() -> None:
    assert headline([0, 1, 0], date(2026, 3, 2)) == (
        "2.3 episodes a week in March. No day of February 2026 is recorded, so there is nothing to"
        " compare it with."
    )
    assert headline([0, 1] * 10) == "No day of March 2026 is recorded."


def test_a_month_that_is_not_over_and_two_without_episodes() -> None:
    so_far = headline([0, 1] * 14 + [1] * 5, made_on=date(2026, 3, 6))
    assert "7.0 episodes a week in March so far, 3.5 in February (5 recorded days" in so_far
    assert headline([0] * 59) == "No episodes in February and March, on 59 days recorded."


def test_it_stands_first_on_the_page_in_words() -> None:
    report = a_report("rich")
    assert format_page(report).splitlines()[1] == format_headline(report)
