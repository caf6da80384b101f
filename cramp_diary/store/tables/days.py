"""Diary days and their exposures in the diary file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.day_fields import CLEARABLE
from cramp_diary.core.errors import Contradiction, NotOnThatDay, SeveralOnThatDay
from cramp_diary.core.limits import FAR_DAYS
from cramp_diary.core.model import Activity, Day, Dose, Drink, Factor, FactorValue, Wear
from cramp_diary.core.text import format_count
from cramp_diary.core.units import format_number
from cramp_diary.core.vocabulary import NONE, name_key
from cramp_diary.store.keys import new_key
from cramp_diary.store.schema import DAY_TABLES, SELECT_ALL_DAYS
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cramp_diary.core.model import DayEntry


_SELECT_PARTS = {
    "activity": (
        "activities",
        "SELECT id, kind, nullif(minutes, 0), effort FROM activities",
    ),
    "shoes": (
        "wear",
        (
            f"SELECT wear.id, ifnull(name, '{NONE}'), nullif(hours, 0) FROM wear"
            " LEFT JOIN shoes ON shoes.id = shoe_id"
        ),
    ),
    "med": (
        "doses",
        (
            "SELECT doses.id, name, nullif(amount, '') FROM doses"
            " JOIN medications ON medications.id = medication_id"
        ),
    ),
    "factor": (
        "factor_values",
        (
            "SELECT factor_values.rowid, name FROM factor_values"
            " JOIN factors ON factors.id = factor_id"
        ),
    ),
}
"""By the word for a kind of exposure: its table, and the query for rowid, name and amounts."""


class DayPart(NamedTuple):
    """One exposure of a day, with what names it."""

    table: str
    kind: str
    rowid: int
    name: str
    amounts: Sequence[str | float | None]

    @property
    def short_name(self) -> str:
        """Its kind and name."""
        return f"{self.kind}:{self.name}"

    @property
    def full_name(self) -> str:
        """Its kind, name and amounts, as an option of ``cramp day`` takes the last two."""
        given = [amount for amount in self.amounts if amount is not None]
        texts = (each if isinstance(each, str) else format_number(each) for each in given)
        return ":".join([self.short_name, *texts])

    def answers_to(self, what: str) -> bool:
        """Tell whether it is what is named, with or without its kind and its amounts."""
        words = list(map(name_key, what.split(":")))
        own = list(map(name_key, self.full_name.split(":")))
        return own[1 : len(words) + 1] == words or (len(words) > 1 and own[: len(words)] == words)


class Days(Catalog):
    """Methods for diary days and their exposures."""

    def day(self, day: date) -> Day:
        """Return what is recorded of a day; for an unknown day, a `Day` with nothing recorded."""
        found = self._select("SELECT * FROM days WHERE diary_day = ?", day.isoformat())
        return rows.to_day(found[0]) if found else Day(diary_day=day)

    def recorded_days(self) -> frozenset[date]:
        """Return the diary days with an episode, or on which no cramps were confirmed."""
        return frozenset(self.cramps_by_day())

    def cramps_by_day(self, start: date | None = None, end: date | None = None) -> dict[date, bool]:
        """Return whether there were cramps on each recorded day of ``[start, end)``.

        True with an episode; False if no cramps are confirmed and there is no episode, which
        outweighs a confirmation. Other days are not recorded, and left out.
        """
        first, after = self._bounds(start, end)
        within = "diary_day >= ?1 AND diary_day < ?2"
        found = self._select(
            "SELECT diary_day, max(cramped) FROM"
            f" (SELECT diary_day, 1 AS cramped FROM episodes WHERE {within} UNION ALL"
            f" SELECT diary_day, 0 FROM days WHERE cramps = 'none' AND {within})"
            " GROUP BY diary_day",
            first,
            after,
        )
        return {date.fromisoformat(day): bool(cramped) for day, cramped in found}

    def episode_days(self) -> tuple[date, ...]:
        """Return the diary day of each episode."""
        found = self._select("SELECT diary_day FROM episodes")
        return tuple(date.fromisoformat(day) for (day,) in found)

    def is_far(self, day: date) -> bool:
        """Tell whether all other days of the diary, if there are any, are over a year from a day.

        Its year may be mistyped. The day itself may be recorded or not.
        """
        least, most = date.min.toordinal(), date.max.toordinal()
        bounds = (day.toordinal() + sign * FAR_DAYS for sign in (-1, 1))
        first, last = (date.fromordinal(min(max(bound, least), most)) for bound in bounds)

        def is_any(condition: str) -> str:
            exist = (f"EXISTS (SELECT 1 FROM {t} WHERE {condition})" for t in DAY_TABLES)
            return f"({' OR '.join(exist)})"

        near = "diary_day BETWEEN ?1 AND ?2 AND diary_day <> ?3"
        ((is_alone,),) = self._select(
            f"SELECT NOT {is_any(near)} AND {is_any('diary_day <> ?3')}",
            first.isoformat(),
            last.isoformat(),
            day.isoformat(),
        )
        return bool(is_alone)

    def stray_days(self) -> tuple[date, ...]:
        """Return the days so far from the rest that their year is probably mistyped."""
        from cramp_diary.core.stray_days import find_stray_days  # noqa: PLC0415 - cramp log does not need it

        return find_stray_days(date.fromisoformat(day) for (day,) in self._select(SELECT_ALL_DAYS))

    def first_day(self) -> date | None:
        """Return the first day with an episode or a row of its own."""
        (first,) = self._select(
            "SELECT min(day) FROM (SELECT min(diary_day) AS day FROM episodes"
            " UNION ALL SELECT min(diary_day) FROM days)"
        )[0]
        return date.fromisoformat(first) if first else None

    def add_to_day(self, update: Day) -> Day:
        """Record the given fields of a day, and leave the others as they are.

        Returns
        -------
        Day
            The whole day as it is now.

        Raises
        ------
        Contradiction
            If no cramps are confirmed on a day with episodes.
        """
        day = update.diary_day
        with self.writing():
            if update.no_cramps:
                self._refuse_episodes(day)
                before = self.day(day)
                said_at = update.confirmed_at or self._now
                confirmed_at = before.confirmed_at if before.no_cramps else said_at
                update = replace(update, confirmed_at=confirmed_at)
            given = {k: v for k, v in rows.day_row(update).items() if v is not None and v != ""}
            self._upsert("days", given, "diary_day")
            self._describe_step(f"described {day}")
        return self.day(day)

    def add_day_entry(self, entry: DayEntry) -> None:
        """Record the fields and exposures of one day.

        Raises
        ------
        Contradiction, NoSuchName
            As the methods that record the parts.
        """
        with self.writing():
            if entry.day.has_content:
                self.add_to_day(entry.day)
            self.add_exposures(entry.exposures)

    def drink(self, day: date, millilitres: float, drunk_at: datetime | None = None) -> Day:
        """Add to the water of a day, starting from 0 if none was recorded; drunk now by default."""
        drunk_at = drunk_at or self._now
        with self.writing():
            water = round((self.day(day).water_ml or 0) + millilitres, 3)
            update = Day(diary_day=day, water_ml=water)  # refused before anything is written
            if drunk_at is not None:
                self._insert("drinks", rows.drink_row(Drink(day, drunk_at, millilitres)))
            return self.add_to_day(update)

    def stretch(self, day: date, minutes: float) -> Day:
        """Add to the minutes of stretching of a day, starting from 0 if none were recorded."""
        with self.writing():
            total = round((self.day(day).stretch_minutes or 0) + minutes, 3)
            return self.add_to_day(Day(diary_day=day, stretch_minutes=total))

    def clear_of_day(self, day: date, what: str) -> None:
        """Remove one record of a day: a field, or all exposures of a kind.

        Parameters
        ----------
        what
            One of the values of `CLEARABLE`.
        """
        with self.writing():
            if what == "cramps":
                self._clear_confirmation(day)
            elif what in ("activities", "wear", "doses"):
                self._execute(f"DELETE FROM {what} WHERE diary_day = ?", day.isoformat())
            else:
                if what == "water_ml":
                    self._execute("DELETE FROM drinks WHERE diary_day = ?", day.isoformat())
                empty = "''" if what == "note" else "NULL"
                self._execute(
                    f"UPDATE days SET {what} = {empty} WHERE diary_day = ?", day.isoformat()
                )
            self._describe_step(f"cleared {what} of {day}")

    def clear_part(self, day: date, what: str) -> int:
        """Remove one exposure of a day, the one recorded last of those that are named.

        Parameters
        ----------
        what
            The name of an activity, shoe, medication or own factor of that day; before it may
            stand what it is, after it the amounts: ``walk``, ``activity:walk``, ``walk:30:3``. An
            own factor may have no value that day.

        Returns
        -------
        int
            How many were named.

        Raises
        ------
        NotOnThatDay
            If there is none.
        SeveralOnThatDay
            If they are of different kinds.
        """
        with self.writing():
            parts = self._parts_of_day(day)
            found = [part for part in parts if part.answers_to(what)]
            if not found and self._find(Factor, what) is None:
                raise NotOnThatDay(what, day, [part.full_name for part in parts], CLEARABLE)
            if len({part.kind for part in found}) > 1:
                raise SeveralOnThatDay(what, day, [part.short_name for part in found])
            for part in found[-1:]:
                self._execute(f"DELETE FROM {part.table} WHERE rowid = ?", part.rowid)
            self._describe_step(f"cleared {what} of {day}")
        return len(found)

    def _parts_of_day(self, day: date) -> list[DayPart]:
        """Return the exposures of a day that have tables of their own, in the order recorded."""
        return [
            DayPart(table, kind, rowid, name, amounts)
            for kind, (table, sql) in _SELECT_PARTS.items()
            for rowid, name, *amounts in self._select(
                f"{sql} WHERE diary_day = ? ORDER BY {table}.rowid", day.isoformat()
            )
        ]

    def _refuse_episodes(self, day: date) -> None:
        (count,) = self._select(
            "SELECT count(*) FROM episodes WHERE diary_day = ?", day.isoformat()
        )[0]
        if count:
            episodes = format_count(count, "episode is", "episodes are")
            raise Contradiction(
                f"You say no cramps on {day}",
                f"{episodes} recorded there",
                "look with cramp list, and take back a wrong one with cramp delete",
            )

    def add_activity(self, activity: Activity) -> None:
        """Record an activity; the kind "none" means that there was none that day.

        Raises
        ------
        Contradiction
            If "none" is recorded on a day with activities.
        """
        day = activity.diary_day.isoformat()
        with self.writing():
            others = [a for a in self.activities_on(activity.diary_day) if a.kind != NONE]
            if activity.kind == NONE and others:
                raise Contradiction(
                    f"You say no activity on {day}",
                    f"{others[0].kind} is recorded there",
                    "leave out the none",
                )
            self._execute("DELETE FROM activities WHERE diary_day = ? AND kind = ?", day, NONE)
            self._insert("activities", rows.activity_row(replace(activity, key=new_key())))
            self._describe_step(f"described {day}")

    def activities_on(self, day: date) -> tuple[Activity, ...]:
        """Return the activities of one day, in the order recorded."""
        return tuple(map(rows.to_activity, self._on_day(rows.SELECT_ACTIVITIES, day)))

    def add_wear(self, wear: Wear) -> None:
        """Record the hours in a shoe, replacing what was recorded of it that day.

        Raises
        ------
        NoSuchName
            If the shoe was never added.
        Contradiction
            If "none" is recorded on a day with shoes.
        """
        day = wear.diary_day.isoformat()
        with self.writing():
            shoe_id = None if wear.shoe == NONE else self.shoe_id(wear.shoe)
            others = [w for w in self.wear_on(wear.diary_day) if w.shoe != NONE]
            if shoe_id is None and others:
                raise Contradiction(
                    f"You say no shoes on {day}",
                    f"{others[0].shoe} is recorded there",
                    "leave out the none",
                )
            self._execute(
                "DELETE FROM wear WHERE diary_day = ? AND (shoe_id IS NULL OR shoe_id IS ?)",
                day,
                shoe_id,
            )
            self._insert("wear", rows.wear_row(wear, shoe_id))
            self._describe_step(f"described {day}")

    def wear_on(self, day: date) -> tuple[Wear, ...]:
        """Return the shoes worn on one day, in the order recorded."""
        return tuple(map(rows.to_wear, self._on_day(rows.SELECT_WEAR, day)))

    def add_dose(self, dose: Dose) -> None:
        """Record one taking of an as-needed medication.

        Raises
        ------
        NoSuchName
            If the medication was never added.
        """
        with self.writing():
            medication_id = self.medication_id(dose.medication)
            self._insert("doses", rows.dose_row(dose, medication_id))
            self._describe_step(f"described {dose.diary_day}")

    def doses_on(self, day: date) -> tuple[Dose, ...]:
        """Return the doses of one day, in the order recorded."""
        return tuple(map(rows.to_dose, self._on_day(rows.SELECT_DOSES, day)))

    def drinks_on(self, day: date) -> tuple[Drink, ...]:
        """Return the drinks of one day of which the time is known, in the order recorded."""
        return tuple(map(rows.to_drink, self._on_day(rows.SELECT_DRINKS, day)))

    def add_value(self, value: FactorValue) -> None:
        """Record the value of an own factor, replacing the one of that day.

        Raises
        ------
        NoSuchName
            If the factor was never added.
        """
        with self.writing():
            row = rows.value_row(value, self.factor_id(value.factor))
            self._upsert("factor_values", row, "factor_id, diary_day")
            self._describe_step(f"described {value.diary_day}")

    def values_on(self, day: date) -> tuple[FactorValue, ...]:
        """Return the values of the own factors on one day, by name."""
        return tuple(map(rows.to_value, self._on_day(rows.SELECT_VALUES, day)))

    def _on_day(self, sql: str, day: date) -> list[rows.Row]:
        return self._select(sql, *self._bounds(day, day + timedelta(days=1)))

    def add_exposures(self, exposures: Iterable[Activity | Wear | Dose | FactorValue]) -> None:
        """Record several exposures of any kind."""
        with self.writing():
            for exposure in exposures:
                match exposure:
                    case Activity():
                        self.add_activity(exposure)
                    case Wear():
                        self.add_wear(exposure)
                    case Dose():
                        self.add_dose(exposure)
                    case FactorValue():
                        self.add_value(exposure)
