"""Sentences about a trend, the changes of a medication and the reliefs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.inference.before_after import Difference
from cramp_diary.analysis.published import BY_CLASS, published_for
from cramp_diary.analysis.summaries.medication_timeline import medication_timelines
from cramp_diary.analysis.summaries.relief import relief_summary
from cramp_diary.analysis.summaries.trend import Trend, assess_trend
from cramp_diary.core.model import Course, Day, Medication, Relief, Wear
from cramp_diary.core.period import Period
from cramp_diary.core.settings import Settings
from cramp_diary.core.vocabulary import KEEP_TAKING, DrugClass, ReliefMethod
from cramp_diary.wording.medication_timeline import (
    CAVEATS,
    format_change_sentences,
    format_medication_heading,
)
from cramp_diary.wording.published import format_published, format_sizes
from cramp_diary.wording.rate_changes import format_points
from cramp_diary.wording.relief import (
    format_habits,
    format_relief_heading,
    format_relief_notes,
    format_relief_row,
)
from cramp_diary.wording.trend import (
    WARNING,
    format_season,
    format_trend_heading,
    format_trend_rows,
    format_trend_sentences,
    format_warnings,
)
from tests.analysis.test_trend import AWKWARD, OFTEN, SELDOM, START, WEEKLY, Counts, a_year
from tests.support.factories import a_period, an_episode

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.medication_timeline import MedicationTimeline
    from cramp_diary.analysis.summaries.relief import ReliefSummary

OVERCLAIMING = re.compile(r"\b(caus|trigger|effect|affect|safe|risk|odds|prevent)", re.IGNORECASE)
ADVICE = re.compile(r"\b(stop|discontinu|quit|cease|avoid|withdraw)", re.IGNORECASE)
PLURAL_OF_ONE = re.compile(
    r"(?<![\d.,])1 (?:\w+ )?(?:episodes|days|weeks|points|times)\b(?! with| on| in)|\b[02-9] day\b"
)

TRENDS: dict[str, Counts] = {
    "worsening": SELDOM * 3 + OFTEN * 4,
    "easing": OFTEN * 12 + WEEKLY * 4,
    "persisting": OFTEN * 16,
    "neither": SELDOM * 3 + WEEKLY * 3 + [0] * 7,
    "a year": a_year(20, 9),
    **AWKWARD,
}


def trend_of(name: str) -> Trend:
    counts = TRENDS[name]
    last_day = START + timedelta(days=len(counts) - 1)
    return assess_trend(daily_table(a_period(START, counts)), last_day)


def all_of(found: Trend) -> list[str]:
    return [
        format_trend_heading(found),
        *format_trend_sentences(found),
        *format_warnings(found),
        *format_season(found.season),
    ]


def a_timeline(counts: Counts, *courses: Course, **classes: DrugClass) -> list[MedicationTimeline]:
    names = dict.fromkeys(course.medication for course in courses)
    medications = tuple(Medication(n, classes.get(n, DrugClass.LOOP)) for n in names)
    period = replace(a_period(START, counts), courses=courses, medications=medications)
    return list(medication_timelines(period, START + timedelta(days=len(counts) - 1)))


def said_of(timeline: MedicationTimeline) -> list[str]:
    changes = [sentence for c in timeline.changes for sentence in format_change_sentences(c)]
    return [
        format_medication_heading(timeline),
        *changes,
        *format_sizes(timeline.published),
        *CAVEATS,
    ]


@pytest.mark.parametrize("name", TRENDS)
def test_the_warning_stands_exactly_where_cramps_persist_or_worsen(name: str) -> None:
    found = trend_of(name)
    said = " ".join(all_of(found))
    applies = found.persisting or found.verdict == "worsening"
    assert (WARNING in said) == ("doctor" in said) == applies == found.see_a_doctor
    assert ("The cramps persist:" in said) == found.persisting
    assert ("The cramps are worsening:" in said) == (found.verdict == "worsening")


@pytest.mark.parametrize("name", TRENDS)
def test_sentences_are_sentences_and_claim_no_more_than_they_may(name: str) -> None:
    for sentence in all_of(trend_of(name)):
        assert sentence.endswith(".")
        assert "  " not in sentence
        assert not OVERCLAIMING.findall(sentence)
        assert not PLURAL_OF_ONE.findall(sentence)
        assert not re.findall(r"nan|inf\b|None|-0\.0", sentence)


@pytest.mark.parametrize("name", TRENDS)
def test_the_table_of_a_trend_has_three_columns_and_says_what_is_missing(name: str) -> None:
    rows = format_trend_rows(trend_of(name))
    assert {len(row) for row in rows} == {3}
    assert all(cell for row in rows[1:] for cell in row)


def test_a_worsening_is_said_with_its_reason_and_numbers() -> None:
    found = trend_of("worsening")
    assert format_trend_heading(found) == (
        "The four weeks through Sun 27 Apr 2025, against the twelve before: worsening."
    )
    assert format_trend_sentences(found)[0].startswith(
        "Episode rate: worsening; 21 times that of the"
    )
    assert "(27 episodes on 112 days)" in format_trend_sentences(found)[0]
    assert format_warnings(found) == (
        (
            "The cramps are worsening: the episode rate of the last four weeks is above that of the"
            " twelve weeks before."
        ),
        WARNING,
    )


def test_persisting_is_said_with_its_weeks() -> None:
    assert format_warnings(trend_of("persisting")) == (
        "The cramps persist: they came in each of the last 4 weeks and in 12 of the 12 before.",
        WARNING,
    )


def test_what_is_missing_is_said() -> None:
    assert format_trend_sentences(trend_of("one day")) == (
        (
            "Episode rate: too few days: 0 recorded days in the twelve weeks before, 28 needed;"
            " 1 recorded day in the last four weeks, 14 needed; 1 episode in the sixteen weeks,"
            " 10 needed; 1 cramp day in the sixteen weeks, 8 needed."
        ),
        (
            "Severity: too few days: 0 cramp days with a severity in the twelve weeks before,"
            " 8 needed; 1 cramp day with a severity in the last four weeks, 4 needed."
        ),
    )


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (1.0625, "1.1 points higher, 95% interval -1.5 to +3.6"),
        (-2.0, "2.0 points lower, 95% interval -1.5 to +3.6"),
        (-0.01, "the same, 95% interval -1.5 to +3.6"),
    ],
)
def test_a_difference_is_said_with_its_direction(points: float, words: str) -> None:
    assert format_points(Difference(points, -1.52, 3.64, 0.3, 1.0)) == words


def test_the_seasons_are_named_by_their_months_and_with_a_caveat() -> None:
    period = a_period(date(2025, 1, 1), a_year(23, 9))
    counts, published, caveat = format_season(
        assess_trend(daily_table(period), date(2025, 12, 31)).season
    )
    assert counts.startswith("June to August: 23 episodes on 92 days recorded, 1.8 a week (")
    assert " December to February: 9 episodes on 90 days recorded, 0.70 a week (" in counts
    assert counts.endswith(" The rate of June to August is 2.5 times that of December to February.")
    assert "Published: about 2 times as many new treatments for cramps in summer" in published
    assert "(Garrison 2015)" in published
    assert "summer depends on where you live" in published
    assert "season cannot be separated" in caveat
    assert format_season(trend_of("persisting").season) == ()
    assert "these years" in format_season(trend_of("ten years").season)[-1]


@pytest.mark.parametrize("drug_class", BY_CLASS)
def test_published_sizes_are_said_with_interval_and_source(drug_class: DrugClass) -> None:
    for size in published_for(drug_class):
        said = format_published(size)
        assert said.startswith(f"Published: {size.value:.2f}")
        assert (
            (f"({size.low:.2f} to {size.high:.2f})" in said) if size.low else (" to " not in said)
        )
        assert said.endswith(f"({size.source} {size.year}).")


def on(day: int) -> date:
    return START + timedelta(days=day)


TIMELINES = {
    "a start": a_timeline(OFTEN * 12, Course("pill", on(40), None, "20 mg")),
    "an end, a new dose and another": a_timeline(
        OFTEN * 12,
        Course("pill", on(30), on(39), "20 mg"),
        Course("pill", on(40), on(60)),
        Course("spray", on(50), None, "2 puffs"),
        spray=DrugClass.LABA_INHALER,
    ),
    "just begun": a_timeline(OFTEN * 6, Course("pill", on(40))),
    "an empty diary": a_timeline([None] * 60, Course("pill", on(40), on(50))),
    "an only day": a_timeline([1], Course("pill", START, START)),
    "no course yet": a_timeline([1], Course("pill", on(5))),
    "a statin": a_timeline([0] * 90, Course("pill", on(40)), pill=DrugClass.STATIN),
}


@pytest.mark.parametrize("name", TIMELINES)
def test_nothing_said_of_a_medication_advises_or_claims(name: str) -> None:
    for timeline in TIMELINES[name]:
        for sentence in said_of(timeline):
            assert not ADVICE.findall(sentence.replace(KEEP_TAKING, ""))
            assert not OVERCLAIMING.findall(sentence)
            assert not PLURAL_OF_ONE.findall(sentence)
            assert not re.findall(r"nan|inf\b|None|  ", sentence)
        assert all(s.endswith(".") for s in said_of(timeline)[1:])


def test_a_change_is_said_with_both_rates_the_ratio_and_what_else_changed() -> None:
    pill, spray = TIMELINES["an end, a new dose and another"]
    start, new_dose, end = pill.changes
    assert format_change_sentences(start)[0] == "Start on Wed 5 Feb 2025 (20 mg)."
    first, before, after, ratio, also = format_change_sentences(new_dose)
    assert first == "New dose from Sat 15 Feb 2025 on (not given after 20 mg)."
    assert re.fullmatch(
        r"28 days before: \d+ episodes on 28 days recorded, .+ a week \(.+\)\.", before
    )
    assert re.fullmatch(
        r"28 days after: \d+ episodes on 28 days recorded, .+ a week \(.+\)\.", after
    )
    assert re.fullmatch(
        r"Episode rate after: .+ times that of the 28 days before, 95% interval .+"
        r" \(48 episodes on 56 days\)\.",
        ratio,
    )
    assert also == (
        "Also changed within these 56 days: pill, start on Wed 5 Feb 2025 (20 mg); spray, start"
        " on Tue 25 Feb 2025 (2 puffs); pill, course ended with Fri 7 Mar 2025."
    )
    assert format_change_sentences(end)[0] == "Course ended with Fri 7 Mar 2025."
    assert next(format_sizes(spray.published)) == (
        "Published: 2.42 (2.02 to 2.89), a sequence ratio of LABA inhalers (Garrison 2012)."
    )


def test_days_still_to_come_and_what_is_missing_are_said() -> None:
    (pill,) = TIMELINES["just begun"]
    said = format_change_sentences(pill.changes[0])
    assert said[2].startswith("28 days after (26 days still to come): ")
    assert said[3] == (
        "Episode rate after: too few days: 2 recorded days in the 28 days after, 14 needed."
    )


def test_a_medication_without_a_course_has_no_change() -> None:
    (pill,) = TIMELINES["no course yet"]
    assert format_medication_heading(pill) == "pill (loop): no course, so no change to compare"
    needed = replace(pill, dose_days=1)
    assert "taken as needed on 1 day, no course" in format_medication_heading(needed)


def test_the_caveats_name_placebo_and_the_review() -> None:
    said = " ".join(CAVEATS)
    assert "placebo and nocebo" in said
    assert "28% fewer cramps after four weeks (Cochrane review on magnesium)" in said
    assert said.endswith(KEEP_TAKING)


def a_summary(*minutes: float | None, method: ReliefMethod = ReliefMethod.HEAT) -> ReliefSummary:
    episodes = tuple(
        replace(an_episode(START), reliefs=(Relief(method, length),)) for length in minutes
    )
    return relief_summary(Period(start=START, end=on(7), episodes=episodes))


def test_a_method_is_a_row_with_its_interval_or_why_there_is_none() -> None:
    (heat,) = a_summary(1, 2, 3, 4, 5, 9.26, None).methods
    assert format_relief_row(heat) == ("heat", "7", "6", "1", "3.5", "1 to 9.3", "6.0")
    (heat,) = a_summary(1, 2, 3, 4, 5).methods
    assert format_relief_row(heat) == ("heat", "5", "5", "0", "3", "n < 6", "6.0")
    (heat,) = a_summary(None).methods
    assert format_relief_row(heat) == ("heat", "1", "0", "1", "", "", "6.0")


def test_the_notes_say_that_methods_are_not_compared_and_why_an_interval_is_missing() -> None:
    assert "not compared fairly" in " ".join(format_relief_notes(a_summary(*range(1, 9))))
    assert not any("n < 6" in note for note in format_relief_notes(a_summary(*range(1, 9))))
    assert any("n < 6" in note for note in format_relief_notes(a_summary(1)))
    assert format_relief_notes(a_summary()) == ()


def test_the_heading_of_relief_says_the_period_and_the_episodes_without() -> None:
    assert format_relief_heading(a_summary()) == "Relief: no episodes."
    assert format_relief_heading(a_summary(1)) == (
        "Relief, Mon 6 Jan 2025 to Sun 12 Jan 2025: 1 episode, each with a method of relief."
    )


def test_habits_are_said_with_their_days_in_the_persons_unit() -> None:
    days = tuple(
        Day(diary_day=on(n), water_ml=1000.0 * n, stretch_minutes=n, electrolyte_servings=n)
        for n in range(3)
    )
    period = Period(start=START, end=on(7), days=days, wear=(Wear(START, "none", 0),))
    goal = replace(period, settings=Settings(water_goal=2000))
    first, *rest = format_habits(relief_summary(period).habits, Settings())
    assert first == "Water: median 1000 ml a day on 3 days recorded."
    assert format_habits(relief_summary(goal).habits, Settings()) == (
        "Water goal: 2000 ml reached on 1 of 3 days recorded.",
        "Stretching: on 2 of 3 days recorded.",
        "Electrolyte servings: median 1 a day on 3 days recorded.",
        "Shoes with arch support and toe room: median 0 h a day on 1 day recorded.",
    )
    assert rest == list(format_habits(relief_summary(goal).habits, Settings())[1:])
    empty = relief_summary(Period(start=START, end=START))
    assert format_habits(empty.habits, Settings()) == (
        "Water: not recorded.",
        "Stretching: not recorded.",
        "Electrolyte servings: not recorded.",
        "Shoes with arch support and toe room: not recorded.",
    )
