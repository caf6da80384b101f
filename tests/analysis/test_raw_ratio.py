"""The plain ratio of two rates against published worked examples and scipy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from cramp_diary.analysis.inference.raw_ratio import exact_rate_ratio


def test_the_worked_example_of_stata_iri() -> None:
    # Stata's manual, epitab, iri 41 15 28010 19017 (Rothman, Greenland and Lash 2008): breast
    # cancer after fluoroscopy, ratio 1.855759, exact 95% interval 1.005684 to 3.6093.
    found = exact_rate_ratio(41, 28010, 15, 19017)
    assert found.ratio == pytest.approx(1.855759, abs=5e-7)
    assert found.low == pytest.approx(1.005684, abs=5e-7)
    assert found.high == pytest.approx(3.6093, abs=5e-5)
    # (midp) Pr(k>=41) = 0.0177, two-sided .0355.
    assert found.mid_p_value == pytest.approx(0.0355, abs=5e-5)


def test_the_worked_example_of_openepi() -> None:
    # OpenEpi, Comparing Two Person-Time Rates: 17 / 100025 against 3 / 122268, ratio 6.927,
    # mid-P interval 2.21 to 29.63.
    found = exact_rate_ratio(17, 100025, 3, 122268)
    assert found.ratio == pytest.approx(6.927, abs=5e-4)
    assert found.mid_p_low == pytest.approx(2.21, abs=5e-3)
    assert found.mid_p_high == pytest.approx(29.63, abs=5e-3)


@given(
    exposed=st.tuples(st.integers(1, 60), st.integers(1, 300)),
    others=st.tuples(st.integers(1, 60), st.integers(1, 300)),
)
def test_the_exact_interval_is_that_of_scipys_binomial(
    exposed: tuple[int, int], others: tuple[int, int]
) -> None:
    found = exact_rate_ratio(*exposed, *others)
    total, days = exposed[0] + others[0], others[1] / exposed[1]
    share = stats.binomtest(exposed[0], total).proportion_ci(0.95, "exact")
    expected = [part / (1 - part) * days for part in (share.low, share.high)]
    assert [found.low, found.high] == pytest.approx(expected, rel=1e-6)
    mid_p = stats.binom.cdf(exposed[0] - 1, total, 1 / (1 + days))
    mid_p += stats.binom.pmf(exposed[0], total, 1 / (1 + days)) / 2
    assert found.mid_p_value == pytest.approx(2 * min(mid_p, 1 - mid_p), abs=1e-9)


def test_the_mid_p_interval_inverts_the_mid_p_test() -> None:
    found = exact_rate_ratio(12, 40, 9, 70)

    def mid_p(ratio: float) -> float:
        share = 40 * ratio / (40 * ratio + 70)
        below: float = stats.binom.cdf(11, 21, share) + stats.binom.pmf(12, 21, share) / 2
        return below

    low, high = (
        optimize.brentq(lambda r, tail=tail: mid_p(r) - tail, 0.01, 100) for tail in (0.975, 0.025)
    )
    assert (found.mid_p_low, found.mid_p_high) == pytest.approx((low, high), rel=1e-6)


def test_no_episode_on_one_side() -> None:
    none_exposed, none_else = exact_rate_ratio(0, 20, 5, 40), exact_rate_ratio(5, 20, 0, 40)
    assert (none_exposed.ratio, none_exposed.low, none_exposed.mid_p_low) == (0, 0, 0)
    assert (none_else.ratio, none_else.high, none_else.mid_p_high) == (None, None, None)
    # One-sided: (1 - share)^5 = .025, or for the mid-P interval (1 - share)^5 / 2 = .025.
    share = 1 - 0.025 ** (1 / 5)
    assert none_exposed.high == pytest.approx(share / (1 - share) * 2)
    share = 1 - 0.05 ** (1 / 5)
    assert none_exposed.mid_p_high == pytest.approx(share / (1 - share) * 2)
