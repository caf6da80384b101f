"""Do the findings hold? The quick form of `make validate`, on fewer diaries of fewer kinds.

The limits are those of `validate.py`, and three Monte-Carlo standard errors more.
"""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.support.simulated_diaries import (
    Process,
    draw,
    draw_family,
    drift_of,
    marginal_ratio,
    quiet_rate,
)
from tests.support.validation_measures import (
    family,
    monthly_looks,
    naive_methods,
    one_factor,
    others_models,
    promised_days,
    said_of_innocents,
)
from tests.validate import (
    AT_MOST_ONE,
    CLEAR,
    COVERAGE,
    DIARIES,
    FLARES,
    HEADER,
    NIGHTS_COVERAGE,
    POSSIBLE,
    REACTIONS,
    STEADY,
    STREAKS,
    TABLE,
    TYPE_I,
    Cell,
    cells,
    judged,
)

if TYPE_CHECKING:
    from tests.support.validation_measures import Floats, Shares


def assert_within(found: Shares, measure: str, low: float, high: float) -> None:
    value, of = found[measure]
    assert of > 20
    slack = 3 * math.sqrt(max(value * (1 - value), 0.01) / of)
    assert low - slack <= value <= high + slack


@pytest.mark.parametrize(
    "process",
    [
        Process(),
        Process(days=240, memory=0.9, clustering=0.8),
        Process(days=240, co_drift=True, drift_shape="wave"),
        Process(missing=0.0, missing_quiet=0.5),
        Process(amount=True, memory=0.9),
        AT_MOST_ONE,
        replace(FLARES, spell_days=12, days=180),
        replace(FLARES, nights="one to six", rate=1.0),
        Process(missing_bad=0.4, fatigue=0.3, days=240),
    ],
)
def test_no_association_is_seldom_rejected(process: Process) -> None:
    found = one_factor(process, 250, 1)
    assert_within(found, "rejected", *TYPE_I)
    assert_within(found, "covered", *COVERAGE)


def test_a_ratio_of_three_is_seen_and_covered() -> None:
    found = one_factor(Process(days=240, ratio=3.0), 150, 2)
    assert_within(found, "power", 0.80, 1.0)
    assert_within(found, "covered", *COVERAGE)


def test_a_ratio_of_two_is_seen_on_nights_of_at_most_one_cramp() -> None:
    found = one_factor(replace(STEADY, days=240, ratio=2.0), 150, 12)
    assert_within(found, "power", 0.82, 1.0)
    assert_within(found, "covered", *NIGHTS_COVERAGE)


@pytest.mark.parametrize(
    "process", [Process(weekday_ratio=3.0, days=180), Process(cycle_ratio=3.0, days=180)]
)
def test_innocents_that_go_along_with_a_confounder_are_seldom_called_a_link_without_a_suffix(
    process: Process,
) -> None:
    found = said_of_innocents(process, 60, 13)
    assert_within(found, "clear", *CLEAR)
    assert_within(found, "possible", *POSSIBLE)


@pytest.mark.parametrize("times_known", [False, True])
@pytest.mark.parametrize("process", REACTIONS.values(), ids=REACTIONS)
def test_a_reaction_to_cramps_looks_like_a_link_and_is_not_called_one_without_a_suffix(
    process: Process, *, times_known: bool
) -> None:
    found = said_of_innocents(replace(process, days=180, times_known=times_known), 30, 14)
    assert found["rejected"][0] > 0.6
    assert_within(found, "clear", *CLEAR)
    assert_within(found, "possible", *POSSIBLE)


def test_the_models_of_statsmodels_cry_wolf_on_streaks() -> None:
    found = others_models(replace(STREAKS, days=180), 120, 15)
    assert_within(found, "this one", *TYPE_I)
    assert found["GLM"][0] > 0.1
    # Nights of at most one cramp vary less than a negative binomial can.
    nights = others_models(replace(AT_MOST_ONE, days=180), 20, 16)
    assert nights["negative binomial"][1] == 0
    assert nights["GLM"][1] == nights["GEE, weeks"][1] == nights["this one"][1] > 10


def test_innocents_among_seven_factors_are_seldom_left_standing() -> None:
    found = family(Process(days=240), (2.5,) + (1.0,) * 6, 0.2, 100, 3)
    assert_within(found, "true flagged", 0.5, 1.0)
    assert_within(found, "innocents standing", 0.0, 0.12)
    assert found["innocents standing"][0] <= found["innocents"][0]
    none_true = family(Process(days=240), (1.0,) * 7, 0.2, 80, 4)
    assert_within(none_true, "flagged", 0.0, 0.10)


def test_a_year_of_looks_seldom_says_clear() -> None:
    found = monthly_looks(Process(days=360), 0.2, 30, 5)
    assert_within(found, "clear ever, 12 looks", 0.0, 0.05)
    assert found["clear ever, 12 looks"][0] <= found["possible ever"][0]


def test_the_days_promised_show_the_ratio() -> None:
    found = promised_days(Process(days=1000, ratio=3.0, drift=0.0), 80, 6)
    assert_within(found, "shown", 0.65, 0.92)
    assert found["passed"][0] <= found["passed at twice"][0]


def test_the_naive_methods_cry_wolf_on_streaks() -> None:
    found = naive_methods(Process(days=240, memory=0.9, clustering=0.8), 300, 7)
    assert_within(found, "this one", *TYPE_I)
    for name in ("exact ratio", "plain Poisson", "28-day case-crossover"):
        assert found[name][0] > 0.08


def test_the_invented_diaries_are_as_described() -> None:
    process = Process(days=200, rate=0.3, share=0.4, missing=0.2, memory=0.7)
    y, x = draw(np.random.default_rng(8), process, 400)
    assert np.isnan(y).mean() == pytest.approx(0.2, abs=0.02)
    assert (np.isnan(x) == np.isnan(y)).all()
    assert np.nanmean(x) == pytest.approx(0.4, abs=0.02)
    assert np.nanmean(y) == pytest.approx(0.3, abs=0.02)
    cramped = y[:, :-1] > 0
    tomorrow = np.asarray(y[:, 1:])
    after, else_ = (np.nanmean(tomorrow[cramped == said]) for said in (True, False))
    assert after > 1.8 * else_
    assert [drift_of(process)[0], drift_of(process)[-1]] == pytest.approx([-1, 1], abs=0.01)


def drawn(process: Process, count: int = 300) -> tuple[Floats, Floats]:
    return draw(np.random.default_rng(10), replace(process, days=140, missing=0.0), count)


def test_the_habits_of_the_invented_people_are_as_described() -> None:
    y, _ = drawn(AT_MOST_ONE)
    assert set(np.unique(y)) == {0.0, 1.0}
    y, _ = drawn(Process(nights="one to six", rate=1.0))
    assert set(np.unique(y)) == {float(n) for n in range(7)}
    assert y.mean() == pytest.approx(1.0, abs=0.06)
    y, x = drawn(Process(weekday_ratio=2.0))
    at_weekends = (np.arange(140) + 2) % 7 >= 5
    assert y[:, ~at_weekends].mean() == pytest.approx(2 * y[:, at_weekends].mean(), rel=0.12)
    assert x[:, ~at_weekends].mean() == pytest.approx(0.70, abs=0.03)
    assert x[:, at_weekends].mean() == pytest.approx(0.15, abs=0.03)
    y, x = drawn(Process(taken_after=0.5, share=0.1))
    assert x[y > 0].mean() == pytest.approx(0.55, abs=0.05)
    _, x = drawn(Process(spell_days=12))
    begun = (np.diff(x, axis=1, prepend=0) > 0).sum()
    assert x.sum() / begun == pytest.approx(12, rel=0.15)
    y, x = drawn(Process(course_days=21))
    begins = np.argwhere(np.diff(x, axis=1) > 0)
    before = np.mean([y[row, day - 13 : day + 1].mean() for row, day in begins])
    assert before > 1.5 * y.mean()
    y, x = drawn(Process(forgotten=0.25, share=0.4))
    assert x[y > 0].mean() > 1.2 * x[y == 0].mean()
    y, _ = drawn(Process(fatigue=0.6))
    assert np.isnan(y[:, :20]).mean() == pytest.approx(0.04, abs=0.02)
    assert np.isnan(y[:, -20:]).mean() == pytest.approx(0.56, abs=0.03)
    y, _ = drawn(Process(missing_bad=0.9))
    assert np.nanmean(y) < 0.07
    y, _ = drawn(Process(bad_start=1.2, drift=0.0))
    assert y[:, :14].mean() > 1.8 * y[:, -60:].mean()
    _, x = drawn(Process(amount=True, rounded=True))
    assert (x == np.round(x)).all()


def test_the_exposures_of_a_family_are_correlated_as_asked() -> None:
    process = Process(days=200, amount=True, missing=0.0)
    _, x = draw_family(np.random.default_rng(9), process, (1.0,) * 3, 0.5, 300)
    found = np.atleast_2d(np.corrcoef(x.transpose(1, 0, 2).reshape(3, -1)))
    assert found[np.triu_indices(3, 1)] == pytest.approx([0.5] * 3, abs=0.05)


def test_the_truth_is_found_by_long_simulation() -> None:
    # Without memory of any kind the marginal ratio is the ratio itself.
    plain = Process(ratio=2.0, memory=0.0, clustering=0.0, after_cramp=1.0, drift=0.0)
    assert marginal_ratio(plain) == pytest.approx(2.0, rel=0.03)
    # A cramp day doubles the rate of the next, which is more often an exposed one, too.
    assert marginal_ratio(Process(ratio=2.0)) > 2.05
    assert quiet_rate(plain, (2.0,), 0.0) == pytest.approx(0.2 / 1.4, rel=0.02)
    with pytest.raises(ValueError, match="no two sides"):
        marginal_ratio(Process(ratio=2.0, amount=True))


def test_a_limit_that_does_not_hold_is_told() -> None:
    cell = Cell("part", "name", lambda count, _: {"share": (0.5, count)}, {"share": (0.0, 0.4)})
    chunks: list[Shares] = [{"share": (0.2, 10)}, {"share": (0.6, 30)}]
    (row,) = judged(cell, chunks)
    assert (row["share"], row["of"], row["holds"]) == (0.5, 40, False)
    assert cell.chunk((7, 1)) == {"share": (0.5, 7)}


def test_the_table_that_stands_in_the_notebooks_is_whole() -> None:
    with TABLE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == HEADER
    limited = {(cell.part, cell.name, m) for cell in cells() for m in cell.limits}
    told = {(row["part"], row["cell"], row["measure"]): row for row in rows}
    assert limited <= told.keys()
    assert all(told[key]["holds"] == "True" for key in limited)
    diaries = [int(told[key]["of"]) for key in limited if key[2] == "power"]
    assert min(diaries) >= DIARIES
