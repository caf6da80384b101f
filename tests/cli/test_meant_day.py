"""The day on which each command lands at each hour, and what is refused."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from cramp_diary.cli import clock
from cramp_diary.store import open_diary
from tests.support.factories import AWKWARD_NAMES, BERLIN
from tests.support.pty_terminal import Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_runner import Cramp

TOO_EARLY = "It is too early to say that"
WHEN_TAKEN = "Say when you took pill, nothing is recorded yet"
IN_THE_FUTURE = "in the future"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that sets the clock in November 2026, in Berlin; the 27th is a Friday."""

    def set_clock(now: str) -> None:
        then = datetime.fromisoformat(f"2026-11-{now}").replace(tzinfo=BERLIN)
        monkeypatch.setattr(clock, "now", lambda: then)

    return set_clock


# Now, what is typed, and where it lands: water, doses, stretching, no cramps; or a refusal.
LANDINGS: list[tuple[str, str, dict[str, int] | str]] = [
    ("27T04:00", "day --water 1l", {"water": 26}),
    ("27T08:05", "day --water 1l", {"water": 26}),
    ("27T11:59", "day --water 1l", {"water": 26}),
    ("27T12:00", "day --water 1l", {"water": 27}),
    ("27T23:30", "day --water 1l", {"water": 27}),
    ("28T00:30", "day --water 1l", {"water": 27}),
    ("27T08:05", "day today --water 1l", {"water": 27}),
    ("27T08:05", "day yesterday --water 1l", {"water": 26}),
    ("28T00:30", "day today --water 1l", {"water": 27}),
    ("28T00:30", "day yesterday --water 1l", {"water": 26}),
    ("28T00:30", "day thursday --water 1l", {"water": 26}),
    ("27T08:05", "day thursday --water 1l", {"water": 26}),
    ("27T15:00", "day 26 nov --water 1l", {"water": 26}),
    ("28T00:30", "day 2026-11-28 --water 1l", IN_THE_FUTURE),
    ("27T08:05", "day tomorrow --no-cramps", IN_THE_FUTURE),
    ("27T08:05", "day --no-cramps", {"no cramps": 26}),
    ("27T11:59", "day --no-cramps", {"no cramps": 26}),
    ("27T12:00", "day --no-cramps", TOO_EARLY),
    ("27T17:59", "day --no-cramps", TOO_EARLY),
    ("27T18:00", "day --no-cramps", {"no cramps": 27}),
    ("28T03:59", "day --no-cramps", {"no cramps": 27}),
    ("27T08:05", "day today --no-cramps", TOO_EARLY),
    ("27T17:59", "day today --no-cramps --water 1l", TOO_EARLY),
    ("27T18:00", "day today --no-cramps", {"no cramps": 27}),
    ("27T15:00", "day yesterday --no-cramps", {"no cramps": 26}),
    ("27T08:05", "day 2026-11-20 --no-cramps", {"no cramps": 20}),
    ("27T04:00", "drink 300ml", {"water": 27}),
    ("27T08:05", "drink 300ml", {"water": 27}),
    ("27T23:59", "drink 300ml", {"water": 27}),
    ("28T00:00", "drink 300ml", {"water": 28}),
    ("28T03:10", "drink 300ml", {"water": 28}),
    ("28T03:10", "stretch --done", {"stretching": 27}),
    ("27T08:05", "stretch --done", {"stretching": 27}),
    ("27T04:00", "day --med pill", WHEN_TAKEN),
    ("27T08:05", "day --med pill", WHEN_TAKEN),
    ("27T11:59", "day --med pill --water 1l", WHEN_TAKEN),
    ("27T08:05", "day --med pill --no-cramps", WHEN_TAKEN),
    ("27T12:00", "day --med pill", {"doses": 27}),
    ("27T22:00", "day --med pill", {"doses": 27}),
    ("28T00:00", "day --med pill", {"doses": 28}),
    ("28T03:10", "day --med pill --water 1l", {"doses": 28, "water": 27}),
    ("28T03:10", "day --med pill --no-cramps", {"doses": 28, "no cramps": 27}),
    ("27T08:05", "day today --med pill", {"doses": 27}),
    ("27T08:05", "day yesterday --med pill --water 1l", {"doses": 26, "water": 26}),
    ("28T00:30", "day today --med pill", {"doses": 27}),
    ("28T03:10", "log now --state asleep --water 1l --med pill", {"doses": 27, "water": 27}),
    ("27T08:05", "log last night 3am --state asleep --water 1l", {"water": 26}),
    ("27T15:00", "log now --state resting --water 1l", {"water": 27}),
]


@pytest.mark.parametrize(("now", "typed", "lands"), LANDINGS)
def test_each_command_lands_on_the_day_that_is_meant(
    cramp: Cramp,
    at: Callable[[str], None],
    diary_path: Path,
    now: str,
    typed: str,
    lands: dict[str, int] | str,
) -> None:
    at(now)
    cramp("med", "add", "pill")
    result = cramp(*typed.split())
    assert result.exit_code == (2 if isinstance(lands, str) else 0), result.output
    expected = {} if isinstance(lands, str) else lands
    assert _landings(diary_path) == {what: date(2026, 11, day) for what, day in expected.items()}
    if isinstance(lands, str):
        assert lands in result.stderr
    elif "log" not in typed:  # the first line says a day that it landed on
        said = re.match(r"\w{3} (\d+) Nov 2026", result.stdout)
        assert said
        assert int(said[1]) in lands.values()


@pytest.mark.parametrize("dose", ["tablet", "tablet:2"])
def test_a_medication_that_is_not_in_the_diary_is_not_asked_for_its_day(
    cramp: Cramp, at: Callable[[str], None], dose: str
) -> None:
    at("27T08:05")
    said = cramp("day", "--med", dose).stderr
    assert "There is no medication 'tablet' in the diary" in said
    assert "Say when you took" not in said


def _landings(diary_path: Path) -> dict[str, date]:
    with open_diary(diary_path) as diary:
        period = diary.read()
    found: dict[str, date] = {}
    for dose in period.doses:
        found["doses"] = dose.diary_day
    for day in period.days:
        found |= {"water": day.diary_day} if day.water_ml else {}
        found |= {"stretching": day.diary_day} if day.stretch_minutes else {}
        found |= {"no cramps": day.diary_day} if day.no_cramps else {}
    return found


@pytest.mark.parametrize(
    ("starts", "now", "typed", "lands"),
    [
        ("06:00", "27T13:59", "day --water 1l", {"water": 26}),
        ("06:00", "27T14:00", "day --water 1l", {"water": 27}),
        ("06:00", "28T01:59", "drink 300ml", {"water": 27}),
        ("06:00", "28T02:00", "drink 300ml", {"water": 28}),
        ("06:00", "27T19:59", "day today --no-cramps", TOO_EARLY),
        ("06:00", "27T20:00", "day today --no-cramps", {"no cramps": 27}),
        ("00:00", "27T07:59", "day --water 1l", {"water": 26}),
        ("00:00", "27T08:00", "day --water 1l", {"water": 27}),
        ("00:00", "27T20:00", "drink 300ml", {"water": 28}),
        ("00:00", "27T20:00", "day --med pill", {"doses": 28}),
        ("05:30", "28T01:30", "day --med pill", {"doses": 28}),
        ("12:00", "27T19:59", "day --med pill", WHEN_TAKEN),
        ("12:00", "28T01:59", "day --no-cramps", TOO_EARLY),
    ],
)
def test_all_hours_move_with_the_beginning_of_the_day(
    cramp: Cramp,
    at: Callable[[str], None],
    diary_path: Path,
    starts: str,
    now: str,
    typed: str,
    lands: dict[str, int] | str,
) -> None:
    cramp("settings", "day_starts_at", starts)
    test_each_command_lands_on_the_day_that_is_meant(cramp, at, diary_path, now, typed, lands)


# What is said.


def test_a_day_that_was_not_named_is_named_in_the_first_line(
    cramp: Cramp, at: Callable[[str], None]
) -> None:
    for now, words in (
        ("27T08:05", "Thu 26 Nov 2026 (yesterday): cramps or none"),
        ("27T15:00", "Fri 27 Nov 2026 (today): cramps or none"),
        ("28T00:30", "Fri 27 Nov 2026 (today, until 04:00): cramps or none"),
    ):
        at(now)
        assert cramp("day", "--nerve").stdout.startswith(words)
        assert cramp("day").stdout.startswith(words)
    assert cramp("day", "today").stdout.startswith("Fri 27 Nov 2026: cramps or none")


def test_over_breakfast_it_is_said_how_to_name_today(
    cramp: Cramp, at: Callable[[str], None]
) -> None:
    at("27T08:05")
    hint = "Until 12:00, cramp day means yesterday; for today: cramp day today\n"
    assert hint in cramp("day", "--water", "1l").stderr
    assert hint in cramp("day").stderr
    assert hint not in cramp("day", "yesterday").stderr
    at("27T12:00")
    assert hint not in cramp("day").stderr


def test_what_is_taken_in_the_night_is_said_to_be_of_the_new_day(
    cramp: Cramp, at: Callable[[str], None]
) -> None:
    note = (
        "From midnight on, what you drink or take counts for the new day, which begins at 04:00.\n"
    )
    at("27T23:59")
    assert cramp("drink", "300ml").stdout == "Fri 27 Nov 2026: 300 ml.\n"
    at("28T03:10")
    assert cramp("drink", "300ml").stdout == f"Sat 28 Nov 2026: 300 ml.\n{note}"
    cramp("med", "add", "pill")
    taken = cramp("day", "--med", "pill")
    assert taken.stdout.startswith("Sat 28 Nov 2026 (the new day, from 04:00): ")
    assert note in taken.stderr
    both = cramp("day", "--med", "pill", "--water", "1l")
    heads = [line for line in both.stdout.splitlines() if "Nov 2026" in line]
    assert [head.partition(" (")[0] for head in heads] == ["Fri 27 Nov 2026", "Sat 28 Nov 2026"]
    assert "\nWater of Sat 28 Nov 2026: 300 ml." in cramp("status").stdout
    assert cramp("check").exit_code == 0
    assert "  water: 1000 ml\n" in cramp("day").stdout
    cramp("undo")
    assert "  water: 300 ml\n" in cramp("day").stdout


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_a_dose_without_a_day_is_refused_with_both_commands(
    cramp: Cramp, at: Callable[[str], None], diary_path: Path, name: str
) -> None:
    at("27T08:05")
    cramp("med", "add", "--", name)
    refused = cramp("day", f"--med={name}:40mg", "--water", "1l")
    assert refused.exit_code == 2
    assert not _landings(diary_path)
    assert ": before midnight with cramp day yesterday --med " in refused.stderr
    both = re.findall(r"cramp (day .*?)(?:, or later with |\n)", refused.stderr)
    assert [command.split()[1] for command in both] == ["yesterday", "today"]
    for command in both:
        assert cramp(*shlex.split(command)).exit_code == 0
    with open_diary(diary_path) as diary:
        taken = [(dose.diary_day.day, dose.medication, dose.amount) for dose in diary.read().doses]
    assert taken == [(26, name, "40mg"), (27, name, "40mg")]


def test_no_cramps_too_early_is_refused_with_what_will_do(
    cramp: Cramp, at: Callable[[str], None]
) -> None:
    at("27T15:00")
    refused = cramp("day", "--no-cramps")
    assert refused.stderr.splitlines()[-1] == (
        "cramp: It is too early to say that Fri 27 Nov 2026 had no cramps: say it from 18:00 on"
        " with cramp day today --no-cramps, or of the day before with"
        " cramp day yesterday --no-cramps"
    )
    assert cramp("day", "yesterday", "--no-cramps").exit_code == 0
    at("27T18:00")
    assert cramp("day", "today", "--no-cramps").exit_code == 0
    cramp("settings", "day_starts_at", "06:00")
    assert cramp("day", "today", "--no-cramps", "--water", "1l").exit_code == 0


def test_a_deleted_episode_of_today_names_no_command_that_is_refused(
    cramp: Cramp, at: Callable[[str], None]
) -> None:
    at("27T15:00")
    for day, hint in (
        ("yesterday 20:00", ". If there were no cramps: cramp day 2026-11-26"),
        ("14:00", "."),
    ):
        cramp("log", day)
        assert (
            f"is no longer recorded{hint}"
            in cramp("delete", cramp("list").stdout.split()[0]).stderr
        )


# Questions.


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch, diary_path: Path) -> Person:
    return Person(monkeypatch, diary_path)


@pytest.mark.parametrize(
    ("now", "words", "question"),
    [
        ("27T08:05", "day", "Any cramps on Thursday, or in the night to this morning?"),
        ("27T15:00", "day yesterday", "Any cramps on Thursday, or in the night to this morning?"),
        ("27T15:00", "day tuesday", "Any cramps on Tuesday, or in the night to Wednesday?"),
        ("27T18:00", "day", "Any cramps today, Friday, until now?"),
        ("28T00:30", "day", "Any cramps on Friday, or in the night until now?"),
        ("28T00:30", "day yesterday", "Any cramps on Thursday, or in the night to Friday?"),
    ],
)
def test_the_question_about_cramps_names_the_day(
    person: Person, now: str, words: str, question: str
) -> None:
    person.lives_at(f"2026-11-{now}")
    person.answers(words, (question, "."))


def test_until_the_evening_nobody_is_asked_whether_today_had_cramps(
    person: Person, diary_path: Path
) -> None:
    person.lives_at("2026-11-27T15:00")
    result = person.answers(
        "day", ("How much did you drink", "1l"), ("How many", "."), ("Save", "")
    )
    assert "Any cramps" not in result.stdout
    assert (
        "That it had no cramps can be said from 18:00 on; if there is one: cramp log\n"
        in result.output
    )
    assert "The day is not over: leave out what will still grow" in result.stdout
    assert "Tomorrow until 12:00, cramp day asks for it.\n" in result.stdout
    assert _landings(diary_path) == {"water": date(2026, 11, 27)}


def test_the_questions_after_a_night_cramp_name_its_day(person: Person, diary_path: Path) -> None:
    person.lives_at("2026-11-28T03:10")
    result = person.answers(
        "log now",
        ("How bad was it", ""),
        ("How long", ""),
        ("Where", ""),
        ("What were you doing", "1"),
        ("Did it wake you", "."),
        ("Fri 27 Nov: How much did you drink, the whole day?", "1.2l"),
        ("Fri 27 Nov: How many hours did you sit?", "."),
    )
    assert "The day is not over" not in result.stdout
    assert _landings(diary_path) == {"water": date(2026, 11, 27)}


# What counts as missing.


def test_a_running_day_is_missing_nowhere(sample: Cramp, at: Callable[[str], None]) -> None:
    """The sample ends on 5 April 2026; the next days are put in here."""
    at("27T08:05")
    for day in range(1, 27):
        sample("day", f"2026-11-{day:02}", "--no-cramps")
    for now, recorded in (("27T08:05", 26), ("27T18:30", 26), ("28T03:00", 26)):
        at(now)
        assert sample("day", "--missing").stdout == ""
        assert "Not recorded in" not in sample("status").stdout
        assert json.loads(sample("status", "--json").stdout)["unrecorded_days"] == []
        title = sample("month").stdout.splitlines()[0]
        assert title == f"November 2026: 0 episodes, {recorded} of {recorded} days recorded."
        assert (
            f"Recorded {recorded} of the first {recorded} days"
            in sample("report", "this", "--text").stdout
        )
        assert "through Thu 26 Nov 2026" in sample("trend").stdout
    at("27T18:30")
    sample("day", "today", "--no-cramps")
    assert "27 of 27 days recorded." in sample("month").stdout
    assert "Recorded 27 of the first 27 days" in sample("report", "this", "--text").stdout
    assert "through Fri 27 Nov 2026" in sample("trend").stdout


def test_a_month_of_which_no_day_is_over_is_a_page(
    sample: Cramp, at: Callable[[str], None]
) -> None:
    at("01T08:05")
    result = sample("report", "this", "--text")
    assert "Recorded days: 0 of 0; October 2026: 0 of 31." in result.stdout
    assert sample("month").stdout.startswith("November 2026: 0 episodes, 0 of 0 days recorded.")


# Files.


@pytest.mark.parametrize(
    ("row", "starts", "refused"),
    [
        ("2026-11-26,none,2026-11-26T08:05+01:00", "04:00", "18:00"),
        ("2026-11-26,none,2026-11-26T17:59+01:00", "04:00", "18:00"),
        ("2026-11-26,none,2026-11-26T18:00+01:00", "04:00", ""),
        ("2026-11-26,none,2026-11-26T18:00+09:00", "04:00", ""),
        ("2026-11-26,none,2026-11-26T17:00Z", "04:00", ""),
        ("2026-11-26,none,2026-11-26T16:59Z", "04:00", "18:00"),
        ("2026-11-26,none,2026-11-27T02:00+01:00", "04:00", ""),
        ("2026-11-26,none,2026-11-26T14:00+01:00", "00:00", ""),
        ("2026-11-26,none,2026-11-26T13:59+01:00", "00:00", "14:00"),
        ("2026-11-26,none,2026-11-26T18:00+01:00", "06:00", ""),
        ("2026-11-26,none,", "04:00", ""),
        ("2026-11-26,,", "04:00", ""),
        ("2026-11-27,none,", "04:00", "18:00"),
        ("2026-11-27,,", "04:00", ""),
    ],
)
def test_an_imported_day_is_judged_by_its_stamp(
    cramp: Cramp, at: Callable[[str], None], tmp_path: Path, row: str, starts: str, refused: str
) -> None:
    at("27T08:05")
    cramp("settings", "day_starts_at", starts)
    (tmp_path / "days.csv").write_text(f"diary_day,cramps,confirmed_at\n{row}\n")
    result = cramp("import", str(tmp_path))
    assert result.exit_code == (2 if refused else 0), result.output
    if refused:
        why = f"days.csv, line 2, column cramps: Before {refused} it is too early to say so of"
        assert why in result.stderr


def test_what_the_diary_says_already_is_not_judged_again(
    cramp: Cramp, at: Callable[[str], None], tmp_path: Path
) -> None:
    at("27T14:30")
    cramp("settings", "day_starts_at", "00:00")
    assert cramp("day", "today", "--no-cramps").exit_code == 0
    cramp("settings", "day_starts_at", "04:00")
    cramp("export", str(tmp_path / "out"))
    assert cramp("import", str(tmp_path / "out")).stdout == "Everything was there already.\n"


@pytest.mark.parametrize(
    ("now", "words", "times"),
    [
        ("27T15:00", "day", ["27 15:00"]),
        ("27T15:00", "day today", ["27 15:00"]),
        ("27T08:05", "day today", ["27 08:05"]),
        ("28T00:30", "day", ["28 00:30"]),
        ("27T08:05", "day yesterday", []),
        ("27T15:00", "day 20 nov", []),
    ],
)
def test_it_is_known_by_when_a_dose_of_now_was_taken(
    cramp: Cramp,
    diary_path: Path,
    at: Callable[[str], None],
    now: str,
    words: str,
    times: list[str],
) -> None:
    at(now)
    cramp("med", "add", "pill")
    assert cramp(*words.split(), "--med", "pill").exit_code == 0
    with open_diary(diary_path) as diary:
        (dose,) = diary.read().doses
    assert [f"{then:%d %H:%M}" for then in [dose.taken_at] if then] == times


def test_a_drink_is_shown_with_its_time(cramp: Cramp, at: Callable[[str], None]) -> None:
    at("27T15:00")
    cramp("drink", "300ml")
    assert json.loads(cramp("status", "--json").stdout)["day"]["drinks"] == [
        {"diary_day": "2026-11-27", "drunk_at": "2026-11-27T15:00:00+01:00", "water_ml": 300.0}
    ]


def test_a_drink_of_the_coming_day_is_read_back_at_once(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening = datetime(2026, 11, 27, 20, 30, tzinfo=ZoneInfo("Pacific/Kiritimati"))
    monkeypatch.setattr(clock, "now", lambda: evening)
    cramp("settings", "day_starts_at", "00:00")
    cramp("drink", "300ml")
    assert cramp("check").exit_code == 0
    cramp("export", str(tmp_path / "out"))
    other = str(tmp_path / "other.db")
    assert cramp("--db", other, "import", str(tmp_path / "out")).exit_code == 0
    monkeypatch.setattr(clock, "now", lambda: evening - timedelta(hours=1))
    assert "2026-11-28 has not been yet" in cramp("check").stdout
