"""The clock and the time zone of this machine; nothing else reads them."""

from __future__ import annotations

import os
import time
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from cramp_diary.core.operating_system import is_windows

_LOCAL_ZONE = Path("/etc/localtime")


def now() -> datetime:
    """Return the current local time, to the second."""
    return datetime.now(local_zone()).replace(microsecond=0)


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


def local_zone() -> tzinfo:
    """Return the time zone of the variable TZ, or else of the system.

    Where it cannot be read, return the current offset from UTC as a fixed zone, which is wrong
    for times on the other side of a change of the clocks.
    """
    try:
        if name := os.environ.get("TZ", "").removeprefix(":"):
            return ZoneInfo(name)
        if is_windows():  # it has names of its own for zones, and no file of the one in use
            from tzlocal import get_localzone_name

            return ZoneInfo(get_localzone_name())
        with _LOCAL_ZONE.open("rb") as file:
            name = _LOCAL_ZONE.resolve().as_posix().partition("zoneinfo/")[2]
            return ZoneInfo.from_file(file, key=name)
    except (ImportError, LookupError, OSError, ValueError):  # LookupError: no such zone
        return datetime.now().astimezone().tzinfo or ZoneInfo("UTC")
