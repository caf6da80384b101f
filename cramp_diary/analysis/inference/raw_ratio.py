"""The unadjusted ratio of two episode rates with exact intervals, to describe the counts.

It takes each episode as independent of the others, which cramps are not: on streaks it is
significant too often, so no verdict rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import bdtr, bdtrc, betaincinv

_TAIL = 0.025
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class RawRatio:
    """Two groups of days and the ratio of their episode rates.

    Attributes
    ----------
    exposed_episodes, exposed_days, other_episodes, other_days
        The counts.
    ratio
        ``None`` where the other days have no episode.
    low, high
        The exact 95% interval; `high` is ``None`` where there is no upper limit.
    mid_p_low, mid_p_high
        The narrower mid-P interval, likewise.
    mid_p_value
        Two-sided, of equal rates.
    """

    exposed_episodes: int
    exposed_days: int
    other_episodes: int
    other_days: int
    ratio: float | None
    low: float
    high: float | None
    mid_p_low: float
    mid_p_high: float | None
    mid_p_value: float


def exact_rate_ratio(
    exposed_episodes: int, exposed_days: int, other_episodes: int, other_days: int
) -> RawRatio:
    """Compare two episode rates given their sum, which leaves a binomial (Clopper-Pearson).

    Parameters
    ----------
    exposed_days, other_days
        Each at least 1, with at least one episode on either.

    References
    ----------
    K. J. Rothman, S. Greenland and T. L. Lash, Modern Epidemiology, 3rd edition (2008), chapter
    14; G. Berry and P. Armitage, Mid-P confidence intervals, The Statistician 44 (1995) 417-423.

    Examples
    --------
    >>> found = exact_rate_ratio(41, 28010, 15, 19017)
    >>> round(found.ratio, 4), round(found.low, 4), round(found.high, 4)
    (1.8558, 1.0057, 3.6093)
    """
    a, total = exposed_episodes, exposed_episodes + other_episodes

    def ratio_at(share: float) -> float | None:
        return None if share >= 1 else share / (1 - share) * other_days / exposed_days

    low = float(betaincinv(a, total - a + 1, _TAIL)) if a else 0.0
    high = float(betaincinv(a + 1, total - a, 1 - _TAIL)) if other_episodes else 1.0
    below = _mid_p_below(a, total, exposed_days / (exposed_days + other_days))
    return RawRatio(
        exposed_episodes,
        exposed_days,
        other_episodes,
        other_days,
        ratio=(a / exposed_days) / (other_episodes / other_days) if other_episodes else None,
        low=ratio_at(low) or 0.0,
        high=ratio_at(high),
        mid_p_low=ratio_at(_find_share(a, total, 1 - _TAIL)) or 0.0 if a else 0.0,
        mid_p_high=ratio_at(_find_share(a, total, _TAIL)) if other_episodes else None,
        mid_p_value=2 * min(below, 1 - below),
    )


def _mid_p_below(a: int, total: int, share: float) -> float:
    """Return P(A < a) + P(A = a) / 2 of a binomial A."""
    below = float(bdtr(a - 1, total, share)) if a else 0.0
    above = float(bdtrc(a, total, share)) if a < total else 0.0
    return (1 + below - above) / 2


def _find_share(a: int, total: int, tail: float) -> float:
    """Return the share at which `_mid_p_below`, which falls with it, is `tail`."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _mid_p_below(a, total, middle) > tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2
