"""Finding the records of a CSV folder that are new to a diary."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from cramp_diary.core.day_fields import FIELD_COLUMNS
from cramp_diary.core.meant_day import day_of_intake, may_confirm_no_cramps, no_cramps_from
from cramp_diary.core.model import Day
from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.settings import Settings
from cramp_diary.core.vocabulary import NONE, name_key
from cramp_diary.exchange.csv_folder.reader import read_own_columns
from cramp_diary.exchange.csv_folder.schemas import (
    ACTIVITIES,
    COURSES,
    DAYS,
    DOSES,
    EPISODES,
    FACTORS,
    MEDICATIONS,
    SHOES,
    WEAR,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from datetime import date, datetime

    from cramp_diary.core.model import Activity, Course, Factor, FactorValue, Medication, Shoe, Wear
    from cramp_diary.core.period import Period
    from cramp_diary.exchange.csv_folder.reader import ParsedFolder, Row

FARTHEST_AHEAD = timedelta(hours=14)
"""The offset of the time zone that is farthest ahead of UTC."""

R = TypeVar("R", bound="Hashable")
Named = TypeVar("Named", "Shoe", "Medication", "Factor")


def find_additions(parsed: ParsedFolder, known: Period) -> Period:
    """Return the records of a folder that the diary `known` does not hold yet.

    Each record in the diary accounts for one equal row, so that a folder that was imported before
    adds nothing. Fields that a day in the diary lacks are added to it.

    Raises
    ------
    BadRow
        If a row contradicts the diary or an earlier row, or uses a name that neither has.
    """
    shoes = _new_names(parsed.rows(SHOES), known.shoes)
    medications = _new_names(parsed.rows(MEDICATIONS), known.medications)
    factors = _new_names(parsed.rows(FACTORS), known.factors)
    inferred, values = read_own_columns(parsed.own_columns, (*known.factors, *factors))
    worn = _with_names(parsed.rows(WEAR), "shoe", (*known.shoes, *shoes))
    medicated = (*known.medications, *medications)
    return replace(
        known,
        episodes=_new_records(parsed.rows(EPISODES), known.episodes),
        days=_new_days(parsed.rows(DAYS), known.days),
        activities=_new_activities(parsed.rows(ACTIVITIES), known.activities),
        shoes=shoes,
        wear=_new_wear(worn, known.wear),
        medications=medications,
        courses=_new_courses(
            _with_names(parsed.rows(COURSES), "medication", medicated), known.courses
        ),
        doses=_new_records(_with_names(parsed.rows(DOSES), "medication", medicated), known.doses),
        factors=(*factors, *inferred),
        factor_values=_new_values(values, known.factor_values),
    )


def _new_records(rows: Iterable[Row[R]], known: Iterable[R]) -> tuple[R, ...]:
    """Return the records that are not known; each known record accounts for one equal row."""
    unmatched = Counter(known)
    new = []
    for row in rows:
        if unmatched[row.record] > 0:
            unmatched[row.record] -= 1
        else:
            new.append(row.record)
    return tuple(new)


def _new_names(rows: Iterable[Row[Named]], known: Iterable[Named]) -> tuple[Named, ...]:
    by_name = {name_key(record.name): record for record in known}
    new = []
    for row in rows:
        before = by_name.setdefault(name_key(row.record.name), row.record)
        if before is row.record:
            new.append(row.record)
        elif before != row.record:
            raise row.bad("name", f"'{before.name}' is known already, as something else.")
    return tuple(new)


def _with_names(rows: Iterable[Row[R]], column: str, known: Iterable[Any]) -> list[Row[R]]:
    """Return the rows with their names spelled as in the diary."""
    names = {name_key(record.name): record.name for record in known} | {NONE: NONE}
    if column != "shoe":
        del names[NONE]
    renamed = []
    for row in rows:
        name = getattr(row.record, column)
        if name_key(name) not in names:
            why = f"There is no {column} '{name}': add it to {column}s.csv."
            raise row.bad(column, why)
        record: Any = row.record
        renamed.append(replace(row, record=replace(record, **{column: names[name_key(name)]})))
    return renamed


def _new_courses(rows: Iterable[Row[Course]], known: Iterable[Course]) -> tuple[Course, ...]:
    before: dict[str, list[Course]] = defaultdict(list)
    for course in known:
        before[course.medication].append(course)
    new = []
    for row in rows:
        others = before[row.record.medication]
        if row.record in others:
            continue
        for other in others:
            if other.overlaps(row.record):
                raise row.bad("first_day", f"A course from {other.first_day} covers it already.")
        others.append(row.record)
        new.append(row.record)
    return tuple(new)


def _new_days(rows: Iterable[Row[Day]], known: Iterable[Day]) -> tuple[Day, ...]:
    by_day = {day.diary_day: day for day in known}
    changed = {}
    for row in rows:
        day = row.record.diary_day
        before = by_day.get(day, Day(diary_day=day))
        confirmation = before if before.no_cramps else row.record
        merged = changed_unchecked(
            before, no_cramps=confirmation.no_cramps, confirmed_at=confirmation.confirmed_at
        )
        for name in (*FIELD_COLUMNS, "note"):
            stored, given = getattr(before, name), getattr(row.record, name)
            if given in (None, ""):
                continue
            if stored not in (None, "", given):
                raise row.bad(name, f"The diary says {stored} for {day} already.")
            merged = changed_unchecked(merged, **{name: given})
        if merged != before:
            by_day[day] = changed[day] = merged
    return tuple(changed.values())


def _new_activities(
    rows: Iterable[Row[Activity]], known: Iterable[Activity]
) -> tuple[Activity, ...]:
    rows, known = list(rows), list(known)
    kinds: dict[date, set[bool]] = defaultdict(set)
    for activity in known:
        kinds[activity.diary_day].add(activity.kind == NONE)
    for row in rows:
        kinds[row.record.diary_day].add(row.record.kind == NONE)
        if len(kinds[row.record.diary_day]) > 1:
            raise row.bad(
                "kind", f"The diary says both none and an activity on {row.record.diary_day}."
            )
    return _new_records(rows, known)


def _new_wear(rows: Iterable[Row[Wear]], known: Iterable[Wear]) -> tuple[Wear, ...]:
    by_key = {(wear.diary_day, wear.shoe): wear for wear in known}
    with_none = {(day, shoe == NONE) for day, shoe in by_key}
    new = []
    for row in rows:
        day, shoe = row.record.diary_day, row.record.shoe
        before = by_key.setdefault((day, shoe), row.record)
        if before is row.record:
            new.append(row.record)
        elif before != row.record:
            raise row.bad("hours", f"The diary says other hours in {shoe} on {day} already.")
        with_none.add((day, shoe == NONE))
        if (day, shoe != NONE) in with_none:
            raise row.bad("shoe", f"The diary says both none and a shoe on {day}.")
    return tuple(new)


def _new_values(
    rows: Iterable[Row[FactorValue]], known: Iterable[FactorValue]
) -> tuple[FactorValue, ...]:
    by_key = {(value.diary_day, value.factor): value for value in known}
    new = []
    for row in rows:
        before = by_key.setdefault((row.record.diary_day, row.record.factor), row.record)
        if before is row.record:
            new.append(row.record)
        elif before != row.record:
            why = f"The diary says {before.value:g} for {row.record.diary_day} already."
            raise row.bad(row.record.factor, why)
    return tuple(new)


def refuse_early_no_cramps(parsed: ParsedFolder, known: Period, now: datetime) -> None:
    """Refuse that a day had no cramps where that was said too early, as in `core.meant_day`.

    A row is judged by its own stamp, one without by `now`; what the diary says already, not again.

    Raises
    ------
    BadRow
        If a day of the folder was said to have no cramps before that could be said.
    """
    said = {day.diary_day for day in known.days if day.no_cramps}
    # The stamp may be older than the setting: what was in time for the usual one was in time.
    starts = min(known.settings.day_starts_at, Settings().day_starts_at)
    for row in parsed.rows(DAYS):
        day, at = row.record.diary_day, row.record.confirmed_at or now
        if not at.utcoffset():  # a stamp in UTC says nothing of the place
            at = at.astimezone(now.tzinfo)
        if row.record.no_cramps and day not in said and not may_confirm_no_cramps(day, at, starts):
            why = f"Before {no_cramps_from(day, starts):%H:%M} it is too early to say so of {day}."
            raise row.bad("cramps", f"{why} Leave the cells cramps and confirmed_at empty.")


def refuse_future(parsed: ParsedFolder, now: datetime) -> None:
    """Refuse records in the future.

    Raises
    ------
    BadRow
        If an episode began, or anything was recorded, after `now`, or if a diary day has not yet
        begun in any time zone: a traveller may have come from one that is ahead. What is drunk
        in the hours before a day begins belongs to it already.
    """
    begun_elsewhere = (now.astimezone(UTC) + FARTHEST_AHEAD).date()
    latest_day = max(begun_elsewhere, day_of_intake(now, day_starts_at=time()))
    for kind, column in (
        (EPISODES, "started_at"),
        (EPISODES, "logged_at"),
        (DAYS, "confirmed_at"),
    ):
        for row in parsed.by_file[kind.file]:
            at = getattr(row.record, column)
            if at is not None and at > now:
                raise row.bad(column, f"{at} lies in the future.")
    for kind in (DAYS, ACTIVITIES, WEAR, DOSES):
        for day_row in parsed.by_file[kind.file]:
            if day_row.record.diary_day > latest_day:
                why = f"{day_row.record.diary_day} lies in the future."
                raise day_row.bad("diary_day", why)
