"""The rows of a CSV folder, compared with a diary kind by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from cramp_diary.core.changes import NOTHING, Changes
from cramp_diary.core.period import list_record_counts
from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.settings import Settings
from cramp_diary.core.trial import hash_plan
from cramp_diary.core.vocabulary import NONE, Keep, name_key
from cramp_diary.core.when import format_day
from cramp_diary.exchange.csv_folder.differences import (
    ACTIVITY_FIELDS,
    COURSE_FIELDS,
    DAY_RECORD_FIELDS,
    DOSE_FIELDS,
    DRINK_FIELDS,
    EPISODE_FIELDS,
    KIND_AND_UNIT,
    MONTHLY_FIELDS,
    TRIAL_DAY_FIELDS,
    TRIAL_FIELDS,
    WEAR_FIELDS,
    Field,
    FolderDifference,
    format_activity,
    format_course,
    format_dose,
    format_drink,
    format_episode,
    format_its_day,
    format_its_month,
    format_trial,
    format_trial_day,
    format_wear,
    value_field,
)
from cramp_diary.exchange.csv_folder.matching import check_keys, match_rows

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence
    from datetime import date

    from cramp_diary.core.model import (
        Activity,
        Course,
        Dose,
        Drink,
        Factor,
        FactorValue,
        MonthlySymptoms,
        Wear,
    )
    from cramp_diary.core.period import Period
    from cramp_diary.core.record import Record
    from cramp_diary.core.trial import Trial, TrialDay
    from cramp_diary.exchange.csv_folder.problems import Problems
    from cramp_diary.exchange.csv_folder.reader import Row
    from cramp_diary.exchange.csv_folder.schemas import SettingValue

R = TypeVar("R", bound="Record")
Settle = Callable[[Field, Any, Any], bool]
"""Takes a field and its two values, and tells whether the second one is taken."""

_REPLACED_BY_KEY = (
    *("episodes", "days", "factor_values"),
    *("monthly_symptoms", "trials", "trial_days"),
)
"""The kinds that the diary changes in place; others are deleted and written anew."""


def merge_fields(mine: R, theirs: R, fields: Iterable[Field], settle: Settle) -> R:
    """Return a record with the fields that it lacks, and those of which `settle` says so."""
    taken: dict[str, Any] = {}
    for field in fields:
        before, given = getattr(mine, field.name), getattr(theirs, field.name)
        if given == before or given in field.empty:
            continue
        if before in field.empty or settle(field, before, given):
            taken |= {name: getattr(theirs, name) for name in (field.name, *field.along)}
    return changed_unchecked(mine, **taken) if taken else mine


def takes_settings(known: Period, keep: Keep | None) -> bool:
    """Tell whether the settings of a folder are taken: if theirs are kept, or in a new diary."""
    settings = known.settings._replace(inbox=None)
    is_new = settings == Settings() and not list_record_counts(known)
    return is_new or keep is Keep.THEIRS


class Merger:
    """Compares the rows of a folder with a diary, and collects the changes.

    Rows that contradict earlier ones are added to the problems.

    Attributes
    ----------
    differences
        Where both have a value, and not the same one.
    settings
        Those of the diary, after the import.
    added, changed, removed
        The records of `Changes`, by the attribute of `Period`.
    """

    def __init__(self, known: Period, keep: Keep | None, problems: Problems) -> None:
        self.known = known
        self.keep = keep
        self.problems = problems
        self.settings = known.settings
        self.differences: list[FolderDifference] = []
        self.added, self.changed, self.removed = (defaultdict[str, list[Any]](list) for _ in "123")
        self._stored: dict[str, str] = {}
        self._of_another_meaning: set[str] = set()
        """The own factors whose values mean another thing in the folder."""

    def changes(self) -> Changes:
        """Return what was collected."""
        added, changed, removed = (
            self._to_period(found) for found in (self.added, self.changed, self.removed)
        )
        return Changes(added=added, changed=changed, removed=removed, settings=self._stored)

    def _to_period(self, found: dict[str, list[Any]]) -> Period:
        records: dict[str, Any] = {kind: tuple(each) for kind, each in found.items()}
        return replace(NOTHING, settings=self.settings, **records)

    def settle(self, row: Row[Any], what: str, mine: str, theirs: str) -> bool:
        """Note a difference, and tell whether the folder's value is to be taken."""
        self.differences.append(FolderDifference(row.file, row.line, what, mine, theirs))
        return self.keep is Keep.THEIRS

    def merge_settings(self, rows: Iterable[Row[SettingValue]]) -> None:
        """Merge the settings; a diary in which nothing is recorded or set takes them all."""
        is_new = takes_settings(self.known, keep=None)
        lines: dict[str, Row[SettingValue]] = {}
        for row in rows:
            key, value = row.record
            before = lines.setdefault(key, row)
            if before.record != row.record:
                why = f"Line {before.line} says {before.record.format()}: keep one of the two."
                self.problems.add(row.bad("value", why))
            mine = row.record._replace(value=getattr(self.settings, key))
            if before is not row or mine == row.record:
                continue
            if is_new or self.settle(row, f"setting {key}", mine.format(), row.record.format()):
                self.settings = self.settings._replace(**{key: value})
                self._stored[key] = row.record.format()

    def merge_names(
        self, kind: str, rows: Iterable[Row[Any]], fields: tuple[Field, ...]
    ) -> dict[str, Any]:
        """Merge what has a name; return the records of both by caseless name.

        A name is spelled as in the diary; of an own factor, kind and unit are the folder's.
        """
        both = {name_key(record.name): record for record in getattr(self.known, kind)}
        here = dict(both)
        for row in self._once(rows, lambda record: name_key(record.name), fields):
            theirs, mine = row.record, here.get(name_key(row.record.name))
            if mine is not None:
                theirs = changed_unchecked(theirs, name=mine.name)
                merged = merge_fields(mine, theirs, fields, self._settler(row, mine.name))
                if merged != mine:
                    self.changed[kind].append(merged)
                if kind == "factors":
                    theirs = self._compare_meanings(mine, theirs)
            else:
                self.added[kind].append(theirs)
            both[name_key(theirs.name)] = theirs
        return both

    def _compare_meanings(self, mine: Factor, theirs: Factor) -> Factor:
        """Return the own factor by which the folder's cells are read."""

        def differ(_: Field, __: object, ___: object) -> bool:
            self._of_another_meaning.add(mine.name)
            return True

        return merge_fields(mine, theirs, KIND_AND_UNIT, differ)

    def merge_episodes(self, rows: Sequence[Row[Any]]) -> None:
        """Merge the episodes."""
        check_keys(rows, self.problems)
        for row, mine in match_rows(rows, self.known.episodes, lambda e: e.started_at):
            self._merge_record("episodes", row, mine, EPISODE_FIELDS, format_episode)

    def merge_days(self, rows: Iterable[Row[Any]]) -> None:
        """Merge what is recorded of the days as a whole."""
        rows = (row for row in rows if row.record.has_content)
        self._merge_by("days", rows, self.known.days, lambda day: day.diary_day, DAY_RECORD_FIELDS)

    def merge_activities(self, rows: Sequence[Row[Activity]]) -> None:
        """Merge the activities; a day has none, or some."""
        check_keys(rows, self.problems)
        rows = self._without_contradictions("activities", "kind", rows)
        found = match_rows(rows, self.known.activities, lambda a: (a.diary_day, a.kind))
        for row, mine in found:
            self._merge_record("activities", row, mine, ACTIVITY_FIELDS, format_activity)

    def merge_wear(self, rows: Sequence[Row[Wear]]) -> None:
        """Merge the hours in shoes; a day has none, or some."""
        rows = self._without_contradictions("wear", "shoe", rows)
        self._merge_by(
            "wear",
            rows,
            self.known.wear,
            lambda wear: (wear.diary_day, wear.shoe),
            WEAR_FIELDS,
            what=format_wear,
        )

    def _without_contradictions(
        self, kind: str, column: str, rows: Sequence[Row[R]]
    ) -> list[Row[R]]:
        """Return the rows without those that say none where the diary has some, or the reverse."""
        article, noun = {"activities": ("an", "activity"), "wear": ("a", "shoe")}[kind]
        here: dict[tuple[date, bool], list[Any]] = defaultdict(list)
        for known in getattr(self.known, kind):
            here[known.diary_day, getattr(known, column) == NONE].append(known)
        there: dict[date, bool] = {}
        left = []
        for row in rows:
            record: Any = row.record
            day, is_none = record.diary_day, getattr(record, column) == NONE
            if there.setdefault(day, is_none) is not is_none:
                both = f"none and {article} {noun} on {day}"
                self.problems.add(
                    row.bad(column, f"The folder says both {both}: keep one of the two.")
                )
                continue
            contrary = here.get((day, not is_none), [])
            if contrary:
                what = f"{noun} on {format_day(day)}"
                mine = getattr(contrary[0], column)
                if not self.settle(row, what, mine, getattr(record, column)):
                    continue
                self.removed[kind] += contrary
                contrary.clear()
            left.append(row)
        return left

    def merge_courses(self, rows: Sequence[Row[Course]]) -> None:
        """Merge the courses; those of one medication cannot overlap."""
        here, there = (defaultdict[str, list[Any]](list) for _ in "12")
        for course in self.known.courses:
            here[course.medication].append(course)
        replaced: dict[Course, None] = {}
        for row in rows:
            course = row.record
            earlier, known = there[course.medication], here[course.medication]
            if course in earlier:
                continue
            if other := next(filter(course.overlaps, earlier), None):
                why = f"The course {format_course(other)} covers some of its days: change one."
                self.problems.add(row.bad("first_day", why))
                continue
            earlier.append(course)
            if course not in known:
                overlapped = [other for other in known if other.overlaps(course)]
                self._merge_course(row, overlapped, replaced)
        self.removed["courses"] += replaced

    def _merge_course(
        self, row: Row[Course], overlapped: list[Course], replaced: dict[Course, None]
    ) -> None:
        theirs, what = row.record, f"course of {row.record.medication}"
        if not overlapped:
            self.added["courses"].append(theirs)
            return
        mine = overlapped[0]
        if len(overlapped) == 1 and mine.first_day == theirs.first_day:
            what = f"{what} from {format_day(mine.first_day)}"
            theirs = merge_fields(mine, theirs, COURSE_FIELDS, self._settler(row, what))
            is_taken = theirs != mine
        else:
            spans = ", ".join(map(format_course, overlapped))
            is_taken = self.settle(row, what, spans, format_course(theirs))
        if is_taken:
            self.changed["courses"].append(theirs)
            replaced |= dict.fromkeys(overlapped)

    def merge_doses(self, rows: Sequence[Row[Dose]]) -> None:
        """Merge the doses."""
        found = match_rows(rows, self.known.doses, lambda d: (d.diary_day, d.medication))
        for row, mine in found:
            self._merge_record("doses", row, mine, DOSE_FIELDS, format_dose)

    def merge_drinks(self, rows: Sequence[Row[Drink]]) -> None:
        """Merge the drinks of which the time is known."""
        for row, mine in match_rows(rows, self.known.drinks, lambda d: d.drunk_at):
            self._merge_record("drinks", row, mine, DRINK_FIELDS, format_drink)

    def merge_monthly_symptoms(self, rows: Iterable[Row[MonthlySymptoms]]) -> None:
        """Merge what was answered about each month."""
        self._merge_by(
            "monthly_symptoms",
            rows,
            self.known.monthly_symptoms,
            lambda symptoms: symptoms.month,
            MONTHLY_FIELDS,
            what=format_its_month,
        )

    def merge_trials(self, rows: Iterable[Row[Trial]], days: Sequence[Row[TrialDay]]) -> None:
        """Merge the trials, and the answers of their days; a plan and a schedule never change."""
        trials = {trial.first_day: trial for trial in self.known.trials}
        drawn = {(day.trial, day.diary_day): day for day in self.known.trial_days}
        known = frozenset(trials)
        for row in rows:
            trial = row.record
            mine = trials.get(trial.first_day)
            if mine is None:
                trials[trial.first_day] = trial
                self._add_trial(row, [day.record for day in days], trials.values())
            elif changed_unchecked(mine, stopped_on=trial.stopped_on) != trial:
                why = f"The {format_trial(mine)} has another plan, which stays as it was fixed:"
                why += " leave the row out, or as the diary exports it."
                self.problems.add(row.bad("plan_hash", why))
            elif trial.first_day in known:
                self._merge_record("trials", row, mine, TRIAL_FIELDS, format_trial)
        for day_row in days:
            day = day_row.record
            drawn_day = drawn.get((day.trial, day.diary_day))
            if day.trial not in trials:
                why = f"No trial began on {day.trial}: add it to trials.csv."
                self.problems.add(day_row.bad("trial", why))
            elif day.trial not in known:
                self.added["trial_days"].append(day)
            elif drawn_day is None or drawn_day.arm is not day.arm:
                is_what = f"it is {drawn_day.arm}" if drawn_day else "it is none of its days"
                why = "The days of a trial are drawn when it begins and are not drawn again:"
                why += f" in the diary {is_what}. Leave the row out, or as the diary exports it."
                self.problems.add(day_row.bad("arm", why))
            else:
                is_another = None not in (day.done, drawn_day.done) and day.done != drawn_day.done
                theirs = replace(day_row, record=replace(day, changed=day.changed or is_another))
                self._merge_record(
                    "trial_days", theirs, drawn_day, TRIAL_DAY_FIELDS, format_trial_day
                )

    def _add_trial(
        self, row: Row[Trial], days: Iterable[TrialDay], trials: Iterable[Trial]
    ) -> None:
        trial = row.record
        own = [day for day in days if day.trial == trial.first_day]
        if len(own) != trial.days or hash_plan(trial, own) != trial.plan_hash:
            why = "The plan, or its days in trial_days.csv, are not those that were fixed when it"
            why += " began: take both files from one export, unchanged."
            self.problems.add(row.bad("plan_hash", why))
        elif other := next((t for t in trials if t != trial and t.overlaps(trial)), None):
            why = f"The {format_trial(other)} has some of its days, and a diary has one trial at a"
            why += " time: leave out one of the two."
            self.problems.add(row.bad("first_day", why))
        else:
            self.added["trials"].append(trial)

    def merge_values(self, rows: Iterable[Row[FactorValue]], factors: Iterable[Factor]) -> None:
        """Merge the values of own factors.

        Where an own factor means another thing in the folder, its values are those of one side.
        """
        here: dict[str, list[FactorValue]] = defaultdict(list)
        for value in self.known.factor_values:
            here[value.factor].append(value)
        there: dict[str, list[Row[FactorValue]]] = defaultdict(list)
        for row in rows:
            there[row.record.factor].append(row)
        for factor in factors:
            known = here[factor.name]
            if factor.name in self._of_another_meaning:
                if self.keep is not Keep.THEIRS:
                    continue
                self.removed["factor_values"] += known
                known = []
            fields = (value_field(factor),)
            self._merge_by(
                "factor_values", there[factor.name], known, lambda v: v.diary_day, fields
            )

    def _merge_by(  # noqa: PLR0913 - each says a part of what is compared
        self,
        kind: str,
        rows: Iterable[Row[R]],
        known: Iterable[R],
        identity: Callable[[R], Hashable],
        fields: tuple[Field, ...],
        *,
        what: Callable[[R], str] = format_its_day,
    ) -> None:
        """Merge records of which there is one of each identity."""
        here = {identity(record): record for record in known}
        for row in self._once(rows, identity, fields):
            self._merge_record(kind, row, here.get(identity(row.record)), fields, what)

    def _once(
        self, rows: Iterable[Row[R]], identity: Callable[[R], Hashable], fields: tuple[Field, ...]
    ) -> list[Row[R]]:
        """Return one row of each identity, with what all of them say."""
        found: dict[Hashable, Row[R]] = {}
        for row in rows:
            before = found.setdefault(identity(row.record), row)
            if before is not row:
                merged = merge_fields(before.record, row.record, fields, self._refuser(before, row))
                found[identity(row.record)] = replace(before, record=merged)
        return list(found.values())

    def _refuser(self, before: Row[Any], row: Row[Any]) -> Settle:
        def refuse(field: Field, mine: object, _: object) -> bool:
            said = field.format(mine, self.settings)
            why = f"Line {before.line} says {said}: keep one of the two."
            self.problems.add(row.bad(field.column, why))
            return False

        return refuse

    def _merge_record(
        self,
        kind: str,
        row: Row[R],
        mine: R | None,
        fields: tuple[Field, ...],
        what: Callable[[R], str],
    ) -> None:
        """Add the record of a row, or what it adds to the record of the diary."""
        if mine is None:
            self.added[kind].append(row.record)
            return
        merged = merge_fields(mine, row.record, fields, self._settler(row, what(mine)))
        if merged != mine:
            self.changed[kind].append(merged)
            if kind not in _REPLACED_BY_KEY:
                self.removed[kind].append(mine)

    def _settler(self, row: Row[Any], what: str) -> Settle:
        def settle(field: Field, mine: object, theirs: object) -> bool:
            before, given = (field.format(value, self.known.settings) for value in (mine, theirs))
            return self.settle(row, f"{what}, {field.label}", before, given)

        return settle
