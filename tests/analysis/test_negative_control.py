"""The negative control: as streaky as a real factor, and with no part in the family."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.inference.family import compare_all
from cramp_diary.analysis.inference.findings import all_findings, recorded_calendar
from cramp_diary.analysis.inference.negative_control import (
    NEGATIVE_CONTROL,
    SEED_DAYS,
    draw_exposure,
)
from cramp_diary.analysis.risk_factors import list_risk_factors
from cramp_diary.wording.findings import format_negative_control
from tests.support.known_ratio import a_diary_of
from tests.support.simulated_diaries import Process, draw
from tests.support.validation_measures import factors, table

(MODEL,) = factors(1)


def persistence(x: np.ndarray) -> float:
    both = ~np.isnan(x[:-1]) & ~np.isnan(x[1:])
    return float(np.corrcoef(x[:-1][both], x[1:][both])[0, 1])


@pytest.mark.parametrize("memory", [0.0, 0.9])
def test_its_share_and_streaks_are_those_of_the_factor(memory: float) -> None:
    rng = np.random.default_rng(1)
    y, x = draw(rng, Process(days=3000, memory=memory, share=0.3), 1)
    daily = table(y[0], x)
    heads = draw_exposure(daily, MODEL).to_numpy()
    exposure = daily["f0"].to_numpy()
    assert (np.isnan(heads) == np.isnan(exposure)).all()
    assert np.nanmean(heads) == pytest.approx(np.nanmean(exposure), abs=0.06)
    assert persistence(heads) == pytest.approx(persistence(exposure), abs=0.08)
    assert set(heads[~np.isnan(heads)]) == {0.0, 1.0}


def test_the_same_diary_has_the_same_control_and_another_diary_another() -> None:
    rng = np.random.default_rng(2)
    y, x = draw(rng, Process(days=200), 2)
    first, again, other = (draw_exposure(table(y[n], x[n][None]), MODEL) for n in (0, 0, 1))
    assert first.equals(again)
    assert not np.array_equal(first.to_numpy(), other.to_numpy(), equal_nan=True)


def test_the_cramps_after_the_first_weeks_have_no_part_in_it() -> None:
    rng = np.random.default_rng(3)
    y, x = draw(rng, Process(days=200, missing=0.0), 1)
    more = y[0] + (np.arange(200) >= 28)
    draws = [draw_exposure(table(episodes, x), MODEL) for episodes in (y[0], more)]
    assert draws[0].equals(draws[1])


def test_it_is_shown_beside_the_family_and_changes_nothing_in_it() -> None:
    period = a_diary_of(150, sitting_ratio=3)
    found = all_findings(period)
    assert found.negative_control is not None
    assert found.negative_control.risk_factor is NEGATIVE_CONTROL
    assert found.negative_control.association is not None
    assert found.negative_control.q_value is not None
    family = compare_all(recorded_calendar(daily_table(period)), list_risk_factors(period))
    assert [f.q_value for f in found.factors] == [m.q_value for m in family]
    assert [f.counts for f in found.factors] == [m.counts for m in family]
    assert NEGATIVE_CONTROL not in {f.risk_factor for f in found.factors}
    assert found.shown == (*found.factors, found.negative_control)
    assert found.tested == 3
    assert found.negative_control_model is not None
    assert found.negative_control_model.exposure in format_negative_control(found)


def test_without_a_tested_factor_there_is_none() -> None:
    found = all_findings(a_diary_of(20))
    assert found.negative_control is None
    assert format_negative_control(found) == ""


def test_controls_are_flagged_about_as_often_as_chance_flags() -> None:
    flagged = []
    for seed in range(60):
        control = all_findings(a_diary_of(90, seed=seed, a_day=0.5)).negative_control
        assert control is not None
        assert control.association is not None
        flagged.append(control.association.p_value < 0.1)
    # 10% of 60 and three standard errors; one that could never be flagged would be no check.
    assert 1 <= sum(flagged) <= 13


def test_a_diary_that_went_on_after_a_pause_keeps_its_control() -> None:
    period = a_diary_of(100)
    later = replace(period, end=period.end + timedelta(30))
    assert all_findings(later).negative_control == all_findings(period).negative_control


def test_a_factor_on_every_other_day_has_no_streaks_to_copy() -> None:
    rng = np.random.default_rng(4)
    y, x = draw(rng, Process(days=200, missing=0.0), 1)
    x[0, 1::2] = np.nan
    heads = draw_exposure(table(y[0], x), MODEL)
    assert heads.notna().sum() == 100
    assert set(heads.dropna()) == {0.0, 1.0}


@pytest.mark.parametrize(("day", "is_seed"), [(27, True), (28, False)])
def test_the_record_of_28_days_is_the_seed(day: int, *, is_seed: bool) -> None:
    y, x = draw(np.random.default_rng(3), Process(days=200, missing=0.0), 1)
    other = y[0] + (np.arange(200) == day)
    draws = [draw_exposure(table(episodes, x), MODEL) for episodes in (y[0], other)]
    assert draws[0].equals(draws[1]) is not is_seed
    assert SEED_DAYS == 28
