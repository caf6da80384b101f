"""The whole family of factors of invented diaries, from records to verdicts."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pytest

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.inference.association import associate
from cramp_diary.analysis.inference.findings import Finding, all_findings, recorded_calendar
from cramp_diary.analysis.inference.verdicts import Verdict, benjamini_hochberg
from cramp_diary.core.model import Course, Day, Dose, Episode, Factor, FactorValue, Medication
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import State
from cramp_diary.wording.findings import format_finding
from tests.support.factories import BERLIN, a_period, an_episode
from tests.support.known_ratio import START, a_diary_of, by_exposure


def test_a_strong_factor_is_a_clear_link_and_the_others_are_not() -> None:
    findings = by_exposure(a_diary_of(180, sitting_ratio=6))
    assert findings["sitting"].verdict is Verdict.CLEAR_LINK
    association = findings["sitting"].association
    assert association is not None
    assert 1 < association.low < association.rate_ratio
    for exposure in ("water", "nerve symptoms"):
        assert findings[exposure].verdict in (
            Verdict.STRONG_LINK_UNLIKELY,
            Verdict.CANNOT_TELL_YET,
        )
    for exposure in ("exertion load", "electrolyte servings", "no medication recorded"):
        assert findings[exposure].verdict is Verdict.TOO_FEW_DAYS
        assert findings[exposure].days_still_needed is None


def test_a_link_seen_for_the_first_time_is_only_possible() -> None:
    # 10 September to 29 October: at the end of September there were 21 days.
    period = a_diary_of(50, sitting_ratio=12, a_day=0.25)
    findings = by_exposure(period)
    earlier = by_exposure(period.before(date(2025, 10, 1)))
    assert findings["sitting"].q_value is not None
    assert findings["sitting"].q_value <= 0.05
    assert earlier["sitting"].verdict is Verdict.TOO_FEW_DAYS
    assert findings["sitting"].verdict is Verdict.POSSIBLE_LINK


def test_a_clear_link_is_judged_at_the_end_of_the_month_before_the_last_recorded_day() -> None:
    period = a_diary_of(180, sitting_ratio=6)
    last = max(period.recorded_days)
    earlier = by_exposure(period.before(last.replace(day=1)))
    assert earlier["sitting"].q_value is not None
    assert earlier["sitting"].q_value <= 0.05
    # Days not recorded after it change neither the month nor the verdict.
    later = replace(period, end=period.end + timedelta(75))
    assert by_exposure(later)["sitting"] == by_exposure(period)["sitting"]


def test_the_q_values_are_of_all_factors_tested() -> None:
    findings = all_findings(a_diary_of(120, sitting_ratio=2)).factors
    tested = [f for f in findings if f.association]
    assert {f.risk_factor.exposure for f in tested} == {"sitting", "water", "nerve symptoms"}
    p_values = np.array([f.association.p_value for f in tested if f.association])
    assert [f.q_value for f in tested] == pytest.approx(list(benjamini_hochberg(p_values)))
    assert all(f.q_value is None for f in findings if f not in tested)


def test_a_finding_is_the_association_of_its_daily_series() -> None:
    period = a_diary_of(90)
    daily = daily_table(period)
    for finding in all_findings(period).factors:
        if finding.association:
            factor = finding.risk_factor
            expected = associate(daily["episodes"], factor.series(daily), factor.more_exposed)
            assert finding.association == expected


def test_the_calendar_runs_from_the_first_recorded_day_to_the_last() -> None:
    daily = daily_table(a_period(START, [None, None, 0, None, 1, None]))
    assert [stamp.day for stamp in recorded_calendar(daily).index] == [12, 13, 14]
    assert len(recorded_calendar(daily_table(a_period(START, [None, None])))) == 0


@pytest.mark.parametrize(
    ("gap", "kept"), [(0, 0), (59, 59), (60, 60), (61, 60), (62, 60), (365, 60), (7305, 60)]
)
def test_a_gap_of_more_than_60_days_is_shortened_to_60(gap: int, kept: int) -> None:
    daily = daily_table(a_period(START, [None, 1, *[None] * gap, 0, *[None] * 5, 2, None]))
    calendar = recorded_calendar(daily)
    assert len(calendar) == 1 + kept + 1 + 5 + 1
    pd.testing.assert_frame_equal(calendar, daily.loc[calendar.index], check_freq=False)
    recorded = daily["episodes"].notna()
    assert recorded[recorded].index.isin(calendar.index).all()
    for side in (-1, 1):  # yesterday and tomorrow
        within = calendar["episodes"].shift(side)[calendar["episodes"].notna()].iloc[::-side][1:]
        whole = daily["episodes"].shift(side)[within.index]
        assert within.equals(whole)


def _with_a_gap(period: Period, after: int, days: int) -> Period:
    """Return the period with all from its `after`-th day on so many days later."""
    since, later = period.start + timedelta(after), timedelta(days)

    def moved(day: date) -> date:
        return day + later if day >= since else day

    def moved_episode(episode: Episode) -> Episode:
        day = moved(episode.diary_day or period.start)
        shift = later if day != episode.diary_day else timedelta()
        return replace(episode, started_at=episode.started_at + shift, diary_day=day)

    return replace(
        period,
        end=period.end + later,
        episodes=tuple(map(moved_episode, period.episodes)),
        days=tuple(replace(day, diary_day=moved(day.diary_day)) for day in period.days),
    )


@pytest.mark.parametrize("empty", [61, 910, 2002, 3640])
def test_a_diary_with_a_long_pause_is_that_with_a_pause_of_60_days(empty: int) -> None:
    period = a_diary_of(120, sitting_ratio=6, a_day=0.06)
    found, expected = (all_findings(_with_a_gap(period, 70, days)).factors for days in (empty, 60))
    assert any(f.association for f in expected)
    assert any(f.evidence.days_for_two for f in expected)
    for finding, oracle in zip(found, expected, strict=True):
        later = oracle.expected_on and oracle.expected_on + timedelta(empty - 60)
        # The month of the last recorded day, on which a clear link depends, is another one.
        assert replace(finding, verdict=oracle.verdict) == replace(oracle, expected_on=later)


@pytest.mark.parametrize("empty", [61, 910, 2002, 3640, 7305])
def test_one_day_of_another_year_counts_like_one_60_days_before(empty: int) -> None:
    def with_a_stray_day(gap: int) -> tuple[Finding, ...]:
        day = Day(diary_day=period.start - timedelta(gap + 1), no_cramps=True, sitting_hours=7)
        return all_findings(replace(period, start=day.diary_day, days=(day, *period.days))).factors

    period = a_diary_of(180, sitting_ratio=6)
    found = with_a_stray_day(empty)
    assert found == with_a_stray_day(60)
    assert [f.verdict for f in found] == [f.verdict for f in all_findings(period).factors]


def test_one_long_course_is_one_spell_and_gets_no_verdict() -> None:
    period = replace(
        a_diary_of(120),
        medications=(Medication("statin"),),
        courses=(Course("statin", START + timedelta(50)),),
    )
    statin = by_exposure(period)["statin"]
    assert statin.verdict is Verdict.TOO_FEW_DAYS
    assert [(s.what, s.have, s.need) for s in statin.lacking] == [
        ("separate spells of exposure", 1, 3)
    ]
    # More days of one course are still one course.
    assert statin.days_still_needed is None


def doses_on_days_with_cramps(hour: int | None) -> Period:
    """Return a diary of 180 days with a dose on most days with cramps, which are at 20:00."""
    period = a_diary_of(180, a_day=0.5)
    days = sorted(period.cramp_days)
    others = sorted(period.free_days)[::8]

    def taken(day: date) -> Dose:
        at = datetime.combine(day, time(hour), BERLIN) if hour is not None else None
        return Dose(day, "spray", taken_at=at)

    doses = tuple(map(taken, [day for n, day in enumerate(days) if n % 4] + others))
    return replace(period, medications=(Medication("spray"),), doses=doses)


@pytest.mark.parametrize("hour", [None, 21])
def test_a_dose_that_may_have_followed_the_cramp_is_never_a_clear_link(hour: int | None) -> None:
    spray = by_exposure(doses_on_days_with_cramps(hour))["spray"]
    assert spray.q_value is not None
    assert spray.q_value < 0.001
    assert spray.verdict is Verdict.POSSIBLE_LINK
    assert (spray.known_before, spray.order_unknown) == (0, True)
    assert "which came first that day is not known" in format_finding(spray)


def test_a_dose_that_is_known_to_have_come_before_can_be_a_clear_link() -> None:
    spray = by_exposure(doses_on_days_with_cramps(9))["spray"]
    assert spray.verdict is Verdict.CLEAR_LINK
    assert (spray.known_before, spray.order_unknown) == (1, False)


def test_less_of_what_may_follow_a_cramp_needs_no_times() -> None:
    period = a_diary_of(180, sitting_ratio=6)
    values = tuple(
        FactorValue(day.diary_day, name, sign * day.sitting_hours)
        for day in period.days
        if day.sitting_hours is not None
        for name, sign in (("tea", 1), ("broth", -1))
    )
    tea = Factor("tea", may_follow_cramp=True)
    broth = Factor("broth", may_follow_cramp=True)
    findings = by_exposure(replace(period, factors=(tea, broth), factor_values=values))
    assert findings["tea"].order_unknown
    assert findings["tea"].verdict is Verdict.POSSIBLE_LINK
    assert findings["broth"].known_before is None
    assert findings["broth"].verdict is Verdict.CLEAR_LINK


def test_a_medication_taken_now_and_then_is_compared() -> None:
    taken = tuple(Dose(START + timedelta(n), "spray") for n in range(0, 120, 3))
    period = replace(a_diary_of(120), medications=(Medication("spray"),), doses=taken)
    spray = by_exposure(period)["spray"]
    assert spray.association is not None
    assert (spray.counts.exposed_days, spray.counts.spells) == (40, 40)


def test_a_factor_that_follows_from_the_diary_is_not_comparable_and_says_why() -> None:
    period = a_diary_of(100, a_day=0.5)
    cramped = {e.diary_day for e in period.episodes if e.diary_day}
    days = [START + timedelta(n) for n in range(1, 100)]
    echo = tuple(FactorValue(d, "echo", float(d - timedelta(1) in cramped)) for d in days)
    finding = by_exposure(replace(period, factors=(Factor("echo"),), factor_values=echo))["echo"]
    assert finding.lacking == ()
    assert finding.association is None
    assert "yesterday's cramps" in finding.not_comparable
    assert finding.verdict is Verdict.TOO_FEW_DAYS


def test_the_order_of_the_factors_changes_nothing() -> None:
    names = ("alcohol", "coffee", "heat")
    rng = np.random.default_rng(4)
    values = {
        name: [
            FactorValue(START + timedelta(n), name, float(rng.integers(0, 4))) for n in range(90)
        ]
        for name in names
    }

    def found(order: tuple[str, ...]) -> dict[str, Finding]:
        return by_exposure(
            replace(
                a_diary_of(90),
                factors=tuple(map(Factor, order)),
                factor_values=tuple(v for name in order for v in values[name]),
            )
        )

    assert found(names) == found(names[::-1])


def test_a_follower_of_a_true_factor_carries_its_name() -> None:
    period = a_diary_of(240, sitting_ratio=5, a_day=0.4)
    hours = {d.diary_day: d.sitting_hours for d in period.days}
    rng = np.random.default_rng(6)
    desk = tuple(
        FactorValue(day, "desk", round(sat + float(rng.normal(0, 1.5)), 1))
        for day, sat in hours.items()
        if sat is not None
    )
    findings = by_exposure(replace(period, factors=(Factor("desk"),), factor_values=desk))
    assert findings["desk"].q_value is not None
    assert findings["desk"].q_value <= 0.10
    assert findings["desk"].inseparable_from == findings["sitting"].risk_factor
    assert findings["sitting"].inseparable_from is None


def test_the_dates_count_from_the_day_of_asking() -> None:
    period = a_diary_of(40, a_day=0.05)
    last = max(period.recorded_days)
    findings = all_findings(period, last + timedelta(10)).factors
    water = next(f for f in findings if f.risk_factor.exposure == "water")
    needed = water.days_still_needed
    assert needed
    # Forty of the fifty days since the diary began were recorded.
    assert water.expected_on == last + timedelta(10 + math.ceil(needed * 50 / 40))


def test_only_episodes_asleep_leave_the_nights() -> None:
    day = date(2026, 3, 1)
    asleep = an_episode(day, time(3))
    awake = an_episode(day + timedelta(2), time(20), state=State.RESTING)
    unknown = an_episode(day + timedelta(4), time(20), state=None)
    both = (an_episode(day + timedelta(6), time(20), state=None), an_episode(day + timedelta(7)))
    period = Period(
        start=day - timedelta(1),
        end=day + timedelta(9),
        episodes=(asleep, awake, unknown, *both),
        days=(Day(diary_day=day + timedelta(8), no_cramps=True),),
    )
    nights = daily_table(period.asleep_only())["episodes"]
    told = {stamp.date(): nights[stamp] for stamp in nights.dropna().index}
    # The night of the 1st belongs to the day before, that of the 8th to the 7th.
    assert told == {
        day - timedelta(1): 1,
        day + timedelta(2): 0,
        day + timedelta(6): 1,
        day + timedelta(8): 0,
    }
    assert period.asleep_only().asleep_only() == period.asleep_only()
