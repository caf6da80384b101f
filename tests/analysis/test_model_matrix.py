"""The design's shortcuts against the plain matrix that it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.analysis.inference.model_matrix import ModelMatrix
from cramp_diary.analysis.inference.nuisance import cosines

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.model_matrix import Floats


def both(seed: int, days: int) -> tuple[ModelMatrix, Floats]:
    """Return a design with gaps and two further columns, and its matrix."""
    rng = np.random.default_rng(seed)
    used = rng.random(days) < 0.8
    others = rng.normal(size=(int(used.sum()), 2))
    slow = cosines(days)[used]
    design = ModelMatrix.independent(slow, others).with_columns(others[:, :1] ** 2)
    count = (slow.shape[1] + 1) // 2
    return design, np.hstack([slow[:, :count], others, others[:, :1] ** 2]) @ design.basis


@given(seed=st.integers(0, 10_000), days=st.integers(40, 400))
def test_what_a_fit_asks_of_it_is_that_of_the_matrix(seed: int, days: int) -> None:
    design, matrix = both(seed, days)
    rng = np.random.default_rng(seed + 1)
    weights, values = rng.random(len(matrix)), rng.normal(size=len(matrix))
    coefficients = np.arange(design.rank) / 7
    gram = matrix.T @ (matrix * weights[:, None])
    inverse: Floats = np.asarray(np.linalg.inv(gram), dtype=np.float64)
    hat = weights * np.einsum("ij,jk,ik->i", matrix, inverse, matrix)
    assert design.predict(coefficients) == pytest.approx(matrix @ coefficients)
    assert design.project(values) == pytest.approx(matrix.T @ values)
    assert design.gram(weights) == pytest.approx(gram)
    assert design.hat_values(weights, inverse) == pytest.approx(hat)
    # A fit of r columns leaves hat values that sum to r.
    assert hat.sum() == pytest.approx(design.rank)


def test_its_coordinates_are_orthogonal_and_of_mean_square_1() -> None:
    _, matrix = both(3, 200)
    plain = matrix[:, :-1]
    assert plain.T @ plain / len(plain) == pytest.approx(np.eye(plain.shape[1]), abs=1e-9)


def test_constant_and_repeated_columns_are_dropped() -> None:
    rng = np.random.default_rng(1)
    columns = np.column_stack([np.ones(30), rng.normal(size=(30, 2)), np.zeros(30)])
    columns = np.column_stack([columns, columns[:, 1] - 3 * columns[:, 2] + 1])
    assert ModelMatrix.independent(np.empty((30, 0)), columns).rank == 3
