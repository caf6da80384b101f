"""Circular shifts by FFT against a plain loop, and the inflation they give."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cramp_diary.analysis.inference.circular_shifts import (
    FEWEST_OVERLAPPING_DAYS,
    FEWEST_SHIFTS,
    LEAST_INFLATION,
    estimate_inflation,
    shifted_scores,
)
from tests.support.simulated_diaries import ar1_series, missing_days

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.model_matrix import Floats


def looped(residuals: Floats, exposure: Floats) -> list[float]:
    """Return the scores of shifts 1..T-1 by their formula, one day at a time."""
    total, scores = len(residuals), []
    for k in range(1, total):
        pairs = [(residuals[t], exposure[(t + k) % total]) for t in range(total)]
        known = [(r, x) for r, x in pairs if not math.isnan(r) and not math.isnan(x)]
        n = len(known)
        sum_x, sum_r = sum(x for _, x in known), sum(r for r, _ in known)
        if n <= 10 or len({x for _, x in known}) == 1:
            continue
        sum_xx, sum_rx = sum(x * x for _, x in known), sum(r * x for r, x in known)
        scores.append((sum_rx - sum_r * sum_x / n) / math.sqrt(sum_xx - sum_x**2 / n))
    return scores


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    days=st.integers(12, 60),
    missing=st.sampled_from([0.0, 0.2, 0.5, 0.7]),
    yes_no=st.booleans(),
)
def test_all_shifts_at_once_are_the_plain_loop(
    *, seed: int, days: int, missing: float, yes_no: bool
) -> None:
    rng = np.random.default_rng(seed)
    residuals, exposure = rng.normal(size=(2, days))
    exposure = (exposure > 0).astype(float) if yes_no else exposure + 100
    residuals[rng.random(days) < missing] = np.nan
    exposure[rng.random(days) < missing] = np.nan
    expected = looped(residuals, exposure)
    assert shifted_scores(residuals, exposure) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_shifts_that_leave_ten_days_are_skipped_and_eleven_are_kept() -> None:
    rng = np.random.default_rng(1)
    residuals, exposure = np.full((2, 40), np.nan)
    residuals[:11], exposure[:12] = rng.normal(size=11), rng.normal(size=12)
    # Shift 1 moves days 1..11 onto 0..10: eleven in common. Shifts 2 and 39 leave ten.
    assert len(shifted_scores(residuals, exposure)) == 1
    assert shifted_scores(residuals, exposure) == pytest.approx(looped(residuals, exposure))
    exposure[11] = np.nan
    assert len(shifted_scores(residuals, exposure)) == 0


def test_an_exposure_that_never_varies_has_no_scores() -> None:
    assert len(shifted_scores(np.ones(30), np.zeros(30))) == 0
    assert len(shifted_scores(np.ones(30), np.full(30, 7.0))) == 0


def test_inflation_is_the_mean_square_over_the_mean_below_1_too() -> None:
    rng = np.random.default_rng(2)
    residuals, exposure = rng.normal(size=(2, 60))
    squares = [s**2 for s in looped(residuals, exposure)]
    mean_square = sum(squares) / len(squares)
    assert estimate_inflation(shifted_scores(residuals, exposure), 0.25) == pytest.approx(
        mean_square / 0.25
    )
    assert estimate_inflation(shifted_scores(residuals, exposure), 100.0) == pytest.approx(
        mean_square / 100
    )


def test_an_exposure_far_from_zero_loses_no_digits() -> None:
    rng = np.random.default_rng(5)
    residuals, exposure = rng.normal(size=(2, 50))
    far = shifted_scores(residuals, exposure + 1e7)
    assert far == pytest.approx(shifted_scores(residuals, exposure), abs=1e-5)


def test_too_few_shifts_assume_an_inflation() -> None:
    rng = np.random.default_rng(3)
    residuals, exposure = rng.normal(size=(2, 40))
    residuals[20:] = exposure[20:] = np.nan
    # Of two stretches of 20 days, shifts by up to 9 either way leave 11 in common.
    assert len(shifted_scores(residuals, exposure)) == 18
    assert estimate_inflation(shifted_scores(residuals, exposure), 100.0) == LEAST_INFLATION == 1.5
    assert estimate_inflation(shifted_scores(np.full(40, np.nan), exposure), 1.0) == LEAST_INFLATION


def test_streaks_in_both_inflate_the_score() -> None:
    rng = np.random.default_rng(4)

    def inflations(memory: float) -> list[float]:
        found = []
        for _ in range(40):
            residuals, exposure = ar1_series(rng, (2, 200), memory)
            residuals[missing_days(rng, (1, 200), 0.2)[0]] = np.nan
            found.append(estimate_inflation(shifted_scores(residuals, exposure), 1.0))
        return found

    # The variance of a mean product of two AR(.8) is (1 + .64) / (1 - .64) = 4.6 times as large.
    assert np.mean(inflations(0.8)) > 2.5
    assert np.mean(inflations(0.0)) < 1.3


@pytest.mark.parametrize(
    ("count", "square", "expected"),
    [(19, 0.1, 1.5), (19, 1.6, 1.6), (20, 0.1, 0.1), (20, 1.4, 1.4), (0, 0.0, 1.5)],
)
def test_twenty_shifts_show_an_inflation_and_nineteen_do_not(
    count: int, square: float, expected: float
) -> None:
    scores = np.full(count, math.sqrt(square))
    assert estimate_inflation(scores, 1.0) == pytest.approx(expected)
    assert (FEWEST_SHIFTS, FEWEST_OVERLAPPING_DAYS) == (20, 11)
