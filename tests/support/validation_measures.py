"""What `make validate` measures on invented diaries: each function judges a batch of them."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.analysis.daily import before_column
from cramp_diary.analysis.inference.family import TestedFactor, compare_all, compare_factor
from cramp_diary.analysis.inference.findings import recorded_calendar
from cramp_diary.analysis.inference.power import assess_evidence
from cramp_diary.analysis.inference.separation import (
    follows_weekdays,
    inseparable,
    is_order_unknown,
    may_be_reaction,
    share_known_before,
)
from cramp_diary.analysis.inference.verdicts import CLEAR_Q, POSSIBLE_Q
from cramp_diary.analysis.risk_factors import RiskFactor
from cramp_diary.core.vocabulary import Direction
from tests.support import others_code
from tests.support.naive_methods import all_p_values
from tests.support.simulated_diaries import Process, draw, draw_family, marginal_ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Shares = dict[str, tuple[float, int]]
    """Each a share and the number of diaries, or flagged factors, that it is a share of."""

ALPHA = 0.05
MONTHS, DAYS_A_MONTH = 12, 30
SEVEN, LINKED = 7, 2
USUAL_DRUNK = 5.0
"""Mean of what is drunk, in standard deviations: 2 litres a day with one of 400 ml."""

FIRST_LOOK = 120
EARLY_LOOK = 40


def factors(count: int) -> tuple[RiskFactor, ...]:
    """Return risk factors named f0, f1, ... whose more is more exposed."""
    return tuple(RiskFactor(f"f{n}", f"f{n}", f"f{n}", Direction.MORE) for n in range(count))


def table(episodes: Floats, exposures: Floats) -> pd.DataFrame:
    """Return a daily table of episodes, shape (days,), and exposures, shape (factors, days)."""
    columns = {f"f{n}": x for n, x in enumerate(exposures)}
    index = pd.date_range("2025-01-01", periods=len(episodes))
    return recorded_calendar(pd.DataFrame({"episodes": episodes, **columns}, index))


def share(hits: Sequence[float]) -> tuple[float, int]:
    """Return the mean of yes and no, or of shares, and their number."""
    return (float(np.mean(hits)) if len(hits) else math.nan), len(hits)


def one_factor(process: Process, count: int, seed: int) -> Shares:
    """Measure how often no association is rejected, and the true ratio covered.

    Of the diaries with the minimum data; `power` is of all. The truth is the marginal ratio of the
    process, found by long simulation.
    """
    (factor,) = factors(1)
    truth = marginal_ratio(process) if process.ratio != 1 else 1.0
    rejected, covered = [], []
    for y, x in zip(*draw(np.random.default_rng(seed), process, count), strict=True):
        found = compare_factor(table(y, x[None]), factor).comparison
        if found is None:
            continue
        rejected.append(found.p_value < ALPHA)
        covered.append(found.covers(truth))
    return {
        "rejected": share(rejected),
        "covered": share(covered),
        "tested": (len(rejected) / count, count),
        "power": (float(np.sum(rejected)) / count, count),
    }


def naive_methods(process: Process, count: int, seed: int) -> Shares:
    """Measure how often each naive method rejects, and ours, on the same diaries."""
    (factor,) = factors(1)
    found: dict[str, list[bool]] = {}
    for y, x in zip(*draw(np.random.default_rng(seed), process, count), strict=True):
        ours = compare_factor(table(y, x[None]), factor).comparison
        if ours is None:
            continue
        p_values = all_p_values(y, x) | {"this one": ours.p_value}
        for name, p in p_values.items():
            found.setdefault(name, []).append(p < ALPHA)
    return {name: share(hits) for name, hits in found.items()}


def others_models(process: Process, count: int, seed: int) -> Shares:
    """Measure how often the models of statsmodels reject, and ours, on the same diaries."""
    (factor,) = factors(1)
    found: dict[str, list[bool]] = {name: [] for name in (*others_code.METHODS, "this one")}
    for y, x in zip(*draw(np.random.default_rng(seed), process, count), strict=True):
        ours = compare_factor(table(y, x[None]), factor).comparison
        if ours is None:
            continue
        p_values = others_code.all_p_values(y, x) | {"this one": ours.p_value}
        for name, p in p_values.items():
            found[name].append(p < ALPHA)
    return {name: share(hits) for name, hits in found.items()}


def said_of_innocents(process: Process, count: int, seed: int) -> Shares:
    """Measure what is said of seven innocents, two of which a confounder links with the cramps.

    `clear` and `possible` are of diaries with any innocent called so without "cannot be separated
    from" another factor or the days of the week, and without "may be a reaction" or "which came
    first that day is not known". `rejected` is of the linked, which a person may do because of a
    cramp where the process has them react.
    """
    rng, family_of = np.random.default_rng(seed), factors(SEVEN)
    if process.drunk_after or process.taken_after:
        linked_ones = (replace(f, may_follow_cramp=True) for f in family_of[:LINKED])
        family_of = (*linked_ones, *family_of[LINKED:])
    kept: dict[str, list[float]] = {name: [] for name in _SAID}
    episodes, linked = draw_family(rng, process, (1.0,) * LINKED, 0.2, count)
    plain = Process(days=process.days, missing=0.0)
    _, others = draw_family(rng, plain, (1.0,) * (SEVEN - LINKED), 0.2, count)
    if process.drunk_after:
        linked += USUAL_DRUNK
    before = known_before(process, episodes, linked, seed)
    for y, two, five, early in zip(episodes, linked, others, before, strict=True):
        x = np.concatenate([two, np.where(np.isnan(y), np.nan, five)])
        daily, end = _with_before(table(y, x), early), len(y) - DAYS_A_MONTH
        members = compare_all(daily, family_of)
        flagged = _flagged(members)
        dissolved = inseparable(daily, [m.risk_factor for m in flagged])
        standing = [
            m
            for m in flagged
            if m.risk_factor not in dissolved
            and not follows_weekdays(daily, m.risk_factor)
            and not _reaction(daily, m)
            and not _is_order_unknown(daily, m)
        ]
        earlier = _q_values(table(y[:end], x[:, :end]), family_of) if standing else {}
        clear = [
            (m.q_value or 0.0) <= CLEAR_Q and earlier.get(m.risk_factor, 1.0) <= CLEAR_Q
            for m in standing
        ]
        possible = [m for m, is_clear in zip(standing, clear, strict=True) if not is_clear]
        kept["flagged"].append(bool(flagged))
        kept["clear"].append(any(clear))
        kept["possible"].append(bool(possible))
        linked_p = [m.comparison.p_value for m in members[:LINKED] if m.comparison]
        kept["rejected"] += [p < ALPHA for p in linked_p]
    return {name: share(values) for name, values in kept.items()}


_SAID = ("flagged", "clear", "possible", "rejected")


def family(
    process: Process, ratios: tuple[float, ...], correlation: float, count: int, seed: int
) -> Shares:
    """Measure what a family of factors flags at q .10.

    `flagged` is of diaries with any flag, `true flagged` of true factors; `innocents` is the mean
    over diaries of the share of innocents among the flagged (the false discovery rate), and
    `innocents not separated` of those that do not carry "cannot be separated". `one innocent` is
    of diaries with any such, `pooled` is of all flags of all diaries.
    """
    rng = np.random.default_rng(seed)
    family_of = factors(len(ratios))
    true = {f for f, ratio in zip(family_of, ratios, strict=True) if ratio != 1}
    kept: dict[str, list[float]] = {name: [] for name in _FAMILY}
    for y, x in zip(*draw_family(rng, process, ratios, correlation, count), strict=True):
        daily = table(y, x)
        flagged = _flagged(compare_all(daily, family_of))
        innocents = [m for m in flagged if m.risk_factor not in true]
        dissolved = inseparable(daily, [m.risk_factor for m in flagged])
        standing = [m for m in innocents if m.risk_factor not in dissolved]
        kept["flagged"].append(bool(flagged))
        kept["innocents"].append(len(innocents) / max(1, len(flagged)))
        kept["innocents standing"].append(len(standing) / max(1, len(flagged)))
        kept["one innocent standing"].append(bool(standing))
        found = {m.risk_factor for m in flagged}
        kept["true flagged"] += [f in found for f in true]
        kept["true standing"] += [f in found and f not in dissolved for f in true]
        kept["reaction said"] += [_reaction(daily, m) for m in flagged if m.risk_factor in true]
        kept["pooled standing"] += [m in standing for m in flagged]
    return {name: share(values) for name, values in kept.items()}


_FAMILY = (
    *("flagged", "true flagged", "true standing", "innocents", "innocents standing"),
    *("one innocent standing", "pooled standing", "reaction said"),
)


def _flagged(members: Sequence[TestedFactor]) -> list[TestedFactor]:
    flagged = [m for m in members if m.q_value is not None and m.q_value <= POSSIBLE_Q]
    return sorted(flagged, key=lambda m: m.comparison.p_value if m.comparison else 1.0)


def _reaction(daily: pd.DataFrame, m: TestedFactor) -> bool:
    return bool(m.comparison and may_be_reaction(daily, m.risk_factor, m.comparison.score))


def _is_order_unknown(daily: pd.DataFrame, m: TestedFactor) -> bool:
    if m.comparison is None or not m.risk_factor.may_follow_cramp:
        return False
    ratio = m.comparison.association().rate_ratio
    return is_order_unknown(share_known_before(daily, m.risk_factor, ratio))


def known_before(process: Process, episodes: Floats, exposures: Floats, seed: int) -> Floats:
    """Return how much of each exposure is known to have come before the cramps of its day.

    Of doses on days with cramps, chance tells which were taken anyhow.

    Parameters
    ----------
    episodes, exposures
        Shapes (diaries, days) and (diaries, factors, days); amounts in standard deviations.

    Returns
    -------
    Floats
        Of the shape of the exposures; all 0 where no times are known.
    """
    if not process.times_known:
        return np.zeros_like(exposures)
    if process.drunk_after:
        return exposures - process.drunk_after * episodes[:, None]
    anyhow = process.share / (process.share + (1 - process.share) * process.taken_after)
    chance = np.random.default_rng((seed, 1)).random(exposures.shape)
    return exposures * (chance < anyhow)


def _with_before(daily: pd.DataFrame, before: Floats) -> pd.DataFrame:
    """Add what is known to have come before the cramps; shape (factors, days)."""
    index = pd.date_range("2025-01-01", periods=before.shape[1])
    found = {before_column(f"f{n}"): pd.Series(row, index) for n, row in enumerate(before)}
    return daily.assign(**{name: each.reindex(daily.index) for name, each in found.items()})


def monthly_looks(process: Process, correlation: float, count: int, seed: int) -> Shares:
    """Measure how often monthly looks at seven innocents say *clear* ever.

    Each look is at the end of a month, and holds its q-values against those of the look before.
    """
    rng, family_of = np.random.default_rng(seed), factors(7)
    first_clear, possible = [], []
    for y, x in zip(*draw_family(rng, process, (1.0,) * 7, correlation, count), strict=True):
        looks = [_q_values(table(y[:end], x[:, :end]), family_of) for end in _month_ends()]
        clear = [
            any(q <= CLEAR_Q and before.get(f, 1.0) <= CLEAR_Q for f, q in now.items())
            for before, now in pairwise(looks)
        ]
        # The second look is the first that has one before it.
        first_clear.append(clear.index(True) + 2 if any(clear) else math.inf)
        possible.append(any(q <= POSSIBLE_Q for now in looks for q in now.values()))
    return {
        "clear ever, 11 looks": share([look <= 11 for look in first_clear]),
        "clear ever, 12 looks": share([look <= 12 for look in first_clear]),
        "possible ever": share(possible),
    }


def _month_ends() -> Iterator[int]:
    return (DAYS_A_MONTH * month for month in range(1, MONTHS + 1))


def _q_values(daily: pd.DataFrame, family_of: tuple[RiskFactor, ...]) -> dict[RiskFactor, float]:
    found = compare_all(daily, family_of)
    return {m.risk_factor: m.q_value for m in found if m.q_value is not None}


def promised_days(process: Process, count: int, seed: int) -> Shares:
    """Measure whether the days promised for a ratio show it, and those to a first verdict suffice.

    Diaries are looked at after 120 days, told how many more would show the ratio of the process,
    and tested after so many more recorded days. Those looked at after 40 days that lack
    something are told how many more days bring the minimum data.
    """
    (factor,) = factors(1)
    shown, passed, passed_soon = [], [], []
    for y, x in zip(*draw(np.random.default_rng(seed), process, count), strict=True):
        look = compare_factor(table(y[:FIRST_LOOK], x[None, :FIRST_LOOK]), factor)
        if look.comparison:
            evidence = assess_evidence(look.counts, look.comparison.inflation)
            more = evidence.days_for_two if process.ratio < 2.5 else evidence.days_for_three
            later = _after(y, x, FIRST_LOOK, more, factor)
            if later and later.comparison:
                shown.append(later.comparison.p_value < ALPHA)
        early = compare_factor(table(y[:EARLY_LOOK], x[None, :EARLY_LOOK]), factor)
        more = assess_evidence(early.counts).days_to_first_verdict if early.lacking else None
        if more and (later := _after(y, x, EARLY_LOOK, more, factor)):
            passed.append(not later.lacking)
            twice = _after(y, x, EARLY_LOOK, 2 * more, factor)
            passed_soon.append(bool(twice and not twice.lacking))
    return {"shown": share(shown), "passed": share(passed), "passed at twice": share(passed_soon)}


def _after(
    y: Floats, x: Floats, look: int, more: int | None, factor: RiskFactor
) -> TestedFactor | None:
    """Look again once so many more days are recorded; ``None`` if the diary ends before."""
    recorded = np.cumsum(~np.isnan(y[look:]))
    if more is None or not len(recorded) or recorded[-1] < more:
        return None
    end = look + int(np.searchsorted(recorded, more)) + 1 if more else look
    return compare_factor(table(y[:end], x[None, :end]), factor)
