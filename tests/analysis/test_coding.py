"""How an exposure is coded, and between which levels its ratio is quoted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cramp_diary.analysis.inference.coding import (
    CLIP,
    LEAST_QUARTILE_RANGE,
    code_exposure,
    more_exposed_days,
)
from cramp_diary.core.errors import CannotCompare
from cramp_diary.core.vocabulary import Direction

MORE, LESS = Direction.MORE, Direction.LESS


def test_yes_and_no_stay_as_they_are() -> None:
    coded = code_exposure(np.array([0.0, 1, 1, 0]), MORE)
    assert coded.column.tolist() == [0, 1, 1, 0]
    assert coded.exposed.tolist() == [False, True, True, False]
    assert coded.step == 1
    assert (coded.contrast.less_exposed, coded.contrast.more_exposed) == (0, 1)
    assert coded.contrast.basis == "yes/no"
    assert coded.contrast.usual is None


def test_where_less_is_more_exposed_yes_and_no_change_places() -> None:
    coded = code_exposure(np.array([0.0, 1, 1, 0]), LESS)
    assert coded.column.tolist() == [1, 0, 0, 1]
    assert (coded.contrast.less_exposed, coded.contrast.more_exposed) == (1, 0)


def test_amounts_are_z_scores_clipped_at_one_and_a_half() -> None:
    values = np.array([0.0, 4, 5, 6, 5, 4, 6, 10])
    coded = code_exposure(values, MORE)
    # Mean 5, variance (25 + 1 + 1 + 1 + 1 + 25) / 8 = 6.75; 0 and 10 lie 1.92 SD out.
    expected = np.array([-CLIP, *(values[1:7] - 5) / np.sqrt(6.75), CLIP])
    assert coded.column == pytest.approx(expected)
    assert CLIP == 1.5


def test_amounts_are_quoted_between_the_quartiles() -> None:
    coded = code_exposure(np.arange(1.0, 10.0), MORE)
    # numpy's default quartiles of 1..9 are 3 and 7; the SD is sqrt(60 / 9).
    assert (coded.contrast.less_exposed, coded.contrast.more_exposed) == (3, 7)
    assert coded.contrast.basis == "quartiles"
    assert coded.step == pytest.approx(4 / np.sqrt(60 / 9))
    assert coded.exposed.tolist() == [False] * 5 + [True] * 4


def test_less_of_an_amount_turns_it_round() -> None:
    values = np.arange(1.0, 10.0)
    more, less = code_exposure(values, MORE), code_exposure(values, LESS)
    assert less.column == pytest.approx(-more.column)
    assert less.step == more.step > 0
    assert (less.contrast.less_exposed, less.contrast.more_exposed) == (7, 3)
    assert less.exposed.tolist() == [True] * 4 + [False] * 5


@pytest.mark.parametrize(("direction", "levels"), [(MORE, (0, 300)), (LESS, (300, 0))])
def test_mostly_zero_loads_are_quoted_against_the_median_of_the_others(
    direction: Direction, levels: tuple[float, float]
) -> None:
    loads = np.array([0.0] * 16 + [100, 300, 350, 300])
    contrast = code_exposure(loads, direction).contrast
    assert (contrast.less_exposed, contrast.more_exposed) == levels
    assert contrast.basis == "usual and other days"
    assert contrast.usual == 0


@pytest.mark.parametrize(
    ("others", "direction", "levels"),
    [
        ([6.0, 6, 6, 10, 10], MORE, (6, 8)),
        ([6.0, 6, 10, 10, 10], MORE, (8, 10)),
        ([6.0, 6, 10, 10], MORE, (8, 10)),
        ([6.0, 6, 10, 10], LESS, (8, 6)),
    ],
)
def test_others_on_both_sides_are_taken_from_the_fuller_side(
    others: list[float], direction: Direction, levels: tuple[float, float]
) -> None:
    # Their joint median could be 8 again, a contrast of nothing with nothing.
    coded = code_exposure(np.array([8.0] * 30 + others), direction)
    assert (coded.contrast.less_exposed, coded.contrast.more_exposed) == levels
    assert coded.contrast.usual == 8
    assert coded.step > 0


def test_quartiles_that_hardly_differ_count_as_coinciding() -> None:
    # 1999 against 2001 ml would have a ratio of 1 whatever thirst does.
    water = np.array([1999.0, 2000, 2001] * 20 + [500.0] * 5)
    contrast = code_exposure(water, LESS).contrast
    assert (contrast.less_exposed, contrast.more_exposed) == (2000, 500)


def test_the_ratio_is_quoted_over_a_step_that_is_never_tiny() -> None:
    rng = np.random.default_rng(1)
    for values in (
        rng.standard_cauchy(60),
        np.exp(3 * rng.normal(size=60)),
        np.array([0.0] * 59 + [1e9]),
        np.array([5.0] * 29 + [5.1] + [1e6] * 5),
    ):
        assert code_exposure(values, MORE).step >= 0.1


@pytest.mark.parametrize("values", [[], [0.0, 0, 0], [1.0, 1], [8.5, 8.5], [0.1 + 0.2, 0.3]])
def test_an_exposure_that_does_not_vary_is_refused(values: list[float]) -> None:
    with pytest.raises(CannotCompare, match="same on every day"):
        code_exposure(np.array(values), MORE)


@settings(deadline=None, max_examples=50)
@given(
    values=st.lists(st.integers(0, 20), min_size=5, max_size=40).filter(
        lambda v: len(set(v)) > 1 and not set(v) <= {0, 1}
    ),
    scale=st.sampled_from([2.5, 4.0, 1024.0]),
    direction=st.sampled_from([MORE, LESS]),
)
def test_the_unit_does_not_matter(values: list[int], scale: float, direction: Direction) -> None:
    plain = code_exposure(np.array(values, dtype=float), direction)
    other = code_exposure(np.array(values) * scale, direction)
    assert other.column == pytest.approx(plain.column)
    assert other.step == pytest.approx(plain.step)
    assert other.exposed.tolist() == plain.exposed.tolist()
    assert other.contrast.more_exposed == pytest.approx(plain.contrast.more_exposed * scale)
    assert plain.step > 0


@pytest.mark.parametrize(
    ("values", "direction", "exposed"),
    [
        ([0.0, 0, 0, 5, 9], MORE, [False, False, False, True, True]),
        # No day lies below the median, so that the days at it count as more exposed.
        ([0.0, 0, 0, 5, 9], LESS, [True, True, True, False, False]),
        ([2.0, 2, 2], MORE, [True, True, True]),
        ([], MORE, []),
    ],
)
def test_amounts_are_split_at_the_median(
    values: list[float], direction: Direction, exposed: list[bool]
) -> None:
    assert more_exposed_days(np.array(values), direction).tolist() == exposed


@pytest.mark.parametrize(
    ("values", "coded"), [((5.0, 5.0 + 1.49), 1.49), ((5.0, 5.0 + 1.51), CLIP)]
)
def test_a_z_score_is_clipped_beyond_one_and_a_half(
    values: tuple[float, float], coded: float
) -> None:
    # 400 days on either side give a mean of 5 and, with the two, an SD of 1 within 1 in 300.
    days = np.array([4.0, 6.0] * 400 + [values[0], values[1]])
    z = (values[1] - days.mean()) / days.std()
    assert code_exposure(days, MORE).column[-1] == pytest.approx(min(z, 1.5))
    assert code_exposure(days, MORE).column[-1] == pytest.approx(coded, abs=0.01)


@pytest.mark.parametrize(("range_", "basis"), [(0.44, "usual and other days"), (0.46, "quartiles")])
def test_quartiles_a_tenth_of_an_sd_apart_are_two_levels(range_: float, basis: str) -> None:
    days = np.array([-10.0] * 10 + [0.0] * 40 + [range_] * 40 + [10.0] * 10)
    # An SD of 4.48 in both.
    assert (range_ / days.std() >= 0.1) == (basis == "quartiles")
    assert code_exposure(days, MORE).contrast.basis == basis
    assert LEAST_QUARTILE_RANGE == 0.1
