"""A change that makes days recorded, not recorded or without cramps says so, and loses nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.cli.session import UNDO_HINT
from cramp_diary.store import open_diary
from tests.support.factories import AFTER_SAMPLE, NOW
from tests.support.paths import SAMPLE_DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

FRIDAY, SATURDAY = "2026-02-27", "2026-02-28"
FREE = f"day {FRIDAY} --no-cramps"
CRAMP = f"log {FRIDAY}T20:00+01:00"
WATER = f"day {FRIDAY} --water 1l"
SHOES = f"day {FRIDAY} --shoes none --note hot"
AWAY = f"edit 1 --when {SATURDAY}T20:00+01:00"
IN_BETWEEN = f"log {SATURDAY}T03:00+01:00"
"""Of Friday while days begin at 04:00, and of Saturday once they begin at 02:00."""

NO_LONGER_FREE = "Fri 27 Feb 2026 was recorded with no cramps; it no longer is."
FREE_AGAIN = "Fri 27 Feb 2026 counts as without cramps again, as you confirmed."
NOW_FREE = "Fri 27 Feb 2026 is now recorded, with no cramps."
NOW_CRAMPS = "Fri 27 Feb 2026 is now recorded, with cramps."
GONE = "Fri 27 Feb 2026 is no longer recorded."
IF_NONE = f" If there were no cramps: cramp day {FRIDAY} --no-cramps"
SATURDAY_RECORDED = "Sat 28 Feb 2026 is now recorded, with cramps."
SATURDAY_GONE = (
    "Sat 28 Feb 2026 is no longer recorded."
    f" If there were no cramps: cramp day {SATURDAY} --no-cramps"
)

CASES: dict[str, tuple[list[str], str, list[str], bool | None]] = {
    "log on an unrecorded day": ([], CRAMP, [], True),
    "log on a free day": ([FREE], CRAMP, [NO_LONGER_FREE], True),
    "log on a cramp day": ([CRAMP], CRAMP, [], True),
    "log on a confirmed day with an episode": ([FREE, CRAMP], CRAMP, [], True),
    "edit off a cramp day": ([CRAMP], AWAY, [GONE + IF_NONE], None),
    "edit off a described cramp day": (
        [CRAMP, WATER, SHOES],
        AWAY,
        [GONE.replace(".", "; its water, shoes and note stay.") + IF_NONE],
        None,
    ),
    "edit off a confirmed day": ([FREE, CRAMP], AWAY, [FREE_AGAIN], False),
    "edit off a confirmed day with water": (
        [FREE, CRAMP, WATER],
        AWAY,
        [FREE_AGAIN.replace("confirmed.", "confirmed; its water stays.")],
        False,
    ),
    "edit of one episode of two": ([FREE, CRAMP, CRAMP], AWAY, [], True),
    "edit onto a free day": (
        [f"log {SATURDAY}T20:00+01:00", FREE],
        f"edit 1 --when {FRIDAY}T20:00+01:00",
        [NO_LONGER_FREE, SATURDAY_GONE],
        True,
    ),
    "edit onto an unrecorded day": (
        [f"log {SATURDAY}T20:00+01:00"],
        f"edit 1 --when {FRIDAY}T20:00+01:00",
        [SATURDAY_GONE],
        True,
    ),
    "edit of the state alone": (
        ["log 2026-02-28T06:00+01:00", FREE],
        "edit 1 --state asleep",
        [NO_LONGER_FREE, SATURDAY_GONE],
        True,
    ),
    "edit within the day": ([FREE, CRAMP], "edit 1 --severity 3", [], True),
    "delete on a cramp day": ([CRAMP], "delete 1", [GONE + IF_NONE], None),
    "delete on a described cramp day": (
        [CRAMP, SHOES],
        "delete 1",
        [GONE.replace(".", "; its shoes and note stay.") + IF_NONE],
        None,
    ),
    "delete on a confirmed day": ([FREE, CRAMP], "delete 1", [FREE_AGAIN], False),
    "delete of one of two": ([FREE, CRAMP, CRAMP], "delete 1", [], True),
    "forget on a cramp day": ([CRAMP], "forget 1 --yes", [GONE + IF_NONE], None),
    "forget on a confirmed day": ([FREE, CRAMP], "forget 1 --yes", [GONE + IF_NONE], None),
    "forget on a confirmed day with water": (
        [FREE, CRAMP, WATER],
        "forget 1 --yes",
        [GONE.replace(".", "; its water stays.") + IF_NONE],
        None,
    ),
    "forget of one of two": ([FREE, CRAMP, CRAMP], "forget 1 --yes", [], True),
    "forget of what was deleted": ([FREE, CRAMP, "delete 1"], "forget 1 --yes", [], False),
    "undo of a log": ([CRAMP], "undo", [GONE + IF_NONE], None),
    "undo of a log on a free day": ([FREE, CRAMP], "undo", [FREE_AGAIN], False),
    "undo of a confirmation": ([FREE], "undo", [GONE], None),
    "undo of a delete": ([CRAMP, "delete 1"], "undo", [NOW_CRAMPS], True),
    "undo of a delete on a free day": (
        [FREE, CRAMP, "delete 1"],
        "undo",
        [NO_LONGER_FREE],
        True,
    ),
    "undo of an edit": ([FREE, CRAMP, AWAY], "undo", [NO_LONGER_FREE, SATURDAY_GONE], True),
    "undo of a clear": ([FREE, f"day {FRIDAY} --clear no-cramps"], "undo", [NOW_FREE], False),
    "undo of water": ([CRAMP, WATER], "undo", [], True),
    "redo of a log": ([CRAMP, "undo"], "redo", [NOW_CRAMPS], True),
    "redo of a log on a free day": ([FREE, CRAMP, "undo"], "redo", [NO_LONGER_FREE], True),
    "redo of a confirmation": ([FREE, "undo"], "redo", [NOW_FREE], False),
    "redo of a delete": ([FREE, CRAMP, "delete 1", "undo"], "redo", [FREE_AGAIN], False),
    "days that begin earlier": (
        [IN_BETWEEN],
        "settings day_starts_at 02:00",
        [GONE + IF_NONE, SATURDAY_RECORDED],
        None,
    ),
    "days that begin earlier, over a confirmed day": (
        [FREE, IN_BETWEEN],
        "settings day_starts_at 02:00",
        [FREE_AGAIN, SATURDAY_RECORDED],
        False,
    ),
    "days that begin later, over a free day": (
        ["settings day_starts_at 02:00", IN_BETWEEN, FREE],
        "settings day_starts_at 04:00",
        [NO_LONGER_FREE, SATURDAY_GONE],
        True,
    ),
    "another setting": ([FREE, CRAMP], "settings glass 200ml", [], True),
    "clear of a confirmation": ([FREE], f"day {FRIDAY} --clear no-cramps", [GONE], None),
    "clear of a confirmation with water": (
        [FREE, WATER],
        f"day {FRIDAY} --clear no-cramps",
        [GONE.replace(".", "; its water stays.")],
        None,
    ),
    "clear of a confirmation under an episode": (
        [FREE, CRAMP],
        f"day {FRIDAY} --clear no-cramps",
        [],
        True,
    ),
    "a confirmation": ([], FREE, [], False),
    "water alone": ([], WATER, [], None),
}
"""What was done before, the command, its notices, and whether Friday has cramps after it."""


@pytest.mark.parametrize(("before", "command", "notices", "cramped"), CASES.values(), ids=CASES)
def test_a_command_says_which_days_it_has_changed(
    cramp: Cramp,
    diary_path: Path,
    before: list[str],
    command: str,
    notices: list[str],
    *,
    cramped: bool | None,
) -> None:
    with open_diary(diary_path, create=True):
        pass
    for words in before:
        assert cramp(*words.split()).exit_code == 0
    result = cramp(*command.split())
    assert result.exit_code == 0, result.stderr
    others = (UNDO_HINT, "To make it again: cramp redo")
    printed = [line for line in result.stderr.splitlines() if line not in others]
    assert [line for line in printed if "gave way to a new backup" not in line] == notices
    with open_diary(diary_path) as diary:
        assert {day.isoformat(): c for day, c in diary.cramps_by_day().items()}.get(
            FRIDAY
        ) is cramped
    shown = cramp("day", FRIDAY).stdout
    heading = {True: "episode", False: "no cramps, confirmed", None: "cramps or none, not recorded"}
    assert heading[cramped] in shown.splitlines()[0]


@pytest.mark.parametrize("hour", range(1, 7))
@pytest.mark.parametrize("other", range(1, 7))
@pytest.mark.parametrize("state", ["resting", "asleep"])
def test_days_that_begin_at_another_hour_to_and_fro_are_as_before(
    cramp: Cramp, diary_path: Path, hour: int, other: int, state: str
) -> None:
    cramp("settings", "day_starts_at", f"{hour}:00")
    for day in (FRIDAY, SATURDAY):
        cramp("day", day, "--no-cramps", "--water", "1l")
    for at in ("00:30", "01:30", "02:30", "03:30", "04:30", "05:30", "06:30"):
        cramp("log", f"{SATURDAY}T{at}+01:00", "--state", state)
    with open_diary(diary_path) as diary:
        before = diary.read()
    cramp("settings", "day_starts_at", f"{other}:00")
    cramp("settings", "day_starts_at", f"{hour}:00")
    with open_diary(diary_path) as diary:
        assert diary.read() == before
        for n in range(1, 8):
            diary.delete_episode(n)
        assert [c for _, c in sorted(diary.cramps_by_day().items())] == [False, False]


def test_many_days_are_counted_and_an_import_says_what_it_covers(
    cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER_SAMPLE)
    assert "45 days are now recorded, with cramps.\n117 days are now recorded, with no" in (
        cramp("import", str(SAMPLE_DATA)).stderr
    )
    assert cramp("undo").stderr.startswith(
        "45 days with cramps are no longer recorded.\n117 days without cramps are no longer"
    )
    (tmp_path / "days.csv").write_text("diary_day,cramps\n2026-02-27,none\n")
    (tmp_path / "episodes.csv").write_text("started_at\n2026-02-27T20:00+01:00\n")
    assert cramp("import", str(tmp_path)).stderr == (
        f"{NOW_CRAMPS}\n1 day said to be without cramps has an episode,"
        f" and counts as one with cramps.\n{UNDO_HINT}\n"
    )


def test_an_import_over_a_free_day_says_that_it_no_longer_is(cramp: Cramp, tmp_path: Path) -> None:
    cramp(*FREE.split())
    (tmp_path / "episodes.csv").write_text("started_at\n2026-02-27T20:00+01:00\n")
    assert cramp("import", str(tmp_path)).stderr == f"{NO_LONGER_FREE}\n{UNDO_HINT}\n"
    assert cramp("undo").stderr.startswith(FREE_AGAIN)


@pytest.mark.parametrize("later", [[WATER], [WATER, f"day {FRIDAY} --clear no-cramps"]])
def test_no_undo_brings_back_the_confirmation_of_a_forgotten_episode(
    cramp: Cramp, diary_path: Path, later: list[str]
) -> None:
    for words in (FREE, CRAMP, *later, "day 2026-02-20 --no-cramps"):
        assert cramp(*words.split()).exit_code == 0
    assert cramp("forget", "1", "--yes").exit_code == 0
    assert cramp("undo").stdout == "Undone: described 2026-02-20.\n"
    while cramp("undo").exit_code == 0:
        pass
    with open_diary(diary_path) as diary:
        assert diary.cramps_by_day() == {}
        assert [day.water_ml for day in diary.read().days] == [1000]


def test_json_says_no_cramps_of_a_day_only_without_an_episode(
    cramp: Cramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(hour=20))

    def shown() -> tuple[bool, bool]:
        day = json.loads(cramp("status", "--json").stdout)["day"]
        return day["no_cramps"], day["recorded"]

    cramp("drink", "1l")
    assert shown() == (False, False)
    cramp("day", "2026-03-02", "--no-cramps")
    assert shown() == (True, True)
    cramp("log", "1h ago")
    assert shown() == (False, True)
    cramp("delete", "1")
    assert shown() == (True, True)
