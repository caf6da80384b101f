"""False discovery rate and the order of the verdicts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from cramp_diary.analysis.inference.association import Association
from cramp_diary.analysis.inference.coding import Contrast
from cramp_diary.analysis.inference.verdicts import (
    CLEAR_Q,
    POSSIBLE_Q,
    UNLIKELY,
    Verdict,
    benjamini_hochberg,
    decide_verdict,
)

# The 15 ordered p-values of Benjamini and Hochberg 1995, section 3.2 (Neuhaus et al. 1992).
BH_1995 = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
BH_1995 += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]


def between(low: float, high: float) -> Association:
    """Return an association with this interval."""
    return Association(
        rate_ratio=(low * high) ** 0.5,
        low=low,
        high=high,
        p_value=0.5,
        inflation=1.0,
        degrees_of_freedom=90,
        days=100,
        episodes=50,
        exposed_days=40,
        exposed_episodes=20,
        contrast=Contrast(0, 1, "yes/no"),
    )


def test_the_worked_example_of_benjamini_and_hochberg_rejects_four() -> None:
    q_values = benjamini_hochberg(np.array(BH_1995))
    # The last p(i) <= .05 i / 15 is the fourth: 0.0095 <= 0.0133.
    assert (q_values <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert q_values[3] == pytest.approx(0.0095 * 15 / 4)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_q_values_are_those_of_statsmodels(p_values: list[float]) -> None:
    expected = multipletests(p_values, method="fdr_bh")[1]
    assert benjamini_hochberg(np.array(p_values)) == pytest.approx(expected)


def test_no_test_has_no_q_value() -> None:
    assert len(benjamini_hochberg(np.array([]))) == 0


NARROW, WIDE = between(0.6, 1.9), between(0.4, 5.0)


@pytest.mark.parametrize(
    ("association", "q", "earlier", "expected"),
    [
        (None, None, None, Verdict.TOO_FEW_DAYS),
        (None, None, 0.01, Verdict.TOO_FEW_DAYS),
        (WIDE, 0.035, 0.035, Verdict.CLEAR_LINK),
        (NARROW, 0.01, 0.01, Verdict.CLEAR_LINK),
        (WIDE, 0.001, None, Verdict.POSSIBLE_LINK),
        (WIDE, 0.001, 0.036, Verdict.POSSIBLE_LINK),
        (WIDE, 0.036, 0.001, Verdict.POSSIBLE_LINK),
        (NARROW, 0.10, None, Verdict.POSSIBLE_LINK),
        (NARROW, 0.101, 0.001, Verdict.STRONG_LINK_UNLIKELY),
        (WIDE, 0.101, None, Verdict.CANNOT_TELL_YET),
        (WIDE, 0.035, 0.0351, Verdict.POSSIBLE_LINK),
        (WIDE, 0.0351, 0.035, Verdict.POSSIBLE_LINK),
        (WIDE, 0.1001, None, Verdict.CANNOT_TELL_YET),
        (between(0.501, 1.999), 0.9, None, Verdict.STRONG_LINK_UNLIKELY),
        (between(0.5, 1.5), 0.9, None, Verdict.CANNOT_TELL_YET),
        (between(0.7, 2.0), 0.9, None, Verdict.CANNOT_TELL_YET),
    ],
)
def test_the_first_verdict_that_holds_is_given(
    association: Association | None, q: float | None, earlier: float | None, expected: Verdict
) -> None:
    assert decide_verdict(association, q, earlier) is expected


def test_the_thresholds_of_the_verdicts() -> None:
    assert (CLEAR_Q, POSSIBLE_Q, UNLIKELY) == (0.035, 0.10, (0.5, 2.0))
