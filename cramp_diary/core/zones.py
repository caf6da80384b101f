"""Time zones by name, and wall-clock times in a zone."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from cramp_diary.core.errors import BadSetting, RepeatedTime, SkippedTime
from cramp_diary.core.phrases.clock_changes import is_repeated, readings, shifted_readings

if TYPE_CHECKING:
    from datetime import datetime, tzinfo


def load_zone(name: str) -> ZoneInfo:
    """Return the time zone of this name.

    Raises
    ------
    BadSetting
        If there is none on this machine.
    """
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        by_key = {zone.casefold(): zone for zone in available_timezones()}
        near = get_close_matches(name.casefold(), by_key, 1)
        example = by_key[near[0]] if near else "Europe/Paris"
        why = f"this machine knows no time zone '{name}'"
        raise BadSetting("time_zone", why, example) from None


def read_in_zone(wall: datetime, zone: tzinfo, phrase: str) -> datetime:
    """Return a wall-clock time in a zone; `phrase` is how it was written.

    Raises
    ------
    RepeatedTime, SkippedTime
        If the clocks were put back or forward over it.
    """
    first, second = readings(wall, zone)
    if first.utcoffset() == second.utcoffset():
        return first
    if is_repeated(first, second):
        raise RepeatedTime(phrase, first, second)
    raise SkippedTime(phrase, " or ".join(shifted_readings(first, second, zone)))
