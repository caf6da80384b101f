"""Do trials of one hold? The quick form of `tests/validate_trials.py`, on fewer trials.

The limits are those of the long form, and three Monte-Carlo standard errors more.
"""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.support.simulated_trials import TrialProcess, draw_trials, judged_trials, told_powers
from tests.validate import ANY, DIARIES, HEADER
from tests.validate_trials import (
    AGREEMENT,
    COVERAGE,
    EXACT,
    HALF,
    PEOPLE,
    PLAIN,
    POWERS,
    TABLE,
    THIRD,
    WITHOUT_EFFECT,
    cells,
)

if TYPE_CHECKING:
    from tests.support.simulated_trials import Shares

TRIALS = 400


def assert_within(found: Shares, measure: str, limits: tuple[float, float]) -> None:
    """The standard error is .011 at a share of .05, .025 at most."""
    value, of = found[measure]
    slack = 3 * math.sqrt(max(value * (1 - value), 0.01) / of)
    assert limits[0] - slack <= value <= limits[1] + slack


@pytest.mark.parametrize("process", WITHOUT_EFFECT.values(), ids=WITHOUT_EFFECT)
def test_no_effect_is_seldom_seen(process: TrialProcess) -> None:
    assert_within(judged_trials(process, TRIALS, 1), "p < .05", EXACT)


@pytest.mark.parametrize("name", POWERS)
def test_a_third_of_the_cramps_is_seen_as_often_as_is_said(name: str) -> None:
    process, powers = POWERS[name]
    found = judged_trials(replace(process, days=108, ratio=THIRD), 250, 2)
    assert_within(found, "p < .05", powers[108])


@pytest.mark.parametrize("ratio", [1.0, HALF, THIRD])
def test_the_interval_holds_the_ratio(ratio: float) -> None:
    assert_within(judged_trials(replace(PLAIN, ratio=ratio), TRIALS, 3), "covered", COVERAGE)


def test_the_power_told_is_what_comes_out() -> None:
    found = told_powers(replace(PLAIN, ratio=THIRD), 40, 4)
    difference, people = found["told less came out"]
    # 800 trials came out, standard error .018.
    error = found["deviation of told less came out"][0] / math.sqrt(people)
    assert error < 0.025
    assert AGREEMENT[0] - 2 * error <= difference <= AGREEMENT[1] + 2 * error


def test_the_invented_trials_are_as_described() -> None:
    process = replace(PLAIN, days=108, ratio=THIRD, rate=0.4, missing_treated=0.25)
    episodes, arms = draw_trials(np.random.default_rng(5), process, 600)
    assert np.nanmean(episodes[~arms]) == pytest.approx(0.6, abs=0.03)
    assert np.nanmean(episodes[arms]) == pytest.approx(0.2, abs=0.02)
    assert np.isnan(episodes[arms]).mean() == pytest.approx(0.25, abs=0.01)
    assert not np.isnan(episodes[~arms]).any()
    lasting = replace(process, ratio=0.0, carry_over=0.5, missing_treated=0.0)
    episodes, arms = draw_trials(np.random.default_rng(6), lasting, 600)
    after = np.zeros_like(arms)
    after[:, 1:] = arms[:, :-1] & ~arms[:, 1:]
    assert episodes[after].mean() == pytest.approx(0.4, abs=0.03)
    assert episodes[~arms & ~after].mean() == pytest.approx(0.8, abs=0.04)
    skipping = replace(process, ratio=0.0, skipped=0.25, missing_treated=0.0)
    episodes, arms = draw_trials(np.random.default_rng(7), skipping, 600)
    assert episodes[arms].mean() == pytest.approx(0.2, abs=0.02)
    drifting = replace(PLAIN, drift=0.8, clustering=0.0)
    episodes, _ = draw_trials(np.random.default_rng(8), drifting, 600)
    assert episodes[:, -6:].mean() > 3 * episodes[:, :6].mean()


def test_the_table_of_the_trials_is_whole_and_holds() -> None:
    with TABLE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == HEADER
    told = {(row["part"], row["cell"], row["measure"]): row for row in rows}
    limited = {
        (cell.part, cell.name, measure): limits
        for cell in cells()
        for measure, limits in cell.limits.items()
    }
    assert limited.keys() == told.keys()
    for key, limits in limited.items():
        assert (float(told[key]["low"]), float(told[key]["high"])) == limits
        assert limits == ANY or told[key]["holds"] == "True"
        assert int(told[key]["of"]) >= (PEOPLE if key[0] == "told beforehand" else DIARIES)
