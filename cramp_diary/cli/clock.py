"""The one place that reads the clock."""

from __future__ import annotations

import os
import time
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LOCAL_ZONE = Path("/etc/localtime")


def now() -> datetime:
    """Return the time where the person is, to the second."""
    return datetime.now(local_zone()).replace(microsecond=0)


def sleep(seconds: float) -> None:
    """Let time pass."""
    time.sleep(seconds)


def local_zone() -> tzinfo:
    """Return the zone of the TZ variable, or else of the system, with its clock changes.

    A system that tells neither gives the offset of this moment.
    """
    try:
        if name := os.environ.get("TZ", "").removeprefix(":"):
            return ZoneInfo(name)
        with _LOCAL_ZONE.open("rb") as file:
            return ZoneInfo.from_file(file, key=_name_of(_LOCAL_ZONE))
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return datetime.now().astimezone().tzinfo or ZoneInfo("UTC")


def _name_of(zone_file: Path) -> str:
    return zone_file.resolve().as_posix().partition("zoneinfo/")[2]
