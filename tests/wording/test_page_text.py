"""The monthly page as text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from cramp_diary.analysis.inference.power import SPELLS, Shortfall
from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.wording.findings import format_finding, format_verdict
from cramp_diary.wording.page_factors import (
    format_no_room,
    format_without_ratio,
    rank_findings,
)
from cramp_diary.wording.page_labels import shorten_name
from cramp_diary.wording.page_text import format_page
from tests.support.factories import a_period
from tests.support.reports import CASES, MADE_ON, MARCH, a_finding, a_report

OVERCLAIMING = re.compile(r"\b(caus|trigger|effect|affect|safe|risk|odds|prevent)", re.IGNORECASE)


@pytest.mark.parametrize("case", CASES)
def test_no_sentence_claims_more_than_an_association(case: str) -> None:
    report = a_report(case)
    said = format_page(report).replace("Associations are not causes.", "")
    assert not OVERCLAIMING.findall(said)


def test_the_head_says_how_many_entries_were_logged_late() -> None:
    first = format_page(a_report("some logged late")).split("\n\n")[0].splitlines()
    assert first[2:] == [
        (
            "Recorded 20 of the first 30 days, 10 of them confirmed without cramps,"
            " 10 not recorded; 1 day still to come."
        ),
        (
            "Logged more than a day late (episodes, and days confirmed without cramps):"
            " 15 of 45 entries; not known of 55 more."
        ),
    ]


@pytest.mark.parametrize("case", CASES)
def test_one_thing_is_singular(case: str) -> None:
    said = format_page(a_report(case))
    assert not re.findall(r"(?<![\d.])1 (?:more )?(?:episodes|days|recorded days|factors)\b", said)


def test_links_come_first_then_what_is_told_most_surely() -> None:
    wide = a_finding("wide", (1.1, 0.2, 6), Verdict.CANNOT_TELL_YET)
    narrow = a_finding("narrow", (1.1, 0.6, 2.1), Verdict.CANNOT_TELL_YET)
    unlikely = a_finding("unlikely", (1.0, 0.6, 1.8), Verdict.STRONG_LINK_UNLIKELY)
    weak = a_finding("weak", p_value=0.02)
    strong = a_finding("strong", p_value=0.001)
    clear = a_finding("clear", verdict=Verdict.CLEAR_LINK, p_value=0.01)
    few = a_finding("few", None)
    findings = (few, wide, narrow, unlikely, weak, strong, clear)
    names = [finding.risk_factor.exposure for finding in rank_findings(findings)]
    assert names == ["clear", "strong", "weak", "unlikely", "narrow", "wide"]
    said = format_page(replace(a_report("rich"), findings=findings))
    places = [said.index(name) for name in ("More clear", "Wide: ", "Few: ")]
    assert places == sorted(places)


def test_what_has_too_few_days_is_counted_with_the_nearest_first() -> None:
    assert format_without_ratio([a_finding("tested")]) == ""
    never = a_finding("never", None, days_still_needed=None)
    unsaid = replace(never, counts=replace(never.counts, days=0))
    alike = replace(a_finding("alike", None), not_comparable="it never varies")
    findings = (
        unsaid,
        never,
        a_finding("far", None, days_still_needed=90),
        a_finding("near", None, days_still_needed=1),
        alike,
        a_finding("tested"),
    )
    said = (
        "near (about 1 more), alike (cannot be compared), far (about 90 more),"
        " never (no more-exposed days yet), never (not recorded yet)"
    )
    assert format_without_ratio(findings) == f"5 of 6 factors: {said}."
    assert (
        format_without_ratio([*findings, unsaid, unsaid])
        == f"7 of 8 factors: {said}, never (not recorded yet), and 1 more."
    )


def test_what_has_no_room_is_counted_and_named() -> None:
    assert format_no_room([]) == ""
    name = "metformin hydrochloride prolonged release 500 mg"
    said = format_no_room([a_finding("tea"), a_finding(name)])
    assert said == f"and 2 more factors, not shown: tea, {shorten_name(name)}"
    assert shorten_name(name).endswith("500 mg")


def test_the_description_holds_every_part_of_the_page() -> None:
    report = monthly_report(a_period(date(2026, 3, 1), [2, 0, None] + [0] * 28), MARCH, MADE_ON)
    said = format_page(report)
    for part in (
        "Recorded 30 of 31 days",
        "Episodes: 2; February 2026: not recorded.",
        "Days with cramps: 1 (2 episodes, worst severity 6).",
        "Days not recorded: 3.",
        "from 5 Jan 2026, not recorded.",
        "from 23 Feb 2026, 14 a week (1.7 to 51), 2 episodes on 1 recorded day, severity 6",
        "resting: 2 at 20:00.",
        "Water: too few days: not recorded yet (0 episodes on 0 days).",
        "a leg that is swollen, warm or red; ",
        "Associations are not causes.",
        "Made on 2 Apr 2026 by cramp-diary ",
    ):
        assert part in said


def test_states_and_severities_not_given_are_said() -> None:
    said = format_page(a_report("rich"))
    assert "state not given: " in said
    assert "severity not given)" in said
    assert "No episodes on the 31 recorded days of March 2026." in format_page(
        a_report("no episodes")
    )


def test_what_the_diary_cannot_show_yet_is_said() -> None:
    finding = a_finding("tea", verdict=Verdict.CANNOT_TELL_YET)
    report = replace(a_report("rich"), findings=(finding,), negative_control=None)
    reasons = "ratios under 2.4 do not show yet, about 12 more days would show a ratio of 2"
    assert f"Tea: cannot tell yet ({reasons}): 2.0 times" in format_page(report)
    assert "do not show yet" not in format_page(replace(report, findings=(a_finding("tea"),)))


@pytest.mark.parametrize(("courses", "words"), [(1, "only one course"), (2, "only 2 courses")])
def test_a_medication_on_few_courses_is_promised_no_number_of_days(
    courses: int, words: str
) -> None:
    finding = a_finding("statin", None, days_still_needed=None)
    finding = replace(
        finding,
        risk_factor=replace(finding.risk_factor, by_course=True),
        counts=replace(finding.counts, spells=courses),
        lacking=(Shortfall(SPELLS, courses, 3),),
    )
    assert format_verdict(finding) == f"too few days: {words}"
    assert f"{words}, cannot be separated from time (25 ep" in format_finding(finding)
    taken_now_and_then = replace(finding, risk_factor=replace(finding.risk_factor, by_course=False))
    assert "of it, 3 needed" in format_verdict(taken_now_and_then)
