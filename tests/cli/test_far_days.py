"""A day over a year from the rest of the diary is asked about, and found by cramp check."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli.session import UNDO_HINT
from cramp_diary.store import open_diary
from tests.support.pty_terminal import Person

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

FAR = "is over a year from everything else in the diary: is the year right?"
IN_2006 = f"Sat 1 Apr 2006 {FAR}\n"
DIARY = (("log",), ("day", "2026-02-27", "--no-cramps"), ("med", "add", "pill"))


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("log 2006-04-01T20:00+02:00", "Sat 1 Apr 2006"),
        ("log 2025-04-01T20:00+02:00", ""),
        ("log 2025-02-20T20:00+01:00", "Thu 20 Feb 2025"),
        ("edit 1 --when 2006-04-01T20:00+02:00", "Sat 1 Apr 2006"),
        ("edit 1 --when 2026-02-01T20:00+01:00", ""),
        ("edit 1 --severity 3", ""),
        ("day 2006-04-01 --water 1l", "Sat 1 Apr 2006"),
        ("day 2006-04-01 --no-cramps", "Sat 1 Apr 2006"),
        ("day 2006-04-01 --shoes none", "Sat 1 Apr 2006"),
        ("day 2006-04-01 --med pill", "Sat 1 Apr 2006"),
        ("day 2006-04-01 --clear water", ""),
        ("day 2026-01-01 --water 1l", ""),
        ("med start pill 1926-03-01", "Mon 1 Mar 1926"),
        ("med start pill 2026-01-01", ""),
    ],
)
def test_a_year_far_from_the_rest_is_asked_about(cramp: Cramp, words: str, asked: str) -> None:
    for before in DIARY:
        cramp(*before)
    result = cramp(*words.split())
    assert result.exit_code == 0, result.stderr
    assert result.stderr.endswith(UNDO_HINT + "\n")
    assert (f"{asked} {FAR}\n" in result.stderr) if asked else (FAR not in result.stderr)


def test_a_far_day_is_asked_about_each_time(cramp: Cramp) -> None:
    cramp("log")
    for water in ("1l", "2l"):
        assert cramp("day", "2006-04-01", "--water", water).stderr.startswith(IN_2006)


@pytest.mark.parametrize(
    "words",
    ["log 2006-04-01T20:00+02:00", "day 2006-04-01 --water 1l", "med start pill 2006-04-01"],
)
def test_in_an_empty_diary_no_day_is_far(cramp: Cramp, words: str) -> None:
    cramp("med", "add", "pill")
    assert FAR not in cramp(*words.split()).stderr


def test_a_far_day_told_by_answers_is_asked_about(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("log")
    result = Person(monkeypatch, diary_path).answers(
        "day 2006-04-01", ("Any cramps", "none"), ("How much did you drink", "."), ("Save", "")
    )
    assert f"Saved.\n{IN_2006}{UNDO_HINT}" in result.output


def test_an_import_asks_about_the_far_days_it_adds(cramp: Cramp, tmp_path: Path) -> None:
    for before in DIARY:
        cramp(*before)
    days = ["2026-02-01", "2006-04-01", *(f"1999-01-0{n}" for n in (1, 2, 3))]
    (tmp_path / "days.csv").write_text("diary_day,water_ml\n" + "".join(f"{d},900\n" for d in days))
    (tmp_path / "medications.csv").write_text("name\npill\n")
    (tmp_path / "courses.csv").write_text("medication,first_day\npill,1926-03-01\n")
    asked = cramp("import", str(tmp_path)).stderr
    # Three days of January 1999 are as many as the diary has: nothing tells which are mistyped.
    assert asked == f"Mon 1 Mar 1926 {FAR}\n{IN_2006}{UNDO_HINT}\n"
    more = "".join(f"2026-01-{n:02},900\n" for n in range(1, 9))
    more += "".join(f"{year}-01-01,900\n" for year in range(1950, 1962, 2))
    (tmp_path / "days.csv").write_text(f"diary_day,water_ml\n{more}")
    assert cramp("import", str(tmp_path)).stderr == (
        "9 days are over a year from everything else in the diary: are their years right?\n"
        f"{UNDO_HINT}\n"
    )
    assert cramp("import", str(tmp_path)).stderr == ""


def _findings(cramp: Cramp) -> dict[str, str]:
    found = json.loads(cramp("check", "--json").stdout)["findings"]
    return {finding["what"]: finding["mend"] for finding in found}


EPISODE_MEND = "cramp edit 2 --when TIME, or cramp delete 2"
FORGET = "cramp forget 2006-04-01, then enter it anew"
FAR_AWAY = "is over a year from everything else in the diary"


@pytest.mark.parametrize(
    ("stray", "found", "mends"),
    [
        (
            ["log 2006-04-01T20:00+02:00"],
            {f"episode 2, of 2006-04-01, {FAR_AWAY}": EPISODE_MEND},
            ["cramp edit 2 --when 2026-02-01T20:00+01:00"],
        ),
        (
            ["log 2006-04-01T20:00+02:00"],
            {f"episode 2, of 2006-04-01, {FAR_AWAY}": EPISODE_MEND},
            ["cramp delete 2"],
        ),
        (
            ["day 2006-04-01 --shoes none"],
            {f"2006-04-01 {FAR_AWAY}": FORGET},
            ["cramp forget 2006-04-01 --yes"],
        ),
        (
            ["log 2006-04-01T20:00+02:00", "day 2006-04-01 --water 1l"],
            {
                f"episode 2, of 2006-04-01, {FAR_AWAY}": EPISODE_MEND,
                f"2006-04-01 {FAR_AWAY}": FORGET,
            },
            ["cramp edit 2 --when 2026-02-01T20:00+01:00", "cramp forget 2006-04-01 --yes"],
        ),
    ],
)
def test_check_finds_far_days_and_names_what_mends_them(
    cramp: Cramp, stray: list[str], found: dict[str, str], mends: list[str]
) -> None:
    for before in DIARY:
        cramp(*before)
    assert _findings(cramp) == {}
    for words in stray:
        assert cramp(*words.split()).exit_code == 0
    assert _findings(cramp) == found
    for mend in mends:
        assert cramp(*shlex.split(mend)[1:]).exit_code == 0
    assert _findings(cramp) == {}


def test_check_finds_a_course_begun_long_before_the_diary(cramp: Cramp, diary_path: Path) -> None:
    for before in DIARY:
        cramp(*before)
    cramp("med", "add", "the other's")
    cramp("med", "start", "pill", "2012-03-01")
    assert _findings(cramp) == {}
    cramp("med", "start", "the other's", "1926-03-01")
    name = shlex.quote("the other's")
    assert _findings(cramp) == {
        "a course of the other's began on 1926-03-01, over 15 years before the diary": (
            f"cramp med edit {name} --from DATE"
        )
    }
    with open_diary(diary_path) as diary:
        diary.undo()
    assert _findings(cramp) == {}


def test_a_day_of_another_year_silences_no_factor(sample: Cramp) -> None:
    def verdicts() -> dict[str, str]:
        found = json.loads(sample("factors", "--json").stdout)
        return {each["exposure"]: each["verdict"] for each in found}

    before = verdicts()
    for day in ("2006-04-01", "1999-12-31"):
        assert sample("day", day, "--no-cramps", "--water", "1l", "--sitting", "7").exit_code == 0
    after = verdicts()
    assert after["sitting"] == before["sitting"] == "clear link"
    assert after["water"] == before["water"] == "strong link unlikely"
    silent = "too few days"
    assert {f for f, said in after.items() if said == silent} == {
        f for f, said in before.items() if said == silent
    }


def test_a_pause_of_years_is_no_finding(cramp: Cramp) -> None:
    for day in range(1, 5):
        cramp("day", f"2020-03-0{day}", "--no-cramps")
        cramp("day", f"2026-02-0{day}", "--no-cramps")
    cramp("log")
    assert _findings(cramp) == {}
