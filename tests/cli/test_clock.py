"""The clock and the time zone of the machine."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfoNotFoundError

import pytest

from cramp_diary.cli import clock

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["Europe/Berlin", ":Europe/Berlin"])
def test_the_zone_variable_names_the_zone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("TZ", name)
    zone = clock.local_zone()
    assert datetime(2026, 7, 1, tzinfo=zone).isoformat() == "2026-07-01T00:00:00+02:00"
    assert datetime(2026, 1, 1, tzinfo=zone).isoformat() == "2026-01-01T00:00:00+01:00"


def test_without_the_variable_the_zone_is_that_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    system = clock.local_zone()
    assert datetime(2026, 7, 1, tzinfo=system).utcoffset() is not None
    monkeypatch.setattr(clock, "_LOCAL_ZONE", tmp_path / "nowhere")
    assert datetime(2026, 7, 1, tzinfo=clock.local_zone()).utcoffset() is not None


@pytest.mark.parametrize("name", ["Mars/Phobos", "/etc/passwd", "../x", "EST5EDT,M3.2.0,M11.1.0"])
def test_a_zone_that_is_none_gives_the_offset_of_this_moment(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("TZ", name)
    assert clock.now().utcoffset() is not None


def _install_tzlocal(monkeypatch: pytest.MonkeyPatch, answer: str | Exception) -> None:
    """Let tzlocal, which is installed on Windows only, give a name or fail."""

    def get_localzone_name() -> str:
        if isinstance(answer, Exception):
            raise answer
        return answer

    module = ModuleType("tzlocal")
    vars(module)["get_localzone_name"] = get_localzone_name
    monkeypatch.setitem(sys.modules, "tzlocal", module)


@pytest.mark.usefixtures("on_windows")
def test_on_windows_the_zone_is_named_by_tzlocal_and_knows_the_changes_of_the_clocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _install_tzlocal(monkeypatch, "America/New_York")
    monkeypatch.delenv("TZ", raising=False)
    zone = clock.local_zone()
    offsets = [datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)]
    assert offsets == [timedelta(hours=-5), timedelta(hours=-4)]
    assert clock.now().tzinfo == zone
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert str(clock.local_zone()) == "Europe/Berlin"


@pytest.mark.parametrize(
    "failure",
    [
        "Mars/Phobos",
        ZoneInfoNotFoundError("Marsian Standard Time"),
        LookupError("Can not find Windows timezone configuration"),
        OSError("the registry"),
        None,
    ],
)
@pytest.mark.usefixtures("on_windows")
def test_on_windows_a_zone_without_a_name_gives_the_offset_of_this_moment(
    monkeypatch: pytest.MonkeyPatch, failure: str | Exception | None
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    if failure is None:
        monkeypatch.setitem(sys.modules, "tzlocal", None)
    else:
        _install_tzlocal(monkeypatch, failure)
    assert clock.now().utcoffset() == datetime.now().astimezone().utcoffset()


def test_now_is_now_to_the_second() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    now = clock.now()
    assert before <= now <= datetime.now(UTC)
    assert now.microsecond == 0
