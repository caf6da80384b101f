from __future__ import annotations

from datetime import date

import pytest

from cramp_diary.core.errors import InTheFuture, UnreadableMonth
from cramp_diary.core.month import Month, month_of, parse_month

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("phrase", "month"),
    [
        ("2026-03", Month(2026, 3)),
        ("march", Month(2026, 3)),
        ("Mar", Month(2026, 3)),
        ("december", Month(2025, 12)),
        ("november", Month(2026, 11)),
        ("march 2025", Month(2025, 3)),
        ("last", Month(2026, 10)),
        ("last month", Month(2026, 10)),
        ("this", Month(2026, 11)),
    ],
)
def test_a_phrase_is_parsed_as_a_month(phrase: str, month: Month) -> None:
    assert parse_month(phrase, TODAY) == month


@pytest.mark.parametrize("phrase", ["", "2026-13", "2026-3", "marchy", "03", "last year"])
def test_a_month_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(UnreadableMonth, match="try 2026-03, march or last"):
        parse_month(phrase, TODAY)


@pytest.mark.parametrize("phrase", ["2026-12", "december 2026"])
def test_a_month_in_the_future_is_refused(phrase: str) -> None:
    with pytest.raises(InTheFuture, match="December 2026"):
        parse_month(phrase, TODAY)


def test_the_end_of_a_month_is_the_start_of_the_next() -> None:
    december = Month(2025, 12)
    assert december.end == Month(2026, 1).start == date(2026, 1, 1)
    assert Month(2024, 2).end == date(2024, 3, 1)
    assert Month(2026, 1).previous == december
    assert month_of(TODAY).title == "November 2026"
