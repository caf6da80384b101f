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
from cramp_diary.wording.highlights import format_highlights
from cramp_diary.wording.page_labels import (
    shorten_name,
)
from cramp_diary.wording.page_text import format_page
from tests.support.factories import a_period
from tests.support.reports import CASES, MADE_ON, MARCH, a_finding, a_report

OVERCLAIMING = re.compile(r"\b(caus|trigger|effect|affect|safe|risk|odds|prevent)", re.IGNORECASE)


@pytest.mark.parametrize("case", CASES)
def test_no_sentence_claims_more_than_an_association(case: str) -> None:
    report = a_report(case)
    said = format_page(report).replace("Associations are not causes.", "")
    assert not OVERCLAIMING.findall(" ".join((said, *format_highlights(report))))


def test_the_head_says_how_many_entries_were_logged_late() -> None:
    first = format_page(a_report("some logged late")).split("\n\n")[0].splitlines()
    assert first[1:] == [
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
def test_up_to_five_sentences_each_a_sentence(case: str) -> None:
    sentences = format_highlights(a_report(case))
    assert 1 <= len(sentences) <= 5
    assert all(sentence.endswith(".") and "  " not in sentence for sentence in sentences)


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
    findings = (wide, narrow, unlikely, weak, strong, clear)
    sentences = format_highlights(replace(a_report("rich"), findings=findings))
    names = ("clear", "strong", "weak", "unlikely", "narrow")
    assert [
        name in sentence.casefold() for name, sentence in zip(names, sentences, strict=True)
    ] == [True] * 5


def test_what_has_too_few_days_is_summed_up_last_with_the_nearest() -> None:
    findings = (
        a_finding("far", None, days_still_needed=90),
        a_finding("near", None, days_still_needed=1),
        a_finding("never", None, days_still_needed=None),
        *(a_finding(f"tested {n}") for n in range(4)),
    )
    sentences = format_highlights(replace(a_report("rich"), findings=findings))
    assert len(sentences) == 5
    assert sentences[-1] == (
        "No verdict yet on 3 of 7 factors: too few days."
        " The nearest is near, after about 1 more recorded day."
    )


def test_no_link_gives_way_to_what_has_too_few_days() -> None:
    too_few = a_finding("far", None, days_still_needed=90)
    five = [a_finding(f"link {n}") for n in range(5)]
    report = a_report("rich")
    sentences = format_highlights(replace(report, findings=(*five, too_few)))
    assert ["link" in sentence for sentence in sentences] == [True] * 5
    seven = (*five, a_finding("link 5"), a_finding("link 6"), too_few)
    sentences = format_highlights(replace(report, findings=seven))
    assert len(sentences) == 5
    assert sentences[-1] == "And 3 more links, in the table above."


def test_sentences_leave_the_numbers_to_the_table_and_the_description_has_them() -> None:
    report = replace(a_report("rich"), findings=(a_finding("sitting"),))
    assert format_highlights(report) == ("More sitting possibly goes together with more cramps.",)
    said = format_page(report)
    for part in ("2.0 times", "95% interval 1.2 to 3.4", "25 episodes on 60 days"):
        assert part in said


def test_long_names_are_cut_in_sentences_and_whole_in_the_description() -> None:
    name = "metformin hydrochloride prolonged release 500 mg"
    report = replace(a_report("rich"), findings=(a_finding(name),))
    (sentence,) = format_highlights(report)
    assert shorten_name(name) in sentence
    assert shorten_name(name).endswith("500 mg")
    assert name not in sentence
    assert name in format_page(report)


def test_the_description_holds_every_part_of_the_page() -> None:
    report = monthly_report(a_period(date(2026, 3, 1), [2, 0, None] + [0] * 28), MARCH, MADE_ON)
    said = format_page(report)
    for part in (
        "Cramp diary, March 2026\nRecorded 30 of 31 days",
        "Episodes: 2; February 2026: not recorded.",
        "Days with cramps: 1 (2 episodes, worst severity 6).",
        "Days not recorded: 3.",
        "from 5 Jan 2026, not recorded.",
        "from 23 Feb 2026, 14 a week (1.7 to 51), 2 episodes on 1 recorded day, severity 6",
        "resting: 2 at 20:00.",
        "Water: too few days: not recorded yet (0 episodes on 0 days).",
        "- one leg is swollen, warm or red",
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
