"""The commands shoes, med and factor; calls with wrong or missing arguments."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli.session import UNDO_HINT
from tests.support.factories import AWKWARD_NAMES

if TYPE_CHECKING:
    from typer.testing import Result

    from tests.support.command_runner import Cramp


@pytest.fixture(autouse=True)
def _create_diary(cramp: Cramp) -> None:
    cramp("day", "--no-cramps")


def test_shoes(cramp: Cramp) -> None:
    assert "add some with cramp shoes add" in cramp("shoes", "list").stderr
    added = cramp("shoes", "add", "old trainers", "--no-arch-support")
    assert added.stdout == (
        "Added old trainers: arch support no, toe room not recorded, ventilated not recorded.\n"
    )
    assert added.stderr == f"{UNDO_HINT}\n"
    assert "once arch support and toe room are said" in cramp("shoes", "add", "clogs").stderr
    changed = cramp("shoes", "add", "Clogs", "--arch-support", "--toe-room", "--not-ventilated")
    assert changed.stdout == "Changed clogs: arch support yes, toe room yes, ventilated no.\n"
    assert cramp("shoes", "list").stdout == (
        "clogs         arch support yes  toe room yes           ventilated no\n"
        "old trainers  arch support no   toe room not recorded  ventilated not recorded\n"
    )


def test_medications_and_their_courses(cramp: Cramp) -> None:
    assert "add some with cramp med add" in cramp("med", "list").stderr
    added = cramp("med", "add", "furosemide", "--class", "Loop")
    assert added.stdout == "Added furosemide: loop.\n"
    assert "Taken daily: cramp med start furosemide\n" in added.stderr
    assert cramp("med", "add", "Furosemide").stdout == "Changed furosemide: loop.\n"
    assert cramp("med", "add", "pill").stdout == "Added pill: other.\n"
    started = cramp("med", "start", "furosemide", "2026-01-05", "--dose", "40 mg daily")
    assert started.stdout == "furosemide: a course runs from Mon 5 Jan 2026 on.\n"
    assert "still running" in cramp("med", "start", "furosemide").stderr
    stopped = cramp("med", "stop", "furosemide", "yesterday")
    assert stopped.stdout == "furosemide: the course ends with Sun 1 Mar 2026.\n"
    assert (
        "No course of furosemide without an end was running on 2026-03-02"
        in cramp("med", "stop", "furosemide").stderr
    )
    cramp("med", "start", "furosemide", "today")
    assert cramp("med", "list").stdout == (
        "furosemide  loop   from 2026-01-05 to 2026-03-01 40 mg daily\n"
        "furosemide  loop   from 2026-03-02 still running\n"
        "pill        other  no course\n"
    )


def test_own_factors(cramp: Cramp) -> None:
    assert "add one with cramp factor add" in cramp("factor", "list").stderr
    added = cramp("factor", "add", "sleep", "--unit", "hours", "--less")
    assert added.stdout == "Added sleep, amount in hours, less of it is suspected.\n"
    assert "cramp day --set sleep=2\n" in added.stderr
    assert "cramp day --set nap=yes\n" in cramp("factor", "add", "nap", "--yes-no").stderr
    changed = cramp("factor", "add", "Sleep", "--unit", "h")
    assert changed.stdout == "Changed sleep, amount in h, less of it is suspected.\n"
    assert cramp("factor", "add", "nap", "--more").stdout.startswith("Changed nap, yes/no, more")
    marked = cramp("factor", "add", "tea", "--may-follow-a-cramp")
    assert marked.stdout.endswith("more of it is suspected; it may follow a cramp.\n")
    cramp("factor", "add", "tea", "--unit", "cups")
    assert "tea    amount in cups  more of it is suspected; it may follow" in (
        cramp("factor", "list").stdout
    )
    assert "may follow" not in cramp("factor", "add", "tea", "--never-follows").stdout
    cramp("factor", "remove", "tea", "--yes")
    assert cramp("factor", "list").stdout == (
        "nap    yes/no       more of it is suspected\nsleep  amount in h  less of it is suspected\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("chart", "cramp: Missing argument 'name'. Choose from: weekly, calendar, hours"),
        ("chart were -o x.png", "cramp: Invalid value for 'name': 'were' is not one of 'weekly'"),
        (
            "chart weekly --weeks x -o x.png",
            "cramp: Invalid value for '--weeks': 'x' is not a whole number: ",
        ),
        ("check --jsn", "cramp: No such option: --jsn (Possible options: --json): see cramp check"),
        ("--nope log", "cramp: No such option: --nope: see cramp --help"),
        ("med shw", "cramp: No such command 'shw': see cramp med --help"),
        ("log --severity", "cramp: Option '--severity' requires an argument"),
        ("edit 1.5", "cramp: Invalid value for 'ID': '1.5' is not a whole number: see cramp edit"),
        ("show", "cramp: Missing argument 'ID': see cramp show --help"),
        ("check --j\u202esn", "cramp: No such option: --j\ufffdsn"),
    ],
)
def test_a_usage_error_is_one_sentence(cramp: Cramp, words: str, message: str) -> None:
    refused = cramp(*words.split())
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert refused.stderr.startswith(message)
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("group", ["med", "shoes", "factor"])
def test_a_group_of_commands_without_arguments_prints_its_help(cramp: Cramp, group: str) -> None:
    helped = cramp(group)
    assert helped.exit_code == 2
    assert "Usage: cramp" in helped.output
    assert "Commands" in helped.output


def _run_named(cramp: Cramp, sentence: str) -> Result:
    """Run the command that a sentence ends with, as a shell would read it."""
    (command,) = re.findall("(?:^|with |: )cramp ((?:med|day|shoes|factor) .*)$", sentence.strip())
    result = cramp(*shlex.split(command))
    assert result.exit_code == 0, result.stderr
    return result


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_commands_named_with_a_name_work_whatever_the_name(cramp: Cramp, name: str) -> None:
    added = _run_named(cramp, cramp("med", "start", "--", name).stderr)
    daily, as_needed, _ = added.stderr.splitlines()
    _run_named(cramp, daily)
    assert name in _run_named(cramp, as_needed).stdout
    _run_named(cramp, cramp("med", "start", "--", name).stderr)
    assert f"{name}  other  from 2026-03-02 to 2026-03-02" in cramp("med", "list").stdout
    cramp("med", "rename", "--", name, f"{name} pills")
    added = _run_named(cramp, cramp("day", "--set", f"{name}=3").stderr)
    assert f"  {name}: 2\n" in _run_named(cramp, added.stderr.splitlines()[0]).stdout
    _run_named(cramp, cramp("day", "--shoes", f"{name}:8").stderr)
    assert cramp("shoes", "list").stdout.startswith(name)
