"""Whole processes against each other, in turn, in one run: ``make bench``.

Times on a shared machine mean little; the ratio of two processes that ran one after the other
means more. Each row is the median of such ratios, with the quartiles.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import cramp_diary
from cramp_diary.core.model import (
    Activity,
    Day,
    Dose,
    Episode,
    Factor,
    FactorValue,
    Medication,
    Shoe,
    Site,
    Wear,
)
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import Muscle, Side, State
from cramp_diary.store import open_diary
from tests.support.health_exports import write_many

YEARS = 10
DAYS = 365 * YEARS
RECORDED = 0.9
"""Share of the days on which a factor is recorded."""

TAKEN = 0.25
"""Share of the days on which a medication is taken, or there are nerve symptoms."""

LOG = ("log", "20m", "ago", "--severity", "6", "--site", "calf:left")
BARE = """
import sqlite3, sys, typer
app = typer.Typer(add_completion=False)
@app.command()
def log(when: list[str], severity: int = 0, site: str = "") -> None:
    db = sqlite3.connect(sys.argv[0] + ".db", timeout=5, isolation_level=None)
    for pragma in ("synchronous = EXTRA", "foreign_keys = ON", "secure_delete = ON"):
        db.execute("PRAGMA " + pragma)
    db.execute("BEGIN IMMEDIATE")
    db.execute("CREATE TABLE IF NOT EXISTS log (at, severity, site)")
    db.execute("INSERT INTO log VALUES (?, ?, ?)", (" ".join(when), severity, site))
    db.execute("COMMIT")
    typer.echo("logged")
app()
"""

EPISODE_COLUMNS = "started_at,severity,state,sites,relief,note"
DRINK_COLUMNS = "diary_day,drunk_at,water_ml"

EMPTY_PAGE = """
import sys, pandas
from matplotlib.figure import Figure
Figure(figsize=(210 / 25.4, 297 / 25.4), dpi=200).savefig(sys.argv[1])
"""
"""The floor of a report: its imports, and an A4 with nothing on it."""

RECORDS = 1_000_000
MOST_MEGABYTES = 60
EXPAT = """
import sys
from xml.parsers import expat
parser = expat.ParserCreate()
if sys.argv[2:]:
    parser.StartElementHandler = lambda name, given: None
with open(sys.argv[1], "rb") as file:
    parser.ParseFile(file)
"""
"""The floor of an export of a phone: its XML parsed, and nothing done with it."""

PEAK = """
import atexit, sys
from cramp_diary.__main__ import main
def print_peak():
    with open("/proc/self/status") as file:
        print(next(line for line in file if line.startswith("VmHWM:")).split()[1])
atexit.register(print_peak)
main()
"""
"""A command that prints its greatest memory in the end, in kB; Linux tells."""


def ten_years(path: Path) -> None:
    """Write a diary of ten years, about 0.35 episodes a day, with twelve factors on most days."""
    draw = Random(10)  # noqa: S311 - an invented diary
    first = date(2016, 11, 1)
    days = [first + timedelta(days=n) for n in range(DAYS)]
    cramped = {day for day in days if draw.random() < 0.3}
    medications, own = ("furosemide", "magnesium"), ("alcohol", "coffee", "heat", "sleep")

    def most() -> list[date]:
        return [day for day in days if draw.random() < RECORDED]

    period = Period(
        start=first,
        end=first + timedelta(days=DAYS),
        episodes=tuple(_episode(day, draw) for day in sorted(cramped)),
        days=tuple(_day(day, draw, no_cramps=day not in cramped) for day in days),
        activities=tuple(Activity(day, "walk", draw.randint(10, 60), 3) for day in most()),
        shoes=(Shoe("old", arch_support=False), Shoe("new", arch_support=True, toe_room=True)),
        wear=tuple(Wear(day, draw.choice(("old", "new")), draw.randint(1, 9)) for day in most()),
        medications=tuple(map(Medication, medications)),
        doses=tuple(Dose(d, name) for name in medications for d in days if draw.random() < TAKEN),
        factors=tuple(map(Factor, own)),
        factor_values=tuple(FactorValue(d, n, draw.randint(0, 5)) for n in own for d in most()),
    )
    with open_diary(path, create=True) as diary:
        diary.add_period(period)


def _episode(day: date, draw: Random) -> Episode:
    at = datetime(day.year, day.month, day.day, 22, draw.randint(0, 59), tzinfo=UTC)
    sites = (Site(Muscle.CALF, draw.choice(list(Side))),)
    return Episode(started_at=at, severity=draw.randint(1, 9), state=State.RESTING, sites=sites)


def _day(day: date, draw: Random, *, no_cramps: bool) -> Day:
    def known(value: float) -> float | None:
        return value if draw.random() < RECORDED else None

    return Day(
        diary_day=day,
        no_cramps=no_cramps,
        water_ml=known(draw.randint(8, 24) * 100),
        sitting_hours=known(draw.randint(4, 11)),
        electrolyte_servings=known(draw.randint(0, 4)),
        nerve_symptoms=draw.random() < TAKEN,
    )


def one_thing_as_lines_and_csv(folder: Path, number: int) -> None:
    """Write as many episodes and drinks as an inbox, and the same as a CSV folder."""
    begins = datetime(2024, 1, 1, tzinfo=UTC)
    lines, episodes, drinks = [], [EPISODE_COLUMNS], [DRINK_COLUMNS]
    for n in range(number):
        at = (begins + timedelta(minutes=50 * n)).isoformat(timespec="minutes")
        if n % 3:
            lines.append(f'{at} log severity {n % 11} calf:left asleep heat:2 "note {n}"')
            episodes.append(f"{at},{n % 11},asleep,calf:left,heat:2,note {n}")
        else:
            lines.append(f"{at} drink {100 + n % 300}ml")
            drinks.append(f"{at[:10]},{at},{100 + n % 300}")
    (folder / "csv").mkdir()
    for path, rows in (
        (folder / "inbox.txt", lines),
        (folder / "csv" / "episodes.csv", episodes),
        (folder / "csv" / "drinks.csv", drinks),
    ):
        path.write_text("\n".join((*rows, "")))


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Run a command to its end and return how long that took."""
    begun = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603 - our own
    return time.perf_counter() - begun


def megabytes(command: list[str], environment: dict[str, str]) -> float:
    """Run a command of the program and return the greatest memory of its process."""
    words = [sys.executable, "-c", PEAK, *command[1:]]
    done = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    return int(done.stdout.split()[-1]) / 1024


def compare(
    first: list[str], second: list[str], environment: dict[str, str], rounds: int
) -> list[float]:
    """Run two commands in turn and return the ratio of each pair."""
    seconds(first, environment)
    seconds(second, environment)
    return [seconds(first, environment) / seconds(second, environment) for _ in range(rounds)]


def main() -> None:
    """Print the table of ratios, and fail if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_rows(Path(folder), rounds))
    print(f"{'this process':28} {'against':24} {'median':>7} {'quartiles':>12} {'limit':>6}")
    for name, against, ratios, limit in rows:
        low, _, high = statistics.quantiles(ratios, n=4)
        middle = statistics.median(ratios)
        quartiles = f"{low:.2f}-{high:.2f}"
        print(f"{name:28} {against:24} {middle:7.2f} {quartiles:>12} {limit:6.2f}")
    sys.exit(any(statistics.median(ratios) > limit for _, _, ratios, limit in rows))


def _rows(folder: Path, rounds: int) -> list[tuple[str, str, list[float], float]]:
    compileall.compile_dir(Path(cramp_diary.__file__).parent, quiet=1)  # as an installer does
    ten_years(folder / "diary.db")
    bare = folder / "bare.py"
    bare.write_text(BARE)
    environment = os.environ | {"CRAMP_DIARY_DB": str(folder / "diary.db")}
    cramp = str(Path(sys.executable).with_name("cramp"))
    nothing = [sys.executable, "-c", "pass"]
    log, plain = [cramp, *LOG], [sys.executable, str(bare), *LOG[1:3], "--severity", "6"]
    tab, factors = [cramp], [cramp, "factors"]
    imports, few = [sys.executable, "-c", "import pandas, scipy.special"], max(3, rounds // 3)
    typed = environment | {"_CRAMP_COMPLETE": "complete_bash"}
    typed |= {"COMP_WORDS": "cramp log --shoes ", "COMP_CWORD": "3"}
    page = [sys.executable, "-c", EMPTY_PAGE, str(folder / "empty.png")]
    report = [cramp, "report", "2026-03", "-o", str(folder / "page.png")]
    one_thing_as_lines_and_csv(folder, 20_000)
    new = 'rm -rf "$1" "$1.backups"; exec "$0" --db "$1" import "$2"'
    lines, csv = (
        ["/bin/sh", "-c", new, cramp, str(folder / f"{name}.db"), str(folder / name)]
        for name in ("inbox.txt", "csv")
    )
    export = folder / "export.xml"
    with export.open("w", encoding="utf-8") as file:
        write_many(file, RECORDS)
    health = [cramp, "--db", str(folder / "none.db"), "import", str(export), "--all", "--dry-run"]
    parsed = [sys.executable, "-c", EXPAT, str(export)]
    peaks = [megabytes(health, environment) / MOST_MEGABYTES for _ in range(2)]
    # Before the logs below, which put dozens of episodes on one day.
    ten = compare(factors, imports, environment, few)
    return [
        ("cramp factors", "import pandas, scipy", ten, 2.0),
        ("cramp report", "an empty A4", compare(report, page, environment, few), 2.8),
        ("cramp log", "python -c pass", compare(log, nothing, environment, rounds), 8.0),
        ("cramp log", "bare Typer and INSERT", compare(log, plain, environment, rounds), 1.25),
        ("cramp status", "cramp log", compare([cramp, "status"], log, environment, rounds), 1.5),
        ("import of 20,000 lines", "the same as CSV", compare(lines, csv, environment, 3), 3.0),
        (
            "import of 1,000,000 records",
            "expat, an empty handler",
            compare(health, [*parsed, "calls"], environment, 3),
            1.3,
        ),
        ("the same", "expat, no handler", compare(health, parsed, environment, 3), 2.2),
        ("its memory", f"{MOST_MEGABYTES} MB", peaks, 1.0),
        ("TAB completion", "python -c pass", compare(tab, nothing, typed, rounds), 8.0),
    ]


if __name__ == "__main__":
    main()
