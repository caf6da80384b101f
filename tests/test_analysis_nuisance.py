"""What else moves the episode rate, column by column."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cramp_diary.analysis.nuisance import independent, nuisance_columns, wave_count


@pytest.mark.parametrize(
    ("days", "waves"), [(1, 1), (59, 1), (60, 1), (119, 1), (120, 2), (240, 4), (3650, 60)]
)
def test_there_is_a_wave_for_every_sixty_days(days: int, waves: int) -> None:
    # k = 1..max(1, T // 60): design section 6.
    assert wave_count(days) == waves
    assert nuisance_columns(np.zeros(days)).shape == (days, 3 + waves)


def test_the_columns_are_the_mean_waves_and_yesterday() -> None:
    columns = nuisance_columns(np.array([0.0, 2, np.nan, 1, 0]))
    assert columns[:, 0].tolist() == [1, 1, 1, 1, 1]
    assert columns[1, 1] == pytest.approx(math.cos(math.pi * 1.5 / 5))
    assert columns[:, 2].tolist() == [0, 0, 1, 0, 1]
    assert columns[:, 3].tolist() == [1, 0, 0, 1, 0]


def test_constant_and_repeated_columns_are_dropped() -> None:
    rng = np.random.default_rng(1)
    columns = np.column_stack([np.ones(30), rng.normal(size=(30, 2)), np.zeros(30)])
    columns = np.column_stack([columns, columns[:, 1] - 3 * columns[:, 2] + 1])
    used = np.ones(30, dtype=bool)
    used[4:9] = False
    basis = independent(columns, used)
    assert basis.shape == (25, 3)
    assert basis.T @ basis / 25 == pytest.approx(np.eye(3), abs=1e-12)
    kept = columns[used][:, :3]
    projected = basis @ (basis.T @ kept) / 25
    assert projected == pytest.approx(kept, abs=1e-10)
