"""The score test and its interval against formulas written out and statsmodels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cramp_diary.analysis.inference.association import BOUND, associate
from cramp_diary.analysis.inference.firth import firth_poisson
from cramp_diary.analysis.inference.model_matrix import ModelMatrix
from cramp_diary.analysis.inference.nuisance import cosines, nuisance_columns, yesterday
from cramp_diary.analysis.inference.score_test import ScoreTest
from cramp_diary.core.errors import CannotCompare
from tests.support.known_ratio import a_diary, values

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.model_matrix import Floats


def a_test(seed: int, days: int = 120, ratio: float = 1.5) -> ScoreTest:
    episodes, exposure = a_diary(np.random.default_rng(seed), days, ratio)
    y, x = values(episodes), values(exposure)
    used = ~np.isnan(y)
    return ScoreTest.of(y[used], x[used], nuisance_columns(y, used))


def dense(design: ModelMatrix) -> Floats:
    """Return the model matrix that a design stands for, shape (n, r)."""
    return np.column_stack([design.predict(unit) for unit in np.eye(design.rank)])


@pytest.mark.parametrize("log_ratio", [0.0, -1.3, 2.0])
def test_the_score_is_its_formula_with_dense_matrices(log_ratio: float) -> None:
    test = a_test(1)
    columns = dense(test.nuisance)
    mu = firth_poisson(test.y, ModelMatrix.plain(columns), log_ratio * test.x).means
    weights = np.diag(mu)
    projection = np.linalg.inv(columns.T @ weights @ columns) @ columns.T @ weights
    rest = test.x - columns @ (projection @ test.x)
    information = rest @ weights @ rest * test.y.sum() / mu.sum()
    expected = rest @ (test.y - mu) / math.sqrt(information)
    assert test.score(log_ratio) == pytest.approx(expected, rel=1e-6)


def test_on_many_episodes_the_score_is_that_of_statsmodels() -> None:
    episodes, exposure = a_diary(np.random.default_rng(3), 1000, ratio=1.03, a_day=30)
    y, x = values(episodes), values(exposure)
    used = ~np.isnan(y)
    test = ScoreTest.of(y[used], x[used], nuisance_columns(y, used))
    model = sm.GLM(test.y, dense(test.nuisance), family=sm.families.Poisson())
    # Scale 1 and expected information, as ours; unpenalised, so equal only up to p / 2 episodes.
    statistic, _, _ = model.score_test(model.fit(tol=1e-12).params, exog_extra=test.x)
    assert test.score() ** 2 == pytest.approx(statistic.item(), rel=0.01)


def test_the_estimate_is_that_of_statsmodels_where_the_penalty_vanishes() -> None:
    episodes, exposure = a_diary(np.random.default_rng(4), 4000, ratio=1.5)
    y = values(episodes)
    used = ~np.isnan(y)
    columns = np.column_stack([cosines(4000)[:, :67], yesterday(y), values(exposure)])[used]
    oracle = sm.GLM(y[used], columns, family=sm.families.Poisson()).fit(tol=1e-10)
    found = associate(episodes, exposure)
    assert found.rate_ratio == pytest.approx(math.exp(oracle.params[-1]), rel=0.005)
    # Quoted for a 0/1 exposure, so the contrast is one unit of the column.
    assert (found.contrast.less_exposed, found.contrast.more_exposed) == (0, 1)


def test_the_p_value_is_that_of_student_t() -> None:
    test = a_test(5)
    expected = 2 * stats.t.sf(abs(test.score()) / math.sqrt(1.7), 17.5)
    assert test.p_value(1.7, 17.5) == pytest.approx(expected, rel=1e-5)
    # 120 days with gaps: 1, two waves, cramped yesterday, yesterday unknown, and the exposure.
    assert test.spare_days == len(test.y) - 5 - 1


@settings(deadline=None, max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    ratio=st.sampled_from([0.2, 1.0, 4.0]),
    streaks=st.floats(0.3, 4),
    degrees=st.floats(3, 100),
)
def test_the_interval_ends_where_the_test_just_rejects(
    seed: int, ratio: float, streaks: float, degrees: float
) -> None:
    test = a_test(seed, ratio=ratio)
    reach = stats.t.ppf(0.975, degrees)
    low, high = test.interval(streaks, degrees, farthest=20)
    if math.isfinite(low):
        assert test.fit_at(low).statistic(streaks) == pytest.approx(reach, abs=3e-4)
    if math.isfinite(high):
        assert test.fit_at(high).statistic(streaks) == pytest.approx(-reach, abs=3e-4)
    assert low < test.estimate() < high
    assert (test.p_value(streaks, degrees) < 0.05) == (low > 0 or high < 0)


def test_an_interval_without_limit_is_told_as_the_bound() -> None:
    # No episode on the exposed days: no ratio is too small.
    rng = np.random.default_rng(6)
    days = pd.date_range("2026-01-01", periods=120)
    exposure = pd.Series((rng.random(120) < 0.3).astype(float), days)
    episodes = pd.Series(rng.poisson(0.6, 120) * (1 - exposure), days)
    found = associate(episodes, exposure)
    assert found.low == 1 / BOUND
    assert found.low < found.rate_ratio < found.high < 1


@pytest.mark.parametrize("amounts", [False, True])
def test_separation_at_any_step_gives_finite_ends(*, amounts: bool) -> None:
    rng = np.random.default_rng(9)
    days = pd.date_range("2025-01-01", periods=400)
    exposure = np.round(rng.normal(8, 1.2, 400))
    separated = np.where(exposure >= 10, rng.poisson(5, 400), 0).astype(float)
    exposure = exposure if amounts else (exposure >= 10).astype(float)
    found = associate(pd.Series(separated, days), pd.Series(exposure, days))
    assert 5 < found.low <= found.rate_ratio <= found.high == BOUND
    assert found.p_value < 1e-6


def test_an_exposure_that_is_the_calendar_is_refused() -> None:
    days = pd.date_range("2026-01-01", periods=50)
    drift = np.cos(np.pi * (np.arange(50) + 0.5) / 50)
    cramps = values(pd.Series(np.tile([0.0, 1, 0, 1, 0], 10), days))
    with pytest.raises(CannotCompare, match="follows the calendar"):
        ScoreTest.of(cramps, drift, nuisance_columns(cramps, np.ones(50, dtype=bool)))


def test_yesterdays_cramps_as_an_exposure_are_refused() -> None:
    days = pd.date_range("2026-01-01", periods=50)
    cramps = pd.Series(np.tile([0.0, 1, 0, 1, 1], 10), days)
    with pytest.raises(CannotCompare, match="yesterday's cramps"):
        associate(cramps, cramps.shift(1).fillna(0))


def test_too_few_days_for_the_columns_are_refused() -> None:
    days = pd.date_range("2026-01-01", periods=4)
    with pytest.raises(CannotCompare, match="too few"):
        associate(pd.Series([1.0, 0, 2, 1], days), pd.Series([1.0, 0, 0, 1], days))
