"""The clock and the time zone of the machine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

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


def test_now_is_now_to_the_second() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    now = clock.now()
    assert before <= now <= datetime.now(UTC)
    assert now.microsecond == 0
