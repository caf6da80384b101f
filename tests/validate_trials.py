"""Do trials of one hold? ``make validate`` judges many invented trials and prints how often wrong.

Each row is a share with its Monte-Carlo standard error and, where there is one, its limit. The
table is written to ``notebooks/trials.csv``; a limit that does not hold makes the exit code 1. The
number of trials a cell is 2,000 or more. ``--quick`` takes fewer and writes nothing.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tests.support.paths import ROOT
from tests.support.simulated_trials import TrialProcess, judged_trials, told_powers
from tests.validate import ANY, DIARIES, Cell, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.simulated_trials import Shares

TABLE = ROOT / "notebooks" / "trials.csv"
PEOPLE = 200
TIMES = 2
"""Twice the usual number of trials without an effect, which are short ones."""

EXACT = (0.0, round(0.05 + 2 * math.sqrt(0.05 * 0.95 / (TIMES * DIARIES)), 4))
"""The nominal level, and two standard errors."""

COVERAGE = (0.93, 0.99)
AGREEMENT = (-0.05, 0.05)
THIRD, HALF, THIRD_LESS = 1 / 3, 1 / 2, 2 / 3

PLAIN = TrialProcess()
WITHOUT_EFFECT = {
    "clustered nights, AR .8": replace(PLAIN, clustering=0.8),
    "heavily clustered nights, AR .8": replace(PLAIN, clustering=1.2),
    "drift": replace(PLAIN, drift=0.8),
    "season, ratio 3": replace(PLAIN, season_ratio=3.0),
    "at most one cramp a night": replace(PLAIN, nights="at most one"),
    "one to six cramps a night": replace(PLAIN, nights="one to six", rate=1.0, clustering=0.8),
    "20% of days missing in runs": replace(PLAIN, missing=0.2),
    "30% of treated days missing": replace(PLAIN, missing_treated=0.3),
    "60% of treated days missing": replace(PLAIN, missing_treated=0.6),
    "a bad start": replace(PLAIN, bad_start=1.2),
} | {f"rate {rate:g}": replace(PLAIN, rate=rate) for rate in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)}

POWERS = {
    "as it should be": (PLAIN, {108: (0.63, 0.73), 168: (0.84, 0.94)}),
    "half lasts into the next day": (
        replace(PLAIN, carry_over=0.5),
        {108: (0.51, 0.62), 168: (0.76, 0.86)},
    ),
    "one treated night in five skipped": (replace(PLAIN, skipped=0.2), {108: (0.36, 0.47)}),
}
"""At a treated over control rate of 1/3 and .3 cramps a night over all, by days."""


def cells() -> Iterator[Cell]:
    """Return all that is measured."""
    limits = {"p < .05": EXACT}
    for name, process in WITHOUT_EFFECT.items():
        yield Cell("no effect", name, partial(_judged, process), limits, TIMES)
    drawn = replace(PLAIN, days=168)
    yield Cell("no effect", "168 days, drawn ways", partial(_judged, drawn), limits)
    for name, (process, powers) in POWERS.items():
        for days, power in powers.items():
            measure = partial(_judged, replace(process, days=days, ratio=THIRD))
            yield Cell("power", f"{name}, {days} days", measure, {"p < .05": power})
    for ratio in (1.0, THIRD_LESS, HALF, THIRD):
        for days in (84, 108):
            measure = partial(_judged, replace(PLAIN, days=days, ratio=ratio))
            limits = {"covered": COVERAGE, "both limits": ANY, "p < .05": ANY}
            yield Cell("ratio", f"ratio {ratio:.2f}, {days} days", measure, limits)
    limits = {"told": ANY, "came out": ANY, "told less came out": AGREEMENT}
    for name, process in {
        "halving": replace(PLAIN, ratio=HALF),
        "a third": replace(PLAIN, ratio=THIRD),
        "a third, 20% missing": replace(PLAIN, ratio=THIRD, missing=0.2),
        "a third, one night in five skipped": replace(PLAIN, ratio=THIRD, skipped=0.2),
        "a third, half lasts into the next day": replace(PLAIN, ratio=THIRD, carry_over=0.5),
    }.items():
        measure = partial(_told, replace(process, days=108))
        yield Cell("told beforehand", name, measure, limits, PEOPLE / DIARIES)


def _judged(process: TrialProcess, count: int, seed: int) -> Shares:
    return judged_trials(process, count, seed)


def _told(process: TrialProcess, count: int, seed: int) -> Shares:
    return told_powers(process, min(count, PEOPLE), seed)


if __name__ == "__main__":
    run(list(cells()), TABLE, __doc__ or "")
