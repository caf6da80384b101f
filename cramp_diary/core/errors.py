"""Errors that the user can correct; each message says what is wrong, then what to do.

Each class writes its own message, so that the same mistake gets the same words everywhere. Exit
codes: 1 the request cannot be met, 2 the input cannot be read, 3 the file cannot be used.
"""

from __future__ import annotations

from datetime import timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cramp_diary.core.operating_system import quote_argument, shell_quote
from cramp_diary.core.text import format_count, format_span, join_words, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    CourseDays = tuple[date, date | None]


MAX_QUOTE_LENGTH = 83


class DiaryError(Exception):
    """Base class of the errors that the user can correct.

    Its arguments are the lines of the message: one sentence; of an error in several places, also a
    line for each of them.
    """

    exit_code = 1

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the message."""
        return tuple(map(str, self.args))

    def __str__(self) -> str:
        """Return the message."""
        return "\n".join(self.lines)


class InputError(DiaryError):
    """Base class for input, typed or in a file to import, that cannot be used."""

    exit_code = 2


class StoreError(DiaryError):
    """Base class for a diary file, or a file to write, that cannot be used."""

    exit_code = 3


def format_os_error(error: OSError) -> str:
    """Format why the system refused, without the number and the path that Python puts there.

    >>> format_os_error(PermissionError(13, "Permission denied", "diary.db"))
    'Permission denied'
    """
    return error.strerror or "the system gives no reason"


def _quote(phrase: str) -> str:
    most = MAX_QUOTE_LENGTH
    return f"'{shorten(phrase[: most + 1], lambda cut: len(cut) <= most, ellipsis='...')}'"


def _format_time(at: datetime) -> str:
    return at.isoformat(timespec="seconds" if at.second else "minutes")


class OutOfRange(InputError):
    """A number outside its limits."""

    def __init__(self, what: str, value: float, limits: tuple[float, float], unit: str) -> None:
        low, high = limits
        unit = f" {unit}" if unit else ""
        super().__init__(
            f"{what} of {value:g}{unit} is out of range: give {low:g} to {high:g}{unit}."
        )


class OtherUnit(InputError):
    """A number that is almost surely an amount in another unit.

    `factor` is how many of the right unit the other one is.
    """

    def __init__(self, what: str, value: float, unit: str, other: str, factor: float) -> None:
        super().__init__(
            f"{what} of {value:g} {unit} is hardly what was meant: for {value:g} {other} give"
            f" {value * factor:.6g} {unit}."
        )


class NotWhole(InputError):
    """A number that is not a whole number but has to be."""

    def __init__(self, what: str, value: float) -> None:
        super().__init__(f"{what} of {value} is not a whole number: give one without decimals.")


class UnknownChoice(InputError):
    """A word that is not one of the allowed choices."""

    def __init__(
        self, what: str, word: str, choices: Iterable[str], near: Iterable[str] = ()
    ) -> None:
        instead = f"did you mean {join_words(near)}?" if near else f"use {join_words(choices)}."
        super().__init__(f"There is no {what} {_quote(word)}: {instead}")


class BadOptionValue(InputError):
    """A word that an option does not take."""

    def __init__(self, option: str, word: str, choices: Iterable[str]) -> None:
        super().__init__(f"{option} takes {join_words(choices)}, not {_quote(word)}.")


class AmbiguousWord(InputError):
    """A word that could mean several of the allowed choices."""

    def __init__(self, word: str, choices: Iterable[str]) -> None:
        super().__init__(f"{_quote(word)} could be {join_words(choices)}: say which.")


class BadName(InputError):
    """A name that is empty, or holds a character that options and CSV files use as a mark."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"A name of {what} {why}: choose another, such as 'old trainers'.")


class BadText(InputError):
    """Text that is not valid Unicode."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The {what} holds bytes that are not text: type it again as UTF-8.")


class UnreadableAmount(InputError):
    """A text that is not a number, volume, duration or time of day."""

    def __init__(self, what: str, text: str, example: str) -> None:
        super().__init__(
            f"{_quote(text)} is no {what} the diary can read: write it like {example}."
        )


class NoUnit(InputError):
    """A volume without its unit."""

    def __init__(self, text: str, readings: Iterable[str]) -> None:
        super().__init__(
            f"{_quote(text)} has no unit: write {join_words(readings) if readings else '900ml'}."
        )


class NoOneNumber(InputError):
    """A word for a severity that people mean different numbers by."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{_quote(text)} is not one number: give 0, no pain, to 10, the worst you can imagine."
        )


class UnreadablePart(InputError):
    """An option, an answer or a cell whose text does not have the expected form."""

    def __init__(self, option: str, text: str, example: str) -> None:
        super().__init__(f"{_quote(text)} does not fit {option}: write it like {example}.")


class NoZone(InputError):
    """A time without an offset from UTC."""

    def __init__(self, text: str) -> None:
        super().__init__(f"'{text}' has no offset from UTC: write it like 2026-03-01T03:10+01:00.")


class UnreadableTime(InputError):
    """A phrase that is not a time, or could mean several times."""

    def __init__(
        self, phrase: str, instead: str, why: str = "is no time the diary can read"
    ) -> None:
        super().__init__(f"{_quote(phrase)} {why}: try {instead}.")


class UnreadableDay(InputError):
    """A phrase that is not a day, or could mean several days."""

    def __init__(
        self, phrase: str, instead: str, why: str = "is no day the diary can read"
    ) -> None:
        super().__init__(f"{_quote(phrase)} {why}: try {instead}.")


class UnreadableMonth(InputError):
    """A phrase that is not a month."""

    def __init__(self, phrase: str) -> None:
        super().__init__(f"'{phrase}' is no month the diary can read: try 2026-03, march or last.")


class InTheFuture(InputError):
    """A time, day or month in the future."""

    def __init__(self, phrase: str, meaning: str, instead: str) -> None:
        super().__init__(f"{_quote(phrase)} would be {meaning}, in the future: try {instead}.")


class SkippedTime(InputError):
    """A time that did not exist, because the clocks were put forward over it."""

    def __init__(self, phrase: str, instead: str) -> None:
        super().__init__(
            f"{_quote(phrase)} never was, the clocks skipped it that day: try {instead}."
        )


class RepeatedTime(InputError):
    """A time that came twice, because the clocks were put back; both times are in the past.

    Attributes
    ----------
    first, second
        Both times, aware, the earlier one first, for a caller that can ask which was meant.
    """

    def __init__(self, phrase: str, first: datetime, second: datetime) -> None:
        self.first = first
        self.second = second
        super().__init__(
            f"{_quote(phrase)} was twice, the clocks went back that day: write"
            f" {_format_time(first)} for the first time or {_format_time(second)} for the second."
        )


class BadSetting(InputError):
    """A value that a setting cannot have."""

    def __init__(self, key: str, why: str, example: str) -> None:
        super().__init__(f"{key} cannot be set: {why}. Give a value like {example}.")


class NoSuchSetting(InputError):
    """A setting that does not exist."""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no setting '{key}': use {join_words(known)}.")


class NothingGiven(InputError):
    """A command without anything to record, or to forget."""

    def __init__(self, example: str, to_do: str = "record") -> None:
        super().__init__(f"Nothing to {to_do} was given: say what, for example with {example}")


class Contradiction(InputError):
    """Two statements that contradict each other."""

    def __init__(self, first: str, second: str, instead: str) -> None:
        super().__init__(f"{first}, but {second}: {instead}.")


class TooEarlyForNoCramps(InputError):
    """No cramps on a day that has not run for long enough to say so."""

    def __init__(self, day: str, when: str) -> None:
        super().__init__(
            f"It is too early to say that {day} had no cramps: say it from {when} on with"
            " cramp day today --no-cramps, or of the day before with cramp day yesterday"
            " --no-cramps"
        )


class DoseWithoutDay(InputError):
    """A dose without a day at an hour at which it may be of last night or of this morning."""

    def __init__(self, doses: Iterable[str], border: str) -> None:
        options = " ".join(f"--med {shell_quote(dose)}" for dose in doses)
        super().__init__(
            f"Say when you took {join_words(doses, 'and')}, nothing is recorded yet: before"
            f" {border} with cramp day yesterday {options}, or later with cramp day today {options}"
        )


class NoSuchCommand(InputError):
    """A command that does not exist."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        near = get_close_matches(name, known)
        hint = f"did you mean {join_words(near)}?" if near else "cramp --help lists them."
        super().__init__(f"There is no command '{name}': {hint}")


class NoSuchEpisode(DiaryError):
    """An id that no episode in the diary has."""

    def __init__(self, episode_id: int) -> None:
        super().__init__(f"There is no episode {episode_id}: cramp list shows the ids.")


class NoSuchName(DiaryError):
    """A shoe, medication or own factor that is not in the diary.

    `command` is the one that adds such a thing, without the name.
    """

    def __init__(self, what: str, name: str, known: Iterable[str], command: str) -> None:
        others = f", only {join_words(names, 'and')}" if (names := sorted(known)) else ""
        super().__init__(
            f"There is no {what} '{name}' in the diary{others}: add it with"
            f" {command} {quote_argument(name)}"
        )


class NothingOfThatName(DiaryError):
    """A shoe, medication or own factor to change or remove that is not in the diary.

    `group` is the group of commands about such things.
    """

    def __init__(self, what: str, name: str, known: Iterable[str], group: str) -> None:
        others = f", only {join_words(names, 'and')}" if (names := sorted(known)) else ""
        super().__init__(
            f"There is no {what} {_quote(name)} in the diary{others}: look with cramp {group} list"
        )


class NameTaken(DiaryError):
    """A new name that something else has already, also if spelled with other capitals or spaces."""

    def __init__(self, what: str, name: str) -> None:
        article = "an" if what[0] in "aeiou" else "a"
        super().__init__(f"There is already {article} {what} called '{name}': choose another name.")


class FactorHasValues(DiaryError):
    """A new kind or unit of an own factor would change the meaning of its values.

    Parameters
    ----------
    name, measure
        Of the factor as it is, such as "in hours" or "as yes/no".
    days
        On how many days it has values.
    kept_name
        A name that is still free.
    options
        Of the command that adds the factor as it is wanted, quoted.
    """

    def __init__(self, name: str, measure: str, days: int, kept_name: str, options: str) -> None:
        super().__init__(
            f"{name} has values {measure} on {format_count(days, 'day')}, and another kind or unit"
            " would change what they mean: keep them under another name with cramp factor rename"
            f" {quote_argument(name, kept_name)}, then begin anew with cramp factor add"
            f" {options} {quote_argument(name)}"
        )


class CourseExists(DiaryError):
    """A course that overlaps another course of the same medication.

    Parameters
    ----------
    name, days
        Of the other course, with its first and its last day.
    new_first_day, new_dose
        Of the one that is refused.
    """

    def __init__(
        self, name: str, days: CourseDays, new_first_day: date, new_dose: str = ""
    ) -> None:
        first_day, last_day = days
        if new_first_day < first_day:
            before = first_day - timedelta(days=1)
            instead = f"let the earlier course end before it, with --until {before}"
        elif last_day is not None:
            instead = "begin after it."
        elif new_first_day == first_day and new_dose:
            dose = shell_quote(new_dose)
            instead = f"change its dose with cramp med edit --dose {dose} {quote_argument(name)}"
        else:
            words = [name]
            if first_day < new_first_day:
                words.append(str(new_first_day - timedelta(days=1)))
            instead = f"end it first with cramp med stop {quote_argument(*words)}"
        running = ", still running," if last_day is None else ""
        super().__init__(
            f"A course of {name} {format_span(*days)}{running} covers"
            f" {max(first_day, new_first_day)} already: {instead}"
        )


class NoSuchCourse(DiaryError):
    """A course to change that is not in the diary; `day` is the one that it should cover."""

    def __init__(self, name: str, day: date | None, courses: Sequence[CourseDays]) -> None:
        if courses:
            spans = join_words((format_span(*days) for days in courses), "and")
            super().__init__(
                f"No course of {name} covers {day}, only those {spans}: name a day of one, such as"
                f" --course {courses[-1][0]}"
            )
        else:
            super().__init__(
                f"There is no course of {name}: begin one with"
                f" cramp med start {quote_argument(name)}"
            )


class SeveralCourses(DiaryError):
    """A change that does not fit the latest course, while there are others that may be meant."""

    def __init__(self, name: str, others: Sequence[CourseDays]) -> None:
        spans = join_words((format_span(*days) for days in others), "and")
        super().__init__(
            f"The latest course of {name} would end before it begins, and there are others {spans}:"
            f" name a day of the one that is meant, such as --course {others[-1][0]}"
        )


class NoRunningCourse(DiaryError):
    """A course to stop that was not running on that day; `is_over` if the latest has ended."""

    def __init__(self, name: str, day: date, *, is_over: bool = False) -> None:
        quoted = quote_argument(name)
        instead = "cramp med list shows the courses; "
        if is_over:
            instead = f"change the last day of the one before with cramp med edit --until {day}"
            instead += f" {quoted}, or "
        super().__init__(
            f"No course of {name} without an end was running on {day}: {instead}begin one with"
            f" cramp med start {quoted}"
        )


class NotOnThatDay(DiaryError):
    """Something to clear that is not recorded on that day."""

    def __init__(
        self, what: str, day: date, recorded: Iterable[str], fields: Iterable[str]
    ) -> None:
        names = [shell_quote(name) for name in dict.fromkeys(recorded)]
        there, these = (
            (f", only {join_words(names, 'and')}", "one of these, or ") if names else ("", "")
        )
        super().__init__(
            f"Nothing called {_quote(what)} is recorded on {day}{there}: clear {these}"
            f"{join_words(fields)}."
        )


class SeveralOnThatDay(DiaryError):
    """A name to clear that things of different kinds have on that day."""

    def __init__(self, what: str, day: date, names: Iterable[str]) -> None:
        options = (f"--clear {shell_quote(name)}" for name in dict.fromkeys(names))
        super().__init__(
            f"{_quote(what)} is more than one thing on {day}: say which with {join_words(options)}"
        )


class NothingRecorded(DiaryError):
    """A period without any recorded day."""

    def __init__(self, when: str, last_day: date | None) -> None:
        hint = (
            f"the last recorded day is {last_day}: ask for its month, or with --until {last_day}"
            if last_day
            else "log an episode, or say cramp day yesterday --no-cramps, and ask again"
        )
        super().__init__(f"No day is recorded in {when}: {hint}.")


class OutputNotWritten(StoreError):
    """Output that could not be written, after the command had done its work."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The answer could not be written ({why}), but what was asked is done: look with"
            " cramp history"
        )


class CannotCompare(DiaryError):
    """Two series with too little data to compare."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"These days cannot be compared: {why}. Record more days, then ask again.")


class TrialOfMedicine(DiaryError):
    """A trial of something that is taken."""

    def __init__(self, habit: str, word: str) -> None:
        what = _quote(habit) if habit == word else f"{_quote(habit)}, which names {_quote(word)},"
        super().__init__(
            f"{what} is something that is taken, and no trial is of a medicine or a supplement: to"
            " begin, leave out or change one, ask your doctor."
        )


class TrialOfStopping(DiaryError):
    """A trial of leaving something out."""

    def __init__(self, habit: str) -> None:
        super().__init__(
            f"{_quote(habit)} would leave something out, and no trial stops anything, least of all"
            " what was prescribed: name a habit that is added on some days, such as stretching."
        )


class TrialOfFluids(DiaryError):
    """A trial that would restrict or force fluids."""

    def __init__(self, habit: str) -> None:
        super().__init__(
            f"{_quote(habit)} is about what you drink, and no trial restricts or forces that: a"
            " glass more than usual on some days is cramp trial plan water"
        )


class NoUsualWater(DiaryError):
    """A trial of water where it is not known what the person usually drinks."""

    def __init__(self, days: int, need: int) -> None:
        super().__init__(
            f"What you usually drink is known of {format_count(days, 'day')} only, and {need} are"
            " needed to stay near it: record it, as with cramp day --water 1.8l"
        )


class MuchWater(DiaryError):
    """A trial of water where the person drinks plenty already."""

    def __init__(self, usual: str, most: str) -> None:
        super().__init__(
            f"You usually drink {usual} a day: a glass more would be beyond {most}, and no trial"
            " forces fluids. Try another habit."
        )


class TakenOrNot(InputError):
    """A habit in own words of which it is not said whether it is something that is taken."""

    def __init__(self, habit: str) -> None:
        super().__init__(
            f"Is {_quote(habit)} something you take? No trial is of a medicine or a supplement; if"
            f" it is neither, say so with cramp trial plan --not-taken {quote_argument(habit)}"
        )


class TrialWhileWorsening(DiaryError):
    """A trial while the cramps are worsening."""

    def __init__(self) -> None:
        super().__init__(
            "Your cramps are worsening, and a doctor comes first: no trial is planned or started"
            " meanwhile. What has changed is shown by cramp trend"
        )


class TrialLength(InputError):
    """A number of days that no trial has."""

    def __init__(self, days: int, limits: tuple[int, int]) -> None:
        least, greatest = limits
        super().__init__(
            f"A trial of {days} days is too {'short' if days < least else 'long'}: give"
            f" {least} to {greatest} days, which are at least six pairs of six days."
        )


class TrialInThePast(InputError):
    """A trial that would begin on a day that has been."""

    def __init__(self, day: date, today: date) -> None:
        super().__init__(
            f"A trial cannot begin on {day}, in the past: its days are drawn before they come."
            f" Leave out --from, or give {today} or later."
        )


class ClockBehind(DiaryError):
    """A clock that is before what the diary holds."""

    def __init__(self, last_day: date, today: date) -> None:
        super().__init__(
            f"The diary has a record of {last_day}, but by the clock of this computer it is"
            f" {today}: set the clock first, as a trial goes by its days."
        )


class NoExpectation(InputError):
    """A trial of which it is not said what is expected."""

    def __init__(self) -> None:
        super().__init__(
            "What do you expect of the days with the habit? It is kept beside the result: say it"
            " with --expect better, --expect same or --expect worse."
        )


class NoTrial(DiaryError):
    """A trial that is asked for, where there is none."""

    def __init__(self, what: str = "No trial was started in this diary") -> None:
        super().__init__(f"{what}: see what one would take with cramp trial plan stretching")


class TrialNotOver(DiaryError):
    """The result of a trial that is not over."""

    def __init__(self, habit: str, last_day: date) -> None:
        super().__init__(
            f"The trial of {habit} runs until {last_day}, and what came of it is shown then, not"
            " before: a look on the way would spoil it. How it goes on is shown by cramp trial"
        )


class FactorOfTrial(DiaryError):
    """A factor that is left out while a trial of it runs."""

    def __init__(self, name: str, habit: str, last_day: date) -> None:
        super().__init__(
            f"{name} is left out while the trial of {habit} runs, until {last_day}: a look on the"
            " way would spoil it. How it goes on is shown by cramp trial"
        )


class TrialRunning(DiaryError):
    """A trial whose days would be those of another one."""

    def __init__(self, habit: str, first_day: date, end: date) -> None:
        super().__init__(
            f"A diary has one trial at a time, and that of {habit}"
            f" {format_span(first_day, end - timedelta(days=1))} has some of these days: wait for"
            " its end, or stop it with cramp trial stop"
        )


class NoTrialDay(DiaryError):
    """A day that belongs to no trial."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"No trial has the day {day}, so nothing was to be done or left: see the days of the"
            " trials with cramp trial"
        )


class CannotWrite(StoreError):
    """A file or folder that cannot be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written ({why}): name another place.")


class OnePageOnly(InputError):
    """A picture of one page for a report that has several; `pdf` is a file that can hold them."""

    def __init__(self, path: Path, month: str, pdf: Path) -> None:
        super().__init__(
            f"--with-factors makes a second page, for which {path.name} has no room: it needs a"
            f" .pdf file, as with cramp report {month} --with-factors -o {shell_quote(pdf)}"
        )


class DemoFolderNotEmpty(DiaryError):
    """A folder for the demo that holds something; `other` is one that does not exist yet."""

    def __init__(self, folder: Path, other: Path) -> None:
        super().__init__(
            f"There is something in {folder} already, and the demo overwrites nothing: make it"
            f" elsewhere with cramp demo {quote_argument(str(other))}"
        )
