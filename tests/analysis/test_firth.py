"""Firth's fit against closed forms and brute force."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from cramp_diary.analysis.inference.association import associate
from cramp_diary.analysis.inference.firth import firth_poisson
from cramp_diary.analysis.inference.model_matrix import ModelMatrix
from cramp_diary.analysis.inference.nuisance import (
    cosines,
    nuisance_columns,
    only_constant,
    yesterday,
)
from cramp_diary.core.errors import CannotCompare

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats

LN_14 = 2.6390573
"""ln[(3.5 / 20) / (0.5 / 40)] = ln 14: half an episode is added to either side (Firth 1993)."""


def two_groups(exposed: tuple[int, int], other: tuple[int, int]) -> tuple[Floats, Floats]:
    """Return episodes and exposure of two (episodes, days) groups."""
    x = np.repeat([1.0, 0.0], [exposed[1], other[1]])
    y = np.zeros(len(x))
    y[0], y[exposed[1]] = exposed[0], other[0]
    return y, x


def test_three_episodes_against_none_have_the_closed_form() -> None:
    y, x = two_groups((3, 20), (0, 40))
    fit = firth_poisson(y, ModelMatrix.plain(np.column_stack([np.ones(60), x])))
    assert fit.coefficients[1] == pytest.approx(LN_14, abs=1e-7)


def test_associate_without_adjustment_gives_the_closed_form() -> None:
    y, x = two_groups((3, 20), (0, 40))
    days = pd.date_range("2026-01-01", periods=60)
    found = associate(pd.Series(y, days), pd.Series(x, days), adjust=False)
    assert math.log(found.rate_ratio) == pytest.approx(LN_14, abs=1e-7)
    assert (found.episodes, found.exposed_episodes) == (3, 3)
    assert (found.days, found.exposed_days) == (60, 20)


@settings(deadline=None, max_examples=50)
@given(
    exposed=st.tuples(st.integers(0, 40), st.integers(2, 60)),
    other=st.tuples(st.integers(0, 40), st.integers(2, 60)),
)
def test_two_groups_have_half_an_episode_added_to_each(
    exposed: tuple[int, int], other: tuple[int, int]
) -> None:
    y, x = two_groups(exposed, other)
    fit = firth_poisson(y, ModelMatrix.plain(np.column_stack([np.ones(len(x)), x])))
    # The hat values of a group sum to 1, so that its mean solves episodes - n mu + 1/2 = 0.
    means = [(episodes + 0.5) / days for episodes, days in (exposed, other)]
    assert fit.coefficients[1] == pytest.approx(math.log(means[0] / means[1]), abs=1e-7)
    assert fit.means[[0, -1]] == pytest.approx(means, rel=1e-7)


def penalised_log_likelihood(b: Floats, y: Floats, columns: Floats, offset: Floats) -> float:
    """Return l(b) + log det I(b) / 2, the quantity that Firth's fit maximises."""
    log_mu = offset + columns @ b
    mu = np.exp(log_mu)
    information = columns.T @ (columns * mu[:, None])
    return float((y * log_mu - mu).sum() + np.linalg.slogdet(information)[1] / 2)


@pytest.mark.parametrize("seed", range(5))
def test_the_fit_maximises_the_penalised_likelihood(seed: int) -> None:
    rng = np.random.default_rng(seed)
    y = rng.poisson(0.4, 45).astype(float)
    columns = np.column_stack([cosines(45)[:, :2], yesterday(y)[:, 0], rng.normal(size=45)])
    offset = rng.normal(size=45) / 2

    def loss(b: NDArray[np.float64]) -> float:
        return -penalised_log_likelihood(b, y, columns, offset)

    best = minimize(loss, [-1.0, 0.0, 0.0, 0.0], method="BFGS", tol=1e-7)
    fit = firth_poisson(y, ModelMatrix.plain(columns), offset)
    assert fit.coefficients == pytest.approx(best.x, abs=1e-4)
    assert fit.means == pytest.approx(np.exp(offset + columns @ best.x), rel=1e-3)


def test_the_fit_does_not_depend_on_the_basis() -> None:
    rng = np.random.default_rng(3)
    y = rng.poisson(0.3, 80).astype(float)
    columns = np.column_stack([cosines(80)[:, :2], yesterday(y)])
    turned = nuisance_columns(y, np.ones(80, dtype=bool))
    plain_means = firth_poisson(y, ModelMatrix.plain(columns)).means
    assert plain_means == pytest.approx(firth_poisson(y, turned).means, rel=1e-6)


def test_no_episode_at_all_stays_finite() -> None:
    # One group: episodes + 1/2 over days.
    fit = firth_poisson(np.zeros(40), only_constant(40))
    assert fit.means == pytest.approx(np.full(40, 0.5 / 40))


def test_an_amount_that_separates_all_episodes_runs_away_but_stays_finite() -> None:
    # All episodes on the days at the clip, none just below: over so small a gap the penalty is
    # too weak to hold the coefficient within any limit that would be shown.
    rng = np.random.default_rng(5)
    x = np.append(np.minimum(rng.normal(size=200), 1.5), [1.499] * 30)
    y = np.where(x == 1.5, 3.0, 0.0)
    fit = firth_poisson(y, ModelMatrix.plain(np.column_stack([np.ones(230), x])))
    assert fit.coefficients[1] > 500
    assert np.isfinite(fit.coefficients).all()
    assert np.isfinite(fit.means).all()


def test_a_fit_of_what_is_no_number_is_refused() -> None:
    with pytest.raises(CannotCompare, match="does not settle"):
        firth_poisson(np.full(12, np.nan), only_constant(12))
