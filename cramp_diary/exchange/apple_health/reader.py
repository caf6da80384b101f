"""Reading the XML of an export as a stream, with expat, in constant memory.

The format, as public programs read it: `Record` and `Workout` elements with attributes (the DTD in
github.com/k0rventen/apple-health-grafana, issue 14); records within a `Correlation` stand at the
top level, too (a note in that DTD); sleep has the values of the enumeration
HKCategoryValueSleepAnalysis; the effort of a workout, from iOS 18 on, is a record of its own over
the same time (github.com/marcosbarbero/fit-iq-workspaces, docs on the workout effort score). The
DTD of iOS 16 is malformed, and texts hold the character U+000B, which XML forbids
(github.com/jameno/Simple-Apple-Health-XML-to-CSV, pull request 3).

So the DTD is passed over, and only looked at for entities, which no export declares. Where expat
meets a forbidden character, the export is read anew with spaces in their place. Expat reads every
byte, but calls back only for elements that may matter: a heart rate costs no line of Python.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from cramp_diary.core.meant_day import BELONGS_TO_NEXT, NO_CRAMPS_AFTER
from cramp_diary.core.units import CupSize, Measures
from cramp_diary.core.vocabulary import is_none
from cramp_diary.exchange.apple_health.errors import DamagedExport, NoExport
from cramp_diary.exchange.apple_health.files import open_export
from cramp_diary.exchange.apple_health.records import (
    SECONDS_A_DAY,
    Effort,
    Fate,
    HealthRecords,
    Kind,
    Source,
    Workout,
    from_seconds,
    to_seconds,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo
    from pathlib import Path
    from typing import IO

CHUNK = 1 << 18
"""Bytes that are read at once."""

LONGEST_PART = 1 << 24
"""Bytes of the DTD, or of one element; a longer one was made to fill the memory."""

_QUANTITY, _CATEGORY = "HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier"
_WATER, _STEPS = f"{_QUANTITY}DietaryWater", f"{_QUANTITY}StepCount"
_SLEEP, _EFFORT = f"{_CATEGORY}SleepAnalysis", f"{_QUANTITY}WorkoutEffortScore"
_ASLEEP = "HKCategoryValueSleepAnalysisAsleep"
_AWAKE = "HKCategoryValueSleepAnalysisAwake"
_WORKOUT = "HKWorkoutActivityType"

_MAY_MATTER = re.compile(
    rb'<(?:Record\s(?:type="HK(?:QuantityTypeIdentifier(?:DietaryWater|StepCount|WorkoutEffortScore)'
    rb'|CategoryTypeIdentifierSleepAnalysis)"|(?!type="HK))|Workout\s|Correlation|ExportDate)'
)
"""Where an element begins that may matter: one of these, or a record whose type does not come
first."""

_ROOT = re.compile(rb"<HealthData[\s>/]")
_FORBIDDEN = bytes(n for n in range(0x20) if n not in b"\t\n\r")
_TO_SPACES = bytes.maketrans(_FORBIDDEN, b" " * len(_FORBIDDEN))
_NO_CHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));")

_MAY_BE_FORBIDDEN = frozenset(
    expat.errors.codes[text]
    for text in (
        expat.errors.XML_ERROR_INVALID_TOKEN,
        expat.errors.XML_ERROR_BAD_CHAR_REF,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)
"""The errors that characters are to blame for, which XML forbids."""

_OFFSET = re.compile(r" ?([+-])(\d\d):?(\d\d)")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|\d+|[a-z]+")
_SPOKEN = {"running": "run", "walking": "walk"}
"""Kinds of workouts that a person calls something else."""

_MINUTES = {"min": 1.0, "s": 1 / 60, "sec": 1 / 60, "hr": 60.0, "h": 60.0}
_LONGEST_NAME = 60
_FIRST_YEAR = 2000
_MOST_EFFORT = 10


def _list_volumes() -> dict[str, float]:
    """Return the millilitres of the units of HealthKit, in lower case."""
    found = {"ml": 1.0, "cl": 10.0, "dl": 100.0, "l": 1000.0}
    for name, size in (("us", CupSize.US), ("imp", CupSize.IMPERIAL)):
        units = Measures(size).ml_per_unit()
        for short, unit in (("fl_oz", "fl oz"), ("cup", "cup"), ("pt", "pint")):
            found[f"{short}_{name}"] = units[unit]
    return found


_VOLUMES = _list_volumes()


class DayBounds(NamedTuple):
    """How times become diary days: the place of the person, and when a day begins.

    Water and steps are of the day of what is taken at that time (`core.meant_day.day_of_intake`),
    which by default begins at midnight; a workout is of the day that is running. Sleep is of the
    day on which the person got up, which for it begins fourteen hours after the day before did, by
    default at 18:00. So sleep comes before the cramps of its day; the night in which a cramp woke
    the person is the sleep of the day after.
    """

    zone: tzinfo
    day_starts_at: time = time(4)

    def shifts(self) -> tuple[int, int, int]:
        """Return the seconds from midnight to the begin of a day of intake, sleep and workouts."""
        starts = self.day_starts_at.hour * 3600 + self.day_starts_at.minute * 60
        intake = starts - int(BELONGS_TO_NEXT.total_seconds())
        return intake, starts + int(NO_CRAMPS_AFTER.total_seconds()) - SECONDS_A_DAY, starts


def read_records(
    path: Path,
    days: DayBounds,
    now: datetime,
    count: Callable[[int, int], None] = lambda _, __: None,
) -> HealthRecords:
    """Read the records of an export that the diary has a place for.

    Parameters
    ----------
    path
        The ZIP file, its XML, or the folder that was unpacked from it.
    days
        How times become diary days.
    now
        What belongs to a day that was not over when the export was made, or by now, is left out.
    count
        Called with how many bytes were read, and how many there are, after each part.

    Raises
    ------
    NoExport
        If it is no export, cannot be read, or declares entities.
    ExportTooLarge
        If it unpacks to too much.
    DamagedExport
        If it is cut off or damaged.
    """
    try:
        return _read(path, days, now, count, mends=False)
    except _ForbiddenCharacter:  # few exports have any, and to look for them takes time
        return _read(path, days, now, count, mends=True)


class _ForbiddenCharacter(Exception):
    """There may be a character that XML forbids."""


def _read(
    path: Path, days: DayBounds, now: datetime, count: Callable[[int, int], None], *, mends: bool
) -> HealthRecords:
    parser = expat.ParserCreate("utf-8")
    reading = _Reading(days, now, parser)
    with open_export(path) as (stream, size):
        try:
            for part, matters in _split(path, stream, reading.records, lambda n: count(n, size)):
                whole = _mend(part) if mends else part
                parser.StartElementHandler = reading.begin if matters else None
                parser.Parse(whole, False)  # noqa: FBT003 - takes no names
            parser.Parse(b"", True)  # noqa: FBT003 - takes no names
        except expat.ExpatError as error:
            if error.code in _MAY_BE_FORBIDDEN and not mends:
                raise _ForbiddenCharacter from None
            why = f"line {error.lineno}: {expat.ErrorString(error.code)}"
            raise DamagedExport(path, why) from error
    return reading.result()


def _split(
    path: Path, stream: IO[bytes], records: HealthRecords, count: Callable[[int], None]
) -> Iterator[tuple[bytes, bool]]:
    """Yield the XML from its root element on, in parts, each with whether it may matter.

    No part ends within a tag: a tag begins with `<`, which a value of well-formed XML never holds.
    """
    beginning, rest = _pass_over_dtd(path, stream)
    count(len(beginning) + len(rest))
    yield b"\n" * beginning.count(b"\n"), False
    while True:
        chunk = stream.read(CHUNK)
        count(len(chunk))
        parts = rest + chunk
        cut = parts.rfind(b"<") if chunk else len(parts)
        rest = parts[cut:]
        if len(rest) > LONGEST_PART:
            raise DamagedExport(path, f"an element is longer than {LONGEST_PART >> 20} MB")
        whole = parts[:cut]
        records.total += whole.count(b"<Record")
        at = 0
        for begin, end in _find_what_matters(whole):
            yield whole[at:begin], False
            yield whole[begin:end], True
            at = end
        yield whole[at:], False
        if not chunk:
            return


def _pass_over_dtd(path: Path, stream: IO[bytes]) -> tuple[bytes, bytes]:
    """Return what comes before the root element, and the first bytes from there on.

    Raises
    ------
    NoExport
        If there is no root element of an export, or something declares entities before it.
    """
    read = b""
    while (root := _ROOT.search(read)) is None:
        chunk = stream.read(CHUNK)
        read += chunk
        if not chunk or len(read) > LONGEST_PART:
            raise NoExport(path, "is no export of Apple Health")
    if b"<!ENTITY" in read[: root.start()]:
        raise NoExport(path, "declares entities, which no export of Apple Health does")
    return read[: root.start()], read[root.start() :]


def _find_what_matters(whole: bytes) -> Iterator[tuple[int, int]]:
    begin = end = 0
    for found in _MAY_MATTER.finditer(whole):
        if found.start() > end:
            if end:
                yield begin, end
            begin = found.start()
        end = whole.find(b"<", found.end())
        if end < 0:
            end = len(whole)
    if end:
        yield begin, end


def _mend(whole: bytes) -> bytes:
    """Return the bytes without what XML forbids."""
    whole = whole.translate(_TO_SPACES)
    try:
        whole.decode()
    except UnicodeDecodeError:
        whole = whole.decode(errors="replace").encode()
    if b"\xef\xbf" in whole:
        whole = _NO_CHARACTERS.sub(b"   ", whole)
    if b"&#" in whole:
        whole = _REFERENCE.sub(_mend_reference, whole)
    return whole


def _mend_reference(found: re.Match[bytes]) -> bytes:
    number = int(found[1], 16) if found[1] else int(found[2])
    is_character = number in b"\t\n\r" if number < 0x20 else number < 0xD800  # noqa: PLR2004 - XML
    is_character |= 0xE000 <= number <= 0xFFFD or 0x10000 <= number <= 0x10FFFF  # noqa: PLR2004
    return found[0] if is_character else b" "


class _Left(Exception):
    """A record is left out."""

    def __init__(self, fate: Fate) -> None:
        super().__init__(fate)
        self.fate = fate


class _Reading:
    """Takes the elements that may matter, one after the other."""

    def __init__(self, days: DayBounds, now: datetime, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self.records = HealthRecords()
        self._of_intake, self._of_sleep, self._of_workouts = days.shifts()
        self._zone = days.zone
        self._times = _Times(days.zone)
        self._made_at = self._times.split(now)
        self._sources: dict[tuple[str, bool, bool], int] = {}
        self._in_correlation = 0
        self._seen = 0
        self._workouts_seen = 0

    def result(self) -> HealthRecords:
        """Return what was read."""
        self.records.fates[Fate.OTHER_KIND] = self.records.total - self._seen
        self.records.total += self._workouts_seen
        return self.records

    def begin(self, name: str, given: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == "Record":
            self._take_record(given)
        elif name == "Workout":
            self._workouts_seen += 1
            try:
                self._take_workout(given)
            except _Left as left:
                self.records.fates[left.fate] += 1
        elif name == "Correlation":
            self._in_correlation += 1
            self._parser.EndElementHandler = self._end
        elif name == "ExportDate":
            self._take_export_date(given.get("value", ""))

    def _end(self, name: str) -> None:
        if name == "Correlation":
            self._in_correlation -= 1
            if not self._in_correlation:
                self._parser.EndElementHandler = None

    def _take_export_date(self, text: str) -> None:
        try:
            made_at = self._times.read(text)
        except _Left:
            return
        self._made_at = min(self._made_at, made_at)
        self.records.exported_at = from_seconds(self._made_at[0], self._zone)

    def _take_record(self, given: dict[str, str]) -> None:
        kind = given.get("type")
        if kind not in (_WATER, _STEPS, _SLEEP, _EFFORT):
            return
        self._seen += 1
        try:
            if self._in_correlation:  # it stands at the top level, too
                self.records.fates[Fate.TWICE] += 1
            elif kind == _SLEEP:
                self._take_sleep(given)
            elif kind == _EFFORT:
                self._take_effort(given)
            else:
                self._take_amount(given, is_water=kind == _WATER)
        except _Left as left:
            self.records.fates[left.fate] += 1

    def _take_amount(self, given: dict[str, str], *, is_water: bool) -> None:
        value = _read_amount(given.get("value", ""))
        unit = given.get("unit", "").casefold()
        per_unit = _VOLUMES.get(unit) if is_water else (1.0 if unit in ("count", "") else None)
        if per_unit is None:
            raise _Left(Fate.OTHER_UNIT)
        kind = Kind.WATER if is_water else Kind.STEPS
        self._add(kind, self._of_intake, given, value * per_unit)

    def _take_sleep(self, given: dict[str, str]) -> None:
        value = given.get("value", "")
        is_asleep = value.startswith(_ASLEEP)
        if not is_asleep and value != _AWAKE:
            raise _Left(Fate.IN_BED)
        self._add(Kind.SLEEP, self._of_sleep, given, float(is_asleep))

    def _add(self, kind: Kind, shift: int, given: dict[str, str], value: float) -> None:
        (start, wall), end = self._read_interval(given)
        day = self._find_day(wall, shift)
        source = self._find_source(given)
        self.records.samples[kind][day].extend((source, start, end, value))

    def _take_effort(self, given: dict[str, str]) -> None:
        score = _read_amount(given.get("value", ""))
        if score > _MOST_EFFORT:
            raise _Left(Fate.UNREADABLE)
        (start, _), end = self._read_interval(given)
        self.records.efforts.append(Effort(start, end, score))

    def _take_workout(self, given: dict[str, str]) -> None:
        (start, wall), end = self._read_interval(given)
        day = self._find_day(wall, self._of_workouts)
        minutes = (end - start) / 60
        per_unit = _MINUTES.get(given.get("durationUnit", "min"))
        if per_unit and given.get("duration"):
            minutes = _read_amount(given["duration"]) * per_unit
        kind = _name_activity(given.get("workoutActivityType", ""))
        source = self._find_source(given)
        self.records.workouts.append(Workout(source, start, end, day, kind, minutes))

    def _read_interval(self, given: dict[str, str]) -> tuple[tuple[int, int], int]:
        """Return the start in UTC and by the clock, and the end in UTC."""
        start, wall = self._times.read(given.get("startDate", ""))
        end, _ = self._times.read(given.get("endDate", ""))
        if end < start:
            raise _Left(Fate.UNREADABLE)
        return (start, wall), end

    def _find_day(self, wall: int, shift: int) -> int:
        """Return the diary day, if that was over when the export was made."""
        day = (wall - shift) // SECONDS_A_DAY
        if day >= (self._made_at[1] - shift) // SECONDS_A_DAY:
            raise _Left(Fate.NOT_OVER)
        return day

    def _find_source(self, given: dict[str, str]) -> int:
        name, device = given.get("sourceName", ""), given.get("device") or ""
        made = device or name
        key = name, "Watch" in made, "iPhone" in made
        number = self._sources.get(key)
        if number is None:
            number = self._sources[key] = len(self._sources)
            rank = 0 if key[1] else 1 if key[2] else 2
            self.records.sources.append(Source(rank, name))
        return number


class _Times:
    """Reads the times of an export, such as ``2026-03-01 08:05:00 +0100``.

    A time in UTC does not say where it was: it is read into the zone of the diary.
    """

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._offsets: dict[str, int] = {}

    def read(self, text: str) -> tuple[int, int]:
        """Return a time in seconds of UTC, and in seconds by the clock."""
        try:
            clock = datetime.fromisoformat(text[:19])
        except ValueError:
            raise _Left(Fate.UNREADABLE) from None
        if clock.year < _FIRST_YEAR:
            raise _Left(Fate.OLD)
        offset = self._offsets.get(text[19:])
        if offset is None:
            offset = self._offsets[text[19:]] = _read_offset(text[19:])
        wall = to_seconds(clock)
        if not offset:
            return self.split(clock.replace(tzinfo=UTC))
        return wall - offset, wall

    def split(self, at: datetime) -> tuple[int, int]:
        """Return an aware time in seconds of UTC, and in seconds by the clock of the diary."""
        local = at.astimezone(self._zone)
        return to_seconds(at.astimezone(UTC)), to_seconds(local)


def _read_offset(text: str) -> int:
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise _Left(Fate.UNREADABLE)
    seconds = int(found[2]) * 3600 + int(found[3]) * 60
    return -seconds if found[1] == "-" else seconds


def _name_activity(kind: str) -> str:
    """Return the name of an activity, such as "run" for HKWorkoutActivityTypeRunning."""
    words = " ".join(_WORDS.findall(kind.removeprefix(_WORKOUT)[:_LONGEST_NAME])).lower()
    return "workout" if not words or is_none(words) else _SPOKEN.get(words, words)


def _read_amount(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise _Left(Fate.UNREADABLE) from None
    if not 0 <= value < float("inf"):
        raise _Left(Fate.UNREADABLE)
    return value
