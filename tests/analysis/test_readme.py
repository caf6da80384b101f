"""analysis/README.md names every file, and quotes the numbers that the code and the table have."""

from __future__ import annotations

import csv
import importlib
import re
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

import cramp_diary.analysis
from cramp_diary.analysis.inference import (
    association,
    before_after,
    circular_shifts,
    coding,
    findings,
    negative_control,
    nuisance,
    pace,
    power,
    separation,
    trial,
    trial_power,
    verdicts,
)
from cramp_diary.analysis.summaries import relief, season, trend, weekdays
from cramp_diary.core import thresholds

ROOT = Path(__file__).parents[2]
FOLDER = Path(cramp_diary.analysis.__file__).parent
README = (FOLDER / "README.md").read_text(encoding="utf-8")
WORDS = " ".join(README.split())
FILES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*.py")
    if path.name != "__init__.py"
)
NAMED = sorted(set(re.findall(r"`([\w/]+\.(?:py|csv|ipynb))`", README)))
CONSTANTS = [
    (file, *constant.split(" = "))
    for file, row in re.findall(r"^\| `([\w/]+)\.py` \| ([A-Z].* = .*) \|$", README, re.MULTILINE)
    for constant in row.split("; ")
]
HEADINGS = re.findall(r"^## (.+)$", README, re.MULTILINE)
POINTERS = [
    (file, heading)
    for file in FILES
    for quoted in re.findall(
        r'README\.md, (?:from )?("[^"]+"(?: (?:and|to) "[^"]+")*)',
        " ".join((FOLDER / file).read_text(encoding="utf-8").split()),
    )
    for heading in re.findall(r'"([^"]+)"', quoted)
]
CSV = ROOT / "notebooks" / "validation.csv"
TRIALS = ROOT / "notebooks" / "trials.csv"


def module_of(file: str) -> object:
    room = "" if file.startswith("core/") else "analysis."
    return importlib.import_module(f"cramp_diary.{room}{file.replace('/', '.')}")


def numeric_constants(file: str) -> list[str]:
    values = vars(module_of(file.removesuffix(".py")))
    text = (FOLDER / file).read_text(encoding="utf-8")
    return [
        name
        for name in re.findall(r"^([A-Z][A-Z_]+) = ", text, re.MULTILINE)
        if isinstance(values[name], (int, float, tuple, timedelta))
        and not any(isinstance(part, str) for part in np.atleast_1d(values[name]))
    ]


def test_every_file_is_in_the_map() -> None:
    assert [file for file in FILES if f"`{file}` |" not in README] == []


@pytest.mark.parametrize("file", NAMED)
def test_every_file_named_exists(file: str) -> None:
    folders = (FOLDER, FOLDER.parent, ROOT)
    assert any((folder / file).is_file() for folder in folders)


@pytest.mark.parametrize(("file", "heading"), POINTERS)
def test_every_heading_that_a_file_points_to_exists(file: str, heading: str) -> None:
    assert heading in HEADINGS, file


def test_a_file_that_names_this_page_before_a_quote_is_such_a_pointer() -> None:
    texts = {file: (FOLDER / file).read_text(encoding="utf-8") for file in FILES}
    naming = {file for file, text in texts.items() if re.search(r"README\.md,\s", text)}
    assert naming == {file for file, _ in POINTERS}


@pytest.mark.parametrize(("file", "name", "value"), CONSTANTS)
def test_every_constant_has_its_value(file: str, name: str, value: str) -> None:
    assert str(getattr(module_of(file), name)) == value


def test_no_constant_is_left_out() -> None:
    listed = {(file, name) for file, name, _ in CONSTANTS}
    found = {(file.removesuffix(".py"), name) for file in FILES for name in numeric_constants(file)}
    found |= {("core/thresholds", name) for name in vars(thresholds) if name.isupper()}
    assert found == listed


@pytest.mark.parametrize(
    "quoted",
    [
        f"- {thresholds.FEWEST_DAYS} recorded days",
        f"- {thresholds.FEWEST_EPISODES} episodes",
        f"- {thresholds.FEWEST_CRAMP_DAYS} cramp days",
        f"- {thresholds.FEWEST_DAYS_A_SIDE} days a side",
        f"- {thresholds.FEWEST_SPELLS} spells",
        f"at least 2 (4 + T // {nuisance.DAYS_PER_COSINE}) + 10",
        f"max(1, T // {nuisance.DAYS_PER_COSINE})",
        f"Gaps of more than {findings.LONGEST_GAP} days",
        f"the {findings.LONGEST_GAP // 2} days after",
        f"clipped at {coding.CLIP} SD",
        f"less than {coding.LEAST_QUARTILE_RANGE} SD apart",
        f"fewer than {circular_shifts.FEWEST_OVERLAPPING_DAYS} overlapping days",
        f"fewer than {circular_shifts.FEWEST_SHIFTS} shifts remain",
        f"c is at least {circular_shifts.LEAST_INFLATION}:",
        f"*clear link*: q <= {verdicts.CLEAR_Q} now",
        f"*possible link*: q <= {verdicts.POSSIBLE_Q};",
        f"Factors with q <= {verdicts.POSSIBLE_Q} are *flagged*",
        f"link* whose p is above {verdicts.CHANCE_P},",
        f"within {verdicts.UNLIKELY[0]} to {verdicts.UNLIKELY[1]:g};",
        f"at most one for {separation.EPISODES_A_FACTOR} episodes",
        f"whose p is above {separation.DISSOLVED_P} there, or",
        f"max({association.FEWEST_DEGREES}, min(n - m - 1, {association.DEGREES_A_SPELL} spells))",
        f"max(inflation, {power.LEAST_AHEAD} min(1, inflation))",
        f"beyond {power.MOST_DAYS_NEEDED} more days",
        f"R up to {power.GREATEST_RATIO:g} by",
        f"the pace of the last {pace.RECENT_DAYS} days",
        f"beyond {pace.MOST_DAYS_AHEAD} days",
        f"its first {negative_control.SEED_DAYS} days",
        f"t has {before_after.DEGREES_OF_FREEDOM} degrees of freedom",
        f"{thresholds.FEWEST_EPISODES} episodes and {thresholds.FEWEST_CRAMP_DAYS} cramp days",
        f"{before_after.FEWEST_RECORDED_A_MONTH}, in the trend {trend.FEWEST_RECORDED_FOR_TREND}.",
        f"a severity before and after, {before_after.FEWEST_SEVERITIES}.",
        f"the last {trend.LAST_WEEKS} weeks against the {trend.WEEKS_BEFORE} before",
        f"if its p < {trend.SIGNIFICANCE_LEVEL};",
        f"at least {trend.PERSISTING_BEFORE} of the {trend.WEEKS_BEFORE} before",
        f"spans {season.SHORTEST_DIARY} days",
        f"once there are {weekdays.FEWEST_WEEKS} weeks",
        f"{weekdays.ROTATIONS} times; a bad week",
        f"Blocks of {trial.BLOCK_DAYS} days, in pairs of {trial.PAIR_DAYS} days",
        f"at least {trial.FEWEST_PAIRS} pairs,",
        f"at most {trial.LONGEST_TRIAL} days",
        "Lengths of {}, {} and {} days".format(*trial.OFFERED_LENGTHS),
        f"Up to {trial.MOST_PAIRS_ENUMERATED} pairs",
        f"beyond, {trial.SIGN_DRAWS} are drawn",
        f"(1 + k) / (1 + {trial.SIGN_DRAWS})",
        f"in the same way at {trial.TRIAL_LEVEL:.2g}".replace("0.", "."),
        f"Each of {trial_power.POWER_DRAWS} simulated trials",
        f"spells of {trial_power.SPELL_DAYS} days",
        f"of the last {trial_power.RECENT_YEAR} days, once there are {thresholds.FEWEST_DAYS}",
        f"a share of {trial_power.SKIPPED} of the treated days skipped",
        f"with {trial_power.CARRY_OVER} of the effect",
        f"a power below {trial_power.LEAST_POWER}, the trial",
        f"none below {relief.FEWEST_FOR_INTERVAL} values",
    ],
)
def test_the_numbers_in_the_text_are_those_of_the_code(quoted: str) -> None:
    # A table's bar or a code block's indent may follow, a longer number may not.
    assert re.search(re.escape(quoted) + r"(?![\d.]*\d)", WORDS)


def shares(part: str, measure: str, cell: str = "", table: Path = CSV) -> list[float]:
    """Return the shares of a table in percent."""
    with table.open(encoding="utf-8", newline="") as file:
        return [
            100 * float(row["share"])
            for row in csv.DictReader(file)
            if (row["part"], row["measure"]) == (part, measure) and cell in row["cell"]
        ]


@pytest.mark.parametrize(
    ("begins", "found"),
    [
        (
            "nothing there, p < .05",
            [*shares("no association", "rejected"), *shares("stress", "rejected")],
        ),
        (
            "95% intervals hold the true ratio",
            [*shares("no association", "covered"), *shares("association", "covered")],
        ),
        ("a ratio of 2 is seen in 240 days", shares("association", "power", "240 days")[1:]),
        ("any of seven innocents flagged", shares("seven factors", "flagged")),
        (
            "one or two true factors of ratio 2.5",
            shares("seven factors", "true flagged", "240 days, correlation 0.2"),
        ),
        (
            "innocents among the flagged",
            shares("seven factors", "innocents standing", "correlation 0.2"),
        ),
        ("*clear* ever said", shares("monthly looks", "clear ever, 12 looks")),
        (
            "a ratio of 2 or 3 seen after the days promised",
            [*shares("promise", "shown", "ratio 2"), shares("promise", "shown", "ratio 3")[0]],
        ),
        (
            "the exact ratio of two rates",
            shares("naive methods", "exact ratio", "streakiness 0.9, clustering 0.8"),
        ),
    ],
)
def test_the_measured_rates_are_those_of_the_table(begins: str, found: list[float]) -> None:
    assert found
    assert_quoted(begins, found)


@pytest.mark.parametrize(
    ("begins", "part", "measure", "cells"),
    [
        ("no effect, 168 days", "no effect", "p < .05", "168 days"),
        ("two thirds fewer are seen", "power", "p < .05", "as it should be"),
        ("the same, half lasting", "power", "p < .05", "half lasts"),
        ("the same, one treated night", "power", "p < .05", "one treated night"),
        ("95% intervals hold the ratio", "ratio", "covered", ""),
        ("the same: intervals with a limit", "ratio", "both limits", ""),
        ("power told beforehand less", "told beforehand", "told less came out", ""),
    ],
)
def test_the_measured_rates_of_trials_are_those_of_their_table(
    begins: str, part: str, measure: str, cells: str
) -> None:
    assert_quoted(begins, shares(part, measure, cells, TRIALS))


def test_the_trials_without_an_effect_are_those_of_their_table() -> None:
    *short, _ = shares("no effect", "p < .05", "", TRIALS)
    assert len(short) == 16
    assert_quoted("no effect, 84 days", short)


def assert_quoted(begins: str, found: list[float]) -> None:
    """The first and the last number that the text says are the least and the greatest found."""
    (said,) = re.findall(rf"^\| {re.escape(begins)}[^|]*\| ([^|]+) \|", README, re.MULTILINE)
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", said.partition("(")[0])]
    rounding = 0.051 if "." in said.partition("(")[0] else 0.51
    assert numbers[0] == pytest.approx(min(found), abs=rounding)
    assert numbers[-1] == pytest.approx(max(found), abs=rounding)
