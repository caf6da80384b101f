"""Do the findings hold? ``make validate`` judges many invented diaries and prints how often wrong.

Each row is a share with its Monte-Carlo standard error and, where there is one, its limit. The
table is written to ``notebooks/validation.csv``; a limit that does not hold makes the exit code 1.
The number of diaries a cell is 2,000 or more, 1,000 where each is judged by seven factors or by the
models of statsmodels. ``--quick`` takes fewer and writes nothing; ``--part`` takes one part alone.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import sys
import time
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import Pool
from typing import TYPE_CHECKING

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # one process a core, and small matrices

from rich.console import Console
from rich.progress import track

from tests.support.paths import ROOT
from tests.support.simulated_diaries import Process
from tests.support.validation_measures import (
    family,
    monthly_looks,
    naive_methods,
    one_factor,
    others_models,
    promised_days,
    said_of_innocents,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.validation_measures import Shares

TABLE = ROOT / "notebooks" / "validation.csv"
HEADER = ("part", "cell", "measure", "share", "standard_error", "of", "low", "high", "holds")
DIARIES = 2000
QUICK_DIARIES = 60
CHUNK = 250
TIMES = {60: 3, 120: 1, 240: 1}
"""Times as many, by days: few short diaries have the minimum data."""

TRUE_RATIO = 2.5
SEVEN = 7

TYPE_I = (0.0, 0.06)
LONG_SPELLS = (0.0, 0.072)
"""Spells of twelve days over a year in flares: the worst cell known."""

COVERAGE = (0.94, 0.99)
NIGHTS_COVERAGE = (0.93, 0.985)
CLEAR, POSSIBLE = (0.0, 0.05), (0.0, 0.12)
"""What is said of innocents without a suffix, where a confounder stands."""

LENGTHS = (120, 180, 365)
AT_MOST_ONE = Process(nights="at most one", rate=0.3)
STEADY = replace(AT_MOST_ONE, clustering=0.0, after_cramp=1.0, drift=0.0, missing=0.0)
"""Nights that have nothing to do with each other, all of them recorded."""

FLARES = Process(cluster_memory=0.9, clustering=0.8)
STREAKS = Process(rate=0.3, memory=0.9, clustering=0.8)
"""Streaks of weeks in the cramps, and in both cramps and exposure."""

REACTIONS = {
    "250 ml after each cramp": Process(amount=True, drunk_after=0.625, memory=0.3),
    "a dose after half of the cramps": Process(taken_after=0.5, share=0.1, memory=0.0),
}
"""What a person does because of a cramp, on its own day."""

PROMISED = (0.65, 0.92)
TOLD_WHOLE = ("naive methods", "others' code")
"""Parts of which every measure is told: one a method."""

ANY = (0.0, 1.0)
"""For what is told without a limit."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of diary, the measure to take of it, and the limits of what comes out."""

    part: str
    name: str
    measure: Callable[[int, int], Shares]
    limits: dict[str, tuple[float, float]]
    times: float = 1

    def chunk(self, job: tuple[int, int]) -> Shares:
        """Take the measure of some diaries, by their number and seed."""
        return self.measure(*job)


def cells() -> Iterator[Cell]:
    """Return all that is measured."""
    yield from _null_cells()
    yield from _stress_cells()
    yield from _beyond_cells()
    yield from _ratio_cells()
    yield from _night_cells()
    yield from _habit_cells()
    yield from _said_cells()
    yield from _others_cells()
    yield from _family_cells()
    looks = partial(_looks, Process(days=360))
    limits = {"clear ever, 11 looks": ANY, "clear ever, 12 looks": (0.0, 0.05)}
    limits |= {"possible ever": ANY}
    yield Cell("monthly looks", "seven innocents", looks, limits, 2)
    for ratio in (2.0, 3.0):
        process = Process(days=1500, ratio=ratio, drift=0.0)
        limits = {"shown": PROMISED, "passed": (0.5, 1.0), "passed at twice": (0.85, 1.0)}
        yield Cell("promise", f"ratio {ratio:g}", partial(_promised, process), limits)
        nights = replace(STEADY, days=1500, ratio=ratio)
        name = f"ratio {ratio:g}, at most one a night"
        # Most show a ratio of 3 at the first look already, after 120 days.
        limits = {"shown": PROMISED if ratio < TRUE_RATIO else ANY}
        yield Cell("promise", name, partial(_promised, nights), limits)
    for memory in (0.0, 0.7, 0.9):
        for clustering in (0.5, 0.8):
            process = Process(memory=memory, clustering=clustering)
            name = f"streakiness {memory:g}, clustering {clustering:g}"
            yield Cell("naive methods", name, partial(_naive, process), {"this one": TYPE_I})
    yield from _timed_cells()


def _null_cells() -> Iterator[Cell]:
    limits = {"rejected": TYPE_I, "covered": COVERAGE}
    for days in (60, 120, 240):
        for memory in (0.0, 0.3, 0.7, 0.9):
            process = Process(days=days, memory=memory)
            name = f"{days} days, streakiness {memory:g}"
            yield Cell("no association", name, partial(_one, process), limits, TIMES[days])


def _stress_cells() -> Iterator[Cell]:
    stress = {
        "strong clustering": Process(clustering=0.8),
        "drift of both, linear": Process(co_drift=True),
        "drift of both, wave": Process(co_drift=True, drift_shape="wave"),
        "reaction to cramps": Process(reaction=1.0),
        "rate .1 a day": Process(rate=0.1),
        "rate .4 a day": Process(rate=0.4),
        "15% exposed": Process(share=0.15),
        "half the cramp-free days missing": Process(missing=0.0, missing_quiet=0.5),
        "complete diary": Process(missing=0.0),
    }
    # So few episodes a diary in some of these that an interval may cover always.
    limits = {"rejected": TYPE_I, "covered": (COVERAGE[0], 1.0)}
    for days in (60, 120, 240):
        for name, process in stress.items():
            whole = partial(_one, replace(process, days=days))
            yield Cell("stress", f"{days} days, {name}", whole, limits, TIMES[days])


def _beyond_cells() -> Iterator[Cell]:
    """Amounts, and worlds beyond those the method was made for: told, with no limit to hold."""
    beyond = {
        "amounts": Process(amount=True),
        "amounts, streakiness .9": Process(amount=True, memory=0.9),
        "very strong clustering": Process(clustering=1.0),
        "amounts .9, very strong clustering": Process(amount=True, memory=0.9, clustering=1.0),
    }
    for days in (120, 240):
        for name, process in beyond.items():
            measure = partial(_one, replace(process, days=days))
            yield Cell("beyond", f"{days} days, {name}", measure, {"rejected": ANY})


def _ratio_cells() -> Iterator[Cell]:
    least_power = {(2.0, 240): 0.46, (3.0, 240): 0.80}
    for ratio in (1.5, 2.0, 3.0):
        for days in (60, 120, 240):
            process = Process(days=days, ratio=ratio)
            limits = {"covered": COVERAGE, "power": (least_power.get((ratio, days), 0.0), 1.0)}
            name = f"ratio {ratio:g}, {days} days"
            yield Cell("association", name, partial(_one, process), limits, 2)


def _night_cells() -> Iterator[Cell]:
    """Nights of at most one cramp, which vary less than Poisson."""
    for days in LENGTHS:
        for name, process in {"": AT_MOST_ONE, ", steady": STEADY}.items():
            whole = partial(_one, replace(process, days=days))
            limits = {"rejected": TYPE_I, "covered": (COVERAGE[0], 1.0)}
            yield Cell("nights", f"nothing there{name}, {days} days", whole, limits)
    least_power = {(2.0, 120): 0.50, (2.0, 240): 0.82}
    for ratio in (2.0, 3.0):
        for days in (120, 240, 365):
            process = replace(STEADY, days=days, ratio=ratio)
            limits = {"covered": NIGHTS_COVERAGE}
            limits["power"] = (least_power.get((ratio, days), 0.0), 1.0)
            name = f"ratio {ratio:g}, steady, {days} days"
            yield Cell("nights", name, partial(_one, process), limits)
            # Streaks, gaps, and cramps that bring cramps, for which the model adjusts.
            limits = {"covered": ANY, "power": ANY}
            process = replace(AT_MOST_ONE, days=days, ratio=ratio)
            name = f"ratio {ratio:g}, {days} days"
            yield Cell("nights", name, partial(_one, process), limits)


def _habit_cells() -> Iterator[Cell]:
    """Spells, courses, and ways to keep a diary badly: no confounder, so the test must hold."""
    night_flares = replace(FLARES, nights="at most one", rate=0.3)
    habits = {
        "one to six a night in streaks of weeks": replace(FLARES, nights="one to six", rate=1.0),
        "spells of 3 days": Process(spell_days=3),
        "spells of 6 days": Process(spell_days=6),
        "spells of 12 days": Process(spell_days=12),
        "spells of 12 days, flares": replace(FLARES, spell_days=12),
        "spells of 12 days, flares, nights": replace(night_flares, spell_days=12),
        "courses begun after bad weeks": Process(course_days=21, cluster_memory=0.9, rate=0.4),
        "a bad start": Process(bad_start=1.2),
        "logging fatigue": Process(fatigue=0.6),
        "bad days not logged": Process(missing_bad=0.4),
        "amounts rounded": Process(amount=True, rounded=True),
    }
    for days in LENGTHS:
        for name, process in habits.items():
            is_longest = days == max(LENGTHS)
            limit = LONG_SPELLS if is_longest and "flares" in name else TYPE_I
            measure = partial(_one, replace(process, days=days))
            times = 4 if is_longest else 2  # the largest shares are near their limits
            yield Cell("habits", f"{days} days, {name}", measure, {"rejected": limit}, times)


def _said_cells() -> Iterator[Cell]:
    """Confounders: what is said of innocents, two of seven of which go along with them."""
    confounders = {
        "none": Process(),
        "days of the week, ratio 1.5": Process(weekday_ratio=1.5),
        "days of the week, ratio 2": Process(weekday_ratio=2.0),
        "days of the week, ratio 3": Process(weekday_ratio=3.0),
        "season, ratio 2": Process(season_ratio=2.0),
        "28-day cycle, ratio 3": Process(cycle_ratio=3.0),
        "a bad start, exposure drifting": Process(bad_start=1.2, co_drift=True),
        "1 in 10 forgotten without a cramp": Process(forgotten=0.1),
    }
    beyond = {"1 in 4 forgotten without a cramp": Process(forgotten=0.25)} | REACTIONS
    told = ("flagged", "rejected")
    for days in LENGTHS:
        for name, process in (confounders | beyond).items():
            limits = {"clear": CLEAR, "possible": POSSIBLE} | dict.fromkeys(told, ANY)
            if name in beyond and name not in REACTIONS:
                limits = dict.fromkeys(limits, ANY)
            measure = partial(_said, replace(process, days=days))
            yield Cell("said", f"{days} days, {name}", measure, limits, 0.5)


def _timed_cells() -> Iterator[Cell]:
    """Reactions of which the times are known; at the end, so that the others keep their seeds."""
    limits = {"clear": CLEAR, "possible": POSSIBLE, "flagged": ANY, "rejected": ANY}
    for days in LENGTHS:
        for name, process in REACTIONS.items():
            measure = partial(_said, replace(process, days=days, times_known=True))
            yield Cell("said", f"{days} days, {name}, times known", measure, limits, 0.5)


def _others_cells() -> Iterator[Cell]:
    for ratio in (1.0, 2.0):
        for name, process in {
            "Poisson": Process(rate=0.3),
            "at most one a night": AT_MOST_ONE,
            "Poisson, streaks of weeks": STREAKS,
            "at most one a night, streaks of weeks": replace(STREAKS, nights="at most one"),
        }.items():
            measure = partial(_others, replace(process, days=180, ratio=ratio))
            limits = {"this one": TYPE_I} if ratio == 1 else {}
            yield Cell("others' code", f"ratio {ratio:g}, {name}", measure, limits, 0.5)


def _family_cells() -> Iterator[Cell]:
    for days in (120, 240):
        for correlation in (0.2, 0.5):
            for true in (0, 1, 2):
                ratios = (TRUE_RATIO,) * true + (1.0,) * (SEVEN - true)
                name = f"{days} days, correlation {correlation:g}, {true} true"
                measure = partial(_family, Process(days=days), ratios, correlation)
                limits = dict.fromkeys(("true flagged", "innocents", "pooled standing"), ANY)
                limits |= {"one innocent standing": ANY, "true standing": ANY}
                standing = (0.0, 0.12 if correlation < 0.5 else 1.0)
                limits["innocents standing"] = standing
                if days == 240 and correlation < 0.5:
                    limits["true flagged"] = (0.5, 1.0)
                if not true:
                    limits = {"flagged": (0.0, 0.10)}
                yield Cell("seven factors", name, measure, limits)


def _one(process: Process, count: int, seed: int) -> Shares:
    return one_factor(process, count, seed)


def _naive(process: Process, count: int, seed: int) -> Shares:
    return naive_methods(process, count, seed)


def _said(process: Process, count: int, seed: int) -> Shares:
    return said_of_innocents(process, count, seed)


def _others(process: Process, count: int, seed: int) -> Shares:
    return others_models(process, count, seed)


def _family(
    process: Process, ratios: tuple[float, ...], correlation: float, count: int, seed: int
) -> Shares:
    return family(process, ratios, correlation, count, seed)


def _looks(process: Process, count: int, seed: int) -> Shares:
    return monthly_looks(process, 0.2, count, seed)


def _promised(process: Process, count: int, seed: int) -> Shares:
    return promised_days(process, count, seed)


def judged(cell: Cell, chunks: list[Shares]) -> Iterator[dict[str, object]]:
    """Put the chunks of a cell together: a row for each measure that is told or has a limit.

    A measure that is no share has its standard deviation in the first chunk, as "deviation of" it.
    """
    for measure in chunks[0]:
        shares = [chunk[measure] for chunk in chunks]
        of = sum(count for _, count in shares)
        told = measure in cell.limits or cell.part in TOLD_WHOLE
        if not told or not of:
            continue
        mean = sum(value * count for value, count in shares if count) / of
        low, high = cell.limits.get(measure, ANY)
        of_a_share = math.sqrt(max(mean * (1 - mean), 0.0))
        deviation, _ = chunks[0].get(f"deviation of {measure}", (of_a_share, of))
        yield {
            "part": cell.part,
            "cell": cell.name,
            "measure": measure,
            "share": round(mean, 4),
            "standard_error": round(deviation / math.sqrt(of), 4),
            "of": of,
            "low": low,
            "high": high,
            "holds": low <= mean <= high,
        }


def measured(
    everything: list[Cell], diaries: int, part: str, processes: int
) -> list[dict[str, object]]:
    """Take the measures of a part, or of all, with a progress bar on stderr."""
    taken = [number for number, cell in enumerate(everything) if part in ("", cell.part)]
    jobs = [
        (number, everything[number], (min(CHUNK, diaries), 1000 * number + chunk))
        for number in taken
        for chunk in range(max(1, math.ceil(everything[number].times * diaries / CHUNK)))
    ]
    found: dict[int, list[Shares]] = {number: [] for number in taken}
    console = Console(stderr=True)
    with Pool(processes) as pool:
        done = pool.imap_unordered(_job, jobs)
        bar = track(
            done,
            "invented diaries",
            total=len(jobs),
            console=console,
            disable=not console.is_terminal,
        )
        for number, shares in bar:
            found[number].append(shares)
    return [row for n in taken for row in judged(everything[n], found[n])]


def _job(job: tuple[int, Cell, tuple[int, int]]) -> tuple[int, Shares]:
    number, cell, batch = job
    return number, cell.chunk(batch)


def run(everything: list[Cell], table: Path, description: str) -> None:
    """Print the table, write it, and fail where a limit does not hold."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="few diaries, nothing written")
    parser.add_argument("--part", default="", choices=sorted({cell.part for cell in everything}))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--diaries", type=int, default=DIARIES, help="of most cells")
    given = parser.parse_args()
    diaries = QUICK_DIARIES if given.quick else given.diaries
    is_whole = not given.part and diaries == DIARIES
    begun = time.monotonic()
    rows = measured(everything, diaries, given.part, given.processes)
    for row in rows:
        limit = "" if (row["low"], row["high"]) == ANY else f"{row['low']} to {row['high']}"
        mark = "" if row["holds"] else "  DOES NOT HOLD"
        print(
            f"{row['part']:16} {row['cell']:44} {row['measure']:22}"
            f" {row['share']:7.4f} +- {row['standard_error']:.4f} of {row['of']:6}  {limit}{mark}"
        )
    if is_whole:
        with table.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, HEADER, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    print(f"{len(rows)} measures in {(time.monotonic() - begun) / 60:.1f} minutes")
    sys.exit(0 if given.quick or all(row["holds"] for row in rows) else 1)


if __name__ == "__main__":
    run(list(cells()), TABLE, __doc__ or "")
