"""`associate` against the text of the method, written out slowly and without any of its code."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats

from cramp_diary.analysis.inference.association import Association, associate
from tests.support.simulated_diaries import ar1_series

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass
class Reference:
    """The method of analysis/README.md for one exposure, more of which is more exposed."""

    y: Floats
    x: Floats
    columns: Floats
    calendar_residuals: Floats
    calendar_exposure: Floats
    spells: int
    step: float

    @classmethod
    def of(cls, episodes: Floats, exposure: Floats) -> Reference:
        total = len(episodes)
        days = [t for t in range(total) if not math.isnan(episodes[t] + exposure[t])]
        columns = [[1.0] * len(days)]
        columns += [
            [math.cos(math.pi * k * (t + 0.5) / total) for t in days]
            for k in range(1, max(1, total // 60) + 1)
        ]
        before = [math.nan if t == 0 else episodes[t - 1] for t in days]
        columns.append([float(n > 0) for n in before])
        columns.append([float(math.isnan(n)) for n in before])
        varying = [c for n, c in enumerate(columns) if n == 0 or len(set(c)) > 1]
        values = exposure[days]
        if set(values) <= {0.0, 1.0}:
            coded, step, more = values, 1.0, values == 1
        else:
            mean, spread = values.mean(), values.std()
            coded = np.clip((values - mean) / spread, -1.5, 1.5)
            low, high = np.percentile(values, [25, 75])
            step = float(
                np.clip((high - mean) / spread, -1.5, 1.5)
                - np.clip((low - mean) / spread, -1.5, 1.5)
            )
            more = values > np.median(values)
        spells = sum(more[n] and (n == 0 or not more[n - 1]) for n in range(len(days)))
        found = cls(
            episodes[days],
            coded,
            np.array(varying).T,
            np.full(total, math.nan),
            np.full(total, math.nan),
            spells,
            step,
        )
        found.calendar_residuals[days] = found.y - found.means(0.0)
        found.calendar_exposure[days] = coded
        return found

    def firth(self, columns: Floats, offset: Floats) -> Floats:
        b = np.zeros(columns.shape[1])
        b[0] = math.log(self.y.mean())
        for _ in range(1000):
            mu = np.exp(offset + columns @ b)
            inverse = np.linalg.inv(columns.T @ np.diag(mu) @ columns)
            root = np.diag(np.sqrt(mu)) @ columns
            hat = np.diag(root @ inverse @ root.T)
            step = inverse @ columns.T @ (self.y - mu + hat / 2)
            b = b + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-300))
            if np.abs(step).max() < 1e-11:
                return b
        message = "does not settle"
        raise ArithmeticError(message)

    def means(self, b0: float) -> Floats:
        offset = b0 * self.x
        return np.asarray(np.exp(offset + self.columns @ self.firth(self.columns, offset)))

    def score_and_shown(self, b0: float) -> tuple[float, float]:
        mu, z = self.means(b0), self.columns
        weighted = np.linalg.solve(z.T @ np.diag(mu) @ z, z.T @ (mu * self.x))
        rest = self.x - z @ weighted
        information = sum(mu * rest**2) * sum(self.y) / sum(mu)
        r = self.y - mu
        n, m = z.shape
        shown = n / (n - m - 1) * sum(r**2 * rest**2) / information
        return float(sum(rest * r) / math.sqrt(information)), float(shown)

    def inflation(self, shown: float) -> float:
        total, scores = len(self.calendar_residuals), []
        for k in range(1, total):
            pairs = zip(self.calendar_residuals, np.roll(self.calendar_exposure, -k), strict=True)
            known = np.array([pair for pair in pairs if not math.isnan(sum(pair))])
            if len(known) <= 10 or len(set(known[:, 1])) == 1:
                continue
            r, x = known.T
            n = len(known)
            spread = sum(x * x) - sum(x) ** 2 / n
            scores.append((sum(r * x) - sum(r) * sum(x) / n) / math.sqrt(spread))
        n, m = self.columns.shape
        v = self.y.mean() * (n - m - 1) / n
        c = max(float(np.mean(np.square(scores))) / v if scores else 0.0, min(1.0, shown))
        return max(c, 1.5) if len(scores) < 20 else c

    @property
    def degrees(self) -> float:
        n, m = self.columns.shape
        return float(max(3.0, min(n - m - 1, 2.5 * self.spells)))

    def numbers(self) -> list[float]:
        """Return ratio, both ends of the interval, p, inflation and degrees of freedom."""
        score, shown = self.score_and_shown(0.0)
        least = self.inflation(0.0)
        now = self.inflation(shown)
        p = 2 * stats.t.sf(abs(score) / math.sqrt(now), self.degrees)
        whole = self.firth(np.column_stack([self.columns, self.x]), np.zeros(len(self.y)))
        reach = float(stats.t.ppf(0.975, self.degrees))

        def gap(b0: float, sign: int) -> float:
            score, shown = self.score_and_shown(b0)
            return score - sign * reach * math.sqrt(max(least, min(1.0, shown)))

        ends = [self._zero(sign, gap) for sign in (1, -1)]
        ratios = [math.exp(float(b) * self.step) for b in (whole[-1], *ends)]
        return [*ratios, float(p), now, self.degrees]

    @staticmethod
    def _zero(sign: int, gap: Callable[[float, int], float]) -> float:
        here, there = 0.0, 0.0
        side = 1 if gap(0.0, sign) > 0 else -1
        while gap(there, sign) * side > 0:
            here, there = there, there + side * 0.2
            if abs(there) > 6:
                return side * 30.0
        ends = sorted((here, there))
        return float(optimize.brentq(lambda b0: gap(b0, sign), ends[0], ends[1], xtol=1e-9))


def a_random_diary(seed: int) -> tuple[Floats, Floats]:
    """Return episodes and an exposure: nights of at most one or more, streaks, gaps, amounts."""
    rng = np.random.default_rng(seed)
    days = int(rng.integers(45, 200))
    latent = ar1_series(rng, (days,), float(rng.choice([0.0, 0.7, 0.95])))
    exposure = (latent > rng.normal(0.3, 0.3)).astype(float)
    if seed % 2:
        exposure = np.round(8 + 2 * latent, 1)
    log_rate = math.log(rng.uniform(0.2, 0.6)) + rng.normal(0.3, 0.5) * latent
    log_rate += 0.4 * ar1_series(rng, (days,), 0.6)
    episodes = rng.poisson(np.exp(log_rate)).astype(float)
    if seed % 3 == 0:
        episodes = np.minimum(episodes, 1)
    episodes[rng.random(days) < rng.choice([0.0, 0.1, 0.3])] = math.nan
    exposure[rng.random(days) < rng.choice([0.0, 0.1, 0.3])] = math.nan
    first, last = np.flatnonzero(~np.isnan(episodes))[[0, -1]]
    return episodes[first : last + 1], exposure[first : last + 1]


def numbers(a: Association) -> list[float]:
    return [a.rate_ratio, a.low, a.high, a.p_value, a.inflation, a.degrees_of_freedom]


@pytest.mark.parametrize("seed", range(24))
def test_the_numbers_are_those_of_the_text_to_three_decimals(seed: int) -> None:
    episodes, exposure = a_random_diary(seed)
    days = pd.date_range("2025-01-01", periods=len(episodes))
    found = numbers(associate(pd.Series(episodes, days), pd.Series(exposure, days)))
    expected = Reference.of(episodes, exposure).numbers()
    assert found == pytest.approx(expected, abs=5e-4, rel=0)


def test_the_random_diaries_are_of_every_kind() -> None:
    found = [Reference.of(*a_random_diary(seed)).numbers() for seed in range(24)]
    inflations, degrees = ([row[place] for row in found] for place in (4, 5))
    assert min(inflations) < 0.85
    assert max(inflations) > 1.3
    assert min(degrees) < 20
    assert any(row[1] > 1 or row[2] < 1 for row in found)
