"""The commands that compare: trend, relief and med timeline."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from cramp_diary.cli import clock
from cramp_diary.core.vocabulary import KEEP_TAKING
from tests.support.factories import AFTER_SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

COMMANDS = (("trend",), ("relief",), ("med", "timeline"))


def strict_json(text: str) -> dict[str, Any]:
    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    found: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return found


def test_trend_compares_four_weeks_with_the_twelve_before(sample: Cramp) -> None:
    result = sample("trend", "--until", "2026-01-20")
    assert result.stdout.startswith(
        "The four weeks through Tue 20 Jan 2026, against the twelve before: easing.\n\n"
    )
    assert re.search(r"^recorded days +69 of 84 +26 of 28$", result.stdout, re.MULTILINE)
    assert "Episode rate: easing; " in result.stdout
    assert "Severity: too few days: 1 cramp day with a severity in the last four" in result.stdout
    assert "doctor" not in result.output
    assert max(map(len, result.stdout.splitlines()[:9])) < 80


def test_trend_as_json_has_the_numbers_and_the_sentences(sample: Cramp) -> None:
    found = strict_json(sample("trend", "--until", "2026-04-05", "--json").stdout)
    assert found["last_day"] == "2026-04-05"
    assert found["verdict"] == "no clear change"
    ratio = found["rate"]["ratio"]
    assert ratio["low"] < ratio["rate_ratio"] < ratio["high"]
    assert (found["rate"]["before"]["episodes"], found["rate"]["after"]["episodes"]) == (21, 8)
    assert (found["see_a_doctor"], found["warning"], found["season"]) == (False, [], None)
    assert len(found["sentences"]) == 2


def test_trend_says_where_the_diary_ends(sample: Cramp, monkeypatch: pytest.MonkeyPatch) -> None:
    later = AFTER_SAMPLE.replace(month=9)
    monkeypatch.setattr(clock, "now", lambda: later)
    result = sample("trend")
    assert "too few days" in result.stdout
    assert result.stderr == (
        "The last recorded day is 2026-04-05: cramp trend --until 2026-04-05\n"
    )
    assert sample("trend", "--until", "2026-04-05").stderr == ""


def test_trend_sends_to_a_doctor_when_cramps_persist(cramp: Cramp, tmp_path: Path) -> None:
    days = [f"2025-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29, 3)]
    episodes = "".join(f"{day}T12:00+01:00\n" for day in days)
    (tmp_path / "episodes.csv").write_text(f"started_at\n{episodes}")
    assert cramp("import", str(tmp_path)).exit_code == 0
    output = cramp("trend", "--until", "2025-12-28").stdout
    assert "The cramps persist: they came in each of the last 4 weeks" in output
    assert "\nIf cramps persist or worsen, see a doctor.\n" in output
    assert "June to August" not in output
    found = strict_json(cramp("trend", "--until", "2025-12-28", "--json").stdout)
    assert found["see_a_doctor"] is True
    assert found["warning"][-1] == "If cramps persist or worsen, see a doctor."


def test_trend_shows_the_seasons_of_a_year(cramp: Cramp, tmp_path: Path) -> None:
    days = ["2025-01-01", "2025-01-05", "2025-07-01", "2025-07-09", "2025-08-01", "2026-01-03"]
    episodes = "".join(f"{day}T12:00+01:00\n" for day in days)
    (tmp_path / "episodes.csv").write_text(f"started_at\n{episodes}")
    assert cramp("import", str(tmp_path)).exit_code == 0
    output = cramp("trend", "--until", "2026-01-31").stdout
    assert "June to August: 3 episodes on 3 days recorded" in output
    assert "December to February: 3 episodes on 3 days recorded" in output
    assert "(Garrison 2015)" in output


def test_relief_shows_a_table_and_the_habits(sample: Cramp) -> None:
    output = sample("relief").stdout
    assert output.startswith(
        "Relief, Mon 6 Oct 2025 to Mon 6 Apr 2026: 65 episodes, 8 of them without a method"
    )
    rows = [line.split("  ") for line in output.splitlines()]
    assert ["stretching", "41", "41", "0", "2", "2 to 3", "5.2"] in [
        [cell.strip() for cell in row if cell] for row in rows
    ]
    assert "Water: median 1600 ml a day on 156 days recorded." in output
    assert "not compared fairly" in output


def test_relief_of_a_period_counts_only_its_days(sample: Cramp) -> None:
    found = strict_json(
        sample("relief", "--since", "2026-03-01", "--until", "2026-03-31", "--json").stdout
    )
    assert (found["start"], found["last_day"], found["episodes"]) == ("2026-03-01", "2026-03-31", 9)
    stretching = found["methods"][0]
    assert stretching["method"] == "stretching"
    assert stretching["minutes"]["low"] is None
    assert found["habits"]["water_days"] <= 31


def test_relief_refuses_a_period_that_ends_before_it_begins(cramp: Cramp) -> None:
    cramp("log")
    result = cramp("relief", "--since", "today", "--until", "yesterday")
    assert result.exit_code == 2
    assert "The period begins on 2026-03-02, but ends on 2026-03-01: give" in result.stderr
    assert cramp("relief", "--since", "tomorrow").exit_code == 2
    assert cramp("trend", "--until", "2026-13-01").exit_code == 2


def test_the_timeline_shows_each_change_with_the_days_around_it(sample: Cramp) -> None:
    output = sample("med", "timeline").stdout
    assert output.startswith("atorvastatin (statin)\n  Start on Sat 20 Dec 2025 (20 mg).\n")
    assert (
        "    28 days before: 11 episodes on 23 days recorded, 3.3 a week (1.7 to 6.0).\n" in output
    )
    assert (
        "  Published: 1.16 (1.04 to 1.29), a sequence ratio of statins (Garrison 2012).\n" in output
    )
    assert "furosemide (loop): taken as needed on 35 days, no course" in output
    assert "placebo and nocebo" in output


def test_a_timeline_of_one_medication_whatever_the_case_of_its_name(sample: Cramp) -> None:
    found = strict_json(sample("med", "timeline", "ATORVASTATIN", "--json").stdout)
    (medication,) = found["medications"]
    assert medication["medication"] == "atorvastatin"
    assert medication["changes"][0]["change"]["day"] == "2025-12-20"
    assert medication["published"][0]["value"] == 1.16
    assert len(found["caveats"]) == 2
    result = sample("med", "timeline", "aspirin")
    assert result.exit_code == 1
    assert result.stderr == (
        "cramp: There is no medication 'aspirin' in the diary, only atorvastatin and furosemide:"
        " add it with cramp med add aspirin\n"
    )


def test_no_timeline_says_a_word_about_taking_less(cramp: Cramp) -> None:
    for drug_class in ("loop", "statin", "thiazide-like", "laba-inhaler", "other"):
        cramp("med", "add", drug_class, "--class", drug_class)
        cramp("med", "start", drug_class, "2026-01-10", "--dose", "1 a day")
    cramp("med", "stop", "loop", "2026-01-31")
    cramp("med", "start", "loop", "2026-02-01", "--dose", "2 a day")
    cramp("med", "stop", "loop", "2026-02-20")
    output = cramp("med", "timeline").output + cramp("med", "timeline", "--json").output
    assert "Course ended with Fri 20 Feb 2026 (2 a day)." in output
    assert "New dose from Sun 1 Feb 2026 on (2 a day after 1 a day)." in output
    assert KEEP_TAKING in output
    rest = output.replace(KEEP_TAKING, "")
    assert not re.findall(r"\b(stop|stopping|discontinue|quit)", rest, re.IGNORECASE)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_diary_without_days_says_so_and_is_json(cramp: Cramp, command: tuple[str, ...]) -> None:
    cramp("log")
    cramp("delete", "1")
    cramp("med", "add", "pill")
    assert cramp(*command).exit_code == 0
    strict_json(cramp(*command, "--json").stdout)


def test_a_diary_without_medications_says_how_to_add_them(cramp: Cramp) -> None:
    cramp("log")
    result = cramp("med", "timeline")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "add some with cramp med add" in result.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_a_diary_there_is_nothing_to_compare(
    cramp: Cramp, command: tuple[str, ...]
) -> None:
    result = cramp(*command)
    assert result.exit_code == 3
    assert "There is no diary" in result.stderr
