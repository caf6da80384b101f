"""Flagged factors beside each other, and beside tomorrow's exposure."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from cramp_diary.analysis.daily import before_column
from cramp_diary.analysis.inference import separation
from cramp_diary.analysis.inference.association import prepare_comparison
from cramp_diary.analysis.inference.family import compare_all, compare_factor
from cramp_diary.analysis.inference.nuisance import cosines, yesterday
from cramp_diary.analysis.inference.separation import (
    DISSOLVED_P,
    EPISODES_A_FACTOR,
    follows_weekdays,
    inseparable,
    is_order_unknown,
    may_be_reaction,
    share_known_before,
)
from cramp_diary.core.vocabulary import Direction
from tests.support.simulated_diaries import Process, ar1_series, draw, draw_family
from tests.support.validation_measures import factors, table

TWO = factors(2)
THREE = factors(3)


def a_copy_and_a_true_one(seed: int = 1) -> pd.DataFrame:
    """Return a true factor f0 and f1, which is f0 but for every tenth day."""
    y, x = draw(np.random.default_rng(seed), Process(days=360, ratio=4.0, rate=0.4), 1)
    copy = np.where(np.arange(360) % 10 == 0, 1 - x[0], x[0])
    return table(y[0], np.stack([x[0], copy]))


def test_a_factor_that_only_follows_a_true_one_is_not_separated_from_it() -> None:
    daily = a_copy_and_a_true_one()
    alone = {m.risk_factor: m.comparison for m in compare_all(daily, TWO)}
    assert all(found and found.p_value < 0.01 for found in alone.values())
    assert inseparable(daily, TWO).get(TWO[1]) == TWO[0]


def test_two_factors_with_a_link_of_their_own_are_separated() -> None:
    y, x = draw_family(np.random.default_rng(3), Process(days=360, rate=0.4), (3.0, 3.0), 0.0, 1)
    assert inseparable(table(y[0], x[0]), TWO) == {}


def test_one_flagged_factor_has_none_beside_it() -> None:
    assert inseparable(a_copy_and_a_true_one(), TWO[:1]) == {}
    assert inseparable(a_copy_and_a_true_one(), ()) == {}


def test_the_rival_is_the_most_correlated_one() -> None:
    daily = a_copy_and_a_true_one()
    rng = np.random.default_rng(5)
    unrelated = pd.Series((rng.random(len(daily)) < 0.4).astype(float), daily.index)
    daily = daily.assign(f2=unrelated.where(daily["f0"].notna()))
    assert inseparable(daily, (THREE[2], TWO[0], TWO[1])).get(TWO[1]) == TWO[0]


def test_beyond_one_factor_for_ten_episodes_none_is_separated() -> None:
    daily = a_copy_and_a_true_one().iloc[:60]
    daily = daily.assign(f2=1 - daily["f1"])
    assert 10 <= daily["episodes"].sum() < 30
    room = int(daily["episodes"].sum()) // 10
    assert set(THREE[room:]) <= set(inseparable(daily, THREE))


def test_the_joint_estimate_is_that_of_statsmodels() -> None:
    y, x = draw_family(np.random.default_rng(7), Process(days=2000, rate=0.9), (2.0, 1.5), 0.5, 1)
    found = prepare_comparison(y[0], x[0, 0], Direction.MORE, beside=[x[0, 1]]).association()
    used = ~np.isnan(y[0])
    columns = np.column_stack([cosines(2000)[:, :34], yesterday(y[0]), x[0, 1], x[0, 0]])[used]
    oracle = sm.GLM(y[0][used], columns, family=sm.families.Poisson()).fit(tol=1e-10)
    # Equal up to the penalty, which is weak on 1,400 episodes.
    assert math.log(found.rate_ratio) == pytest.approx(oracle.params[-1], abs=0.01)


def test_an_exposure_that_follows_the_cramps_may_be_a_reaction() -> None:
    # Sitting more the day after a cramp, and cramps that come in runs: no cramp follows sitting.
    rng = np.random.default_rng(11)
    cramped = (ar1_series(rng, (240,), 0.8) > 0.6).astype(float)
    after = np.concatenate([[0.0], cramped[:-1]])
    x = np.where(rng.random(240) < 0.1, 1 - after, after)
    daily = table(cramped, x[None])
    (factor,) = factors(1)
    found = compare_factor(daily, factor).comparison
    assert found is not None
    assert may_be_reaction(daily, factor, abs(found.score))


def test_an_exposure_that_comes_before_the_cramps_is_no_reaction() -> None:
    y, x = draw(np.random.default_rng(13), Process(days=360, ratio=4.0, memory=0.3, rate=0.4), 1)
    daily = table(y[0], x)
    (factor,) = factors(1)
    found = compare_factor(daily, factor).comparison
    assert found is not None
    assert found.p_value < 0.01
    assert not may_be_reaction(daily, factor, found.score)


def test_factors_never_recorded_together_are_not_separated_and_do_not_fail() -> None:
    daily = a_copy_and_a_true_one()
    half = np.arange(len(daily)) < len(daily) // 2
    daily = daily.assign(f0=daily["f0"].where(half), f1=daily["f1"].where(~half))
    assert inseparable(daily, TWO) == {TWO[0]: TWO[1], TWO[1]: TWO[0]}


def test_a_factor_that_never_varies_beside_the_other_is_not_separated() -> None:
    daily = a_copy_and_a_true_one()
    half = np.arange(len(daily)) < len(daily) // 2
    # f1 varies only where f0 is not recorded.
    daily = daily.assign(f0=daily["f0"].where(half), f1=daily["f1"].where(~half, 1.0))
    assert TWO[1] in inseparable(daily, TWO)


def test_without_a_tomorrow_to_compare_it_is_no_reaction() -> None:
    daily = a_copy_and_a_true_one().iloc[::2].asfreq("D")
    assert not may_be_reaction(daily, TWO[0], 3.0)


def joint_p(monkeypatch: pytest.MonkeyPatch, p_value: float) -> None:
    """Let every joint fit have this p-value."""
    found = SimpleNamespace(p_value=p_value)
    monkeypatch.setattr(separation, "prepare_comparison", lambda *_, **__: found)


@pytest.mark.parametrize(
    ("p_value", "dissolved"), [(0.049, []), (0.05, []), (0.051, [TWO[0], TWO[1]])]
)
def test_a_joint_p_above_05_dissolves_a_link(
    monkeypatch: pytest.MonkeyPatch, p_value: float, dissolved: list[object]
) -> None:
    joint_p(monkeypatch, p_value)
    assert list(inseparable(a_copy_and_a_true_one(), TWO)) == dissolved
    assert DISSOLVED_P == 0.05


@pytest.mark.parametrize(("episodes", "without_room"), [(20, []), (19, [TWO[1]])])
def test_a_joint_fit_has_room_for_a_factor_for_each_ten_episodes(
    monkeypatch: pytest.MonkeyPatch, episodes: int, without_room: list[object]
) -> None:
    joint_p(monkeypatch, 0.001)
    y = (np.arange(60) < episodes).astype(float)
    x = np.stack([np.arange(60) % 2, np.arange(60) % 3 == 0]).astype(float)
    assert list(inseparable(table(y, x), TWO)) == without_room
    assert EPISODES_A_FACTOR == 10


def a_week_in_both(seed: int, ratio: float = 1.0, days: int = 360) -> pd.DataFrame:
    """Return cramps three times as frequent from Monday to Friday, and exposure f0 likewise."""
    process = Process(days=days, weekday_ratio=3.0, ratio=ratio, rate=0.4)
    y, x = draw(np.random.default_rng(seed), process, 1)
    return table(y[0], x)


def test_a_factor_that_only_follows_the_week_dissolves_beside_it() -> None:
    diaries = [a_week_in_both(seed) for seed in range(25)]
    flagged = [
        daily
        for daily in diaries
        if (found := compare_factor(daily, TWO[0]).comparison) and found.p_value < 0.1
    ]
    assert len(flagged) >= 8
    assert sum(follows_weekdays(daily, TWO[0]) for daily in flagged) >= 0.8 * len(flagged)


def test_a_factor_with_a_link_of_its_own_stands_beside_the_week() -> None:
    standing = [not follows_weekdays(a_week_in_both(seed, 4.0), TWO[0]) for seed in range(10)]
    assert sum(standing) >= 9


def test_an_exposure_that_is_the_weekday_itself_dissolves_beside_it() -> None:
    daily = a_week_in_both(2)
    weekday = pd.DatetimeIndex(daily.index).day_of_week
    daily = daily.assign(f0=(weekday == 5).astype(float), f1=np.asarray(weekday, dtype=float))
    assert follows_weekdays(daily, TWO[0])
    assert follows_weekdays(daily, TWO[1])


def test_the_refit_beside_the_week_is_that_of_statsmodels() -> None:
    daily = a_week_in_both(3, 1.4)
    weekday = np.asarray(pd.DatetimeIndex(daily.index).day_of_week)
    y, x = (np.asarray(daily[name], dtype=float) for name in ("episodes", "f0"))
    days = [(weekday == day).astype(float) for day in range(6)]
    found = prepare_comparison(y, x, Direction.MORE, beside=days).association()
    used = ~np.isnan(y)
    count = 1 + len(daily) // 60
    columns = np.column_stack([cosines(len(daily))[:, :count], yesterday(y), *days, x])[used]
    oracle = sm.GLM(y[used], columns, family=sm.families.Poisson()).fit(tol=1e-10)
    assert math.log(found.rate_ratio) == pytest.approx(oracle.params[-1], abs=0.05)


def with_before(x: list[float], before: list[float] | None) -> pd.DataFrame:
    daily = table(np.array([1.0, 2, 0, np.nan, 1]), np.array([x]))
    index = daily.index
    known = {} if before is None else {before_column("f0"): pd.Series(before, index)}
    return daily.assign(**known)


def test_how_much_came_before_counts_only_on_days_with_cramps() -> None:
    (factor,) = factors(1)
    drunk = replace(factor, may_follow_cramp=True)
    x = [200.0, 300, 900, 900, np.nan]
    daily = with_before(x, [150, 300, np.nan, np.nan, np.nan])
    assert share_known_before(daily, drunk, 2.0) == pytest.approx(450 / 500)
    assert share_known_before(with_before(x, None), drunk, 2.0) == 0
    nothing = [0.0, 0, 900, 900, 0]
    assert share_known_before(with_before(nothing, [0.0] * 5), drunk, 2.0) == 0


def test_the_order_matters_only_where_more_goes_with_more_and_may_follow() -> None:
    (factor,) = factors(1)
    daily = with_before([1.0, 1, 0, 0, 1], None)
    less = replace(factor, may_follow_cramp=True, more_exposed=Direction.LESS)
    assert share_known_before(daily, factor, 2.0) is None
    assert share_known_before(daily, replace(factor, may_follow_cramp=True), 0.5) is None
    assert share_known_before(daily, less, 2.0) is None
    assert share_known_before(daily, less, 0.5) == 0


def test_nine_tenths_known_before_is_enough() -> None:
    assert not is_order_unknown(None)
    assert not is_order_unknown(0.9)
    assert is_order_unknown(0.899)
