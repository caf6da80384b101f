"""A randomised trial of one person: its schedule, and its result by the randomisation itself.

See analysis/README.md, "A trial of one".
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.rates import weekly_rate
from cramp_diary.core.limits import TRIAL_LENGTH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats
    from cramp_diary.analysis.rates import WeeklyRate

    Arms = NDArray[np.bool_]
    """One a day of a trial: whether it is treated, that is, whether the habit is to be kept."""

BLOCK_DAYS = 3
"""Days in a row on the same side."""

PAIR_DAYS = 6
"""A treated block and a control block, in random order."""

FEWEST_PAIRS = int(TRIAL_LENGTH.least) // PAIR_DAYS
"""The least p of six pairs is 2 / 64; five could never come below .05."""

SHORTEST_TRIAL = int(TRIAL_LENGTH.least)
LONGEST_TRIAL = int(TRIAL_LENGTH.greatest)
OFFERED_LENGTHS = (84, 108, 168)
"""The lengths that are proposed."""

MOST_PAIRS_ENUMERATED = 20
"""Up to so many pairs, all ways in which the coins could have fallen are gone through."""

SIGN_DRAWS = 100_000
"""Ways in which the coins could have fallen, drawn where there are more pairs."""

TRIAL_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class TrialPair:
    """Two neighbouring blocks, one treated and one control.

    Attributes
    ----------
    treated_first
        Whether the treated block came first.
    treated_days, control_days
        Days of each block on which the outcome is recorded.
    treated, control
        Outcome a recorded day; ``None`` where no day is recorded.
    """

    treated_first: bool
    treated_days: int
    control_days: int
    treated: float | None
    control: float | None

    @property
    def is_used(self) -> bool:
        """Whether both blocks have a recorded day."""
        return self.treated is not None and self.control is not None


@dataclass(frozen=True, slots=True)
class TrialSide:
    """All days of a trial on one side, whether the habit was kept on them or not.

    Attributes
    ----------
    days, recorded_days
        Days of the side, and those on which the outcome is recorded.
    cramp_days, episodes
        Of the recorded days.
    rate
        Episodes a week on the recorded days, with the exact Poisson interval; ``None`` without a
        recorded day.
    severity
        Mean over the recorded days of the worst severity, 0 where there was no cramp; ``None``
        where severity is not the outcome, or nothing is recorded.
    """

    days: int
    recorded_days: int
    cramp_days: int
    episodes: int
    rate: WeeklyRate | None
    severity: float | None

    @property
    def missing_days(self) -> int:
        """Days on which the outcome is not recorded."""
        return self.days - self.recorded_days


@dataclass(frozen=True, slots=True)
class TrialEstimate:
    """What the pairs show.

    Attributes
    ----------
    pairs
        Pairs with recorded days on both sides; the others say nothing.
    difference
        Treated minus control outcome a day, the mean of the pairs; ``None`` without a pair.
    p_value
        Two-sided; 1 where there is no pair.
    ratio, low, high
        Treated over control outcome, and the 95% interval. The ratio is ``None`` where control has
        no episode. Neither end is given where a side has none; an end is ``None``, too, where the
        interval has no limit on that side.
    """

    pairs: int
    difference: float | None
    p_value: float
    ratio: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TrialResult:
    """The result of a trial, by intention to treat.

    Attributes
    ----------
    pairs
        All pairs, in the order of the days; the last may be cut short by an early end.
    treated, control
        The two sides.
    estimate
        What the pairs with recorded days on both sides show.
    is_enumerated
        Whether p is exact; else it is from 100,000 draws, with a standard error below .0016.
    if_treated_cramped, if_control_cramped
        What the pairs would show if every missing day of that side had been a usual cramp day;
        ``None`` where none of its days is missing.
    """

    pairs: tuple[TrialPair, ...]
    treated: TrialSide
    control: TrialSide
    estimate: TrialEstimate
    is_enumerated: bool
    if_treated_cramped: TrialEstimate | None
    if_control_cramped: TrialEstimate | None

    @property
    def unused_pairs(self) -> int:
        """Pairs without a recorded day on one side, or on both."""
        return len(self.pairs) - self.estimate.pairs

    @property
    def worst_case(self) -> TrialEstimate | None:
        """What speaks most against the finding: cramps on all missing days of the better side."""
        is_treated_better = (self.estimate.difference or 0.0) <= 0
        return self.if_treated_cramped if is_treated_better else self.if_control_cramped


def round_days(days: int) -> int:
    """Return the nearest number of days that is whole pairs, within the shortest and the longest.

    >>> [round_days(days) for days in (84, 100, 105, 30, 400)]
    [84, 102, 108, 36, 396]
    """
    pairs = (days + PAIR_DAYS // 2) // PAIR_DAYS
    return PAIR_DAYS * min(max(pairs, FEWEST_PAIRS), LONGEST_TRIAL // PAIR_DAYS)


def draw_arms(days: int, seed: int) -> Arms:
    """Draw which days of a trial are treated.

    Blocks of three days in pairs; a fair coin says for each pair whether the treated block comes
    first. The coins are the bits of SHAKE-256 of the seed: a published standard, so that the same
    seed gives the same schedule with every version of Python and numpy, and anyone can check it. A
    longer trial of the same seed begins like a shorter one.

    Parameters
    ----------
    days
        Whole pairs, as from `round_days`.
    seed
        Any whole number.

    Returns
    -------
    Arms
        Shape (days,); True is treated.

    Raises
    ------
    ValueError
        If the days are not whole pairs.

    References
    ----------
    NIST, FIPS 202: SHA-3 Standard: Permutation-Based Hash and Extendable-Output Functions (2015).

    Examples
    --------
    >>> "".join("T" if treated else "c" for treated in draw_arms(36, seed=1))
    'cccTTTcccTTTTTTccccccTTTTTTcccTTTccc'
    """
    if days <= 0 or days % PAIR_DAYS:
        message = "a trial is whole pairs of six days"
        raise ValueError(message)
    treated_first = _coins(f"cramp-diary trial arms {seed}", days // PAIR_DAYS)
    first = np.repeat([True, False], BLOCK_DAYS)
    return np.where(treated_first[:, None], first, ~first).ravel()


def trial_result(episodes: Floats, arms: Arms, severities: Floats | None = None) -> TrialResult:
    """Judge a trial by intention to treat: by the side a day was drawn for, not by what was done.

    The statistic is the sum, over the pairs with recorded days on both sides, of the treated
    outcome a recorded day minus that of control. Its p is the share of the ways in which the coins
    could have fallen that give a sum at least as far from 0: all of them up to 20 pairs, 100,000
    drawn ones and the one that happened beyond. The interval of the ratio holds each r at which
    the sum of treated minus r times control is not rejected in the same way: exact at 1,
    approximate elsewhere.

    Parameters
    ----------
    episodes
        Shape (T,), episodes a day from the first day of the trial on; NaN = not recorded.
    arms
        Shape (T,), as from `draw_arms`, cut to T days where the trial was ended early.
    severities
        Shape (T,), the worst severity of each day from 0 to 10, NaN = none recorded. If given, it
        is the outcome instead, 0 on recorded days without a cramp; a cramp day without a severity
        counts as not recorded.

    Raises
    ------
    ValueError
        If `arms` are not as drawn, or the lengths differ.

    References
    ----------
    E. S. Edgington, P. Onghena, Randomization Tests, 4th ed. (2007); R. Woodfield, F.
    Goodyear-Smith, B. Arroll, N-of-1 trials of quinine efficacy in skeletal muscle cramps of the
    leg, British Journal of General Practice 55 (2005) 181-185.

    Examples
    --------
    >>> arms = draw_arms(36, seed=1)
    >>> found = trial_result(np.where(arms, 0.0, 1.0), arms)
    >>> found.estimate.pairs, found.estimate.difference, found.estimate.p_value
    (6, -1.0, 0.03125)
    """
    outcome = np.asarray(episodes, dtype=np.float64)
    if severities is not None:
        outcome = np.where(outcome > 0, severities, outcome)
    treated_first = _read_order(arms, len(outcome))
    totals, counts = _sum_blocks(outcome, treated_first)
    usual = outcome[outcome > 0]
    bad_day = float(round(usual.mean())) if len(usual) else 1.0

    def what_if(side: int) -> TrialEstimate | None:
        filled = np.where(np.isnan(outcome) & (arms != bool(side)), bad_day, outcome)
        if np.array_equal(filled, outcome, equal_nan=True):
            return None
        return _estimate(*_sum_blocks(filled, treated_first))

    estimate = _estimate(totals, counts)
    return TrialResult(
        pairs=_list_pairs(treated_first, totals, counts),
        treated=_side(episodes, outcome, arms, has_severity=severities is not None),
        control=_side(episodes, outcome, ~arms, has_severity=severities is not None),
        estimate=estimate,
        is_enumerated=estimate.pairs <= MOST_PAIRS_ENUMERATED,
        if_treated_cramped=what_if(0),
        if_control_cramped=what_if(1),
    )


def _coins(text: str, count: int) -> NDArray[np.bool_]:
    stream = hashlib.shake_256(text.encode()).digest((count + 7) // 8)
    return np.unpackbits(np.frombuffer(stream, np.uint8), count=count).astype(bool)


def _read_order(arms: Arms, days: int) -> NDArray[np.bool_]:
    """Return for each pair whether its treated block comes first."""
    treated_first: NDArray[np.bool_] = np.asarray(arms[::PAIR_DAYS], dtype=bool)
    first = np.repeat([True, False], BLOCK_DAYS)
    drawn = np.where(treated_first[:, None], first, ~first).ravel()
    if len(arms) != days or not np.array_equal(drawn[:days], arms):
        message = "the days are not those of a schedule of pairs of three days"
        raise ValueError(message)
    return treated_first


def _sum_blocks(
    outcome: Floats, treated_first: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.int_]]:
    """Return the total outcome and the recorded days of the blocks, shape (pairs, 2).

    Column 0 is treated, column 1 control.
    """
    pairs = len(treated_first)
    whole = np.full(pairs * PAIR_DAYS, np.nan)
    whole[: len(outcome)] = outcome
    blocks = whole.reshape(pairs, 2, BLOCK_DAYS)
    blocks = np.where(treated_first[:, None, None], blocks, blocks[:, ::-1])
    return np.nansum(blocks, axis=2), (~np.isnan(blocks)).sum(axis=2)


def _estimate(totals: Floats, counts: NDArray[np.int_]) -> TrialEstimate:
    used = (counts > 0).all(axis=1)
    pairs = int(used.sum())
    if not pairs:
        return TrialEstimate(0, None, 1.0, None, None, None)
    # Six times the outcome a day: whole numbers, so that sums are exact and ties are ties.
    rates = totals[used] * (PAIR_DAYS // counts[used])
    treated, control = rates.sum(axis=0)
    low, high = _split_ratios(rates)
    missing = 0 if pairs <= MOST_PAIRS_ENUMERATED else 1  # the way that the coins fell
    ways = len(low) + missing
    p_value = (int(((low <= 1) & (high >= 1)).sum()) + missing) / ways
    # The fewest ways that make a p of at least .05: less the one that holds every ratio.
    place = math.ceil(TRIAL_LEVEL * ways) - missing
    lowest = float(np.partition(low, place - 1)[place - 1])
    highest = float(np.partition(high, -place)[-place])
    has_limits = treated > 0 and control > 0
    return TrialEstimate(
        pairs=pairs,
        difference=float(treated - control) / PAIR_DAYS / pairs,
        p_value=p_value,
        ratio=float(treated / control) if control > 0 else None,
        low=lowest if has_limits and lowest > 0 else None,
        high=highest if has_limits and math.isfinite(highest) else None,
    )


def _split_ratios(rates: Floats) -> tuple[Floats, Floats]:
    """Return, for each way in which the coins could have fallen, the ratios that it holds.

    Let the pairs that the coins turn round have treated sum a and control sum b, the others A and
    B. The sum of treated minus r times control is then (A - a) - r (B - b), against (A + a) - r (B
    + b) of the trial: it is at least as far from 0 exactly where r lies between a / b and A / B.

    Parameters
    ----------
    rates
        Shape (pairs, 2), whole numbers.

    Returns
    -------
    tuple of Floats
        The lower and the upper ends, from 0 to infinity.
    """
    if len(rates) <= MOST_PAIRS_ENUMERATED:
        # The first pair is never turned: turning all the others round is the same.
        turned = np.zeros((2, 1))
        for pair in rates[1:]:
            turned = np.concatenate([turned, turned + pair[:, None]], axis=1)
    else:
        turned = rates.T @ _drawn_turns(len(rates))
    others = rates.sum(axis=0)[:, None] - turned
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = turned[0] / turned[1], others[0] / others[1]
    low, high = np.minimum(one, other), np.maximum(one, other)
    holds_all = np.isnan(low)  # no episode in one of the two parts
    low[holds_all], high[holds_all] = 0.0, np.inf
    return low, high


@lru_cache(maxsize=1)
def _drawn_turns(pairs: int) -> Floats:
    coins = _coins(f"cramp-diary trial signs {pairs}", SIGN_DRAWS * pairs)
    return coins.reshape(pairs, SIGN_DRAWS).astype(np.float64)


def _list_pairs(
    treated_first: NDArray[np.bool_], totals: Floats, counts: NDArray[np.int_]
) -> tuple[TrialPair, ...]:
    def rate(pair: int, side: int) -> float | None:
        days = int(counts[pair, side])
        return float(totals[pair, side]) / days if days else None

    return tuple(
        TrialPair(bool(first), int(counts[n, 0]), int(counts[n, 1]), rate(n, 0), rate(n, 1))
        for n, first in enumerate(treated_first)
    )


def _side(episodes: Floats, outcome: Floats, days: Arms, *, has_severity: bool) -> TrialSide:
    recorded = days & ~np.isnan(outcome)
    count = int(recorded.sum())
    total = int(np.sum(episodes[recorded]))
    return TrialSide(
        days=int(days.sum()),
        recorded_days=count,
        cramp_days=int((episodes[recorded] > 0).sum()),
        episodes=total,
        rate=weekly_rate(total, count),
        severity=float(outcome[recorded].mean()) if has_severity and count else None,
    )
