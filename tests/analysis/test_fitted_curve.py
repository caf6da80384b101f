"""The fitted curve and its band: against the text of the method, statsmodels and the interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import statsmodels.api as sm

from cramp_diary.analysis.inference.association import (
    Association,
    prepare_comparison,
)
from cramp_diary.analysis.inference.fitted_curve import FittedCurve, fit_curve
from cramp_diary.analysis.inference.nuisance import cosines, yesterday
from cramp_diary.core.vocabulary import Direction
from tests.analysis.test_association_reference import Reference, a_random_diary
from tests.support.known_ratio import a_diary, values

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.model_matrix import Floats


def a_curve(
    episodes: Floats, exposure: Floats, amounts: Floats, direction: Direction = Direction.MORE
) -> tuple[FittedCurve, Association]:
    compared = prepare_comparison(episodes, exposure, direction)
    association = compared.association()
    return fit_curve(compared, association, amounts), association


def the_ends(exposure: Floats) -> Floats:
    return np.array([np.nanmin(exposure), np.nanmax(exposure)])


@pytest.mark.parametrize("seed", [*range(6), 9, 17])
def test_the_curve_and_its_band_are_those_of_the_text(seed: int) -> None:
    episodes, exposure = a_random_diary(seed)
    reference = Reference.of(episodes, exposure)
    used = exposure[~np.isnan(episodes + exposure)]
    amounts = np.linspace(used.min(), used.max(), 7)
    coded = amounts
    if seed % 2:
        coded = np.clip((amounts - used.mean()) / used.std(), -1.5, 1.5)

    def expected(log_ratio: float) -> Floats:
        mu = reference.means(log_ratio)
        without = np.mean(mu * np.exp(-log_ratio * reference.x))
        return np.asarray(reference.y.sum() / mu.sum() * without * np.exp(log_ratio * coded))

    ratio, low, high = (math.log(r) / reference.step for r in reference.numbers()[:3])
    curve, _ = a_curve(episodes, exposure, amounts)
    assert curve.per_day == pytest.approx(expected(ratio), rel=2e-3)
    band = [expected(b) for b in np.linspace(low, high, 60)]
    assert curve.low == pytest.approx(np.min(band, axis=0), rel=0.02)
    assert curve.high == pytest.approx(np.max(band, axis=0), rel=0.02)


def test_where_the_penalty_vanishes_the_curve_is_that_of_statsmodels() -> None:
    episodes, exposure = a_diary(np.random.default_rng(4), 4000, ratio=1.5)
    y = values(episodes)
    used = ~np.isnan(y)
    columns = np.column_stack([cosines(4000)[:, :67], yesterday(y), values(exposure)])[used]
    oracle = sm.GLM(y[used], columns, family=sm.families.Poisson()).fit(tol=1e-10)
    averages = []
    for amount in (0.0, 1.0):
        columns[:, -1] = amount
        averages.append(oracle.predict(columns).mean())
    curve, _ = a_curve(y, values(exposure), np.array([0.0, 1.0]))
    assert curve.per_day == pytest.approx(averages, rel=0.005)


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("seed", [2, 4, 8])
def test_of_yes_and_no_the_corners_are_as_far_apart_as_the_interval(
    seed: int, direction: Direction
) -> None:
    episodes, exposure = a_random_diary(seed)
    curve, a = a_curve(episodes, exposure, np.array([0.0, 1.0]), direction)
    less, more = (0, 1) if direction is Direction.MORE else (1, 0)
    assert curve.per_day[more] / curve.per_day[less] == pytest.approx(a.rate_ratio)
    assert curve.high[more] / curve.low[less] == pytest.approx(a.high)
    assert curve.low[more] / curve.high[less] == pytest.approx(a.low)


def test_a_level_line_fits_in_the_band_where_the_interval_holds_1() -> None:
    held = []
    for seed in range(40):
        episodes, exposure = a_random_diary(seed)
        curve, a = a_curve(episodes, exposure, the_ends(exposure))
        assert (curve.low <= curve.per_day).all()
        assert (curve.per_day <= curve.high).all()
        held.append(a.low <= 1 <= a.high)
        assert (curve.low.max() <= curve.high.min()) == held[-1], seed
    assert 0 < sum(held) < len(held)


def test_the_curve_expects_the_recorded_episodes() -> None:
    episodes, exposure = a_diary(np.random.default_rng(7), 1500, ratio=2.0)
    y, x = values(episodes), values(exposure)
    curve, a = a_curve(y, x, np.array([0.0, 1.0]))
    share = a.exposed_days / a.days
    average = (1 - share) * curve.per_day[0] + share * curve.per_day[1]
    # Up to what the exposure has to do with drift and yesterday.
    assert average == pytest.approx(a.episodes / a.days, rel=0.05)


def test_beyond_any_limit_the_band_is_finite() -> None:
    rng = np.random.default_rng(5)
    exposure = (rng.random(150) < 0.3).astype(float)
    episodes = exposure * (rng.random(150) < 0.4)
    curve, a = a_curve(episodes, exposure, np.array([0.0, 1.0]))
    assert a.high == 1000
    assert np.isfinite(curve.high).all()
    assert curve.low[0] < curve.per_day[0] / 2
    assert curve.low[1] > curve.high[0]


def test_between_the_levels_of_the_contrast_the_curve_has_the_ratio() -> None:
    episodes, exposure = a_random_diary(9)
    contrast = a_curve(episodes, exposure, the_ends(exposure))[1].contrast
    ends = np.array([contrast.less_exposed, contrast.more_exposed])
    curve, a = a_curve(episodes, exposure, ends)
    assert contrast.basis == "quartiles"
    assert curve.per_day[1] / curve.per_day[0] == pytest.approx(a.rate_ratio)
    assert curve.high[1] / curve.low[0] == pytest.approx(a.high, rel=0.01)
