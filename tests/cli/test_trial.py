"""The command ``cramp trial``: what is refused, what is fixed, and what is shown when."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.analysis.inference.trial import draw_arms
from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.charts.page.monthly_page import monthly_page
from cramp_diary.charts.style import clean_style
from cramp_diary.cli import clock
from cramp_diary.core.model import Day
from cramp_diary.core.month import Month
from cramp_diary.core.trial import hash_plan
from cramp_diary.core.trial_habits import HABITS
from cramp_diary.core.vocabulary import Arm, Expected, Outcome
from cramp_diary.store import open_diary
from cramp_diary.wording.trial import format_trial_brief
from tests.support.drawn_pages import overlapping, texts
from tests.support.factories import NOW
from tests.support.pty_terminal import Person
from tests.support.trials import FIRST, a_trial, after, nights, write_trial

if TYPE_CHECKING:
    from pathlib import Path

    from cramp_diary.core.model import Factor
    from cramp_diary.core.trial_habits import Habit
    from tests.support.command_runner import Cramp

TODAY = NOW.date()
START = ("trial", "start", "stretching", "--expect", "better", "--yes")


def _one_night_in_three(diary_path: Path, days: int = 90) -> None:
    cramps = {TODAY - timedelta(days=n) for n in range(1, days, 3)}
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_period(nights(TODAY - timedelta(days=days), TODAY, cramps))


# Planning.


def test_a_plan_tells_the_days_the_power_and_what_is_lost(cramp: Cramp, diary_path: Path) -> None:
    _one_night_in_three(diary_path)
    result = cramp("trial", "plan", "stretching", "--days", "60")
    assert result.exit_code == 0
    assert "With it: stretch tonight. Without: do not stretch tonight." in result.stdout
    assert "Of stretching too little is recorded to compare (0 days)." in result.stdout
    assert "In the last year: 2.3 a week (1.6 to 3.3), on 90 recorded days." in result.stdout
    rows = [line.split("  ")[0] for line in result.stdout.splitlines() if "as many cramps" in line]
    assert rows == ["60", "84", "108", "168"]
    assert "1 in 5 skipped" in result.stdout
    assert "nobody can be blinded" in result.stdout
    assert result.stderr == "To begin: cramp trial start --days 60 stretching\n"
    found = json.loads(cramp("trial", "plan", "sitting", "breaks", "--json").stdout)
    assert (found["habit"], found["recorded_days"], len(found["powers"])) == (
        "sitting breaks",
        90,
        18,
    )


def test_a_plan_says_what_is_lacking_and_when_a_trial_is_not_worth_it(
    cramp: Cramp, diary_path: Path
) -> None:
    _one_night_in_three(diary_path, days=12)
    lacking = cramp("trial", "plan", "walking", "--days", "60").stdout
    assert "cannot be told yet: 12 of 28 recorded days, 4 of 10 episodes" in lacking
    assert "How often a trial would show it" not in lacking
    with open_diary(diary_path) as diary:
        cramps = {after(-n) for n in range(1, 220, 20)}
        diary.add_period(nights(after(-220), after(0), cramps))
    rare = cramp("trial", "plan", "walking").stdout
    assert "It is not worth it: even 168 days would miss half as many cramps" in rare


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("magnesium", "no trial is of a medicine or a supplement"),
        ("Salt before bed", "which names 'salt', is something that is taken"),
        ("two pills", "something that is taken"),
        ("furo retard at night", "which names 'furo retard'"),
        ("stopping coffee", "no trial stops anything"),
        ("no prescribed stockings", "no trial stops anything"),
        ("drink four litres", "no trial restricts or forces that"),
        ("heel raises", "Is 'heel raises' something you take?"),
        ("a:b", "cannot be 'none' or hold any of"),
        (" ", "Nothing to try was given"),
    ],
)
@pytest.mark.parametrize("command", [("plan",), ("start", "--expect", "same", "--yes")])
def test_what_no_trial_is_of_is_refused(
    cramp: Cramp, diary_path: Path, command: tuple[str, ...], typed: str, why: str
) -> None:
    _one_night_in_three(diary_path)
    cramp("med", "add", "Furo retard")
    result = cramp("trial", *command, typed)
    assert result.exit_code in (1, 2)
    assert why in result.stderr
    with open_diary(diary_path) as diary:
        assert diary.trials() == ()


def test_own_words_are_taken_if_they_are_nothing_that_is_taken(
    cramp: Cramp, diary_path: Path
) -> None:
    _one_night_in_three(diary_path)
    result = cramp("trial", "plan", "--not-taken", "heel", "raises")
    assert "With it: heel raises today. Without: no heel raises today." in result.stdout
    assert "no factor that shows this habit" in result.stdout


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_each_habit_is_known_by_its_words(cramp: Cramp, diary_path: Path, habit: Habit) -> None:
    _one_night_in_three(diary_path)
    with open_diary(diary_path) as diary:
        for n in range(1, 40):
            diary.add_to_day(Day(diary_day=TODAY - timedelta(days=n), water_ml=1500))
    for word in (habit.name, *habit.words):
        found = json.loads(cramp("trial", "plan", word, "--json").stdout)
        assert found["habit"] == habit.name


@pytest.mark.parametrize(
    ("water", "days", "why"),
    [
        (1500, 10, "known of 10 days only, and 28 are needed"),
        (2900, 40, "You usually drink 2900 ml a day: a glass more would be beyond 3000 ml"),
    ],
)
def test_water_stays_near_what_is_usual(
    cramp: Cramp, diary_path: Path, water: int, days: int, why: str
) -> None:
    _one_night_in_three(diary_path)
    with open_diary(diary_path) as diary:
        for n in range(1, days + 1):
            diary.add_to_day(Day(diary_day=TODAY - timedelta(days=n), water_ml=water))
    result = cramp("trial", "plan", "water")
    assert result.exit_code == 1
    assert why in result.stderr


def test_no_trial_is_planned_or_started_while_the_cramps_worsen(
    cramp: Cramp, diary_path: Path
) -> None:
    cramps = {TODAY - timedelta(days=n) for n in (*range(1, 29), *range(30, 112, 14))}
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_period(nights(TODAY - timedelta(days=112), TODAY, cramps))
    assert "worsening" in cramp("trend").stdout
    for words in (("trial", "plan", "stretching"), START):
        result = cramp(*words)
        assert (result.exit_code, "a doctor comes first" in result.stderr) == (1, True)


# Beginning.


def test_what_is_fixed_at_the_start_is_printed_and_stored(cramp: Cramp, diary_path: Path) -> None:
    _one_night_in_three(diary_path)
    result = cramp(*START, "--days", "106", "--outcome", "severity")
    assert result.exit_code == 0
    assert "106 days are no whole pairs of six: it has 108." in result.stderr
    with open_diary(diary_path) as diary:
        (trial,), days = diary.trials(), diary.trial_days()
    assert (trial.habit, trial.days, trial.first_day) == ("stretching", 108, date(2026, 3, 3))
    assert (trial.outcome, trial.expected) == (Outcome.SEVERITY, Expected.BETTER)
    assert trial.plan_hash == hash_plan(trial, days)
    drawn = ["treated" if arm else "control" for arm in draw_arms(108, trial.seed)]
    assert [day.arm for day in days] == drawn
    for told in (str(trial.seed), trial.plan_hash, "18 pairs", "you expect fewer or milder cramps"):
        assert told in result.stdout
    assert "To take it back: cramp undo" in result.stderr
    assert "Undone: started a trial" in cramp("undo").stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--days", "402"), "A trial of 402 days is too long: give 36 to 400 days"),
        (("--days", "30"), "A trial of 30 days is too short: give 36 to 400 days, which are at"),
        (("--from", "2026-03-01"), "A trial cannot begin on 2026-03-01, in the past"),
        (("--from", "soon"), "is no day the diary can read"),
        (("--outcome", "sleep"), "There is no outcome 'sleep'"),
        (("--expect", "hope"), "There is no expected 'hope'"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_a_sentence(
    cramp: Cramp, diary_path: Path, words: tuple[str, ...], why: str
) -> None:
    _one_night_in_three(diary_path)
    result = cramp(*START, *words)
    assert result.exit_code == 2
    assert why in result.stderr
    with open_diary(diary_path) as diary:
        assert diary.trials() == ()


def test_a_trial_begins_with_what_is_expected_and_a_yes(cramp: Cramp, diary_path: Path) -> None:
    _one_night_in_three(diary_path)
    result = cramp("trial", "start", "stretching", "--yes")
    assert (result.exit_code, "What do you expect" in result.stderr) == (2, True)
    result = cramp(*START[:-1])
    assert (result.exit_code, "there is no terminal to ask on" in result.stderr) == (2, True)
    with open_diary(diary_path) as diary:
        assert diary.trials() == ()


def test_on_a_terminal_it_asks(monkeypatch: pytest.MonkeyPatch, diary_path: Path) -> None:
    _one_night_in_three(diary_path)
    person = Person(monkeypatch, diary_path)
    for module in ("commands.trial", "prompts.confirm"):
        monkeypatch.setattr(f"cramp_diary.cli.{module}.can_ask", lambda *, no_input: not no_input)
    person.lives_at("2026-03-02T20:00")
    result = person.answers(
        "trial start heel raises --days 36",
        ("Is heel raises something you take", "no"),
        ("What do you expect of the days with it?", "2"),
        ("What is fixed then stays.", "yes"),
    )
    assert result.exit_code == 0, result.output
    with open_diary(diary_path) as diary:
        (trial,) = diary.trials()
    assert (trial.habit, trial.expected) == ("heel raises", Expected.SAME)


def test_a_second_trial_waits(cramp: Cramp, diary_path: Path) -> None:
    _one_night_in_three(diary_path)
    assert cramp(*START).exit_code == 0
    for words in (("trial", "plan", "walking"), (*START, "--from", "2027-01-01")):
        result = cramp(*words)
        assert result.exit_code == 1
        assert "A diary has one trial at a time, and that of stretching" in result.stderr


def test_a_clock_that_is_behind_the_diary_begins_no_trial(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _one_night_in_three(diary_path)
    monkeypatch.setattr(clock, "now", lambda: NOW - timedelta(days=40))
    result = cramp(*START)
    assert result.exit_code == 1
    assert "The diary has a record of 2026-03-01, but by the clock" in result.stderr


# While it runs.


def test_each_day_says_which_side_it_is_on(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_trial(diary_path, days=66, recorded_until=TODAY)
    told = "Day 61 of 66: stretch tonight"
    assert f"  trial: {told}; not said whether it was done\n" in cramp("status").stdout
    assert json.loads(cramp("status", "--json").stdout)["trial_day"] == told
    assert f"Today: {told}." in cramp().stdout
    assert f"{told}; not said whether it was done." in cramp("trial").stdout
    assert f"Today: {told}." in cramp("day", "--water", "1l").stderr
    assert f"Today: {told}." in cramp("report", "2026-02", "--text").stderr
    done = cramp("day", "--done").stdout
    assert "  trial: Day 60 of 66: do not stretch tonight; done\n" in done
    day = json.loads(cramp("status", "--json").stdout)["day"]["trial"]
    assert day == {
        "habit": "stretching",
        "arm": "treated",
        "to_do": "stretch tonight",
        "done": None,
        "changed": False,
    }
    assert "not done" in cramp("day", "today", "--not-done").stdout
    before = cramp("day", "2025-12-01", "--done")
    assert (before.exit_code, "No trial has the day 2025-12-01" in before.stderr) == (1, True)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=6))
    assert "trial" not in cramp("status").stdout
    assert json.loads(cramp("status", "--json").stdout)["day"]["trial"] is None


def test_breakfast_asks_whether_it_was_done(
    monkeypatch: pytest.MonkeyPatch, diary_path: Path
) -> None:
    write_trial(diary_path, days=66, recorded_until=TODAY)
    person = Person(monkeypatch, diary_path)
    person.lives_at("2026-03-02T08:05")
    question = "Day 60 of 66: do not stretch tonight. Did you do it: stretching?"
    result = person.answers("day", (question, "no"), ("drink", "."), ("Save it?", ""))
    assert result.exit_code == 0, result.output
    with open_diary(diary_path) as diary:
        assert [day.done for day in diary.trial_days()][58:61] == [None, False, None]


def test_only_how_it_goes_on_is_shown(cramp: Cramp, diary_path: Path) -> None:
    write_trial(diary_path, days=66, recorded_until=TODAY - timedelta(days=4))
    with open_diary(diary_path) as diary:
        for n in range(50):
            diary.answer_trial_day(after(n), done=n % 6 < 3)
        diary.answer_trial_day(after(0), done=False)
    result = cramp("trial")
    assert result.stdout.splitlines() == [
        "Trial of stretching: 66 days from Thu 1 Jan 2026 to Sat 7 Mar 2026.",
        "Day 61 of 66: stretch tonight; not said whether it was done.",
        (
            "With it: 30 days, kept as drawn on 25, otherwise on 1, not said on 4; cramps or none"
            " recorded on 29."
        ),
        (
            "Without: 30 days, kept as drawn on 24, otherwise on 0, not said on 6; cramps or none"
            " recorded on 27."
        ),
        "1 answer took the place of another one that was given before.",
    ]
    found = json.loads(cramp("trial", "--json").stdout)
    assert found["progress"]["treated"]["as_drawn"] == 25
    assert "episodes" not in json.dumps(found["progress"])
    refused = cramp("trial", "result")
    assert refused.exit_code == 1
    assert "runs until 2026-03-07, and what came of it is shown then" in refused.stderr


def test_a_trial_to_come_says_when_it_begins(cramp: Cramp, diary_path: Path) -> None:
    _one_night_in_three(diary_path)
    assert "see what one would take with cramp trial plan" in cramp("trial").stderr
    cramp(*START)
    assert "It begins on 2026-03-03." in cramp("trial").stdout
    assert "No trial has a day yet" not in cramp("trial", "result").stderr
    stopped = cramp("trial", "stop", "--yes")
    assert "had not begun, and is taken out" in stopped.stdout
    assert "No trial is running" in cramp("trial", "stop", "--yes").stderr
    assert "No trial has a day yet" in cramp("trial", "result").stderr


# No peeking.


@pytest.fixture
def sitting(cramp: Cramp, diary_path: Path) -> Cramp:
    """Run the command on a diary with a running trial of sitting breaks."""
    write_trial(diary_path, habit="sitting breaks", days=66, recorded_until=TODAY)
    return cramp


def test_the_factor_of_a_running_trial_is_left_out_and_it_is_said(
    sitting: Cramp, tmp_path: Path
) -> None:
    note = "Sitting is left out while the trial of sitting breaks runs, until Sat 7 Mar 2026"
    result = sitting("factors")
    assert "sitting" not in result.stdout
    assert note in result.stderr
    as_json = sitting("factors", "--json")
    assert "sitting" not in [each["exposure"] for each in json.loads(as_json.stdout)]
    assert note in as_json.stderr
    for words in (
        ("factors", "sitting"),
        ("factors", "poor", "circulation"),
        ("chart", "factors", "sitting"),
        ("chart", "factors", "water,sitting"),
        ("chart", "weekly", "--factors", "sitting"),
    ):
        refused = sitting(*words)
        assert refused.exit_code == 1
        assert "sitting is left out while the trial of sitting breaks runs" in refused.stderr
    page = sitting("report", "2026-02", "--text").stdout
    assert "sitting left out during its trial" in page
    assert "Trial of sitting breaks: day 59 of 66; kept as drawn on 0 of 59 days" in page
    assert "Sitting" not in page.partition("left out during its trial")[2]
    svg = tmp_path / "factors.svg"
    assert sitting("chart", "factors", "-o", str(svg)).exit_code == 0
    assert "is left out while the trial" in svg.read_text()
    levels = tmp_path / "levels.svg"
    assert sitting("chart", "factors", "all", "-o", str(levels)).exit_code == 0
    assert "is left out while the trial" in levels.read_text()
    weekly = tmp_path / "weekly.svg"
    assert sitting("chart", "weekly", "--factors", "all", "-o", str(weekly)).exit_code == 0
    assert "is left out while the trial" in weekly.read_text()
    assert sitting("factors", "water").exit_code == 0


def test_a_look_at_the_days_before_the_trial_and_after_it_hides_nothing(
    sitting: Cramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "sitting" in sitting("factors", "--until", "2025-12-31").stdout
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=6))
    assert "sitting" in sitting("factors").stdout
    assert sitting("factors", "sitting").exit_code == 0


@pytest.mark.parametrize("habit", ["stretching", "heel raises"])
def test_a_trial_without_a_factor_leaves_out_none(
    cramp: Cramp, diary_path: Path, habit: str
) -> None:
    write_trial(diary_path, habit=habit, days=66, recorded_until=TODAY)
    result = cramp("factors")
    assert "sitting" in result.stdout
    assert "is left out" not in result.stderr


def test_an_own_factor_of_the_name_is_left_out(cramp: Cramp, diary_path: Path) -> None:
    write_trial(diary_path, habit="Heel raises", days=66, recorded_until=TODAY)
    cramp("factor", "add", "heel raises", "--yes-no")
    assert "heel raises" in [f.name for f in _factors(diary_path)]
    assert "Heel raises is left out" in cramp("factors").stderr


def _factors(diary_path: Path) -> tuple[Factor, ...]:
    with open_diary(diary_path) as diary:
        return diary.factors()


def test_the_chart_of_water_waits_for_the_end_of_a_trial_of_it(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    write_trial(diary_path, habit="water", days=66, recorded_until=TODAY)
    refused = cramp("chart", "water", "-o", str(tmp_path / "w.png"))
    assert (refused.exit_code, "water is left out" in refused.stderr) == (1, True)


# Its end.


def test_the_result_of_a_trial_that_is_over(cramp: Cramp, diary_path: Path) -> None:
    write_trial(diary_path, recorded_until=after(36))
    assert "It is over. What came of it: cramp trial result" in cramp("trial").stderr
    result = cramp("trial", "result")
    assert result.exit_code == 0
    text = result.stdout
    assert text.splitlines()[1] == (
        "On the days drawn for stretching there were fewer cramps than on the others, by 7.0 a"
        " week; without any difference between the sides, chance alone brings one as large in 31"
        " of 1,000 such trials (p = 0.031)."
    )
    assert "with it  18    18" in text
    assert "over 6 pairs with recorded days on both sides; the other 0 say nothing" in text
    assert "all ways in which the coins could have fallen" in text
    assert "Expected beforehand: fewer or milder cramps on the days with it." in text
    assert "nobody can be blinded" in text
    assert "stretching before bed, 1.2 (0.6 to 1.8) cramps fewer a night (Hallegraeff 2012)" in text
    assert "1.95 (-3 to 6.9) cramps fewer in four weeks, which is no clear difference" in text
    assert "Before the trial: Of stretching too little is recorded" in text
    for word in ("works", "does not work", "effective", "cause of"):
        assert word not in text
    found = json.loads(cramp("trial", "result", "2026-01-05", "--json").stdout)
    assert found["result"]["estimate"]["p_value"] == 2 / 64
    assert found["trial"]["habit"] == "stretching"
    assert found["sentences"][0] in text
    assert len(found["published"]) == 2
    assert "No trial has the day 2025-12-05" in cramp("trial", "result", "2025-12-05").stderr


def test_missing_days_and_the_worst_that_they_may_have_been(cramp: Cramp, diary_path: Path) -> None:
    trial, drawn = a_trial(habit="sitting breaks")
    cramps = {day.diary_day for day in drawn if day.arm is Arm.CONTROL}
    missing = {after(0), *(after(n) for n in range(6, 12))}
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_period(nights(after(-40), after(36), cramps, missing))
        diary.start_trial(trial, drawn)
    text = cramp("trial", "result").stdout
    assert "over 5 pairs with recorded days on both sides; the other 1 say nothing" in text
    assert "chance alone often brings (p = 0.06" in text
    assert "a difference was not shown, and that there is none was not shown either" in text
    assert "Had every missing day of the better side been a cramp day: a ratio of" in text
    assert "Published" not in text
    observed = json.loads(cramp("trial", "result", "--json").stdout)["observed_before"]
    assert observed["exposure"] == "sitting"


def test_a_trial_that_was_stopped_proves_nothing(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_trial(diary_path, days=66, recorded_until=TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW - timedelta(days=50))
    stopped = cramp("trial", "stop", "--yes")
    assert "what is seen then proves nothing" in stopped.stdout
    monkeypatch.setattr(clock, "now", lambda: NOW)
    text = cramp("trial", "result").stdout
    assert "stopped on Sun 11 Jan 2026" in text
    assert "proves nothing" in text
    page = cramp("report", "2026-01", "--text").stdout
    assert "Trial of stretching: stopped after 10; kept" in page


def test_nothing_recorded_gives_no_result(cramp: Cramp, diary_path: Path) -> None:
    write_trial(diary_path, recorded_until=FIRST)
    assert "No pair has recorded days on both sides" in cramp("trial", "result").stdout


def test_severity_is_compared_where_it_was_chosen(cramp: Cramp, diary_path: Path) -> None:
    _one_night_in_three(diary_path)
    trial, drawn = a_trial()
    severe = replace(trial, outcome=Outcome.SEVERITY)
    with open_diary(diary_path) as diary:
        diary.start_trial(replace(severe, plan_hash=hash_plan(severe, drawn)), drawn)
    text = cramp("trial", "result").stdout
    assert "severity" in text.splitlines()[3]
    assert "points a day" in text


# Pictures.


def test_the_chart_of_a_trial_shows_its_days_pairs_and_the_sentence(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    write_trial(diary_path, recorded_until=after(36))
    svg = tmp_path / "trial.svg"
    result = cramp("chart", "trial", "-o", str(svg))
    assert (result.exit_code, result.stdout) == (0, f"{svg}\n")
    words = svg.read_text()
    for told in (
        "A trial of one.",
        "there were fewer cramps than on the others",
        "without, days 18, recorded 18",
    ):
        assert told in words
    refused = cramp("chart", "trial", "--weeks", "4")
    assert (refused.exit_code, "has the days of the trial" in refused.stderr) == (2, True)
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".png"]


def test_a_chart_of_a_running_trial_is_not_drawn(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    write_trial(diary_path, days=66, recorded_until=TODAY)
    result = cramp("chart", "trial", "-o", str(tmp_path / "trial.png"))
    assert (result.exit_code, "runs until 2026-03-07" in result.stderr) == (1, True)
    assert not (tmp_path / "trial.png").exists()


def test_in_the_month_of_its_end_the_trial_is_in_the_report(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    write_trial(diary_path, recorded_until=TODAY)
    text = cramp("report", "2026-02", "--text").stdout
    assert "\n\nA trial of one\nOn the days drawn for stretching there were fewer cramps" in text
    january = cramp("report", "2026-01", "--text").stdout
    assert "Trial of stretching: day 31 of 36" in january
    assert "A trial of one" not in january
    one_page = cramp("report", "2026-02", "-o", str(tmp_path / "page.png"))
    assert "the page has no room: cramp chart trial" in one_page.stderr
    pages = {}
    for month in ("2026-01", "2026-02"):
        path = tmp_path / f"{month}.pdf"
        assert "no room" not in cramp("report", month, "-o", str(path)).stderr
        pages[month] = path.read_bytes().count(b"/Type /Page ")
    assert pages == {"2026-01": 1, "2026-02": 2}


def test_the_page_has_the_day_of_a_running_trial_in_a_line(diary_path: Path) -> None:
    write_trial(diary_path, days=66, recorded_until=TODAY)
    with open_diary(diary_path) as diary:
        report = monthly_report(diary.read(), Month(2026, 2), TODAY)
    written = {text.get_text() for ax in monthly_page(report).axes for text in ax.texts}
    told = "Trial of stretching: day 59 of 66; kept as drawn on 0 of 59 days"
    assert [text for text in written if text.startswith(told)]


def test_the_page_of_the_month_of_its_end_has_what_was_found_with_both_rates(
    diary_path: Path,
) -> None:
    write_trial(diary_path, recorded_until=TODAY)
    with open_diary(diary_path) as diary:
        report = monthly_report(diary.read(), Month(2026, 2), TODAY)
    with clean_style():
        page = monthly_page(report)
        page.draw_without_rendering()
    assert report.trial_report
    brief = format_trial_brief(report.trial_report)
    assert "With it 0 a week (0 to 1.4), on 18 of 18 days; without 7.0 a week" in brief
    assert brief in " ".join(text.get_text() for text in texts(page))
    assert overlapping(page) == []


# What happens to a diary.


def test_a_backup_from_before_the_trial_is_restored_and_it_is_said(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    _one_night_in_three(diary_path)
    backup = tmp_path / "before.db"
    cramp("backup", str(backup))
    cramp(*START, "--from", "today")
    with open_diary(diary_path) as diary:
        before = diary.read()
    restored = cramp("restore", str(backup), "--yes")
    assert restored.exit_code == 0
    told, back = restored.stderr.splitlines()
    assert told == (
        "The trial of stretching from 2026-03-02 is not in this backup, as it began later: its days"
        " and answers are in what was there before."
    )
    assert "No trial was started in this diary" in cramp("trial").stderr
    aside = back.partition("cramp restore ")[2].strip("'")
    assert "is not in this backup" not in cramp("restore", aside, "--yes").stderr
    with open_diary(diary_path) as diary:
        assert diary.read() == before


@pytest.mark.parametrize("days", [-300, 500])
def test_a_clock_that_jumps_changes_nothing_of_the_schedule(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    write_trial(diary_path, days=66, recorded_until=TODAY)
    with open_diary(diary_path) as diary:
        before = diary.read()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=days))
    assert cramp("status").exit_code == 0
    told = cramp("trial")
    said = "It begins on 2026-01-01." if days < 0 else "It is over."
    assert (told.exit_code, said in told.output) == (0, True)
    refused = cramp("day", "today", "--done")
    assert (refused.exit_code, "No trial has the day" in refused.stderr) == (1, True)
    with open_diary(diary_path) as diary:
        assert diary.read() == before


def test_an_answer_that_is_changed_later_is_kept_and_marked(cramp: Cramp, diary_path: Path) -> None:
    write_trial(diary_path, days=66, recorded_until=TODAY)
    cramp("day", "2026-02-01", "--done")
    cramp("day", "2026-02-01", "--not-done")
    with open_diary(diary_path) as diary:
        (answered,) = [day for day in diary.trial_days() if day.done is not None]
    assert (answered.done, answered.changed) == (False, True)
    assert "1 answer took the place of another one" in cramp("trial").stdout
