"""The last days against the days before, checked against formulas that hold for two groups."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from cramp_diary.analysis.inference.before_after import (
    DEGREES_OF_FREEDOM,
    FEWEST_RECORDED_A_MONTH,
    FEWEST_SEVERITIES,
    day_span_of,
    rate_change,
    severity_change,
)
from tests.support.simulated_diaries import Process, draw

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.model_matrix import Floats

NONE_NEEDED = (1, 1)


def a_row(seed: int, days: int = 112, rate: float = 0.3) -> Floats:
    episodes, _ = draw(np.random.default_rng(seed), Process(days=days, rate=rate), 1)
    return np.asarray(episodes[0], dtype=np.float64)


def shifted_variance(residuals: Floats, exposure: Floats) -> float:
    """Return the mean square of the scores of all circular shifts, one by one."""
    squares = []
    for k in range(1, len(residuals)):
        x = np.roll(exposure, -k)
        both = ~np.isnan(residuals) & ~np.isnan(x)
        r, moved = residuals[both], x[both]
        spread = ((moved - moved.mean()) ** 2).sum() if both.sum() >= 11 else 0
        if spread > 1e-9:
            squares.append(float(r @ (moved - moved.mean())) ** 2 / spread)
    assert len(squares) >= 20
    return float(np.mean(squares))


def expected_ratio(y: Floats, after: int) -> tuple[float, float, float, float]:
    """Return ratio, interval and p of two Poisson groups, from their counts alone.

    Firth's penalty (Biometrika 80, 1993) adds half a hat value to a day, and so half an episode
    to each group; the score of a log ratio b is (m0 y1 - m1 y0) / sqrt(m0 m1 (y0 + y1)) with m the
    fitted totals, which are half an episode more than y0 + y1.
    """
    x = (np.arange(len(y)) >= len(y) - after).astype(float)
    used = ~np.isnan(y)
    y0, y1 = (float(y[used & (x == side)].sum()) for side in (0, 1))
    n0, n1 = (int((used & (x == side)).sum()) for side in (0, 1))
    a0, a1 = (y0 + 0.5) / n0, (y1 + 0.5) / n1
    residuals = np.where(x == 1, y - y1 / n1, y - y0 / n0)
    variance = float(y[used].mean()) * (n0 + n1 - 2) / (n0 + n1)
    c = shifted_variance(residuals, np.where(used, x, np.nan)) / variance
    reach = stats.t.ppf(0.975, 5) * math.sqrt(max(1.0, c))

    def score(b: float) -> float:
        a = (y0 + y1 + 0.5) / (n0 + n1 * math.exp(b))
        m0, m1 = n0 * a, n1 * a * math.exp(b)
        return (m0 * y1 - m1 * y0) / math.sqrt(m0 * m1 * (y0 + y1))

    low, high = (
        math.exp(optimize.brentq(lambda b, level=level: score(b) - level, -12, 12))
        for level in (reach, -reach)
    )
    p_value = 2 * stats.t.sf(abs(score(0)) / math.sqrt(max(1.0, c)), 5)
    return a1 / a0, low, high, float(p_value)


@pytest.mark.parametrize(("seed", "days"), [(1, 112), (2, 112), (3, 112), (4, 56), (5, 56)])
def test_the_ratio_is_that_of_two_groups_with_widened_score_intervals(seed: int, days: int) -> None:
    y = a_row(seed, days)
    ratio = rate_change(y, 28, NONE_NEEDED).ratio
    assert ratio is not None
    found = (ratio.rate_ratio, ratio.low, ratio.high, ratio.p_value)
    assert found == pytest.approx(expected_ratio(y, 28), rel=1e-4)


@pytest.mark.parametrize("seed", range(6, 12))
def test_the_difference_is_students_widened(seed: int) -> None:
    rng = np.random.default_rng(seed)
    severities = np.where(a_row(seed, rate=0.9) > 0, rng.integers(0, 11, 112), np.nan)
    change = severity_change(severities, 28)
    d = change.difference
    assert d is not None
    before, after = (part[~np.isnan(part)] for part in (severities[:-28], severities[-28:]))
    student = stats.ttest_ind(after, before)
    error = (after.mean() - before.mean()) / student.statistic
    variance = error**2 / (1 / len(before) + 1 / len(after))
    residuals = np.concatenate([severities[:-28] - before.mean(), severities[-28:] - after.mean()])
    c = max(1.0, shifted_variance(residuals, (np.arange(112) >= 84).astype(float)) / variance)
    reach = stats.t.ppf(0.975, 5) * error * math.sqrt(c)
    assert (change.before_days, change.after_days) == (len(before), len(after))
    assert (change.before_mean, change.after_mean) == pytest.approx((before.mean(), after.mean()))
    assert d.points == pytest.approx(after.mean() - before.mean())
    assert d.inflation == pytest.approx(c)
    assert (d.low, d.high) == pytest.approx((d.points - reach, d.points + reach))
    assert d.p_value == pytest.approx(2 * stats.t.sf(abs(student.statistic) / math.sqrt(c), 5))


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([0.0, 0, 0, 1, 1, 2, 5, math.nan]), min_size=56, max_size=112),
)
def test_whatever_the_diary_p_and_interval_agree_and_are_finite(counts: list[float]) -> None:
    y = np.array(counts)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ratio = rate_change(y, 28, (14, 14)).ratio
        severity = severity_change(np.where(y > 0, y, np.nan), 28).difference
    if ratio:
        assert 0 < ratio.low <= ratio.rate_ratio <= ratio.high < math.inf
        assert (ratio.p_value < 0.05) == (not ratio.low < 1 < ratio.high)
    if severity:
        assert -10 <= severity.low <= severity.points <= severity.high <= 10
        assert (severity.p_value < 0.05) == (not severity.low < 0 < severity.high)


@pytest.mark.parametrize("counts", [[0.0] * 84 + [3.0] * 28, [3.0] * 84 + [0.0] * 28, [1.0] * 112])
def test_no_episode_on_one_side_and_one_every_day_stay_finite(counts: list[float]) -> None:
    ratio = rate_change(np.array(counts), 28, (28, 14)).ratio
    assert ratio is not None
    assert all(math.isfinite(n) for n in (ratio.low, ratio.rate_ratio, ratio.high, ratio.p_value))


def test_severities_that_never_differ_have_an_interval_around_zero() -> None:
    d = severity_change(np.array([5.0] * 112), 28).difference
    assert d is not None
    assert d.points == 0
    assert -1 < d.low < 0 < d.high < 1
    assert d.p_value == pytest.approx(1)


def test_too_little_is_named_and_nothing_is_compared() -> None:
    y = np.array([1.0] * 5 + [math.nan] * 79 + [0.0] * 3 + [math.nan] * 25)
    change = rate_change(y, 28, (28, 14))
    assert change.ratio is None
    assert [(s.what, s.have, s.need) for s in change.lacking] == [
        ("recorded days before", 5, 28),
        ("recorded days after", 3, 14),
        ("episodes", 5, 10),
        ("cramp days", 5, 8),
    ]
    severity = severity_change(np.where(y > 0, y, np.nan), 28)
    assert (severity.difference, severity.after_mean, severity.before_mean) == (None, None, 1.0)
    assert [(s.what, s.have, s.need) for s in severity.lacking] == [
        ("cramp days with a severity before", 5, 8),
        ("cramp days with a severity after", 0, 4),
    ]


def test_the_gate_is_blind_to_where_the_episodes_are() -> None:
    early = np.array([1.0] * 10 + [0.0] * 102)
    assert rate_change(early, 28, (28, 14)).ratio is not None
    assert rate_change(early[::-1].copy(), 28, (28, 14)).ratio is not None


def test_a_stretch_counts_recorded_days_only() -> None:
    stretch = day_span_of(np.array([0.0, 2, math.nan, 1]))
    counts = (stretch.days, stretch.recorded_days, stretch.cramp_days, stretch.episodes)
    assert counts == (4, 3, 2, 3)
    assert stretch.rate is not None
    assert stretch.rate.per_week == pytest.approx(7)
    assert day_span_of(np.array([math.nan])).rate is None


@pytest.mark.parametrize(
    ("before", "after", "lacking"),
    [
        (8, 4, []),
        (7, 4, ["cramp days with a severity before"]),
        (8, 3, ["cramp days with a severity after"]),
    ],
)
def test_severities_are_compared_from_eight_days_before_and_four_after(
    before: int, after: int, lacking: list[str]
) -> None:
    severities = np.full(112, math.nan)
    severities[:before] = np.arange(before) % 4 + 2
    severities[84 : 84 + after] = np.arange(after) % 4 + 4
    found = severity_change(severities, 28)
    assert [s.what for s in found.lacking] == lacking
    assert (found.difference is None) == bool(lacking)
    assert FEWEST_SEVERITIES == (8, 4)


@pytest.mark.parametrize(
    ("counts", "lacking"),
    [
        ([1.0] * 6 + [2.0] * 2, []),
        ([1.0] * 7 + [2.0], ["episodes"]),
        ([1.0] * 4 + [2.0] * 3, ["cramp days"]),
    ],
)
def test_rates_are_compared_from_ten_episodes_on_eight_days(
    counts: list[float], lacking: list[str]
) -> None:
    y = np.zeros(56)
    y[24 : 24 + len(counts)] = counts
    found = rate_change(y, 28, FEWEST_RECORDED_A_MONTH)
    assert [s.what for s in found.lacking] == lacking
    assert (found.ratio is None) == bool(lacking)
    assert (DEGREES_OF_FREEDOM, FEWEST_RECORDED_A_MONTH) == (5, (14, 14))
