"""Diaries that break careless statistics: nothing infinite, no warning, no link out of nothing."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from datetime import time, timedelta

import pytest

from cramp_diary.analysis.inference.findings import Finding, all_findings
from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.core.model import Day, Factor, FactorValue, Medication
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import State
from cramp_diary.wording.factor_details import format_factor_paragraphs
from cramp_diary.wording.findings import format_finding
from cramp_diary.wording.findings_table import findings_to_dicts
from tests.support.factories import a_period, an_episode
from tests.support.known_ratio import START, a_diary_of, by_exposure


def assert_finite(findings: tuple[Finding, ...]) -> None:
    for f in findings:
        numbers = [f.q_value, f.evidence.smallest_ratio, f.days_still_needed]
        if f.association:
            a = f.association
            numbers += [a.rate_ratio, a.low, a.high, a.p_value, a.inflation]
            numbers += [a.contrast.less_exposed, a.contrast.more_exposed]
            assert a.low <= a.rate_ratio <= a.high
        assert all(math.isfinite(n) for n in numbers if n is not None)


def hourly(days: int) -> Period:
    """Return a diary with an episode every hour."""
    episodes = tuple(
        an_episode(START + timedelta(n), time(hour), state=State.EXERCISING)
        for n in range(days)
        for hour in range(4, 24)
    )
    said = tuple(
        Day(diary_day=START + timedelta(n), sitting_hours=float(n % 3)) for n in range(days)
    )
    return Period(start=START, end=START + timedelta(days), episodes=episodes, days=said)


def with_a_constant_factor() -> Period:
    period = a_diary_of(60)
    values = tuple(FactorValue(START + timedelta(n), "tea", 3.0) for n in range(60))
    return replace(period, factors=(Factor("tea"),), factor_values=values)


def with_a_factor_of_five_days() -> Period:
    period = a_diary_of(60)
    values = tuple(FactorValue(START + timedelta(n), "tea", float(n)) for n in range(5))
    return replace(period, factors=(Factor("tea"),), factor_values=values)


def with_an_unused_medication() -> Period:
    return replace(a_diary_of(60), medications=(Medication("statin"),))


def ten_years_with_one_episode() -> Period:
    counted: list[int | None] = [0] * 3650
    counted[1000] = 1
    return a_period(START, counted)


def every_night(days: int, *, cramps: int = 1) -> Period:
    """Return a diary of the same number of cramps every night, and sitting that varies."""
    period = a_period(START, [cramps] * days)
    said = tuple(
        Day(diary_day=START + timedelta(n), sitting_hours=float(n * n % 5)) for n in range(days)
    )
    return replace(period, days=said)


def one_weekday_only(weeks: int) -> Period:
    """Return a diary kept on one day of the week."""
    counted: list[int | None] = [None] * (7 * weeks)
    counted[::7] = [n * n % 3 for n in range(weeks)]
    period = a_period(START, counted)
    silent = {day.diary_day for day in period.days}
    days = [START + timedelta(7 * n) for n in range(weeks)]
    said = tuple(
        Day(diary_day=day, no_cramps=day in silent, sitting_hours=float(n * 7 % 4))
        for n, day in enumerate(days)
    )
    return replace(period, days=said)


def sitting_at_weekends(days: int) -> Period:
    """Return a diary of cramps at weekends, and an exposure that is the weekend itself."""
    whole = [START + timedelta(n) for n in range(days)]
    weekend = [day.weekday() >= 5 for day in whole]
    period = a_period(START, [int(at) for at in weekend])
    silent = {day.diary_day for day in period.days}
    said = tuple(
        Day(diary_day=day, no_cramps=day in silent, sitting_hours=9.0 if at else 5.0)
        for day, at in zip(whole, weekend, strict=True)
    )
    return replace(period, days=said)


AWKWARD = {
    "a cramp every night": every_night(120),
    "three cramps every night": every_night(120, cramps=3),
    "one weekday only": one_weekday_only(120),
    "an exposure that is the weekend": sitting_at_weekends(120),
    "nothing": Period(start=START, end=START),
    "no day recorded": a_period(START, [*[None] * 60]),
    "a single episode": a_period(START, [1]),
    "no episode": a_period(START, [*[0] * 60]),
    "an episode every hour": hourly(60),
    "a constant factor": with_a_constant_factor(),
    "a factor of five days": with_a_factor_of_five_days(),
    "a medication without course": with_an_unused_medication(),
    "ten years with one episode": ten_years_with_one_episode(),
    "all in two days": a_period(START, [12, 12, *[0] * 58]),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_diaries_have_findings_without_warnings_and_nothing_infinite(name: str) -> None:
    findings = all_findings(AWKWARD[name]).factors
    assert len(findings) >= 7
    assert_finite(findings)
    assert not any(
        f.verdict in (Verdict.CLEAR_LINK, Verdict.POSSIBLE_LINK)
        for f in findings
        if f.risk_factor.exposure != "sitting"
    )


@pytest.mark.parametrize("name", AWKWARD)
def test_all_that_is_said_of_awkward_diaries_is_finite_and_whole(name: str) -> None:
    found = all_findings(AWKWARD[name])
    json.dumps(findings_to_dicts(found), allow_nan=False)
    for finding in found.shown:
        paragraphs = format_factor_paragraphs(finding, found.tested)
        assert len(paragraphs) >= 3
        for said in (*paragraphs, format_finding(finding)):
            assert said.endswith(".")
            assert not re.search(r"\b(nan|inf|None)\b|\.\.|  ", said)
        if finding.association is None:
            assert "too few days" in paragraphs[0] or "cannot be compared" in paragraphs[0]


def test_a_factor_of_five_days_says_what_is_missing() -> None:
    tea = by_exposure(AWKWARD["a factor of five days"])["tea"]
    assert tea.verdict is Verdict.TOO_FEW_DAYS
    assert "23 more recorded days" in format_finding(tea)


@pytest.mark.parametrize("name", ["a constant factor", "a medication without course"])
def test_a_factor_that_never_varies_is_never_compared(name: str) -> None:
    exposure = {"a constant factor": "tea"}.get(name, "statin")
    finding = by_exposure(AWKWARD[name])[exposure]
    assert finding.counts.days == 60
    assert finding.association is None
    assert finding.days_still_needed is None


@pytest.mark.parametrize("name", ["a cramp every night", "three cramps every night"])
def test_the_same_every_night_goes_together_with_nothing(name: str) -> None:
    sitting = by_exposure(AWKWARD[name])["sitting"]
    assert sitting.association is not None
    assert sitting.association.rate_ratio == pytest.approx(1, abs=0.01)
    assert sitting.association.low < 1 < sitting.association.high
    assert sitting.verdict is Verdict.STRONG_LINK_UNLIKELY


def test_an_exposure_that_is_the_weekend_is_not_told_from_the_days_of_the_week() -> None:
    sitting = by_exposure(AWKWARD["an exposure that is the weekend"])["sitting"]
    assert sitting.verdict in (Verdict.CLEAR_LINK, Verdict.POSSIBLE_LINK)
    assert sitting.follows_weekdays
    assert "cannot be separated from the days of the week" in format_finding(sitting)


def test_one_weekday_only_has_a_verdict() -> None:
    sitting = by_exposure(AWKWARD["one weekday only"])["sitting"]
    assert sitting.association is not None
    assert sitting.counts.days == 120


def test_an_episode_every_hour_is_no_link_with_anything() -> None:
    sitting = by_exposure(AWKWARD["an episode every hour"])["sitting"]
    assert sitting.association is not None
    assert sitting.association.rate_ratio == pytest.approx(1, abs=0.01)
    assert sitting.verdict is Verdict.STRONG_LINK_UNLIKELY
