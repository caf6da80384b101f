"""``cramp factor import``: the look before, the question, and what comes into the diary."""

from __future__ import annotations

import csv
import json
import shlex
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import factor_import
from cramp_diary.core.model import Day, Factor, FactorValue, Medication
from cramp_diary.core.vocabulary import FactorKind
from cramp_diary.store import open_diary
from tests.support.factories import AWKWARD_NAMES, NOW, an_episode
from tests.support.paths import SAMPLE_DATA
from tests.support.pty_terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.command_runner import Cramp

FIRST = date(2026, 2, 20)
WEATHER = "day,tmax,hot\n2026-02-20,20.5,yes\n2026-02-21,19,no\n2026-02-24,18,no\n"
QUESTION = "Import this? (yes or no)"


@pytest.fixture
def weather(tmp_path: Path, diary_path: Path) -> Path:
    """Write a table of three days, and a diary that spans the first two and a third."""
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_episode(an_episode(FIRST + timedelta(1)))
        diary.add_to_day(Day(diary_day=FIRST + timedelta(1), no_cramps=True))
        diary.add_to_day(Day(diary_day=FIRST + timedelta(2), water_ml=1500))
    path = tmp_path / "weather.csv"
    path.write_text(WEATHER, encoding="utf-8")
    return path


def values(path: Path) -> dict[str, dict[date, float]]:
    """Return the values of the own factors of a diary."""
    found: dict[str, dict[date, float]] = {}
    with open_diary(path) as diary:
        for value in diary.read().factor_values:
            found.setdefault(value.factor, {})[value.diary_day] = value.value
    return found


def test_it_says_what_would_come_and_takes_it_with_yes(
    cramp: Cramp, weather: Path, diary_path: Path
) -> None:
    said = cramp("factor", "import", str(weather), "--unit", "C", "--yes")
    assert said.exit_code == 0
    assert said.stdout == (
        "weather.csv: 3 rows from 2026-02-20 to 2026-02-24, the day from column day\n"
        "tmax: column tmax, new, more of it is suspected, from 18 C to 20.5 C\n"
        "  2 new and 1 of days that the diary does not span\n"
        "  2 of these days are recorded, with cramps or without, and can be compared\n"
        "hot: column hot, new, more of it is suspected, yes on 1 of 3 days\n"
        "  2 new and 1 of days that the diary does not span\n"
        "  2 of these days are recorded, with cramps or without, and can be compared\n"
        "Imported 2 own factors and 4 values of own factors.\n"
    )
    assert said.stderr == (
        "To take the days, too, that the diary does not span, add --all.\n"
        "To take it back: cramp undo\n"
    )
    days = FIRST, FIRST + timedelta(1)
    assert values(diary_path) == {
        "tmax": dict(zip(days, (20.5, 19), strict=True)),
        "hot": dict(zip(days, (1, 0), strict=True)),
    }
    with open_diary(diary_path) as diary:
        assert diary.factors() == (
            Factor("hot", FactorKind.YES_NO, source="weather.csv, column hot"),
            Factor("tmax", unit="C", source="weather.csv, column tmax"),
        )


def test_it_is_one_step_to_take_back(cramp: Cramp, weather: Path, diary_path: Path) -> None:
    cramp("factor", "import", str(weather), "--yes")
    said = cramp("undo")
    assert said.stdout == "Undone: imported 2 own factors and 4 values of own factors.\n"
    with open_diary(diary_path) as diary:
        assert (diary.factors(), diary.read().factor_values) == ((), ())
    assert cramp("redo").exit_code == 0
    assert len(values(diary_path)) == 2


def test_without_a_terminal_and_yes_nothing_comes(
    cramp: Cramp, weather: Path, diary_path: Path
) -> None:
    said = cramp("factor", "import", str(weather))
    assert said.exit_code == 2
    assert "say it with --yes, if you are sure." in said.stderr
    assert values(diary_path) == {}


def test_on_a_terminal_it_asks(weather: Path, diary_path: Path) -> None:
    for answer, code in (("no", 130), ("yes", 0)):
        assert values(diary_path) == {}
        terminal = Terminal(diary_path, "factor", "import", str(weather))
        terminal.talk((QUESTION, answer))
        assert terminal.ends() == code
    assert len(values(diary_path)) == 2


def test_ctrl_c_at_the_question_leaves_the_diary_as_it_was(weather: Path, diary_path: Path) -> None:
    terminal = Terminal(diary_path, "factor", "import", str(weather))
    terminal.asks(QUESTION)
    terminal.leave()
    assert terminal.ends() == 130
    assert values(diary_path) == {}


def test_ctrl_c_while_it_is_written_leaves_nothing_half(
    cramp: Cramp, weather: Path, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cramp_diary.store.tables.bulk.Bulk._remove", interrupt)  # after the names
    assert cramp("factor", "import", str(weather), "--yes").exit_code == 130
    with open_diary(diary_path) as diary:
        assert diary.factors() == ()


def test_the_same_file_again_adds_nothing(cramp: Cramp, weather: Path) -> None:
    cramp("factor", "import", str(weather), "--yes")
    said = cramp("factor", "import", str(weather))
    assert said.exit_code == 0
    assert said.stdout.endswith("There is nothing to import that the diary does not have.\n")
    assert "2 there already and 1 of days that the diary does not span" in said.stdout


@pytest.mark.parametrize(
    ("keep", "value", "said"),
    [
        ("mine", 20.5, "1 new, 1 other than in the diary, the diary's kept and"),
        ("theirs", 25, "1 new, 1 other than in the diary, the file's taken and"),
    ],
)
def test_a_difference_is_listed_and_the_commands_that_it_names_settle_it(
    cramp: Cramp, weather: Path, diary_path: Path, keep: str, value: float, said: str
) -> None:
    with open_diary(diary_path) as diary:
        diary.add_factor(Factor("it's hot"))
        diary.add_value(FactorValue(FIRST, "it's hot", 20.5))
    weather.write_text("day;x y\n20.02.2026;25\n21.02.2026;19\n1.1.2020;7\n", encoding="utf-8")
    options = ["--columns", "x y", "--name", "it's hot", "--date", "day", "--yes"]
    refused = cramp("factor", "import", str(weather), *options)
    assert refused.exit_code == 1
    lines = refused.stderr.splitlines()
    assert (
        f"cramp: Nothing was imported, because {weather} differs from the diary in 1 place:"
        in lines
    )
    what = "it's hot on Fri 20 Feb 2026: 20.5 in the diary, 25 in the file"
    assert f"  weather.csv, line 2: {what}" in lines
    assert values(diary_path) == {"it's hot": {FIRST: 20.5}}
    (command,) = [
        line.partition(": cramp ")[2] for line in lines if line.endswith(f"--keep {keep}")
    ]
    taken = cramp(*shlex.split(command))
    assert taken.exit_code == 0, taken.output
    assert said in taken.stdout
    assert values(diary_path)["it's hot"] == {FIRST: value, FIRST + timedelta(1): 19}


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_the_command_that_is_named_can_be_pasted_whatever_the_file_is_called(
    cramp: Cramp, weather: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(weather.parent)
    cramp("factor", "import", str(weather), "--columns", "tmax", "--yes")
    weather.rename(weather.parent / name)
    (weather.parent / name).write_text(WEATHER.replace("20.5", "7"), encoding="utf-8")
    refused = cramp("factor", "import", "--columns", "tmax", "--yes", "--", name)
    line = refused.stderr.splitlines()[-1]
    assert cramp(*shlex.split(line.partition(": cramp ")[2])).exit_code == 0


def test_days_beyond_the_diary_come_with_all_and_those_to_come_never(
    cramp: Cramp, weather: Path, diary_path: Path
) -> None:
    with weather.open("a", encoding="utf-8") as file:
        file.write("2026-03-02,17,no\n2026-03-03,16,no\n")
    said = cramp("factor", "import", str(weather), "--columns", "tmax", "--all", "--yes")
    assert "4 new and 1 of days to come" in said.stdout
    assert "add --all" not in said.stderr
    assert list(values(diary_path)["tmax"].values()) == [20.5, 19, 18, 17]


def test_a_day_far_from_the_others_is_asked_about(cramp: Cramp, weather: Path) -> None:
    with weather.open("a", encoding="utf-8") as file:
        file.write("2016-02-21,17,no\n")
    said = cramp("factor", "import", str(weather), "--columns", "tmax", "--all", "--yes")
    assert "Sun 21 Feb 2016 is over a year from everything else in the diary" in said.stderr


def test_values_stamped_with_the_next_morning_are_shifted(
    cramp: Cramp, weather: Path, diary_path: Path
) -> None:
    said = cramp("factor", "import", str(weather), "--columns", "tmax", "--shift", "1", "--yes")
    assert "from 2026-02-19 to 2026-02-23, the day from column day, each for 1 day before" in (
        said.stdout
    )
    assert values(diary_path) == {"tmax": {FIRST: 19}}
    refused = cramp("factor", "import", str(weather), "--shift", "8")
    assert refused.exit_code == 2
    assert "shift of 8 days is out of range: give -7 to 7 days." in refused.stderr


def test_what_cannot_be_used_is_named_and_the_rest_comes(
    cramp: Cramp, weather: Path, diary_path: Path
) -> None:
    rows = "".join(f"soon,{n},no\n" for n in range(25))
    weather.write_text(f"{WEATHER}{rows}2026-02-22,warm,no\n", encoding="utf-8")
    said = cramp(*("factor", "import", str(weather), "--date", "day", "--columns", "tmax", "--yes"))
    assert said.exit_code == 0
    assert "2 new, 1 of days that the diary does not span and 26 not usable" in said.stdout
    lines = said.stderr.splitlines()
    assert lines[0] == "Left out because it cannot be used, in 26 places:"
    assert lines[1].startswith("  weather.csv, line 5, column day: 'soon' does not fit a date")
    assert lines[21] == "  and 6 more"
    assert len(values(diary_path)["tmax"]) == 2


def test_a_name_that_is_taken_is_refused_and_nothing_comes(
    cramp: Cramp, weather: Path, diary_path: Path
) -> None:
    with open_diary(diary_path) as diary:
        diary.add_medication(Medication("tmax"))
    said = cramp("factor", "import", str(weather), "--yes")
    assert said.exit_code == 1
    assert "tmax" in said.stderr.splitlines()[-1]
    assert values(diary_path) == {}


def test_a_change_by_another_program_after_the_question_is_a_difference(
    cramp: Cramp, weather: Path, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(*_: object, **__: object) -> None:
        with open_diary(diary_path) as diary:
            diary.add_factor(Factor("tmax"))
            diary.add_value(FactorValue(FIRST, "tmax", 1))

    monkeypatch.setattr(factor_import, "confirm", answer)
    said = cramp("factor", "import", str(weather))
    assert said.exit_code == 1
    assert "tmax on Fri 20 Feb 2026: 1 in the diary, 20.5 in the file" in said.stderr
    assert values(diary_path) == {"tmax": {FIRST: 1}}


def test_a_large_file_is_read_with_a_progress_bar(
    cramp: Cramp, weather: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    @contextmanager
    def progress() -> Iterator[Callable[[str], None]]:
        yield shown.append

    monkeypatch.setattr(factor_import, "progress", progress)
    monkeypatch.setattr(factor_import, "_CELLS_A_STEP", 2)
    cramp("factor", "import", str(weather))
    assert not shown
    monkeypatch.setattr(factor_import, "MUCH", len(WEATHER))
    cramp("factor", "import", str(weather))
    assert shown == ["Reading cell 2", "Reading cell 4", "Reading cell 6"]


def test_a_factor_that_came_from_a_file_is_tested_with_the_others_and_says_so(
    sample: Cramp, tmp_path: Path
) -> None:
    said = sample(
        *("factor", "import", str(SAMPLE_DATA / "elsewhere" / "weather.csv")),
        *("--columns", "tmin", "--name", "cold night", "--unit", "C", "--yes"),
    )
    assert said.exit_code == 0
    assert "180 new, 8 of days that the diary does not span and 3 of days to come" in said.stdout
    source = "last imported from weather.csv, column tmin"
    (line,) = [line for line in sample("factor", "list").stdout.splitlines() if "cold" in line]
    assert line.endswith(f"more of it is suspected; {source}")
    found = json.loads(sample("factors", "--json").stdout)
    sources = {each["exposure"]: each["source"] for each in found}
    assert (sources["cold night"], sources["water"]) == ("weather.csv, column tmin", "")
    assert f"\nL{source[1:]}.\n" in sample("factors", "cold night").stdout
    assert "of 10 factors tested together" in sample("factors", "cold night").stdout
    sample("export", str(tmp_path / "csv"))
    with (tmp_path / "csv" / "factors.csv").open(encoding="utf-8", newline="") as file:
        exported = {row["name"]: row["source"] for row in csv.DictReader(file)}
    assert exported["cold night"] == "weather.csv, column tmin"
    assert not exported["alcohol"]


def test_a_diary_that_is_not_there_is_not_made(
    cramp: Cramp, tmp_path: Path, diary_path: Path
) -> None:
    path = tmp_path / "weather.csv"
    path.write_text(WEATHER, encoding="utf-8")
    assert cramp("factor", "import", str(path), "--yes").exit_code != 0
    assert not diary_path.exists()
