"""Records that are possible but probably mistakes, each with the command that corrects it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.store.schema import DAY_TABLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

MANY_EPISODES = 20
MUCH_WATER_ML = 9000
LONG_SITTING_HOURS = 20
LONG_CRAMP_MINUTES = 720
HOURS_A_DAY = 24


class Oddity(NamedTuple):
    """A record that is probably a mistake: what is odd, and the command that corrects it."""

    what: str
    mend: str


_DAYS_WITH_EXPOSURES = " UNION ".join(
    f"SELECT diary_day FROM {table}" for table in DAY_TABLES if table != "episodes"
)
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
        "SELECT diary_day, count(*) FROM episodes GROUP BY diary_day HAVING count(*) >= :many",
        "{0} has {1} episodes",
        "cramp day {0} lists them, cramp delete ID takes one back",
    ),
    (
        "SELECT id, duration_minutes FROM episodes WHERE duration_minutes >= :long",
        "episode {0} lasted {1:g} minutes",
        "cramp edit {0} --minutes NUMBER",
    ),
    (
        (
            "SELECT diary_day FROM days WHERE cramps = 'none'"
            " AND diary_day IN (SELECT diary_day FROM episodes)"
        ),
        "{0} is said to be without cramps and has an episode",
        "cramp day {0} --clear no-cramps",
    ),
    (
        "SELECT diary_day, water_ml FROM days WHERE water_ml >= :water",
        "{0} has water of {1:g} ml",
        "cramp day {0} --water VOLUME",
    ),
    (
        "SELECT diary_day, sitting_hours FROM days WHERE sitting_hours > :sitting",
        "{0} has {1:g} hours of sitting",
        "cramp day {0} --sitting HOURS",
    ),
    (
        (
            "SELECT diary_day, sum(minutes) / 60 FROM activities GROUP BY diary_day"
            " HAVING sum(minutes) > :hours * 60"
        ),
        "{0} has {1:g} hours of activity",
        "cramp day {0} --clear activity, then say it anew",
    ),
    (
        "SELECT diary_day, sum(hours) FROM wear GROUP BY diary_day HAVING sum(hours) > :hours",
        "{0} has {1:g} hours in shoes",
        "cramp day {0} --shoes NAME:HOURS",
    ),
    (
        f"SELECT diary_day FROM ({_DAYS_WITH_EXPOSURES}) WHERE diary_day > :today",
        "{0} has not been yet",
        "cramp forget {0}",
    ),
)
"""Each is a query, and for each row it returns what is odd and the command that corrects it."""


def find_oddities(connection: sqlite3.Connection, now: datetime) -> Iterator[Oddity]:
    """Yield the probable mistakes in an open diary, as of `now`."""
    values = {
        "now": now.timestamp(),
        "today": now.date().isoformat(),
        "many": MANY_EPISODES,
        "long": LONG_CRAMP_MINUTES,
        "water": MUCH_WATER_ML,
        "sitting": LONG_SITTING_HOURS,
        "hours": HOURS_A_DAY,
    }
    for sql, what, mend in _RULES:
        for row in connection.execute(sql, values):
            yield Oddity(what.format(*row), mend.format(*row))
