"""Shoes, medications with their courses, and own factors in the diary file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import Contradiction, CourseExists, NoRunningCourse, NoSuchName
from cramp_diary.core.vocabulary import name_key
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.base import Tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cramp_diary.core.model import Course, Factor, Medication, Shoe


class Catalog(Tables):
    """Methods for what has a name: shoes, medications with their courses, and own factors."""

    def add_shoe(self, shoe: Shoe) -> bool:
        """Add a shoe, or change what is given of the one of this name; tell whether it is new."""
        given = {
            "arch_support": shoe.arch_support,
            "toe_room": shoe.toe_room,
            "ventilated": shoe.ventilated,
        }
        return self._insert_or_update(
            "shoes", shoe.name, {k: v for k, v in given.items() if v is not None}
        )

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
        given = {"drug_class": medication.drug_class}
        return self._insert_or_update("medications", medication.name, given)

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
            for other in self.courses():
                same = name_key(other.medication) == name_key(course.medication)
                if same and other.overlaps(course):
                    raise CourseExists(other.medication, other.first_day, other.last_day)
            self._insert(
                "courses",
                {
                    "medication_id": medication_id,
                    "first_day": course.first_day.isoformat(),
                    "last_day": course.last_day and course.last_day.isoformat(),
                    "dose": course.dose,
                },
            )
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
        given = {"kind": factor.kind, "unit": factor.unit, "more_exposed": factor.more_exposed}
        return self._insert_or_update("factors", factor.name, given)

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

    def _insert_or_update(self, table: str, name: str, given: Mapping[str, object]) -> bool:
        with self.writing():
            known = self._ids_by_name(table).get(name_key(name))
            if known is None:
                self._insert(table, {"name": name, **given})
            elif given:
                changes = ", ".join(f"{column} = ?" for column in given)
                self._execute(f"UPDATE {table} SET {changes} WHERE id = ?", *given.values(), known)
            self._describe_step(f"{'added' if known is None else 'changed'} {name}")
        return known is None

    def _find_id(self, table: str, what: str, name: str, command: str) -> int:
        found = self._ids_by_name(table).get(name_key(name))
        if found is None:
            known = (row["name"] for row in self._select(f"SELECT name FROM {table}"))
            raise NoSuchName(what, name, known, command)
        return found

    def _ids_by_name(self, table: str) -> dict[str, int]:
        """Return the row ids by caseless name; SQLite's NOCASE knows only the letters A to Z."""
        return {name_key(row["name"]): row["id"] for row in self._select(f"SELECT * FROM {table}")}
