"""Import and export, week, factors, chart, report, and the help of all commands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from cramp_diary.cli import clock
from cramp_diary.exchange.csv_folder.folder import read_folder
from tests.support.factories import AFTER_SAMPLE
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

PNG = b"\x89PNG\r\n\x1a\n"


def test_import_says_what_it_added_and_twice_adds_nothing(
    cramp: Cramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    episodes = len((SAMPLE_DATA / "episodes.csv").read_text().splitlines()) - 1
    result = cramp("import", str(SAMPLE_DATA))
    assert result.stdout.startswith(f"Imported {episodes} episodes, ")
    assert cramp("import", str(SAMPLE_DATA)).stdout == "Everything was there already.\n"


def test_export_writes_what_import_reads(sample: Cramp, tmp_path: Path) -> None:
    result = sample("export", str(tmp_path / "out"))
    assert result.stdout.endswith(f" to {tmp_path / 'out'}\n")
    assert read_folder(tmp_path / "out") == read_folder(SAMPLE_DATA)


def test_import_refuses_the_future(cramp: Cramp, tmp_path: Path) -> None:
    (tmp_path / "episodes.csv").write_text("started_at\n2026-03-02T07:31+01:00\n")
    result = cramp("import", str(tmp_path))
    assert (
        "episodes.csv, line 2, column started_at: 2026-03-02 07:31:00+01:00 lies in"
        in result.stderr
    )
    (tmp_path / "episodes.csv").write_text("started_at\n2026-03-02T07:30+01:00\n")
    (tmp_path / "days.csv").write_text("diary_day,cramps\n2026-03-03,none\n")
    result = cramp("import", str(tmp_path))
    assert "days.csv, line 2, column diary_day: 2026-03-03 lies in the future." in result.stderr
    assert cramp("list").stdout == ""


def test_the_export_of_an_empty_diary_says_so(cramp: Cramp, tmp_path: Path) -> None:
    cramp("log")
    cramp("delete", "1")
    assert "Wrote an empty diary" in cramp("export", str(tmp_path)).stdout


def test_week_draws_bars(sample: Cramp) -> None:
    result = sample("week", "--weeks", "2", "--until", "2026-03-08")
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["week", "of", "recorded", "episodes", "worst", "rate"]
    assert [line[:11] for line in lines[1:]] == ["23 Feb 2026", "2 Mar 2026 "]
    assert all("of 7 days" in line for line in lines[1:])
    rates = [float(line.split("█")[0].split()[-1]) for line in lines[1:]]
    bars = [line.count("█") for line in lines[1:]]
    assert bars == [round(rate / max(*rates, 1) * 30) for rate in rates]


def test_a_week_without_recorded_days_is_not_a_week_without_cramps(cramp: Cramp) -> None:
    cramp("day", "2026-02-28", "--no-cramps")
    cramp("day", "2026-02-10", "--water", "1l")
    lines = cramp("week", "--weeks", "3").stdout.splitlines()
    assert [" ".join(line.split()) for line in lines[1:]] == [
        "16 Feb 2026 0 of 7 days not recorded",
        "23 Feb 2026 1 of 7 days 0 0.0 no cramps",
        "2 Mar 2026 0 of 7 days not recorded",
    ]


def test_factors_is_a_table_of_the_family(sample: Cramp) -> None:
    result = sample("factors")
    for name in ("dehydration", "poor circulation", "overexertion", "cannot tell yet: about"):
        assert name in " ".join(result.stdout.split())
    assert "Associations are not causes." in result.stderr


def test_factors_as_json_has_what_outside_checks_read(sample: Cramp) -> None:
    found = json.loads(sample("factors", "--json").stdout)
    named = {
        "factor",
        "exposure",
        "rate_ratio",
        "low",
        "high",
        "p_value",
        "q_value",
        "verdict",
        "days",
        "episodes",
        "exposed_days",
        "smallest_detectable_ratio",
        "days_still_needed",
    }
    assert all(named <= finding.keys() for finding in found)
    others = {"alcohol", "hot room", "honesty check"}
    assert len({finding["factor"] for finding in found} - others) == 7
    sitting = next(finding for finding in found if finding["exposure"] == "sitting")
    assert sitting["low"] < sitting["rate_ratio"] < sitting["high"]
    assert sitting["verdict"] == "clear link"


def test_weekdays_are_the_days_of_the_week(sample: Cramp) -> None:
    result = sample("factors", "weekdays")
    lines = result.stdout.splitlines()
    heading = "day recorded days cramp days episodes a week (95% interval)"
    assert " ".join(lines[0].split()) == heading
    assert [line.split()[0] for line in lines[1:8]] == [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ]
    assert lines[-1].startswith("The days of the week")
    found = json.loads(sample("factors", "weekdays", "--json").stdout)
    assert sum(day["episodes"] for day in found["days"]) == 65
    assert 0 < found["p_value"] <= 1
    nights = json.loads(sample("factors", "WEEKDAYS", "--nights", "--json").stdout)
    assert sum(day["episodes"] for day in nights["days"]) < 65


def test_a_new_diary_says_what_the_days_of_the_week_lack(cramp: Cramp) -> None:
    cramp("log")
    said = cramp("factors", "weekdays").stdout
    assert "whether the days of the week differ: 0 of 12 weeks, 1 of 10 episodes and 1 of 8" in said
    assert json.loads(cramp("factors", "weekdays", "--json").stdout)["p_value"] is None


def test_a_factor_named_weekdays_is_shown_in_their_place(cramp: Cramp) -> None:
    cramp("factor", "add", "Weekdays")
    cramp("log")
    assert cramp("factors", "weekdays").stdout.startswith("Weekdays: too few days")


def test_factors_of_a_new_diary_says_what_is_missing(cramp: Cramp) -> None:
    cramp("log")
    found = json.loads(cramp("factors", "--json").stdout)
    assert {finding["verdict"] for finding in found} == {"too few days"}
    assert {finding["rate_ratio"] for finding in found} == {None}
    assert cramp("factors").exit_code == 0


def test_chart_and_report_write_pictures_and_say_where(sample: Cramp, tmp_path: Path) -> None:
    week, month = tmp_path / "week.png", tmp_path / "march.png"
    assert sample("chart", "weekly", "-o", str(week)).stdout == f"{week}\n"
    assert sample("report", "march", "-o", str(month)).stdout == f"{month}\n"
    assert week.read_bytes().startswith(PNG)
    assert month.read_bytes().startswith(PNG)


def test_the_report_is_of_the_last_complete_month_and_named_by_it(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sample("report").stdout == "cramp-report-2026-03.png\n"
    folder = tmp_path / "reports"
    folder.mkdir()
    assert sample("report", "2026-02", "-o", str(folder)).stdout == (
        f"{folder / 'cramp-report-2026-02.png'}\n"
    )
    assert (folder / "cramp-report-2026-02.png").read_bytes().startswith(PNG)


def test_the_report_in_words_is_the_description_of_its_picture(
    sample: Cramp, tmp_path: Path
) -> None:
    path = tmp_path / "march.png"
    name = "--name= J.  Müller\n水 "
    sample("report", "march", name, "-o", str(path))
    output = sample("report", "march", name, "--text").stdout
    with Image.open(path) as image:
        assert f"{image.info['Description']}\n" == output
    head, headline, recorded = output.splitlines()[:3]
    assert head == "Cramp diary, March 2026: J. Müller 水"
    assert headline.startswith("No clear change: 2.4 episodes a week in March, 3.2 in February (")
    assert recorded.startswith("Recorded 26 of 31 days")
    assert [found.name for found in tmp_path.glob("*.png")] == ["march.png"]


def test_a_month_that_runs_is_reported_as_far_as_it_got(sample: Cramp, tmp_path: Path) -> None:
    result = sample("report", "this", "-o", str(tmp_path))
    assert result.stdout == f"{tmp_path / 'cramp-report-2026-04.png'}\n"
    assert result.stderr == "April 2026 is not over: the page shows it up to Sun 5 Apr 2026.\n"
    assert sample("report", "march", "--text").stderr == ""
    year = sample("report", "--year", "2026", "--text")
    assert year.stdout.count("Cramp diary, ") == 4
    assert year.stderr.endswith(result.stderr)


def test_the_first_report_is_of_the_month_that_runs(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cramp("log", "2h ago", "--severity", "6")
    result = cramp("report")
    assert result.stdout == "cramp-report-2026-03.png\n"
    assert result.stderr == "March 2026 is not over: the page shows it up to Mon 2 Mar 2026.\n"
    assert (tmp_path / "cramp-report-2026-03.png").read_bytes().startswith(PNG)
    text = cramp("report", "--text").stdout
    assert text.startswith("Cramp diary, March 2026\n7.0 episodes a week in March so far. ")
    assert "\nRecorded 1 of the first 2 days" in text
    assert "29 days still to come" in text


@pytest.mark.parametrize(
    ("recorded", "month"),
    [
        (("2026-03-01",), "March 2026"),
        (("2026-02-28",), "February 2026"),
        (("2026-02-28", "2026-03-01"), "February 2026"),
        (("2026-01-31", "2026-03-01"), "March 2026"),
        (("2026-01-31",), "February 2026"),
    ],
)
def test_the_report_is_of_the_running_month_only_where_the_last_has_no_recorded_day(
    cramp: Cramp, recorded: tuple[str, ...], month: str
) -> None:
    for day in recorded:
        cramp("day", day, "--no-cramps")
    assert cramp("report", "--text").stdout.startswith(f"Cramp diary, {month}\n")


def test_the_report_of_a_diary_without_a_recorded_day_is_refused(cramp: Cramp) -> None:
    cramp("drink", "300ml")
    assert "No day is recorded in February 2026" in cramp("report").stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("report", "2025-08"), "No day is recorded in August 2025: the last recorded day is "),
        (("report", "2026-05"), "'2026-05' would be May 2026, in the future"),
        (("report", "marchy"), "'marchy' is no month the diary can read"),
        (("report", "-o", "march.gif"), "(only .png, .pdf and .svg can be drawn)"),
        (("report", "-o", "nowhere/march.png"), "nowhere/march.png cannot be written"),
        (("chart", "weekly", "--until", "2025-01-01"), "No day is recorded in the weeks from"),
        (("chart", "weekly", "-o", "nowhere/w.png"), "cannot be written"),
        (("week", "--until", "2024-01-01"), "No day is recorded in the weeks from 2023-11-13"),
        (("import", "nowhere"), "nowhere is no folder: name a folder that holds episodes.csv"),
        (("import", "."), ". holds no part of a diary"),
        (("export", "file"), "file cannot be written"),
        (("--db", "file", "list"), "is no SQLite file, not a cramp diary, and was left as it is"),
        (("--db", "nowhere.db", "list"), "There is no diary at nowhere.db"),
        (("--db", "nowhere.db", "factors"), "There is no diary at nowhere.db"),
        (("--db", "nowhere.db", "day"), "There is no diary at nowhere.db"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    sample: Cramp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    why: str,
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "file").write_text("Dear doctor,\n" * 50)
    monkeypatch.chdir(empty)
    result = sample(*words)
    assert result.exit_code in (1, 2, 3)
    assert result.stdout == ""
    assert result.stderr.startswith("cramp: ")
    assert result.stderr.count("\n") == 1
    assert why in result.stderr
    assert [path.name for path in empty.iterdir()] == ["file"]


def test_a_bad_row_keeps_the_whole_import_out(cramp: Cramp, tmp_path: Path) -> None:
    cramp("log", "1h ago")
    (tmp_path / "episodes.csv").write_text(
        "started_at,severity\n2026-03-01T03:10+01:00,6\n2026-03-01T04:10+01:00,12\n"
    )
    result = cramp("import", str(tmp_path))
    assert result.exit_code == 2
    assert result.stderr == (
        "cramp: Nothing was imported. episodes.csv, line 3, column severity: severity of 12 is out"
        " of range: give 0 to 10.\n"
    )
    assert len(cramp("list").stdout.splitlines()) == 1


COMMANDS = (
    *("log", "day", "list", "show", "delete", "week", "month", "factors", "chart", "report"),
    *("trend", "relief", "med timeline"),
    *("drink", "status", "edit", "undo", "redo", "history", "settings"),
    *("import", "export", "shoes add", "shoes list", "med add", "med start", "med stop"),
    *("med list", "factor add", "factor list", "shoes", "med", "factor"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_with_an_example(cramp: Cramp, command: str) -> None:
    result = cramp(*command.split(), "--help")
    assert result.exit_code == 0
    assert f"Example: cramp {command}" in " ".join(result.stdout.split())


def test_the_help_of_all_names_every_command(cramp: Cramp) -> None:
    output = cramp("--help").stdout
    assert all(f" {command.split()[0]} " in output for command in COMMANDS)
    assert "Example: cramp log" in output


def test_a_usage_error_exits_with_2(cramp: Cramp) -> None:
    assert cramp("show", "one").exit_code == 2
    assert cramp("--wrong").exit_code == 2
    assert cramp("show").exit_code == 2


def test_one_factor_in_full(sample: Cramp) -> None:
    result = sample("factors", "poor", "circulation")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Sitting (poor circulation): clear link")
    assert "46 episodes on 79 more-exposed days, 19 on 81 others." in result.stdout
    assert lines[-1] == "Associations are not causes."
    both = sample("factors", "medication side effects").stdout
    assert both.startswith("Atorvastatin")
    assert "\n\nFurosemide" in both


def test_one_factor_as_json(sample: Cramp) -> None:
    (found,) = json.loads(sample("factors", "furosemide", "--json").stdout)
    assert found["exposure"] == "furosemide"
    assert found["raw"]["exposed_episodes"] == found["exposed_episodes"]
    assert found["published"][0]["source"] == "Garrison"
    assert found["shifted_calendars"] > 100
    assert found["in_full"][0].startswith("Furosemide (medication side effects): ")


def test_a_factor_that_does_not_exist_is_one_sentence(sample: Cramp) -> None:
    result = sample("factors", "sockss")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("cramp: There is no factor 'sockss': use water, ")


def test_the_nights_alone_count_only_episodes_asleep(sample: Cramp) -> None:
    asleep = sum(
        ",asleep," in line for line in (SAMPLE_DATA / "episodes.csv").read_text().splitlines()
    )
    result = sample("factors", "--nights", "--json")
    furosemide = next(f for f in json.loads(result.stdout) if f["exposure"] == "furosemide")
    assert furosemide["episodes"] == asleep
    assert "Only episodes asleep are counted" in result.stderr


def test_factors_can_be_limited_to_a_period(sample: Cramp) -> None:
    def days(*words: str) -> int:
        found = json.loads(sample("factors", "--json", *words).stdout)
        return int(next(f for f in found if f["exposure"] == "furosemide")["days"])

    first = days("--until", "2025-12-31")
    second = days("--since", "2026-01-01")
    assert first + second == days() == 162
    assert days("--since", "2026-01-01", "--until", "2026-01-31") <= 31
    result = sample("factors", "--since", "2026-02-01", "--until", "2026-01-31")
    assert result.exit_code == 2
    assert "give a last day that is not before the first" in result.stderr
    assert sample("factors", "--since", "whenever").exit_code == 2


def test_a_period_without_a_recorded_day_is_not_an_error(sample: Cramp) -> None:
    found = json.loads(sample("factors", "--json", "--until", "2025-01-01").stdout)
    assert {f["verdict"] for f in found} == {"too few days"}
    assert all(f["in_family"] for f in found)


def test_the_coin_toss_is_the_last_row_and_is_explained(sample: Cramp) -> None:
    result = sample("factors")
    assert result.stdout.rstrip().splitlines()[-2].startswith("coin toss")
    assert "Coin toss: drawn by chance, in runs like those of furosemide." in result.stderr


def test_the_days_still_needed_count_from_today(cramp: Cramp) -> None:
    for n in range(1, 9):
        cramp("day", f"2026-02-{n + 20:02d}", "--no-cramps", "--water", "1500ml")
    output = " ".join(cramp("factors", "water").stdout.split())
    # 8 of the 10 days since 21 February, and 20 are missing: about 25 days after 2 March.
    assert "it needs 20 more recorded days, 10 more episodes" in output


def test_the_json_contains_no_nan(sample: Cramp) -> None:
    for words in ([], ["--nights"], ["--since", "2026-03-01"], ["water"]):
        text = sample("factors", "--json", *words).stdout
        json.loads(text, parse_constant=pytest.fail)


def test_the_month_as_json_names_the_changes_of_medications(sample: Cramp) -> None:
    days = json.loads(sample("month", "2025-12", "--json").stdout)
    changes = {d["day"]: [c["medication"] for c in d["changes"]] for d in days if d["changes"]}
    # courses.csv: atorvastatin from 2025-12-20 on.
    assert changes == {"2025-12-20": ["atorvastatin"]}
