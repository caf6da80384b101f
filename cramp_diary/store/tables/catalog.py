"""Shoes, medications with their courses, and own factors in the diary file."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cramp_diary.core.errors import Contradiction, CourseExists, NoRunningCourse, NoSuchName
from cramp_diary.core.vocabulary import name_key
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.base import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cramp_diary.core.model import Course, Factor, Medication, Shoe


class Catalog(Tables):
    """Methods for what has a name: shoes, medications with their courses, and own factors."""

    def add_shoe(self, shoe: Shoe) -> bool:
        """Add a shoe, or change what is given of the one of this name; tell whether it is new."""
        return self._add_name("shoes", shoe.name, rows.shoe_fields(shoe))

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
        return self._find_id("shoes", "shoe", name, "cramp shoes add")

    def add_medication(self, medication: Medication) -> bool:
        """Add a medication, or change the class of the one of this name; tell whether it is new."""
        return self._add_name("medications", medication.name, rows.medication_fields(medication))

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
        return self._find_id("medications", "medication", name, "cramp med add")

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
            changed = self._execute(
                "UPDATE courses SET last_day = ?1"
                " WHERE medication_id = ?2 AND last_day IS NULL AND first_day <= ?1",
                last_day.isoformat(),
                self.medication_id(name),
            )
            if not changed:
                raise NoRunningCourse(name, last_day)
            self._describe_step(f"ended the course of {name} with {last_day}")

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
        Contradiction
            If the one of this name is of another kind: its values would change their meaning.
        BadName
            If it is new, and a field of the day already has this name.
        """
        known = {name_key(other.name): other for other in self.factors()}
        before = known.get(name_key(factor.name)) or factor.as_new()
        if before.kind is not factor.kind:
            raise Contradiction(
                f"{before.name} is recorded as {before.kind}",
                f"you say {factor.kind}",
                "add it under another name",
            )
        return self._add_name("factors", factor.name, rows.factor_fields(factor))

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
        return self._find_id("factors", "own factor", name, "cramp factor add")

    def _refuse_overlaps(self, courses: Sequence[Course]) -> None:
        """Refuse courses that overlap another one of their medication, or each other."""
        if not courses:
            return
        before: dict[str, list[Course]] = defaultdict(list)
        for course in self.courses():
            before[name_key(course.medication)].append(course)
        for course in courses:
            others = before[name_key(course.medication)]
            for other in others:
                if other.overlaps(course):
                    raise CourseExists(other.medication, other.first_day, other.last_day)
            others.append(course)

    def _add_name(self, table: str, name: str, given: Mapping[str, object]) -> bool:
        """Insert a row, or change what is given of the one of this name; tell whether it is new."""
        with self.writing():
            is_new = name_key(name) not in self._ids_by_name(table)
            self._insert_or_update(table, [(name, given)])
            self._describe_step(f"{'added' if is_new else 'changed'} {name}")
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

    def _find_id(self, table: str, what: str, name: str, command: str) -> int:
        found = self._ids_by_name(table).get(name_key(name))
        if found is None:
            known = (row["name"] for row in self._select(f"SELECT name FROM {table}"))
            raise NoSuchName(what, name, known, command)
        return found

    def _ids_by_name(self, table: str) -> dict[str, int]:
        """Return the row ids by caseless name; SQLite's NOCASE knows only the letters A to Z."""
        return {name_key(row["name"]): row["id"] for row in self._select(f"SELECT * FROM {table}")}
