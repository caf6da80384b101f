"""Shoes, medications with their courses, and own factors in the diary file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from cramp_diary.core.day_fields import FINDING_NAMES
from cramp_diary.core.errors import (
    Contradiction,
    CourseExists,
    FactorHasValues,
    NameTaken,
    NoRunningCourse,
    NoSuchCourse,
    NoSuchName,
    NothingOfThatName,
    SeveralCourses,
)
from cramp_diary.core.model import Factor, Medication, Shoe
from cramp_diary.core.operating_system import shell_quote
from cramp_diary.core.text import format_span
from cramp_diary.core.vocabulary import Direction, FactorKind, name_key
from cramp_diary.store.schema import DAY_TABLES, REFERENCES
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.base import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cramp_diary.core.model import Course

NamedRecord = Shoe | Medication | Factor


class NamedKind(NamedTuple):
    """One kind of what has a name: its table, its noun, and the group of commands about it."""

    table: str
    noun: str
    group: str


KINDS: dict[type[NamedRecord], NamedKind] = {
    Shoe: NamedKind("shoes", "shoe", "shoes"),
    Medication: NamedKind("medications", "medication", "med"),
    Factor: NamedKind("factors", "own factor", "factor"),
}


class Uses(NamedTuple):
    """What is recorded under a name: records of days, on how many days, and courses."""

    name: str
    records: int
    days: int
    courses: int


class Catalog(Tables):
    """Methods for what has a name: shoes, medications with their courses, and own factors.

    Names that differ only in case, spaces or Unicode form are one name. A medication and an own
    factor are both compared with the cramps, under their names, so no two of them share one.
    """

    def rename(self, kind: type[NamedRecord], name: str, new_name: str) -> str:
        """Give a shoe, medication or own factor another name, and return the one it had.

        Raises
        ------
        NothingOfThatName
            If it was never added.
        BadName, NameTaken
            If it cannot have the new name.
        """
        record = kind(new_name)
        with self.writing():
            row = self._need(kind, name)
            for other in self._find_all(kind, new_name):
                if other["id"] != row["id"]:
                    raise NameTaken(KINDS[kind].noun, other["name"])
            if name_key(new_name) != name_key(row["name"]):
                self._refuse_shared(record)
            self._execute(
                f"UPDATE {KINDS[kind].table} SET name = ? WHERE id = ?", new_name, row["id"]
            )
            self._describe_step(f"renamed {row['name']} to {new_name}")
        return str(row["name"])

    def uses(self, kind: type[NamedRecord], name: str) -> Uses:
        """Return what is recorded under the name of a shoe, medication or own factor.

        Raises
        ------
        NothingOfThatName
            If it was never added.
        """
        row = self._need(kind, name)
        records = courses = 0
        days: set[str] = set()
        for table, column in REFERENCES[KINDS[kind].table].items():
            found = self._select(f"SELECT * FROM {table} WHERE {column} = ?", row["id"])
            if table in DAY_TABLES:
                records += len(found)
                days |= {use["diary_day"] for use in found}
            else:
                courses += len(found)
        return Uses(row["name"], records, len(days), courses)

    def remove(self, kind: type[NamedRecord], name: str) -> Uses:
        """Remove a shoe, medication or own factor with all that is recorded under its name.

        Returns
        -------
        Uses
            What went with it.

        Raises
        ------
        NothingOfThatName
            If it was never added.
        """
        with self.writing():
            row, used = self._need(kind, name), self.uses(kind, name)
            table = KINDS[kind].table
            for user, column in REFERENCES[table].items():
                self._execute(f"DELETE FROM {user} WHERE {column} = ?", row["id"])
            self._execute(f"DELETE FROM {table} WHERE id = ?", row["id"])
            with_records = " and what was recorded of it" if used.records or used.courses else ""
            self._describe_step(f"removed {used.name}{with_records}")
        return used

    def add_shoe(self, shoe: Shoe) -> bool:
        """Add a shoe, or change what is given of the one of this name; tell whether it is new."""
        return self._add_name(shoe, rows.shoe_fields(shoe))

    def shoes(self) -> tuple[Shoe, ...]:
        """Return all shoes, by name."""
        return tuple(map(rows.to_shoe, self._select("SELECT * FROM shoes ORDER BY name")))

    def shoe_id(self, name: str) -> int:
        """Return the row id of a shoe, ignoring upper and lower case.

        Raises
        ------
        NoSuchName
            If it was never added.
        """
        return self._find_id(Shoe, name)

    def add_medication(self, medication: Medication) -> bool:
        """Add a medication, or change the class of the one of this name; tell whether it is new.

        Raises
        ------
        NameTaken
            If it is new, and an own factor or one of the seven risk factors has this name.
        """
        return self._add_name(medication, rows.medication_fields(medication))

    def medications(self) -> tuple[Medication, ...]:
        """Return all medications, by name."""
        found = self._select("SELECT * FROM medications ORDER BY name")
        return tuple(map(rows.to_medication, found))

    def medication_id(self, name: str) -> int:
        """Return the row id of a medication, ignoring upper and lower case.

        Raises
        ------
        NoSuchName
            If it was never added.
        """
        return self._find_id(Medication, name)

    def start_course(self, course: Course) -> None:
        """Start a course.

        Raises
        ------
        NoSuchName
            If the medication was never added.
        CourseExists
            If another course of it covers one of its days.
        """
        with self.writing():
            medication_id = self.medication_id(course.medication)
            self._refuse_overlaps([course])
            self._insert("courses", rows.course_row(course, medication_id))
            self._describe_step(f"began a course of {course.medication} on {course.first_day}")

    def stop_course(self, name: str, last_day: date) -> None:
        """End the running course of a medication; `last_day` is the last day on which it was taken.

        Raises
        ------
        NoSuchName
            If the medication was never added.
        NoRunningCourse
            If no course of it is running, or the running one began after that day.
        """
        with self.writing():
            medication_id = self.medication_id(name)
            changed = self._execute(
                "UPDATE courses SET last_day = ?1"
                " WHERE medication_id = ?2 AND last_day IS NULL AND first_day <= ?1",
                last_day.isoformat(),
                medication_id,
            )
            if not changed:
                found = self._select(
                    "SELECT max(first_day) FROM courses WHERE medication_id = ?", medication_id
                )
                is_over = (found[0][0] or "9999") <= last_day.isoformat()
                raise NoRunningCourse(name, last_day, is_over=is_over)
            self._describe_step(f"ended the course of {name} with {last_day}")

    def change_course(self, name: str, day: date | None = None, **changes: Any) -> Course:  # noqa: ANN401 - fields of a course
        """Change a course, and return it: the one that covers `day`, or else the latest.

        Raises
        ------
        NoSuchName
            If the medication was never added.
        NoSuchCourse
            If it has no such course.
        Contradiction, SeveralCourses
            If the course would end before it begins.
        CourseExists
            If another course of it covers one of the days.
        """
        with self.writing():
            found = self._select(
                "SELECT courses.id, name AS medication, first_day, last_day, dose FROM courses"
                " JOIN medications ON medications.id = medication_id"
                " WHERE medication_id = ? ORDER BY first_day, courses.id",
                self.medication_id(name),
            )
            courses = {row["id"]: rows.to_course(row) for row in found}
            covering = [n for n, each in courses.items() if day is None or each.covers(day)]
            if not covering:
                raise NoSuchCourse(name, day, [each.days for each in courses.values()])
            before = courses.pop(covering[-1])
            try:
                course = replace(before, **changes)
            except Contradiction:
                if day is None and courses:
                    others = [each.days for each in courses.values()]
                    raise SeveralCourses(before.medication, others) from None
                raise
            _refuse_overlap(course, courses.values())
            self._execute(
                "UPDATE courses SET first_day = ?, last_day = ?, dose = ? WHERE id = ?",
                course.first_day.isoformat(),
                course.last_day and course.last_day.isoformat(),
                course.dose,
                covering[-1],
            )
            self._describe_step(
                f"changed the course of {before.medication} {format_span(*before.days)}"
            )
        return course

    def courses(self) -> tuple[Course, ...]:
        """Return all courses, the earliest first."""
        found = self._select(
            "SELECT name AS medication, first_day, last_day, dose FROM courses"
            " JOIN medications ON medications.id = medication_id ORDER BY first_day, courses.id"
        )
        return tuple(map(rows.to_course, found))

    def add_factor(self, factor: Factor) -> bool:
        """Add an own factor, or change the one of this name; tell whether it is new.

        Raises
        ------
        FactorHasValues
            If the one of this name has values, and its kind or unit would be another one. A unit
            that was not given before can still be given.
        BadName, NameTaken
            If it is new, and a field of the day, a medication or one of the seven risk factors
            has this name.
        """
        with self.writing():
            known = {name_key(other.name): other for other in self.factors()}
            if before := known.get(name_key(factor.name)):
                self._refuse_other_measure(before, factor)
            return self._add_name(factor, rows.factor_fields(factor))

    def factors(self) -> tuple[Factor, ...]:
        """Return all own factors, by name."""
        return tuple(map(rows.to_factor, self._select("SELECT * FROM factors ORDER BY name")))

    def factor_id(self, name: str) -> int:
        """Return the row id of an own factor, ignoring upper and lower case.

        Raises
        ------
        NoSuchName
            If it was never added.
        """
        return self._find_id(Factor, name)

    def _refuse_other_measure(self, before: Factor, factor: Factor) -> None:
        """Refuse another kind or unit of an own factor that has values."""
        has_other_unit = before.unit and name_key(before.unit) != name_key(factor.unit)
        used = self.uses(Factor, before.name)
        if not used.days or (before.kind is factor.kind and not has_other_unit):
            return
        keys = {name_key(name) for name in (*self._names("factors"), *self._names("medications"))}
        kept = f"{before.name} (old)"
        while name_key(kept) in keys:
            kept = f"{kept} (old)"
        options = ["--amount" if factor.kind is FactorKind.AMOUNT else "--yes-no"]
        options += ["--unit", shell_quote(factor.unit)] if factor.unit else []
        options += ["--less"] if factor.more_exposed is Direction.LESS else []
        options += ["--may-follow-a-cramp"] if factor.may_follow_cramp else []
        measure = f"in {before.unit}" if has_other_unit else f"as {before.kind}"
        raise FactorHasValues(before.name, measure, used.days, kept, " ".join(options))

    def _refuse_overlaps(self, courses: Sequence[Course], gone: Sequence[Course] = ()) -> None:
        """Refuse courses that overlap another one of their medication, or each other.

        `gone` are courses in the diary that will be deleted.
        """
        if not courses:
            return
        before: dict[str, list[Course]] = defaultdict(list)
        deleted = set(gone)
        for course in self.courses():
            if course not in deleted:
                before[name_key(course.medication)].append(course)
        for course in courses:
            others = before[name_key(course.medication)]
            _refuse_overlap(course, others)
            others.append(course)

    def _add_name(self, record: NamedRecord, given: Mapping[str, object]) -> bool:
        """Insert a row, or change what is given of the one of this name; tell whether it is new."""
        with self.writing():
            is_new = self._find(type(record), record.name) is None
            if is_new:
                self._refuse_shared(record)
            self._insert_or_update(KINDS[type(record)].table, [(record.name, given)])
            self._describe_step(f"{'added' if is_new else 'changed'} {record.name}")
        return is_new

    def _insert_or_update(
        self, table: str, named: Iterable[tuple[str, Mapping[str, object]]]
    ) -> dict[str, int]:
        """Insert rows, or change what is given of those of these names; return all row ids."""
        ids = self._ids_by_name(table)
        for name, given in named:
            known = ids.get(name_key(name))
            if known is None:
                ids[name_key(name)] = self._insert(table, {"name": name, **given})
            elif given:
                changes = ", ".join(f"{column} = ?" for column in given)
                self._execute(f"UPDATE {table} SET {changes} WHERE id = ?", *given.values(), known)
        return ids

    def _refuse_shared(self, record: NamedRecord) -> None:
        """Refuse a new name of a medication or own factor that a finding has already."""
        if isinstance(record, Shoe):
            return
        if isinstance(record, Factor):
            record.as_new()
        if name_key(record.name) in map(name_key, FINDING_NAMES):
            raise NameTaken("risk factor", record.name)
        self._refuse_names_of_others([record])

    def _refuse_names_of_others(self, records: Iterable[Medication | Factor]) -> None:
        """Refuse new medications with the name of an own factor, and the other way round."""
        known: dict[type[NamedRecord], dict[str, str]] = {
            kind: {name_key(name): name for name in self._names(KINDS[kind].table)}
            for kind in (Medication, Factor)
        }
        for record in records:
            other: type[NamedRecord] = Medication if isinstance(record, Factor) else Factor
            key = name_key(record.name)
            if key in known[other] and key not in known[type(record)]:
                raise NameTaken(KINDS[other].noun, known[other][key])

    def _need(self, kind: type[NamedRecord], name: str) -> rows.Row:
        """Return the row of what is to be changed or removed."""
        found = self._find(kind, name)
        if found is None:
            what = KINDS[kind]
            raise NothingOfThatName(what.noun, name, self._names(what.table), what.group)
        return found

    def _find(self, kind: type[NamedRecord], name: str) -> rows.Row | None:
        """Return the row of a name: of this very spelling if diaries of older versions hold two."""
        found = self._find_all(kind, name)
        return min(found, key=lambda row: row["name"] != name, default=None)

    def _find_all(self, kind: type[NamedRecord], name: str) -> list[rows.Row]:
        found = self._select(f"SELECT id, name FROM {KINDS[kind].table}")
        return [row for row in found if name_key(row["name"]) == name_key(name)]

    def _find_id(self, kind: type[NamedRecord], name: str) -> int:
        found = self._find(kind, name)
        if found is None:
            what = KINDS[kind]
            raise NoSuchName(what.noun, name, self._names(what.table), f"cramp {what.group} add")
        return int(found["id"])

    def _names(self, table: str) -> list[str]:
        return [row["name"] for row in self._select(f"SELECT name FROM {table}")]

    def _ids_by_name(self, table: str) -> dict[str, int]:
        """Return the row ids by `name_key`; SQLite's NOCASE knows only the letters A to Z."""
        return {name_key(row["name"]): row["id"] for row in self._select(f"SELECT * FROM {table}")}


def _refuse_overlap(course: Course, others: Iterable[Course]) -> None:
    """Refuse a course that covers a day of another one of its medication."""
    for other in others:
        if other.overlaps(course):
            raise CourseExists(other.medication, other.days, course.first_day, course.dose)
