"""Records that are possible but probably mistakes, each with the command that corrects it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cramp_diary.core import limits
from cramp_diary.core.day_fields import DAY_FIELDS
from cramp_diary.core.errors import InputError
from cramp_diary.core.meant_day import day_of_intake
from cramp_diary.core.operating_system import quote_argument
from cramp_diary.core.settings import SETTINGS, Settings, parse_settings
from cramp_diary.core.stray_days import find_stray_days
from cramp_diary.core.trial import hash_plan
from cramp_diary.core.units import format_number
from cramp_diary.store.problem import Problem
from cramp_diary.store.schema import DAY_TABLES, SELECT_ALL_DAYS
from cramp_diary.store.tables import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from cramp_diary.core.limits import Limits

MANY_EPISODES = 20
MUCH_WATER_ML = 9000
LONG_SITTING_HOURS = 20
LONG_CRAMP_MINUTES = 720
LONG_COURSE_YEARS = 15
"""Years that a medicine may have been taken before the diary was begun."""

LONG_COURSE = timedelta(days=365.25 * LONG_COURSE_YEARS)

_DAYS_WITH_EXPOSURES = " UNION ".join(
    f"SELECT diary_day FROM {table}" for table in DAY_TABLES if table != "episodes"
)
_FAR_AWAY = "is over a year from everything else in the diary"
_ENTER_ACTIVITIES_ANEW = "cramp day {0} --clear activity, then enter it anew"
_RULES = (
    (
        "SELECT id, substr(started_at, 1, 16) FROM episodes WHERE started_utc > :now",
        "episode {0} begins in the future, {1}",
        "cramp edit {0} --when TIME, or cramp delete {0}",
    ),
    (
        (
            "SELECT max(id), min(id) FROM episodes AS e GROUP BY started_utc, severity,"
            " duration_minutes, state, note, (SELECT group_concat(muscle || ifnull(side, ''))"
            " FROM episode_sites WHERE episode_id = e.id) HAVING count(*) > 1"
        ),
        "episode {0} is the same as episode {1}",
        "cramp delete {0}, if it was logged twice",
    ),
    (
        (
            "SELECT diary_day, count(*) FROM episodes GROUP BY diary_day"
            f" HAVING count(*) >= {MANY_EPISODES}"
        ),
        "{0} has {1} episodes",
        "cramp day {0} lists them, cramp delete ID takes one back",
    ),
    (
        (
            "SELECT id, duration_minutes FROM episodes"
            f" WHERE duration_minutes >= {LONG_CRAMP_MINUTES}"
        ),
        "episode {0} lasted {1:g} minutes",
        "cramp edit {0} --minutes NUMBER",
    ),
    (
        f"SELECT diary_day, water_ml FROM days WHERE water_ml >= {MUCH_WATER_ML}",
        "{0} has water of {1:g} ml",
        "cramp day {0} --water VOLUME",
    ),
    (
        f"SELECT diary_day, sitting_hours FROM days WHERE sitting_hours > {LONG_SITTING_HOURS}",
        "{0} has {1:g} hours of sitting",
        "cramp day {0} --sitting HOURS",
    ),
    (
        (
            "SELECT diary_day, sum(minutes) / 60 FROM activities GROUP BY diary_day"
            " HAVING sum(minutes) > 24 * 60"
        ),
        "{0} has {1:g} hours of activity",
        _ENTER_ACTIVITIES_ANEW,
    ),
    (
        "SELECT diary_day, sum(hours) FROM wear GROUP BY diary_day HAVING sum(hours) > 24",
        "{0} has {1:g} hours in shoes",
        "cramp day {0} --shoes NAME:HOURS",
    ),
    (
        f"SELECT diary_day FROM ({_DAYS_WITH_EXPOSURES}) WHERE diary_day > :today",
        "{0} has not been yet",
        "cramp forget {0}",
    ),
)
"""Each is a query, and for each of its rows what is suspicious and the command that corrects it."""


def _find_stray_days(connection: sqlite3.Connection, today: str) -> Iterator[Problem]:
    """Yield the days so far from the rest that their year is probably mistyped; none to come."""
    found = connection.execute(SELECT_ALL_DAYS)
    days = {date.fromisoformat(day) for (day,) in found if day <= today}
    stray = find_stray_days(days)
    for day in map(date.isoformat, stray):
        ids = connection.execute("SELECT id FROM episodes WHERE diary_day = ? ORDER BY id", (day,))
        for (episode,) in ids:
            what = f"episode {episode}, of {day}, {_FAR_AWAY}"
            yield Problem(what, f"cramp edit {episode} --when TIME, or cramp delete {episode}")
        described = f"SELECT 1 FROM ({_DAYS_WITH_EXPOSURES}) WHERE diary_day = ?"
        if connection.execute(described, (day,)).fetchone():
            yield Problem(f"{day} {_FAR_AWAY}", f"cramp forget {day}, then enter it anew")
    first = min(days - set(stray), default=None)
    for name, began in connection.execute(
        "SELECT name, first_day FROM courses JOIN medications ON medications.id = medication_id"
        " ORDER BY first_day, courses.id"
    ):
        if first and date.fromisoformat(began) < first - LONG_COURSE:
            what = f"a course of {name} began on {began}, over {LONG_COURSE_YEARS} years before"
            yield Problem(f"{what} the diary", f"cramp med edit {quote_argument(name)} --from DATE")


def _limited_columns(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Limits, str]]:
    """Yield the table, column, limits and mending command of each amount that has limits."""
    stored = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info('days')")}
    for field in DAY_FIELDS:
        if field.limits is not None and field.column in stored:  # an earlier format may lack it
            yield "days", field.column, field.limits, f"cramp day {{0}} --{field.option} VALUE"
    edit = "cramp edit {0} --"
    yield "episodes", "severity", limits.SEVERITY, f"{edit}severity NUMBER"
    yield "episodes", "duration_minutes", limits.DURATION_MINUTES, f"{edit}minutes TIME"
    yield "episodes", "soreness_hours", limits.SORENESS_HOURS, f"{edit}soreness TIME"
    yield "episodes", _YEAR_OF_EPISODE, limits.YEAR, f"{edit}when TIME"
    yield "episode_reliefs", "minutes", limits.RELIEF_MINUTES, f"{edit}relief METHOD:MINUTES"
    yield "activities", "minutes", limits.ACTIVITY_MINUTES, _ENTER_ACTIVITIES_ANEW
    yield "activities", "effort", limits.EFFORT, _ENTER_ACTIVITIES_ANEW
    yield "wear", "hours", limits.WEAR_HOURS, "cramp day {0} --shoes NAME:HOURS"
    yield "drinks", "water_ml", limits.WATER_ML, "cramp day {0} --clear water, then enter it anew"
    yield "factor_values", "value", limits.FACTOR_VALUE, "cramp day {0} --set NAME=VALUE"


_YEAR_OF_EPISODE = "CAST(substr(started_at, 1, 4) AS INTEGER)"
_SUBJECTS = {"episodes": ("id", "episode {0}"), "episode_reliefs": ("episode_id", "episode {0}")}
"""By what a row is named, where that is not its day."""


def _find_values_beyond_limits(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield the amounts outside limits that have become narrower since they were recorded."""
    for table, column, allowed, mend in _limited_columns(connection):
        key, subject = _SUBJECTS.get(table, ("diary_day", "{0}"))
        found = connection.execute(
            f"SELECT {key}, {column} FROM {table} WHERE {column} NOT BETWEEN ? AND ?",
            (allowed.least, allowed.greatest),
        )
        for name, value in found:
            what = f"{subject.format(name)} has {_describe_excess(value, allowed)}"
            yield Problem(what, mend.format(name))


def _describe_excess(value: float, allowed: Limits) -> str:
    number, least, greatest = map(format_number, (value, allowed.least, allowed.greatest))
    unit = f" {allowed.unit}" if allowed.unit else ""
    return f"{allowed.name} of {number}{unit}, beyond the limits of {least} to {greatest}"


def _find_settings_beyond_limits(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield the settings that could not be set to their values today."""
    for key, text in connection.execute("SELECT key, value FROM settings ORDER BY key"):
        if key in SETTINGS:
            try:
                SETTINGS[key].parse(text)
            except InputError:
                what = f"the setting {key} is {text}, beyond its limits"
                yield Problem(what, f"cramp settings {key} VALUE")


def _latest_day(connection: sqlite3.Connection, now: datetime) -> date:
    """Return the latest day of which anything can be recorded: a drink may be of the next one."""
    stored = dict(connection.execute("SELECT key, value FROM settings"))
    starts = Settings().day_starts_at
    with suppress(InputError):  # a setting that cannot be read is a finding of its own
        starts = parse_settings(stored).day_starts_at
    return max(now.date(), day_of_intake(now, starts))


def _find_changed_plans(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield the trials whose plan or schedule is not what was fixed when they began."""
    days = [rows.to_trial_day(row) for row in connection.execute(rows.SELECT_TRIAL_DAYS)]
    for trial in map(rows.to_trial, connection.execute(rows.SELECT_TRIALS).fetchall()):
        own = [day for day in days if day.trial == trial.first_day]
        if hash_plan(trial, own) != trial.plan_hash:
            what = f"the plan of the trial of {trial.habit} from {trial.first_day}"
            yield Problem(f"{what} is not the one that was fixed when it began", "cramp restore")


def find_suspicious_values(connection: sqlite3.Connection, now: datetime) -> Iterator[Problem]:
    """Yield the probable mistakes in an open diary, as of `now`."""
    values = {"now": now.timestamp(), "today": _latest_day(connection, now).isoformat()}
    for sql, what, mend in _RULES:
        for row in connection.execute(sql, values):
            yield Problem(what.format(*row), mend.format(*row))
    yield from _find_stray_days(connection, str(values["today"]))
    yield from _find_values_beyond_limits(connection)
    yield from _find_settings_beyond_limits(connection)
    yield from _find_changed_plans(connection)
