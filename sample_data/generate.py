"""Draw the sample diary and write it as CSV files: ``python sample_data/generate.py [FOLDER]``.

It needs nothing but Python, and writes the same bytes everywhere.
"""

from __future__ import annotations

import csv
import sys
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from truth import CALENDAR, STATIN_FROM, Chance, draw_counts, draw_exposures, draw_gaps

if TYPE_CHECKING:
    from collections.abc import Mapping

    Exposures = Mapping[str, float]
    Rows = list[list[object]]
    Tables = dict[str, Rows]

SEED = 20251013
"""The first from 20251006 on that draws an ordinary diary; README.md says what that is."""

LATE = 0.1
"""The share of diary days that were written down two to five days after the next morning."""

PARIS = ZoneInfo("Europe/Paris")
KEPT = 0.96
"""The share of exposures that are recorded, on days on which exposures are recorded at all."""

EXPOSURES_IN_A_GAP = 0.25
"""The share of unrecorded days on which they are."""

SLEEP_TOLD = 0.8
"""The share of nights with a cramp of which it is told how disturbed the sleep was."""

NIGHT_STATES = ("asleep", "in bed")

HEADERS = {
    "episodes": "started_at,severity,duration_minutes,state,woke,sites,relief,soreness_hours,note,"
    "logged_at",
    "days": "diary_day,cramps,water_ml,sitting_hours,electrolyte_servings,stretch_minutes,"
    "nerve_symptoms,sleep_disturbance,note,confirmed_at,alcohol,hot room",
    "activities": "diary_day,kind,minutes,effort",
    "shoes": "name,arch_support,toe_room,ventilated",
    "wear": "diary_day,shoe,hours",
    "medications": "name,drug_class",
    "courses": "medication,first_day,last_day,dose",
    "doses": "diary_day,medication,amount",
    "factors": "name,kind,unit,more_exposed",
}
KNOWN: Tables = {
    "shoes": [
        ["loafers", "no", "yes", "no"],
        ["rubber boots", "yes", "no", "no"],
        ["trainers", "yes", "yes", "yes"],
    ],
    "medications": [["atorvastatin", "statin"], ["furosemide", "loop"]],
    "courses": [["atorvastatin", STATIN_FROM, "", "20 mg"]],
    "factors": [["alcohol", "amount", "glasses", "more"], ["hot room", "yes/no", "", "more"]],
}
ASKED = ["water_ml", "sitting_hours", "electrolyte_servings", "stretch_minutes", "nerve_symptoms"]
OWN = ["own: alcohol", "own: hot room"]
YES_NO = {"nerve_symptoms", "own: hot room"}
STATES = {
    "asleep": (70, 1470, 1810),
    "in bed": (78, 1350, 1470),
    "resting": (87, 780, 1290),
    "after exercise": (97, 1110, 1290),
    "exercising": (100, 1050, 1110),
}
"""Up to which percentile of episodes, and between which minutes of the diary day."""

SITES = ["calf:left", "calf:right", "calf:left;arch:left", "arch:both", "toes:right", "calf:both"]
RELIEFS = ["stretching:{0}", "stretching:{0};water", "massage:{0};walking:{0}", "heat:{0}", ""]
SORENESS_HOURS = ["", "1", "0", "4", "12", "24"]
NOTES = [*[""] * 6, "pulled my toes up, that helped", "hard lump in the muscle", "no idea why"]
DAY_NOTES = [*[""] * 12, "early to bed", "visitors, late dinner", "ordinary day"]
SPORTS = ["brisk walk", "run", "cycling", "gym"]


def draw_tables(seed: int) -> Tables:
    """Draw the diary: the rows of each file."""
    chance = Chance(seed)
    exposures = draw_exposures(chance)
    counts, gaps = draw_counts(chance, exposures), draw_gaps(chance)
    mornings, sleep = draw_mornings(Chance(seed + 1)), Chance(seed + 2)
    tables: Tables = {name: list(KNOWN.get(name, [])) for name in HEADERS}
    for n, day in enumerate(CALENDAR):
        today = {name: values[n] for name, values in exposures.items()}
        recorded, count, disturbed = day not in gaps, counts[n], ""
        if recorded:
            active = today["exertion_load"] > 0
            drawn = [[*episode_row(chance, day, active=active), mornings[n]] for _ in range(count)]
            tables["episodes"] += sorted(drawn, key=str)
            disturbed = draw_disturbance(sleep, drawn)
        kept = KEPT if recorded or chance.random() < EXPOSURES_IN_A_GAP else 0.0
        confirmed_at = mornings[n] if recorded and not count else ""
        tables["days"] += day_rows(chance, day, today, kept, (confirmed_at, disturbed))
        if chance.random() < kept:
            tables["activities"].append(activity_row(chance, day, today))
        if chance.random() < kept:
            tables["wear"] += wear_rows(day, today)
        if recorded and today["medication: furosemide"]:
            tables["doses"].append([day, "furosemide", "20 mg"])
    return tables


def draw_mornings(chance: Chance) -> list[str]:
    """Draw when each diary day was written down: the next morning, or days later."""
    mornings = []
    for day in CALENDAR:
        late = chance.whole(2, 5) if chance.random() < LATE else 0
        wall = datetime.combine(day, time(7, chance.whole(0, 59)), PARIS)
        mornings.append((wall + timedelta(days=1 + late)).isoformat(timespec="minutes"))
    return mornings


def episode_row(chance: Chance, day: date, *, active: bool) -> list[object]:
    """Draw all that is told of one episode of a diary day."""
    percentile = chance.whole(1, 100)
    state = next(name for name, (most, _, _) in STATES.items() if percentile <= most)
    state = "asleep" if "exercis" in state and not active else state
    wall = datetime.combine(day, time()) + timedelta(minutes=chance.whole(*STATES[state][1:]))
    # By way of UTC, an hour that the clocks skipped becomes the next.
    at = wall.replace(tzinfo=PARIS).astimezone(UTC).astimezone(PARIS)
    severity = min(9, max(2, round(5.2 + 1.7 * chance.normal())))
    minutes = min(12, max(1, round(3.5 * exp(0.6 * chance.normal()))))
    woke = "yes" if state == "asleep" else "no"
    sites = chance.early(SITES)
    relief = chance.early(RELIEFS).format(chance.whole(1, minutes))
    soreness, note = chance.early(SORENESS_HOURS), chance.early(NOTES)
    started = at.isoformat(timespec="minutes")
    return [started, severity, minutes, state, woke, sites, relief, soreness, note]


def draw_disturbance(chance: Chance, episodes: Rows) -> str:
    """Draw how much the worst cramp of a night disturbed the sleep; empty without one."""
    worst = max((int(str(e[1])) for e in episodes if e[3] in NIGHT_STATES), default=None)
    if worst is None or chance.random() > SLEEP_TOLD:
        return ""
    return str(min(10, max(0, round(worst - 1 + 1.5 * chance.normal()))))


def day_rows(
    chance: Chance, day: date, today: Exposures, kept: float, said: tuple[str, str]
) -> Rows:
    """Return the row of a day, or no row where nothing was said of it.

    `said` is when it was confirmed to be without cramps, and how disturbed the sleep was.
    """
    confirmed_at, disturbed = said
    asked, own = (
        [as_text(today, name) if chance.random() < kept else "" for name in names]
        for names in (ASKED, OWN)
    )
    cramps = "none" if confirmed_at else ""
    note = chance.early(DAY_NOTES)
    return (
        [[day, cramps, *asked, disturbed, note, confirmed_at, *own]]
        if any((cramps, *asked, *own))
        else []
    )


def as_text(today: Exposures, column: str) -> str:
    """Return an exposure as a person would write it."""
    if column in YES_NO:
        return "yes" if today[column] else "no"
    return f"{today[column]:g}"


def activity_row(chance: Chance, day: date, today: Exposures) -> list[object]:
    """Return the bout of activity of a day, or that there was none."""
    if not today["exertion_load"]:
        return [day, "none", 0, ""]
    minutes, effort = (as_text(today, name) for name in ("activity_minutes", "effort"))
    return [day, chance.early(SPORTS), minutes, effort]


def wear_rows(day: date, today: Exposures) -> Rows:
    """Return what was worn: poor shoes, trainers, both, or none."""
    poor_shoe = "rubber boots" if day.isoweekday() in (6, 7) else "loafers"
    hours = {poor_shoe: "poor_shoe_hours", "trainers": "good_shoe_hours"}
    worn: Rows = [[day, shoe, as_text(today, name)] for shoe, name in hours.items() if today[name]]
    return worn or [[day, "none", 0]]


def write_tables(tables: Tables, folder: Path) -> None:
    """Write one CSV file for each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([HEADERS[name].split(","), *rows])


if __name__ == "__main__":
    here = Path(__file__).parent
    write_tables(draw_tables(SEED), Path(sys.argv[1]) if sys.argv[1:] else here)
