"""The settings, such as when a day begins and in which unit volumes are shown.

They are stored in the diary file.
"""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cramp_diary.core import limits, units
from cramp_diary.core.errors import (
    BadSetting,
    NoSuchSetting,
    UnknownChoice,
    UnreadableAmount,
)
from cramp_diary.core.files import expand_home
from cramp_diary.core.units import CupSize, Measures, VolumeUnit
from cramp_diary.core.vocabulary import NONE, check_text, format_yes_no, parse_yes_no
from cramp_diary.core.when import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LATEST_START = time(12)
LOCAL_ZONE = "local"
"""The value of `time_zone` that stands for the zone of this machine."""


class Settings(NamedTuple):
    """All settings, each with its default; `week_starts_on` is 0 for Monday to 6 for Sunday.

    `water_goal` is ``None`` until the person sets one: no amount is right for everybody. `inbox`
    is the path of the file or folder that the phone writes, ``None`` if there is none.
    """

    day_starts_at: time = time(4)
    week_starts_on: int = 0
    volume_unit: VolumeUnit = VolumeUnit.ML
    cup: CupSize = CupSize.US
    glass: float = 250.0
    water_goal: float | None = None
    show_zone: bool = False
    time_zone: str = LOCAL_ZONE
    inbox: str | None = None

    @property
    def measures(self) -> Measures:
        """The sizes of cups and glasses, for reading volumes."""
        return Measures(self.cup, self.glass)

    @property
    def unit_ml(self) -> float:
        """The millilitres in the person's unit of volume."""
        return units.millilitres_per(self.volume_unit, self.measures)

    def format_volume(self, ml: float) -> str:
        """Format a volume in the person's unit."""
        return units.format_volume(ml, self.volume_unit, self.measures)


class Setting(NamedTuple):
    """One setting: what it means, and how its value is read, checked and written.

    `parse_stored` reads what `format` returned, whatever the limits are today; `check` refuses a
    value outside them. Both raise `InputError`.
    """

    meaning: str
    example: str
    parse_stored: Callable[[str], Any]
    format: Callable[[Any], str]
    check: Callable[[Any], None] = lambda _: None

    def parse(self, text: str) -> Any:  # noqa: ANN401 - each setting has a type of its own
        """Read what was typed.

        Raises
        ------
        InputError
            If it cannot be read, or is outside the limits.
        """
        value = self.parse_stored(text)
        self.check(value)
        return value


def _parse_day_start(text: str) -> time:
    try:
        return time.fromisoformat(text.zfill(5))
    except ValueError:
        raise UnreadableAmount("time of day", text, "04:00") from None


def _check_day_start(start: time) -> None:
    if start > LATEST_START:
        raise BadSetting("day_starts_at", f"{start:%H:%M} is after noon", "04:00")


def _parse_weekday(text: str) -> int:
    for number, name in enumerate(WEEKDAYS):
        if text.casefold() in (name, name[:3]):
            return number
    raise UnknownChoice("weekday", text, WEEKDAYS)


def _choice_parser(what: str, choices: type[VolumeUnit | CupSize]) -> Callable[[str], Any]:
    def read(text: str) -> VolumeUnit | CupSize:
        for choice in choices:
            if text.casefold() == choice:
                return choice
        raise UnknownChoice(what, text, choices)

    return read


def _parse_zone(text: str) -> str:
    name = text.strip()
    return LOCAL_ZONE if name.casefold() == LOCAL_ZONE else name


def _check_zone(name: str) -> None:
    from cramp_diary.core.zones import load_zone  # noqa: PLC0415 - cramp log does not need it

    if name != LOCAL_ZONE:
        load_zone(name)


def _format_ml(value: float) -> str:
    return f"{units.format_number(value)}ml"


def _parse_goal(text: str) -> float | None:
    return None if text.casefold() == NONE else units.parse_volume(text)


def _format_goal(goal: float | None) -> str:
    return NONE if goal is None else _format_ml(goal)


def _check_goal(goal: float | None) -> None:
    if goal is not None:
        limits.WATER_GOAL_ML.check(goal)


def _parse_inbox(text: str) -> str | None:
    name = text.strip()
    if name.casefold() == NONE:
        return None
    if not name:
        raise BadSetting("inbox", "it is empty", "~/Sync/inbox.txt or none")
    check_text("inbox", name)
    return str(expand_home(Path(name)).absolute())


SETTINGS = {
    "day_starts_at": Setting(
        "when a diary day begins; an episode before it belongs to the day before",
        "05:00",
        _parse_day_start,
        lambda value: f"{value:%H:%M}",
        _check_day_start,
    ),
    "week_starts_on": Setting(
        "the first day of a week in charts", "sunday", _parse_weekday, lambda value: WEEKDAYS[value]
    ),
    "volume_unit": Setting(
        "the unit volumes are shown in: ml, l, fl oz or cup",
        "l",
        _choice_parser("volume unit", VolumeUnit),
        str,
    ),
    "cup": Setting(
        "whose cups, pints and fl oz you type: us, metric or imperial",
        "metric",
        _choice_parser("cup", CupSize),
        str,
    ),
    "glass": Setting(
        "what your glass holds", "200ml", units.parse_volume, _format_ml, limits.GLASS_ML.check
    ),
    "water_goal": Setting(
        "what you mean to drink a day, or none; if you take a diuretic, ask your doctor how much",
        "1.5l",
        _parse_goal,
        _format_goal,
        _check_goal,
    ),
    "show_zone": Setting(
        "whether times are shown with their offset from UTC, for travellers",
        "yes",
        parse_yes_no,
        format_yes_no,
    ),
    "time_zone": Setting(
        "where imported times without an offset are from; local is the zone of this machine",
        "Europe/Paris",
        _parse_zone,
        str,
        _check_zone,
    ),
    "inbox": Setting(
        "the file or folder of lines from your phone, or none",
        "~/Sync/inbox.txt",
        _parse_inbox,
        lambda path: path or NONE,
    ),
}

OF_THIS_MACHINE = frozenset({"inbox"})
"""The settings that are not exported: another machine has its own."""


def find_setting(key: str) -> Setting:
    """Return one setting.

    Raises
    ------
    NoSuchSetting
        If there is none with this key.
    """
    if key not in SETTINGS:
        raise NoSuchSetting(key, SETTINGS)
    return SETTINGS[key]


def parse_settings(texts: Mapping[str, str]) -> Settings:
    """Return the settings that are stored as texts; those not stored have their defaults.

    Values outside the limits are returned as they are.
    """
    known = texts.keys() & SETTINGS.keys()
    return Settings(**{key: SETTINGS[key].parse_stored(texts[key]) for key in known})
