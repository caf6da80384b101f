"""q-values of a family of tests, and the verdict on each factor.

See analysis/README.md, "Many factors: q and verdicts".
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.inference.model_matrix import Floats

POSSIBLE_Q = 0.10
"""Greatest q of a flagged factor, which is at least a possible link."""

CLEAR_Q = 0.035
"""Greatest q of a clear link, now and at the previous month's end.

A diary is looked at every month. In twelve looks at seven innocents, 4,500 invented diaries, .035
calls one clear ever in 4.7%, .04 in 5.4%, .045 in 6.4% (standard error .3).
"""

CHANCE_P = 0.05
"""A possible link with a greater p may be chance."""

UNLIKELY = (0.5, 2.0)
"""An interval within these ratios makes a strong link unlikely."""


class Verdict(StrEnum):
    """The verdicts on one factor, in their order of precedence."""

    TOO_FEW_DAYS = "too few days"
    CLEAR_LINK = "clear link"
    POSSIBLE_LINK = "possible link"
    STRONG_LINK_UNLIKELY = "strong link unlikely"
    CANNOT_TELL_YET = "cannot tell yet"


LINKS = (Verdict.CLEAR_LINK, Verdict.POSSIBLE_LINK)


def benjamini_hochberg(p_values: Floats) -> Floats:
    """Return the q-values of a family of tests, in the order given.

    Parameters
    ----------
    p_values
        Shape (k,); none is NaN.

    References
    ----------
    Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57 (1995) 289-300.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.03, 0.01, 0.5])).round(3).tolist()
    [0.045, 0.03, 0.5]
    """
    count = len(p_values)
    order = np.argsort(p_values)[::-1]
    scaled = p_values[order] * count / np.arange(count, 0, -1)
    q_values = np.empty(count)
    q_values[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return q_values


def decide_verdict(
    association: Association | None,
    q_value: float | None,
    earlier_q_value: float | None,
    *,
    order_unknown: bool = False,
) -> Verdict:
    """Return the verdict on one factor.

    Parameters
    ----------
    association
        ``None`` where the factor lacks the minimum data.
    q_value, earlier_q_value
        Of the whole family now, and at the previous month's end; ``None`` if not tested then.
    order_unknown
        Whether the exposure may have followed the cramps of its day: then no link is clear.
    """
    if association is None or q_value is None:
        return Verdict.TOO_FEW_DAYS
    stays = earlier_q_value is not None and earlier_q_value <= CLEAR_Q
    if q_value <= CLEAR_Q and stays and not order_unknown:
        return Verdict.CLEAR_LINK
    if q_value <= POSSIBLE_Q:
        return Verdict.POSSIBLE_LINK
    if UNLIKELY[0] < association.low and association.high < UNLIKELY[1]:
        return Verdict.STRONG_LINK_UNLIKELY
    return Verdict.CANNOT_TELL_YET
