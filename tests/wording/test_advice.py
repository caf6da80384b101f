"""What the article suggests, when to see a doctor, and how the month differs from the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.analysis.risk_factors import (
    LOAD,
    MEDICATION,
    NERVES,
    SERVINGS,
    SHOE_HOURS,
    SITTING,
    WATER,
)
from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.analysis.summaries.trend import TrendVerdict
from cramp_diary.wording.advice import (
    SIGNS,
    format_applying_sign,
    format_ask_first,
    format_suggestions,
)
from cramp_diary.wording.formatting import sentence_case
from cramp_diary.wording.key_figures import format_change
from cramp_diary.wording.page_text import format_page
from tests.support.factories import a_period
from tests.support.reports import MADE_ON, MARCH, a_finding, a_report

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.risk_factors import RiskFactor


def a_link(factor: RiskFactor, ratio: float = 2.0, p_value: float = 0.01) -> Finding:
    finding = a_finding(ratio=(ratio, ratio / 1.5, ratio * 1.5), p_value=p_value)
    return replace(finding, risk_factor=factor)


def test_each_relief_of_the_article_answers_its_factor() -> None:
    said = [format_suggestions([a_link(f)]) for f in (WATER, SERVINGS, SITTING, LOAD, SHOE_HOURS)]
    parts = ("drinking enough", "bananas, oranges, spinach, nuts", "stretching", "stretching")
    for part, sentence in zip((*parts, "support the arch"), said, strict=True):
        assert [part in one for one in sentence] == [True]
    assert [bool(format_ask_first(suggested)) for suggested in said] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_at_most_three_the_surest_first_and_each_once() -> None:
    links = [a_link(f, p_value=p) for f, p in ((WATER, 0.04), (SITTING, 0.01), (LOAD, 0.02))]
    assert [said.split()[0] for said in format_suggestions(links)] == ["stretching", "drinking"]
    links += [a_link(SERVINGS, p_value=0.03), a_link(SHOE_HOURS, p_value=0.001)]
    assert [said.split()[0] for said in format_suggestions(links)] == [
        "shoes",
        "stretching",
        "food",
    ]


def test_nothing_is_suggested_for_medicines_nerves_or_what_goes_with_fewer_cramps() -> None:
    medicine = replace(a_finding("furosemide", factor=MEDICATION), verdict=Verdict.CLEAR_LINK)
    assert format_suggestions([medicine, a_link(NERVES), a_link(WATER, 0.4)]) == ()
    unsure = replace(a_link(WATER), verdict=Verdict.CANNOT_TELL_YET)
    assert format_suggestions([unsure]) == ()


def test_persist_or_worsen_is_said_only_when_it_applies() -> None:
    trend = a_report("no episodes").trend
    assert format_applying_sign(trend) == ""
    assert "persist or worsen" not in format_page(a_report("no episodes"))
    worse = replace(
        trend,
        rate_verdict=TrendVerdict.WORSENING,
        severity_verdict=TrendVerdict.WORSENING,
        verdict=TrendVerdict.WORSENING,
    )
    assert format_applying_sign(worse) == (
        "cramps persist or worsen: these worsen in rate and severity,"
        " the last 4 weeks against the 12 before"
    )
    lasting = replace(trend, persisting=True, before_cramp_weeks=10)
    assert format_applying_sign(lasting).endswith(
        "each of the last 4 weeks and in 10 of the 12 before"
    )
    said = format_page(replace(a_report("no episodes"), trend=lasting))
    for sign in (f"{sentence_case(format_applying_sign(lasting))}.", *SIGNS):
        assert f"- {sign}" in said


@pytest.mark.parametrize(
    ("pattern", "march", "word"), [([1, 1, 0, 1], 0, "lower"), ([0, 0, 0, 1], 2, "higher")]
)
def test_a_change_is_said_where_its_interval_excludes_one(
    pattern: list[int | None], march: int | None, word: str
) -> None:
    period = a_period(date(2026, 2, 1), [*(pattern * 7), *([march] * 31)])
    report = monthly_report(period, MARCH, MADE_ON)
    said = format_change(report)
    assert said.startswith(f"Episode rate {word}: ")
    assert "times that of February 2026, 95% interval " in said
    assert "on 59 days)" in said
    assert said in format_page(report)


def test_no_word_of_change_where_one_is_within_the_interval_or_days_are_few() -> None:
    alike: list[int | None] = [0, 1, 0, 0, 1] * 11
    # Nine recorded days of February are too few, whatever March brings.
    short: list[int | None] = [0, 0, 0, 1, 0, 0, 0, 0, 0]
    short += [2] * 31
    for start, counts in ((date(2026, 2, 1), alike), (date(2026, 2, 20), short)):
        period = a_period(start, counts)
        assert format_change(monthly_report(period, MARCH, MADE_ON)) == ""
