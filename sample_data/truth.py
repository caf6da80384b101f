"""The truth that the sample diary is drawn from: one invented person, 182 days.

Of ``random`` only ``Random.random`` is used, whose numbers Python promises to keep the same in
every version.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from math import cos, exp, log, pi, sqrt
from pathlib import Path
from random import Random
from statistics import NormalDist, fmean, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Exposures = Mapping[str, Sequence[float]]

CALENDAR = [date(2025, 10, 6) + timedelta(n) for n in range(182)]
STATIN_FROM = date(2025, 12, 20)

TRUE_RATIOS: dict[str, float] = json.loads(
    Path(__file__).with_name("truth.json").read_text(encoding="utf-8")
)
"""By column of the daily table: yes against no, or the 75th percentile against the 25th."""

USUAL_RATE = 0.23
"""Episodes on a day of average exposures, in the middle of the drift, no cramps the day before."""

DRIFT = 0.3
"""The log rate falls from this above the usual to this below it, along half a cosine wave."""

CLUSTERING, PERSISTENCE = 0.4, 0.6
"""Standard deviation, and correlation with the day before, of what else moves the log rate."""

AFTER_A_CRAMP_DAY = 1.3
"""The ratio of a day's rate to what it would be, had there been no cramps the day before."""

BLOCK, SHORTEST_GAP, LONGEST_GAP = 36, 2, 5
"""Each full block of so many days holds one run of so many unrecorded ones."""

# Each exposure from a standard normal value, and from whether the day is at the weekend.
SHAPES: dict[str, Callable[[float, bool], float]] = {
    "sitting_hours": lambda z, weekend: max(2, round(17.2 - 6 * weekend + 3.4 * z)) / 2,
    "poor_shoe_hours": lambda z, _: round(7 + z) * (z > 0),
    "good_shoe_hours": lambda z, _: max(0, round(3 + 2 * z)),
    "medication: furosemide": lambda z, _: z > 0.75,  # noqa: PLR2004 - 23% of days
    "water_ml": lambda z, _: 100 * max(4, round(15 + 3.5 * z)),
    "electrolyte_servings": lambda z, _: max(0, round(2 + 1.2 * z)),
    "stretch_minutes": lambda z, _: 5 * max(0, round(1.5 * z)),
    "activity_minutes": lambda z, weekend: 5 * round(6 + 5 * z + 2 * weekend) * (z > 0),
    "effort": lambda z, _: min(9, max(2, round(5 + 1.5 * z))),
    "nerve_symptoms": lambda z, _: z > 1,
    "own: alcohol": lambda z, weekend: max(0, round(z + weekend)),
    "own: hot room": lambda z, _: z > 0.8,  # noqa: PLR2004 - 21% of days
}


class Chance:
    """Draws made of ``Random.random`` alone."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random  # noqa: S311 - invented data is no secret

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number from `low` through `high`."""
        return low + int(self.random() * (high - low + 1))

    def early(self, items: Sequence[str]) -> str:
        """Draw one of the items, those further back more seldom."""
        return items[int(len(items) * self.random() ** 2)]

    def normal(self) -> float:
        """Draw from the standard normal distribution."""
        return NormalDist().inv_cdf(self.random())

    def streaks(self, persistence: float) -> list[float]:
        """Draw a standard normal value for each day, correlated with the day before."""
        values = [self.normal()]
        for _ in CALENDAR[1:]:
            new = sqrt(1 - persistence**2) * self.normal()
            values.append(persistence * values[-1] + new)
        return values

    def poisson(self, mean: float) -> int:
        """Draw a count."""
        count, term, left = 0, exp(-mean), self.random()
        while left > term:
            left -= term
            count += 1
            term *= mean / count
        return count


def draw_exposures(chance: Chance) -> Exposures:
    """Draw every exposure on every day: in streaks, and weakly correlated by a common part."""
    common = chance.streaks(0.7)
    exposures = {
        name: [
            float(shape(sqrt(0.9) * z + sqrt(0.1) * c, day.isoweekday() in (6, 7)))
            for day, z, c in zip(CALENDAR, chance.streaks(0.5), common, strict=True)
        ]
        for name, shape in SHAPES.items()
    }
    bouts = zip(exposures["activity_minutes"], exposures["effort"], strict=True)
    exposures["exertion_load"] = [minutes * effort for minutes, effort in bouts]
    exposures["medication: atorvastatin"] = [float(day >= STATIN_FROM) for day in CALENDAR]
    return exposures


def log_ratios(values: Sequence[float], true_ratio: float) -> list[float]:
    """Return what an exposure adds to the log rate of each day, on average 0."""
    low, _, high = quantiles(values, n=4, method="inclusive")
    step = 1.0 if set(values) == {0.0, 1.0} else high - low
    average = fmean(values)
    return [log(true_ratio) * (value - average) / step for value in values]


def draw_counts(chance: Chance, exposures: Exposures) -> list[int]:
    """Draw the episodes of each day: drift, clusters, yesterday, and the true rate ratios."""
    parts = [log_ratios(exposures[column], ratio) for column, ratio in TRUE_RATIOS.items()]
    counts: list[int] = []
    for n, cluster in enumerate(chance.streaks(PERSISTENCE)):
        log_rate = log(USUAL_RATE) + DRIFT * cos(pi * n / len(CALENDAR)) + CLUSTERING * cluster
        log_rate += log(AFTER_A_CRAMP_DAY) * any(counts[-1:]) + sum(part[n] for part in parts)
        counts.append(chance.poisson(exp(log_rate)))
    return counts


def draw_gaps(chance: Chance) -> set[date]:
    """Draw the unrecorded days, without regard to the cramps."""
    gaps: set[date] = set()
    for block in range(0, len(CALENDAR) - BLOCK + 1, BLOCK):
        length = chance.whole(SHORTEST_GAP, LONGEST_GAP)
        first = block + chance.whole(0, BLOCK - length)
        gaps.update(CALENDAR[first : first + length])
    return gaps
