"""An inbox compared with what was imported of it before, and read into what is to be recorded."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import suppress
from datetime import UTC, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.errors import DiaryError
from cramp_diary.core.inbox import LineKey
from cramp_diary.core.settings import LOCAL_ZONE, Settings
from cramp_diary.core.text import format_count
from cramp_diary.core.zones import load_zone
from cramp_diary.exchange.csv_folder.dates import find_order
from cramp_diary.exchange.inbox.errors import BadLines, LineProblem
from cramp_diary.exchange.inbox.files import find_inbox_files, read_inbox_file
from cramp_diary.exchange.inbox.grammar import LineParser, Stamped, Surroundings, split_stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from cramp_diary.core.inbox import KnownLines, LineEntry
    from cramp_diary.core.model import Factor
    from cramp_diary.exchange.inbox.files import InboxFile
    from cramp_diary.exchange.inbox.grammar import LineOptions

_LATE_CLOCK = timedelta(hours=2)
"""A stamp that goes back by more than this was rather written down later, or moved by hand."""


class Line(NamedTuple):
    """A line of a file, with its number and what it is known by."""

    file: str
    number: int
    stamped: Stamped
    key: LineKey


class InboxContents(NamedTuple):
    """What of an inbox is to be recorded, and what is to be said of the rest.

    Attributes
    ----------
    entries
        What is to be recorded, in the order of the files.
    places
        Where each of them stands: its file and its line.
    problems
        The lines that cannot be used.
    changed
        Where lines stand whose stamp is that of a line that was imported with other words.
    notices
        Sentences to be said beside.
    """

    entries: tuple[LineEntry, ...]
    places: tuple[tuple[str, int], ...]
    problems: tuple[LineProblem, ...]
    changed: tuple[str, ...]
    notices: tuple[str, ...]


class Inbox:
    """The files of an inbox, which are read once.

    Parameters
    ----------
    paths
        Files, or folders of them.
    with_conflicts
        Whether the copies that a sync program has put beside a file are read, too.

    Raises
    ------
    NoInbox
        If one is not there, cannot be read, or is no text.
    """

    def __init__(self, paths: Sequence[Path], *, with_conflicts: bool = False) -> None:
        files = find_inbox_files(paths, with_conflicts=with_conflicts)
        names = Counter(path.name for path in files)
        self._files = [
            (path.name if names[path.name] == 1 else str(path), read_inbox_file(path))
            for path in files
        ]

    @property
    def line_count(self) -> int:
        """How many lines there are, without blank ones and comments."""
        return sum(len(file.lines) for _, file in self._files)

    def has_usable_line(self, options: LineOptions, now: datetime) -> bool:
        """Tell whether any line can be used in a new diary; the first such line is enough."""
        surroundings = describe_surroundings(options, Settings(), (), now)
        for _, file in self._files:
            stamped = [split_stamp(raw.text) for raw in file.lines if raw.error is None]
            parser = _new_parser(surroundings, stamped)
            for each in stamped:
                with suppress(DiaryError):
                    parser.parse(each, LineKey("", 1))
                    return True
        return False

    def count_new(self, known: KnownLines) -> int:
        """Count the lines that were not imported yet; `known` then holds them."""
        count = 0
        for name, file in self._files:
            for line, is_changed in _find_new(_list_lines(name, file, known), known):
                if not is_changed:
                    known.add(line.key)
                    count += 1
        return count

    def read(  # noqa: PLR0913 - each says a part of how lines are read
        self,
        known: KnownLines,
        options: LineOptions,
        settings: Settings,
        factors: Sequence[Factor],
        now: datetime,
        *,
        is_strict: bool = False,
        count: Callable[[], None] = lambda: None,
    ) -> InboxContents:
        """Read the lines that were not imported yet; `known` then holds those that can be used.

        Parameters
        ----------
        known
            The lines that were imported.
        options
            What the lines may give.
        settings, factors
            Of the diary.
        now
            Lines with later stamps are refused.
        is_strict
            Whether a line that cannot be used keeps out all others.
        count
            Called for each line that is read.

        Raises
        ------
        BadLines
            If `is_strict` and a line cannot be used.
        BadSetting
            If this machine does not know the time zone of the diary.
        """
        surroundings = describe_surroundings(options, settings, factors, now)
        reading = _Reading(known, surroundings, count)
        for name, file in self._files:
            reading.read_file(name, file)
        if is_strict and reading.problems:
            raise BadLines(reading.problems)
        return reading.contents()


def describe_surroundings(
    options: LineOptions, settings: Settings, factors: Sequence[Factor], now: datetime
) -> Surroundings:
    """Return what lines depend on in a diary with these settings and own factors, as of now.

    Raises
    ------
    BadSetting
        If this machine does not know the time zone of the diary.
    """
    name = settings.time_zone
    zone = (now.tzinfo or UTC) if name == LOCAL_ZONE else load_zone(name)
    return Surroundings(options, settings, factors, zone, now)


def _new_parser(surroundings: Surroundings, lines: Sequence[Stamped]) -> LineParser:
    return LineParser(surroundings, lambda: find_order(line.stamp for line in lines))


def _list_lines(name: str, file: InboxFile, known: KnownLines) -> list[Line]:
    counts: Counter[str] = Counter()
    lines = []
    for raw in file.lines:
        if raw.error is None:
            stamped = split_stamp(raw.text)
            hashed = known.hash(raw.text)
            counts[hashed] += 1
            stamp = known.hash(stamped.stamp.casefold()) if stamped.stamp else ""
            lines.append(Line(name, raw.number, stamped, LineKey(hashed, counts[hashed], stamp)))
    return lines


def _find_new(lines: Sequence[Line], known: KnownLines) -> Iterator[tuple[Line, bool]]:
    """Yield the lines that are not known, each with whether it is a known one that was changed.

    It is one if a line of the same stamp was imported that is no longer in its file.
    """
    new = [line for line in lines if line.key not in known]
    stamps = {line.key.stamp for line in new}
    present: dict[str, list[LineKey]] = defaultdict(list)
    for line in lines:
        if line.key.stamp in stamps:
            present[line.key.stamp].append(line.key)
    gone = {stamp: known.count_gone(stamp, keys) for stamp, keys in present.items() if stamp}
    for line in new:
        is_changed = gone.get(line.key.stamp, 0) > 0
        if is_changed:
            gone[line.key.stamp] -= 1
        yield line, is_changed


class _Reading:
    """Reads the files one after the other, and collects what is found."""

    def __init__(
        self, known: KnownLines, surroundings: Surroundings, count: Callable[[], None]
    ) -> None:
        self._known = known
        self._surroundings = surroundings
        self._count = count
        self._entries: list[LineEntry] = []
        self._places: list[tuple[str, int]] = []
        self.problems: list[LineProblem] = []
        self._changed: list[str] = []
        self._notices: list[str] = []

    def contents(self) -> InboxContents:
        """Return what was found."""
        return InboxContents(
            tuple(self._entries),
            tuple(self._places),
            tuple(self.problems),
            tuple(self._changed),
            tuple(self._notices),
        )

    def read_file(self, name: str, file: InboxFile) -> None:
        """Read the lines of a file that are not known."""
        for raw in file.lines:
            if raw.error is not None:
                self.problems.append(LineProblem(name, raw.number, raw.error))
        lines = _list_lines(name, file, self._known)
        parser = _new_parser(self._surroundings, [line.stamped for line in lines])
        before = {line.number: earlier for earlier, line in pairwise(lines)}
        read: dict[int, datetime | None] = {}
        late = []
        for line, is_changed in _find_new(lines, self._known):
            self._count()
            if is_changed:
                self._changed.append(f"{name}, line {line.number}")
                continue
            try:
                entry = parser.parse(line.stamped, line.key)
            except DiaryError as error:
                self.problems.append(LineProblem(name, line.number, error))
                continue
            self._entries.append(entry)
            self._places.append((name, line.number))
            self._known.add(line.key)
            read[line.number] = entry.at
            if entry.at and line.number in before:
                earlier = before[line.number]
                at = read.get(earlier.number) or _parse_stamp(parser, earlier)
                if at and timedelta() < at - entry.at <= _LATE_CLOCK:
                    late.append(line.number)
        if late:
            self._notices.append(_format_late(name, late))
        if file.unfinished:
            self._notices.append(
                f"{name}, line {file.unfinished}, the last one, has no end yet and was left for the"
                " next time: end it with a line break if it is whole."
            )


def _parse_stamp(parser: LineParser, line: Line) -> datetime | None:
    try:
        return parser.parse_stamp(line.stamped.stamp) if line.stamped.stamp else None
    except DiaryError:
        return None


def _format_late(name: str, numbers: Sequence[int]) -> str:
    lines = format_count(len(numbers), "line")
    begins = f"has {lines} with a stamp a little before that of the line above, the first in line"
    return f"{name} {begins} {numbers[0]}: was the clock of the phone right?"
