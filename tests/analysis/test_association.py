"""What a comparison of exposed with other days keeps, whatever the diary looks like."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cramp_diary.analysis.inference.association import Association, associate
from cramp_diary.core.errors import CannotCompare
from cramp_diary.core.vocabulary import Direction
from tests.support.known_ratio import a_diary, values

seeds = st.integers(0, 100_000)
ratios = st.sampled_from([0.3, 1.0, 3.0])


def amounts(exposure: pd.Series[float], seed: int) -> pd.Series[float]:
    """Return hours of sitting that go along with a 0/1 exposure."""
    noise = np.random.default_rng(seed).normal(8, 1, len(exposure))
    return pd.Series(np.round(noise + 2 * values(exposure), 1), exposure.index)


def numbers(found: Association) -> list[float]:
    return [found.rate_ratio, found.low, found.high, found.p_value, found.inflation]


@settings(deadline=None, max_examples=25)
@given(seed=seeds, ratio=ratios, amount=st.booleans())
def test_the_other_direction_inverts_ratio_and_interval(
    *, seed: int, ratio: float, amount: bool
) -> None:
    episodes, exposure = a_diary(np.random.default_rng(seed), 90, ratio)
    exposure = amounts(exposure, seed) if amount else exposure
    more, less = (associate(episodes, exposure, way) for way in ("more", "less"))
    inverted = [1 / less.rate_ratio, 1 / less.high, 1 / less.low, less.p_value, less.inflation]
    # The other side may come in another number of spells, and then has another quantile of t.
    same = more.degrees_of_freedom == less.degrees_of_freedom
    places = range(5) if same else (0, 4)
    found, expected = ([row[n] for n in places] for row in (numbers(more), inverted))
    assert found == pytest.approx(expected, rel=1e-4)
    assert more.contrast.less_exposed == less.contrast.more_exposed
    if not amount:
        assert more.exposed_days + less.exposed_days == more.days
        assert more.exposed_episodes + less.exposed_episodes == more.episodes


@settings(deadline=None, max_examples=25)
@given(seed=seeds, ratio=ratios, amount=st.booleans())
def test_p_is_below_05_exactly_when_the_interval_excludes_1(
    *, seed: int, ratio: float, amount: bool
) -> None:
    episodes, exposure = a_diary(np.random.default_rng(seed), 120, ratio)
    found = associate(episodes, amounts(exposure, seed) if amount else exposure)
    assert (found.p_value < 0.05) == (found.low > 1 or found.high < 1)
    assert found.low < found.rate_ratio < found.high
    assert found.inflation > 0


@pytest.mark.parametrize("zero_nights", [1, 5, 12])
@pytest.mark.parametrize("same", [False, True])
def test_the_interval_holds_its_ratio_where_hardly_a_night_differs(
    *, zero_nights: int, same: bool
) -> None:
    rng = np.random.default_rng(zero_nights)
    days = pd.date_range("2026-01-01", periods=150)
    nights = pd.Series(1.0, days)
    nights.iloc[rng.choice(150, zero_nights, replace=False)] = 0
    # Also where the exposure is the cramps themselves.
    exposure = nights if same else pd.Series((rng.random(150) < 0.1).astype(float), days)
    found = associate(nights, exposure)
    assert found.low <= found.rate_ratio <= found.high
    assert (found.p_value < 0.05) == (found.low > 1 or found.high < 1)


def test_nights_of_at_most_one_cramp_vary_less_than_poisson() -> None:
    # 120 nights, cramps on 60% of them: a binomial has .4 of the variance of a Poisson.
    rng = np.random.default_rng(3)
    days = pd.date_range("2026-01-01", periods=120)
    nights = pd.Series((rng.random(120) < 0.6).astype(float), days)
    found = associate(nights, pd.Series((rng.random(120) < 0.5).astype(float), days))
    assert 0.3 < found.inflation < 0.6
    assert math.log(found.high / found.low) < 0.8


@pytest.mark.parametrize(("length", "degrees"), [(40, 2 * 2.5), (10, 8 * 2.5), (1, 80 * 2.5)])
def test_long_spells_of_exposure_leave_few_degrees_of_freedom(length: int, degrees: float) -> None:
    rng = np.random.default_rng(4)
    days = pd.date_range("2026-01-01", periods=160)
    exposure = pd.Series((np.arange(160) // length % 2 == 0).astype(float), days)
    episodes = pd.Series(rng.poisson(0.5, 160).astype(float), days)
    # 160 days less 1, two cosines, cramped yesterday, yesterday unknown and the exposure.
    assert associate(episodes, exposure).degrees_of_freedom == min(degrees, 160 - 5 - 1)


@settings(deadline=None, max_examples=15)
@given(seed=seeds, scale=st.floats(1e-3, 1e3), shift=st.floats(-1e3, 1e3))
def test_the_unit_of_an_amount_does_not_matter(seed: int, scale: float, shift: float) -> None:
    episodes, exposure = a_diary(np.random.default_rng(seed), 90, 2)
    sitting = amounts(exposure, seed)
    plain, other = associate(episodes, sitting), associate(episodes, sitting * scale + shift)
    assert numbers(other) == pytest.approx(numbers(plain), rel=1e-3)


@settings(deadline=None, max_examples=15)
@given(seed=seeds, before=st.integers(0, 40), after=st.integers(0, 40))
def test_days_before_and_after_the_diary_change_nothing(seed: int, before: int, after: int) -> None:
    episodes, exposure = a_diary(np.random.default_rng(seed), 80, 2)
    known = episodes.dropna().index
    wider = pd.date_range(
        known[0] - pd.Timedelta(days=before), known[-1] + pd.Timedelta(days=after)
    )
    padded = associate(episodes.reindex(wider), exposure.reindex(wider))
    assert padded == associate(episodes, exposure)


def test_only_days_with_both_recorded_are_used() -> None:
    days = pd.date_range("2026-01-01", periods=60)
    episodes = pd.Series(np.tile([1.0, 0, 0, 2, 0, np.nan], 10), days)
    exposure = pd.Series(np.tile([1.0, 0, np.nan, 0, 0, 1, 1, 0, 1, 1], 6), days)
    both = episodes.notna() & exposure.notna()
    found = associate(episodes, exposure)
    assert found.days == both.sum() == 60 - 10 - 6
    assert found.episodes == episodes[both].sum()
    assert found.exposed_days == exposure[both].sum()
    assert found.exposed_episodes == episodes[both & (exposure == 1)].sum()


def test_a_series_with_absent_days_is_the_same_as_one_with_gaps() -> None:
    episodes, exposure = a_diary(np.random.default_rng(8), 100, 2)
    assert associate(episodes.dropna(), exposure.dropna()) == associate(episodes, exposure)


def test_the_direction_can_be_a_word() -> None:
    episodes, exposure = a_diary(np.random.default_rng(8), 100, 2)
    assert associate(episodes, exposure, "less") == associate(episodes, exposure, Direction.LESS)


@pytest.mark.parametrize(
    ("episodes", "exposure"),
    [
        pytest.param([np.nan] * 40, [0.0, 1] * 20, id="nothing recorded"),
        pytest.param([0.0] * 40, [0.0, 1] * 20, id="no episode"),
        pytest.param([1.0, np.nan] * 20, [np.nan, 1] * 20, id="never both on one day"),
        pytest.param([], [], id="no day"),
    ],
)
def test_without_an_episode_to_compare_it_refuses(
    episodes: list[float], exposure: list[float]
) -> None:
    days = pd.date_range("2026-01-01", periods=len(episodes))
    with pytest.raises(CannotCompare, match="no episode falls"):
        associate(pd.Series(episodes, days, dtype=float), pd.Series(exposure, days, dtype=float))


@pytest.mark.parametrize("level", [0.0, 1.0, 8.5])
def test_an_exposure_that_never_varies_is_refused(level: float) -> None:
    days = pd.date_range("2026-01-01", periods=40)
    with pytest.raises(CannotCompare, match="same on every day"):
        associate(pd.Series([0.0, 1] * 20, days), pd.Series(level, days))


def test_a_confounder_in_the_calendar_is_taken_out() -> None:
    # Both rise over four months, and nothing else links them.
    rng = np.random.default_rng(12)
    t = np.linspace(-1, 1, 240)
    days = pd.date_range("2026-01-01", periods=240)
    episodes = pd.Series(rng.poisson(np.exp(-0.5 + 1.5 * t)).astype(float), days)
    exposure = pd.Series((rng.random(240) < 0.5 + 0.4 * t).astype(float), days)
    adjusted = associate(episodes, exposure)
    plain = associate(episodes, exposure, adjust=False)
    assert adjusted.low < 1 < adjusted.high
    # exp(1.5 t) is on average 2.4 times as high where t is about 0.27 higher: far above 1.
    assert abs(math.log(plain.rate_ratio)) > 2 * abs(math.log(adjusted.rate_ratio))
