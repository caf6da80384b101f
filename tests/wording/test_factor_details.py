"""The paragraphs about one factor."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cramp_diary.analysis.inference.findings import Finding, Findings, all_findings
from cramp_diary.analysis.inference.negative_control import NEGATIVE_CONTROL
from cramp_diary.analysis.inference.power import (
    SPELLS,
    Counts,
    Evidence,
    Shortfall,
    find_shortfalls,
)
from cramp_diary.analysis.inference.raw_ratio import exact_rate_ratio
from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.analysis.published import published_for
from cramp_diary.core.errors import UnknownChoice
from cramp_diary.core.model import Course, Day, Dose, Medication
from cramp_diary.core.vocabulary import KEEP_TAKING, DrugClass
from cramp_diary.wording.chart_texts import format_factors
from cramp_diary.wording.factor_details import (
    format_evidence,
    format_factor_paragraphs,
    format_raw_ratio,
)
from cramp_diary.wording.findings import (
    format_finding,
    format_negative_control,
    format_qualifiers,
    format_verdict,
)
from cramp_diary.wording.findings_table import (
    finding_to_dict,
    findings_to_dicts,
    format_finding_row,
    select_findings,
)
from cramp_diary.wording.page_text import format_page
from tests.support.factories import a_period
from tests.support.known_ratio import START, a_diary_of, by_exposure
from tests.support.reports import a_finding, a_report

LINK = a_finding("sitting", factor="poor circulation")


def in_full(finding: Finding, tested: int = 3) -> str:
    return "\n".join(format_factor_paragraphs(finding, tested))


def test_the_raw_counts_are_said_with_their_days() -> None:
    assert format_raw_ratio(exact_rate_ratio(26, 48, 14, 62)).startswith(
        "26 episodes on 48 more-exposed days, 14 on 62 others. The plain ratio of these rates is"
        " 2.4 (1.3 to 4.7)"
    )
    assert format_raw_ratio(exact_rate_ratio(1, 1, 1, 1)).startswith(
        "1 episode on 1 more-exposed day, 1 on 1 oth"
    )
    assert "no plain ratio" in format_raw_ratio(exact_rate_ratio(5, 20, 0, 40))


def test_a_link_is_told_with_all_its_numbers() -> None:
    said = in_full(LINK)
    assert said.startswith(
        "Sitting (poor circulation): possible link.\n"
        "Counted, more exposed being more sitting: 12 episodes on 20"
    )
    assert "More sitting possibly goes together with more cramps." in said
    assert "2.0 times the episode rate, 95% interval 1.2 to 3.4." in said
    assert "p = 0.010: how often chance alone does as much. q = 0.010: the share of" in said
    assert "to expect among links like this, of 3 factors tested together." in said
    assert "No other factor with a link takes its place" in said
    assert "does not go together with them as strongly, which does not tell what came" in said
    assert said.endswith("Associations are not causes.")
    assert "among links like this, the only factor tested." in in_full(LINK, 1)


def test_the_shifted_calendars_are_counted() -> None:
    assert LINK.association is not None
    shifted = replace(LINK.association, shifted_calendars=119, as_far=1, inflation=1.44)
    said = in_full(replace(LINK, association=shifted))
    assert "Of 119 shifted calendars," in said
    assert ", 1 goes together with the cramps as strongly." in said
    none = in_full(replace(LINK, association=replace(shifted, as_far=0)))
    assert ", none go together" in none


@pytest.mark.parametrize(
    ("inflation", "said"),
    [
        (1.44, "Streaks widen the interval by a factor of 1.2 (inflation 1.44)."),
        (1.001, "Streaks do not widen the interval (inflation 1.00)."),
        (0.64, "which narrows the interval to 0.80 of its width (inflation 0.64)."),
    ],
)
def test_what_the_inflation_does_to_the_interval_is_said(inflation: float, said: str) -> None:
    assert LINK.association is not None
    inflated = replace(LINK, association=replace(LINK.association, inflation=inflation))
    assert said in in_full(inflated)


def test_what_a_link_cannot_be_told_from_is_said_everywhere() -> None:
    rival = a_finding("poor shoes").risk_factor
    finding = replace(LINK, inseparable_from=rival, may_be_reaction=True)
    both = ("cannot be separated from poor shoes", "may be a reaction to cramps")
    assert format_qualifiers(finding) == both
    assert format_verdict(finding) == f"possible link: {', '.join(both)}"
    assert all(said in format_finding(finding) for said in both)
    assert all(said in in_full(finding) for said in both)
    assert format_finding_row(finding)[-1] == format_verdict(finding)
    shown = replace(all_findings(a_diary_of(5)), factors=(finding,))
    found = finding_to_dict(finding, shown)
    assert (found["inseparable_from"], found["may_be_reaction"]) == ("poor shoes", True)


@pytest.mark.parametrize(
    ("factor", "known", "said"),
    [
        ("dehydration", 0.0, "nothing is known to have come before the first of them. What is"),
        (
            "dehydration",
            0.4567,
            "45% is known to have come before the first of them. What is",
        ),
        ("medication side effects", 0.2, "of them. A dose that is recorded on its own day keeps"),
        ("poor circulation", 0.899, "89% is known to have come before the first of them. The expo"),
    ],
)
def test_it_is_said_that_it_is_not_known_what_came_first(
    factor: str, known: float, said: str
) -> None:
    finding = replace(a_finding("some", factor=factor), known_before=known)
    assert format_qualifiers(finding) == ("which came first that day is not known",)
    assert "possible link: which came first that day is not known" in format_verdict(finding)
    assert said in in_full(finding)
    shown = replace(all_findings(a_diary_of(5)), factors=(finding,))
    found = finding_to_dict(finding, shown)
    assert found["notes"] == ["which came first that day is not known"]
    assert (found["order_unknown"], found["known_before"]) == (True, known)


def test_it_is_said_how_much_is_known_to_have_come_before() -> None:
    finding = replace(LINK, known_before=0.95)
    assert format_qualifiers(finding) == ()
    assert "Of what was recorded on days with cramps, 95% came before the first" in in_full(finding)


def test_the_meter_says_about_and_never_promises() -> None:
    def meter(*days: int | None, smallest: float | None = 2.4) -> str:
        return format_evidence(replace(LINK, evidence=Evidence(smallest, 0, *days)))

    assert meter(40, 1) == (
        "As it stands, the diary would show a ratio of about 2.4 or more in four cases of five. A"
        " ratio of 3 takes about 1 more recorded day, a ratio of 2 takes about 40 more recorded"
        " days."
    )
    assert meter(0, 0).endswith("four cases of five.")
    assert meter(12, 0).endswith("A ratio of 2 takes about 12 more recorded days.")
    assert meter(None, None, smallest=None) == (
        "The diary could not show any ratio of this factor yet."
    )


def test_what_is_missing_is_said_in_days_and_episodes_with_a_date() -> None:
    # 21 recorded days of three a week: 7 more days and more, at 3 days a week.
    counts = [n % 3 if n % 7 in (0, 2, 4) else None for n in range(49)]
    period = a_period(START, counts)
    confirmed = {d.diary_day for d in period.days}
    said = [
        Day(diary_day=day, no_cramps=day in confirmed, sitting_hours=6.0 + 3 * (n % 2))
        for n, day in enumerate(sorted(period.recorded_days))
    ]
    finding = by_exposure(replace(period, days=tuple(said)))["sitting"]
    assert [s.what for s in finding.lacking] == ["recorded days"]
    last = START + timedelta(46)
    wait = -(-7 * 47 // 21)
    assert finding.expected_on == last + timedelta(wait)
    assert "it needs 7 more recorded days, at the present pace about" in format_finding(finding)
    assert "For a first verdict it needs 7 more recorded days" in in_full(finding)
    assert finding_to_dict(finding, all_findings(period))["expected_on"] == str(finding.expected_on)


def test_several_things_missing_are_a_list_with_singular_and_plural() -> None:
    lacking = (
        Shortfall("recorded days", 27, 28),
        Shortfall("episodes", 7, 10),
        Shortfall(SPELLS, 2, 3),
    )
    finding = replace(a_finding("sitting", None, days_still_needed=9), lacking=lacking)
    expected = (
        "it needs 1 more recorded day, 3 more episodes and 2 of 3 separate spells of exposure"
    )
    assert expected in format_finding(replace(finding, expected_on=None))
    dated = replace(finding, expected_on=date(2026, 12, 8))
    assert f"{expected}, at the present pace about 8 Dec 2026" in format_finding(dated)


def test_all_that_a_first_verdict_may_lack_has_a_singular() -> None:
    lacking = find_shortfalls(Counts(60, 27, 9, 7, 7, 2))
    less_exposed = find_shortfalls(Counts(60, 27, 9, 7, 20, 3))
    finding = replace(a_finding("sitting", None, days_still_needed=9), expected_on=None)
    assert (
        "it needs 1 more recorded day, 1 more episode, 1 more cramp day,"
        " 1 more more-exposed day and 2 of 3 separate spells of exposure"
    ) in format_finding(replace(finding, lacking=lacking))
    assert "and 1 more less-exposed day" in format_finding(replace(finding, lacking=less_exposed))


def test_one_course_cannot_be_separated_from_time() -> None:
    course = replace(
        a_diary_of(120),
        medications=(Medication("statin", DrugClass.STATIN),),
        courses=(Course("statin", START + timedelta(50)),),
    )
    finding = by_exposure(course)["statin"]
    assert finding.few_courses
    said = in_full(finding)
    assert "too few days: only one course, cannot be separated from time" in said
    assert "more recorded day" not in said


NEVER = (Course("statin", START - timedelta(9), START - timedelta(5)),)
ALWAYS = (Course("statin", START),)
ONE = (Course("statin", START + timedelta(50)),)


@pytest.mark.parametrize(
    ("courses", "verdict", "why"),
    [
        (NEVER, "never taken", "never taken, so there are no days with it"),
        (ALWAYS, "taken every day", "taken every day, so there are no days without it"),
        (ONE, "only one course", "only one course, cannot be separated from time"),
    ],
)
def test_never_taken_taken_every_day_and_one_course_are_three_sentences(
    courses: tuple[Course, ...], verdict: str, why: str
) -> None:
    period = replace(a_diary_of(120), medications=(Medication("statin"),), courses=courses)
    finding = by_exposure(period)["statin"]
    assert format_verdict(finding) == f"too few days: {verdict}"
    assert f"Statin: too few days: {why} (" in format_finding(finding)
    assert f"too few days: {why} (" in in_full(finding)


def opposite(finding: Finding) -> Finding:
    assert finding.association is not None
    turned = replace(finding.association, rate_ratio=0.5, low=0.3, high=0.9)
    return replace(finding, association=turned)


def test_a_link_against_what_is_suspected_says_so_everywhere() -> None:
    finding = opposite(LINK)
    for said in (
        format_verdict(finding),
        format_finding(finding),
        in_full(finding),
    ):
        assert "the opposite of what is suspected" in said
    assert (
        "More sitting possibly goes together with fewer cramps; the opposite of what is suspected."
        in in_full(finding)
    )
    assert "the opposite" not in in_full(LINK)
    # Of a coin nothing is suspected, and what is no link is no opposite.
    assert format_qualifiers(replace(finding, risk_factor=NEGATIVE_CONTROL)) == ()
    assert format_qualifiers(replace(finding, verdict=Verdict.CANNOT_TELL_YET)) == ()


@pytest.mark.parametrize(
    ("tested", "said"), [(1, "may be chance"), (9, "one of several, may be chance")]
)
def test_a_possible_link_that_its_own_interval_does_not_show_may_be_chance(
    tested: int, said: str
) -> None:
    unsure = a_finding("sitting", (1.5, 0.95, 2.4), p_value=0.07)
    unsure = replace(unsure, tested_together=tested)
    assert format_verdict(unsure) == f"possible link: {said}"
    assert format_finding(unsure).endswith(f"; {said}.")
    assert f"possibly goes together with more cramps; {said}. Adjusted" in in_full(unsure)
    assert "may be chance" not in in_full(LINK)


def test_what_dissolves_beside_the_days_of_the_week_says_so_everywhere() -> None:
    finding = replace(LINK, follows_weekdays=True)
    said = "cannot be separated from the days of the week"
    assert format_verdict(finding) == f"possible link: {said}"
    assert format_finding(finding).endswith(f"; {said}.")
    assert f"It {said}: in a model that holds them, too, it dissolves." in in_full(finding)


def test_a_strong_link_is_unlikely_on_the_same_day() -> None:
    finding = a_finding("sitting", (1.0, 0.7, 1.5), Verdict.STRONG_LINK_UNLIKELY)
    for said in (format_verdict(finding), format_finding(finding)):
        assert "strong link unlikely on the same day" in said


def test_where_the_coin_toss_is_a_link_every_possible_one_says_it_may_be_chance() -> None:
    coin = replace(a_finding("coin toss"), risk_factor=NEGATIVE_CONTROL)
    clear = a_finding("water", verdict=Verdict.CLEAR_LINK)
    for control, is_said in ((coin, True), (replace(coin, verdict=Verdict.CANNOT_TELL_YET), False)):
        found = Findings((LINK, clear), control, LINK.risk_factor)
        said = 'it is a link: any "possible" may be chance'
        page = replace(a_report("rich"), findings=found.factors, negative_control=control)
        told = (
            format_negative_control(found),
            format_page(page),
            format_factors(found.shown),
            "".join(finding_to_dict(LINK, found)["notes"]),  # type: ignore[arg-type]
            "\n".join(format_factor_paragraphs(LINK, found.tested, control)),
        )
        assert [said.casefold() in one.casefold() for one in told] == [is_said] * 5
        assert said not in str(finding_to_dict(clear, found))


def test_the_published_size_stands_beside_the_persons_own() -> None:
    taken = tuple(Dose(START + timedelta(n), "water pill") for n in range(0, 120, 3))
    period = replace(
        a_diary_of(120), medications=(Medication("water pill", DrugClass.LOOP),), doses=taken
    )
    finding = by_exposure(period)["water pill"]
    assert finding.risk_factor.published == published_for(DrugClass.LOOP)
    said = in_full(finding)
    assert "Published: 1.20 (1.00 to 1.44), a sequence ratio of loop diuretics" in said
    assert "Sequence ratio: people first treated" in said
    found = finding_to_dict(finding, all_findings(period))
    assert [size["value"] for size in found["published"]] == [1.20, 1.47]  # type: ignore[attr-defined]
    assert said.endswith(KEEP_TAKING)
    own = said.replace(KEEP_TAKING, "")
    assert not re.search(r"\b(stop|quit|discontinu|avoid)", own, re.IGNORECASE)
    water = in_full(by_exposure(period)["water"])
    assert KEEP_TAKING not in water
    assert "Hoffman 2015" in water
    assert "Lau 2019" in in_full(by_exposure(period)["electrolyte servings"])


def test_a_name_means_an_exposure_or_a_factor_of_the_article() -> None:
    found = all_findings(replace(a_diary_of(60), medications=(Medication("a"), Medication("b"))))
    assert [f.risk_factor.exposure for f in select_findings(found, "Sitting")] == ["sitting"]
    assert [f.risk_factor.exposure for f in select_findings(found, " poor  circulation ")] == [
        "sitting"
    ]
    both = select_findings(found, "medication side effects")
    assert [f.risk_factor.exposure for f in both] == ["a", "b"]
    assert select_findings(found, "coin toss") == (found.negative_control,)
    assert [f.risk_factor.exposure for f in select_findings(found, "sit")] == ["sitting"]
    assert [f.risk_factor.exposure for f in select_findings(found, "shoes")] == [
        "hours in poor shoes"
    ]
    assert select_findings(found, "medication") == both
    with pytest.raises(UnknownChoice, match=r"There is no factor ' ': use"):
        select_findings(found, " ")
    with pytest.raises(UnknownChoice, match=r"There is no factor 'socks': use water, .* coin toss"):
        select_findings(found, "socks")


def test_the_objects_say_which_is_the_negative_control_and_hold_the_same_sentences() -> None:
    found = all_findings(a_diary_of(120, sitting_ratio=4))
    objects = findings_to_dicts(found)
    assert [o["in_family"] for o in objects] == [True] * len(found.factors) + [False]
    for finding, one in zip(found.shown, objects, strict=True):
        assert one["sentence"] == format_finding(finding)
        in_full = format_factor_paragraphs(finding, found.tested, found.negative_control)
        assert one["in_full"] == list(in_full)
        qualifiers = list(format_qualifiers(finding))
        assert one["notes"][: len(qualifiers)] == qualifiers  # type: ignore[index]
        assert (one["raw"] is None) == (finding.association is None)


@pytest.mark.parametrize("verdict", [Verdict.CLEAR_LINK, Verdict.POSSIBLE_LINK])
def test_no_word_of_it_claims_more_than_an_association(verdict: Verdict) -> None:
    said = in_full(a_finding(verdict=verdict)).replace("Associations are not causes.", "")
    assert not re.search(r"caus|trigger|effect|safe|risk\b|odds", said)
