"""What the article suggests for a link, and the warning signs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

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
from cramp_diary.analysis.summaries.trend import TrendVerdict
from cramp_diary.core.thresholds import LONG_CRAMP_MINUTES
from cramp_diary.wording.advice import (
    NO_SIGN,
    NOT_KNOWN,
    format_advice,
    format_ask_first,
    format_signs_to_watch,
    format_suggestions,
    format_warning_signs,
)
from cramp_diary.wording.page_text import format_page
from cramp_diary.wording.trend import format_worsening
from tests.support.reports import a_finding, a_report

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


def test_the_signs_that_the_diary_shows_are_said_and_no_others() -> None:
    report = a_report("no episodes")
    assert format_warning_signs(report) == ()
    assert NOT_KNOWN in format_page(a_report("nothing recorded"))
    assert f"Warning signs\n{NO_SIGN}\n{format_signs_to_watch()}" in format_page(report)
    trend = replace(
        report.trend,
        rate_verdict=TrendVerdict.WORSENING,
        severity_verdict=TrendVerdict.WORSENING,
        persisting=True,
        before_cramp_weeks=10,
    )
    shown = replace(
        report,
        trend=trend,
        figures=replace(report.figures, longest_minutes=LONG_CRAMP_MINUTES + 15),
    )
    signs = format_warning_signs(shown)
    assert len(signs) == 4
    assert signs[:3] == format_worsening(trend)
    assert signs[2] == (
        "The cramps persist: they came in each of the last 4 weeks and in 10 of the 12 before."
    )
    assert signs[3] == "The longest cramp of March 2026 took 25 min."
    said = format_page(shown)
    assert all(f"- {sign}" in said for sign in signs)
    assert NO_SIGN not in said
    ten = replace(report, figures=replace(report.figures, longest_minutes=LONG_CRAMP_MINUTES))
    assert format_warning_signs(ten) == ()


def test_the_advice_is_one_sentence_with_who_should_ask() -> None:
    assert format_advice([a_link(NERVES)]) == ""
    assert format_advice([a_link(SITTING)]) == (
        "Stretching (toe points, ankle circles, calf stretches)."
    )
    assert format_advice([a_link(WATER), a_link(SITTING, p_value=0.02)]) == (
        "Drinking enough through the day; stretching (toe points, ankle circles, calf stretches)."
        " With heart or kidney disease, ask a doctor how much."
    )
