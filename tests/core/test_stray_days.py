"""Days whose year is probably mistyped, told from pauses in a diary."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cramp_diary.core.stray_days import find_stray_days

FIRST = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("days", "stray"),
    [
        ([], []),
        ([0], []),
        ([0, 5000], []),
        ([0, 1, 5000], [5000]),
        ([-7305, 0, 1], [-7305]),
        ([0, 1, 366, 732], []),
        ([0, 1, 368], [368]),
        ([0, 1, 367], []),
        ([-5000, -4999, -4998, 0, 1, 2, 3], [-5000, -4999, -4998]),
        ([-5000, -4999, -4998, -4997, 0, 1, 2, 3, 4], []),
        ([-5000, 0, 1, 2, 5000, 5001], [-5000, 5000, 5001]),
        ([0, 0, 0, 5000], []),
    ],
)
def test_a_few_days_over_a_year_from_more_are_stray(days: list[int], stray: list[int]) -> None:
    found = find_stray_days(FIRST + timedelta(day) for day in reversed(days))
    assert [(day - FIRST).days for day in found] == stray
