"""Exports of Apple Health, all invented: what of them is read, and what each day comes to."""

from __future__ import annotations

import itertools
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.core.changes import NOTHING
from cramp_diary.core.meant_day import day_of_intake
from cramp_diary.core.model import Activity, Day
from cramp_diary.core.settings import Settings
from cramp_diary.exchange.apple_health import files, reader
from cramp_diary.exchange.apple_health.daily import CountedTime
from cramp_diary.exchange.apple_health.errors import (
    DamagedExport,
    ExportTooLarge,
    HealthDiffers,
    NoExport,
)
from cramp_diary.exchange.apple_health.export import HealthExport
from cramp_diary.exchange.apple_health.files import is_phone_export
from cramp_diary.exchange.apple_health.records import Fate
from cramp_diary.store import open_diary
from tests.support.factories import BERLIN, NOW
from tests.support.health_exports import (
    BOTH_DEVICES,
    DTD,
    EXPORTS,
    MALFORMED_DTD,
    PLAIN,
    TRAPS,
    an_export,
    sleep,
    steps,
    water,
    workout,
    write_many,
    zip_export,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cramp_diary.exchange.apple_health.merge import HealthPlan

FEB_27 = date(2026, 2, 27)


def _read(path: Path, xml: str, settings: Settings | None = None) -> HealthExport:
    (path / "export.xml").write_text(xml, encoding="utf-8")
    return HealthExport(path / "export.xml", NOW, settings or Settings())


def _plan(path: Path, *elements: str, settings: Settings | None = None) -> HealthPlan:
    return _read(path, an_export(*elements), settings).compare(takes_all=True)


def _amounts(plan: HealthPlan) -> dict[tuple[str, str], float]:
    """Return what comes in, by day and name."""
    added = plan.changes.added
    water_ml = {(f"{d.diary_day:%m-%d}", "water"): d.water_ml or 0.0 for d in added.days}
    values = {(f"{v.diary_day:%m-%d}", v.factor): v.value for v in added.factor_values}
    return water_ml | values


def test_a_day_of_everything_comes_in_as_if_it_had_been_typed(tmp_path: Path) -> None:
    export = _read(tmp_path, EXPORTS["plain"])
    plan = export.compare(takes_all=True)
    day = "02-27"
    assert _amounts(plan) == {(day, "water"): 1250, (day, "steps"): 3000, (day, "sleep"): 7.5}
    assert plan.changes.added.activities == (Activity(FEB_27, "run", 45, 6),)
    assert [(f"{d.drunk_at:%H:%M %z}", d.water_ml) for d in plan.changes.added.drinks] == [
        ("08:00 +0100", 500),
        ("12:30 +0100", 750),
    ]
    assert [(f.name, f.unit, f.more_exposed) for f in plan.changes.added.factors] == [
        ("steps", "", "more"),
        ("sleep", "h", "less"),
    ]
    assert export.exported_at == datetime(2026, 3, 2, 7, tzinfo=BERLIN)


def test_a_date_that_cannot_be_read_leaves_what_is_over_by_now(tmp_path: Path) -> None:
    for made, exported_at in (("soon", None), ("2031-01-01 10:00:00 +0000", NOW)):
        export = _read(tmp_path, an_export(water("03-01 08:00", "500"), made=made))
        assert _amounts(export.compare(takes_all=True)) == {("03-01", "water"): 500}
        assert export.exported_at == exported_at


def test_a_record_is_known_by_its_type_wherever_that_stands(tmp_path: Path) -> None:
    last = ' <Record value="9" unit="count" type="HKQuantityTypeIdentifierFlightsClimbed"/>\n'
    plan = _plan(tmp_path, *PLAIN, last)
    assert (plan.fates[Fate.NEW], plan.fates[Fate.OTHER_KIND]) == (6, 2)


def test_a_diary_that_was_changed_meanwhile_is_compared_anew(
    tmp_path: Path, diary_path: Path
) -> None:
    export = _read(tmp_path, EXPORTS["plain"])
    with open_diary(diary_path, create=True, now=NOW) as diary:
        diary.add_to_day(Day(diary_day=FEB_27, water_ml=900))
        with pytest.raises(HealthDiffers, match="differs from the diary in 1 place"):
            export.add_to(diary, takes_all=True)
        assert diary.activities_on(FEB_27) == ()


def test_what_several_devices_know_is_counted_once(tmp_path: Path) -> None:
    """The phone walks 1,500 of its 3,000 steps in the half hour that the watch has not seen."""
    plan = _plan(tmp_path, *BOTH_DEVICES)
    day = "02-27"
    assert _amounts(plan) == {(day, "water"): 500, (day, "steps"): 2912, (day, "sleep"): 7.5}
    assert plan.changes.added.activities == (
        Activity(FEB_27, "run", 45, 7),
        Activity(FEB_27, "traditional strength training", 20),
    )
    assert plan.fates[Fate.TWICE] == 3
    assert plan.fates[Fate.IN_BED] == plan.fates[Fate.UNMATCHED] == 1


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_the_order_of_the_records_makes_no_difference(tmp_path: Path, order: list[int]) -> None:
    parts = [BOTH_DEVICES[n::3] for n in order]
    amounts = _amounts(_plan(tmp_path, *itertools.chain(*parts)))
    assert amounts == _amounts(_plan(tmp_path, *BOTH_DEVICES))


def test_of_two_programs_the_one_with_more_records_goes_first(tmp_path: Path) -> None:
    few = steps("02-27 09:00", "02-27 10:00", "900", device="", source="A")
    many = [
        steps(f"02-27 09:{n}0", f"02-27 09:{n}9", "10", device="", source="B") for n in range(6)
    ]
    assert _amounts(_plan(tmp_path, few, *many)) == {("02-27", "steps"): 60 + 900 / 10}


def test_each_trap_is_named_and_the_sound_rest_comes_in(tmp_path: Path) -> None:
    plan = _read(tmp_path, EXPORTS["traps"]).compare(takes_all=True)
    assert _amounts(plan) == {("02-27", "water"): 1200, ("02-28", "water"): 994}
    assert plan.changes.added.activities == (Activity(date(2026, 2, 28), "workout", 1),)
    assert plan.fates == Counter(
        {
            Fate.NEW: 8,
            Fate.UNREADABLE: 9,
            Fate.IMPOSSIBLE: 4,
            Fate.NOT_OVER: 2,
            Fate.OLD: 1,
            Fate.OTHER_UNIT: 1,
            Fate.TWICE: 1,
            Fate.OTHER_KIND: 1,
        }
    )
    assert plan.impossible == (
        "Wed 25 Feb 2026: 90000 ml of water",
        "Tue 24 Feb 2026: 250000 steps",
        "Sat 21 Feb 2026: 48 h of sleep",
        "Fri 20 Feb 2026: 2880 min of hiking",
    )


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("takes_all", [True, False])
def test_the_counts_of_records_add_up(tmp_path: Path, name: str, *, takes_all: bool) -> None:
    export = _read(tmp_path, EXPORTS[name])
    known = replace(NOTHING, activities=(Activity(FEB_27, "swim", 30),))
    plan = export.compare(known, takes_all=takes_all)
    assert export.total == EXPORTS[name].count("<Record") + EXPORTS[name].count("<Workout ")
    assert plan.fates.total() == export.total


@pytest.mark.parametrize(
    ("at", "day"),
    [("02-26 23:59", "02-26"), ("02-27 00:00", "02-27"), ("02-27 03:10", "02-27")],
)
def test_water_from_midnight_on_is_of_the_new_day(tmp_path: Path, at: str, day: str) -> None:
    assert _amounts(_plan(tmp_path, water(at, "300"))) == {(day, "water"): 300}


@given(
    st.datetimes(datetime(2026, 1, 5), datetime(2026, 2, 20)),  # noqa: DTZ001 - by the clock
    st.times(max_value=time(12)),
)
def test_water_is_of_the_day_that_a_drink_now_would_be_of(at: datetime, starts: time) -> None:
    starts = starts.replace(second=0, microsecond=0)
    shift, _, _ = reader.DayBounds(BERLIN, starts).shifts()
    day = at.replace(microsecond=0) - timedelta(seconds=shift)
    assert day.date() == day_of_intake(at, starts)


def test_sleep_is_of_the_day_of_getting_up_and_a_workout_of_the_running_one(
    tmp_path: Path,
) -> None:
    plan = _plan(
        tmp_path,
        sleep("02-25 22:00", "02-26 02:00"),
        sleep("02-26 02:30", "02-26 05:30"),
        sleep("02-26 14:00", "02-26 15:00"),
        sleep("02-26 18:00", "02-26 19:00"),
        workout("02-26 00:30", "02-26 01:00", "Walking"),
    )
    assert _amounts(plan) == {("02-26", "sleep"): 8, ("02-27", "sleep"): 1}
    assert plan.changes.added.activities == (Activity(date(2026, 2, 25), "walk", 30),)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("HighIntensityIntervalTraining", "high intensity interval training"),
        ("None", "workout"),
        ("", "workout"),
        ("x:y=1;" * 50, "x y 1 " * 9 + "x y 1"),
    ],
)
def test_a_workout_is_named_so_that_it_can_be_typed(tmp_path: Path, kind: str, name: str) -> None:
    plan = _plan(tmp_path, workout("02-27 17:00", "02-27 17:30", kind))
    assert plan.changes.added.activities == (Activity(FEB_27, name, 30),)


def test_the_days_follow_the_settings_of_the_diary(tmp_path: Path) -> None:
    elements = water("02-27 01:00", "300"), water("02-27 23:30", "200", offset="+0000")
    late = Settings(day_starts_at=time(6), time_zone="Asia/Tokyo")
    assert _amounts(_plan(tmp_path, *elements, settings=late)) == {
        ("02-26", "water"): 300,
        ("02-28", "water"): 200,
    }


@pytest.mark.parametrize("dtd", [DTD, MALFORMED_DTD, ""])
@pytest.mark.parametrize("name", ["export.xml", "eksport.xml", "导出.xml"])
def test_a_zip_is_read_in_any_language_and_with_any_dtd(
    tmp_path: Path, name: str, dtd: str
) -> None:
    zip_export(tmp_path / "export.zip", an_export(*PLAIN, dtd=dtd), name)
    plan = HealthExport(tmp_path / "export.zip", NOW, Settings()).compare(takes_all=True)
    assert _amounts(plan)["02-27", "water"] == 1250
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


def test_an_unpacked_folder_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "export_cda.xml").write_text("<ClinicalDocument/>")
    (tmp_path / "export.xml").write_text(EXPORTS["plain"])
    assert is_phone_export(tmp_path)
    plan = HealthExport(tmp_path, NOW, Settings()).compare(takes_all=True)
    assert plan.fates[Fate.NEW] == 6


@pytest.mark.parametrize(
    "harm",
    [
        b"\x0b",
        b"&#0;&#xFFFF;&#xD800;&#99999999;",
        "\ufffe".encode(),
        b"\xff\xc3",
        b"\0",
    ],
)
def test_what_xml_forbids_is_survived(tmp_path: Path, harm: bytes) -> None:
    content = an_export(*PLAIN, water("02-26 09:00", "300", source="HARM &gt;")).encode()
    (tmp_path / "export.xml").write_bytes(content.replace(b"HARM", harm))
    plan = HealthExport(tmp_path / "export.xml", NOW, Settings()).compare(takes_all=True)
    assert _amounts(plan)["02-26", "water"] == 300
    assert plan.fates[Fate.NEW] == 7


def test_a_part_never_ends_within_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _plan(tmp_path, *PLAIN, *BOTH_DEVICES, *TRAPS)
    for size in (7, 64, 333):
        monkeypatch.setattr(reader, "CHUNK", size)
        parts = _plan(tmp_path, *PLAIN, *BOTH_DEVICES, *TRAPS)
        assert (parts.changes, parts.fates) == (whole.changes, whole.fates)


@pytest.mark.parametrize(
    ("content", "error", "why"),
    [
        (b"", NoExport, "is no export of Apple Health"),
        (b"<?xml version='1.0'?><gpx/>", NoExport, "is no export of Apple Health"),
        (b"<!DOCTYPE HealthData []><Other/>", NoExport, "is no export of Apple Health"),
        (
            b'<!DOCTYPE HealthData [<!ENTITY a "b">]><HealthData/>',
            NoExport,
            "declares entities, which no export of Apple Health does",
        ),
        (EXPORTS["plain"].encode()[:-30], DamagedExport, "line 19: unclosed token"),
        (EXPORTS["plain"].encode()[:-14], DamagedExport, "line 21: no element found"),
        (EXPORTS["plain"].replace('mL"', "mL").encode(), DamagedExport, "line 12"),
        (EXPORTS["plain"].replace("</Health", "&big;</Health").encode(), DamagedExport, "entity"),
        (b"PK\x03\x04 half of a ZIP", DamagedExport, "the ZIP file has no end"),
    ],
)
def test_what_is_no_export_or_not_whole_is_refused_as_a_whole(
    tmp_path: Path, content: bytes, error: type[Exception], why: str
) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(content)
    assert is_phone_export(path)
    with pytest.raises(error, match=why):
        HealthExport(path, NOW, Settings())


def _zip(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.xml", content)
    return path / "export.zip"


def _flip(path: Path, find: bytes, offset: int, new: bytes, *, which: int = -1) -> None:
    content = bytearray(path.read_bytes())
    at = content.rfind(find) if which < 0 else content.find(find)
    content[at + offset : at + offset + len(new)] = new
    path.write_bytes(content)


def test_a_zip_of_another_program_is_named(tmp_path: Path) -> None:
    path = _zip(tmp_path, letters="<letters/>")
    with pytest.raises(NoExport, match=r"export.zip holds no export of Apple Health: in"):
        HealthExport(path, NOW, Settings())
    with pytest.raises(NoExport, match="cannot be read"):
        HealthExport(tmp_path / "nothing.zip", NOW, Settings())
    (tmp_path / "x.xml").write_text("<x/>")
    with pytest.raises(NoExport, match="holds no export"):
        HealthExport(tmp_path, NOW, Settings())


def test_a_zip_that_is_locked_packed_otherwise_or_damaged_is_named(tmp_path: Path) -> None:
    path = _zip(tmp_path, export=EXPORTS["plain"])
    sound = path.read_bytes()
    for find, offset, new, error in (
        (b"PK\x01\x02", 8, b"\x01", (NoExport, "is locked with a password")),
        (b"PK\x01\x02", 10, b"\x63", (NoExport, "is packed in a way that cannot be read")),
        (b"PK\x01\x02", 16, b"\0\0\0\0", (DamagedExport, "the ZIP file cannot be unpacked")),
    ):
        path.write_bytes(sound)
        _flip(path, find, offset, new)
        kind, why = error
        with pytest.raises(kind, match=why):
            HealthExport(path, NOW, Settings())
    path.write_bytes(sound[:-200])
    with pytest.raises(DamagedExport, match="has no end"):
        HealthExport(path, NOW, Settings())


def test_a_zip_bomb_is_refused_before_it_is_unpacked_with_the_limit(tmp_path: Path) -> None:
    path = _zip(tmp_path, export=EXPORTS["plain"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.filelist[0].file_size = 45 * 10**9
        archive.writestr("further", "makes it write its list anew")
    with pytest.raises(ExportTooLarge, match=r"unpacks to 45.0 GB, and no export is larger"):
        HealthExport(path, NOW, Settings())
    assert files.LARGEST_EXPORT == 16 * 10**9


def test_an_element_that_never_ends_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "LONGEST_PART", 1 << 20)
    long = an_export(water("02-27 08:00", "1", source="x" * (1 << 21)))
    with pytest.raises(DamagedExport, match="an element is longer than 1 MB"):
        _read(tmp_path, long)
    with pytest.raises(NoExport, match="is no export"):
        _read(tmp_path, "<!DOCTYPE HealthData [" + " " * (1 << 21) + "]><HealthData/>")


def test_spreadsheets_and_texts_are_no_exports(tmp_path: Path) -> None:
    for name, content in (("days.xlsx", b"PK\x03\x04"), ("inbox.txt", b"2026-03-01 log")):
        (tmp_path / name).write_bytes(content)
        assert not is_phone_export(tmp_path / name)
    assert not is_phone_export(tmp_path)
    assert not is_phone_export(tmp_path / "nowhere")
    assert is_phone_export(tmp_path / "nowhere.ZIP")
    (tmp_path / "renamed").write_bytes(b"\xef\xbb\xbf<?xml version='1.0'?>")
    assert is_phone_export(tmp_path / "renamed")


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=12))
def test_counted_time_is_that_of_a_set_of_seconds(intervals: list[tuple[int, int]]) -> None:
    counted, seconds = CountedTime(), set[int]()
    for start, length in intervals:
        new = set(range(start, start + length)) - seconds
        assert counted.add(start, start + length) == len(new)
        seconds |= new


def test_many_records_take_little_memory(tmp_path: Path) -> None:
    """Of 100,000 records 14,000 are kept, in 32 bytes each."""
    import tracemalloc  # noqa: PLC0415 - measures this test alone

    path = tmp_path / "export.xml"
    with path.open("w", encoding="utf-8") as file:
        write_many(file, 100_000)
    tracemalloc.start()
    export = HealthExport(path, NOW, Settings())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert export.total == 100_000
    assert most < 8_000_000
