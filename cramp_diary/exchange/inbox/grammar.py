"""The grammar of a line: a stamp, then `log`, `day` or `drink` and what their commands take.

What the options mean is said by the commands themselves (`LineOptions`), and they are read by
`core.record_phrases`, as those of the command line are. README.md in the folder above describes
the grammar for people.
"""

from __future__ import annotations

import inspect
import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from cramp_diary.core import meant_day
from cramp_diary.core.errors import DiaryError
from cramp_diary.core.inbox import LineEntry
from cramp_diary.core.model import Drink, Episode, Relief, Site
from cramp_diary.core.record_phrases import parse_day_entry, parse_drink, parse_episode_options
from cramp_diary.core.vocabulary import Muscle, ReliefMethod, Side, State, is_none
from cramp_diary.core.when import (
    count_day_words,
    count_time_words,
    diary_day,
    parse_day,
    parse_when,
)
from cramp_diary.exchange.csv_folder.dates import DateParser, split_time
from cramp_diary.exchange.inbox.errors import (
    DoseOfWhichDay,
    GivenTwice,
    KindNeeded,
    NoCrampsTooEarly,
    NoStamp,
    NothingSaid,
    NoValue,
    OpenQuote,
    RelativeWithoutStamp,
    SeveralMeanings,
    StampInFuture,
    StampTooOld,
    UnknownOption,
    UnreadableWords,
)
from cramp_diary.exchange.inbox.words import Word, opens_quote, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from cramp_diary.core.inbox import LineKey
    from cramp_diary.core.model import DayEntry, Factor
    from cramp_diary.core.settings import Settings
    from cramp_diary.exchange.csv_folder.dates import Order

LOG, DAY, DRINK = KINDS = ("log", "day", "drink")
_NOTE = "note"
"""The kind of a line that is an episode with its words as the note."""

_FIRST_YEAR = 2000
_LATER = timedelta(days=400, hours=7)
"""After this time a phrase that depends on when it was written means something else."""

_MOST_SPAN = 6
"""The words of the longest value that may stand without its option: "back of the left thigh"."""

_BULLET = re.compile(r"\s*(?:[-*+\u2022\u2013\u2014]\s+)?(?:\[[ xX]?\]\s+)?(?P<open>\[)?")
_AFTER_STAMP = re.compile(r"[:,;|]?(?=\s|$)\s*(?:[-\u2013\u2014|] )?")

_EPISODE_FIELDS = frozenset(inspect.signature(parse_episode_options).parameters)
_MUSCLES, _SIDES = frozenset(Muscle), frozenset(("", *Side))
_STATES = frozenset({*State, *(state.replace(" ", "-") for state in State)})
_METHODS = frozenset({*ReliefMethod, *(method.replace(" ", "-") for method in ReliefMethod)})
_OUT_OF_TEN = re.compile(r"\d{1,2}/10")
_PARSERS: dict[str, Callable[[str], object]] = {
    "site": Site.parse_all,
    "state": State.parse,
    "relief": Relief.parse,
}
"""The options of an episode whose values may stand without them."""


class LineOption(NamedTuple):
    """An option of a command, as a line may give it.

    Attributes
    ----------
    parameter
        What `core.record_phrases` calls it.
    value
        What a yes or no is where it is given; None if a value follows.
    is_list
        Whether it may be given several times.
    """

    parameter: str
    value: bool | None = None
    is_list: bool = False


class LineOptions(NamedTuple):
    """The options of a log line and of a day line, each by the words for it in lower case."""

    log: Mapping[str, LineOption]
    day: Mapping[str, LineOption]


class Stamped(NamedTuple):
    """A line, split into its stamp as it was written, which may be empty, and the rest."""

    stamp: str
    rest: str


def split_stamp(line: str) -> Stamped:
    """Split a line into its stamp and the rest; the mark of a list before it is left out.

    >>> split_stamp("- 2026-11-25 03:12: severity 7")
    Stamped(stamp='2026-11-25T03:12', rest='severity 7')
    """
    text = " ".join(line.split())
    bullet = _BULLET.match(text)
    begins = text[bullet.end() :] if bullet else text
    stamp, rest = split_time(begins)
    if not stamp:
        return Stamped("", text)
    if bullet and bullet["open"] and rest.startswith("]"):
        rest = rest[1:]
    after = _AFTER_STAMP.match(rest)
    return Stamped(stamp, rest[after.end() :]) if after else Stamped("", text)


class Surroundings(NamedTuple):
    """What the meaning of a line depends on beside its words.

    Attributes
    ----------
    options
        What the commands take.
    settings, factors
        Of the diary.
    zone
        Where stamps without an offset, and those in UTC, are from.
    now
        Stamps later than this are refused.
    """

    options: LineOptions
    settings: Settings
    factors: Sequence[Factor]
    zone: tzinfo
    now: datetime


class LineParser:
    """Parses the lines of one file.

    `read_order` reads through the file for the order of day and month; it is called only if that
    matters.
    """

    def __init__(self, surroundings: Surroundings, read_order: Callable[[], Order]) -> None:
        self._options, self._settings, self._factors, self._zone, self._now = surroundings
        self._dates = DateParser(self._zone, read_order)

    def parse(self, stamped: Stamped, key: LineKey) -> LineEntry:
        """Return what is to be recorded because of a line.

        Raises
        ------
        DiaryError
            If it cannot be read, or only in several ways.
        """
        at = self.parse_stamp(stamped.stamp) if stamped.stamp else None
        kind, text = self._split_kind(stamped.rest, at)
        now = at or self._now
        if kind == _NOTE:
            episode = Episode(started_at=now, logged_at=at, note=text)
            return LineEntry(key, at, episode)
        if kind == DRINK:
            return LineEntry(key, at, drink=self._parse_drink(text, now))
        words = split_words(text)
        if kind == DAY:
            return LineEntry(key, at, days=tuple(self._parse_day(text, words, at)))
        episode, days = self._parse_log(text, words, at)
        return LineEntry(key, at, episode, days)

    def parse_stamp(self, stamp: str) -> datetime:
        """Parse a stamp; the zone of the result is that of the diary, where the offset is its own.

        Raises
        ------
        InputError
            If it is no time, in the future, or before there were such phones.
        """
        at = self._dates.parse_time(stamp).replace(microsecond=0)
        there = at.astimezone(self._zone)
        if there.utcoffset() == at.utcoffset():
            at = there
        if at.year < _FIRST_YEAR:
            raise StampTooOld(at)
        if at > self._now:
            raise StampInFuture(at)
        return at

    def _split_kind(self, text: str, at: datetime | None) -> tuple[str, str]:
        """Return the kind of a line, and the text after the word for it, if there is one."""
        first, _, rest = text.partition(" ")
        word = first.rstrip(":,").casefold()
        if word in KINDS:
            if at is None and word == DRINK:
                raise RelativeWithoutStamp(word)
            return word, rest
        if at is None:
            raise NoStamp(text)
        if not text:
            raise NothingSaid
        return (LOG if self._begins_like_log(text, at) else _NOTE), text

    def _begins_like_log(self, text: str, at: datetime) -> bool:
        try:
            words = split_words(text)
        except OpenQuote:
            if opens_quote(text):
                raise
            return False
        if not words:
            raise NothingSaid
        if words[0].is_quoted or count_time_words([word.text for word in words], at):
            return True
        if found := _match_option(words, self._options.log):
            if found.option.parameter not in _EPISODE_FIELDS:
                raise KindNeeded(words[0].text)
            is_word = found.option.value is not None and not words[0].has_dashes
            return not (is_word and self._has_unreadable_words(text, words))
        return ":" in words[0].text and bool(_recognize_exactly(words[0].text))

    def _has_unreadable_words(self, text: str, words: list[Word]) -> bool:
        """Return whether words that begin like an option, as in "woke up from it", are a note."""
        try:
            _Reader(LOG, self._options.log, self._read_context).read(text, words)
        except UnreadableWords:
            return True
        return False

    def _parse_drink(self, text: str, at: datetime) -> Drink:
        if not text:
            raise NothingSaid(DRINK)
        day = meant_day.day_of_intake(at, self._settings.day_starts_at)
        return Drink(day, at, parse_drink(text, self._settings.measures))

    def _parse_log(
        self, text: str, words: list[Word], at: datetime | None
    ) -> tuple[Episode, tuple[DayEntry, ...]]:
        now = at or self._now
        count = count_time_words(_plain_words(words), now)
        phrase = " ".join(word.text for word in words[:count])
        if at is None:
            if not phrase:
                raise RelativeWithoutStamp(LOG)
            self._require_absolute(phrase, lambda now: parse_when(phrase, now))
        moment = parse_when(phrase or "now", now)
        given = _Reader(LOG, self._options.log, self._read_context).read(text, words[count:])
        of_episode = {name: given.pop(name) for name in given.keys() & _EPISODE_FIELDS}
        episode = Episode(
            started_at=moment.at,
            about=moment.precision == "about",
            logged_at=at,
            **parse_episode_options(**of_episode),
        )
        if not given:
            return episode, ()
        day = diary_day(episode.started_at, episode.state, self._settings.day_starts_at)
        entry = parse_day_entry(self._settings.measures, **given).on(day)
        return episode, (entry,)

    def _parse_day(self, text: str, words: list[Word], at: datetime | None) -> list[DayEntry]:
        now, starts = at or self._now, self._settings.day_starts_at
        running = meant_day.running_day(now, starts)
        count = count_day_words(_plain_words(words), running)
        phrase = " ".join(word.text for word in words[:count])
        if at is None:
            if not phrase:
                raise RelativeWithoutStamp(DAY)
            self._require_absolute(phrase, lambda now: parse_day(phrase, now.date()))
        day = parse_day(phrase, running) if phrase else meant_day.day_spoken_of(now, starts)
        given = _Reader(DAY, self._options.day, self._read_context).read(text, words[count:])
        if not given:
            raise NothingSaid(DAY)
        if not phrase and given.get("med") and day != running:
            raise DoseOfWhichDay(given["med"])
        if given.get("no_cramps") and not meant_day.may_confirm_no_cramps(day, now, starts):
            raise NoCrampsTooEarly(day, f"{meant_day.no_cramps_from(day, starts):%H:%M}")
        entry = parse_day_entry(self._settings.measures, self._factors, **given)
        if entry.day.no_cramps:
            entry = entry._replace(day=replace(entry.day, confirmed_at=at))
        dose_day = day if phrase else meant_day.day_of_intake(now, starts)
        return meant_day.place_entry(entry, day, dose_day=dose_day, now=now, day_starts_at=starts)

    def _require_absolute(self, phrase: str, parse: Callable[[datetime], object]) -> None:
        """Refuse a phrase whose meaning depends on when it was written.

        Raises
        ------
        RelativeWithoutStamp
            If it means another time when it is read later.
        """
        try:
            is_same = parse(self._now) == parse(self._now + _LATER)
        except DiaryError:
            is_same = False
        if not is_same:
            raise RelativeWithoutStamp(phrase)

    def _read_context(self, **given: Any) -> object:  # noqa: ANN401 - as parse_day_entry takes them
        return parse_day_entry(self._settings.measures, self._factors, **given)


def _plain_words(words: Sequence[Word]) -> list[str]:
    """Return the words before the first text in quotes or option with dashes."""
    return [
        word.text for word in takewhile(lambda word: not (word.is_quoted or word.has_dashes), words)
    ]


class _Found(NamedTuple):
    """An option that some words begin with, how many they are, and the value written to it."""

    option: LineOption
    words: int
    value: str = ""


def _match_option(words: Sequence[Word], options: Mapping[str, LineOption]) -> _Found | None:
    first, *more = words
    if first.is_quoted:
        return None
    if first.text in options:  # severity, or -s
        return _Found(options[first.text], 1)
    if more and not more[0].is_quoted and not more[0].has_dashes:
        option = options.get(f"{first.bare}-{more[0].bare}")  # no cramps
        if option:
            return _Found(option, 2)
    if option := options.get(first.bare):
        return _Found(option, 1)
    has_mark = "=" in first.text or ":" in first.text
    written = re.fullmatch(r"([\w-]+)[=:](.+)", first.text) if has_mark else None
    name = Word(written[1], 0).bare if written else ""
    option = options.get(name)
    if written and option and option.value is None and name not in _METHODS:
        return _Found(option, 1, written[2])
    return None


def _is_unit(words: Sequence[Word], at: int) -> bool:
    """Return whether a word is the unit of the number before it, as in "stretching 2 minutes"."""
    if words[at].text.casefold() != "minutes" or not at or not words[at - 1].text[-1:].isdigit():
        return False
    after = words[at + 1 : at + 2]
    return not after or not (after[0].is_quoted or after[0].text[:1].isdigit())


class _Reader:
    """Reads the options of a line, and the values that stand without theirs."""

    def __init__(
        self, kind: str, options: Mapping[str, LineOption], read_of_day: Callable[..., object]
    ) -> None:
        self._kind = kind
        self._options = options
        self._read_of_day = read_of_day
        self._given: dict[str, Any] = {}
        self._are_lists = {option.parameter for option in options.values() if option.is_list}

    def read(self, text: str, words: Sequence[Word]) -> dict[str, Any]:
        """Return what is given, by parameter, as `core.record_phrases` takes it.

        Raises
        ------
        DiaryError
            If some of it cannot be read.
        """
        at = 0
        loose: list[str] = []
        while at < len(words):
            word = words[at]
            found = None if _is_unit(words, at) else _match_option(words[at:], self._options)
            if found is None and not word.is_quoted:
                if word.has_dashes:
                    names = sorted(name for name in self._options if name[:1] != "-")
                    raise UnknownOption(word.text, self._kind, names)
                loose.append(word.text)
                at += 1
                continue
            self._give_loose(loose)
            loose = []
            at += found.words if found else 1
            if found is None:
                self._give_note(word.text)
            elif found.option.value is not None:
                self._give(found.option.parameter, found.option.value)
            elif found.value:
                self._give(found.option.parameter, found.value)
            elif at == len(words):
                raise NoValue(word.bare)
            elif words[at].is_quoted:
                self._give(found.option.parameter, words[at].text)
                at += 1
            elif found.option.parameter == "note":
                self._give_note(text[words[at].start :])
                break
            else:
                run = self._take_run(words[at:])
                at += len(run)
                value, loose = self._split_value(found.option.parameter, run)
                self._give(found.option.parameter, value)
        self._give_loose(loose)
        return self._given

    def _take_run(self, words: Sequence[Word]) -> list[str]:
        """Return the words that may belong to a value: the first, and those up to the next part."""
        run = [words[0].text]
        for number, word in enumerate(words[1:], 1):
            if word.is_quoted or word.has_dashes:
                break
            if not _is_unit(words, number) and _match_option(words[number:], self._options):
                break
            is_whole = ":" in word.text or word.text.casefold() in _STATES
            if self._kind == LOG and is_whole and _recognize_exactly(word.text):
                break
            run.append(word.text)
        return run

    def _split_value(self, parameter: str, run: list[str]) -> tuple[str, list[str]]:
        """Split words into a value, as long as it can be read, and others that stand alone."""
        for number in range(len(run), 0, -1) if len(run) > 1 else ():
            value, rest = " ".join(run[:number]), run[number:]
            if self._is_readable(parameter, value) and self._are_loose(rest):
                return value, rest
        return " ".join(run), []

    def _is_readable(self, parameter: str, value: str) -> bool:
        given: dict[str, Any] = {parameter: [value] if parameter in self._are_lists else value}
        read = parse_episode_options if parameter in _EPISODE_FIELDS else self._read_of_day
        if self._kind == DAY:
            read = self._read_of_day
        try:
            read(**given)
        except DiaryError:
            return False
        return True

    def _are_loose(self, words: list[str]) -> bool:
        if not words:
            return True
        if self._kind == DAY:
            return is_none(" ".join(words))
        try:
            return list(_split_loose(words)) != []
        except DiaryError:
            return False

    def _give_loose(self, words: list[str]) -> None:
        """Give the values that stand without their options."""
        if not words:
            return
        if self._kind == DAY:
            if not is_none(" ".join(words)):
                raise UnreadableWords(" ".join(words))
            self._give("no_cramps", value=True)
            return
        for parameter, value in _split_loose(words):
            self._give(parameter, value)

    def _give(self, parameter: str, value: str | bool) -> None:  # noqa: FBT001 - a value
        if parameter in self._are_lists:
            self._given.setdefault(parameter, []).append(value)
        elif parameter == "note":
            self._give_note(str(value))
        elif self._given.setdefault(parameter, value) is not value:
            raise GivenTwice(parameter.replace("_", " "))

    def _give_note(self, text: str) -> None:
        self._given["note"] = " ".join(filter(None, (self._given.get("note", ""), text)))


def _split_loose(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the values that stand without their options, each with its parameter.

    Raises
    ------
    UnreadableWords, SeveralMeanings
        If some words are no such value, or could be those of several options.
    """
    at = 0
    while at < len(words):
        most = 1 if ":" in words[at] else _MOST_SPAN
        for number in range(min(most, len(words) - at), 0, -1):
            value = " ".join(words[at : at + number])
            if names := _recognize_exactly(value) or _recognize_words(value):
                if len(names) > 1:
                    raise SeveralMeanings(value, names)
                yield names[0], value
                at += number
                break
        else:
            raise UnreadableWords(" ".join(words[at:]))


@lru_cache(maxsize=4096)
def _recognize_exactly(text: str) -> tuple[str, ...]:
    """Return the options of which a text is a value, in the diary's own words."""
    name, _, rest = text.casefold().partition(":")
    found = {
        "site": name in _MUSCLES and rest in _SIDES,
        "state": text.casefold() in _STATES,
        "relief": name in _METHODS,
        "severity": bool(_OUT_OF_TEN.fullmatch(text)),
    }
    return tuple(option for option, is_it in found.items() if is_it)


@lru_cache(maxsize=4096)
def _recognize_words(text: str) -> tuple[str, ...]:
    """Return the options of which a text is a value, in other words for it."""
    found = []
    for option, parse in _PARSERS.items():
        with suppress(DiaryError):
            parse(text)
            found.append(option)
    return tuple(found)
