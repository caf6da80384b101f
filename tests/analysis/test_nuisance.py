"""What else moves the episode rate, column by column."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cramp_diary.analysis.inference.nuisance import (
    cosine_count,
    cosines,
    nuisance_columns,
    yesterday,
)


@pytest.mark.parametrize(
    ("days", "count"), [(1, 1), (59, 1), (60, 1), (119, 1), (120, 2), (240, 4), (3650, 60)]
)
def test_there_is_a_wave_for_every_sixty_days(days: int, count: int) -> None:
    # k = 1..max(1, T // 60).
    assert cosine_count(days) == count
    # With products of two waves, which have up to twice their frequency.
    assert cosines(days).shape == (days, 2 * count + 1)


def test_the_waves_are_cosines_of_the_days_middles() -> None:
    assert cosines(120)[:, 0].tolist() == [1] * 120
    assert cosines(120)[7, 2] == pytest.approx(math.cos(math.pi * 2 * 7.5 / 120))


def test_yesterday_is_cramped_or_not_or_unknown() -> None:
    columns = yesterday(np.array([0.0, 2, np.nan, 1, 0]))
    assert columns[:, 0].tolist() == [0, 0, 1, 0, 1]
    assert columns[:, 1].tolist() == [1, 0, 0, 1, 0]


def test_the_columns_span_the_waves_and_yesterday_on_the_used_days() -> None:
    rng = np.random.default_rng(1)
    episodes = rng.poisson(0.4, 130).astype(float)
    episodes[40:50] = np.nan
    used = ~np.isnan(episodes) & (rng.random(130) < 0.9)
    design = nuisance_columns(episodes, used)
    columns = np.column_stack([cosines(130)[:, :3], yesterday(episodes)])[used]
    spanned = np.column_stack([design.predict(unit) for unit in np.eye(design.rank)])
    assert design.rank == np.linalg.matrix_rank(columns) == 5
    rest = columns - spanned @ np.linalg.lstsq(spanned, columns, rcond=None)[0]
    assert np.abs(rest).max() < 1e-9
