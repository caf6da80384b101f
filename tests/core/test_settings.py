from __future__ import annotations

import json
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest

from cramp_diary.core.errors import InputError
from cramp_diary.core.model import Day
from cramp_diary.core.settings import SETTINGS, Settings, find_setting, parse_settings
from cramp_diary.core.units import CupSize, Measures, VolumeUnit, format_volume, parse_volume
from cramp_diary.store import open_diary
from tests.support.factories import an_episode

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

VALUES: dict[str, tuple[str, str, Any]] = {
    "day_starts_at": ("5:00", "05:00", time(5)),
    "week_starts_on": ("Sun", "sunday", 6),
    "volume_unit": ("L", "l", VolumeUnit.LITRE),
    "cup": ("metric", "metric", CupSize.METRIC),
    "glass": ("0.2 l", "200ml", 200.0),
    "water_goal": ("2,5l", "2500ml", 2500.0),
    "show_zone": ("YES", "yes", True),
    "time_zone": (" America/New_York ", "America/New_York", "America/New_York"),
    "inbox": (" /sync/my inbox.txt", "/sync/my inbox.txt", "/sync/my inbox.txt"),
}


def test_every_setting_is_parsed_formatted_and_parsed_again() -> None:
    assert VALUES.keys() == SETTINGS.keys()
    written = {}
    for key, (typed, stored, value) in VALUES.items():
        what = find_setting(key)
        assert what.parse(typed) == value
        assert what.format(value) == stored
        written[key] = stored
    assert parse_settings(written) == Settings(**{k: v for k, (_, _, v) in VALUES.items()})
    assert parse_settings({}) == Settings()
    assert parse_settings({"of a later version": "x"}) == Settings()


def test_every_default_can_be_formatted_and_every_example_parsed() -> None:
    for key, what in SETTINGS.items():
        default = getattr(Settings(), key)
        assert what.parse(what.format(default)) == default
        assert what.parse(what.example) != default


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("day_starts_at", "noonish", "'noonish' is no time of day"),
        ("day_starts_at", "13:00", "13:00 is after noon. Give a value like 04:00."),
        ("week_starts_on", "someday", "There is no weekday 'someday'"),
        ("volume_unit", "bucket", "There is no volume unit 'bucket': use ml, l, fl oz or cup."),
        ("cup", "huge", "There is no cup 'huge': use us, metric or imperial."),
        ("glass", "5ml", "glass of 5 ml is out of range: give 50 to 1000 ml."),
        ("water_goal", "40l", "out of range: give 250 to 10000 ml."),
        ("show_zone", "maybe", "There is no answer 'maybe': use yes or no."),
        ("time_zone", "europe/pari", "knows no time zone 'europe/pari'. Give a value like Europe/"),
        ("time_zone", "../../etc/passwd", "knows no time zone '../../etc/passwd'."),
        ("inbox", " ", "inbox cannot be set: it is empty. Give a value like ~/Sync/inbox.txt or"),
        ("time_zone", "", "knows no time zone ''. Give a value like Europe/Paris."),
    ],
)
def test_an_invalid_value_is_refused(key: str, text: str, why: str) -> None:
    with pytest.raises(InputError) as refused:
        find_setting(key).parse(text)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "cup", "ml"),
    [
        # NIST Handbook 44, appendix C: a US cup is 236.6 ml, a US pint 473.2 ml, a fluid ounce
        # 29.57 ml; imperial (Weights and Measures Act 1985): pint 568.26 ml, ounce 28.41 ml.
        ("1 cup", CupSize.US, 236.588),
        ("2 cups", CupSize.METRIC, 500),
        ("1 cup", CupSize.IMPERIAL, 284.131),
        ("1 pint", CupSize.US, 473.176),
        ("1 pint", CupSize.IMPERIAL, 568.261),
        ("12 fl oz", CupSize.US, 354.882),
        ("12oz", CupSize.METRIC, 340.957),
        ("2 glasses", CupSize.US, 500),
    ],
)
def test_cups_pints_and_ounces_depend_on_the_setting(text: str, cup: CupSize, ml: float) -> None:
    assert parse_volume(text, Measures(cup)) == pytest.approx(ml, abs=0.001)


def test_volumes_are_shown_in_the_unit_that_is_set() -> None:
    assert format_volume(1250) == "1250 ml"
    assert format_volume(1250, VolumeUnit.LITRE) == "1.25 l"
    assert format_volume(500, VolumeUnit.CUP, Measures(CupSize.METRIC)) == "2 cups"
    assert format_volume(250, VolumeUnit.CUP, Measures(CupSize.METRIC)) == "1 cup"
    assert format_volume(354.9, VolumeUnit.FLUID_OUNCE) == "12 fl oz"


def test_changing_when_days_begin_moves_episodes_to_their_new_days(diary_path: Path) -> None:
    second = date(2026, 3, 2)
    with open_diary(diary_path, create=True) as diary:
        diary.add_episode(an_episode(second, time(4, 30), state=None))
        diary.add_to_day(Day(diary_day=date(2026, 3, 1), no_cramps=True, water_ml=900))
        diary.change_setting("day_starts_at", "5:00")
        assert [e.diary_day for e in diary.episodes()] == [date(2026, 3, 1)]
        assert diary.cramps_by_day() == {date(2026, 3, 1): True}
        diary.change_setting("day_starts_at", "4:00")
        assert diary.cramps_by_day() == {date(2026, 3, 1): False, second: True}
        diary.undo()
        diary.undo()
        assert [e.diary_day for e in diary.episodes()] == [second]
        assert diary.day(date(2026, 3, 1)).no_cramps
        assert diary.settings() == Settings()


def test_settings_are_listed_shown_and_changed(cramp: Cramp) -> None:
    assert cramp("settings", "cup", "metric").stdout.startswith("cup  metric  whose cups")
    listed = cramp("settings").stdout
    assert all(f"\n{key} " in f"\n{listed}" for key in SETTINGS)
    assert listed.count("(default ") == len(SETTINGS) - len(("water_goal", "inbox"))
    assert cramp("settings", "water_goal", "2.5", "l").stdout.split()[:2] == [
        "water_goal",
        "2500ml",
    ]
    assert cramp("settings", "water_goal").stdout.split()[1] == "2500ml"
    wrong = cramp("settings", "colour", "red")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "There is no setting 'colour': use day_starts_at," in wrong.stderr
    assert cramp("settings", "cup", "huge").exit_code == 2


def test_there_is_no_goal_for_water_until_one_is_set_and_none_takes_it_back(cramp: Cramp) -> None:
    assert cramp("drink", "300ml").stdout == "Mon 2 Mar 2026: 300 ml.\n"
    assert "goal" not in cramp("status").stdout
    assert json.loads(cramp("status", "--json").stdout)["water_goal_ml"] is None
    shown = cramp("settings", "water_goal")
    assert shown.stdout == (
        "water_goal  not set  what you mean to drink a day, or none;"
        " if you take a diuretic, ask your doctor how much\n"
    )
    command = "cramp settings water_goal 1.5l"
    assert shown.stderr == cramp("settings").stderr == f"To set a goal for water: {command}\n"
    assert cramp("settings", "glass").stderr == ""
    assert cramp(*command.split()[1:]).stdout.split()[:2] == ["water_goal", "1500ml"]
    assert cramp("settings").stderr == ""
    assert cramp("drink", "300ml").stdout == "Mon 2 Mar 2026: 600 ml of 1500 ml.\n"
    assert "Water: 600 ml; the goal is 1500 ml.\n" in cramp("status").stdout
    assert cramp("settings", "water_goal", "None").stdout.split()[:3] == [
        "water_goal",
        "not",
        "set",
    ]
    assert cramp("drink", "300ml").stdout == "Mon 2 Mar 2026: 900 ml.\n"
    assert (cramp("undo").exit_code, cramp("undo").exit_code) == (0, 0)
    assert "Water: 600 ml; the goal is 1500 ml.\n" in cramp("status").stdout
    assert cramp("check").exit_code == 0


def test_settings_change_how_input_is_read_and_output_is_shown(cramp: Cramp) -> None:
    cramp("settings", "glass", "200ml")
    cramp("settings", "volume_unit", "l")
    cramp("settings", "show_zone", "yes")
    assert cramp("drink", "1", "glass").stdout == "Mon 2 Mar 2026: 0.2 l.\n"
    assert cramp("drink", "300ml").stdout == "Mon 2 Mar 2026: 0.5 l.\n"
    assert "  water: 0.5 l\n" in cramp("day", "today").stdout
    assert cramp("log").stdout.startswith("Episode 1: Mon 2 Mar 2026, 07:30 +01:00 (diary day")
    assert "'1 bucket' is no volume" in cramp("drink", "1 bucket").stderr
