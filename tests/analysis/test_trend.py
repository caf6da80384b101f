"""Persisting, worsening and easing, the seasons, and diaries that break careless statistics."""

from __future__ import annotations

import math
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.summaries import trend
from cramp_diary.analysis.summaries.season import compare_seasons
from cramp_diary.analysis.summaries.trend import Trend, TrendVerdict, assess_trend
from cramp_diary.core.period import Period
from tests.support.factories import a_period
from tests.support.simulated_changes import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

START = date(2025, 1, 6)

Counts = list[int | None]

WEEKLY: Counts = [1, 0, 0, 0, 0, 0, 0]
SELDOM: Counts = [1, *[0] * 27]
OFTEN: Counts = [1, 0, 2, 1, 0, 1, 1]


def trend_of(
    counts: Counts, severities: Sequence[int | None] | None = None, start: date = START
) -> Trend:
    """Return the trend through the last day; `severities` are those of the episodes in turn."""
    period = a_period(start, counts)
    if severities is not None:
        pairs = zip(period.episodes, severities, strict=True)
        period = replace(period, episodes=tuple(replace(e, severity=s) for e, s in pairs))
    return assess_trend(daily_table(period), start + timedelta(days=len(counts) - 1))


def test_more_cramps_than_before_are_worsening() -> None:
    found = trend_of(SELDOM * 3 + OFTEN * 4)
    assert found.rate_verdict is found.verdict is TrendVerdict.WORSENING
    assert found.see_a_doctor
    assert not found.persisting
    assert (found.rate.before.episodes, found.rate.after.episodes) == (3, 24)


def test_fewer_cramps_than_before_are_easing_and_not_persisting() -> None:
    found = trend_of(OFTEN * 12 + WEEKLY * 4)
    assert found.verdict is TrendVerdict.EASING
    assert (found.last_cramp_weeks, found.before_cramp_weeks) == (4, 12)
    assert not found.persisting
    assert not found.see_a_doctor


def test_the_same_every_week_persists_without_a_clear_change() -> None:
    found = trend_of(OFTEN * 16)
    assert found.verdict is TrendVerdict.NO_CLEAR_CHANGE
    assert found.persisting
    assert found.see_a_doctor


@pytest.mark.parametrize(
    ("before", "last", "persists"), [(9, 4, True), (8, 4, False), (12, 3, False), (12, 4, True)]
)
def test_persisting_is_nine_weeks_of_twelve_and_all_of_the_last_four(
    before: int, last: int, *, persists: bool
) -> None:
    quiet: Counts = [0] * 7
    counts = quiet * (12 - before) + WEEKLY * before + quiet * (4 - last) + WEEKLY * last
    found = trend_of(counts)
    assert (found.before_cramp_weeks, found.last_cramp_weeks) == (before, last)
    assert found.persisting is persists
    assert found.see_a_doctor is persists


def test_persisting_needs_no_recorded_days_without_cramps() -> None:
    only_cramps: Counts = [1, *[None] * 6]
    found = trend_of(only_cramps * 16)
    assert found.rate_verdict is TrendVerdict.TOO_FEW_DAYS
    assert found.persisting


def test_worse_cramps_at_the_same_rate_are_worsening() -> None:
    counts = OFTEN * 16
    episodes = sum(n or 0 for n in counts)
    severities = [n % 3 + (6 if n >= episodes * 3 / 4 else 0) for n in range(episodes)]
    found = trend_of(counts, severities)
    assert found.rate_verdict is TrendVerdict.NO_CLEAR_CHANGE
    assert found.severity_verdict is found.verdict is TrendVerdict.WORSENING
    assert found.severity.difference is not None
    assert found.severity.difference.points == pytest.approx(6, abs=0.5)


def test_milder_but_more_cramps_are_worsening_and_no_severity_is_too_few() -> None:
    counts = SELDOM * 3 + OFTEN * 4
    found = trend_of(counts, [None] * 27)
    assert found.severity_verdict is TrendVerdict.TOO_FEW_DAYS
    assert (found.severity.before_mean, found.severity.after_mean) == (None, None)
    assert found.verdict is TrendVerdict.WORSENING
    seldom: Counts = [1, *[0] * 8]
    counts = [*(seldom * 10)[:84], *OFTEN * 4]
    found = trend_of(counts, [9] * 10 + [2] * 24)
    assert found.rate_verdict is TrendVerdict.WORSENING
    assert found.severity_verdict is TrendVerdict.EASING
    assert found.verdict is TrendVerdict.WORSENING


def test_what_comes_after_the_day_asked_for_is_left_out() -> None:
    counts = OFTEN * 16
    period = a_period(START, counts + [5] * 60)
    last_day = START + timedelta(days=len(counts) - 1)
    assert assess_trend(daily_table(period), last_day) == trend_of(counts)


def test_the_last_four_weeks_are_the_28_days_through_the_day() -> None:
    found = trend_of([3, *[0] * 83, *[0] * 27, 2])
    assert (found.rate.before.episodes, found.rate.before.days) == (3, 84)
    assert (found.rate.after.episodes, found.rate.after.days) == (2, 28)
    found = trend_of([7, *[0] * 84, 4, *[0] * 27])
    assert (found.rate.before.episodes, found.rate.after.episodes) == (0, 4)


AWKWARD: dict[str, Counts] = {
    "empty": [],
    "one day": [1],
    "one day without cramps": [0],
    "nothing recorded": [None] * 120,
    "no cramps ever": [0] * 200,
    "an episode a day": [1] * 120,
    "twenty a day": [20] * 120,
    "all in one day": [*[0] * 119, 12],
    "only the last month": [1, 0] * 14,
    "nothing lately": [*([1, 0] * 42), *[None] * 28],
    "recorded on cramp days only": [1, None, None] * 40,
    "ten years": [1, 0, 0, 0, None] * 730,
}


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("severe", [True, False])
def test_awkward_diaries_have_a_trend_with_finite_numbers(name: str, *, severe: bool) -> None:
    counts = AWKWARD[name]
    episodes = sum(n or 0 for n in counts)
    found = trend_of(counts, None if severe else [None] * episodes)
    assert all(math.isfinite(n) for n in numbers(asdict(found)))
    assert found.verdict in (TrendVerdict.TOO_FEW_DAYS, TrendVerdict.NO_CLEAR_CHANGE)


def test_a_diary_without_rows_has_a_trend_on_any_day() -> None:
    empty = daily_table(Period(start=date.min, end=date.min))
    assert assess_trend(empty, START).verdict is TrendVerdict.TOO_FEW_DAYS


def a_year(in_june: int, in_january: int) -> Counts:
    """Return 2025 with that many episodes in June to August, and in January and February."""
    june, january = [date(2025, 6, 1), date(2025, 1, 1)]
    cramps = {june + timedelta(days=2 * n): 1 for n in range(in_june)}
    cramps |= {january + timedelta(days=2 * n): 1 for n in range(in_january)}
    return [cramps.get(date(2025, 1, 1) + timedelta(days=n), 0) for n in range(365)]


def test_the_seasons_of_a_year_are_counted() -> None:
    found = compare_seasons(daily_table(a_period(date(2025, 1, 1), a_year(23, 9))))
    assert found is not None
    assert found.calendar_days == 365
    # June has 30 days, July and August 31; January 31, February 28, December 31.
    summer, winter = found.june_to_august, found.december_to_february
    assert (summer.episodes, summer.recorded_days) == (23, 92)
    assert (winter.episodes, winter.recorded_days) == (9, 90)
    assert found.ratio == pytest.approx((23 / 92) / (9 / 90))


def test_less_than_a_year_or_one_season_unrecorded_has_no_seasons() -> None:
    year = a_year(5, 5)
    assert compare_seasons(daily_table(a_period(date(2025, 1, 1), year[:-1]))) is None
    no_summer = [n if not 151 <= day < 243 else None for day, n in enumerate(year)]
    assert compare_seasons(daily_table(a_period(date(2025, 1, 1), no_summer))) is None
    # Days after the last recorded one do not make it a year.
    assert (
        compare_seasons(daily_table(a_period(date(2025, 1, 1), [*year[:300], *[None] * 100])))
        is None
    )


def test_seasons_without_cramps_have_counts_and_no_ratio() -> None:
    for counts in (a_year(5, 0), a_year(0, 5), a_year(0, 0)):
        found = compare_seasons(daily_table(a_period(date(2025, 1, 1), counts)))
        assert found is not None
        assert found.ratio is None


@pytest.mark.parametrize(
    ("before", "last", "verdict"),
    [
        (28, 14, TrendVerdict.NO_CLEAR_CHANGE),
        (27, 14, TrendVerdict.TOO_FEW_DAYS),
        (28, 13, TrendVerdict.TOO_FEW_DAYS),
    ],
)
def test_rates_are_compared_from_28_recorded_days_before_and_14_in_the_last_weeks(
    before: int, last: int, verdict: TrendVerdict
) -> None:
    counts: Counts = [*[None] * (84 - before), *[1] * before, *[1] * last, *[None] * (28 - last)]
    assert trend_of(counts).rate_verdict is verdict
    assert trend.FEWEST_RECORDED_FOR_TREND == (28, 14)


@pytest.mark.parametrize(
    ("p_value", "verdict"),
    [
        (0.049, TrendVerdict.WORSENING),
        (0.05, TrendVerdict.NO_CLEAR_CHANGE),
        (0.051, TrendVerdict.NO_CLEAR_CHANGE),
    ],
)
def test_a_p_below_05_is_a_change(
    monkeypatch: pytest.MonkeyPatch, p_value: float, verdict: TrendVerdict
) -> None:
    counts = SELDOM * 3 + OFTEN * 4
    rate = trend_of(counts).rate
    severity = trend_of(OFTEN * 16, [n % 3 + n // 72 * 6 for n in range(96)]).severity
    ratio, difference = rate.ratio, severity.difference
    assert ratio is not None
    assert difference is not None
    changed = replace(rate, ratio=replace(ratio, p_value=p_value))
    worse = replace(severity, difference=replace(difference, p_value=p_value))
    monkeypatch.setattr(trend, "rate_change", lambda *_: changed)
    monkeypatch.setattr(trend, "severity_change", lambda *_: worse)
    found = trend_of(counts)
    assert (found.rate_verdict, found.severity_verdict) == (verdict, verdict)
    assert trend.SIGNIFICANCE_LEVEL == 0.05


def test_persisting_asks_for_nine_weeks_of_the_twelve_before() -> None:
    assert (trend.PERSISTING_BEFORE, trend.LAST_WEEKS, trend.WEEKS_BEFORE) == (9, 4, 12)
