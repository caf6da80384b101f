"""Exports of Apple Health, all of them invented: written from the format, from nobody's phone."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

DTD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- This export is invented. -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Record ((MetadataEntry)*)>
]>
"""
MALFORMED_DTD = DTD.replace(
    "]>\n",
    "<!ATTLIST VisionPrescription\n  brand CDATA #IMPLIED\n<!ELEMENT RightEye EMPTY\n>>\n]>\n",
)
"""A declaration without its end, as iOS 16 wrote it."""

MADE = "2026-03-02 07:00:00 +0100"
WATCH = "&lt;&lt;HKDevice: 0x1&gt;, name:Apple Watch, model:Watch, hardware:Watch6,2&gt;"
PHONE = "&lt;&lt;HKDevice: 0x2&gt;, name:iPhone, model:iPhone, hardware:iPhone14,5&gt;"


def _element(name: str, inside: str, **given: str) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in given.items() if value)
    return f" <{name}{attributes}>{inside}</{name}>\n" if inside else f" <{name}{attributes}/>\n"


def _times(start: str, end: str, offset: str) -> dict[str, str]:
    start, end = (f"2026-{text}" if len(text) < 16 else text for text in (start, end or start))
    full = {"startDate": f"{start}:00 {offset}", "endDate": f"{end}:00 {offset}"}
    return full | {"creationDate": full["endDate"]}


def a_record(
    kind: str,
    start: str,
    value: str,
    unit: str = "",
    *,
    end: str = "",
    source: str = "iPhone",
    device: str = "",
    offset: str = "+0100",
    inside: str = "",
) -> str:
    times = _times(start, end, offset)
    given = {"type": kind, "sourceName": source, "sourceVersion": "18.1", "device": device}
    return _element("Record", inside, **given, unit=unit, **times, value=value)


def water(
    start: str, value: str, unit: str = "mL", *, source: str = "Drinks", offset: str = "+0100"
) -> str:
    kind = "HKQuantityTypeIdentifierDietaryWater"
    return a_record(kind, start, value, unit, source=source, offset=offset)


def steps(start: str, end: str, value: str, *, device: str = PHONE, source: str = "Phone") -> str:
    kind = "HKQuantityTypeIdentifierStepCount"
    return a_record(kind, start, value, "count", end=end, source=source, device=device)


def sleep(
    start: str, end: str, stage: str = "AsleepCore", *, device: str = WATCH, source: str = "Watch"
) -> str:
    kind, value = "HKCategoryTypeIdentifierSleepAnalysis", f"HKCategoryValueSleepAnalysis{stage}"
    return a_record(kind, start, value, end=end, source=source, device=device)


def workout(
    start: str,
    end: str,
    kind: str = "Running",
    *,
    duration: str = "",
    unit: str = "min",
    device: str = WATCH,
    source: str = "Watch",
) -> str:
    given = {"workoutActivityType": f"HKWorkoutActivityType{kind}", "duration": duration}
    given |= {"durationUnit": duration and unit, "sourceName": source, "device": device}
    events = "<WorkoutEvent type='HKWorkoutEventTypePause' date='2026-02-27 17:10:00 +0100'/>"
    return _element("Workout", events, **given, **_times(start, end, "+0100"))


def effort(start: str, end: str, score: str, kind: str = "WorkoutEffortScore") -> str:
    full = f"HKQuantityTypeIdentifier{kind}"
    return a_record(full, start, score, "appleEffortScore", end=end, source="Watch", device=WATCH)


def heart_rate(start: str) -> str:
    inside = "\n  <MetadataEntry key='HKMetadataKeyHeartRateMotionContext' value='0'/>\n "
    kind = "HKQuantityTypeIdentifierHeartRate"
    return a_record(kind, start, "61", "count/min", source="Watch", device=WATCH, inside=inside)


def an_export(*elements: str, made: str = MADE, dtd: str = DTD) -> str:
    """Return the XML of an export with these elements."""
    date = f' <ExportDate value="{made}"/>\n' if made else ""
    return f'{dtd}<HealthData locale="de_DE">\n{date}{"".join(elements)}</HealthData>\n'


def zip_export(path: Path, xml: str, name: str = "export.xml") -> None:
    """Write an export as the phone does: with another format beside it, which comes first."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>")
        archive.writestr("apple_health_export/workout-routes/route.gpx", "<gpx/>")
        archive.writestr(f"apple_health_export/{name}", xml)


PLAIN = (
    water("02-27 08:00", "500"),
    water("02-27 12:30", "750"),
    steps("02-27 09:00", "02-27 09:30", "3000"),
    sleep("02-26 23:00", "02-27 06:30"),
    workout("02-27 17:00", "02-27 17:45", duration="44.6"),
    effort("02-27 17:00", "02-27 17:45", "6"),
    heart_rate("02-27 10:00"),
)
"""A day of everything."""

BOTH_DEVICES = (
    steps("02-27 09:00", "02-27 10:00", "3000"),
    steps("02-27 09:30", "02-27 10:00", "1400", device=WATCH, source="Watch"),
    steps("02-27 20:00", "02-27 20:00", "12"),
    steps("02-27 20:00", "02-27 20:00", "12"),
    sleep("02-26 23:00", "02-27 03:00"),
    sleep("02-27 03:00", "02-27 03:30", "Awake"),
    sleep("02-27 03:30", "02-27 06:00", "AsleepREM"),
    sleep("02-26 22:30", "02-27 06:30", "AsleepUnspecified", device=PHONE, source="Phone"),
    sleep("02-26 22:00", "02-27 07:00", "InBed", device=PHONE, source="Phone"),
    workout("02-27 17:00", "02-27 17:45"),
    workout("02-27 17:02", "02-27 17:46", "Other", device="", source="Sporty"),
    workout("02-27 18:00", "02-27 18:20", "TraditionalStrengthTraining", duration="1200", unit="s"),
    effort("02-27 17:00", "02-27 17:45", "5"),
    effort("02-27 17:00", "02-27 17:45", "7"),
    effort("02-27 17:00", "02-27 17:45", "3", "EstimatedWorkoutEffortScore"),
    effort("02-25 17:00", "02-25 17:45", "7"),
    water("02-27 08:00", "250"),
    water("02-27 08:00", "250"),
    water("02-27 08:00", "250", source="Copies"),
)
"""Everything that a phone, a watch and two programs know at once."""

TRAPS = (
    " <Correlation type='HKCorrelationTypeIdentifierFood'>\n",
    water("02-27 08:00", "500"),
    heart_rate("02-27 08:00"),
    " </Correlation>\n",
    water("02-27 08:00", "500"),
    water("02-27 23:30", "0.5", "L"),
    water("02-28 00:30", "8", "fl_oz_us"),
    water("02-28 09:00", "1", "cup_imp"),
    water("02-28 22:30", "1", "pt_us", offset="+0000"),
    water("02-26 09:00", "3", "firkin"),
    water("02-26 09:00", "many"),
    water("02-26 09:00", "-5"),
    water("02-26 09:00", "nan"),
    water("02-26 09:00", "1e999"),
    water("1970-01-01 01:00", "500"),
    water("02-25 09:00", "90", "L"),
    water("03-02 06:00", "250"),
    water("2031-01-01 10:00", "250"),
    water("02-26 09:00", "250", offset="soon"),
    water("02-26 25:00", "250"),
    water("02-27 10:00", "100", source="Tea &#11;&#x1F4A7; \x0b&amp; more"),
    steps("02-24 00:10", "02-24 23:50", "250000"),
    steps("02-24 12:00", "02-24 11:00", "5"),
    sleep("02-21 08:00", "02-23 08:00"),
    workout("02-20 08:00", "02-22 08:00", "Hiking"),
    workout("02-28 08:00", "02-28 08:30", "Walking", duration="lots"),
    workout("02-28 09:00", "02-28 09:00", "日本"),
    effort("02-28 09:00", "02-28 09:30", "11"),
    _element(
        "Record",
        "",
        value="100",
        endDate="2026-02-27 11:00:00 +0100",
        startDate="2026-02-27 11:00:00 +0100",
        sourceName="Drinks",
        unit="ml",
        type="HKQuantityTypeIdentifierDietaryWater",
    ),
)
"""What is wrong or easily misread in one record or another."""

EXPORTS = {
    "plain": an_export(*PLAIN),
    "both devices": an_export(*BOTH_DEVICES),
    "traps": an_export(*TRAPS, dtd=MALFORMED_DTD),
    "without a date": an_export(*PLAIN, *BOTH_DEVICES, made=""),
    "empty": an_export(),
}


def write_many(file: TextIO, number: int) -> None:
    """Write an export of so many records, grouped by kind, as a phone does; 14 % are read of it."""
    first = datetime(2023, 3, 1)  # noqa: DTZ001 - written with an offset
    file.write(DTD + f'<HealthData locale="en_GB">\n <ExportDate value="{MADE}"/>\n')
    for kind, unit, share in (
        ("HeartRate", "count/min", 0.54),
        ("ActiveEnergyBurned", "kcal", 0.2),
        ("StepCount", "count", 0.12),
        ("DistanceWalkingRunning", "km", 0.12),
        ("DietaryWater", "mL", 0.02),
    ):
        count = round(number * share)
        for n, at in enumerate(_spread(first, count)):
            device, source = ((WATCH, "Watch of A"), (PHONE, "Phone of A"))[n % 2]
            end = at + timedelta(minutes=5)
            file.write(
                f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="{source}"'
                f' sourceVersion="18.1" device="{device}" unit="{unit}"'
                f' creationDate="{end} +0100" startDate="{at} +0100" endDate="{end} +0100"'
                f' value="{1 + n % 200}"/>\n'
            )
    file.write("</HealthData>\n")


def _spread(first: datetime, count: int) -> Iterator[datetime]:
    step = timedelta(days=1090) / count
    return ((first + n * step).replace(microsecond=0) for n in range(count))
