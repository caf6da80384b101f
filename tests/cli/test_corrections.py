"""Correcting what has a name, the courses of a medication, and one of several things of a day."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cramp_diary.cli import clock
from cramp_diary.cli.app import app
from cramp_diary.cli.output.streams import sanitize
from cramp_diary.cli.prompts import confirm, conversation
from cramp_diary.cli.session import UNDO_HINT
from cramp_diary.store import open_diary
from tests.store.test_journal import content
from tests.support.factories import AWKWARD_NAMES, NOW

if TYPE_CHECKING:
    from pathlib import Path

    from cramp_diary.store.tables.catalog import NamedRecord
    from tests.support.command_runner import Cramp

LONG = "x" * 5000
GROUPS = ("shoes", "med", "factor")
DAY = "2026-03-01"


FURNISHING = f"""
shoes add clogs --no-arch-support
shoes add boots
med add magnesium
med add pill --class loop
factor add sleep --unit hours --less
factor add nap --yes-no
med start magnesium 2025-06-01 --until 2025-07-01
day 2026-02-28 --shoes clogs:2 --set sleep=8
day {DAY} --shoes clogs:8 --shoes boots:1 --set sleep=6 --activity walk:30:3 --activity run:20
day {DAY} --activity walk:5 --med magnesium:300mg --med magnesium:400mg --med pill
"""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Record a day with shoes, medications and a factor, and have a factor without a value."""
    folder = tmp_path_factory.mktemp("furnished")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        for line in FURNISHING.strip().splitlines():
            words = ["--db", str(folder / "diary.db"), *line.split()]
            assert CliRunner().invoke(app, words).exit_code == 0, line
    return folder


@pytest.fixture(autouse=True)
def _furnish(furnished: Path, diary_path: Path) -> None:
    shutil.copytree(furnished, diary_path.parent)


def _say(cramp: Cramp, line: str) -> str:
    """Run a command that must work, and return what it prints on stdout."""
    result = cramp(*shlex.split(line))
    assert result.exit_code == 0, result.stderr
    return result.stdout


def _refuse(cramp: Cramp, diary_path: Path, *words: str) -> str:
    """Run a command that must be refused in one line and change nothing; return the line."""
    before = content(diary_path)
    result = cramp(*words)
    assert result.exit_code in (1, 2), result.output
    assert result.stderr.count("\n") == 1
    assert content(diary_path) == before
    return result.stderr


def _check_undo(cramp: Cramp, diary_path: Path, before: object) -> None:
    """Undo the last step, which must bring back `before` exactly, and redo it."""
    after = content(diary_path)
    assert cramp("undo").exit_code == 0
    assert content(diary_path) == before
    assert cramp("redo").exit_code == 0
    assert content(diary_path) == after


# Renaming.


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("shoes rename clogs sandals", "Renamed clogs to sandals."),
        ("shoes rename CLOGS ' garden shoes '", "Renamed clogs to garden shoes."),
        ("shoes rename clogs Clogs", "Renamed clogs to Clogs."),
        ("shoes rename clogs sleep", "Renamed clogs to sleep."),
        ("med rename magnesium 'magnesium citrate'", "Renamed magnesium to magnesium citrate."),
        ("med rename magnesium MAGNESIUM", "Renamed magnesium to MAGNESIUM."),
        ("factor rename sleep 'sleep at night'", "Renamed sleep to sleep at night."),
        ("factor rename Sleep SLEEP", "Renamed sleep to SLEEP."),
    ],
)
def test_a_renamed_thing_keeps_all_that_is_recorded_of_it(
    cramp: Cramp, diary_path: Path, line: str, printed: str
) -> None:
    before, day = content(diary_path), cramp("day", DAY).stdout
    result = cramp(*shlex.split(line))
    assert (result.stdout, result.stderr) == (f"{printed}\n", f"{UNDO_HINT}\n")
    old, new = printed[:-1].removeprefix("Renamed ").split(" to ")
    assert cramp("day", DAY).stdout == re.sub(rf"\b{old}\b", new, day)
    assert cramp("history", "-n", "1").stdout.endswith(f"renamed {old} to {new}\n")
    assert f"added {old}\n" in cramp("history").stdout
    _check_undo(cramp, diary_path, before)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", [*AWKWARD_NAMES, LONG, "ÄRGER", "old trainers"])
def test_any_name_can_be_given_and_removed(cramp: Cramp, group: str, name: str) -> None:
    old = {"shoes": "boots", "med": "pill", "factor": "nap"}[group]
    assert cramp(group, "rename", "--", old, name).stdout == f"Renamed {old} to {name}.\n"
    assert cramp(group, "rename", "--", name, f"{name}!").exit_code == 0
    assert cramp(group, "remove", "--yes", "--", f"{name}!").exit_code == 0
    assert name not in cramp(group, "list").stdout


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("shoes rename clogs boots", "There is already a shoe called 'boots': choose another name"),
        ("shoes rename clogs BOOTS", "There is already a shoe called 'boots'"),
        ("med rename pill Magnesium", "There is already a medication called 'magnesium'"),
        ("factor rename nap SLEEP", "There is already an own factor called 'sleep'"),
        ("factor rename nap magnesium", "There is already a medication called 'magnesium'"),
        ("med rename pill Sleep", "There is already an own factor called 'sleep'"),
        ("med rename pill Water", "There is already a risk factor called 'Water'"),
        ("med rename pill 'poor  circulation'", "There is already a risk factor called 'poor circ"),
        ("factor rename nap 'Coin toss'", "There is already a risk factor called 'Coin toss'"),
        ("factor rename nap Water_ML", "A name of a factor cannot be 'Water_ML', which the day"),
        ("factor rename nap shoes", "A name of a factor cannot be 'shoes', which the day has"),
        ("shoes rename clogs ''", "A name of a shoe cannot be empty"),
        ("shoes rename clogs '  '", "A name of a shoe cannot be empty"),
        ("shoes rename clogs None", "A name of a shoe cannot be 'none' or hold any of : ; ="),
        ("med rename pill a:b", "A name of a medication cannot be 'none' or hold any of : ; ="),
        ("factor rename nap a=b", "A name of a factor cannot be 'none' or hold any of : ; ="),
        (
            "shoes rename sandals x",
            "There is no shoe 'sandals' in the diary, only boots and clogs: look with cramp shoes",
        ),
        ("shoes rename none x", "There is no shoe 'none' in the diary"),
        ("med rename '' x", "There is no medication '' in the diary"),
        ("factor rename 'it'\"'\"'s' x", "There is no own factor 'it's' in the diary"),
        ("shoes rename clogs", "Missing argument 'NEW': see cramp shoes rename --help"),
    ],
)
def test_a_name_that_cannot_be_given_is_refused(
    cramp: Cramp, diary_path: Path, line: str, why: str
) -> None:
    assert _refuse(cramp, diary_path, *shlex.split(line)).startswith(f"cramp: {why}")


def test_the_same_name_again_is_no_step(cramp: Cramp, diary_path: Path) -> None:
    before = content(diary_path)
    result = cramp("shoes", "rename", "clogs", "clogs")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "It is called clogs already, and nothing was changed.\n"
    assert content(diary_path) == before
    assert "renamed" not in cramp("history").stdout


# Removing.


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("shoes remove Boots", "Removed boots, and with it the hours worn on 1 day.\n"),
        ("shoes remove clogs", "Removed clogs, and with it the hours worn on 2 days.\n"),
        ("med remove MAGNESIUM", "Removed magnesium, and with it 1 course and 2 doses on 1 day.\n"),
        ("med remove pill", "Removed pill, and with it 1 dose on 1 day.\n"),
        ("factor remove sleep", "Removed sleep, and with it values on 2 days.\n"),
        ("factor remove nap", "Removed nap.\n"),
    ],
)
def test_what_is_removed_goes_with_its_records_and_comes_back(
    cramp: Cramp, diary_path: Path, line: str, printed: str
) -> None:
    before, day = content(diary_path), cramp("day", DAY).stdout
    result = cramp(*line.split(), "--yes")
    assert (result.exit_code, result.stdout) == (0, printed)
    assert result.stderr == f"{UNDO_HINT}\n"
    group, _, name = line.casefold().split()
    assert name not in cramp("day", DAY).stdout
    assert name not in cramp(group, "list").stdout
    _check_undo(cramp, diary_path, before)
    cramp("undo")
    assert cramp("day", DAY).stdout == day
    assert cramp("check").exit_code == 0


@pytest.mark.parametrize("answer", ["yes", "no", ""])
def test_what_was_used_is_asked_about(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(confirm, "can_ask", lambda *, no_input: not no_input)
    monkeypatch.setattr(conversation, "read_answer", lambda: answer)
    before = content(diary_path)
    result = cramp("med", "remove", "magnesium")
    assert result.stdout.startswith(
        "With magnesium goes what is recorded under this name: 1 course and 2 doses on 1 day.\n"
        "To bring it all back afterwards: cramp undo\n"
        "Remove it all? (yes or no)\n"
    )
    assert result.exit_code == (0 if answer == "yes" else 130)
    assert (content(diary_path) == before) is (answer != "yes")


@pytest.mark.parametrize("line", ["shoes remove clogs", "med remove pill", "factor remove sleep"])
def test_without_a_terminal_what_was_used_needs_a_yes(
    cramp: Cramp, diary_path: Path, line: str
) -> None:
    before = content(diary_path)
    result = cramp(*line.split())
    assert result.exit_code == 2
    assert f"cramp {line.rpartition(' ')[0]} asks first" in result.stderr
    assert "say it with --yes" in result.stderr
    assert content(diary_path) == before


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", ["", "none", "nowhere", LONG, "-x"])
def test_what_is_not_there_cannot_be_removed(
    cramp: Cramp, diary_path: Path, group: str, name: str
) -> None:
    said = _refuse(cramp, diary_path, group, "remove", "--yes", "--", name)
    assert said.startswith("cramp: There is no ")
    assert said.endswith(f"look with cramp {group} list\n")
    assert len(said) < 300


def test_a_removed_name_can_be_given_again(cramp: Cramp, diary_path: Path) -> None:
    before = content(diary_path)
    _say(cramp, "shoes remove clogs --yes")
    _say(cramp, "shoes add clogs")
    assert "shoes: boots 1 h\n" in _say(cramp, f"day {DAY}")
    _say(cramp, "undo")
    _check_undo(cramp, diary_path, before)


# Names that are one name.


def _names(diary_path: Path) -> set[str]:
    with open_diary(diary_path) as diary:
        named: list[NamedRecord] = [*diary.shoes(), *diary.medications(), *diary.factors()]
    return {each.name for each in named}


SPELLINGS = [
    ("old trainers", "Old Trainers"),
    ("old trainers", "old  trainers"),
    ("old trainers", "old\N{NO-BREAK SPACE}trainers"),
    ("old trainers", "OLD\N{NARROW NO-BREAK SPACE}trainers"),
    ("old\ttrainers", "old trainers"),
    ("Ärger", "a\N{COMBINING DIAERESIS}rger"),
    ("STRASSE", "straße"),
    ("e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}", "été"),
]


@pytest.mark.parametrize(("first", "second"), SPELLINGS)
def test_two_spellings_are_one_name_wherever_it_is_looked_up(
    cramp: Cramp, diary_path: Path, first: str, second: str
) -> None:
    for group in GROUPS:
        name, spelled = (f"{group} {each}" for each in (first, second))
        assert cramp(group, "add", name).stdout.startswith("Added")
        assert cramp(group, "add", spelled).stdout.startswith("Changed")
        old = {"shoes": "boots", "med": "pill", "factor": "nap"}[group]
        assert "There is already a" in _refuse(cramp, diary_path, group, "rename", old, spelled)
    given = (("--shoes", f"shoes {second}"), ("--med", f"med {second}"))
    words = [word for pair in (*given, ("--set", f"factor {second}=3")) for word in pair]
    day = cramp("day", "2026-02-27", *words).stdout
    assert day.count(sanitize(first)) == 3
    assert cramp("med", "start", f"med {second}", "2025-01-01").exit_code == 0
    assert cramp("med", "edit", f"med {second}", "--dose", "2").exit_code == 0
    for group in GROUPS:
        cleared = cramp("day", "2026-02-27", "--clear", f"{group} {second}")
        assert cleared.exit_code == 0, cleared.stderr
    assert cleared.stdout.count(sanitize(first)) == 1, "that the factor is not recorded"
    for group in GROUPS:
        assert cramp(group, "rename", f"{group} {second}", f"{group} {second}").exit_code == 0
        assert f"{group} {second}" in _names(diary_path)
        assert cramp(group, "remove", "--yes", f"{group} {first}").exit_code == 0


def test_a_diary_with_two_spellings_can_be_corrected(cramp: Cramp, diary_path: Path) -> None:
    with open_diary(diary_path) as diary, diary.writing():
        for name in ("old trainers", "old\N{NO-BREAK SPACE}trainers"):
            diary._insert("shoes", {"name": name})  # noqa: SLF001 - older versions took both names
    assert "shoe called" in _refuse(
        cramp, diary_path, "shoes", "rename", "old trainers", "old\N{NO-BREAK SPACE}trainers"
    )
    assert cramp("day", "today", "--shoes", "old\N{NO-BREAK SPACE}trainers:3").exit_code == 0
    assert _say(cramp, "shoes remove 'old trainers'") == "Removed old trainers.\n"
    assert "old\N{NO-BREAK SPACE}trainers 3 h" in cramp("day", "today").stdout


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("factor add Magnesium", "There is already a medication called 'magnesium'"),
        ("med add sleep", "There is already an own factor called 'sleep'"),
        ("med add water", "There is already a risk factor called 'water'"),
        ("factor add Dehydration", "There is already a risk factor called 'Dehydration'"),
        ("factor add 'honesty  check'", "There is already a risk factor called"),
        ("factor add 'nerve\N{NO-BREAK SPACE}symptoms'", "which the day has already"),
        ("factor add med", "which the day has already"),
    ],
)
def test_a_new_name_that_would_be_ambiguous_is_refused(
    cramp: Cramp, diary_path: Path, line: str, why: str
) -> None:
    assert why in _refuse(cramp, diary_path, *shlex.split(line))


def test_an_import_gives_no_medication_the_name_of_a_factor(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "days.csv").write_text("diary_day,Pill\n2026-02-01,2\n")
    why = _refuse(cramp, diary_path, "import", str(tmp_path / "csv"))
    assert "There is already a medication called 'pill'" in why
    (tmp_path / "csv" / "medications.csv").write_text("name\nPill\n")
    new = str(tmp_path / "new.db")
    # The export of an older diary, which held both, can still be read.
    assert cramp("--db", new, "import", str(tmp_path / "csv")).exit_code == 0


# The kind and unit of a factor.


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("factor add nap --amount --unit minutes", "Changed nap, amount in minutes, more of it"),
        (
            "factor add nap --unit naps --less",
            "Changed nap, yes/no in naps, less of it is suspected",
        ),
        (
            "factor add sleep --unit HOURS",
            "Changed sleep, amount in HOURS, less of it is suspected",
        ),
        ("factor add sleep --more", "Changed sleep, amount in hours, more of it is suspected"),
        ("factor add sleep --amount --unit hours", "Changed sleep, amount in hours, less"),
    ],
)
def test_a_factor_is_changed_as_long_as_its_values_keep_their_meaning(
    cramp: Cramp, line: str, printed: str
) -> None:
    assert _say(cramp, line).startswith(printed)


def test_a_factor_that_becomes_yes_or_no_loses_its_unit(cramp: Cramp) -> None:
    _say(cramp, "factor add heat --unit degrees")
    assert _say(cramp, "factor add heat --yes-no") == (
        "Changed heat, yes/no, more of it is suspected.\n"
    )


def test_a_unit_that_was_never_given_can_be_given_over_values(cramp: Cramp) -> None:
    _say(cramp, "factor add alcohol")
    _say(cramp, "day --set alcohol=2")
    assert "amount in glasses" in _say(cramp, "factor add alcohol --unit glasses")


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("factor add sleep --unit minutes", "sleep, amount in minutes, less of it is suspected"),
        ("factor add sleep --unit ''", "sleep, amount, less of it is suspected"),
        ("factor add Sleep --yes-no --more", "sleep, yes/no, more of it is suspected"),
        ("factor add sleep --unit \"a 'big' $unit\"", "sleep, amount in a 'big' $unit, less"),
    ],
)
def test_another_measure_over_values_is_refused_with_commands_that_work(
    cramp: Cramp, diary_path: Path, line: str, printed: str
) -> None:
    _say(cramp, "factor add 'Sleep (old)'")
    why = _refuse(cramp, diary_path, *shlex.split(line))
    assert "sleep has values in hours on 2 days, and another kind or unit would" in why
    commands = re.findall(r"with cramp (.*?)(?:, then|$)", why.strip())
    assert len(commands) == 2
    assert _say(cramp, commands[0]) == "Renamed sleep to sleep (old) (old).\n"
    assert _say(cramp, commands[1]).startswith(f"Added {printed}")
    assert "sleep (old) (old) (hours): 6\n" in _say(cramp, f"day {DAY}")


def test_two_factors_that_are_printed_alike_are_both_printed(cramp: Cramp) -> None:
    _say(cramp, "factor add 'sleep (hours)'")
    assert "sleep (hours): 5\n" in _say(cramp, f"day {DAY} --set 'sleep (hours)=5'")
    assert "sleep (hours): 6\n" in _say(cramp, f"day {DAY}")


# Courses.


@pytest.fixture
def courses(cramp: Cramp) -> Cramp:
    """Give the pill two courses, the second of which is running."""
    _say(cramp, "med start pill 2025-09-01 --until 2025-10-01 --dose '20 mg'")
    _say(cramp, "med start pill 2026-01-05 --dose '40 mg'")
    return cramp


def test_an_earlier_course_is_added_before_a_running_one(cramp: Cramp) -> None:
    _say(cramp, "med start pill 2026-01-05")
    assert _say(cramp, "med start pill 2025-06-01 --until 2025-07-01 --dose 3") == (
        "pill: a course runs from Sun 1 Jun 2025 to Tue 1 Jul 2025.\n"
    )
    assert [line.split(None, 2)[2] for line in _say(cramp, "med list").splitlines()[1:]] == [
        "from 2025-06-01 to 2025-07-01 3",
        "from 2026-01-05 still running",
    ]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("--from 2026-01-12", "pill: the course runs from Mon 12 Jan 2026 on, dose 40 mg."),
        ("--from 2025-10-02", "pill: the course runs from Thu 2 Oct 2025 on, dose 40 mg."),
        ("--until yesterday", "pill: the course runs from Mon 5 Jan 2026 to Sun 1 Mar 2026, dose"),
        ("--dose '1 a day'", "pill: the course runs from Mon 5 Jan 2026 on, dose 1 a day."),
        ("--dose ''", "pill: the course runs from Mon 5 Jan 2026 on."),
        ("--clear dose", "pill: the course runs from Mon 5 Jan 2026 on."),
        (
            "--from 2026-01-06 --until 2026-01-07 --dose 5",
            "pill: the course runs from Tue 6 Jan 2026 to Wed 7 Jan 2026, dose 5.",
        ),
        (
            "--course 2025-09-15 --until 2025-12-31",
            "pill: the course runs from Mon 1 Sep 2025 to Wed 31 Dec 2025, dose 20 mg.",
        ),
        (
            "--course 2025-10-01 --from 2025-08-01 --clear dose",
            "pill: the course runs from Fri 1 Aug 2025 to Wed 1 Oct 2025.",
        ),
        ("--class statin", "pill: its class is statin."),
        (
            "--class thiazide-like --from 2026-01-06",
            "pill: its class is thiazide-like.\npill: the course runs from Tue 6 Jan 2026 on, dose",
        ),
    ],
)
def test_a_course_is_edited(courses: Cramp, diary_path: Path, line: str, printed: str) -> None:
    before = content(diary_path)
    assert _say(courses, f"med edit PILL {line}").startswith(printed)
    _check_undo(courses, diary_path, before)


def test_the_end_of_a_course_is_taken_back(courses: Cramp) -> None:
    _say(courses, "med stop pill yesterday")
    assert _say(courses, "med edit pill --clear until") == (
        "pill: the course runs from Mon 5 Jan 2026 on, dose 40 mg.\n"
    )
    assert "from 2026-01-05 still running" in _say(courses, "med list")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (
            "med start pill 2025-11-01",
            (
                "A course of pill from 2026-01-05 on, still running, covers 2026-01-05 already:"
                " let the earlier course end before it, with --until 2026-01-04"
            ),
        ),
        (
            "med start pill 2025-11-01 --until 2026-02-01",
            "A course of pill from 2026-01-05 on, still running, covers 2026-01-05 already: let",
        ),
        (
            "med start pill 2025-08-01 --until 2025-09-01",
            (
                "A course of pill from 2025-09-01 to 2025-10-01 covers 2025-09-01 already: let the"
                " earlier course end before it, with --until 2025-08-31"
            ),
        ),
        (
            "med start pill 2025-09-15",
            "A course of pill from 2025-09-01 to 2025-10-01 covers 2025-09-15 already: begin after",
        ),
        (
            "med start Pill 2026-02-01",
            (
                "A course of pill from 2026-01-05 on, still running, covers 2026-02-01 already:"
                " end it first with cramp med stop pill 2026-01-31"
            ),
        ),
        (
            "med start pill 2026-01-05 --dose '80 mg'",
            (
                "A course of pill from 2026-01-05 on, still running, covers 2026-01-05 already:"
                " change its dose with cramp med edit --dose '80 mg' pill"
            ),
        ),
        ("med start pill 2025-11-01 --until 2025-10-31", "the course begins on 2025-11-01, but"),
        ("med start pill 2025-11-01 --until tomorrow", "'tomorrow' would be"),
        (
            "med edit pill --course 2025-09-15 --clear until",
            "A course of pill from 2026-01-05 on, still running, covers 2026-01-05 already: let",
        ),
        (
            "med edit pill --from 2025-10-01",
            "A course of pill from 2025-09-01 to 2025-10-01 covers 2025-10-01 already: begin after",
        ),
        (
            "med edit pill --course 2025-12-01 --dose 1",
            (
                "No course of pill covers 2025-12-01, only those from 2025-09-01 to 2025-10-01"
                " and from 2026-01-05 on: name a day of one, such as --course 2026-01-05"
            ),
        ),
        (
            "med edit pill --until 2025-12-31",
            (
                "The latest course of pill would end before it begins, and there are others from"
                " 2025-09-01 to 2025-10-01: name a day of the one that is meant, such as"
            ),
        ),
        (
            "med edit pill --course 2026-01-05 --until 2025-12-31",
            "the course begins on 2026-01-05, but ends on 2025-12-31: give a last day that is not",
        ),
        ("med edit pill --until 2026-03-09", "'2026-03-09' would be"),
        ("med edit pill --from ''", "'' is no day the diary can read"),
        ("med edit pill --clear from", "There is no field to clear 'from': use until or dose"),
        ("med edit pill --class water", "There is no drug class 'water': use thiazide-like"),
        (
            "med edit pill",
            "Nothing to change was given: say what, for example with cramp med edit --dose '40 mg'",
        ),
        ("med edit pill --course 2025-09-15", "Nothing to change was given"),
        ("med edit nope --dose 1", "There is no medication 'nope' in the diary"),
        ("med edit nope --class loop", "There is no medication 'nope' in the diary"),
    ],
)
def test_a_course_that_cannot_be_is_refused(
    courses: Cramp, diary_path: Path, line: str, why: str
) -> None:
    assert _refuse(courses, diary_path, *shlex.split(line)).startswith(f"cramp: {why}")


def test_a_medication_without_a_course_has_none_to_edit(cramp: Cramp, diary_path: Path) -> None:
    why = _refuse(cramp, diary_path, "med", "edit", "pill", "--dose", "1")
    assert why == "cramp: There is no course of pill: begin one with cramp med start pill\n"


def test_an_end_that_was_wrong_is_corrected_as_the_refusal_says(courses: Cramp) -> None:
    _say(courses, "med stop pill 2026-02-01")
    why = courses("med", "stop", "pill", "2026-02-10").stderr.strip()
    assert why.endswith(", or begin one with cramp med start pill")
    _say(courses, why.partition("with cramp ")[2].partition(", or")[0])
    assert "from 2026-01-05 to 2026-02-10 40 mg" in _say(courses, "med list")
    assert "cramp med list shows" in courses("med", "stop", "pill", "2025-12-01").stderr


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_the_commands_about_courses_work_whatever_the_name(cramp: Cramp, name: str) -> None:
    def run_named(*words: str) -> str:
        refused = cramp("med", *words, "--", name)
        assert refused.exit_code != 0
        return _say(cramp, refused.stderr.strip().partition("with cramp ")[2].partition(", or")[0])

    cramp("med", "add", "--", name)
    run_named("edit", "--dose", "1")
    assert f"{name}: the course runs from Mon 2 Mar 2026 on, dose 40 mg." in run_named("edit")
    assert "dose it's 2." in cramp("med", "edit", "--dose", "it's 2", "--", name).stdout
    assert "dose $3." in run_named("start", "--dose", "$3")
    _say(cramp, f"med stop -- {shlex.quote(name)} today")
    assert "to Mon 2 Mar 2026" in run_named("stop")


def test_what_an_overlap_names_makes_room(courses: Cramp) -> None:
    refused = courses("med", "start", "pill", "2026-02-01").stderr
    _say(courses, refused.strip().partition("with cramp ")[2])
    _say(courses, "med start pill 2026-02-01")
    assert "from 2026-01-05 to 2026-01-31 40 mg" in _say(courses, "med list")


# One of several things of a day.

WHOLE_DAY = {
    "activity": ["walk 30 min at effort 3", "run 20 min", "walk 5 min"],
    "shoes": ["clogs 8 h", "boots 1 h"],
    "as needed": ["magnesium 300mg", "magnesium 400mg", "pill"],
    "sleep (hours)": ["6"],
}


def _read_day(printed: str) -> dict[str, list[str]]:
    lines = (line.strip().partition(": ") for line in printed.splitlines()[1:])
    return {name: text.split(", ") for name, _, text in lines if name in WHOLE_DAY}


@pytest.mark.parametrize(
    ("what", "gone", "count"),
    [
        ("med:magnesium", "magnesium 400mg", 2),
        ("magnesium", "magnesium 400mg", 2),
        (" MED : Magnesium ", "magnesium 400mg", 2),
        ("med:magnesium:300mg", "magnesium 300mg", 1),
        ("magnesium:400MG", "magnesium 400mg", 1),
        ("pill", "pill", 1),
        ("med:pill", "pill", 1),
        ("walk", "walk 5 min", 2),
        ("activity:walk", "walk 5 min", 2),
        ("walk:30", "walk 30 min at effort 3", 1),
        ("activity:walk:30:3", "walk 30 min at effort 3", 1),
        ("Run", "run 20 min", 1),
        ("shoes:clogs", "clogs 8 h", 1),
        ("clogs:8", "clogs 8 h", 1),
        ("boots", "boots 1 h", 1),
        ("sleep", "6", 1),
        ("factor:sleep", "6", 1),
    ],
)
def test_one_of_several_things_of_a_day_is_taken_out(
    cramp: Cramp, diary_path: Path, what: str, gone: str, count: int
) -> None:
    before = content(diary_path)
    result = cramp("day", DAY, "--clear", what)
    assert result.exit_code == 0, result.stderr
    left = {name: [t for t in texts if t != gone] for name, texts in WHOLE_DAY.items()}
    assert _read_day(result.stdout) == {name: texts for name, texts in left.items() if texts}
    said = f"Of {count} records of {what}, the one recorded last is taken out.\n"
    assert (said in result.stderr) is (count > 1)
    _check_undo(cramp, diary_path, before)


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        (["med"], {"activity", "shoes", "sleep (hours)"}),
        (["Activity"], {"shoes", "as needed", "sleep (hours)"}),
        (["shoes", "med", "sleep"], {"activity"}),
        (["walk", "walk", "run"], {"shoes", "as needed", "sleep (hours)"}),
    ],
)
def test_several_things_of_a_day_are_taken_out_at_once(
    cramp: Cramp, fields: list[str], left: set[str]
) -> None:
    result = cramp("day", DAY, *(word for field in fields for word in ("--clear", field)))
    assert set(_read_day(result.stdout)) == left


@pytest.mark.parametrize(
    "what",
    [
        *("hike", "med:clogs", "activity:magnesium", "factor:walk", "med:magnesium:1g", "walk:9"),
        *("", ":", "med:", ":walk", "doses", "wear", "activities", "cramps", "water_ml", "none"),
        *("it's", "-x", LONG, "shoes:none", "factor", "med:magnesium:300mg:more"),
    ],
)
def test_what_is_not_recorded_that_day_is_refused_with_what_is(
    cramp: Cramp, diary_path: Path, what: str
) -> None:
    why = _refuse(cramp, diary_path, "day", DAY, f"--clear={what}")
    assert why.startswith("cramp: Nothing called '")
    assert why.endswith(
        f" is recorded on {DAY}, only activity:walk:30:3, activity:run:20, activity:walk:5,"
        " shoes:clogs:8, shoes:boots:1, med:magnesium:300mg, med:magnesium:400mg, med:pill and"
        " factor:sleep: clear one of these, or no-cramps, water, sitting, servings, stretch, nerve,"
        " disturbed, note, activity, shoes or med.\n"
    )


@pytest.mark.parametrize(
    ("before", "what", "options"),
    [
        ("--set nap=yes --activity nap:20", "nap", ["activity:nap", "factor:nap"]),
        ("--activity clogs:9 --activity clogs:8", "Clogs", ["activity:clogs", "shoes:clogs"]),
        ("--activity 'the pill:9' --med 'the pill'", "the pill", ["activity:the", "med:the"]),
    ],
)
def test_a_name_of_two_things_of_a_day_is_asked_for_again(
    cramp: Cramp, diary_path: Path, before: str, what: str, options: list[str]
) -> None:
    _say(cramp, "med add 'the pill'")
    _say(cramp, f"day {DAY} {before}")
    why = _refuse(cramp, diary_path, "day", DAY, "--clear", what)
    assert why.startswith(f"cramp: '{what}' is more than one thing on {DAY}: say which with")
    words = shlex.split(why.strip().partition("with ")[2])
    named = [words[n + 1] for n, word in enumerate(words) if word == "--clear"]
    assert [name.partition(" ")[0] for name in named] == options
    for name in named:
        assert cramp("day", DAY, "--clear", name).exit_code == 0
    _refuse(cramp, diary_path, "day", DAY, "--clear", named[-1])


def test_no_activity_and_no_shoes_are_taken_out_like_others(cramp: Cramp) -> None:
    none = "day 2026-02-20 --activity none --shoes none"
    _say(cramp, none)
    assert "activity: none" not in _say(cramp, "day 2026-02-20 --clear activity:none")
    _say(cramp, "day 2026-02-20 --activity none")
    assert "shoes:none" in cramp("day", "2026-02-20", "--clear", "none").stderr
    assert "shoes: none" not in _say(cramp, "day 2026-02-20 --clear shoes:none")


def test_a_factor_without_a_value_that_day_may_be_cleared(cramp: Cramp) -> None:
    assert "not recorded" in _say(cramp, f"day {DAY} --clear nap")


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_the_parts_of_a_day_are_named_so_that_they_can_be_pasted(cramp: Cramp, name: str) -> None:
    for group in ("shoes", "med"):
        cramp(group, "add", "--", name)
    cramp("day", "2026-02-20", "--shoes", f"{name}:3", "--med", f"{name}:2 mg")
    why = cramp("day", "2026-02-20", "--clear", "nothing").stderr
    listed = why.partition("only ")[2].partition(": clear")[0]
    for part in listed.split(" and ") if name != "a & b" else [f"'shoes:{name}'"]:
        assert cramp("day", "2026-02-20", "--clear", *shlex.split(part)).exit_code == 0
    assert "shoes: " not in cramp("day", "2026-02-20").stdout


@pytest.mark.parametrize("group", GROUPS)
def test_the_help_of_a_group_lists_the_corrections(cramp: Cramp, group: str) -> None:
    shown = cramp(group, "--help").output
    assert re.search(r"rename +Give .* another name", shown)
    assert re.search(r"remove +Remove .*, after a question", shown)
