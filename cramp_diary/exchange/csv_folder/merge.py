"""Finding what a CSV folder changes in a diary: what is new to it, and where the two differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from cramp_diary.core.meant_day import day_of_intake, may_confirm_no_cramps, no_cramps_from
from cramp_diary.core.settings import Settings
from cramp_diary.core.vocabulary import NONE, name_key
from cramp_diary.exchange.csv_folder.differences import (
    FACTOR_FIELDS,
    MEDICATION_FIELDS,
    SHOE_FIELDS,
    FolderDifference,
)
from cramp_diary.exchange.csv_folder.merger import Merger
from cramp_diary.exchange.csv_folder.problems import Problems
from cramp_diary.exchange.csv_folder.reader import read_own_columns
from cramp_diary.exchange.csv_folder.schemas import (
    ACTIVITIES,
    COURSES,
    DAYS,
    DOSES,
    DRINKS,
    EPISODES,
    FACTORS,
    MEDICATIONS,
    MONTHLY_SYMPTOMS,
    SETTINGS_FILE,
    SHOES,
    TRIAL_DAYS,
    TRIALS,
    WEAR,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cramp_diary.core.changes import Changes
    from cramp_diary.core.period import Period
    from cramp_diary.core.vocabulary import Keep
    from cramp_diary.exchange.csv_folder.reader import ParsedFolder, Row

FARTHEST_AHEAD = timedelta(hours=14)
"""The offset of the time zone that is farthest ahead of UTC."""

R = TypeVar("R")


def find_changes(
    parsed: ParsedFolder, known: Period, keep: Keep | None = None, now: datetime | None = None
) -> tuple[Changes, tuple[FolderDifference, ...]]:
    """Return what a folder adds to the diary `known` and changes in it, and where the two differ.

    Each record in the diary accounts for one row, so that a folder that was imported before adds
    nothing. What a record in the diary lacks is added to it. Where both have a value and they are
    not the same, the folder's is taken if `keep` is theirs.

    Raises
    ------
    BadRow, BadRows
        If rows contradict earlier ones, use a name that neither folder nor diary has, or say what
        could not be known by `now`.
    """
    problems = Problems()
    if now is not None:
        _find_future(parsed, now, problems)
        _find_early_no_cramps(parsed, known, now, problems)
    merger = Merger(known, keep, problems)
    merger.merge_settings(parsed.rows(SETTINGS_FILE))
    shoes = merger.merge_names("shoes", parsed.rows(SHOES), SHOE_FIELDS)
    medications = merger.merge_names("medications", parsed.rows(MEDICATIONS), MEDICATION_FIELDS)
    factors = merger.merge_names("factors", parsed.rows(FACTORS), FACTOR_FIELDS)
    inferred, values = read_own_columns(parsed.own_columns, factors.values(), problems)
    merger.added["factors"] += inferred
    merger.merge_episodes(parsed.rows(EPISODES))
    merger.merge_days(parsed.rows(DAYS))
    merger.merge_activities(parsed.rows(ACTIVITIES))
    merger.merge_wear(_with_names(parsed.rows(WEAR), "shoe", shoes, problems))
    merger.merge_courses(_with_names(parsed.rows(COURSES), "medication", medications, problems))
    merger.merge_doses(_with_names(parsed.rows(DOSES), "medication", medications, problems))
    merger.merge_drinks(parsed.rows(DRINKS))
    merger.merge_monthly_symptoms(parsed.rows(MONTHLY_SYMPTOMS))
    merger.merge_trials(parsed.rows(TRIALS), parsed.rows(TRIAL_DAYS))
    merger.merge_values(values, (*factors.values(), *inferred))
    problems.raise_any()
    return merger.changes(), tuple(merger.differences)


def _with_names(
    rows: Iterable[Row[R]], column: str, known: Mapping[str, Any], problems: Problems
) -> list[Row[R]]:
    """Return the rows with their names spelled as in the diary."""
    names = {key: record.name for key, record in known.items()}
    if column == "shoe":
        names[NONE] = NONE
    renamed = []
    for row in rows:
        name = getattr(row.record, column)
        if name_key(name) not in names:
            why = f"There is no {column} '{name}': add it to {column}s.csv."
            problems.add(row.bad(column, why))
            continue
        record: Any = row.record
        renamed.append(replace(row, record=replace(record, **{column: names[name_key(name)]})))
    return renamed


def _find_early_no_cramps(
    parsed: ParsedFolder, known: Period, now: datetime, problems: Problems
) -> None:
    """Find the days that were said to have no cramps too early, as in `core.meant_day`.

    A row is judged by its own stamp, one without by `now`; what the diary says already, not again.
    """
    said = {day.diary_day for day in known.days if day.no_cramps}
    # The stamp may be older than the setting: what was in time for the usual one was in time.
    begins = {known.settings.day_starts_at, Settings().day_starts_at}
    settings = (row.record for row in parsed.rows(SETTINGS_FILE))
    begins |= {setting.value for setting in settings if setting.key == "day_starts_at"}
    starts = min(begins)
    for row in parsed.rows(DAYS):
        day, at = row.record.diary_day, row.record.confirmed_at or now
        if not at.utcoffset():  # a stamp in UTC says nothing of the place
            at = at.astimezone(now.tzinfo)
        if row.record.no_cramps and day not in said and not may_confirm_no_cramps(day, at, starts):
            why = f"Before {no_cramps_from(day, starts):%H:%M} it is too early to say so of {day}."
            why = f"{why} Leave the cells cramps and confirmed_at empty."
            problems.add(row.bad("cramps", why))


def _find_future(parsed: ParsedFolder, now: datetime, problems: Problems) -> None:
    """Find the episodes that began, and what was recorded, after `now`, and days that are to come.

    A course that is to begin on such a day is found, too.

    A day is to come if it has not yet begun in any time zone: a traveller may have come from one
    that is ahead. What is drunk in the hours before a day begins belongs to it already.
    """
    begun_elsewhere = (now.astimezone(UTC) + FARTHEST_AHEAD).date()
    latest_day = max(begun_elsewhere, day_of_intake(now, day_starts_at=time()))
    for kind, column in (
        (EPISODES, "started_at"),
        (EPISODES, "logged_at"),
        (DAYS, "confirmed_at"),
        (DOSES, "taken_at"),
        (DRINKS, "drunk_at"),
    ):
        for row in parsed.by_file[kind.file]:
            at = getattr(row.record, column)
            if at is not None and at > now:
                problems.add(row.bad(column, f"{at} lies in the future."))
    for kind in (DAYS, ACTIVITIES, WEAR, DOSES, DRINKS, COURSES, MONTHLY_SYMPTOMS):
        column = {COURSES.file: "first_day", MONTHLY_SYMPTOMS.file: "month"}.get(
            kind.file, "diary_day"
        )
        for day_row in parsed.by_file[kind.file]:
            if (day := getattr(day_row.record, column)) > latest_day:
                problems.add(day_row.bad(column, f"{day} lies in the future."))
    for trial_day in parsed.by_file[TRIAL_DAYS.file]:
        if trial_day.record.done is not None and trial_day.record.diary_day > latest_day:
            problems.add(trial_day.bad("done", f"{trial_day.record.diary_day} is yet to come."))
